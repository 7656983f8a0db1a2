//! A cell's value, as it is stored and as the sheet shows it.
//!
//! Knows how numbers stand for dates and how words are compared; does not know what a column means.

mod formula;
mod loading;

use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use unicode_normalization::UnicodeNormalization as _;

pub(crate) use self::formula::{calls, columns_filled, may_fall_short, rows_filled_below};
pub(crate) use self::loading::holds_the_word as holds_loading;

/// Midnight of 1899-12-30, where serial dates begin.
const SERIAL_START: NaiveDateTime = match NaiveDate::from_ymd_opt(1899, 12, 30) {
    Some(day) => day.and_time(NaiveTime::MIN),
    None => NaiveDateTime::MIN,
};
/// Seconds in a day without leap seconds, which is what serial dates count.
const DAY_S: f64 = 86_400.0;

/// What a cell holds after its formula, if it has one, was worked out.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A number; a date is one too, told apart by [`Cell::format`].
    Number(f64),
    /// Text.
    Text(String),
    /// A checkbox, or TRUE and FALSE.
    Bool(bool),
    /// A formula error, by its shown name: `#REF!`, `#N/A`.
    Error(String),
    /// A formula that the sheet is still working out.
    Loading,
}

/// What is in a cell beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beside {
    /// Nothing.
    #[default]
    Nothing,
    /// A formula that gives no value at all, not even an empty text: a picture, or an empty cell.
    NoValue,
    /// A picture that a formula in another cell has put here, as far as anybody can tell; its row, from 0.
    Picture(u32),
    /// An empty text that a formula in another cell has put here.
    EmptyText,
    /// A link behind words that do not show it.
    Link,
    /// A chip: a file, a page, a person.
    Chip,
}

/// How a number is shown, as far as the meaning of a cell depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// No date and no time: a plain number, text, a percentage.
    #[default]
    Plain,
    /// Days only.
    Date,
    /// Time of day only.
    Time,
    /// Both.
    DateTime,
}

/// What formula errors show, in every language.
const ERRORS: [&str; 8] =
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!"];

/// One cell: worked-out value, what the sheet shows, and whether a formula made it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The value after formulas.
    pub value: Value,
    /// The string the sheet shows (`formattedValue`).
    pub shown: String,
    /// The formula as typed, with its `=`; `None` for anything typed literally.
    pub formula: Option<String>,
    /// How a number is shown.
    pub format: Format,
    /// What is in the cell beside its value.
    pub beside: Beside,
}

impl Cell {
    /// Returns a cell of literal text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let value = if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) };
        Self { value, shown: text.to_owned(), ..Self::default() }
    }

    /// Returns a cell of which only what it shows is known: a checkbox and a formula error show words that hardly anybody
    /// types.
    #[must_use]
    pub fn of_shown(shown: &str) -> Self {
        let value = match shown {
            "TRUE" => Value::Bool(true),
            "FALSE" => Value::Bool(false),
            _ if ERRORS.contains(&shown) => Value::Error(shown.to_owned()),
            _ => return Self::text(shown),
        };
        Self { value, shown: shown.to_owned(), ..Self::default() }
    }

    /// Tells whether nothing is in the cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value == Value::Empty
    }

    /// Returns what the cell shows: a text cell's own text, otherwise the formatted value.
    #[must_use]
    pub fn shown_text(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            Value::Error(name) if self.shown.is_empty() => name,
            _ => &self.shown,
        }
    }

    /// Tells whether the sheet is still working the cell out.
    ///
    /// The API has a type of its own for it. Where the text came from another cell, or another service, there is only
    /// the word, in the language of whoever looks.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        match (&self.value, &self.formula) {
            (Value::Loading, _) => true,
            (Value::Error(_), _) | (Value::Text(_), None) => {
                loading::is_the_word(self.shown_text())
            }
            (Value::Text(text), Some(_)) => loading::holds_the_word(text),
            (Value::Empty | Value::Number(_) | Value::Bool(_), _) => false,
        }
    }

    /// Tells whether a link lies behind what the cell shows.
    #[must_use]
    pub fn has_link_behind(&self) -> bool {
        matches!(self.beside, Beside::Link | Beside::Chip)
    }

    /// Returns the name of the formula error in the cell.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        match &self.value {
            Value::Error(_) => Some(self.shown_text()),
            _ => None,
        }
    }

    /// Returns a yes or no: a checkbox, or one of the words and marks people put in its place.
    ///
    /// A blank cell is a no, as an unticked checkbox may be stored as nothing; `None` is a word
    /// that is neither.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(flag) => Some(*flag),
            Value::Empty => Some(false),
            Value::Error(_) | Value::Loading => None,
            Value::Number(_) | Value::Text(_) => match fold(self.shown_text()).as_str() {
                "true" | "yes" | "y" | "1" | "on" | "x" | "o" | "ok" | "✓" | "✔" | "✔\u{fe0f}"
                | "☑" | "☑\u{fe0f}" | "✅" | "○" | "〇" | "◯" | "●" | "はい" | "ハイ" | "有効"
                | "オン" | "有" | "有り" | "あり" | "する" | "要" | "必要" => {
                    Some(true)
                }
                "" | "false" | "no" | "n" | "0" | "off" | "-" | "☐" | "✗" | "✘" | "×" | "✕"
                | "❌" | "いいえ" | "イイエ" | "無効" | "オフ" | "無" | "無し" | "なし"
                | "しない" | "不要" => Some(false),
                _ => None,
            },
        }
    }
}

