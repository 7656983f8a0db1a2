//! The tabs that the program reads, and the columns of those that are all its own or nearly so.
//!
//! The columns of Posts are in [`super::posts`].

use super::names::{Named, Names, header_beside_in, header_in, written};
use crate::cell::fold;
use crate::language::{Language, PerLanguage};

/// A tab that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// One row for each account and its token.
    Accounts,
    /// One row for each post.
    Posts,
    /// One line for each thing done, newest on top.
    Log,
    /// One row for each setting of the whole desk; a desk may do without.
    Settings,
    /// One row for each post that is used again and again; a desk may do without.
    Stock,
}

impl Tab {
    /// Returns the tab's title in a language.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        let title = match self {
            Self::Accounts => PerLanguage { en: "Accounts", ja: "アカウント" },
            Self::Posts => PerLanguage { en: "Posts", ja: "投稿" },
            Self::Log => PerLanguage { en: "Log", ja: "履歴" },
            Self::Settings => PerLanguage { en: "Settings", ja: "設定" },
            Self::Stock => PerLanguage { en: "Stock", ja: "ストック" },
        };
        title.get(language)
    }

    /// Returns the title used where a person's own tab has the usual one; Accounts and Posts have no such
    /// place.
    #[must_use]
    pub fn title_beside(self, language: Language) -> &'static str {
        let beside = match self {
            Self::Log => PerLanguage { en: "threadsheet Log", ja: "threadsheet 履歴" },
            Self::Settings => PerLanguage { en: "threadsheet Settings", ja: "threadsheet 設定" },
            Self::Stock => PerLanguage { en: "threadsheet Stock", ja: "threadsheet ストック" },
            Self::Accounts | Self::Posts => return self.title(language),
        };
        beside.get(language)
    }

    /// Returns the tab and the language that a title stands for; case, width and outer space do not matter, and the
    /// title beside a person's own may have a number.
    #[must_use]
    pub fn find(title: &str) -> Option<(Self, Language)> {
        let folded = fold(title);
        let tabs = [Self::Accounts, Self::Posts, Self::Log, Self::Settings, Self::Stock];
        tabs.into_iter().find_map(|tab| {
            Language::ALL.into_iter().find_map(|language| {
                let names = [tab.title(language), tab.title_beside(language)];
                let is_its = names.iter().any(|name| fold(name) == folded)
                    // Posts 2 is a person's own.
                    || names[0] != names[1] && is_numbered(&folded, names[1]);
                is_its.then_some((tab, language))
            })
        })
    }
}

/// Returns the titles that a tab of ours may get where a person's own tabs have the first ones.
pub(crate) fn titles([usual, beside]: [&'static str; 2]) -> impl Iterator<Item = String> {
    [usual, beside]
        .map(str::to_owned)
        .into_iter()
        .chain((2..).map(move |at| format!("{beside} {at}")))
}

/// Tells whether a title is this one with a number behind it: so a tab of ours is called where people's own have its
/// usual titles.
pub(crate) fn is_numbered(title: &str, beside: &str) -> bool {
    let (title, beside) = (fold(title), fold(beside));
    let number = title.strip_prefix(&beside).and_then(|rest| rest.strip_prefix(' '));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// A column of the Accounts tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountColumn {
    /// The Threads user name.
    Account,
    /// The access token.
    Token,
    /// When the token was last renewed.
    Refreshed,
    /// When the token ends.
    Expires,
    /// The verified @name.
    Profile,
    /// A sentence on how the token is.
    Status,
    /// The row's own state, for the program alone.
    Receipt,
    /// A checkbox; unticked, the account's posts wait.
    Enabled,
    /// Until when the account's posts wait.
    PauseUntil,
    /// When its posts without a time go out.
    Slots,
    /// How many posts of the account go out a day at most.
    DailyCap,
}

/// A column of the Log tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogColumn {
    /// When it was done.
    When,
    /// For which account.
    Account,
    /// For which row, by its id.
    Row,
    /// What was done.
    What,
    /// The container id.
    Container,
    /// The media id.
    Media,
    /// The post's URL.
    Permalink,
    /// Plain words.
    Words,
}

/// A column of the Settings tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingColumn {
    /// Which setting.
    Setting,
    /// What it is set to.
    Value,
    /// Plain words for the person.
    Message,
}

pub(crate) const ACCOUNT_NAMES: &[Named<AccountColumn>] = &[
    Named {
        column: AccountColumn::Account,
        names: &Names::new(
            PerLanguage { en: "Account", ja: "アカウント" },
            &[
                "username",
                "user name",
                "アカウント名",
                "account name",
                "アカウントid",
                "account id",
            ],
        ),
    },
    Named {
        column: AccountColumn::Token,
        names: &Names::new(
            PerLanguage { en: "Token", ja: "トークン" },
            &["アクセストークン", "access token"],
        ),
    },
    Named {
        column: AccountColumn::Refreshed,
        names: &written!(en: "Token refreshed", ja: "トークン更新日時"),
    },
    Named {
        column: AccountColumn::Expires,
        names: &written!(en: "Token expires", ja: "トークン有効期限"),
    },
    Named {
        column: AccountColumn::Profile, names: &written!(en: "Profile", ja: "プロフィール")
    },
    Named {
        column: AccountColumn::Status,
        names: &written!(en: "Token status", ja: "トークン状態"),
    },
    Named { column: AccountColumn::Receipt, names: &written!(en: "Receipt", ja: "受付番号") },
    Named {
        column: AccountColumn::Enabled,
        names: &Names::new(PerLanguage { en: "Enabled", ja: "有効" }, &["active", "使用する"]),
    },
    Named {
        column: AccountColumn::PauseUntil,
        names: &Names::new(PerLanguage { en: "Pause until", ja: "休止期限" }, &["pause until"]),
    },
    Named {
        column: AccountColumn::Slots,
        names: &Names::new(PerLanguage { en: "Slots", ja: "投稿枠" }, &[]),
    },
    Named {
        column: AccountColumn::DailyCap,
        names: &Names::new(PerLanguage { en: "Daily cap", ja: "1日の上限" }, &["daily cap"]),
    },
];

