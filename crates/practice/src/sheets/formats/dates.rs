//! Date and time patterns.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAYS_JA: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];

/// A piece of a pattern.
enum Token {
    /// A run of one letter, in lower case.
    Run(char, usize),
    /// Hours, minutes or seconds in all, in brackets.
    Elapsed(char, usize),
    /// The half of the day.
    Half,
    /// Digits of a second's fraction.
    Fraction(usize),
    Literal(String),
}

/// Returns the moment in that pattern; `serial` is needed for elapsed hours.
pub(super) fn show(at: NaiveDateTime, serial: f64, pattern: &str, locale: &str) -> String {
    let tokens = tokens(pattern);
    let scope = tokens.iter().any(|token| matches!(token, Token::Half));
    let mut shown = String::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(text) => shown.push_str(text),
            Token::Half => shown.push_str(if at.hour() < 12 { "AM" } else { "PM" }),
            Token::Fraction(digits) => {
                let millis = format!("{:03}", at.and_utc().timestamp_subsec_millis());
                shown.extend(millis.chars().chain(std::iter::repeat('0')).take(*digits));
            }
            Token::Elapsed(unit, digits) => {
                let per_day = match unit {
                    'h' => 24.0,
                    'm' => 1440.0,
                    _ => 86_400.0,
                };
                // The nudge makes up for binary fractions: 36 hours must not show as 35.
                let whole = (serial * per_day + 1e-6).floor();
                let _ = write!(shown, "{whole:0digits$}");
            }
            Token::Run('m', _) if is_minute(&tokens, place) => {
                shown.push_str(&padded(at.minute(), token_len(token)));
            }
            Token::Run(letter, len) => {
                shown.push_str(&field(at, *letter, *len, scope, locale));
            }
        }
    }
    shown
}

fn field(at: NaiveDateTime, letter: char, len: usize, scope: bool, locale: &str) -> String {
    let ja = locale.starts_with("ja");
    let month = MONTHS[at.month0() as usize % 12];
    let day = at.weekday().num_days_from_sunday() as usize % 7;
    match (letter, len) {
        ('y', 1 | 2) => padded(u32::try_from(at.year().rem_euclid(100)).unwrap_or_default(), 2),
        ('y', _) => format!("{:04}", at.year()),
        ('m', 3 | 4) if ja => format!("{}月", at.month()),
        ('m', 3) => month[..3].to_owned(),
        ('m', 5) => month[..1].to_owned(),
        ('m', 4) => month.to_owned(),
        ('m', _) => padded(at.month(), len),
        ('d', 3) if ja => DAYS_JA[day].to_owned(),
        ('d', 3) => DAYS[day][..3].to_owned(),
        ('d', 4..) if ja => format!("{}曜日", DAYS_JA[day]),
        ('d', 4..) => DAYS[day].to_owned(),
        ('d', _) => padded(at.day(), len),
        // With AM or PM in the pattern hours go up to 12.
        ('h', _) if scope => padded(at.hour12().1, len),
        ('h', _) => padded(at.hour(), len),
        _ => padded(at.second(), len),
    }
}

fn padded(number: u32, len: usize) -> String {
    if len >= 2 { format!("{number:02}") } else { number.to_string() }
}

fn token_len(token: &Token) -> usize {
    if let Token::Run(_, len) = token { *len } else { 1 }
}

/// An `m` is a minute after hours or before seconds, and a month elsewhere.
fn is_minute(tokens: &[Token], place: usize) -> bool {
    let letter = |token: &Token| match token {
        Token::Run(letter, _) | Token::Elapsed(letter, _) => Some(*letter),
        _ => None,
    };
    if token_len(&tokens[place]) > 2 {
        return false;
    }
    let before = tokens[..place].iter().rev().find_map(letter);
    let after = tokens[place + 1..].iter().find_map(letter);
    before == Some('h') || after == Some('s')
}

fn tokens(pattern: &str) -> Vec<Token> {
    let letters: Vec<char> = pattern.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let low = letter.to_ascii_lowercase();
        let rest = &letters[at..];
        let run = rest.iter().take_while(|next| next.to_ascii_lowercase() == low).count();
        let (token, len) = match low {
            'a' if starts(rest, "am/pm") => (Token::Half, 5),
            'a' if starts(rest, "a/p") => (Token::Half, 3),
            'y' | 'm' | 'd' | 'h' | 's' => (Token::Run(low, run), run),
            '0' => (Token::Fraction(run), run),
            '"' => {
                let text: String = rest[1..].iter().take_while(|next| **next != '"').collect();
                let len = text.chars().count() + 2;
                (Token::Literal(text), len)
            }
            '\\' => (Token::Literal(rest.get(1).iter().copied().collect()), 2),
            '[' => bracketed(rest),
            _ => (Token::Literal(letter.to_string()), 1),
        };
        tokens.push(token);
        at += len;
    }
    tokens
}

fn bracketed(rest: &[char]) -> (Token, usize) {
    let inner: String = rest[1..].iter().take_while(|next| **next != ']').collect();
    let len = inner.chars().count() + 2;
    match inner.chars().next().map(|first| first.to_ascii_lowercase()) {
        Some(unit @ ('h' | 'm' | 's')) => (Token::Elapsed(unit, inner.len()), len),
        _ => (Token::Literal(String::new()), len),
    }
}

fn starts(rest: &[char], word: &str) -> bool {
    let mut letters = rest.iter().map(char::to_ascii_lowercase);
    word.chars().all(|letter| letters.next() == Some(letter))
}
