//! A cell's value, as it is stored and as the sheet shows it.

/// What a cell holds after its formula, if it has one, was worked out.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A number; a date is one too, told apart by [`Cell::format`].
    Number(f64),
    /// Text.
    Text(String),
    /// A checkbox, or TRUE and FALSE.
    Bool(bool),
    /// A formula error, by its shown name: `#REF!`, `#N/A`, `Loading...`.
    Error(String),
}

/// How a number is shown, as far as the meaning of a cell depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// No date and no time: a plain number, text, a percentage.
    #[default]
    Plain,
    /// Days only.
    Date,
    /// Time of day only.
    Time,
    /// Both.
    DateTime,
}

/// One cell: worked-out value, what the sheet shows, and whether a formula made it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The value after formulas.
    pub value: Value,
    /// The string the sheet shows (`formattedValue`).
    pub shown: String,
    /// The formula as typed, with its `=`; `None` for anything typed literally.
    pub formula: Option<String>,
    /// How a number is shown.
    pub format: Format,
}

impl Cell {
    /// Returns a cell of literal text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let value = if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) };
        Self { value, shown: text.to_owned(), ..Self::default() }
    }

    /// Tells whether nothing is in the cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value == Value::Empty
    }

    /// Returns the literal text that a person typed, as stored; empty for anything else.
    #[must_use]
    pub fn raw_text(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            _ => "",
        }
    }
}
