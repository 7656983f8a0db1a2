//! The fingerprint of everything a person typed that decides what is posted, and when.
//!
//! It is over the filled cells alone, each under a key that never changes: a column that is added, moved
//! or renamed changes the fingerprint of no row that does not use it.

use crate::cell::{Cell, Format, Value};
use crate::hash;
use crate::headings::PostColumn;
use crate::{moment, text};

/// What a fingerprint begins with; another way to make it needs another one.
const VERSION: &str = "v2";

/// The columns that count beside Media, in the order of the first version.
const COLUMNS: [PostColumn; 10] = [
    PostColumn::Account,
    PostColumn::Text,
    PostColumn::PublishAt,
    PostColumn::Date,
    PostColumn::Time,
    PostColumn::AltText,
    PostColumn::Topic,
    PostColumn::Link,
    PostColumn::ReplyControl,
    PostColumn::ReplyTo,
];

/// Returns the name of a column within fingerprints, for ever; none for one that decides nothing.
fn key(column: PostColumn) -> Option<&'static str> {
    Some(match column {
        PostColumn::Account => "account",
        PostColumn::Text => "text",
        PostColumn::PublishAt => "publish-at",
        PostColumn::Date => "date",
        PostColumn::Time => "time",
        PostColumn::Media => "media",
        PostColumn::AltText => "alt-text",
        PostColumn::Topic => "topic",
        PostColumn::Link => "link",
        PostColumn::ReplyControl => "reply-control",
        PostColumn::ReplyTo => "reply-to",
        PostColumn::Status
        | PostColumn::PublishedAt
        | PostColumn::Permalink
        | PostColumn::Message
        | PostColumn::Receipt => return None,
    })
}

/// Returns the fingerprint of a row.
pub(super) fn of<'a>(cell: &impl Fn(PostColumn) -> &'a Cell, media: &[&'a Cell]) -> String {
    let single = COLUMNS
        .into_iter()
        .filter_map(|column| Some((key(column)?.to_owned(), field(column, cell(column)))));
    let media = media.iter().map(|cell| plain(cell)).filter(|value| !value.is_empty());
    let media = media.enumerate().map(|(at, value)| (format!("media-{at:03}"), value));
    let mut pairs: Vec<(String, String)> =
        single.chain(media).filter(|(_, value)| !value.is_empty()).collect();
    pairs.sort();
    let fields = pairs.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    hash::of([VERSION].into_iter().chain(fields))
}

/// Returns the fingerprint as the first version made it, over all columns in their order, empty ones too:
/// registers and Logs of that time hold it.
pub(super) fn of_first_version<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
) -> String {
    let single = COLUMNS.into_iter().map(|column| field(column, cell(column)));
    let fields: Vec<String> = single.chain(media.iter().map(|cell| plain(cell))).collect();
    hash::of(fields.iter().map(String::as_str))
}

/// A date that is another one at each look, and so never posted, counts by its formula: the row is the same
/// one a second later.
fn field(column: PostColumn, cell: &Cell) -> String {
    let is_moment = matches!(column, PostColumn::PublishAt | PostColumn::Date | PostColumn::Time);
    let formula = cell.formula.as_deref().filter(|_| is_moment);
    let volatile = formula.filter(|formula| moment::is_volatile(formula));
    volatile.map_or_else(|| plain(cell), str::to_owned)
}

/// A date counts by its value, to the second, so that another number format is no change; anything
/// else counts as it is shown, with composed accents and folded space.
fn plain(cell: &Cell) -> String {
    match cell.value {
        Value::Number(serial) if cell.format != Format::Plain => {
            format!("{:.0}", serial * 86_400.0)
        }
        _ => text::folded(cell.shown_text()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Returns both fingerprints of a row with these cells.
    fn both(cells: &[(PostColumn, &str)], media: &[&str]) -> [String; 2] {
        let cells: Vec<(PostColumn, Cell)> =
            cells.iter().map(|(column, text)| (*column, Cell::text(text))).collect();
        let empty = Cell::default();
        let cell =
            |column| cells.iter().find(|(its, _)| *its == column).map_or(&empty, |(_, cell)| cell);
        let media: Vec<Cell> = media.iter().map(|url| Cell::text(url)).collect();
        let media: Vec<&Cell> = media.iter().collect();
        [of(&cell, &media), of_first_version(&cell, &media)]
    }

    /// Registers out there hold these: none of them may ever change.
    #[test]
    fn the_fingerprints_of_these_rows_are_fixed_for_ever() {
        use PostColumn as P;
        let row = [(P::Account, "my_shop"), (P::Text, "Hello"), (P::PublishAt, "2026-11-23 10:00")];
        let samples = [
            both(&[], &[]),
            both(&row, &[]),
            both(&row, &["https://a.example/1.jpg", "", "https://a.example/2.jpg"]),
            both(&[&row[..], &[(P::ReplyTo, "previous"), (P::Topic, "猫")]].concat(), &[""]),
        ];
        assert_eq!(samples, PINNED);
    }

    const PINNED: [[&str; 2]; 4] = [
        ["662788a964e6a78e", "5b6fb58e61fa4759"],
        ["fff65664c0b5d86b", "4267e7166a4c09bd"],
        ["a6702dccaa86dcca", "30643124ce0f4394"],
        ["435b8b92c7e417fb", "b02e7b1bf461124c"],
    ];

    #[test]
    fn a_column_that_a_row_does_not_use_changes_nothing() {
        use PostColumn as P;
        let row = [(P::Text, "Hello")];
        let [plain, _] = both(&row, &[]);
        let wider = [(P::Text, "Hello"), (P::Topic, ""), (P::Link, " ")];
        assert_eq!(both(&wider, &["", "", ""])[0], plain);
        assert_ne!(both(&[(P::Topic, "Hello")], &[])[0], plain);
        assert_ne!(both(&[(P::Text, "Hello"), (P::Topic, "x")], &[])[0], plain);
        let urls = |media| both(&row, media)[0].clone();
        assert_eq!(urls(&["a", "", "b"]), urls(&["a", "b"]));
        assert_ne!(urls(&["b", "a"]), urls(&["a", "b"]));
    }
}
