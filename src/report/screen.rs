//! The terminal: what may be written to it, and how wide and how colourful it is.
//!
//! The one place that writes to stdout and stderr. No control character that came out of a cell or an
//! answer passes, so that nobody's text moves the cursor or rings the bell. Where a workflow's runner reads
//! along, nothing passes either that it would obey, but for its own [`Command`]s.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};

use unicode_properties::UnicodeEmoji as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::actions::{Command, guarded, is_inside};

/// The width that everything is laid out for.
pub const COLUMNS: usize = 80;

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

/// Returns a text on one line and without anything that a terminal would obey.
#[must_use]
pub fn clean(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a line with a space for everything that a terminal would obey, and as it is otherwise.
#[must_use]
pub fn harmless(line: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    line.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// Returns how many columns a text takes: two for each character of the scripts of East Asia and
/// for each pictograph, none for what only changes the one before.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(|grapheme| grapheme.chars().map(columns_of).max().unwrap_or(0)).sum()
}

// Source: Unicode, EastAsianWidth.txt, the blocks that are Wide or Fullwidth as a whole.
fn columns_of(character: char) -> usize {
    match character {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{a960}'..='\u{a97c}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe0f}'
        | '\u{fe10}'..='\u{fe6b}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        pictograph if pictograph > '\u{1f000}' && pictograph.is_emoji_char() => 2,
        _ => 1,
    }
}

/// Returns the beginning of a text that fits, with `…` where something was left off.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if width(&kept) + width(grapheme) + 1 > columns {
            break;
        }
        kept.push_str(grapheme);
    }
    format!("{}…", kept.trim_end())
}

/// Returns a text filled up with spaces.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Breaks a text into lines: between words, and between the characters of scripts without spaces.
/// A word that is longer than a line, such as an address, is left whole.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last().map_or(0, |line| width(line));
        let is_full = line > 0 && line + width(piece.trim_end()) > columns;
        if is_full {
            lines.push(piece.to_owned());
        } else if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Breaks a text into lines that all fit: a word that is longer than a line is broken too.
#[must_use]
pub fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrap(text, columns) {
        let mut rest = line.as_str();
        while width(rest) > columns {
            let mut used = 0;
            let over = rest.grapheme_indices(true).find(|(at, grapheme)| {
                used += width(grapheme);
                used > columns && *at > 0
            });
            let Some((at, _)) = over else { break };
            lines.push(rest[..at].to_owned());
            rest = &rest[at..];
        }
        lines.push(rest.to_owned());
    }
    lines
}

/// Returns the pieces between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let mut cuts = vec![0];
    for pair in graphemes.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        let is_wide = width(before) > 1 || width(after) > 1;
        let is_held = "、。，．・：；？！」』）】〉》ー…,.:;?!)".contains(after)
            || "「『（【〈《(".contains(before);
        if (before == " " && after != " ") || (is_wide && after != " " && !is_held) {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        let hostile = "a\u{1b}[2Jb\u{7}\r\n\u{9b}31mc\u{202e}d";
        assert_eq!(clean(hostile), "a [2Jb 31mc d");
    }

    #[test]
    fn a_line_never_begins_with_a_full_stop_and_never_cuts_an_address() {
        assert_eq!(wrap("投稿しました。次へ", 12), ["投稿しまし", "た。次へ"]);
        let address = "see https://www.threads.net/@cafe/post/ABCDEFG now";
        assert_eq!(wrap(address, 20), ["see", "https://www.threads.net/@cafe/post/ABCDEFG", "now"]);
    }

    #[test]
    fn where_nothing_may_stick_out_a_long_word_is_broken() {
        assert_eq!(fold("a bcdefg", 3), ["a", "bcd", "efg"]);
        assert_eq!(fold("👨‍👩‍👧👨‍👩‍👧", 2), ["👨‍👩‍👧", "👨‍👩‍👧"]);
        assert_eq!(fold("", 3), [""]);
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        assert_eq!(fit("おはようございます", 9), "おはよう…");
        assert_eq!(fit("short", 9), "short");
    }
}
