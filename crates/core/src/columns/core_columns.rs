//! The columns with code of their own, described: which account, what, when and where it stands, and what the
//! program writes.

use super::entry::{CellStyle, Entry, Writer};
use super::names::{Names, written};
use crate::language::PerLanguage;

/// A column without which there is no post.
const fn needed(key: &'static str, names: Names) -> Entry {
    Entry { is_optional: false, is_in_new_tab: true, ..Entry::optional(key, names) }
}

/// A column that the program writes.
const fn of_program(key: &'static str, names: Names) -> Entry {
    Entry { writer: Writer::Program, ..needed(key, names) }
}

pub(super) const ACCOUNT: Entry = Entry {
    width: 120,
    format: CellStyle::Verbatim,
    ..needed(
        "account",
        Names::new(
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
    )
};

pub(super) const TEXT: Entry = Entry {
    width: 340,
    ..needed(
        "text",
        Names::new(
            PerLanguage { en: "Text", ja: "本文" },
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
    )
};

pub(super) const PUBLISH_AT: Entry = Entry {
    is_telling: true,
    width: 130,
    format: CellStyle::DateTime,
    ..needed(
        "publish-at",
        Names::new(
            PerLanguage { en: "Publish at", ja: "投稿日時" },
            &[
                "予約日時",
                "予定日時",
                "投稿予定日時",
                "実行予定時間",
                "publish at",
                "scheduled at",
                "scheduled time",
                "scheduled for",
                "when",
                "post at specific time",
            ],
        ),
    )
};

// A person who has these two columns has them as they are, instead of Publish at.
pub(super) const DATE: Entry = Entry {
    is_in_new_tab: false,
    is_telling: true,
    format: CellStyle::Usual,
    ..needed(
        "date",
        Names::new(PerLanguage { en: "Date", ja: "日付" }, &["投稿日", "予定日付", "予定日"]),
    )
};

pub(super) const TIME: Entry = Entry {
    is_in_new_tab: false,
    format: CellStyle::Usual,
    ..needed(
        "time",
        Names::new(
            PerLanguage { en: "Time", ja: "時刻" },
            &["投稿時間", "投稿時刻", "予定時刻", "時間"],
        ),
    )
};

pub(super) const MEDIA: Entry = Entry {
    is_in_new_tab: true,
    is_telling: true,
    width: 170,
    format: CellStyle::Ends,
    ..Entry::optional("media", MEDIA_NAMES)
};

const MEDIA_NAMES: Names = Names {
    is_numbered: true,
    ..Names::new(
        PerLanguage { en: "Media", ja: "メディア" },
        &[
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
            "link video",
            "link ảnh",
        ],
    )
};

pub(super) const STATUS: Entry = Entry {
    writer: Writer::Both,
    ..needed("status", Names::new(PerLanguage { en: "Status", ja: "ステータス" }, &["状態"]))
};

pub(super) const PUBLISHED_AT: Entry = Entry {
    width: 130,
    format: CellStyle::DateTime,
    ..of_program("published-at", written!(en: "Published at", ja: "投稿完了日時"))
};

pub(super) const PERMALINK: Entry = Entry {
    width: 150,
    format: CellStyle::Ends,
    ..of_program("permalink", written!(en: "Permalink", ja: "パーマリンク"))
};

pub(super) const MESSAGE: Entry =
    Entry { width: 280, ..of_program("message", written!(en: "Message", ja: "メッセージ")) };

pub(super) const RECEIPT: Entry = Entry {
    format: CellStyle::Verbatim,
    ..of_program("receipt", written!(en: "Receipt", ja: "受付番号"))
};
