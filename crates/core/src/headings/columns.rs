//! The columns of the tabs, their two names, and the names they have in other people's sheets.
//!
//! A column that the program writes has no alias, so that nobody's own column is ever overwritten. Where a
//! person's own column has its very name, the program's is made beside it, with `threadsheet ` in front.

use crate::cell::fold;
use crate::language::Language;

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
}

impl Tab {
    /// Returns the tab's title in a language.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::Accounts => language.pick("Accounts", "アカウント"),
            Self::Posts => language.pick("Posts", "投稿"),
            Self::Log => language.pick("Log", "履歴"),
            Self::Settings => language.pick("Settings", "設定"),
        }
    }

    /// Returns the title used where a person's own tab has the usual one; Accounts and Posts have no such
    /// place.
    #[must_use]
    pub fn title_beside(self, language: Language) -> &'static str {
        match self {
            Self::Log => language.pick("threadsheet Log", "threadsheet 履歴"),
            Self::Settings => language.pick("threadsheet Settings", "threadsheet 設定"),
            Self::Accounts | Self::Posts => self.title(language),
        }
    }

    /// Returns the tab and the language that a title stands for; case, width and outer space do not matter.
    #[must_use]
    pub fn find(title: &str) -> Option<(Self, Language)> {
        let folded = fold(title);
        let tabs = [Self::Accounts, Self::Posts, Self::Log, Self::Settings];
        tabs.into_iter().find_map(|tab| {
            [Language::English, Language::Japanese].into_iter().find_map(|language| {
                let names = [tab.title(language), tab.title_beside(language)];
                names.iter().any(|name| fold(name) == folded).then_some((tab, language))
            })
        })
    }
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
}

/// A column of the Posts tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PostColumn {
    /// Which account posts.
    Account,
    /// The text of the post.
    Text,
    /// Date and time in one cell.
    PublishAt,
    /// The date, where the time has a column of its own.
    Date,
    /// The time of day, beside [`PostColumn::Date`].
    Time,
    /// URLs of images and videos; may be several columns.
    Media,
    /// One line for each medium.
    AltText,
    /// The topic tag.
    Topic,
    /// The link attachment.
    Link,
    /// Who can reply.
    ReplyControl,
    /// What the post replies to.
    ReplyTo,
    /// Where the post stands.
    Status,
    /// When it went out.
    PublishedAt,
    /// Its URL.
    Permalink,
    /// Plain words for the person.
    Message,
    /// The row's own state, for the program alone.
    Receipt,
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

/// One column with everything it may be called.
#[derive(Debug)]
pub(super) struct Name<C: 'static> {
    pub(super) column: C,
    pub(super) english: &'static str,
    pub(super) japanese: &'static str,
    /// What other tools call it, compared without spaces, `_` and `-`.
    pub(super) aliases: &'static [&'static str],
    /// Whether numbered columns may stand in for one.
    pub(super) numbered: bool,
    /// What a column that the program writes is called beside a person's own of its name, in both languages.
    pub(super) beside: Option<[&'static str; 2]>,
}

const fn name<C>(
    column: C,
    english: &'static str,
    japanese: &'static str,
    aliases: &'static [&'static str],
) -> Name<C> {
    Name { column, english, japanese, aliases, numbered: false, beside: None }
}

/// A column that the program writes.
macro_rules! written {
    ($column:expr, $english:literal, $japanese:literal) => {
        Name {
            beside: Some([concat!("threadsheet ", $english), concat!("threadsheet ", $japanese)]),
            ..name($column, $english, $japanese, &[])
        }
    };
}

pub(super) const ACCOUNT_NAMES: &[Name<AccountColumn>] = &[
    name(
        AccountColumn::Account,
        "Account",
        "アカウント",
        &["username", "user name", "アカウント名", "account name", "アカウントid", "account id"],
    ),
    name(AccountColumn::Token, "Token", "トークン", &["アクセストークン", "access token"]),
    written!(AccountColumn::Refreshed, "Token refreshed", "トークン更新日時"),
    written!(AccountColumn::Expires, "Token expires", "トークン有効期限"),
    written!(AccountColumn::Profile, "Profile", "プロフィール"),
    written!(AccountColumn::Status, "Token status", "トークン状態"),
    written!(AccountColumn::Receipt, "Receipt", "受付番号"),
    name(AccountColumn::Enabled, "Enabled", "有効", &["active", "使用する"]),
];

