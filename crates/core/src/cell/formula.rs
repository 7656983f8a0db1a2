//! Which functions a formula calls, and how far it reaches.

/// Tells whether a formula calls one of these functions; words between quotes do not count.
pub(crate) fn calls(formula: &str, functions: &[&str]) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    // Every other piece is code; an escaped quote, which is doubled, only adds an empty piece.
    formula.split('"').step_by(2).any(|code| {
        let mut calls = code.split('(').map(str::trim_end).collect::<Vec<_>>();
        // Nothing is called behind the last bracket.
        calls.pop();
        calls.iter().any(|before| {
            let start = before
                .rfind(|c| !is_name(c))
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            functions.contains(&before[start..].to_uppercase().as_str())
        })
    })
}

/// Functions that fill more cells than their own.
/// Source: <https://support.google.com/docs/table/25273> (array, filter and web functions).
const SPREADING: &[&str] = &[
    "ARRAYFORMULA",
    "BYROW",
    "CHOOSECOLS",
    "CHOOSEROWS",
    "DROP",
    "EXPAND",
    "FILTER",
    "FLATTEN",
    "HSTACK",
    "IMPORTDATA",
    "IMPORTFEED",
    "IMPORTHTML",
    "IMPORTRANGE",
    "IMPORTXML",
    "MAKEARRAY",
    "MAP",
    "QUERY",
    "SCAN",
    "SEQUENCE",
    "SORT",
    "SORTN",
    "TAKE",
    "TOCOL",
    "TRANSPOSE",
    "UNIQUE",
    "VSTACK",
    "WRAPROWS",
];

/// Those of them that fill as many cells as something else holds than their ranges.
const IMPORTING: &[&str] = &[
    "IMPORTDATA",
    "IMPORTFEED",
    "IMPORTHTML",
    "IMPORTRANGE",
    "IMPORTXML",
    "MAKEARRAY",
    "SEQUENCE",
];

/// Functions that hand on what one of the above gives.
const AROUND: &[&str] = &["IF", "IFERROR", "IFNA", "IFS", "LET"];

/// Returns how many rows below its own a formula may fill; [`usize::MAX`] where nothing in it tells.
pub(crate) fn rows_filled_below(formula: &str) -> usize {
    let code = formula.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let code = code.trim_start_matches(['=', '+', ' ']);
    let outer = code.split('(').next().unwrap_or_default().trim().to_uppercase();
    let spreads = |code: &str| code.contains('{') || calls(code, SPREADING);
    let is_spread = code.starts_with('{')
        || SPREADING.contains(&outer.as_str())
        || (AROUND.contains(&outer.as_str()) && spreads(code));
    if !is_spread {
        return 0;
    }
    if calls(code, IMPORTING) {
        return usize::MAX;
    }
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ':');
    let mut below = 0_usize;
    let mut rest = code;
    while let Some(start) = rest.find(is_of_word) {
        let word = &rest[start..];
        let end = word.find(|c| !is_of_word(c)).unwrap_or(word.len());
        let is_call = word[end..].trim_start().starts_with('(');
        if !is_call {
            below = below.max(rows_of(&word[..end]));
        }
        rest = &word[end..];
    }
    // The parts of a list in braces stand below one another.
    below.saturating_add(code.matches(';').count())
}

/// Returns how many rows a word of a formula spans beyond its first; [`usize::MAX`] for a name, of which nobody
/// can tell.
fn rows_of(word: &str) -> usize {
    let plain = word.replace('$', "");
    let row = |cell: &str| {
        cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().ok()
    };
    if let Some((first, last)) = plain.split_once(':') {
        return match (row(first), row(last)) {
            (Some(first), Some(last)) => last.abs_diff(first),
            _ => usize::MAX,
        };
    }
    let is_value =
        plain.parse::<f64>().is_ok() || matches!(plain.to_uppercase().as_str(), "TRUE" | "FALSE");
    if row(&plain).is_some() || is_value { 0 } else { usize::MAX }
}
