//! How what is written looks in a cell: dates in the spreadsheet's own zone, sentences, statuses.

use chrono::{DateTime, Utc};
use threadsheet_core::cell::{Cell, Format, Value, instant_of_serial};
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;

use crate::sheets::changes::Written;

/// In which languages and by which clock a spreadsheet is written.
pub(crate) struct Wording {
    pub(crate) place: Place,
    /// The language of the Posts tab.
    pub(crate) posts_in: Language,
    /// The language of the Accounts tab.
    pub(crate) accounts_in: Language,
    /// Whether only rows marked Queued go out.
    pub(crate) only_queued: bool,
}

/// Returns the date cell of an instant, in the spreadsheet's own zone, to the second.
pub(crate) fn date_cell(at: DateTime<Utc>, place: &Place) -> Written {
    Written::DateTime(chrono::SubsecRound::trunc_subsecs(place.wall(at), 0))
}

/// Returns the cell of a sentence; an empty one clears the cell.
pub(crate) fn text_cell(text: &str) -> Written {
    if text.is_empty() { Written::Nothing } else { Written::Text(text.to_owned()) }
}

/// Returns the Message cell with a sentence; an empty one clears it.
pub(crate) fn message_cell(sentence: &str) -> (PostColumn, Written) {
    (PostColumn::Message, text_cell(sentence))
}

/// Returns the cell of a status that a row is free with again. A desk that posts only what is marked
/// needs the word itself.
pub(crate) fn free_cell(
    status: PostStatus,
    language: Language,
    only_queued: bool,
) -> (PostColumn, Written) {
    match status {
        PostStatus::Queued if only_queued => (PostColumn::Status, text_cell(status.word(language))),
        status => status_cell(status, language),
    }
}

/// Returns the cell of a status.
pub(crate) fn status_cell(status: PostStatus, language: Language) -> (PostColumn, Written) {
    let word = match status {
        // A queued row keeps a blank cell: that is the person's own word for it.
        PostStatus::Queued => "",
        status => status.word(language),
    };
    (PostColumn::Status, text_cell(word))
}

/// Returns a cell as it was read.
pub(crate) fn as_it_was(cell: &Cell) -> Written {
    match &cell.value {
        Value::Empty => Written::Nothing,
        Value::Number(serial) if cell.format != Format::Plain => {
            instant_of_serial(*serial).map_or(Written::Nothing, Written::FormattedDateTime)
        }
        _ => text_cell(cell.shown_text()),
    }
}
