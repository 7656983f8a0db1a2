//! Columns that change what other tools, or later versions, post, and that are not carried out here.
//!
//! A row with content in such a column is not posted without it.

use super::{SIGNS, numbered, squeeze};
use crate::cell::Cell;

/// Parts of a thread, with or without a number, compared without spaces, `_` and `-`.
const PARTS: &[&str] = &[
    "ツリー",
    "ツリー投稿",
    "返信",
    "返信文",
    "返信本文",
    "返信内容",
    "リプ",
    "リプ欄",
    "リプライ",
    "コメント",
    "コメント欄",
    "最初の返信",
    "最初のコメント",
    "続き",
    "reply",
    "replytext",
    "firstreply",
    "firstcomment",
    "threadreply",
];

/// Parts of a thread that only a number tells from a column about something else.
const NUMBERED_PARTS: &[&str] =
    &["thread", "threadtext", "スレッド", "comment", "part", "本文", "text"];

/// What else decides how, where or in which order a post goes out.
const OTHERS: &[&str] = &[
    "ツリーid",
    "ツリー番号",
    "ツリー順",
    "投稿順序",
    "groupid",
    "ordernum",
    "treeid",
    "replyafter",
    "返信までの時間",
    "poll",
    "アンケート",
    "polloption",
    "pollattachment",
    "選択肢",
    "投票",
    "gif",
    "gifid",
    "gifurl",
    "gifattachment",
    "quote",
    "引用",
    "quotepostid",
    "longtext",
    "長文",
    "textattachment",
    "spoiler",
    "ネタバレ",
    "ghost",
    "24時間だけ",
    "approvereplies",
    "返信の承認",
    "instagramstory",
    "ストーリーズ",
    "location",
    "場所",
    "locationid",
    "deleteafter",
    "削除まで",
];

/// Returns the columns of a header row that are not carried out, each with its header as it stands.
pub(super) fn columns(row: &[Cell], is_known: impl Fn(usize) -> bool) -> Vec<(usize, String)> {
    let header = |(at, cell): (usize, &Cell)| {
        let shown = super::header_of(cell)?;
        is_beyond(&shown).then_some((at, shown))
    };
    row.iter().enumerate().filter(|(at, _)| !is_known(*at)).filter_map(header).collect()
}

fn is_beyond(header: &str) -> bool {
    let plain = squeeze(header, SIGNS);
    let (family, number) = numbered(&plain);
    // A poll on Threads has up to four options, which some tools letter.
    let lettered = plain.strip_suffix(['a', 'b', 'c', 'd']).unwrap_or(&plain);
    let is_option = |word: &str| matches!(word, "option" | "polloption");
    PARTS.contains(&family.as_str())
        // The first of them is the post itself.
        || (number > 1 && NUMBERED_PARTS.contains(&family.as_str()))
        || OTHERS.contains(&plain.as_str())
        || (number > 0 && OTHERS.contains(&family.as_str()))
        || (lettered != plain && is_option(lettered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_left_out_of_a_post_is_known_by_its_header() {
        for header in [
            "ツリー1",
            "ツリー４",
            "返信1",
            "reply_1",
            "Reply 2",
            "コメント",
            "First reply",
            "リプ欄",
            "ツリーID",
            "投稿順序",
            "group_id",
            "order_num",
            "location_id",
            "poll_option_a",
            "Option B",
            "アンケート",
            "選択肢1",
            "Quote",
            "削除まで",
            "thread 2",
            "本文2",
            "コメント欄",
        ] {
            assert!(is_beyond(header), "{header}");
        }
        for header in [
            "メモ",
            "備考",
            "Notes",
            "ID",
            "URL",
            "返信数",
            "Replies",
            "引用数",
            "Quotes",
            "thread",
            "thread 1",
            "Comment",
            "返信先",
            "返信できる人",
            "Option",
            "Poll 0",
            "thread id",
            "文字数",
            "投稿",
            "担当",
            "",
        ] {
            assert!(!is_beyond(header), "{header}");
        }
    }
}
