//! Header rows, titles of tabs and words of a Status, as other people write them.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use threadsheet_core::cell::{Cell, fold};
use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn, PostStatus, Tab};
use threadsheet_core::headings::{
    AccountHeadings, HEADER_ROWS_MAX, HeadingFault, LogHeadings, PartialHeaders, PostHeadings,
};
use threadsheet_core::language::Language;

use super::strategies::{anything, rewritten, times};

const PIECES: &[&str] = &[
    "Account",
    "アカウント",
    "Text",
    "本文",
    "投稿",
    "日時",
    "Publish at",
    "Date",
    "Time",
    "Status",
    "状態",
    "Token",
    "Receipt",
    "受付番号",
    "画像",
    "Image",
    "URL",
    "_",
    "-",
    "1",
    "枚目",
    "99999999999",
    "id",
    "Published at",
    "Log",
];

const TABS: &[Tab] = &[Tab::Accounts, Tab::Posts, Tab::Log];

fn language() -> impl Strategy<Value = Language> {
    select(vec![Language::English, Language::Japanese])
}

/// Draws the headers of a Posts tab with Publish at, by another hand, in any order and with strangers between.
fn posts() -> impl Strategy<Value = Vec<(Option<PostColumn>, String)>> {
    let of_two = [PostColumn::Date, PostColumn::Time];
    let columns = PostColumn::ALL.into_iter().filter(move |column| !of_two.contains(column));
    let own = language().prop_flat_map(move |language| {
        let header = |column: PostColumn| {
            rewritten(column.header(language)).prop_map(move |header| (Some(column), header))
        };
        columns.clone().map(header).collect::<Vec<_>>()
    });
    let stranger = "(memo|メモ|担当|note) [0-9]{1,3}".prop_map(|header| (None, header));
    (own, proptest::collection::vec(stranger, 0..4))
        .prop_map(|(own, strangers)| [own, strangers].concat())
        .prop_shuffle()
}

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn every_header_is_found_in_its_own_place(headers in posts(), titles in 0..HEADER_ROWS_MAX) {
        let row: Vec<Cell> = headers.iter().map(|(_, header)| Cell::text(header)).collect();
        let mut rows = vec![vec![Cell::text("わたしの投稿")]; titles];
        rows.push(row);
        let found = PostHeadings::find(&rows).unwrap();
        prop_assert_eq!(found.row_idx, titles);
        for (idx, (column, _)) in headers.iter().enumerate() {
            let Some(column) = column else { continue };
            prop_assert_eq!(found.columns(*column), [idx], "{:?}", column);
        }
        let partial = PartialHeaders::<PostColumn>::find(&rows).unwrap();
        prop_assert_eq!(partial.missing, []);
        prop_assert_eq!(partial.headings.row_idx, titles);
        prop_assert_eq!(partial.headings.language, found.language);
        prop_assert_eq!(partial.headings.unsupported(), found.unsupported());
        prop_assert_eq!(partial.headings.gates(), found.gates());
        for column in PostColumn::ALL {
            prop_assert_eq!(partial.headings.columns(column), found.columns(column), "{:?}", column);
        }
    }

    #[test]
    fn a_tab_without_one_of_its_columns_says_which(headers in posts(), out in 0..2usize) {
        // With one account a tab needs no column Account.
        let column = [PostColumn::Text, PostColumn::Status][out];
        let headers = headers.into_iter().filter(|(its, _)| *its != Some(column));
        let row: Vec<Cell> = headers.map(|(_, header)| Cell::text(&header)).collect();
        let Err(HeadingFault::Missing { missing, .. }) = PostHeadings::find(&[row]) else {
            return Err(TestCaseError::fail("nothing is missing"));
        };
        let names = [Language::English, Language::Japanese].map(|language| column.header(language));
        prop_assert_eq!(missing.len(), 1);
        prop_assert!(names.contains(&missing[0]), "{:?}", missing);
    }

    #[test]
    fn a_foreign_column_is_never_taken_for_one_that_the_program_writes(
        strangers in proptest::collection::vec(anything(PIECES), 1..12),
    ) {
        let rows = [strangers.iter().map(|header| Cell::text(header)).collect::<Vec<_>>()];
        let is_named = |idx: usize, names: [&str; 2]| {
            let plain = |word: &str| fold(word).replace(' ', "");
            names.iter().any(|name| plain(name) == plain(&strangers[idx]))
        };
        if let Ok(found) = PostHeadings::find(&rows) {
            for column in [
                PostColumn::PublishedAt,
                PostColumn::Permalink,
                PostColumn::Message,
                PostColumn::Receipt,
            ] {
                let names = [column.header(Language::English), column.header(Language::Japanese)];
                prop_assert!(found.columns(column).iter().all(|idx| is_named(*idx, names)));
            }
        }
        if let Ok(PartialHeaders { headings, .. }) = PartialHeaders::<AccountColumn>::find(&rows) {
            for column in [
                AccountColumn::Refreshed,
                AccountColumn::Expires,
                AccountColumn::Profile,
                AccountColumn::Status,
                AccountColumn::Receipt,
            ] {
                let names = [column.header(Language::English), column.header(Language::Japanese)];
                prop_assert!(headings.columns(column).iter().all(|idx| is_named(*idx, names)));
            }
        }
        let _either = (AccountHeadings::find(&rows), LogHeadings::find(&rows));
        let _or_not = PartialHeaders::<PostColumn>::find(&rows);
    }

    #[test]
    fn a_log_is_ours_only_with_every_column(language in language(), out: Index) {
        let header = |column: LogColumn| Cell::text(column.header(language));
        let mut row = LogColumn::ALL.map(header).to_vec();
        prop_assert_eq!(LogHeadings::find(&[row.clone()]), Ok(LogHeadings::of_a_new_tab(language)));
        row.remove(out.index(LogColumn::ALL.len()));
        prop_assert!(LogHeadings::find(&[row]).is_err());
    }

    #[test]
    fn a_status_is_read_in_any_spelling_and_an_unknown_word_is_kept(
        (status, typed) in (select(PostStatus::ALL.to_vec()), language()).prop_flat_map(
            |(status, language)| (Just(status), rewritten(status.word(language))),
        ),
        word in anything(PIECES),
    ) {
        prop_assert_eq!(PostStatus::read(&Cell::text(&typed)), Ok(status));
        match PostStatus::read(&Cell::text(&word)) {
            Ok(status) => prop_assert_eq!(PostStatus::read(&Cell::text(&fold(&word))), Ok(status)),
            Err(unknown) => prop_assert_eq!(unknown.read, word),
        }
    }

    #[test]
    fn a_tab_is_found_by_its_title_in_any_spelling(
        (tab, language, typed) in (select(TABS), language()).prop_flat_map(
            |(tab, language)| (Just(tab), Just(language), rewritten(tab.title(language))),
        ),
        other in anything(PIECES),
    ) {
        prop_assert_eq!(Tab::find(&typed), Some((tab, language)));
        if let Some((tab, language)) = Tab::find(&other) {
            let titles = [tab.title(language), tab.title_beside(language)];
            prop_assert!(titles.iter().any(|title| fold(title) == fold(&other)));
        }
    }
}
