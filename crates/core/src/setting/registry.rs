//! The registry: every setting, and the entry that says everything about it beside its sentences.
//!
//! A new setting is an entry, a line in the registry, a field of [`Chosen`], and its sentences in
//! `i18n`: the reading of the tab, `init` and the table of the documentation come out of it.

use chrono::TimeDelta;

use super::value::{self, Unit};
use crate::cell::Cell;
use crate::language::{Language, PerLanguage};
use crate::webhook::Webhook;

/// What the tab sets; `None` where it leaves a default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// A token with less left than this is renewed.
    pub refresh_within: Option<TimeDelta>,
    /// A post later than this is missed.
    pub max_late: Option<TimeDelta>,
    /// The shortest time between two posts of one account.
    pub spacing: Option<TimeDelta>,
    /// How many posts of one account go out a day at most.
    pub posts_a_day: Option<u32>,
    /// How long a text that went out is not posted again.
    pub same_text_after: Option<TimeDelta>,
    /// Whether a row with an empty Status waits.
    pub only_queued: Option<bool>,
    /// The language of reports and notifications.
    pub language: Option<Language>,
    /// Where notifications go.
    pub webhook: Option<Webhook>,
    /// Why posts wait although no value says so: nobody can tell what a person has asked for.
    pub unread: Unread,
}

/// A setting that holds posts back, and whose value nobody can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadSetting {
    /// Which.
    pub setting: Setting,
    /// Whether the sheet is still working it out.
    pub is_loading: bool,
}

/// What is unread of the settings that hold posts back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// The setting which rows are marked, for which a row without a mark waits.
    pub marks: Option<UnreadSetting>,
    /// The posts a day, for which the posts of an account without a cap of its own wait.
    pub posts_a_day: Option<UnreadSetting>,
    /// Another one, for which every post waits.
    pub other: Option<UnreadSetting>,
}

impl Unread {
    /// Returns the same without a setting that is set elsewhere.
    #[must_use]
    pub fn without(self, set: Option<Setting>) -> Self {
        let other = self.other.filter(|unread| Some(unread.setting) != set);
        Self { other, ..self }
    }

    pub(super) fn note(&mut self, setting: Setting, is_loading: bool) {
        let unread = Some(UnreadSetting { setting, is_loading });
        match setting {
            Setting::OnlyQueued => self.marks = unread,
            Setting::PostsADay => self.posts_a_day = unread,
            Setting::Gap | Setting::SameTextAfter => self.other = unread,
            // Passing, so it costs nobody much to wait for it; a wrong value is told, and the default limit holds.
            Setting::MaxLate if is_loading => self.other = self.other.or(unread),
            Setting::MaxLate | Setting::RefreshWithin | Setting::Webhook | Setting::Language => {}
        }
    }
}

