//! A post's row: what would be posted, when, and what the row remembers.
//!
//! A bad cell is a value here, not an error: it costs its own row alone.

use super::cell::Cell;
use super::fault::CellFault;
use super::hash;
use super::headings::{PostColumn, PostHeadings, PostStatus};
use super::media::{self, Medium};
use super::moment::{self, When};
use super::receipt::Receipt;
use super::sheet::Place;
use super::{options, text, token};

/// What a post answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReplyTo {
    /// Nothing.
    #[default]
    Nothing,
    /// The nearest row above of the same account.
    Previous,
    /// A post by its address.
    Permalink(String),
    /// A post by its media id.
    Media(String),
}

/// What would be posted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The text, cleaned.
    pub text: String,
    /// Images and videos in their order.
    pub media: Vec<Medium>,
    /// A description for each, as far as given.
    pub alt_text: Vec<String>,
    /// The topic, without #.
    pub topic: Option<String>,
    /// The link attachment.
    pub link: Option<String>,
    /// Who can reply, in the API's words.
    pub reply_control: Option<&'static str>,
}

/// What the Receipt cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Register {
    /// Nothing.
    Blank,
    /// Something that a hand or another tool has changed.
    Malformed(String),
    /// A line of ours.
    Line(Receipt),
}

impl Register {
    fn read(line: &str) -> Self {
        match Receipt::parse(line) {
            Some(receipt) => Self::Line(receipt),
            None if line.trim().is_empty() => Self::Blank,
            None => Self::Malformed(line.to_owned()),
        }
    }

    /// Returns the line, if it is one of ours.
    #[must_use]
    pub fn line(&self) -> Option<&Receipt> {
        match self {
            Self::Line(receipt) => Some(receipt),
            _ => None,
        }
    }

    /// Returns the cell's text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Malformed(text) => text.clone(),
            Self::Line(receipt) => receipt.to_string(),
        }
    }
}

/// A row of the Posts tab that is not finished.
#[derive(Debug, Clone)]
pub struct PostRow {
    /// The row, from 0.
    pub row: usize,
    /// The account's name, without @ and in lower case.
    pub account: Result<String, CellFault>,
    /// Whether there is any text or media.
    pub has_content: bool,
    /// What would be posted.
    pub draft: Result<Draft, CellFault>,
    /// When.
    pub when: Result<When, CellFault>,
    /// What it answers.
    pub reply_to: Result<ReplyTo, CellFault>,
    /// The Status cell; the word as typed, where it is none of ours.
    pub status: Result<PostStatus, String>,
    /// Whether the Status cell is blank.
    pub status_is_blank: bool,
    /// What the row remembers.
    pub register: Register,
    /// The fingerprint of account, time, text, media and options.
    pub hash: String,
    /// The Permalink cell.
    pub permalink: String,
    /// The Message cell.
    pub message: String,
}

impl PostRow {
    /// Reads a row as it stands in the sheet.
    #[must_use]
    pub fn read(row: usize, cells: &[Cell], headings: &PostHeadings, place: &Place) -> Self {
        let empty = Cell::default();
        let at = |index: Option<usize>| index.and_then(|index| cells.get(index)).unwrap_or(&empty);
        let cell = |column| at(headings.column(column));
        let media: Vec<&Cell> =
            headings.media.iter().map(|index| at(Some(*index))).collect();
        let status = cell(PostColumn::Status);
        Self {
            row,
            account: token::account_name(cell(PostColumn::Account)).map_err(CellFault::from),
            has_content: !cell(PostColumn::Text).is_empty()
                || media.iter().any(|cell| !cell.is_empty()),
            draft: draft(&cell, &media),
            when: when(&cell, headings, place),
            reply_to: options::reply_to(cell(PostColumn::ReplyTo)).map_err(CellFault::from),
            status: PostStatus::read(status).map_err(|unknown| unknown.0),
            status_is_blank: status.is_empty(),
            register: Register::read(cell(PostColumn::Receipt).shown_text()),
            hash: fingerprint(&cell, &media),
            permalink: cell(PostColumn::Permalink).shown_text().trim().to_owned(),
            message: cell(PostColumn::Message).shown_text().to_owned(),
        }
    }
}

fn draft<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
) -> Result<Draft, CellFault> {
    let media = media::read(media)?;
    let text = text::read_text(cell(PostColumn::Text))?.text;
    if text.is_empty() && media.is_empty() {
        return Err(CellFault::from(text::TextFault::Empty));
    }
    let link = options::link(cell(PostColumn::Link), !media.is_empty())?;
    let n_links = text::links(&text, link.as_deref());
    if n_links > text::LINKS_MAX {
        return Err(CellFault::from(text::TextFault::TooManyLinks { found: n_links }));
    }
    Ok(Draft {
        alt_text: text::alt_lines(cell(PostColumn::AltText), media.len())?,
        topic: text::topic(cell(PostColumn::Topic))?,
        reply_control: options::reply_control(cell(PostColumn::ReplyControl))?,
        text,
        media,
        link,
    })
}

fn when<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    headings: &PostHeadings,
    place: &Place,
) -> Result<When, CellFault> {
    let (zone, locale, now) = (place.zone, place.locale.as_str(), place.now);
    let split = headings.column(PostColumn::Date).is_some();
    let read = if split {
        let (date, time) = (cell(PostColumn::Date), cell(PostColumn::Time));
        moment::read_date_and_time(date, time, zone, locale, now)
    } else {
        moment::read(cell(PostColumn::PublishAt), zone, locale, now)
    };
    Ok(read?)
}

/// The fingerprint of everything a person typed that decides what is posted, and when.
fn fingerprint<'a>(cell: &impl Fn(PostColumn) -> &'a Cell, media: &[&Cell]) -> String {
    let columns = [
        PostColumn::Account,
        PostColumn::Text,
        PostColumn::PublishAt,
        PostColumn::Date,
        PostColumn::Time,
        PostColumn::AltText,
        PostColumn::Topic,
        PostColumn::Link,
        PostColumn::ReplyControl,
        PostColumn::ReplyTo,
    ];
    let cells = columns.into_iter().map(cell).chain(media.iter().copied());
    let fields: Vec<String> = cells.map(text::fingerprint_field).collect();
    hash::of(fields.iter().map(String::as_str))
}
