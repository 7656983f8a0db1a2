//! Columns that change what other tools, or later versions, post, and that are not supported here.
//!
//! A row with content in such a column is not posted without it.

use super::{SIGNS, numbered, squeeze};
use crate::cell::Cell;
use crate::columns::UnsupportedKind;

/// A column that changes what is posted and that is not supported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// The column, from 0.
    pub column_idx: usize,
    /// Its header, as it stands.
    pub header: String,
    /// What its cells hold.
    pub kind: UnsupportedKind,
}

impl Unsupported {
    /// Tells whether a filled cell of the column asks for what is not supported.
    #[must_use]
    pub fn is_asked_for(&self, cell: &Cell) -> bool {
        self.kind != UnsupportedKind::Flag || cell.flag() != Some(false)
    }
}

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
    "comment",
    "ctacomment",
    "cta",
    "cta文",
    "誘導コメント",
    "誘導文",
    "アフィリエイト",
    "アフィリエイトurl",
    "アフィリエイトリンク",
];

/// Parts of a thread that only a number tells from a column about something else.
const NUMBERED_PARTS: &[&str] = &["thread", "threadtext", "スレッド", "part", "本文", "text"];

/// Hashtags, which other tools write behind the text.
const HASHTAGS: &[&str] = &["hashtag", "hashtags", "hashtagswithtext", "ハッシュタグ"];

/// What else decides how, where or in which order a post goes out. A tree's id and its order are supported together:
/// here each stands for itself, where the other one is missing or there are two of it.
const OTHERS: &[&str] = &[
    "ツリーid",
    "ツリー番号",
    "ツリー順",
    "ツリー順序",
    "投稿順序",
    "groupid",
    "ordernum",
    "treeid",
    "treeorder",
    "親投稿id",
    "poll",
    "アンケート",
    "polloption",
    "pollattachment",
    "選択肢",
    "投票",
    "gif",
    "gifid",
    "gifurl",
    "gifurls",
    "gifattachment",
    "quote",
    "引用",
    "quotepostid",
    "longtext",
    "長文",
    "textattachment",
    "mediaid",
    "mediaids",
    "mediafolder",
    "localimagepath",
    "localvideopath",
    "textspoilers",
    "location",
    "場所",
    "locationid",
    "deleteafter",
    "削除まで",
];

/// What a column begins with that says how long a reply is kept back, and that is not the one which is carried out: what
/// stands behind it, such as a number or a unit, makes it another one.
const REPLY_AFTER: &[&str] = &[
    "replyafter",
    "replydelay",
    "firstreplyafter",
    "firstreplydelay",
    "commentdelay",
    "返信まで",
    "リプまで",
    "リプライまで",
    "コメントまで",
    "ツリーまで",
];

/// What a person writes behind a header of a column for themselves.
const INTERNAL: &[&str] = &["internal", "社内用"];

/// The same where a cell says yes or no, by a checkbox or a word.
const FLAGS: &[&str] = &[
    "spoiler",
    "ネタバレ",
    "isspoilermedia",
    "ghost",
    "24時間だけ",
    "isghostpost",
    "approvereplies",
    "返信の承認",
    "enablereplyapprovals",
    "instagramstory",
    "ストーリーズ",
    "crosssharetoig",
    "donotpostmediaonthreads",
    "画像使用フラグ",
];

/// Where a yes or no decides whether the row is meant for Threads at all.
const GATES: &[&str] = &[
    "postonthreads",
    "posttothreads",
    "publishonthreads",
    "publishtothreads",
    "threadsに投稿",
    "threadsへ投稿",
    "threadsへの投稿",
    "threadsに投稿する",
    "threadsへ投稿する",
];

/// The same where most of the cells are boxes or say yes or no: `X | Instagram | Threads`. Such a column may as well
/// hold names or addresses.
const GATES_BY_CELLS: &[&str] = &["threads", "threads投稿", "スレッズ", "スレッズ投稿"];

/// Tells whether the cells under a header say whether their rows are meant for Threads.
pub(super) fn is_gate<'a>(header: &str, cells: impl Iterator<Item = &'a Cell>) -> bool {
    let plain = squeeze(header, SIGNS);
    let plain = plain.as_str();
    GATES.contains(&plain) || (GATES_BY_CELLS.contains(&plain) && are_answers(cells))
}

/// Tells whether most of the filled cells say yes or no.
fn are_answers<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let filled = cells.filter(|cell| !cell.is_empty() && !cell.is_loading());
    let (answers, others): (Vec<&Cell>, Vec<&Cell>) = filled.partition(|it| it.flag().is_some());
    answers.len() > others.len()
}

/// Returns the unsupported columns of a header row.
pub(super) fn columns(row: &[Cell], is_known: impl Fn(usize) -> bool) -> Vec<Unsupported> {
    let column = |(column_idx, cell): (usize, &Cell)| {
        let header = super::header_of(cell)?;
        Some(Unsupported { column_idx, kind: kind(&header)?, header })
    };
    row.iter().enumerate().filter(|(at, _)| !is_known(*at)).filter_map(column).collect()
}