/// Returns the wall-clock time of a serial date, rounded to the second; `None` for what no date can be.
///
/// Serial dates count days from 1899-12-30, with the time of day as the fraction.
/// Source: <https://developers.google.com/workspace/sheets/api/guides/formats>.
#[must_use]
pub fn instant_of_serial(serial: f64) -> Option<NaiveDateTime> {
    let since_start = Duration::try_from_secs_f64((serial * DAY_S).round()).ok()?;
    SERIAL_START.checked_add_signed(TimeDelta::from_std(since_start).ok()?)
}

/// Returns the serial date of a wall-clock time.
#[must_use]
pub fn serial_of_instant(moment: NaiveDateTime) -> f64 {
    (moment - SERIAL_START).as_seconds_f64() / DAY_S
}

/// Returns the letters of a column as the sheet names it; `0` is A, `26` is AA.
#[must_use]
pub fn column_letters(column_idx: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column_idx);
    while let Some(idx) = rest {
        // Column letters have no zero: after Z comes AA, so one is taken off at each further place.
        letters.push(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[idx % 26]);
        rest = (idx / 26).checked_sub(1);
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Tells whether a character takes no room: zero-width spaces and joiners, byte-order and direction marks.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns a text without the characters that take no room, and without space around what is left.
#[must_use]
pub fn visible(shown: &str) -> String {
    let visible: String = shown.chars().filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_owned()
}

/// Returns a word as it is compared: full and half width, case, invisible characters and white space made equal.
///
/// For everything that is not the text of a post: headers, status words, names.
#[must_use]
pub fn fold(word: &str) -> String {
    // Most words are plain, and a long tab has very many.
    if word.is_ascii() {
        let lower = word.to_ascii_lowercase();
        return lower.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    fold_any(word)
}

fn fold_any(word: &str) -> String {
    let plain: String =
        word.nfkc().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn number(value: f64, shown: &str) -> Cell {
        Cell { value: Value::Number(value), shown: shown.to_owned(), ..Cell::default() }
    }

    #[test]
    fn a_plain_word_is_compared_the_short_way_as_any_other() {
        for sign in (0..128).map(char::from) {
            for word in [format!("Post{sign}Now"), format!("{sign}A  b{sign}{sign}C{sign}")] {
                assert_eq!(fold(&word), fold_any(&word), "{word:?}");
            }
        }
    }

    #[test]
    fn a_cell_takes_few_bytes_for_a_long_tab_holds_very_many() {
        assert!(size_of::<Cell>() <= 96, "{}", size_of::<Cell>());
    }

    #[test]
    fn a_serial_date_is_read_to_the_second_in_spite_of_float_noise() {
        let cases = [
            (0.0, "1899-12-30 00:00:00"),
            (2.5, "1900-01-01 12:00:00"),
            (33.625, "1900-02-01 15:00:00"),
            (43_831.0, "2020-01-01 00:00:00"),
            (46_349.5, "2026-11-23 12:00:00"),
            (46_349.416_666_666_66, "2026-11-23 10:00:00"),
            (46_348.999_999_999, "2026-11-23 00:00:00"),
        ];
        for (serial, expected) in cases {
            assert_eq!(instant_of_serial(serial).unwrap().to_string(), expected, "{serial}");
        }
        for hopeless in [f64::NAN, f64::INFINITY, 1e300, -1e9, 1_795_000_000_000.0] {
            assert_eq!(instant_of_serial(hopeless), None);
        }
    }

    #[test]
    fn a_moment_survives_the_way_into_a_cell_and_back() {
        for text in ["2026-11-23 10:00:01", "1999-01-02 23:59:59", "2100-02-28 00:00:00"] {
            let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
            assert_eq!(instant_of_serial(serial_of_instant(moment)), Some(moment));
        }
    }

    #[test]
    fn checkboxes_and_formula_errors_are_recognised_by_their_shown_text() {
        assert_eq!(Cell::of_shown("FALSE").value, Value::Bool(false));
        assert_eq!(Cell::of_shown("TRUE").value, Value::Bool(true));
        assert_eq!(Cell::of_shown("#REF!").error(), Some("#REF!"));
        for text in ["", "false", "T1", "#1"] {
            assert_eq!(Cell::of_shown(text), Cell::text(text), "{text}");
        }
    }

    #[test]
    fn a_cell_shows_its_own_text_or_its_formatted_value() {
        assert_eq!(Cell::text(" Hi\n").shown_text(), " Hi\n");
        assert_eq!(number(1.1, "1.10").shown_text(), "1.10");
        let error = Cell { value: Value::Error("#REF!".to_owned()), ..Cell::default() };
        assert_eq!((error.shown_text(), error.error()), ("#REF!", Some("#REF!")));
        assert_eq!(Cell::text("#N/A").error(), None);
        let error = Cell { value: Value::Error("REF".to_owned()), ..number(0.0, "#REF!") };
        assert_eq!(error.shown_text(), "#REF!");
        // Text that was read from a sheet is not kept twice.
        let read = Cell { value: Value::Text("Hi".to_owned()), ..Cell::default() };
        assert_eq!((read.shown_text(), Cell::text("Hi").shown.as_str()), ("Hi", "Hi"));
    }

    #[test]
    fn a_cell_that_is_still_worked_out_is_known_in_every_spelling_and_nothing_else_is() {
        let made = |text: &str| Cell { formula: Some("=A1".to_owned()), ..Cell::text(text) };
        let error = |shown: &str| Cell {
            value: Value::Error("ERROR".to_owned()),
            shown: shown.to_owned(),
            ..Cell::default()
        };
        for word in [
            "Loading...",
            "Loading…",
            " LOADING... ",
            "Loading data...",
            "Loading data…",
            "読み込んでいます...",
            "読み込んでいます…",
            "読み込み中…",
            "読み込み中...",
        ] {
            assert!(Cell::text(word).is_loading(), "{word}");
            assert!(made(word).is_loading() && error(word).is_loading(), "{word}");
            assert!(made(&format!("Today: {word}")).is_loading(), "{word}");
            assert!(!Cell::text(&format!("Today: {word}")).is_loading(), "{word}");
        }
        assert!(Cell { value: Value::Loading, ..Cell::default() }.is_loading());
        for other in ["Loading", "Loading the van", "読み込み中", "", "#N/A", "Uploading..."] {
            assert!(!Cell::text(other).is_loading() && !made(other).is_loading(), "{other}");
        }
        assert!(!made("Downloading... is fun").is_loading());
    }

    #[test]
    fn a_yes_is_read_in_every_way_people_write_it() {
        for yes in ["TRUE", "yes", "1", "✔", "x", "○", "はい", " ＯＮ ", "する", "あり", "要"]
        {
            assert_eq!(Cell::text(yes).flag(), Some(true), "{yes}");
        }
        for no in ["FALSE", "no", "0", "", " ", "×", "無効", "しない", "なし", "不要"] {
            assert_eq!(Cell::text(no).flag(), Some(false), "{no}");
        }
        assert_eq!(Cell { value: Value::Bool(true), ..Cell::default() }.flag(), Some(true));
        assert_eq!(number(1.0, "1").flag(), Some(true));
        assert_eq!(Cell::text("perhaps").flag(), None);
    }

    #[test]
    fn words_are_compared_without_width_case_or_invisible_marks() {
        let cases = [
            (" Post\u{a0}\n Text ", "post text"),
            ("ＯＫ", "ok"),
            ("ｱｶｳﾝﾄ", "アカウント"),
            ("\u{feff}本\u{200b}文\u{3000}", "本文"),
        ];
        for (typed, folded) in cases {
            assert_eq!(fold(typed), folded);
        }
    }

    #[test]
    fn columns_are_named_as_the_sheet_names_them() {
        let named: Vec<_> = [0, 25, 26, 51, 701, 702].map(column_letters).to_vec();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
