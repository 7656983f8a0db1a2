//! The further parts of a thread, in the columns Reply 1 to Reply 9 of the post's own row.

use chrono::TimeDelta;

use super::{Draft, PostRow, content, fingerprint};
use crate::cell::Cell;
use crate::cell_error::CellError;
use crate::columns::{OptionFault, PostColumn};
use crate::language::Language;
use crate::media::Medium;
use crate::reason::Message;
use crate::row_state::{PublishedPart, RowState, State};
use crate::text::TextFault;
use crate::{media, text};

/// The parts of a thread in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// The post itself, and each filled column after it, in their order.
    pub parts: Vec<Part>,
    /// The fingerprint of the post alone, as the first version makes it.
    other_hash: String,
    /// That of the post alone without the time in its Publish at cell.
    timeless_hash: String,
    /// That of the post alone if a person had typed the time of the slot that the cell shows.
    timed_hash: Option<String>,
}

/// A part of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 0 for the post itself, else the number of its column.
    pub number: u8,
    /// The fingerprint of what it says alone.
    pub hash: String,
    /// What would be posted.
    pub draft: Result<Draft, CellError>,
    /// The fingerprints of the same words in the columns before its own, in their order.
    hashes_before: Vec<String>,
    /// The fingerprints, of whichever version, that the post alone would have if these words were its text; none of a row
    /// of which nothing can be out.
    hashes_as_text: Vec<String>,
    /// What can be read of a part that cannot go out as it stands; empty where `draft` says it all.
    pub readable: String,
}

/// Reads the further parts of a row, which are posted under the post; none where it has no such part.
pub(super) fn read<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
    post: &Result<Draft, CellError>,
    slot: Option<&'a Cell>,
    is_remembered: bool,
) -> Option<Box<Thread>> {
    let empty = Cell::default();
    let empty = &empty;
    let alone = |column: PostColumn| if column.part().is_some() { empty } else { cell(column) };
    let as_text = |words: &'a Cell| {
        let cells = |column| if column == PostColumn::Text { words } else { alone(column) };
        let timed = slot.map(|time| fingerprint::of(&at_time(&cells, time), media));
        let hashes = [fingerprint::of(&cells, media), fingerprint::of_first_version(&cells, media)];
        hashes.into_iter().chain(timed).collect::<Vec<_>>()
    };
    let part = |(number, column): (u8, PostColumn)| {
        let typed = cell(column);
        let draft = draft(column, typed).transpose()?;
        let hash_in = |column: &PostColumn| fingerprint::of_one(*column, typed, empty);
        let before = PostColumn::REPLIES.iter().take(usize::from(number) - 1);
        let readable = if draft.is_err() { typed.shown_text().to_owned() } else { String::new() };
        let hashes_before = before.map(hash_in).collect();
        let hashes_as_text = if is_remembered { as_text(typed) } else { Vec::new() };
        let hash = hash_in(&column);
        Some(Part { number, hash, draft, hashes_before, hashes_as_text, readable })
    };
    let further: Vec<Part> = (1..).zip(PostColumn::REPLIES).filter_map(part).collect();
    if further.is_empty() {
        return None;
    }
    let at = |time: &'a Cell| fingerprint::of(&at_time(&alone, time), media);
    let timeless_hash = fingerprint::of(&at_time(&alone, empty), media);
    let hash = fingerprint::of(&alone, media);
    let (hashes_before, hashes_as_text, readable) = (Vec::new(), Vec::new(), String::new());
    let draft = post.clone();
    let first = Part { number: 0, hash, hashes_before, hashes_as_text, draft, readable };
    Some(Box::new(Thread {
        parts: [first].into_iter().chain(further).collect(),
        other_hash: fingerprint::of_first_version(&alone, media),
        timeless_hash,
        timed_hash: slot.map(at),
    }))
}

/// Returns the cells of a row with this time in Publish at.
fn at_time<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    time: &'a Cell,
) -> impl Fn(PostColumn) -> &'a Cell {
    move |column| if column == PostColumn::PublishAt { time } else { cell(column) }
}

/// Returns the fault of the first part that has one, or of the cell that says when the first of them goes out.
pub(super) fn all_can(
    thread: Option<&Thread>,
    reply_after: &Result<Option<TimeDelta>, CellError>,
) -> Result<(), CellError> {
    // Where there is nothing to keep back, it makes no difference what that cell says.
    let Some(thread) = thread else { return Ok(()) };
    let mut faults = thread.parts.iter().filter_map(|part| part.draft.as_ref().err());
    let fault = faults.next().or(reply_after.as_ref().err());
    fault.map_or(Ok(()), |fault| Err(fault.clone()))
}

