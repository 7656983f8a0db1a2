//! Formulas that follow when cells are copied or rows and columns come and go.

use super::super::a1::{column_index, column_name};

/// One reference in a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The tab's title, if one is named.
    pub(crate) title: Option<String>,
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// Whether the row and the column are pinned with `$`.
    pub(crate) pinned: (bool, bool),
}

/// Returns the formula with every reference replaced; `None` becomes `#REF!`.
pub(crate) fn rewrite(
    formula: &str,
    mut change: impl FnMut(&Reference) -> Option<(usize, usize)>,
) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut title: Option<String> = None;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '"' | '\'' => quoted_len(rest, first),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(len);
        rest = after;
        if after.starts_with('!') && (first == '\'' || is_word(first)) {
            title = Some(word.trim_matches('\'').replace("''", "'"));
            out.push_str(word);
            continue;
        }
        // `LOG10` reads like a cell, and is a function where a bracket follows.
        let called = after.starts_with('(');
        match reference(word, title.as_ref()).filter(|_| is_word(first) && !called) {
            Some(found) => match change(&found) {
                Some((row, column)) => out.push_str(&written(&found, row, column)),
                None => out.push_str("#REF!"),
            },
            None => out.push_str(word),
        }
        // A title in front holds for both corners of a range.
        if first != '!' && !after.starts_with(':') && first != ':' {
            title = None;
        }
    }
    out
}

/// Returns a formula as it reads when copied that many rows and columns further.
pub(crate) fn copied(formula: &str, rows: isize, columns: isize) -> String {
    rewrite(formula, |found| {
        let row = if found.pinned.0 { Some(found.row) } else { found.row.checked_add_signed(rows) };
        let column = if found.pinned.1 {
            Some(found.column)
        } else {
            found.column.checked_add_signed(columns)
        };
        Some((row?, column?))
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || "_.$".contains(letter)
}

fn quoted_len(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == quote && letters.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

fn reference(word: &str, title: Option<&String>) -> Option<Reference> {
    let (column_pinned, rest) = word.strip_prefix('$').map_or((false, word), |rest| (true, rest));
    let end = rest.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, rest) = rest.split_at(end);
    let (row_pinned, digits) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
    if letters.len() > 3 || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Reference {
        title: title.cloned(),
        row: digits.parse::<usize>().ok()?.checked_sub(1)?,
        column: column_index(letters)?,
        pinned: (row_pinned, column_pinned),
    })
}

fn written(found: &Reference, row: usize, column: usize) -> String {
    let pin = |pinned: bool| if pinned { "$" } else { "" };
    format!("{}{}{}{}", pin(found.pinned.1), column_name(column), pin(found.pinned.0), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_formula_points_as_far_as_before() {
        let table = [
            ("=A1+$A$1", 1, 1, "=B2+$A$1"),
            ("=\"A1\"&B2", 2, 0, "=\"A1\"&B4"),
            ("='A1'!B2&Log!C3", 1, 0, "='A1'!B3&Log!C4"),
            ("=LOG10(A1)", 1, 0, "=LOG10(A2)"),
            ("=A1", -1, 0, "=#REF!"),
            ("=SUM(A1:A3)", 1, 0, "=SUM(A2:A4)"),
        ];
        for (formula, rows, columns, wanted) in table {
            assert_eq!(copied(formula, rows, columns), wanted);
        }
    }
}
