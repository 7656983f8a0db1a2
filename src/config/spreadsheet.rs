//! The spreadsheet, as people name it.

use threadsheet_core::run_error::RunError;
use threadsheet_core::text::quoted;
use url::Url;

/// How many characters of what was given a message repeats: a misplaced secret stays one.
const QUOTED_MAX: usize = 40;

/// Returns the spreadsheet's id out of a browser address, or out of the bare id.
///
/// # Errors
///
/// [`RunError::SpreadsheetUnreadable`] for everything else, the address of a published copy included:
/// it names no spreadsheet that could be written to.
pub fn spreadsheet_id(given: &str) -> Result<String, RunError> {
    let wrapping = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`「」".contains(c);
    let typed = given.trim_matches(wrapping);
    let id = if is_id(typed) { Some(typed.to_owned()) } else { of_address(typed) };
    id.ok_or_else(|| {
        let line = typed.lines().next().unwrap_or_default();
        // Hidden before it is cut: a piece of a secret no longer looks like one.
        RunError::SpreadsheetUnreadable(quoted(line).chars().take(QUOTED_MAX).collect())
    })
}

fn of_address(typed: &str) -> Option<String> {
    let typed = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&typed).ok()?;
    if !matches!(url.host_str(), Some("docs.google.com" | "drive.google.com")) {
        return None;
    }
    let parts: Vec<&str> = url.path_segments()?.collect();
    let after_d = parts.iter().position(|part| *part == "d").and_then(|at| parts.get(at + 1));
    let id = match after_d {
        // `/d/e/…` is a copy published to the web.
        Some(&"e") => return None,
        Some(id) => (*id).to_owned(),
        None => url.query_pairs().find(|(name, _)| name == "id" || name == "key")?.1.into_owned(),
    };
    is_id(&id).then_some(id)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
