//! What people really put into such sheets, and what becomes of it: one table, in parts.
//!
//! Each line is a case: what a person types, what becomes of it, and the whole sentence that the row then shows, in
//! English and in Japanese. Everything is typed into a practice spreadsheet as into a real one, read over HTTP
//! and run by the real job; what is sent is what the practice Threads received. A remark stands above a line
//! where one could have decided otherwise.
//!
//! To add a case, add a line. Whatever is not as its line says is listed with what the sheet shows instead.

mod account_case;
mod accounts;
mod case_desk;
mod concurrent_edits;
mod corrected;
mod dates;
mod file;
mod headers;
mod media;
mod never_silent;
mod other_tools;
mod post_case;
mod published_rows;
mod renamed;
mod rows;
mod setting_case;
mod settings;
mod sheet_case;
mod texts;
mod to_fix;
mod trees;

use std::collections::BTreeSet;

/// How many cases there are; each has a number, and some have several lines.
const CASES: u16 = 193;

#[test]
fn every_case_is_in_the_table() {
    let rows =
        [dates::cases(), texts::cases(), media::cases(), rows::cases(), trees::cases()].concat();
    let stories =
        [published_rows::cases(), file::cases(), headers::cases(), concurrent_edits::cases()]
            .concat();
    let numbers = rows.iter().map(|line| line.number);
    let numbers = numbers.chain(accounts::cases().into_iter().map(|line| line.number));
    let numbers = numbers.chain(stories.iter().map(|story| story.number));
    let numbers = numbers.chain(settings::cases().into_iter().map(|row| row.number));
    assert_eq!(numbers.collect::<BTreeSet<u16>>(), (1..=CASES).collect());
}