/// A setting of the whole desk.
#[derive(Debug)]
pub struct Entry {
    /// Its name, by which its row is found.
    pub name: PerLanguage<&'static str>,
    /// What a new tab sets, which is the default but for the pause and the posts a day; empty where nothing is set.
    pub new_value: PerLanguage<&'static str>,
    /// The words that a dropdown offers; none where anything may be typed.
    pub choices: Option<PerLanguage<[&'static str; 2]>>,
    /// Reads a value and sets it; `None` where the value cannot be meant.
    pub(super) set: fn(&mut Chosen, &Cell) -> Option<()>,
}

/// Makes of each line a variant of [`Setting`] and its entry, so that none can be without the other.
macro_rules! registry {
    ($($(#[$doc:meta])* $setting:ident => $entry:path,)+) => {
        /// A setting.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Setting {
            $($(#[$doc])* $setting,)+
        }

        impl Setting {
            /// Every setting, in the order in which a new tab has them.
            pub const ALL: [Self; [$(Self::$setting),+].len()] = [$(Self::$setting),+];

            /// Returns everything about the setting.
            #[must_use]
            pub const fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$setting => &$entry,)+
                }
            }
        }
    };
}

impl Setting {
    /// Tells whether it is a limit which there need not be.
    pub(super) const fn may_be_none(self) -> bool {
        matches!(self, Self::Gap | Self::PostsADay | Self::SameTextAfter)
    }
}

registry! {
    /// The shortest time between two posts of one account; a bare number means minutes.
    Gap => GAP,
    /// How many posts of one account go out a day at most.
    PostsADay => POSTS_A_DAY,
    /// How long a text that went out is not posted again; a bare number means days.
    SameTextAfter => SAME_TEXT_AFTER,
    /// Whether a row with an empty Status waits.
    OnlyQueued => ONLY_QUEUED,
    /// A post later than this is missed; a bare number means hours.
    MaxLate => MAX_LATE,
    /// A token with less left than this is renewed; a bare number means days.
    RefreshWithin => REFRESH_WITHIN,
    /// Where a run sends a notification that newly needs a person.
    Webhook => WEBHOOK,
    /// The language of reports and notifications.
    Language => LANGUAGE,
}

const GAP: Entry = Entry {
    name: PerLanguage {
        en: "Pause between posts of one account",
        ja: "同じアカウントの投稿の間隔",
    },
    new_value: PerLanguage { en: "2 minutes", ja: "2分" },
    choices: None,
    set: |chosen, cell| {
        let range = TimeDelta::zero()..=TimeDelta::days(1);
        chosen.spacing = Some(value::duration(cell, Unit::Minute, &range)?);
        Some(())
    },
};

const POSTS_A_DAY: Entry = Entry {
    name: PerLanguage { en: "Posts a day and account", ja: "1アカウント1日の投稿数" },
    new_value: PerLanguage { en: "25", ja: "25" },
    choices: None,
    set: |chosen, cell| {
        chosen.posts_a_day = Some(value::posts_a_day(cell)?);
        Some(())
    },
};

const SAME_TEXT_AFTER: Entry = Entry {
    name: PerLanguage { en: "Same text again after", ja: "同じ文の再投稿まで" },
    new_value: PerLanguage { en: "", ja: "" },
    choices: None,
    set: |chosen, cell| {
        // A year that is typed as days may be a leap year.
        let range = TimeDelta::zero()..=TimeDelta::days(366);
        chosen.same_text_after = Some(value::duration(cell, Unit::Day, &range)?);
        Some(())
    },
};

const ONLY_QUEUED: Entry = Entry {
    name: PerLanguage {
        en: "Post only rows marked Queued", ja: "「予約」の行だけを投稿する"
    },
    new_value: PerLanguage { en: "no", ja: "いいえ" },
    choices: Some(PerLanguage { en: ["yes", "no"], ja: ["はい", "いいえ"] }),
    set: |chosen, cell| {
        chosen.only_queued = Some(cell.flag()?);
        Some(())
    },
};

const MAX_LATE: Entry = Entry {
    name: PerLanguage {
        en: "Do not post when later than", ja: "これより遅れた投稿は送らない"
    },
    new_value: PerLanguage { en: "24 hours", ja: "24時間" },
    choices: None,
    set: |chosen, cell| {
        let range = TimeDelta::minutes(1)..=TimeDelta::days(30);
        chosen.max_late = Some(value::duration(cell, Unit::Hour, &range)?);
        Some(())
    },
};

const REFRESH_WITHIN: Entry = Entry {
    name: PerLanguage {
        en: "Renew tokens this long before they end",
        ja: "トークンを期限の何日前に更新するか",
    },
    new_value: PerLanguage { en: "14 days", ja: "14日" },
    choices: None,
    set: |chosen, cell| {
        // Threads lets a token of 60 days be renewed once it is a day old.
        let range = TimeDelta::days(1)..=TimeDelta::days(59);
        chosen.refresh_within = Some(value::duration(cell, Unit::Day, &range)?);
        Some(())
    },
};

const WEBHOOK: Entry = Entry {
    name: PerLanguage {
        en: "Send a notice to (webhook URL)",
        ja: "お知らせの送り先（Webhook の URL）",
    },
    new_value: PerLanguage { en: "", ja: "" },
    choices: None,
    set: |chosen, cell| {
        chosen.webhook = Some(Webhook::read(cell.shown_text())?);
        Some(())
    },
};

const LANGUAGE: Entry = Entry {
    name: PerLanguage { en: "Language of reports", ja: "レポートの言語" },
    new_value: PerLanguage { en: "", ja: "" },
    choices: Some(PerLanguage { en: ["English", "日本語"], ja: ["English", "日本語"] }),
    set: |chosen, cell| {
        chosen.language = Some(value::language(cell)?);
        Some(())
    },
};

impl Setting {
    /// Tells whether posts wait while its value cannot be read: it was meant to hold some of them back.
    #[must_use]
    pub const fn holds_posts(self) -> bool {
        matches!(self, Self::OnlyQueued | Self::PostsADay | Self::Gap | Self::SameTextAfter)
    }

    /// Returns its name in a language.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        self.entry().name.get(language)
    }
}
