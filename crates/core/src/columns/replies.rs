//! Reply 1 to Reply 9: the further parts of a thread, each posted under the one before.
//!
//! They add no value of their own to the post: each part is a post of its own, which [`crate::post`] reads.

use super::entry::{CellStyle, Entry};
use super::names::Names;
use super::reply_to;
use crate::language::PerLanguage;

/// Makes of each number the entry of its column. What other tools call a part without a number is the first one.
macro_rules! replies {
    ($($name:ident $number:literal $(, $alias:literal)*;)+) => {
        $(pub(super) const $name: Entry = reply(
            concat!("reply-", $number),
            Names::new(
                PerLanguage { en: concat!("Reply ", $number), ja: concat!("返信", $number) },
                &[
                    $($alias,)*
                    concat!("reply", $number),
                    concat!("ツリー", $number),
                    concat!("ツリー投稿", $number),
                    concat!("リプ", $number),
                    concat!("リプ欄", $number),
                    concat!("リプライ", $number),
                    concat!("コメント欄", $number),
                    concat!("続き", $number),
                    concat!("返信文", $number),
                    concat!("返信本文", $number),
                    concat!("返信内容", $number),
                    concat!("reply text ", $number),
                    concat!("thread reply ", $number),
                ],
            ),
        );)+
    };
}

replies! {
    REPLY_1 "1", "first reply", "first comment", "リプ欄", "コメント欄", "最初の返信", "最初のコメント";
    REPLY_2 "2";
    REPLY_3 "3";
    REPLY_4 "4";
    REPLY_5 "5";
    REPLY_6 "6";
    REPLY_7 "7";
    REPLY_8 "8";
    REPLY_9 "9";
}

const fn reply(key: &'static str, names: Names) -> Entry {
    Entry {
        width: 240,
        format: CellStyle::Wraps,
        scopes: &reply_to::SCOPES,
        ..Entry::optional(key, names)
    }
}