pub(super) const POST_NAMES: &[Name<PostColumn>] = &[
    name(
        PostColumn::Account,
        "Account",
        "アカウント",
        &["username", "user name", "アカウント名", "account name", "アカウントid", "account id"],
    ),
    name(
        PostColumn::Text,
        "Text",
        "本文",
        &[
            "投稿本文",
            "投稿内容",
            "投稿文",
            "メイン投稿文",
            "文章",
            "テキスト",
            "tweet内容",
            "post text",
            "content",
            "caption",
            "body",
        ],
    ),
    name(
        PostColumn::PublishAt,
        "Publish at",
        "投稿日時",
        &[
            "予約日時",
            "予定日時",
            "投稿予定日時",
            "実行予定時間",
            "scheduled at",
            "scheduled time",
            "scheduled for",
            "when",
            "post at specific time",
        ],
    ),
    name(PostColumn::Date, "Date", "日付", &["投稿日", "予定日付", "予定日"]),
    name(PostColumn::Time, "Time", "時刻", &["投稿時間", "投稿時刻", "予定時刻", "時間"]),
    Name {
        column: PostColumn::Media,
        english: "Media",
        japanese: "メディア",
        numbered: true,
        beside: None,
        aliases: &[
            "画像url",
            "画像",
            "動画url",
            "動画",
            "メディアurl",
            "写真",
            "image url",
            "image urls",
            "image",
            "images",
            "media url",
            "media urls",
            "photo",
            "photos",
            "video url",
            "video urls",
            "video",
            "videos",
        ],
    },
    name(PostColumn::AltText, "Alt text", "代替テキスト", &["画像の説明", "alt"]),
    name(PostColumn::Topic, "Topic", "トピック", &["トピックタグ", "topic tag"]),
    name(PostColumn::Link, "Link", "リンク", &["link attachment", "リンクurl"]),
    name(PostColumn::ReplyControl, "Reply control", "返信できる人", &["返信設定"]),
    name(PostColumn::ReplyTo, "Reply to", "返信先", &["reply to id"]),
    name(PostColumn::Status, "Status", "ステータス", &["状態"]),
    written!(PostColumn::PublishedAt, "Published at", "投稿完了日時"),
    written!(PostColumn::Permalink, "Permalink", "パーマリンク"),
    written!(PostColumn::Message, "Message", "メッセージ"),
    written!(PostColumn::Receipt, "Receipt", "受付番号"),
];

pub(super) const LOG_NAMES: &[Name<LogColumn>] = &[
    name(LogColumn::When, "When", "日時", &[]),
    name(LogColumn::Account, "Account", "アカウント", &[]),
    name(LogColumn::Row, "Receipt", "受付番号", &[]),
    name(LogColumn::What, "Event", "できごと", &[]),
    name(LogColumn::Container, "Container id", "コンテナID", &[]),
    name(LogColumn::Media, "Media id", "メディアID", &[]),
    name(LogColumn::Permalink, "Permalink", "パーマリンク", &[]),
    name(LogColumn::Words, "Details", "詳細", &[]),
];

/// The headers of Logs that earlier versions made. They count only together: in such a Log a person's own
/// column may have one of the names of today.
pub(super) const LOG_NAMES_BEFORE: &[Name<LogColumn>] = &[
    name(LogColumn::When, "When", "日時", &[]),
    name(LogColumn::Account, "Account", "アカウント", &[]),
    name(LogColumn::Row, "Row", "行", &[]),
    name(LogColumn::What, "What", "内容", &[]),
    name(LogColumn::Container, "Container id", "コンテナID", &[]),
    name(LogColumn::Media, "Media id", "メディアID", &[]),
    name(LogColumn::Permalink, "Permalink", "パーマリンク", &[]),
    name(LogColumn::Words, "Words", "説明", &[]),
];

pub(super) const SETTING_NAMES: &[Name<SettingColumn>] = &[
    name(SettingColumn::Setting, "Setting", "設定", &[]),
    name(SettingColumn::Value, "Value", "値", &[]),
    written!(SettingColumn::Message, "Message", "メッセージ"),
];

/// Returns the header of a column out of its tab's names.
pub(super) fn header_in<C: PartialEq>(
    names: &[Name<C>],
    column: &C,
    language: Language,
) -> &'static str {
    names
        .iter()
        .find(|name| name.column == *column)
        .map_or("", |name| language.pick(name.english, name.japanese))
}

/// Returns the header of a column that the program writes beside a person's own of its name.
fn header_beside_in<C: PartialEq>(
    names: &[Name<C>],
    column: &C,
    language: Language,
) -> &'static str {
    let beside = names.iter().find(|name| name.column == *column).and_then(|name| name.beside);
    beside.map_or_else(
        || header_in(names, column, language),
        |[english, japanese]| language.pick(english, japanese),
    )
}

impl AccountColumn {
    /// The columns that the program writes, the Token aside.
    pub const WRITTEN: [Self; 5] =
        [Self::Refreshed, Self::Expires, Self::Profile, Self::Status, Self::Receipt];

    /// Every column.
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

impl PostColumn {
    /// The columns that the program alone writes.
    pub const WRITTEN: [Self; 4] =
        [Self::PublishedAt, Self::Permalink, Self::Message, Self::Receipt];

    /// Every column; a tab has [`Self::PublishAt`], or [`Self::Date`] and [`Self::Time`].
    pub const ALL: [Self; 16] = [
        Self::Account,
        Self::Text,
        Self::PublishAt,
        Self::Date,
        Self::Time,
        Self::Media,
        Self::AltText,
        Self::Topic,
        Self::Link,
        Self::ReplyControl,
        Self::ReplyTo,
        Self::Status,
        Self::PublishedAt,
        Self::Permalink,
        Self::Message,
        Self::Receipt,
    ];

    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(POST_NAMES, &self, language)
    }

    /// Returns the header of the program's own column beside a person's of the usual name.
    #[must_use]
    pub fn header_beside(self, language: Language) -> &'static str {
        header_beside_in(POST_NAMES, &self, language)
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
