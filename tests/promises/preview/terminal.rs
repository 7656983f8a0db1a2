//! The preview in a terminal, and for programs.

use expect_test::expect_file;
use threadsheet::report::preview::{json, text};
use threadsheet::report::screen::Screen;
use threadsheet::report::text_layout::width;
use threadsheet_core::language::Language;

use super::made_up::{desk, hostile, small, with_week};

#[test]
fn a_small_desk_is_this_page() {
    let page = text::page(&small(), Screen::Plain);
    expect_file!["small.txt"].assert_eq(&format!("{page}\n"));
}

#[test]
fn nothing_sticks_out_of_80_columns_and_nothing_steers_the_terminal() {
    for preview in [small(), with_week(), hostile()] {
        for language in [Language::English, Language::Japanese] {
            let mut preview = preview.clone();
            preview.language = language;
            let page = text::page(&preview, Screen::Log);
            let wide: Vec<&str> = page.lines().filter(|line| width(line) > 80).collect();
            assert!(wide.is_empty(), "{}", wide.join("\n"));
            let steers = |c: char| {
                c.is_control() && c != '\n'
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!page.contains(steers));
        }
    }
}

#[test]
fn colours_change_no_word() {
    let coloured = text::page(&small(), Screen::Colour);
    assert!(coloured.contains("\u{1b}[31m"));
    let mut plain = coloured;
    for code in ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m"] {
        plain = plain.replace(code, "");
    }
    let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&plain), words(&text::page(&small(), Screen::Plain)));
}

#[test]
fn an_empty_desk_says_what_to_do() {
    let page = text::page(&desk(Vec::new()), Screen::Plain);
    assert!(page.contains("No upcoming posts."), "{page}");
}

#[test]
fn programs_get_every_card() {
    let object: serde_json::Value = serde_json::from_str(&json::object(&small())).unwrap();
    assert_eq!(object["kind"], "preview");
    assert_eq!(object["schema"], 2);
    let cards = object["cards"].as_array().unwrap();
    assert_eq!(cards.len(), small().cards.len());
    let part = cards.iter().find(|card| card["row"] == 3).unwrap();
    assert_eq!(part["answers_row"], 2);
    assert_eq!(part["when"], "2026-12-02T09:00:00+09:00");
    let strip = cards.iter().find(|card| card["row"] == 4).unwrap();
    assert_eq!(strip["media"][1]["kind"], "video");
    assert_eq!(strip["stage"], "next_run");
}
