//! What the pages about troubles say, held against what the program says.
//!
//! A table whose head begins with "It says" (出てくる文) is keyed by sentences: the first cell of each line holds one or
//! more beginnings of sentences, between which stands `<br>`; `…` stands for whatever it is about.

mod examples;

use std::fs;

use threadsheet_core::language::Language::{self, English, Japanese};

const PAGES: [(&str, Language); 2] =
    [("docs/troubles.md", English), ("docs/troubles.ja.md", Japanese)];

/// What the head of such a table begins with.
const HEADS: [&str; 3] = ["| It says |", "| 出てくる文 |", "| 出てくる文（"];

/// Sentences that the guides quote, with the figures of an example.
const QUOTES: [(&str, &str); 2] = [
    ("docs/start.md", "OK, renews automatically; 60 days left."),
    ("docs/start.ja.md", "正常です。自動で更新されます（残り 60 日）。"),
];

/// Fewer letters than this are the beginning of too many sentences.
const KEY_MIN: usize = 6;

fn text(page: &str) -> String {
    fs::read_to_string(format!("{}/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Returns the beginnings of sentences that a page explains, each with its line.
fn keys(page: &str) -> Vec<(usize, String)> {
    let text = text(page);
    let mut found = Vec::new();
    let mut is_keyed = false;
    for (index, line) in text.lines().enumerate() {
        let is_head = HEADS.iter().any(|head| line.starts_with(head));
        is_keyed = is_head || (is_keyed && line.starts_with('|'));
        if !is_keyed || is_head || line.starts_with("|---") {
            continue;
        }
        let first = line.trim_start_matches('|').split(" | ").next().unwrap();
        let parts = first.split("<br>").map(|key| key.trim().trim_matches('`').to_owned());
        found.extend(parts.map(|key| (index + 1, key)));
    }
    assert!(found.len() > 50, "{page} holds no table of sentences");
    found
}

/// Tells whether a sentence begins as the key does, where `…` is anything.
fn begins(sentence: &str, key: &str) -> bool {
    let mut parts = key.split('…');
    let Some(mut rest) = parts.next().and_then(|first| sentence.strip_prefix(first)) else {
        return false;
    };
    parts.all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// Returns what a page lacks, and what it explains though nobody says it.
fn faults(page: &str, language: Language) -> Vec<String> {
    let keys = keys(page);
    let all: Vec<String> = [English, Japanese].map(examples::everything).concat();
    let mine = examples::everything(language);
    let missing = mine.iter().filter(|said| !keys.iter().any(|(_, key)| begins(said, key)));
    let missing = missing.map(|said| format!("{page} has no line for: {said}"));
    // What ends a run is said in both languages where nobody says which one is read: a page may name it in both.
    let unsaid = keys.iter().filter(|(_, key)| {
        key.chars().filter(|letter| *letter != '…').count() < KEY_MIN
            || !all.iter().any(|said| begins(said, key))
    });
    let unsaid = unsaid.map(|(line, key)| format!("{page}:{line}: nobody says: {key}"));
    missing.chain(unsaid).collect()
}

#[test]
fn every_sentence_that_needs_a_person_has_its_line_and_every_line_its_sentence() {
    let faults: Vec<String> =
        PAGES.iter().flat_map(|(page, language)| faults(page, *language)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_the_guides_quote_is_what_the_program_says() {
    let all = [English, Japanese].map(examples::everything).concat();
    for (page, quote) in QUOTES {
        assert!(text(page).contains(quote), "{page} does not quote: {quote}");
        assert!(all.iter().any(|said| said == quote), "{page}: nobody says: {quote}");
    }
}

#[test]
fn a_key_is_the_beginning_of_its_sentence() {
    let sentence = "\"Text\" has 623 characters; 123 too many. Shorten it.";
    for key in ["\"Text\" has … characters", "\"Text\" has … characters; … too many.", "… has"]
    {
        assert!(begins(sentence, key), "{key}");
    }
    for key in ["has … characters", "\"Text\" has … letters", "\"Text\" has … many. … characters"]
    {
        assert!(!begins(sentence, key), "{key}");
    }
}
