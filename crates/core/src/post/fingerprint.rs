//! The fingerprint of everything a person typed that decides what is posted, and when.
//!
//! It is over the filled cells alone, each under a key that never changes: a column that is added, moved
//! or renamed changes the fingerprint of no row that does not use it.

use crate::cell::{Cell, Format, Value};
use crate::columns::PostColumn;
use crate::hash;
use crate::{schedule, text};

/// What a fingerprint begins with; another way to make it needs another one.
const VERSION: &str = "v2";

/// The columns that the first version counts beside Media, in its order, empty ones too: they stay these for ever.
const OF_FIRST_VERSION: [PostColumn; 10] = [
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

/// Returns the fingerprint of a row.
pub(super) fn of<'a>(cell: &impl Fn(PostColumn) -> &'a Cell, media: &[&'a Cell]) -> String {
    let single = PostColumn::of_the_post()
        .map(|column| (column.entry().key.to_owned(), field(column, cell(column))));
    let media = media.iter().map(|cell| plain(cell)).filter(|value| !value.is_empty());
    // Media are numbered over the filled cells, with zeros in front, so that sorting keeps their order.
    let media = media.enumerate().map(|(at, value)| (format!("media-{at:03}"), value));
    let mut pairs: Vec<(String, String)> =
        single.chain(media).filter(|(_, value)| !value.is_empty()).collect();
    // Sorted by key, the pairs are the same wherever a person has moved the columns.
    pairs.sort();
    let fields = pairs.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    hash::of([VERSION].into_iter().chain(fields))
}

/// Returns the fingerprint of a row that has one cell alone, in this column.
pub(super) fn of_one<'a>(column: PostColumn, cell: &'a Cell, empty: &'a Cell) -> String {
    of(&|its| if its == column { cell } else { empty }, &[])
}

/// Returns the fingerprint as the first version made it, over its columns in their order, empty ones too: row states
/// and Logs of that time hold it. Columns that have come since count where they are filled, so that a row of that
/// time is judged anew when one of them changes.
pub(super) fn of_first_version<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
) -> String {
    let single = OF_FIRST_VERSION.into_iter().map(|column| field(column, cell(column)));
    let since = PostColumn::of_the_post().filter(|column| !OF_FIRST_VERSION.contains(column));
    let since = since.map(|column| (column.entry().key.to_owned(), field(column, cell(column))));
    let since = since.filter(|(_, value)| !value.is_empty());
    let since = since.flat_map(|(key, value)| [key, value]);
    let fields: Vec<String> =
        single.chain(media.iter().map(|cell| plain(cell))).chain(since).collect();
    hash::of(fields.iter().map(String::as_str))
}

/// A date that is another one at each look, and so never posted, counts by its formula: the row is the same
/// one a second later.
fn field(column: PostColumn, cell: &Cell) -> String {
    let is_moment = matches!(column, PostColumn::PublishAt | PostColumn::Date | PostColumn::Time);
    let formula = cell.formula.as_deref().filter(|_| is_moment);
    let volatile = formula.filter(|formula| schedule::is_volatile(formula));
    // `+30m` and `+1h` show the same error where the sheet takes them for formulas.
    let delay = formula.filter(|_| schedule::delay_formula(cell).is_some());
    volatile.or(delay).map_or_else(|| plain(cell), str::to_owned)
}

/// A date counts by its value, to the second, so that another number format is no change; anything
/// else counts as it is shown, with composed accents and folded space.
fn plain(cell: &Cell) -> String {
    match cell.value {
        Value::Number(serial) if cell.format != Format::Plain => {
            // Serial dates are floating-point numbers; rounded to the second, two ways to type a time are
            // equal.
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

    /// Row states out there hold these: none of them may ever change.
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

    /// The same of each column alone, in both versions: an entry's key can never change.
    #[test]
    fn the_fingerprint_of_each_column_is_fixed_for_ever() {
        for (column, fingerprints) in OF_EACH_COLUMN {
            assert_eq!(both(&[(column, "x")], &[]), fingerprints, "{column:?}");
        }
        assert_eq!(both(&[], &["x"]), ["90c6173127f3be69", "52b1c3673caa6d0d"]);
    }

    const OF_EACH_COLUMN: [(PostColumn, [&str; 2]); 12] = [
        (PostColumn::Account, ["a3912f7ad1c62872", "23be9042a7ddefce"]),
        (PostColumn::Text, ["1620f2a3ebb446ed", "f49ae48d294cdfd0"]),
        (PostColumn::PublishAt, ["bfa80c87cfdf5437", "81611be7cc24c614"]),
        (PostColumn::Date, ["a03ac26cdb337994", "c8348042cef27ffa"]),
        (PostColumn::Time, ["043b84527a33be55", "7968dbb548aabfc5"]),
        (PostColumn::AltText, ["6045cea30184fd81", "5c1aa4ddc3688b54"]),
        (PostColumn::Topic, ["356c2b70b87057d9", "5988385176c66570"]),
        (PostColumn::Link, ["67ef917128b88826", "c893636369d0b276"]),
        (PostColumn::ReplyControl, ["3c19734fbbfd50e0", "08d7d9557b00131a"]),
        (PostColumn::ReplyTo, ["4bd3ca23222f62dc", "bfd06d3e8a05dded"]),
        (PostColumn::TreeId, ["f1a53ed27cee63b2", "62cd619e970ea9bf"]),
        (PostColumn::TreeOrder, ["aaa259726064e4cc", "5e3885f14f3dd146"]),
    ];

    #[test]
    fn every_column_that_a_person_fills_in_makes_another_row_in_both_versions() {
        let none = both(&[], &[]);
        for column in PostColumn::of_the_post() {
            let filled = both(&[(column, "x")], &[]);
            assert!(filled[0] != none[0] && filled[1] != none[1], "{column:?}");
        }
    }

    #[test]
    fn how_long_a_reply_is_kept_back_makes_no_other_post_of_a_row() {
        let row = [(PostColumn::Text, "Hello"), (PostColumn::Reply1, "more")];
        let with = |typed| both(&[&row[..], &[(PostColumn::ReplyAfter, typed)]].concat(), &[]);
        assert_eq!(with("30m"), both(&row, &[]));
        assert_eq!(with("2h"), both(&row, &[]));
        let others = PostColumn::typed().filter(|column| !column.entry().is_in_fingerprint);
        assert_eq!(others.collect::<Vec<_>>(), [PostColumn::ReplyAfter]);
    }

    #[test]
    fn a_time_after_another_post_counts_as_it_was_typed_where_the_sheet_shows_an_error() {
        let of_formula = |formula: &str| {
            let error = Cell { value: Value::Error("#ERROR!".to_owned()), ..Cell::text("#ERROR!") };
            let cell = Cell { formula: Some(formula.to_owned()), ..error };
            let empty = Cell::default();
            let cells = |column| if column == PostColumn::PublishAt { &cell } else { &empty };
            [of(&cells, &[]), of_first_version(&cells, &[])]
        };
        let half_an_hour = of_formula("=+30m");
        let an_hour = of_formula("=+1h");
        assert!(half_an_hour[0] != an_hour[0] && half_an_hour[1] != an_hour[1]);
        assert_eq!(of_formula("=1/0"), of_formula("=1/A1"), "other errors count as they show");
    }

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
