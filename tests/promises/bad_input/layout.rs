//! Cases 142 to 162: headers, and what else is in a tab.

use threadsheet::core::headings::{HeadingFault, Tab};
use threadsheet::core::stop::Stop;
use threadsheet::core::words::stops;

use super::*;

fn header(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::text(text)).collect()
}

fn find(rows: &[&[&str]]) -> Result<PostHeadings, HeadingFault> {
    PostHeadings::find(&rows.iter().map(|row| header(row)).collect::<Vec<_>>())
}

#[test]
fn a_header_is_found_by_what_it_says() {
    let usual: &[&str] = &["Account", "Text", "Publish at", "Status"];
    let cases: [(u8, &[&[&str]], usize, usize); 8] = [
        (142, &[&["アカウント", " Post Text ", "投稿日時", "状態"]], 0, 1),
        (142, &[&["Account", "TEXT", "Publish at", "Status"]], 0, 1),
        (143, &[&["Status", "Publish at", "Text", "Account"]], 0, 2),
        (146, &[&["Account", "", "Text", "Publish at", "Status", "", "memo"]], 0, 2),
        (147, &[&["My posts"], &[], usual], 2, 1),
        (148, &[usual, usual], 0, 1),
        (149, &[&["Account", "Ｔｅｘｔ\u{a0}", "Publish\nat", "Status"]], 0, 1),
        (162, &[&[], usual], 1, 1),
    ];
    for (number, rows, row_idx, text_idx) in cases {
        let found = find(rows).unwrap();
        let place = (found.row_idx, found.column(PostColumn::Text));
        assert_eq!(place, (row_idx, Some(text_idx)), "case {number}");
    }
    let mut made = header(usual);
    made[1].formula = Some("=ARRAYFORMULA(Settings!B1)".to_owned());
    assert!(PostHeadings::find(&[made]).is_ok(), "case 150");
}

#[test]
fn a_tab_without_a_needed_header_or_with_two_alike_is_stopped_in_words() {
    let say = |fault: HeadingFault| {
        let stop = Stop::Headings { tab: "Posts".to_owned(), fault };
        LANGUAGES.map(|language| stops::say(&stop, language))
    };
    let missing = say(find(&[&["Account", "Text", "Publish at", "Note"]]).unwrap_err());
    for said in missing {
        assert!(said.contains("Status") && said.contains("Note"), "case 144: {said}");
    }
    let twice = say(find(&[&["Account", "Text", "Publish at", "Status", "Text"]]).unwrap_err());
    for said in twice {
        assert!(said.contains('B') && said.contains('E'), "case 145: {said}");
    }
}

#[test]
fn only_a_tab_with_the_very_title_counts() {
    // 168, 178: a copy of the tab, or a second one for posts, is not read.
    for title in ["Posts (copy)", "Copy of Posts", "投稿 のコピー", "Posts 2"] {
        assert_eq!(Tab::find(title), None, "{title}");
    }
    assert_eq!(Tab::find(" ＰＯＳＴＳ "), Some((Tab::Posts, Language::English)));
}

#[test]
fn rows_that_are_no_posts_are_left_alone() {
    let mut desk = Desk::new(Language::Japanese);
    // 151, 152: blank rows, some of them short; 153: totals; 162: ragged rows.
    desk.posts.extend([vec![], vec![Cell::default(); 3]]);
    desk.post(&[(PostColumn::PublishAt, Cell::text("合計 12 件"))]);
    desk.post(&due(PostColumn::Text, Cell::text("a")));
    desk.posts.push(vec![Cell::text(ACCOUNT)]);
    let plan = desk.plan();
    let rows: Vec<usize> = plan.posts.iter().map(|decision| decision.row).collect();
    assert_eq!(rows, [4], "cases 151 to 153, 162");
    assert_eq!(plan.posts[0].then, Then::Publish);
}

#[test]
fn below_a_merged_account_each_row_is_told() {
    for (language, words) in LANGUAGES.into_iter().zip(["every row needs it", "行ごとに必要"])
    {
        let mut desk = Desk::new(language);
        desk.post(&due(PostColumn::Text, Cell::text("a")));
        desk.post(&due(PostColumn::Account, Cell::default()));
        assert_eq!(desk.decision(0).unwrap().then, Then::Publish, "case 154");
        assert_eq!(desk.decision(1).unwrap().shows, Some(PostStatus::Failed), "case 154");
        assert!(desk.words(1).contains(words), "case 154: {}", desk.words(1));
    }
}

#[test]
fn the_same_words_are_written_once_and_not_in_each_run() {
    let mut desk = Desk::new(Language::English);
    desk.post(&due(PostColumn::PublishAt, Cell::text("2026-11-23")));
    let said = desk.words(0);
    desk.posts.pop();
    let mut cells = due(PostColumn::PublishAt, Cell::text("2026-11-23"));
    cells.push((PostColumn::Message, Cell::text(&said)));
    desk.post(&cells);
    assert_eq!(desk.words(0), "");
}

#[test]
fn numbers_are_read_as_numbers_whatever_the_locale_shows() {
    // 179: with a decimal comma the cell shows another text and holds the same number.
    let shown = number(46_349.5, "23.11.2026 12:00:00", Format::DateTime);
    let cells = due(PostColumn::PublishAt, shown);
    Case::new(179, cells, Outcome::At("2026-11-23 12:00:00")).locale("de_DE").check();
}
