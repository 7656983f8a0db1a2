//! The preview for programs: one JSON object, whose fields are added to and never change meaning.

mod week;

use std::collections::BTreeMap;

use serde::Serialize;
use threadsheet_core::columns::{PostColumn, Shown as Place};
use threadsheet_core::media::MediaKind;
use threadsheet_core::text::LENGTH_MAX;

use super::{Answers, Card, Part, Picture, Preview};
use crate::report::About;
use crate::report::json::{Head, pretty, time};

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    head: Head,
    at: String,
    zone: &'static str,
    title: &'a str,
    week: Vec<week::AccountDays<'a>>,
    cards: Vec<Coming<'a>>,
    sheet_requests: u32,
}

#[derive(Serialize)]
struct Coming<'a> {
    row: usize,
    account: &'a str,
    stage: &'static str,
    when: Option<String>,
    answers_row: Option<usize>,
    answers_post: Option<&'a str>,
    text: &'a str,
    length: usize,
    length_max: usize,
    media: Vec<Medium<'a>>,
    parts: Vec<Further<'a>>,
    /// The optional columns of the whole post by their keys; null where the row leaves one empty.
    #[serde(flatten)]
    options: BTreeMap<String, Option<&'a str>>,
    words: &'a str,
    is_wrong: bool,
    url: Option<String>,
}

#[derive(Serialize)]
struct Further<'a> {
    /// The key of its column: `reply_1` to `reply_9`.
    column: String,
    text: &'a str,
    length: usize,
    media: Vec<Medium<'a>>,
    /// How long after the post it goes out; null where it follows the part before at once.
    after_seconds: Option<i64>,
    /// When that is, where one can tell.
    when: Option<String>,
}

#[derive(Serialize)]
struct Medium<'a> {
    kind: Option<&'static str>,
    url: &'a str,
    alt: Option<&'a str>,
}

/// Returns the object.
#[must_use]
pub fn object(preview: &Preview) -> String {
    pretty(&Shown {
        head: Head::new("preview", 0, preview.language),
        at: time(preview.at, preview.zone),
        zone: preview.zone.name(),
        title: &preview.title,
        week: week::weeks(preview),
        cards: preview.cards.iter().map(|card| post(preview, card)).collect(),
        sheet_requests: preview.sheet_requests,
    })
}

fn post<'a>(preview: &Preview, card: &'a Card) -> Coming<'a> {
    let (answers_row, answers_post) = match &card.answers {
        Some(Answers::Row(row)) => (Some(*row), None),
        Some(Answers::Post(post)) => (None, Some(post.as_str())),
        None => (None, None),
    };
    Coming {
        row: card.row,
        account: &card.account,
        stage: card.stage.word(),
        when: card.when.map(|at| time(at, preview.zone)),
        answers_row,
        answers_post,
        text: &card.text,
        length: card.length,
        length_max: LENGTH_MAX,
        media: card.media.iter().map(medium).collect(),
        parts: card.parts.iter().map(|part| further(preview, part)).collect(),
        options: options(card),
        words: &card.words,
        is_wrong: card.is_wrong,
        url: preview.links.to(About::Post(card.row), None),
    }
}

fn further<'a>(preview: &Preview, part: &'a Part) -> Further<'a> {
    Further {
        column: part.column.entry().key.replace('-', "_"),
        text: &part.text,
        length: part.length,
        media: part.media.iter().map(medium).collect(),
        after_seconds: part.after.map(|delay| delay.num_seconds()),
        when: part.when.map(|at| time(at, preview.zone)),
    }
}

fn options(card: &Card) -> BTreeMap<String, Option<&str>> {
    let value = |wanted: PostColumn| {
        let mut options = card.options.iter();
        options.find(|(column, _)| *column == wanted).map(|(_, value)| value.as_str())
    };
    // What belongs to a medium is beside the medium.
    let columns = PostColumn::options().filter(|(_, content)| content.shown != Place::Caption);
    columns.map(|(column, _)| (column.entry().key.replace('-', "_"), value(column))).collect()
}

fn medium(picture: &Picture) -> Medium<'_> {
    let kind = picture.kind.map(|kind| match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
    });
    Medium { kind, url: &picture.url, alt: picture.caption() }
}
