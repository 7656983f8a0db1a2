//! The columns of the Posts tab as they are meant to be.

use super::design::{
    AMBER, BLUE, Column, GREEN, GREY, Offer, RED, VIOLET, YELLOW, dates, long, verbatim,
};
use super::step::{Choices, Colour, Entry, Long, Look, Pattern, When};
use crate::cell::{Cell, column_letters};
use crate::headings::{PostColumn, PostStatus};
use crate::i18n::desk;
use crate::language::Language;
use crate::options::ReplyControl;

/// The columns of a new tab: what is looked at every day comes first.
pub(super) const NEW: [PostColumn; 14] = [
    PostColumn::Account,
    PostColumn::Text,
    PostColumn::PublishAt,
    PostColumn::Media,
    PostColumn::Status,
    PostColumn::Message,
    PostColumn::Permalink,
    PostColumn::PublishedAt,
    PostColumn::AltText,
    PostColumn::Topic,
    PostColumn::Link,
    PostColumn::ReplyControl,
    PostColumn::ReplyTo,
    PostColumn::Receipt,
];

/// The columns that the program writes, beside Status.
pub(super) const OF_PROGRAM: [PostColumn; 4] =
    [PostColumn::PublishedAt, PostColumn::Permalink, PostColumn::Message, PostColumn::Receipt];

/// The columns that a person may do without.
pub(super) const OPTIONAL: [PostColumn; 6] = [
    PostColumn::Media,
    PostColumn::AltText,
    PostColumn::Topic,
    PostColumn::Link,
    PostColumn::ReplyControl,
    PostColumn::ReplyTo,
];

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
    let (width, body) = match column {
        PostColumn::Account => (120, verbatim()),
        PostColumn::Text => (340, long(Long::Wraps)),
        PostColumn::PublishAt | PostColumn::PublishedAt => (130, dates()),
        PostColumn::Media => (170, long(Long::Ends)),
        PostColumn::AltText => (150, long(Long::Wraps)),
        PostColumn::Topic | PostColumn::Status => (100, long(Long::Wraps)),
        PostColumn::Link | PostColumn::Permalink => (150, long(Long::Ends)),
        PostColumn::ReplyControl => (130, long(Long::Wraps)),
        PostColumn::ReplyTo => (100, long(Long::Ends)),
        PostColumn::Message => (280, long(Long::Wraps)),
        PostColumn::Receipt => (100, verbatim()),
        // A person who has these columns has them as they are.
        PostColumn::Date | PostColumn::Time => (100, Look::default()),
    };
    let is_receipt = column == PostColumn::Receipt;
    Column {
        header: column.header(language),
        note: desk::post_note(column, language),
        width,
        is_of_program: OF_PROGRAM.contains(&column),
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
        PostColumn::ReplyControl => {
            Some(these(ReplyControl::ALL.map(|choice| choice.label(language)).to_vec(), None))
        }
        PostColumn::Account => Some(Offer {
            choices: Choices::Of(names.range.clone()),
            known: names.known.clone(),
            is_understood: None,
        }),
        _ => None,
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
        header: desk::count_header().say(language),
        note: desk::count_note().say(language),
        width: 60,
        is_of_program: true,
        body: Look { is_at_top: true, ..Look::default() },
        colours: vec![(When::Above(LONG_TEXT), AMBER)],
        warning: Some(desk::count_warning().say(language)),
        ..Column::default()
    }
}

/// Returns the one formula that counts, and the look in which its own cell shows the header.
///
/// It stands in the header's cell and speaks of whole columns, so that sorting, inserting and
/// deleting rows changes nothing; it leaves rows without a text empty.
pub(super) fn counting(row: usize, text_column: usize, language: Language) -> (Entry, Look) {
    let letters = column_letters(text_column);
    let texts = format!("{letters}{}:{letters}", row + 1);
    let formula = format!("=ARRAYFORMULA(IFERROR(LEN({texts})/(LEN({texts})>0)))");
    let header = desk::count_header().say(language).to_owned();
    (Entry::Formula(formula), Look { pattern: Some(Pattern::Always(header)), ..Look::default() })
}
