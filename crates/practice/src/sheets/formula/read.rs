//! Reading a formula and working it out in one go.

use serde_json::Value;

use super::super::a1;
use super::{Around, DEPTH_MAX, Result, Worth, fault, functions, number, shown};

pub(super) struct Reader<'r> {
    rest: &'r str,
    around: &'r Around<'r>,
    /// How deep the reading is, counted from the formula that was asked for.
    depth: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(rest: &'r str, around: &'r Around<'r>) -> Self {
        Self { rest, around, depth: around.depth }
    }

    pub(super) fn whole(&mut self) -> Result<'static> {
        match self.comparison() {
            Some(result) if self.rest.trim().is_empty() => result,
            _ => fault("ERROR", "Formula parse error."),
        }
    }

    fn take(&mut self, marks: &[&'static str]) -> Option<&'static str> {
        let rest = self.rest.trim_start();
        let mark = marks.iter().find(|mark| rest.starts_with(**mark))?;
        self.rest = &rest[mark.len()..];
        Some(mark)
    }

    fn comparison(&mut self) -> Option<Result<'static>> {
        let mut left = self.joined()?;
        while let Some(mark) = self.take(&["<>", "<=", ">=", "=", "<", ">"]) {
            let right = self.joined()?;
            left = functions::compare(&left, mark, &right, self.around);
        }
        Some(left)
    }

    fn joined(&mut self) -> Option<Result<'static>> {
        let mut left = self.sum()?;
        while self.take(&["&"]).is_some() {
            let right = self.sum()?;
            left = match (shown(&left, self.around), shown(&right, self.around)) {
                (Ok(one), Ok(two)) => functions::limited(one + &two),
                (Err(fault), _) | (_, Err(fault)) => fault,
            };
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Result<'static>> {
        let mut left = self.product()?;
        while let Some(mark) = self.take(&["+", "-"]) {
            let right = self.product()?;
            // A date and a number of days make a date; two dates make a number of days.
            let format = match (left.format.clone(), right.format.clone()) {
                (Some(_), Some(_)) => None,
                (one, two) => one.or(two),
            };
            left = arithmetic(&left, mark, &right);
            left.format = format;
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Result<'static>> {
        let mut left = self.sign()?;
        while let Some(mark) = self.take(&["*", "/", "^"]) {
            let right = self.sign()?;
            left = arithmetic(&left, mark, &right);
        }
        Some(left)
    }

    fn sign(&mut self) -> Option<Result<'static>> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return None;
        }
        let value = match self.take(&["-", "+"]) {
            Some("-") => {
                let zero = Result::plain(Worth::Number(0.0));
                let value = self.sign()?;
                arithmetic(&zero, "-", &value)
            }
            Some(_) => self.sign()?,
            None => self.operand()?,
        };
        self.depth -= 1;
        if self.take(&["%"]).is_some() {
            return Some(arithmetic(&value, "/", &Result::plain(Worth::Number(100.0))));
        }
        Some(value)
    }

    fn operand(&mut self) -> Option<Result<'static>> {
        self.rest = self.rest.trim_start();
        if self.take(&["("]).is_some() {
            let inner = self.comparison()?;
            self.take(&[")"])?;
            return Some(inner);
        }
        match self.rest.chars().next()? {
            '"' => self.quoted('"').map(|text| Result::plain(Worth::Text(text.into()))),
            '\'' => {
                let title = self.quoted('\'')?;
                self.take(&["!"])?;
                let word = self.word()?;
                Some(self.reference(Some(&title), word))
            }
            digit if digit.is_ascii_digit() || digit == '.' => self.number(),
            _ => self.named(),
        }
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut letters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, letter)) = letters.next() {
            if letter != quote {
                text.push(letter);
            } else if letters.next_if(|(_, next)| *next == quote).is_some() {
                text.push(quote);
            } else {
                self.rest = &self.rest[at + 1..];
                return Some(text);
            }
        }
        None
    }

    fn number(&mut self) -> Option<Result<'static>> {
        let plain = |letter: char| letter.is_ascii_digit() || letter == '.';
        let end = self.rest.find(|letter| !plain(letter)).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits.parse().ok().map(|number| Result::plain(Worth::Number(number)))
    }

    fn word(&mut self) -> Option<&'r str> {
        let plain = |letter: char| letter.is_alphanumeric() || "_.$".contains(letter);
        let end = self.rest.find(|letter| !plain(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn named(&mut self) -> Option<Result<'static>> {
        let word = self.word()?;
        if self.take(&["!"]).is_some() {
            let cell = self.word()?;
            return Some(self.reference(Some(word), cell));
        }
        if self.take(&["("]).is_some() {
            let given = self.arguments()?;
            return Some(functions::call(&word.to_ascii_uppercase(), &given, self.around));
        }
        match word.to_ascii_uppercase().as_str() {
            "TRUE" => Some(Result::plain(Worth::Bool(true))),
            "FALSE" => Some(Result::plain(Worth::Bool(false))),
            _ => Some(self.reference(None, word)),
        }
    }

    fn arguments(&mut self) -> Option<Vec<Result<'static>>> {
        let mut given = Vec::new();
        if self.take(&[")"]).is_some() {
            return Some(given);
        }
        loop {
            given.push(self.comparison()?);
            if self.take(&[",", ";", ")"])? == ")" {
                return Some(given);
            }
        }
    }

    fn reference(&mut self, title: Option<&str>, word: &str) -> Result<'static> {
        if self.take(&[":"]).is_some() {
            let _ = self.word();
            return fault("NAME", "The practice sheet works out no ranges.");
        }
        let plain = word.replace('$', "");
        let split = plain.find(|letter: char| letter.is_ascii_digit()).unwrap_or(plain.len());
        let (letters, digits) = plain.split_at(split);
        let simple = letters.len() <= 3 && letters.bytes().all(|b| b.is_ascii_alphabetic());
        let row = digits.parse::<usize>().ok().and_then(|row| row.checked_sub(1));
        match (simple.then(|| a1::column_index(letters)).flatten(), row) {
            (Some(column), Some(row)) => {
                // Cells that refer twice to the next one double the work at each step, so a limit on the depth is not
                // enough.
                let looks = self.around.looks.get();
                if looks == 0 {
                    return fault("ERROR", "The practice sheet does not work out that much.");
                }
                self.around.looks.set(looks - 1);
                (self.around.cell)(title, row, column, self.depth + 1)
            }
            _ => fault("NAME", format!("Unknown range name: '{word}'.")),
        }
    }
}

fn arithmetic(left: &Result<'static>, mark: &str, right: &Result<'static>) -> Result<'static> {
    let (one, two) = match (number(left), number(right)) {
        (Ok(one), Ok(two)) => (one, two),
        (Err(fault), _) | (_, Err(fault)) => return fault,
    };
    let found = match mark {
        "+" => one + two,
        "-" => one - two,
        "*" => one * two,
        "/" if two == 0.0 => {
            return fault("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.");
        }
        "/" => one / two,
        _ => one.powf(two),
    };
    if found.is_finite() {
        Result { worth: Worth::Number(found), format: None::<Value>, link: None }
    } else {
        fault("NUM", "Result is too large or not a number.")
    }
}
