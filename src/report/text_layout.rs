//! Text in columns: cleaned of what a terminal would obey, measured, cut and wrapped.

use unicode_properties::UnicodeEmoji as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// The width that everything is laid out for.
pub const COLUMNS: usize = 80;

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
    for piece in pieces(text, columns) {
        let line = lines.last().map_or(0, |line| width(line));
        // A piece that is too long even for an empty line stands there alone.
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

/// The widest piece of a script without spaces that is kept on one line, in columns.
const PIECE_MAX: usize = 20;

/// Returns the pieces between which a line may end.
///
/// Japanese has no spaces, but most of its words begin with a kanji, katakana or a bracket and end in hiragana, so a line
/// ends there. A piece that is too long for that, as in Chinese, may end between any two characters.
fn pieces(text: &str, columns: usize) -> Vec<&str> {
    let short =
        |piece: &&str| width(piece.trim_end()) <= PIECE_MAX.min(columns) || !has_wide(piece);
    let halves = |piece| if short(&piece) { vec![piece] } else { cut(piece, |_, _| true) };
    cut(text, begins_word).into_iter().flat_map(halves).collect()
}

/// Cuts a text behind its spaces, and between two characters, one of them wide, where `may` says so and no sign is torn
/// from what it belongs to.
fn cut(text: &str, may: impl Fn(Script, Script) -> bool) -> Vec<&str> {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let mut cuts = vec![0];
    for pair in graphemes.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        let is_wide = width(before) > 1 || width(after) > 1;
        let is_held = "、。，．・：；？！」』）】〉》ー…,.:;?!)".contains(after)
            || "「『（【〈《(".contains(before);
        let may = || may(Script::of(before), Script::of(after));
        if (before == " " && after != " ") || (is_wide && after != " " && !is_held && may()) {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect()
}

fn has_wide(text: &str) -> bool {
    text.graphemes(true).any(|grapheme| width(grapheme) > 1)
}

/// What a character is, as far as it tells where a Japanese word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Kanji,
    /// Letters and figures with a space between two words.
    Spaced,
    /// Brackets, full stops, pictographs.
    Sign,
}

impl Script {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next().unwrap_or(' ') {
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{31f0}'..='\u{31ff}' => Self::Katakana,
            '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Self::Kanji,
            letter if letter.is_alphanumeric() => Self::Spaced,
            _ => Self::Sign,
        }
    }
}

/// Tells whether a word begins between two characters.
fn begins_word(before: Script, after: Script) -> bool {
    match (before, after) {
        (Script::Sign, _) | (_, Script::Sign) => true,
        // A figure is followed by its unit.
        (Script::Spaced, _) | (_, Script::Hiragana) => false,
        (before, after) => before != after,
    }
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
    fn a_japanese_line_ends_between_two_words() {
        let said = "時刻を変えるには投稿日時を入力してください。空きは11個です。";
        let lines = ["時刻を変えるには", "投稿日時を", "入力してください。", "空きは11個です。"];
        assert_eq!(wrap(said, 20), lines);
        assert_eq!(
            wrap("「アカウント」タブの「投稿枠」", 16),
            ["「アカウント」", "タブの「投稿枠」"]
        );
        let chinese = "今天天气很好我们一起去公园";
        assert_eq!(wrap(chinese, 12), ["今天天气很好", "我们一起去公", "园"]);
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