/// Reads the cell of a part; nothing where it shows nothing.
fn draft(column: PostColumn, cell: &Cell) -> Result<Option<Draft>, CellError> {
    if !content::is_filled(cell) {
        return Ok(None);
    }
    if content::holds_secret(cell) {
        return Err(CellError::Secret(column));
    }
    let of_text = |fault| match fault {
        TextFault::Token => CellError::Secret(column),
        fault => CellError::Option(column, OptionFault::Text(fault)),
    };
    let cleaned = text::read_of_any_length(cell).map_err(of_text)?.text;
    let (words, files) = media::split_at_end(&cleaned);
    let media = media::read(&[&Cell::text(files)])
        .map_err(|fault| CellError::Option(column, OptionFault::Media(fault)))?;
    let text = text::clean(words).text;
    if text.is_empty() && media.is_empty() {
        return Ok(None);
    }
    text::check_length(&text).map_err(of_text)?;
    text::check_links(&text, None).map_err(of_text)?;
    Ok(Some(Draft { text, media, options: Vec::new() }))
}

/// Tells whether a message says that a part is not posted.
#[must_use]
pub fn tells_of_a_part(shown: &str) -> bool {
    let is_it = |part| {
        let told = Message::PartAdded { part };
        Language::ALL.into_iter().any(|language| told.say(language) == shown)
    };
    !shown.is_empty() && PostColumn::REPLIES.into_iter().any(is_it)
}

impl Part {
    /// Tells whether its words went out from a column before its own, be it as the text of the post.
    #[must_use]
    pub fn is_out_elsewhere(&self, out: &[PublishedPart]) -> bool {
        let is_it = |part: &PublishedPart| {
            if part.number == 0 {
                return self.hashes_as_text.contains(&part.hash);
            }
            let before = usize::from(part.number).checked_sub(1);
            before.and_then(|at| self.hashes_before.get(at)).is_some_and(|hash| *hash == part.hash)
        };
        out.iter().any(is_it)
    }

    /// Returns its text, or what its cell shows.
    #[must_use]
    pub fn text(&self) -> &str {
        self.draft.as_ref().map_or(&self.readable, |draft| &draft.text)
    }
}

impl PostRow {
    /// Returns how many parts the row shows, the post among them.
    #[must_use]
    pub fn n_parts(&self) -> usize {
        self.thread.as_ref().map_or(1, |thread| thread.parts.len())
    }

    /// Returns the further parts that the row shows, in their order.
    pub fn further_parts(&self) -> impl Iterator<Item = &Part> {
        let parts = self.thread.iter().flat_map(|thread| &thread.parts);
        parts.filter(|part| part.number > 0)
    }

    /// Returns the images and videos of the post and of its further parts, by the column in which they stand.
    pub fn media_by_column(&self) -> impl Iterator<Item = (PostColumn, &[Medium])> {
        let own = self.shown_draft().map(|draft| (PostColumn::Media, draft.media.as_slice()));
        let further = self.further_parts().filter_map(|part| {
            Some((PostColumn::of_part(part.number), part.draft.as_ref().ok()?.media.as_slice()))
        });
        own.into_iter().chain(further)
    }

    /// Returns the fingerprints by which the Log may know the post of a row that has lost its row state.
    pub fn hashes_in_the_log(&self) -> impl Iterator<Item = &str> {
        // The time that it shows may be that of a slot.
        let of_row = [&self.hash, &self.other_hash, &self.timeless_hash].map(String::as_str);
        of_row.into_iter().chain(self.first_hashes()).chain([self.first_timeless_hash()])
    }

    /// Returns the part of this number, where the row shows one. A row without further parts is told apart by its
    /// fingerprint alone.
    #[must_use]
    pub fn part(&self, number: u8) -> Option<&Part> {
        self.thread.as_ref()?.parts.iter().find(|part| part.number == number)
    }

    /// Returns the fingerprint of the post without its further parts.
    #[must_use]
    pub fn first_hash(&self) -> &str {
        self.part(0).map_or(&self.hash, |part| &part.hash)
    }

    /// Tells whether a fingerprint, of whichever version, is that of the post without its further parts.
    #[must_use]
    pub fn has_first_hash(&self, hash: &str) -> bool {
        match &self.thread {
            Some(thread) => self.first_hash() == hash || thread.other_hash == hash,
            None => self.has_hash(hash),
        }
    }