/// Returns what a header's cells hold, where they change a post.
fn kind(header: &str) -> Option<UnsupportedKind> {
    let plain = squeeze(header, SIGNS);
    if FLAGS.contains(&plain.as_str()) {
        return Some(UnsupportedKind::Flag);
    }
    let (family, number) = numbered(&plain);
    if HASHTAGS.contains(&plain.as_str()) || (number > 0 && HASHTAGS.contains(&family.as_str())) {
        return Some(UnsupportedKind::Hashtags);
    }
    // A poll on Threads has up to four options, which some tools letter.
    let lettered = plain.strip_suffix(['a', 'b', 'c', 'd']).unwrap_or(&plain);
    let is_option = |word: &str| matches!(word, "option" | "polloption");
    let is_part = PARTS.contains(&family.as_str())
        // The post itself has a column that is known, so even the first of these is a further part.
        || (number > 0 && NUMBERED_PARTS.contains(&family.as_str()));
    let keeps_back = REPLY_AFTER.iter().any(|begin| plain.starts_with(begin))
        && !INTERNAL.iter().any(|word| plain.contains(word));
    let is_other = keeps_back
        || OTHERS.contains(&plain.as_str())
        || (number > 0 && OTHERS.contains(&family.as_str()))
        || (lettered != plain && is_option(lettered));
    match (is_part, is_other) {
        (true, _) => Some(UnsupportedKind::ThreadPart),
        (false, true) => Some(UnsupportedKind::Other),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cell::Value;
    use crate::columns::PostColumn;
    use crate::language::Language;

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
            "Tree order",
            "ツリー順序",
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
            "thread 1",
            "thread 2",
            "本文1",
            "本文2",
            "スレッド1",
            "Hashtag",
            "Hashtag(s)",
            "ハッシュタグ2",
            "コメント欄",
            "Comment",
            "Comment(s)",
            "cta_comment",
            "誘導コメント",
            "gifUrls",
            "Hashtags",
            "is_ghost_post",
            "is_spoiler_media",
            "enable_reply_approvals",
            "Do Not Post Media on Threads",
        ] {
            assert!(kind(header).is_some(), "{header}");
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
            "Comments",
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
            assert_eq!(kind(header), None, "{header}");
        }
    }

    #[test]
    fn a_time_of_a_reply_with_a_number_or_a_unit_is_not_the_one_that_is_carried_out() {
        for header in [
            "Reply after 1",
            "reply_after_2",
            "Reply after (min)",
            "返信までの時間1",
            "返信までの時間（分）",
            "リプまでの時間（分）",
        ] {
            assert_eq!(kind(header), Some(UnsupportedKind::Other), "{header}");
        }
    }

    #[test]
    fn a_header_that_says_it_is_internal_is_left_to_the_person() {
        let families =
            [PARTS, NUMBERED_PARTS, HASHTAGS, OTHERS, REPLY_AFTER, FLAGS, GATES].concat();
        for header in families {
            for renamed in [format!("{header} (internal)"), format!("{header}（社内用）")] {
                assert_eq!(kind(&renamed), None, "{renamed}");
                assert!(!is_gate(&renamed, [Cell::text("no")].iter()), "{renamed}");
                let needed = ["Account", "Text", "Publish at", "Status"];
                let row: Vec<Cell> =
                    needed.into_iter().chain([renamed.as_str()]).map(Cell::text).collect();
                let found = crate::headings::PostHeadings::find(&[row]).unwrap();
                assert_eq!(found.unknown(), [(4, renamed)]);
            }
        }
    }

    #[test]
    fn a_column_named_threads_decides_where_its_cells_are_boxes_or_say_yes_or_no() {
        let decides = |header: &str, cells: &[Cell]| is_gate(header, cells.iter());
        let typed = |words: &[&str]| words.iter().copied().map(Cell::text).collect::<Vec<_>>();
        let unticked = Cell { value: Value::Bool(false), ..Cell::default() };
        for header in ["Threads", "Threads投稿", "threads ", "スレッズ"] {
            assert!(decides(header, std::slice::from_ref(&unticked)), "{header}");
            assert!(decides(header, &typed(&["○", "", "×"])), "{header}");
            assert!(decides(header, &typed(&["する", "しない", "later"])), "{header}");
            assert!(!decides(header, &typed(&["@my_shop", "https://www.threads.com/@a"])));
            assert!(!decides(header, &typed(&["", ""])) && !decides(header, &[]));
        }
        assert!(decides("Threadsに投稿する", &typed(&["perhaps"])));
        assert!(!decides("Instagram", &typed(&["○"])));
    }

    #[test]
    fn a_no_asks_for_nothing_where_a_cell_says_yes_or_no() {
        let asks = |header: &str, typed: &str| {
            let found = columns(&[Cell::text(header)], |_| false);
            found.iter().any(|it| it.is_asked_for(&Cell::text(typed)))
        };
        assert!(asks("is_ghost_post", "TRUE") && asks("is_ghost_post", "perhaps"));
        assert!(!asks("is_ghost_post", "false") && !asks("spoiler", "no"));
        assert!(!asks("ネタバレ", "なし") && asks("ネタバレ", "あり"));
        assert!(asks("order_num", "0"), "a number is no answer");
    }

    #[test]
    fn whatever_reply_after_is_called_a_numbered_one_is_another_column() {
        let names = &PostColumn::ReplyAfter.entry().names;
        let headers = Language::ALL.map(|language| names.header.get(language));
        for name in headers.iter().chain(names.aliases) {
            assert_eq!(kind(&format!("{name} 2")), Some(UnsupportedKind::Other), "{name}");
        }
    }

    #[test]
    fn only_a_numbered_hashtag_header_is_a_hashtag_column() {
        assert_eq!(kind("Hashtag 2"), Some(UnsupportedKind::Hashtags));
        for header in ["Note 2", "メモ2", "2", "Hashtag 0"] {
            assert_eq!(kind(header), None, "{header}");
        }
    }
}