pub(crate) const LOG_NAMES: &[Named<LogColumn>] = &[
    Named {
        column: LogColumn::When,
        names: &Names::new(PerLanguage { en: "When", ja: "日時" }, &[]),
    },
    Named {
        column: LogColumn::Account,
        names: &Names::new(PerLanguage { en: "Account", ja: "アカウント" }, &[]),
    },
    Named {
        column: LogColumn::Row,
        names: &Names::new(PerLanguage { en: "Receipt", ja: "受付番号" }, &[]),
    },
    Named {
        column: LogColumn::What,
        names: &Names::new(PerLanguage { en: "Event", ja: "できごと" }, &[]),
    },
    Named {
        column: LogColumn::Container,
        names: &Names::new(PerLanguage { en: "Container id", ja: "コンテナID" }, &[]),
    },
    Named {
        column: LogColumn::Media,
        names: &Names::new(PerLanguage { en: "Media id", ja: "メディアID" }, &[]),
    },
    Named {
        column: LogColumn::Permalink,
        names: &Names::new(PerLanguage { en: "Permalink", ja: "パーマリンク" }, &[]),
    },
    Named {
        column: LogColumn::Words,
        names: &Names::new(PerLanguage { en: "Details", ja: "詳細" }, &[]),
    },
];

/// The headers of Logs that earlier versions made. They count only together: in such a Log a person's own
/// column may have one of the names of today.
pub(crate) const LOG_NAMES_BEFORE: &[Named<LogColumn>] = &[
    Named {
        column: LogColumn::When,
        names: &Names::new(PerLanguage { en: "When", ja: "日時" }, &[]),
    },
    Named {
        column: LogColumn::Account,
        names: &Names::new(PerLanguage { en: "Account", ja: "アカウント" }, &[]),
    },
    Named { column: LogColumn::Row, names: &Names::new(PerLanguage { en: "Row", ja: "行" }, &[]) },
    Named {
        column: LogColumn::What,
        names: &Names::new(PerLanguage { en: "What", ja: "内容" }, &[]),
    },
    Named {
        column: LogColumn::Container,
        names: &Names::new(PerLanguage { en: "Container id", ja: "コンテナID" }, &[]),
    },
    Named {
        column: LogColumn::Media,
        names: &Names::new(PerLanguage { en: "Media id", ja: "メディアID" }, &[]),
    },
    Named {
        column: LogColumn::Permalink,
        names: &Names::new(PerLanguage { en: "Permalink", ja: "パーマリンク" }, &[]),
    },
    Named {
        column: LogColumn::Words,
        names: &Names::new(PerLanguage { en: "Words", ja: "説明" }, &[]),
    },
];

pub(crate) const SETTING_NAMES: &[Named<SettingColumn>] = &[
    Named {
        column: SettingColumn::Setting,
        names: &Names::new(PerLanguage { en: "Setting", ja: "設定" }, &[]),
    },
    Named {
        column: SettingColumn::Value,
        names: &Names::new(PerLanguage { en: "Value", ja: "値" }, &[]),
    },
    Named {
        column: SettingColumn::Message, names: &written!(en: "Message", ja: "メッセージ")
    },
];

impl AccountColumn {
    /// The columns that the program writes, the Token aside.
    pub const WRITTEN: [Self; 5] =
        [Self::Refreshed, Self::Expires, Self::Profile, Self::Status, Self::Receipt];

    /// The columns that a new tab has.
    pub const ALL: [Self; 8] = [
        Self::Account,
        Self::Token,
        Self::Refreshed,
        Self::Expires,
        Self::Profile,
        Self::Status,
        Self::Enabled,
        Self::Receipt,
    ];

    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(ACCOUNT_NAMES, &self, language)
    }

    /// Returns the header of the program's own column beside a person's of the usual name.
    #[must_use]
    pub fn header_beside(self, language: Language) -> &'static str {
        header_beside_in(ACCOUNT_NAMES, &self, language)
    }
}

impl LogColumn {
    /// Every column, in the order in which the tab has them.
    pub const ALL: [Self; 8] = [
        Self::When,
        Self::Account,
        Self::Row,
        Self::What,
        Self::Container,
        Self::Media,
        Self::Permalink,
        Self::Words,
    ];

    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(LOG_NAMES, &self, language)
    }
}

impl SettingColumn {
    /// Every column, in the order in which the tab has them.
    pub const ALL: [Self; 3] = [Self::Setting, Self::Value, Self::Message];

    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(SETTING_NAMES, &self, language)
    }

    /// Returns the header of the program's own column beside a person's of the usual name.
    #[must_use]
    pub fn header_beside(self, language: Language) -> &'static str {
        header_beside_in(SETTING_NAMES, &self, language)
    }
}
