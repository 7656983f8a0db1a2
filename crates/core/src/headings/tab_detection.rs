//! Which tab is the one of posts, or of accounts, where none has that title: the one with such headers.

use super::{AccountHeadings, PartialHeaders};
use crate::cell::{Cell, fold};
use crate::columns::{PostColumn, Tab};
use crate::sheet_ids::{ACCOUNTS_SHEET_ID, POSTS_SHEET_ID};

/// A tab whose title is none of ours, and its first rows.
#[derive(Debug, Clone, Copy)]
pub struct Stranger<'a> {
    /// Its id.
    pub sheet_id: i32,
    /// Its title.
    pub title: &'a str,
    /// Its first rows.
    pub top: &'a [Vec<Cell>],
}

/// Which of the strangers is the tab that is looked for; each by its place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// This one.
    This(usize),
    /// None of them.
    None,
    /// Nobody can tell which of these.
    Several(Vec<usize>),
}

/// Titles that tabs of posts have in other tools, and that a new spreadsheet's first tab has.
const OF_POSTS: [&str; 24] = [
    "投稿予約",
    "予約投稿",
    "投稿管理",
    "投稿一覧",
    "投稿リスト",
    "投稿予定",
    "投稿スケジュール",
    "投稿データ",
    "予約",
    "予約一覧",
    "予約管理",
    "スケジュール",
    "キュー",
    "シート1",
    "sheet1",
    "queue",
    "post queue",
    "schedule",
    "scheduled posts",
    "post",
    "post list",
    "scheduler",
    "calendar",
    "content",
];

/// Titles that tabs of accounts have in other tools.
const OF_ACCOUNTS: [&str; 11] = [
    "アカウント管理",
    "アカウント一覧",
    "アカウント設定",
    "アカウントリスト",
    "トークン",
    "トークン管理",
    "account",
    "account list",
    "token",
    "tokens",
    "credentials",
];

/// Words in the title of a tab that is kept and not worked on.
const RETIRED: [&str; 9] =
    ["archive", "archived", "backup", "old", "copy", "template", "sample", "example", "test"];

/// The same in Japanese, which sets no spaces between words.
const RETIRED_IN_JAPANESE: [&str; 10] = [
    "アーカイブ",
    "バックアップ",
    "旧",
    "コピー",
    "テンプレ",
    "見本",
    "サンプル",
    "下書き",
    "テスト",
    "過去",
];

/// Tells whether a tab has the headers of this one, complete or nearly so.
#[must_use]
pub fn is_like(wanted: Tab, top: &[Vec<Cell>]) -> bool {
    match wanted {
        Tab::Accounts => AccountHeadings::find(top).is_ok(),
        // Text and Status alone are everyday words: a third column of a queue must join them.
        Tab::Posts => PartialHeaders::<PostColumn>::find(top).is_ok_and(|sketch| {
            let has = |column| sketch.headings.column(column).is_some();
            let mut telling =
                PostColumn::ALL.into_iter().filter(|column| column.entry().is_telling);
            has(PostColumn::Text) && has(PostColumn::Status) && telling.any(has)
        }),
        // These two are only ever read where the program made them, or under their own titles.
        Tab::Log | Tab::Settings | Tab::Stock => false,
    }
}

/// Tells whether a tab is kept and not worked on, by its title.
#[must_use]
pub fn is_retired(title: &str) -> bool {
    let title = fold(title);
    // Whole words, or `old` would retire a tab called `Golden week`.
    let mut words = title.split(|sign: char| !sign.is_ascii_alphanumeric());
    words.any(|word| RETIRED.contains(&word))
        || RETIRED_IN_JAPANESE.iter().any(|word| title.contains(word))
}

