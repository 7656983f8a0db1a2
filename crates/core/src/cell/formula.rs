//! Which functions a formula calls, and how far it reaches.

/// Tells whether a formula calls one of these functions; words between quotes do not count.
pub(crate) fn calls(formula: &str, functions: &[&str]) -> bool {
    called(formula).any(|name| functions.contains(&name.as_str()))
}

/// Returns the functions that a formula calls; a bracket that stands alone gives an empty name.
fn called(formula: &str) -> impl Iterator<Item = String> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    // Every other piece is code; an escaped quote, which is doubled, only adds an empty piece.
    formula.split('"').step_by(2).flat_map(move |code| {
        let mut calls = code.split('(').map(str::trim_end).collect::<Vec<_>>();
        // Nothing is called behind the last bracket.
        calls.pop();
        calls.into_iter().map(move |before| {
            let start = before
                .rfind(|c| !is_name(c))
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            before[start..].to_uppercase()
        })
    })
}

/// Functions that fill more cells than their own, by their ranges.
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
    "MAP",
    "QUERY",
    "SCAN",
    "SORT",
    "SORTN",
    "TAKE",
    "TOCOL",
    "TRANSPOSE",
    "UNIQUE",
    "VSTACK",
    "WRAPROWS",
];

/// Functions that fill more cells than their own, however long their ranges are.
const IMPORTING: &[&str] = &[
    "IMPORTDATA",
    "IMPORTFEED",
    "IMPORTHTML",
    "IMPORTRANGE",
    "IMPORTXML",
    "MAKEARRAY",
    "SEQUENCE",
];

/// Functions of the first list that may fill fewer cells than their ranges have.
const SHORTENING: &[&str] = &[
    "CHOOSEROWS",
    "DROP",
    "FILTER",
    "QUERY",
    "SORTN",
    "TAKE",
    "TOCOL",
    "TRANSPOSE",
    "UNIQUE",
    "WRAPROWS",
];

/// Functions that fill as many columns as their widest range has.
const AS_WIDE: &[&str] =
    &["ARRAYFORMULA", "CHOOSEROWS", "DROP", "FILTER", "IF", "IFERROR", "IFNA", "SORT", "UNIQUE"];

/// Functions that hand on what one of the above gives.
const AROUND: &[&str] = &["IF", "IFERROR", "IFNA", "IFS", "LET"];

/// Returns how many rows below its own a formula may fill; [`usize::MAX`] where nothing in it tells.
pub(crate) fn rows_filled_below(formula: &str) -> usize {
    let code = formula.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let code = code.trim_start_matches(['=', '+', ' ']);
    let outer = code.split('(').next().unwrap_or_default().trim().to_uppercase();
    let spreads =
        |code: &str| code.contains('{') || calls(code, SPREADING) || calls(code, IMPORTING);
    let is_spread = code.starts_with('{')
        || [SPREADING, IMPORTING].iter().any(|names| names.contains(&outer.as_str()))
        || (AROUND.contains(&outer.as_str()) && spreads(code));
    if !is_spread {
        return 0;
    }
    if calls(code, IMPORTING) {
        return usize::MAX;
    }
    let below = words(code).map(rows_of).max().unwrap_or(0);
    // The parts of a list in braces stand below one another.
    below.saturating_add(code.matches(';').count())
}

/// Returns how many columns a formula that fills other cells may fill, its own included; 1 where nothing tells.
pub(crate) fn columns_filled(formula: &str) -> usize {
    let code = formula.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    // Of a lookup, for one, the range is wider than what it gives.
    if !called(&code).all(|name| name.is_empty() || AS_WIDE.contains(&name.as_str())) {
        return 1;
    }
    words(&code).map(columns_of).max().unwrap_or(1)
}

/// Tells whether a formula may fill fewer rows than [`rows_filled_below`] says.
pub(crate) fn may_fall_short(formula: &str) -> bool {
    calls(formula, SHORTENING)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ':')
}

/// Returns the words of a formula's code that call nothing: ranges, cells, values and names.
fn words(code: &str) -> impl Iterator<Item = &str> {
    let mut rest = code;
    std::iter::from_fn(move || {
        loop {
            let word = &rest[rest.find(is_of_word)?..];
            let end = word.find(|c| !is_of_word(c)).unwrap_or(word.len());
            rest = &word[end..];
            if !rest.trim_start().starts_with('(') {
                return Some(&word[..end]);
            }
        }
    })
}

/// Returns how many columns a word of a formula spans; 1 where it does not tell.
fn columns_of(word: &str) -> usize {
    let plain = word.replace('$', "");
    let column = |cell: &str| {
        let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_column = (1..=3).contains(&letters.len())
            && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
        let place = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        is_column.then(|| letters.bytes().fold(0, |before, letter| before * 26 + place(letter)))
    };
    let ends = plain.split_once(':').and_then(|(first, last)| column(first).zip(column(last)));
    ends.map_or(1, |(first, last)| last.abs_diff(first) + 1)
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
