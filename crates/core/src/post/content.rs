//! The cells of a row that become public, read together.

use super::Draft;
use crate::cell::{Beside, Cell, Value, fold};
use crate::cell_error::CellError;
use crate::columns::{self, PostColumn};
use crate::media::{self, Medium};
use crate::text::{self, TextFault};

/// Returns the first cell that the sheet is still working out.
pub(super) fn loading<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
) -> Option<PostColumn> {
    let status = [(PostColumn::Status, cell(PostColumn::Status))];
    let media = media.iter().map(|cell| (PostColumn::Media, *cell));
    // Where there is no reply, it makes no difference how long it is kept back.
    let has_replies = PostColumn::REPLIES.iter().any(|column| is_filled(cell(*column)));
    let is_of_use = |column: &PostColumn| has_replies || *column != PostColumn::ReplyAfter;
    let typed = PostColumn::typed().filter(is_of_use).map(|column| (column, cell(column)));
    let mut cells = typed.chain(media).chain(status);
    cells.find(|(_, cell)| cell.is_loading()).map(|(column, _)| column)
}

/// What people fill down over rows that are still to be written.
const FILLED_DOWN: [PostColumn; 2] = [PostColumn::TreeId, PostColumn::TreeOrder];

/// Tells whether a person has filled in anything; an unticked box is as good as empty, and so is what is filled down.
pub(super) fn holds_anything<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
) -> bool {
    let typed = PostColumn::typed().chain([PostColumn::Status]);
    let typed = typed.filter(|column| !FILLED_DOWN.contains(column)).map(cell);
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
    draft: &Result<Draft, CellError>,
) -> bool {
    match draft {
        Ok(draft) => !draft.text.is_empty() || !draft.media.is_empty(),
        // One that is still to come may leave the row as empty as it is.
        Err(CellError::Loading(_)) => {
            let mut cells = media.iter().copied().chain([cell(PostColumn::Text)]);
            cells.any(|cell| !cell.is_empty())
        }
        // Other tools' columns alone are no post: they are filled down over rows that are still to be written.
        Err(CellError::Unsupported { .. }) => {
            let mut cells = media.iter().copied().chain([cell(PostColumn::Text)]);
            cells.any(is_filled)
        }
        Err(_) => true,
    }
}

/// Reads what would be posted.
pub(super) fn draft<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media_cells: &[&Cell],
) -> Result<Draft, CellError> {
    // Secrets come first, before any fault that would quote a part of the cell.
    keep_secrets(cell, media_cells)?;
    let media = media::read(media_cells).map_err(CellError::Media)?;
    let text = text::read_text(cell(PostColumn::Text)).map_err(CellError::Text)?.text;
    if !(text.is_empty() && media.is_empty())
        && let Some(fault) = media::unreadable(media_cells)
    {
        return Err(CellError::Media(fault));
    }
    if !media.is_empty() && cell(PostColumn::Text).beside == Beside::NoValue {
        return Err(CellError::Text(TextFault::NoValue));
    }
    let n_media = media.len();
    let read = |column| option(column, cell(column), n_media);
    let (links, others): (Vec<_>, Vec<_>) =
        PostColumn::options().partition(|(_, content)| content.is_link);
    let mut options: Vec<(PostColumn, columns::Value)> = Vec::new();
    for (column, _) in links {
        options.extend(read(column)?);
    }
    let link = options.iter().find_map(|(_, value)| value.get(None));
    text::check_links(&text, link).map_err(CellError::Text)?;
    for (column, _) in others {
        options.extend(read(column)?);
    }
    // Links were read before the rest, for the limit on links; the order of the columns is restored here.
    options.sort_by_key(|(column, _)| *column);
    Ok(Draft { text, media, options })
}

/// Reads an optional cell, and whether it goes with images and videos where the post has some.
fn option(
    column: PostColumn,
    cell: &Cell,
    n_media: usize,
) -> Result<Option<(PostColumn, columns::Value)>, CellError> {
    let refuse = |fault| CellError::Option(column, fault);
    let Some(value) = column.read(cell, n_media).map_err(refuse)? else { return Ok(None) };
    let with_media = column.entry().content.as_ref().and_then(|content| content.with_media);
    match with_media.filter(|_| n_media > 0) {
        Some(fault) => Err(refuse(fault())),
        None => Ok(Some((column, value))),
    }
}

/// Refuses a token or a key in any cell, other than Text, whose content becomes public.
fn keep_secrets<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&Cell],
) -> Result<(), CellError> {
    let others = PostColumn::options().filter(|(_, content)| content.is_free_text);
    let others = others.map(|(column, _)| (column, cell(column)));
    let mut public = media.iter().map(|cell| (PostColumn::Media, *cell)).chain(others);
    match public.find(|(_, cell)| holds_secret(cell)) {
        Some((column, _)) => Err(CellError::Secret(column)),
        None => Ok(()),
    }
}

pub(super) fn holds_secret(cell: &Cell) -> bool {
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
    let value = |(column, _): (PostColumn, _)| {
        let value = column.read(open(cell(column)), media.len()).unwrap_or_default();
        Some((column, value?))
    };
    Draft {
        text: text::redact(&text::clean(cell(PostColumn::Text).shown_text()).text),
        options: PostColumn::options().filter_map(value).collect(),
        media,
    }
}
