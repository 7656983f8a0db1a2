//! Workflow commands: what the runner of GitHub Actions takes for one, and how ours are written.
//!
//! Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>, and the
//! runner's own `ActionCommand.cs` and `ActionCommandManager.cs`, read in November 2026.

use std::borrow::Cow;

use super::text_layout::clean;

/// How many annotations of a level the runner keeps of each step.
pub(super) const ANNOTATIONS_MAX: usize = 10;

/// What may end a line, for a runner or for another reader of its log.
const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The longest message, in characters; the runner cuts at 4,096.
const MESSAGE_MAX: usize = 2_000;

/// The longest title, in characters.
const TITLE_MAX: usize = 120;

/// Tells whether a workflow of GitHub Actions has started this program.
#[must_use]
pub fn is_inside() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// A command of ours: the only lines of the program that a runner obeys.
#[derive(Clone, PartialEq, Eq)]
pub struct Command(String);

/// What an annotation is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A person has to do something.
    Error,
    /// Something did not happen, and a person may want it to.
    Warning,
}

impl Command {
    /// Returns the commands that keep a secret out of the log, one for each of its lines. What is blank or a
    /// single letter is no secret, and would turn every log into stars.
    #[must_use]
    pub fn mask(secret: &str) -> Vec<Self> {
        let lines = secret.split(BREAKS).map(str::trim);
        let long = lines.filter(|line| line.chars().nth(1).is_some());
        long.map(|line| Self(format!("::add-mask::{}", data(line)))).collect()
    }

    /// Returns the command that annotates a run. `end` comes last, and whole.
    #[must_use]
    pub fn annotation(level: Level, title: &str, message: &str, end: &str) -> Self {
        let level = match level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        let title = property(&shortened(title, TITLE_MAX));
        let message = shortened(message, MESSAGE_MAX);
        let message = [message.as_str(), &clean(end)].join(" ");
        Self(format!("::{level} title={title}::{}", data(message.trim())))
    }

    /// Returns the line, for the runner alone: it may hold a secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

/// Returns the beginning of words, on one line.
pub(super) fn shortened(words: &str, max: usize) -> String {
    let line = clean(words);
    match line.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Returns where in words a runner would read a command, were it not for the character there: the second
/// colon of `::` with which a line begins, and the bracket of `##[` anywhere.
///
/// The runner looks for both as a dictionary would, and so finds them through characters that stand for
/// nothing. Only letters, digits and the signs of ASCII are sure to stand for something.
#[must_use]
pub fn commands_at(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut is_beginning, mut colons, mut hashes) = (true, 0, 0);
    for (at, letter) in words.char_indices() {
        match letter {
            letter if BREAKS.contains(&letter) => {
                (is_beginning, colons, hashes) = (true, 0, 0);
            }
            ' ' => (is_beginning, hashes) = (is_beginning && colons == 0, 0),
            ':' if is_beginning => {
                (colons, hashes) = (colons + 1, 0);
                if colons == 2 {
                    found.push(at);
                    is_beginning = false;
                }
            }
            '#' => (is_beginning, hashes) = (false, hashes + 1),
            '[' if hashes > 1 => {
                found.push(at);
                (is_beginning, hashes) = (false, 0);
            }
            letter if letter.is_ascii_graphic() || letter.is_alphanumeric() => {
                (is_beginning, hashes) = (false, 0);
            }
            // A character that stands for nothing: the runner may find a command through it, so what was counted stays.
            _ => {}
        }
    }
    found
}

/// Returns words in which a runner reads no command: a space stands where one would begin.
#[must_use]
pub fn guarded(words: &str) -> Cow<'_, str> {
    let mut guarded = Cow::Borrowed(words);
    // From the end, so that what is inserted moves no place that is still to come.
    for at in commands_at(words).into_iter().rev() {
        guarded.to_mut().insert(at, ' ');
    }
    guarded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_of_ours_is_one_line_and_its_parts_stay_apart() {
        let told =
            Command::annotation(Level::Error, "a:b,c\n::d", "100% \r\n::error::x", "https://x");
        assert_eq!(told.expose(), "::error title=a%3Ab%2Cc %3A%3Ad::100%25 ::error::x https://x");
        let long =
            Command::annotation(Level::Warning, &"t".repeat(999), &"あ".repeat(9_999), "end");
        assert!(long.expose().chars().count() < 4_096);
        assert!(long.expose().ends_with("あ… end"));
    }

    #[test]
    fn a_secret_is_masked_line_by_line_and_a_letter_is_none() {
        let masks = |secret| {
            let masks = Command::mask(secret);
            masks.iter().map(|mask| mask.expose().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(masks("{\r\n \"ab%c\"\n}\n \n"), ["::add-mask::\"ab%25c\""]);
        assert!(masks("").is_empty() && masks("x").is_empty() && masks(" \n").is_empty());
    }

    #[test]
    fn no_line_of_anybody_elses_is_a_command() {
        for (said, shown) in [
            ("::error::x", ": :error::x"),
            ("a\n \t::set-env name=x::y", "a\n \t: :set-env name=x::y"),
            ("a\r::error::x", "a\r: :error::x"),
            ("a\u{2028}::x\u{b}::y\u{85}::z", "a\u{2028}: :x\u{b}: :y\u{85}: :z"),
            ("\u{200b}:\u{ad}:error::x", "\u{200b}:\u{ad} :error::x"),
            ("\u{feff}\u{3000}::error::x", "\u{feff}\u{3000}: :error::x"),
            ("see ##[add-mask]x ##[error]", "see ## [add-mask]x ## [error]"),
            ("#\u{200d}#\u{0}[group]", "#\u{200d}#\u{0} [group]"),
            ("###[x]", "### [x]"),
            (":::a::", ": ::a::"),
        ] {
            assert_eq!(guarded(said), shown, "{said:?}");
        }
    }

    #[test]
    fn whatever_else_is_said_stays_as_it_is() {
        for said in
            ["a ::error::x", ": :x", "## [x]", "#[x]", "std::fmt", "", "é::x", "https://a/##x"]
        {
            assert!(matches!(guarded(said), Cow::Borrowed(_)), "{said:?}");
        }
    }
}