/// Finds the tab of posts, or of accounts, among tabs with other titles: the one that the program has made, the
/// only one with such headers, or the only one of these with a title that other tools use.
#[must_use]
pub fn which(wanted: Tab, strangers: &[Stranger]) -> Which {
    let (own_id, titles): (i32, &[&str]) = match wanted {
        Tab::Accounts => (ACCOUNTS_SHEET_ID, &OF_ACCOUNTS),
        Tab::Posts => (POSTS_SHEET_ID, &OF_POSTS),
        Tab::Log | Tab::Settings | Tab::Stock => return Which::None,
    };
    let like: Vec<usize> = (0..strangers.len())
        // A copy of the queue has its headers too; posting from it would send everything twice.
        .filter(|at| is_like(wanted, strangers[*at].top) && !is_retired(strangers[*at].title))
        .collect();
    let is_known = |at: &usize| {
        let title = fold(strangers[*at].title);
        titles.iter().any(|known| fold(known) == title)
    };
    let own: Vec<usize> =
        like.iter().copied().filter(|at| strangers[*at].sheet_id == own_id).collect();
    let known: Vec<usize> = like.iter().copied().filter(is_known).collect();
    // Certainty decreases from left to right. A known title only helps where several tabs have the headers.
    for found in [&own, &like, &known] {
        if let [only] = found.as_slice() {
            return Which::This(*only);
        }
    }
    if like.is_empty() { Which::None } else { Which::Several(like) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUEUE: [&str; 4] = ["投稿本文", "日付", "時刻", "ステータス"];

    fn found(wanted: Tab, tabs: &[(&'static str, &[&str])]) -> Which {
        let top = |(_, header): &(&str, &[&str])| {
            vec![header.iter().map(|text| Cell::text(text)).collect::<Vec<Cell>>()]
        };
        let tops: Vec<Vec<Vec<Cell>>> = tabs.iter().map(top).collect();
        let strangers = tabs.iter().zip(&tops);
        let strangers: Vec<Stranger> =
            strangers.map(|((title, _), top)| Stranger { sheet_id: 7, title, top }).collect();
        which(wanted, &strangers)
    }

    #[test]
    fn a_queue_is_known_by_its_headers_whatever_its_title() {
        assert_eq!(found(Tab::Posts, &[("メモ", &["a", "b"]), ("10月", &QUEUE)]), Which::This(1));
        assert_eq!(found(Tab::Posts, &[("投稿予約", &["a", "b"])]), Which::None);
        let tokens = ["account", "access_token"];
        assert_eq!(found(Tab::Accounts, &[("キー", &tokens)]), Which::This(0));
        assert_eq!(found(Tab::Accounts, &[("キー", &QUEUE)]), Which::None);
    }

    #[test]
    fn of_several_queues_the_one_with_a_usual_title_is_taken_and_else_nobody_can_tell() {
        let one = [("10月", QUEUE.as_slice()), ("予約投稿", &QUEUE), ("11月", &QUEUE)];
        assert_eq!(found(Tab::Posts, &one), Which::This(1));
        let two = [("10月", QUEUE.as_slice()), ("11月", &QUEUE)];
        assert_eq!(found(Tab::Posts, &two), Which::Several(vec![0, 1]));
    }

    #[test]
    fn what_is_kept_and_not_worked_on_is_never_taken() {
        for title in
            ["投稿（旧）", "投稿 のコピー", "Copy of Posts", "Posts archive", "テンプレート"]
        {
            assert_eq!(found(Tab::Posts, &[(title, &QUEUE)]), Which::None, "{title}");
        }
    }

    #[test]
    fn the_tab_that_the_program_made_is_taken_before_all_others_with_such_headers() {
        let top = vec![QUEUE.map(Cell::text).to_vec()];
        let stranger = |sheet_id| Stranger { sheet_id, title: "予約投稿", top: &top };
        let strangers = [stranger(7), stranger(POSTS_SHEET_ID), stranger(8)];
        assert_eq!(which(Tab::Posts, &strangers), Which::This(1));
    }

    #[test]
    fn a_tab_without_a_text_a_status_or_any_third_header_is_no_queue() {
        for header in [
            ["Account", "Text", "Publish at", "Topic"],
            ["Account", "Memo", "Publish at", "Status"],
            ["Account", "Text", "Memo", "Status"],
        ] {
            let top = vec![header.map(Cell::text).to_vec()];
            assert!(!is_like(Tab::Posts, &top), "{header:?}");
        }
        let top = vec![["Account", "Text", "Topic", "Status"].map(Cell::text).to_vec()];
        assert!(is_like(Tab::Posts, &top));
    }
}
