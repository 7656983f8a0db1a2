//! Which functions a formula calls.

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
