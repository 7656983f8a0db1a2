//! The page for a browser, as text: what is in it, and what can never be.

use expect_test::expect_file;
use threadsheet::report::preview::{Picture, Preview, html};
use threadsheet_core::language::Language;

use super::made_up::{HOSTILE, desk, hostile, small};
use super::{Practice, Row, due, preview};

/// Returns every tag of a page; a sign that opens one is nowhere else.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a page without its style, which has its own look in a browser.
pub(super) fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let (policy, hash) = before.split_once("'sha256-").unwrap();
    let (_, hash) = hash.split_once('\'').unwrap();
    format!("{policy}'sha256-…'{hash}<style>…</style>{after}")
}

pub(super) fn assert_harmless(page: &str) {
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        let known = [
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "p",
            "bdi",
            "h1",
            "h2",
            "h3",
            "time",
            "main",
            "section",
            "ol",
            "ul",
            "li",
            "article",
            "div",
            "span",
            "svg",
            "path",
            "figure",
            "figcaption",
            "img",
            "small",
            "b",
            "a",
            "mark",
        ];
        assert!(known.contains(&name), "a tag {tag}");
        // Outside the quotes of its values, a tag holds names of attributes and nothing else.
        for (at, part) in tag.split('"').enumerate() {
            let is_value = at % 2 == 1;
            assert!(
                is_value || !part.split_whitespace().any(|word| word.starts_with("on")),
                "{tag}"
            );
        }
        for attribute in ["src=\"", "href=\""] {
            for value in tag.split(attribute).skip(1) {
                // Within the page, a day of the week leads to a card.
                let is_row = |row: &str| row.split_once('"').is_some_and(|(row, _)| is_number(row));
                let is_card = value.strip_prefix("#row-").is_some_and(is_row);
                assert!(value.starts_with("https://") || is_card, "{tag}");
            }
        }
    }
}

#[test]
fn a_small_desk_is_this_page() {
    let shown = without_style(&html::page(&small()));
    expect_file!["small.html"].assert_eq(&(shown.replace("><", ">\n<") + "\n"));
    assert_harmless(&shown);
}

#[test]
fn the_page_allows_its_own_style_and_https_pictures_and_nothing_else() {
    let page = html::page(&small());
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap();
    let rules: Vec<&str> = policy.split("; ").collect();
    assert_eq!(rules[..2], ["default-src 'none'", "img-src https:"]);
    assert!(rules[2].starts_with("style-src 'sha256-") && rules.len() == 5, "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("script"));
    let before_the_policy = page.split("Content-Security-Policy").next().unwrap();
    assert_eq!(tags(before_the_policy).len(), 4, "nothing may stand before the policy");
}

#[test]
fn hostile_cells_stay_text() {
    let page = html::page(&hostile());
    assert_harmless(&page);
    assert_eq!(page.matches("<article").count(), hostile().cards.len());
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(!page.contains(|c: char| c.is_control() && c != '\n'));
    let text = page.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&#39;", "'").replace("&amp;", "&");
    for cell in &HOSTILE[..HOSTILE.len() - 1] {
        assert!(text.contains(cell), "{cell}");
    }
}

#[test]
fn an_address_stays_one_value_whatever_is_in_it() {
    let mut preview = small();
    let url = "https://a.example/x.jpg?a=1&b=\"'><script>";
    preview.cards[0].media =
        vec![Picture { url: url.to_owned(), ..preview.cards[0].media[0].clone() }];
    let page = html::page(&preview);
    assert_harmless(&page);
    assert!(
        page.contains("src=\"https://a.example/x.jpg?a=1&amp;b=%22%27%3E%3Cscript%3E\""),
        "{page}"
    );
}

#[tokio::test]
async fn hostile_cells_of_a_real_sheet_stay_text_too() {
    let row = |cell: &'static str| Row {
        media: "https://example.com/a.jpg",
        alt: cell,
        topic: cell,
        link: cell,
        reply_to: cell,
        status: "Draft",
        ..due("shop_a", cell)
    };
    let rows: Vec<Row> =
        HOSTILE.iter().chain(&super::made_up::ADDRESSES).copied().map(row).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let preview: Preview = preview(&desk).await;
    assert_eq!(preview.cards.len(), rows.len());
    assert_harmless(&html::page(&preview));
}

#[test]
fn a_page_says_its_language_and_an_empty_one_what_to_do() {
    let mut empty = desk(Vec::new());
    let page = html::page(&empty);
    assert!(page.contains("<html lang=\"en\">") && page.contains("No upcoming posts."));
    empty.language = Language::Japanese;
    let page = html::page(&empty);
    assert!(page.contains("<html lang=\"ja\">") && page.contains("これからの投稿はありません。"));
    assert_harmless(&page);
}
