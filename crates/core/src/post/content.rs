//! The cells of a row that become public, read together.

use super::Draft;
use crate::cell::{Beside, Cell, Value, fold};
use crate::fault::CellFault;
use crate::headings::PostColumn;
use crate::media::{self, Medium};
use crate::options::{self, OptionFault};
use crate::text::{self, TextFault};

/// The cells that a person fills in, beside the Media cells, in the order in which they are told.
const TYPED: [PostColumn; 10] = [
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

/// Returns the first cell that the sheet is still working out.
pub(super) fn loading<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
) -> Option<PostColumn> {
    let status = [(PostColumn::Status, cell(PostColumn::Status))];
    let media = media.iter().map(|cell| (PostColumn::Media, *cell));
    let typed = TYPED.into_iter().map(|column| (column, cell(column)));
    let mut cells = typed.chain(media).chain(status);
    cells.find(|(_, cell)| cell.is_loading()).map(|(column, _)| column)
}

/// Tells whether a person has filled in anything; an unticked box is as good as empty.
pub(super) fn holds_anything<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
) -> bool {
    let typed = TYPED.into_iter().chain([PostColumn::Status]).map(cell);
    typed.chain(media.iter().copied()).any(is_filled)
}

/// Tells whether a cell holds anything; an unticked box does not, nor does what only looks empty.
pub(super) fn is_filled(cell: &Cell) -> bool {
    cell.value != Value::Bool(false) && (cell.is_loading() || !fold(cell.shown_text()).is_empty())
}

/// Tells whether there is any text or media; a cell that cannot be read is content too, for its row is told so.
pub(super) fn is_some<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
    draft: &Result<Draft, CellFault>,
) -> bool {
    match draft {
        Ok(draft) => !draft.text.is_empty() || !draft.media.is_empty(),
        // One that is still to come may leave the row as empty as it is.
        Err(CellFault::Loading(_)) => {
            let mut cells = media.iter().copied().chain([cell(PostColumn::Text)]);
            cells.any(|cell| !cell.is_empty())
        }
        Err(_) => true,
    }
}

/// Reads what would be posted.
pub(super) fn draft<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media_cells: &[&Cell],
) -> Result<Draft, CellFault> {
    keep_secrets(cell, media_cells)?;
    let media = media::read(media_cells).map_err(CellFault::Media)?;
    let text = text::read_text(cell(PostColumn::Text)).map_err(CellFault::Text)?.text;
    if !(text.is_empty() && media.is_empty())
        && let Some(fault) = media::unreadable(media_cells)
    {
        return Err(CellFault::Media(fault));
    }
    if !media.is_empty() && cell(PostColumn::Text).beside == Beside::NoValue {
        return Err(CellFault::Text(TextFault::NoValue));
    }
    let link = options::read_link(cell(PostColumn::Link)).map_err(CellFault::Option)?;
    if link.is_some() && !media.is_empty() {
        return Err(CellFault::Option(OptionFault::LinkWithMedia));
    }
    text::check_links(&text, link.as_deref()).map_err(CellFault::Text)?;
    let alt_text = options::read_alt_text(cell(PostColumn::AltText), media.len());
    let topic = options::read_topic(cell(PostColumn::Topic));
    let reply_control = options::read_reply_control(cell(PostColumn::ReplyControl));
    Ok(Draft {
        alt_text: alt_text.map_err(CellFault::Option)?,
        topic: topic.map_err(CellFault::Option)?,
        reply_control: reply_control.map_err(CellFault::Option)?,
        text,
        media,
        link,
    })
}

/// Refuses a token or a key in any cell, other than Text, whose content becomes public.
fn keep_secrets<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
) -> Result<(), CellFault> {
    let others = [PostColumn::AltText, PostColumn::Topic, PostColumn::Link];
    let others = others.into_iter().map(|column| (column, cell(column)));
    let mut public = media.iter().map(|cell| (PostColumn::Media, *cell)).chain(others);
    match public.find(|(_, cell)| holds_secret(cell)) {
        Some((column, _)) => Err(CellFault::Secret(column)),
        None => Ok(()),
    }
}

fn holds_secret(cell: &Cell) -> bool {
    text::tokens(cell.shown_text()).next().is_some()
}

/// Reads each cell by itself: what is wrong with one takes nothing from the others.
pub(super) fn readable<'a>(cell: &impl Fn(PostColumn) -> &'a Cell, media: &[&Cell]) -> Draft {
    let empty = Cell::default();
    // What is left of a cell without its secret would be another one.
    let open = |cell: &'a Cell| if holds_secret(cell) { &empty } else { cell };
    let open_media = media.iter().filter(|cell| !holds_secret(cell));
    let one = |cell: &&Cell| media::read(&[*cell]).unwrap_or_default();
    let mut media: Vec<Medium> = open_media.flat_map(one).collect();
    media.truncate(media::MEDIA_MAX);
    let alt_text = options::read_alt_text(open(cell(PostColumn::AltText)), media.len());
    Draft {
        text: text::covered(&text::clean(cell(PostColumn::Text).shown_text()).text),
        alt_text: alt_text.unwrap_or_else(|_| vec![None; media.len()]),
        topic: options::read_topic(open(cell(PostColumn::Topic))).unwrap_or_default(),
        link: options::read_link(open(cell(PostColumn::Link))).unwrap_or_default(),
        reply_control: options::read_reply_control(cell(PostColumn::ReplyControl))
            .unwrap_or_default(),
        media,
    }
}