    /// Tells whether it says another post than the one that this line is about.
    #[must_use]
    pub fn says_another_post(&self, line: &RowState) -> bool {
        !self.has_hash(&line.hash) && !self.is_same_post(line)
    }

    /// Tells whether the post that is out still stands in the row, which further parts make no other one.
    #[must_use]
    pub fn is_same_post(&self, line: &RowState) -> bool {
        let has_parts = self.thread.is_some() || !line.thread.is_empty();
        let out = line.parts_out();
        has_parts && out.first().is_some_and(|first| self.has_first_hash(&first.hash))
    }

    /// Returns the fingerprints, of whichever version, that the post without its further parts has or may have been
    /// sent with.
    pub(crate) fn first_hashes(&self) -> impl Iterator<Item = &str> {
        let others = match &self.thread {
            Some(thread) => [Some(&thread.other_hash), thread.timed_hash.as_ref()],
            None => [Some(&self.other_hash), self.timed_hash.as_ref()],
        };
        [self.first_hash()].into_iter().chain(others.into_iter().flatten().map(String::as_str))
    }

    /// Returns the fingerprint of the post without its further parts and without the time in its Publish at cell.
    pub(crate) fn first_timeless_hash(&self) -> &str {
        self.thread.as_ref().map_or(&self.timeless_hash, |thread| &thread.timeless_hash)
    }

    /// Returns the number of the part that comes after those that are out; none where all are.
    #[must_use]
    pub fn part_after(&self, out: &[PublishedPart]) -> Option<u8> {
        let Some(last) = out.iter().map(|part| part.number).max() else { return Some(0) };
        let thread = self.thread.as_ref()?;
        thread.parts.iter().map(|part| part.number).find(|number| *number > last)
    }

    /// Tells whether the published row shows a further part that is not out, or a message that may be about one.
    pub(super) fn may_speak_of_parts(&self) -> bool {
        let Some(line) = self.stored.line() else { return false };
        let shows_more = self.further_parts().any(|part| Some(part.number) > line.last_out());
        shows_more || self.is_told_of_a_part()
    }

    /// Tells whether its message says that a part is not posted.
    #[must_use]
    pub fn is_told_of_a_part(&self) -> bool {
        tells_of_a_part(self.message())
    }

    /// Returns the number of the part that a line speaks of: the one that was sent, or may have been, else the next
    /// one; none where all are out.
    #[must_use]
    pub fn part_of(&self, line: &RowState) -> Option<u8> {
        match (line.state, &line.part) {
            (State::Trying | State::Check, part) => Some(part.as_ref().map_or(0, |it| it.number)),
            _ => self.part_after(&line.thread),
        }
    }

    /// Tells whether the row still says what a line was sent, or claimed, for.
    #[must_use]
    pub fn says_what_was_sent(&self, line: &RowState) -> bool {
        match &line.part {
            Some(sent) if sent.number == 0 => self.has_first_hash(&sent.hash),
            Some(sent) => self.part(sent.number).is_some_and(|part| part.hash == sent.hash),
            // It had no further parts when it was sent.
            None => self.hash == line.hash || self.has_first_hash(&line.hash),
        }
    }

    /// Tells whether parts that are out were changed since, emptied, or given another one between them.
    #[must_use]
    pub fn is_changed_above(&self, out: &[PublishedPart]) -> bool {
        let Some(last) = out.iter().map(|part| part.number).max() else { return false };
        let Some(thread) = &self.thread else {
            return last > 0 || out.iter().any(|part| !self.has_first_hash(&part.hash));
        };
        let shown: Vec<&Part> = thread.parts.iter().filter(|part| part.number <= last).collect();
        let is_same = |(part, out): (&&Part, &PublishedPart)| {
            let is_first = part.number == 0 && self.has_first_hash(&out.hash);
            part.number == out.number && (is_first || part.hash == out.hash)
        };
        shown.len() != out.len() || !shown.iter().zip(out).all(is_same)
    }

    /// Returns the row as it is for one of its parts: its draft is that part's.
    #[must_use]
    pub fn at_part(mut self, number: u8) -> Self {
        self.draft = match self.part(number) {
            Some(part) => part.draft.clone(),
            None if number == 0 => return self,
            // Its cell was emptied since it was sent.
            None => Ok(Draft::default()),
        };
        self
    }
}
