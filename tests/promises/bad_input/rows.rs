//! Cases 128 to 141: the Status and the Receipt of a row.

use threadsheet::core::journal::{Event, Line};
use threadsheet::core::plan::Step;
use threadsheet::core::receipt::{self, Receipt, State};

use super::*;

fn status(number: u8, cell: Cell, outcome: Outcome) -> Case {
    Case::new(number, due(PostColumn::Status, cell), outcome)
}

#[test]
fn a_status_is_read_in_the_words_of_other_tools_too() {
    let hello = || Outcome::Posts("おはよう".to_owned());
    let word = |number, typed: &str, outcome| status(number, Cell::text(typed), outcome);
    check_all(&[
        word(128, " QUEUED ", hello()),
        word(128, "予約済み", hello()),
        word(128, "Done ", Outcome::Waits),
        word(128, "済", Outcome::Waits),
        word(128, "ＯＫ", Outcome::Waits),
        word(128, "下書き", Outcome::Waits),
        // An unknown word is left standing, and the row waits rather than fails.
        word(128, "たぶん", Outcome::Waits).says("\"たぶん\" is not known", "「たぶん」は使え"),
        status(129, ticked(true), Outcome::Waits),
        status(129, ticked(false), hello()),
        word(130, "TRUE", Outcome::Waits),
        word(131, "posted", Outcome::Waits),
    ]);
}

/// A row as the program left it after publishing, with another Status or text.
fn published(status: &str, text: &str) -> Desk {
    let mut desk = Desk::new(Language::English);
    desk.post(&due(PostColumn::Text, Cell::text("a")));
    let hash = desk.post_rows()[0].hash.clone();
    let line = line_of(&hash, State::Posted);
    desk.posts.pop();
    let mut cells = due(PostColumn::Text, Cell::text(text));
    cells.extend([
        (PostColumn::Status, Cell::text(status)),
        (PostColumn::Receipt, Cell::text(&line.to_string())),
        (PostColumn::Permalink, Cell::text("https://www.threads.com/@my_shop/post/A")),
    ]);
    desk.post(&cells);
    desk
}

fn line_of(hash: &str, state: State) -> Receipt {
    let mut line =
        Receipt::first("rabcdefgh".to_owned(), hash.to_owned(), "n1", DateTime::UNIX_EPOCH);
    line.state = state;
    line.container = Some("179".to_owned());
    line.media = Some("180".to_owned());
    line.permalink = Some("https://www.threads.com/@my_shop/post/A".to_owned());
    line
}

#[test]
fn a_published_row_is_not_published_again_by_its_status_alone() {
    for (number, word) in [(132, ""), (133, "retry"), (133, "Ready")] {
        let desk = published(word, "a");
        let decision = desk.decision(0).unwrap();
        assert_eq!(decision.then, Then::Nothing, "case {number}");
        assert_eq!(decision.shows, Some(PostStatus::Published), "case {number}");
        assert!(desk.words(0).contains("copy the row"), "case {number}: {}", desk.words(0));
    }
    let reused = published("", "b").decision(0).unwrap();
    assert_eq!((reused.then, reused.step), (Then::Publish, Step::Open(State::Queued)));
}

#[test]
fn a_copied_row_is_a_new_post_only_with_new_content_and_a_free_status() {
    for (number, status, text, goes_out, words) in [
        (134, "Published", "a", false, ""),
        (134, "", "a", false, "already says exactly this"),
        (134, "", "b", true, ""),
    ] {
        let mut desk = published("Published", "a");
        let copy = published(status, text).posts.remove(1);
        desk.posts.push(copy);
        let decision = desk.decision(1);
        let publishes = decision.is_some_and(|decision| decision.then == Then::Publish);
        assert_eq!(publishes, goes_out, "case {number} {status:?} {text:?}");
        assert!(desk.words(1).contains(words), "case {number}: {}", desk.words(1));
    }
}

#[test]
fn a_receipt_that_was_spoilt_is_rebuilt_from_the_log_and_nothing_is_sent() {
    type Spoil = fn(&str) -> String;
    let spoil: [(u8, Spoil); 5] = [
        (132, |_| String::new()),
        (135, |line| line[3..].to_owned()),
        (137, |line| line.replacen("rabcdefgh", "rabcdefgi", 1)),
        (139, |line| line.replace('a', "b c")),
        (140, str::to_uppercase),
    ];
    for (number, spoil) in spoil {
        let mut desk = Desk::new(Language::English);
        desk.post(&due(PostColumn::Text, Cell::text("a")));
        let hash = desk.post_rows()[0].hash.clone();
        let line = line_of(&hash, State::Posted);
        let logged = Line {
            event: Event::Published,
            account: ACCOUNT.to_owned(),
            id: line.id.clone(),
            hash,
            at: Some(line.at),
            nonce: line.nonce.clone(),
            container: line.container.clone(),
            media: line.media.clone(),
            permalink: line.permalink.clone(),
        };
        desk.journal = Some(Journal { lines: vec![logged] });
        let mut cells = due(PostColumn::Text, Cell::text("a"));
        cells.push((PostColumn::Receipt, Cell::text(&spoil(&line.to_string()))));
        desk.posts.pop();
        desk.post(&cells);
        let decision = desk.decision(0);
        // A line under another id is still a published line: it stays as it is.
        let is_sent = decision.is_some_and(|decision| decision.then == Then::Publish);
        assert!(!is_sent, "case {number}");
        if number != 137 {
            assert!(desk.words(0).contains("the row was put back"), "case {number}");
        }
    }
}

#[test]
fn a_row_id_can_be_taken_neither_for_a_number_nor_for_a_date() {
    // 136: it begins with a letter, and the line goes on with words.
    assert!(receipt::is_row_id("rabcdefgh") && !receipt::is_row_id("7abcdefgh"));
    let line = line_of("h", State::Queued).to_string();
    assert!(line.starts_with("rabcdefgh 1 queued "), "{line}");
}

#[test]
fn receipts_that_changed_places_send_nothing() {
    // 141: each line speaks of the words that it published; the rows show other words now, and
    // stay published.
    let mut desk = Desk::new(Language::English);
    desk.post(&due(PostColumn::Text, Cell::text("a")));
    desk.post(&due(PostColumn::Text, Cell::text("b")));
    let hashes: Vec<String> = desk.post_rows().into_iter().map(|post| post.hash).collect();
    desk.posts.truncate(1);
    for (text, hash, id) in [("a", &hashes[1], "rbbbbbbbb"), ("b", &hashes[0], "raaaaaaaa")] {
        let line = Receipt { id: id.to_owned(), ..line_of(hash, State::Posted) };
        let mut cells = due(PostColumn::Text, Cell::text(text));
        cells.extend([
            (PostColumn::Status, Cell::text("Published")),
            (PostColumn::Receipt, Cell::text(&line.to_string())),
        ]);
        desk.post(&cells);
    }
    assert!(desk.plan().posts.iter().all(|decision| decision.then == Then::Nothing));
}
