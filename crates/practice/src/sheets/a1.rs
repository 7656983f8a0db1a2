//! Ranges as people write them: `'My tab'!A2:C`, `A:A`, `Sheet1`, `B7`.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/concepts#cell> (A1 notation).

/// Columns go up to `ZZZ`; this also keeps `Sheet1` from being read as a cell.
const COLUMN_LETTERS_MAX: usize = 3;

/// A rectangle of cells, zero-based, ends excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

impl Block {
    /// Returns the number of rows.
    pub(crate) fn height(self) -> usize {
        self.bottom.saturating_sub(self.top)
    }

    /// Returns the number of columns.
    pub(crate) fn width(self) -> usize {
        self.right.saturating_sub(self.left)
    }

    /// Tells whether the two share a cell.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.top < other.bottom
            && other.top < self.bottom
            && self.left < other.right
            && other.left < self.right
    }

    /// Returns the range's written form without its tab.
    pub(crate) fn written(self) -> String {
        let first = format!("{}{}", column_name(self.left), self.top + 1);
        if self.height() <= 1 && self.width() <= 1 {
            return first;
        }
        let (right, bottom) = (self.right.max(1) - 1, self.bottom.max(1));
        format!("{first}:{}{bottom}", column_name(right))
    }

    /// Returns the range's written form, the tab's title quoted where it must be.
    pub(crate) fn named(self, title: &str) -> String {
        format!("{}!{}", quoted(title), self.written())
    }
}

/// A range whose open ends are not yet known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Open {
    pub(crate) top: Option<usize>,
    pub(crate) left: Option<usize>,
    pub(crate) bottom: Option<usize>,
    pub(crate) right: Option<usize>,
}

/// Splits a range into the tab's title, if one is named, and the rest, if there is one.
pub(crate) fn split(text: &str) -> Option<(Option<String>, Option<Open>)> {
    if let Some(rest) = text.strip_prefix('\'') {
        let (title, after) = unquoted(rest)?;
        return match after.strip_prefix('!') {
            Some(cells) => Some((Some(title), Some(cells_of(cells)?))),
            None if after.is_empty() => Some((Some(title), None)),
            None => None,
        };
    }
    // From the right, because a title may hold an exclamation mark and cells cannot.
    if let Some((title, cells)) = text.rsplit_once('!') {
        return Some((Some(title.to_owned()), Some(cells_of(cells)?)));
    }
    match cells_of(text) {
        Some(cells) => Some((None, Some(cells))),
        None if text.is_empty() => None,
        None => Some((Some(text.to_owned()), None)),
    }
}

/// Reads up to the closing quote; a doubled quote is one.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut title = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            title.push(letter);
        } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
            title.push('\'');
        } else {
            return Some((title, &text[at + 1..]));
        }
    }
    None
}

fn cells_of(text: &str) -> Option<Open> {
    let Some((one, two)) = text.split_once(':') else {
        // Without a colon only a whole cell is a range: `B` or `7` alone would be a tab's title.
        let (Some(column), Some(row)) = corner(text)? else { return None };
        return Some(Open {
            top: Some(row),
            left: Some(column),
            bottom: Some(row + 1),
            right: Some(column + 1),
        });
    };
    let ((left, top), (right, bottom)) = (corner(one)?, corner(two)?);
    let (left, right) = ordered(left, right);
    let (top, bottom) = ordered(top, bottom);
    let past = |end: Option<usize>| end.map(|end| end + 1);
    Some(Open { top, left, bottom: past(bottom), right: past(right) })
}

fn ordered(one: Option<usize>, two: Option<usize>) -> (Option<usize>, Option<usize>) {
    match (one, two) {
        (Some(one), Some(two)) if two < one => (Some(two), Some(one)),
        other => other,
    }
}

/// Reads `B7`, `B` or `7`, with or without `$`.
fn corner(text: &str) -> Option<(Option<usize>, Option<usize>)> {
    let text = text.trim().replace('$', "");
    let split = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(split);
    if text.is_empty() || letters.len() > COLUMN_LETTERS_MAX {
        return None;
    }
    // Rows count from 1, so `A0` is no cell.
    let row = match digits {
        "" => None,
        _ if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            Some(digits.parse::<usize>().ok().filter(|row| *row < 100_000_000)?.checked_sub(1)?)
        }
        _ => return None,
    };
    Some((column_index(letters), row))
}

/// Returns the zero-based index of a column's letters.
pub(crate) fn column_index(letters: &str) -> Option<usize> {
    let digits = letters.bytes().map(|letter| usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    // No letters make 0, so `7` has a row and no column.
    digits.fold(0, |sum, digit| sum * 26 + digit).checked_sub(1)
}

/// Returns a column's letters.
pub(crate) fn column_name(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        // There is no letter for zero: Z is followed by AA, so one is taken off for each letter.
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Returns a title as it stands in a range, quoted unless it is a plain word.
pub(crate) fn quoted(title: &str) -> String {
    let first =
        title.chars().next().is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_');
    let plain = title.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    // A title that reads like a cell, such as Q1, would mean the cell without its quotes.
    if first && plain && cells_of(title).is_none() {
        title.to_owned()
    } else {
        format!("'{}'", title.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_people_write_them() {
        let open = |top, left, bottom, right| Some(Open { top, left, bottom, right });
        let table = [
            ("A1", None, open(Some(0), Some(0), Some(1), Some(1))),
            ("Sheet1", Some("Sheet1"), None),
            ("'A1'", Some("A1"), None),
            ("'it''s'!B2:A1", Some("it's"), open(Some(0), Some(0), Some(2), Some(2))),
            ("Log!A:A", Some("Log"), open(None, Some(0), None, Some(1))),
            ("投稿!A2:C", Some("投稿"), open(Some(1), Some(0), None, Some(3))),
            ("A2:2", None, open(Some(1), Some(0), Some(2), None)),
            ("$B$7", None, open(Some(6), Some(1), Some(7), Some(2))),
        ];
        for (text, title, cells) in table {
            assert_eq!(split(text), Some((title.map(str::to_owned), cells)), "{text}");
        }
        for text in ["", "'x", "x!", "x!A0", "x!A", "'x'A1", "x!1"] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn titles_are_quoted_only_where_they_must_be() {
        let block = Block { top: 0, left: 26, bottom: 10, right: 28 };
        assert_eq!(block.named("Sheet1"), "Sheet1!AA1:AB10");
        assert_eq!(block.named("🌵 test 1"), "'🌵 test 1'!AA1:AB10");
        assert_eq!(block.named("it's"), "'it''s'!AA1:AB10");
        assert_eq!(block.named("Q1"), "'Q1'!AA1:AB10");
        assert_eq!(column_name(701), "ZZ");
        assert_eq!(column_index("AAA"), Some(702));
    }
}
