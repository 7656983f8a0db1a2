//! The columns of the Posts tab as they are meant to be.

use super::desired::{
    AMBER, BLUE, Column, GREEN, GREY, Offer, RED, VIOLET, YELLOW, dates, long, verbatim,
};
use super::step::{CellStyle, Choices, Colour, Entry, Long, Pattern, When};
use crate::cell::{Cell, column_letters};
use crate::columns::{self, PostColumn, PostStatus, Writer};
use crate::i18n::desk;
use crate::language::Language;

/// What is looked at every day, which comes first in a new tab.
const EVERYDAY: [PostColumn; 8] = [
    PostColumn::Account,
    PostColumn::Text,
    PostColumn::PublishAt,
    PostColumn::Media,
    PostColumn::Status,
    PostColumn::Message,
    PostColumn::Permalink,
    PostColumn::PublishedAt,
];

/// Returns the columns of a new tab: what is looked at every day, what else a person may fill in, and the hidden
/// Receipt.
pub(super) fn new() -> Vec<PostColumn> {
    let is_last = |column: &PostColumn| *column == PostColumn::Receipt;
    let others = PostColumn::ALL.into_iter().filter(|column| {
        column.entry().is_in_new_tab && !EVERYDAY.contains(column) && !is_last(column)
    });
    EVERYDAY.into_iter().chain(others).chain([PostColumn::Receipt]).collect()
}

/// Returns the columns that a person is told may be added: those of a new tab that a tab may do without.
pub(super) fn optional() -> Vec<PostColumn> {
    let is_told = |column: &PostColumn| column.entry().is_optional && column.entry().is_in_new_tab;
    PostColumn::ALL.into_iter().filter(is_told).collect()
}

/// From this length on a text is close to what Threads takes.
const LONG_TEXT: u32 = 450;

/// The names that the Account column offers: the range they stand in, and what it shows now.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) range: String,
    pub(super) known: Vec<String>,
}

/// Returns a column as it is meant to be.
pub(super) fn column(column: PostColumn, language: Language, names: &Names) -> Column {
    let entry = column.entry();
    let body = match entry.format {
        columns::CellStyle::Usual => CellStyle::default(),
        columns::CellStyle::Verbatim => verbatim(),
        columns::CellStyle::Wraps => long(Long::Wraps),
        columns::CellStyle::Ends => long(Long::Ends),
        columns::CellStyle::DateTime => dates(),
    };
    let is_receipt = column == PostColumn::Receipt;
    Column {
        header: column.header(language),
        note: desk::post_note(column, language),
        width: entry.width,
        is_of_program: entry.writer == Writer::Program,
        body,
        offer: offer(column, language, names),
        colours: if column == PostColumn::Status { colours(language) } else { Vec::new() },
        warning: is_receipt.then(|| desk::RECEIPT_WARNING.say(language)),
        is_hidden: is_receipt,
    }
}

fn offer(column: PostColumn, language: Language, names: &Names) -> Option<Offer> {
    let these = |words: Vec<&str>, is_understood| {
        let known: Vec<String> = words.into_iter().map(str::to_owned).collect();
        Offer { choices: Choices::These(known.clone()), known, is_understood }
    };
    match column {
        PostColumn::Status => {
            let words = PostStatus::ALL.map(|status| status.word(language)).to_vec();
            // The words of another tool stay choices, so that none of them is marked as a mistake.
            let is_understood: fn(&Cell) -> bool = |cell| PostStatus::read(cell).is_ok();
            Some(these(words, Some(is_understood)))
        }
        PostColumn::Account => Some(Offer {
            choices: Choices::Of(names.range.clone()),
            known: names.known.clone(),
            is_understood: None,
        }),
        _ => column.entry().choices.map(|words| these(words(language), None)),
    }
}

fn colours(language: Language) -> Vec<(When, Colour)> {
    let colour = |status: PostStatus| match status {
        PostStatus::Queued | PostStatus::PostNow | PostStatus::Ready => BLUE,
        PostStatus::Draft | PostStatus::Deleted => GREY,
        PostStatus::Publishing => YELLOW,
        PostStatus::Published => GREEN,
        PostStatus::Failed => RED,
        PostStatus::Check => AMBER,
        PostStatus::Missed => VIOLET,
    };
    let rule = |status: PostStatus| (When::Is(status.word(language).to_owned()), colour(status));
    PostStatus::ALL.into_iter().map(rule).collect()
}

/// Returns the count of characters as it is meant to be.
pub(super) fn count(language: Language) -> Column {
    Column {
        header: desk::COUNT_HEADER.say(language),
        note: desk::COUNT_NOTE.say(language),
        width: 60,
        is_of_program: true,
        body: CellStyle { is_at_top: true, ..CellStyle::default() },
        colours: vec![(When::Above(LONG_TEXT), AMBER)],
        warning: Some(desk::COUNT_WARNING.say(language)),
        ..Column::default()
    }
}

/// Returns the one formula that counts, and the look in which its own cell shows the header.
///
/// It stands in the header's cell and speaks of whole columns, so that sorting, inserting and
/// deleting rows changes nothing; it leaves rows without a text empty.
pub(super) fn counting(row: usize, text_column: usize, language: Language) -> (Entry, CellStyle) {
    let letters = column_letters(text_column);
    let texts = format!("{letters}{}:{letters}", row + 1);
    // Dividing by "longer than 0" makes an empty row an error, which IFERROR turns into nothing. An IF would
    // need separators, and those depend on the locale.
    let formula = format!("=ARRAYFORMULA(IFERROR(LEN({texts})/(LEN({texts})>0)))");
    let header = desk::COUNT_HEADER.say(language).to_owned();
    (
        Entry::Formula(formula),
        CellStyle { pattern: Some(Pattern::Always(header)), ..CellStyle::default() },
    )
}
