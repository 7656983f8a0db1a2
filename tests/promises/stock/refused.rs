//! What is wrong with a stock row is told in that row, in the language of its tab, and never makes a post.

use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SHEET, due};

use super::{STOCK, Typed, desk, made, message, settle};

/// The columns in both languages: the row's own, one that Posts lack, and ours.
const HEADERS: [[&str; 2]; 12] = [
    ["Account", "アカウント"],
    ["Text", "本文"],
    ["When", "いつ"],
    ["Rest", "間隔"],
    ["Times", "回数"],
    ["Until", "期限"],
    ["Media", "メディア"],
    ["Status", "ステータス"],
    ["Publish at", "投稿日時"],
    ["Location", "場所"],
    ["Poll", "アンケート"],
    ["Message", "メッセージ"],
];

const GOOD: [&str; 11] = ["shop_a", "Good", "daily 9:00", "", "", "", "", "", "", "", ""];

/// A row that is wrong in one cell: which, what stands in it, and what the row is told in both languages.
struct Wrong(usize, &'static str, [&'static str; 2]);

const LINKS: &str = "One\n---\nhttps://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5 https://a.example/6";

fn wrong() -> Vec<Wrong> {
    include!("refused_cases.rs")
}

/// Returns the messages of rows of which each is wrong, in a tab of that language; 0 is English.
async fn told(language: usize, rows: &[Wrong]) -> (Practice, Vec<String>) {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Typed")]).await;
    desk.run().await;
    let seed = |text: &str| {
        if text.is_empty() { Seed::Empty } else { Seed::Text(text.to_owned()) }
    };
    let mut seeds = vec![HEADERS.iter().map(|pair| seed(pair[language])).collect::<Vec<_>>()];
    for Wrong(column, typed, _) in rows {
        let cells = (0..GOOD.len()).map(|at| seed(if at == *column { typed } else { GOOD[at] }));
        seeds.push(cells.collect());
    }
    seeds.push(GOOD.iter().map(|cell| seed(cell)).collect());
    let tab = [STOCK, "ストック"][language];
    enter(&desk.world).sheets.add_tab(SHEET, 33, tab, seeds);
    settle(&desk).await;
    let header = HEADERS[11][language];
    let told = (0..rows.len()).map(|at| desk.cell(tab, at + 2, header)).collect();
    (desk, told)
}

#[tokio::test]
async fn every_cell_has_a_refusal_of_its_own_in_both_languages_and_costs_its_own_row_alone() {
    let mut wrong = Vec::new();
    for language in [0, 1] {
        let rows = self::wrong();
        let (desk, told) = told(language, &rows).await;
        for (Wrong(column, typed, wanted), told) in rows.iter().zip(told) {
            if told != wanted[language] {
                wrong.push(format!("{} {typed:?}: {told}", HEADERS[*column][language]));
            }
        }
        let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
        assert_eq!(texts, ["Good"], "{language}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_row_that_is_corrected_is_used() {
    let good: Typed = ["x", "daily 9:00", "", "", ""];
    let desk = desk(&[good]).await;
    desk.type_in(STOCK, 2, "Text", &format!("short\n---\n{}", "あ".repeat(600)));
    settle(&desk).await;
    assert!(message(&desk, 2).starts_with("Text 2: "), "{}", message(&desk, 2));
    assert!(made(&desk).is_empty());
    desk.type_in(STOCK, 2, "Text", "short");
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1, "corrected, it is used");
}

#[tokio::test]
async fn a_row_in_trouble_is_counted_once_and_is_news_once() {
    let desk = desk(&[["x", "sometimes", "", "", ""]]).await;
    let first = desk.run().await;
    assert_eq!((first.exit_code(), first.n_wrong_stock()), (1, 1));
    let second = desk.run().await;
    assert_eq!((second.exit_code(), second.n_wrong_stock()), (0, 1), "told before");
    let page = threadsheet::report::text::page(&second, threadsheet::report::screen::Screen::Plain);
    assert!(page.contains("Needs your attention: 1."), "{page}");
}
