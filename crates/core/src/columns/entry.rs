//! One column of the tab Posts as one value: everything that the program knows about it beside its sentences.

use super::fault::OptionFault;
use super::names::Names;
use crate::cell::Cell;
use crate::language::Language;

/// A column of the tab Posts.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing about the column")]
pub struct Entry {
    /// Its name in fingerprints and in reports for programs: lower case, words joined by `-`. It never changes,
    /// because the row states in people's sheets hold fingerprints that were made with it.
    pub key: &'static str,
    /// What it is called.
    pub names: Names,
    /// Who fills in its cells.
    pub writer: Writer,
    /// Whether a tab may do without it.
    pub is_optional: bool,
    /// Whether a new tab has it.
    pub is_in_new_tab: bool,
    /// Whether a tab with Text, Status and this column is a tab of posts, whatever its title is.
    pub is_telling: bool,
    /// Its width in a new tab, in pixels.
    pub width: i32,
    /// How its cells look in a new tab.
    pub format: CellStyle,
    /// Whether a change of the cell makes the row a different post; only then is the cell part of the fingerprint.
    pub is_in_fingerprint: bool,
    /// The words that its dropdown offers; none where anything may be typed.
    pub choices: Option<fn(Language) -> Vec<&'static str>>,
    /// The permissions that a token needs for it beside those of every post.
    pub scopes: &'static [&'static str],
    /// What a filled cell adds to the post; none for a column with code of its own (`post`, `media`, `schedule`).
    pub content: Option<Content>,
}

/// Who fills in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// A person alone.
    Person,
    /// A person, and the program answers.
    Both,
    /// The program alone.
    Program,
}

/// How the cells of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellStyle {
    /// As the sheet has them.
    Usual,
    /// As they are typed: no number and no date is made of them.
    Verbatim,
    /// A long text goes on in further lines.
    Wraps,
    /// A long text ends at the edge.
    Ends,
    /// A date with a time of day.
    DateTime,
}

/// What a filled cell adds to a post.
#[derive(Debug)]
pub struct Content {
    /// The form field of `POST /{user}/threads` that carries it.
    /// Source: <https://developers.facebook.com/docs/threads/reference/publishing>.
    pub parameter: &'static str,
    /// Reads a cell of a post with so many media; nothing for an empty one.
    pub read: fn(&Cell, usize) -> Result<Option<Value>, OptionFault>,
    /// Whether the words of the cell become public as they stand, so that they must hold no token or key.
    pub is_free_text: bool,
    /// Whether Threads counts it among the links of the post.
    pub is_link: bool,
    /// Why it does not go with images or videos; none where it does.
    pub with_media: Option<fn() -> OptionFault>,
    /// Names of errors with which Threads refuses a post for this cell, and what is wrong with the cell then.
    pub refusals: &'static [Refused],
    /// Where a preview shows it.
    pub shown: Shown,
    /// Returns the value of the whole post as a preview shows it.
    pub label: fn(&str, Language) -> String,
}

/// The name of an error of Threads', and what is wrong with a cell that is refused with it.
pub type Refused = (&'static str, fn() -> OptionFault);

/// What a filled cell comes to, as Threads takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One value of the whole post.
    OfPost(String),
    /// One value for each medium, in their order; none where the person gave none.
    OfMedia(Vec<Option<String>>),
}

impl Value {
    /// Returns the value of the whole post or, with its number from 0, that of a medium.
    #[must_use]
    pub fn get(&self, medium: Option<usize>) -> Option<&str> {
        match (self, medium) {
            (Self::OfPost(value), None) => Some(value),
            (Self::OfMedia(values), Some(at)) => values.get(at)?.as_deref(),
            (Self::OfPost(_), Some(_)) | (Self::OfMedia(_), None) => None,
        }
    }
}

/// Where a preview shows a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Beside the account's name.
    Topic,
    /// As a card with a link, below the text.
    LinkCard,
    /// As a caption of each medium.
    Caption,
    /// As one of the facts at the foot, in words.
    Fact,
}

impl Entry {
    /// Returns an optional column that a person fills in and that a new tab does not have; what is different is set
    /// beside it.
    pub(super) const fn optional(key: &'static str, names: Names) -> Self {
        Self {
            key,
            names,
            writer: Writer::Person,
            is_optional: true,
            is_in_new_tab: false,
            is_telling: false,
            width: 100,
            format: CellStyle::Wraps,
            is_in_fingerprint: true,
            choices: None,
            scopes: &[],
            content: None,
        }
    }
}

impl Content {
    /// Returns a value of the whole post that goes with everything; what is different is set beside it.
    pub(super) const fn new(
        parameter: &'static str,
        read: fn(&Cell, usize) -> Result<Option<Value>, OptionFault>,
    ) -> Self {
        Self {
            parameter,
            read,
            is_free_text: false,
            is_link: false,
            with_media: None,
            refusals: &[],
            shown: Shown::Fact,
            label: |value, _| value.to_owned(),
        }
    }
}

/// Returns what a cell shows.
///
/// # Errors
///
/// [`OptionFault::Error`] for a formula error.
pub(super) fn shown(cell: &Cell) -> Result<&str, OptionFault> {
    match cell.error() {
        Some(name) => Err(OptionFault::Error(name.to_owned())),
        None => Ok(cell.shown_text()),
    }
}
