//! The terminal: what may be written to it, and in which colours.
//!
//! The one place that writes to stdout and stderr. No control character that came out of a cell or an
//! answer passes, so that nobody's text moves the cursor or rings the bell. Where a workflow's runner reads
//! along, nothing that it would obey passes either, except our own [`Command`]s.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};

use super::workflow_command::{Command, guarded, is_inside};

/// Where a report goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A terminal that shows colours.
    Colour,
    /// A terminal that does not, or must not.
    Plain,
    /// A file, a pipe, the log of a scheduler.
    Log,
}

/// What a word is to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// A person has to do something.
    Bad,
    /// Not yet.
    Soft,
    /// A heading.
    Strong,
}

impl Screen {
    /// Looks at stdout.
    #[must_use]
    pub fn of_stdout() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if !io::stdout().is_terminal() {
            Self::Log
        } else if is_set("NO_COLOR") || is_dumb {
            Self::Plain
        } else {
            Self::Colour
        }
    }

    /// Returns the words in a tone, where there are colours.
    #[must_use]
    pub fn paint(self, tone: Tone, words: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Soft => "2",
            Tone::Strong => "1",
        };
        if self == Self::Colour && !words.is_empty() {
            format!("\u{1b}[{code}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }
}

/// Writes a line to stdout. A reader that has gone away is no fault of ours, and nobody is left
/// who could be told.
pub fn say(line: &str) {
    let _gone = write(io::stdout().lock(), &[&shown(line), "\n"]);
}

/// Writes a line to stderr.
pub fn warn(line: &str) {
    let _gone = write(io::stderr().lock(), &[&shown(line), "\n"]);
}

/// Writes a command to the runner that reads along.
pub(super) fn order(command: &Command, spares_stdout: bool) {
    let line = [command.expose(), "\n"];
    let _gone = if spares_stdout {
        write(io::stderr().lock(), &line)
    } else {
        write(io::stdout().lock(), &line)
    };
}

fn write(mut stream: impl Write, pieces: &[&str]) -> io::Result<()> {
    // One write for each line, so that lines of both streams do not mix in a log that takes both.
    stream.write_all(pieces.concat().as_bytes())?;
    stream.flush()
}

/// Returns a line as it may be shown to whoever reads along.
fn shown(line: &str) -> Cow<'_, str> {
    if is_inside() { guarded(line) } else { Cow::Borrowed(line) }
}

/// Stderr, for diagnostics: what is written at once is shown at once.
#[derive(Debug)]
pub struct Diagnostics;

impl Write for Diagnostics {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write(io::stderr().lock(), &[&shown(&String::from_utf8_lossy(bytes))])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
