//! A cursor over a typed date, in plain signs.

use unicode_normalization::UnicodeNormalization as _;

use crate::cell::is_invisible;

/// Where the ten digits of other scripts begin; full-width ones are made plain by NFKC.
/// Source: <https://www.unicode.org/Public/UCD/latest/ucd/extracted/DerivedNumericType.txt>.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810,
];

/// Most digits of a number that is read as one; the rest of a longer one cannot be a date.
const DIGITS_MAX: usize = 9;

/// Returns a text in lower case with plain digits, signs and spaces, and nothing around it.
pub(super) fn plain(typed: &str) -> String {
    // NFKC makes full-width digits, colons and slashes plain.
    let visible = typed.nfkc().filter(|c| !is_invisible(*c)).map(plain_sign);
    let text = visible.collect::<String>().to_lowercase();
    let is_around = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '’' | '‘' | '“' | '”');
    text.trim_matches(is_around).to_owned()
}

fn plain_sign(sign: char) -> char {
    match sign {
        // Japanese keyboards give the long-vowel mark where people mean a hyphen.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => '-',
        '\u{2215}' => '/',
        '\u{2236}' => ':',
        '。' => '.',
        '〜' => '~',
        _ if sign.is_whitespace() || sign.is_control() => ' ',
        _ => plain_digit(sign),
    }
}

fn plain_digit(sign: char) -> char {
    let digit =
        ZEROS.iter().find_map(|zero| char::from_digit(u32::from(sign).checked_sub(*zero)?, 10));
    digit.unwrap_or(sign)
}

/// A run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) n_digits: usize,
}

/// What is still to be read; a copy of it tries a pattern, and is thrown away where that fails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Skips any of the given signs.
    pub(super) fn skip(&mut self, signs: &[char]) {
        self.rest = self.rest.trim_start_matches(signs);
    }

    /// Takes the next sign, if it is one of these.
    pub(super) fn sign(&mut self, signs: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| signs.contains(next))?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// Takes a word that stands here, and returns what it means. A word in Latin letters ends
    /// where its letters end; of two words that begin alike the longer must come first.
    pub(super) fn word<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        words.iter().find_map(|(word, meaning)| {
            let rest = self.rest.strip_prefix(word)?;
            let is_latin = word.ends_with(|c: char| c.is_ascii_alphabetic());
            // Otherwise `mar` would be read in `market`.
            if is_latin && rest.starts_with(|c: char| c.is_alphabetic()) {
                return None;
            }
            self.rest = rest;
            Some(*meaning)
        })
    }

    /// Takes the digits that stand here, all of them.
    pub(super) fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    /// Takes a number; `None` where none stands here, or one too long for any date.
    pub(super) fn number(&mut self) -> Option<Number> {
        let digits = self.digits();
        let value = Some(digits).filter(|digits| digits.len() <= DIGITS_MAX)?.parse().ok()?;
        Some(Number { value, n_digits: digits.len() })
    }

    /// Takes a number of one or two digits.
    pub(super) fn short_number(&mut self) -> Option<u32> {
        self.number().filter(|number| number.n_digits <= 2).map(|number| number.value)
    }
}
