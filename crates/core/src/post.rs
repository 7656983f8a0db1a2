//! A post's row: what would be posted, when, and what the row remembers.
//!
//! A bad cell is a value here, not an error: it costs its own row alone.

mod content;
mod fingerprint;
mod parts;
mod planned_text;
mod reply_after;
mod tree;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

pub use self::parts::{Part, Thread, tells_of_a_part};
pub use self::planned_text::PlannedText;
pub use self::tree::{InTree, TreeCells, TreeId, TreePlace};

use super::cell::{Cell, Value, fold};
use super::cell_error::{CellError, CellNotice};
use super::columns::{self, PostColumn, PostStatus, ReplyTo, UnsupportedKind, reply_to};
use super::headings::{PostHeadings, Unsupported, is_further_text};
use super::media::{self, Medium};
use super::name::{self, NameFault};
use super::place::Place;
use super::row_state::{RequestedStatus, RowState, State};
use super::schedule::{self, Delay, TimeNotice, When};
use super::text;

/// What would be posted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The text, cleaned.
    pub text: String,
    /// Images and videos in their order.
    pub media: Vec<Medium>,
    /// What the filled optional cells add, in the order of their columns.
    pub options: Vec<(PostColumn, columns::Value)>,
}

impl Draft {
    /// Returns what an optional cell adds to the post, as Threads takes it.
    #[must_use]
    pub fn option(&self, column: PostColumn) -> Option<&str> {
        self.options.iter().find(|(its, _)| *its == column)?.1.get(None)
    }

    /// Returns the form fields that the optional cells come to: of the whole post or, with its number from 0, of a
    /// medium.
    #[must_use]
    pub fn parameters(&self, medium: Option<usize>) -> Vec<(&'static str, String)> {
        let parameter = |(column, value): &(PostColumn, columns::Value)| {
            let content = column.entry().content.as_ref()?;
            Some((content.parameter, value.get(medium)?.to_owned()))
        };
        self.options.iter().filter_map(parameter).collect()
    }

    /// Returns the fault of the filled optional cell that a refusal of Threads is about, by the name of the error.
    #[must_use]
    pub fn refused(&self, name: &str) -> Option<CellError> {
        self.options.iter().find_map(|(column, _)| {
            let mut refusals = column.entry().content.as_ref()?.refusals.iter();
            let (_, fault) = refusals.find(|(refusal, _)| name == *refusal)?;
            Some(CellError::Option(*column, fault()))
        })
    }
}

/// What the Receipt cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredState {
    /// Nothing.
    Blank,
    /// Something that a hand or another tool has changed.
    Malformed(String),
    /// A line of ours.
    Line(Box<RowState>),
}

impl StoredState {
    /// Reads the Receipt cell.
    #[must_use]
    pub fn read(line: &str) -> Self {
        match RowState::parse(line) {
            Some(receipt) => Self::Line(Box::new(receipt)),
            None if line.trim().is_empty() => Self::Blank,
            None => Self::Malformed(line.to_owned()),
        }
    }

    /// Returns the line, if it is one of ours.
    #[must_use]
    pub fn line(&self) -> Option<&RowState> {
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

/// A column by which a row is not posted on Threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its header.
    pub header: String,
    /// What its cell shows, where that is neither yes nor no.
    pub unclear: Option<String>,
}

/// A row of the Posts tab that is not finished.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing about the cells")]
pub struct PostRow {
    /// The row, from 0.
    pub row: usize,
    /// The account's name, without @ and in lower case.
    pub account: Result<String, CellError>,
    /// The beginning of the text, on one line, for reports.
    pub excerpt: String,
    /// The first cell that the sheet is still working out: the row waits for it.
    pub loading: Option<PostColumn>,
    /// Whether a person has filled in anything at all.
    pub holds_anything: bool,
    /// Whether there is any text or media.
    pub has_content: bool,
    /// Whether no cell holds anything but those that the program writes, be it the time of a slot: no person's, and no
    /// stranger's.
    pub is_bare: bool,
    /// The column by which the row is not, or may not be, meant for Threads.
    pub withheld_by: Option<Withheld>,
    /// The columns that nobody knows and that hold addresses of pictures or videos, from 0.
    pub unknown_media: Vec<usize>,
    /// The columns that nobody knows and that seem to hold further texts of the post, from 0.
    pub unknown_texts: Vec<usize>,
    /// What would be posted.
    pub draft: Result<Draft, CellError>,
    /// The further parts of a thread; none where the row has no such part.
    pub thread: Option<Box<Thread>>,
    /// How long after the post the first of those goes out; none where the cell is empty.
    pub reply_after: Result<Option<TimeDelta>, CellError>,
    /// What can be read of a post that cannot go out as it stands; none where `draft` says it all.
    pub readable: Option<Box<Draft>>,
    /// When.
    pub when: Result<When, CellError>,
    /// What should be said about its time and text, though both could be read.
    pub notices: Vec<CellNotice>,
    /// What it answers.
    pub reply_to: Result<Option<ReplyTo>, CellError>,
    /// Its part in a tree of rows; none where it is in no tree.
    pub tree: Option<Box<InTree>>,
    /// What is wrong with the cells that say so.
    pub tree_fault: Option<CellError>,
    /// The Status cell; the word as typed, where it is none of ours.
    pub status: Result<PostStatus, String>,
    /// Whether its blank Status was taken for a Draft; see [`Self::hold_unmarked`].
    pub is_unmarked: bool,
    /// What the row remembers.
    pub stored: StoredState,
    /// The fingerprint of account, time, text, media and options; where the row state holds that of the
    /// first version, and it still fits, that one.
    pub hash: String,
    /// The same as the other version makes it: row states and Logs may hold either.
    pub other_hash: String,
    /// The fingerprint that the row had without the time in its Publish at cell.
    pub timeless_hash: String,
    /// The fingerprint that the row would have if a person had typed the time of the slot that its cell shows: it may
    /// have lost its row state, gone out as such a row, and got the row state back.
    pub timed_hash: Option<String>,
    /// Whether its Publish at cell shows the slot that the row state holds: then the row has no time of a person's.
    pub shows_slot: bool,
    /// Whether it has a date without a time, and the slot that the row state holds is on that day.
    pub has_slot_on_its_date: bool,
    /// The Permalink cell.
    pub permalink: String,
    /// The cells that the program writes, as they stand, Publish at among them where it shows slots; a column that
    /// the tab lacks is left out.
    pub own: Vec<(PostColumn, Cell)>,
}

impl PostRow {
    /// Reads a row as it stands in the sheet.
    #[must_use]
    pub fn read(row: usize, cells: &[Cell], headings: &PostHeadings, place: &Place) -> Self {
        let empty = Cell::default();
        let at = |index: Option<usize>| index.and_then(|index| cells.get(index)).unwrap_or(&empty);
        let typed = |column| at(headings.column(column));
        let stored = StoredState::read(typed(PostColumn::Receipt).shown_text());
        let media: Vec<&Cell> =
            headings.columns(PostColumn::Media).iter().map(|index| at(Some(*index))).collect();
        let timed_hash = fingerprint::of(&typed, &media);
        let is_timed = stored.line().is_some_and(|line| {
            line.hash == timed_hash || line.hash == fingerprint::of_first_version(&typed, &media)
        });
        // A line about the row as one with a time is of another version, or was put back from the Log: then it has one.
        let shows_slot =
            !is_timed && shows_slot(typed(PostColumn::PublishAt), &stored, headings, place);
        // A time that the program has written is not a person's: the row is still one without a time.
        let cell = |column| match column {
            PostColumn::PublishAt if shows_slot => &empty,
            column => typed(column),
        };
        let status = cell(PostColumn::Status);
        let loading = content::loading(&cell, &media);
        let held = held(loading, unsupported(cells, headings));
        let draft = held.map_or_else(|| content::draft(&cell, &media), Err);
        let has_content = content::is_some(&cell, &media, &draft);
        let slot = shows_slot.then(|| typed(PostColumn::PublishAt));
        let is_remembered = stored.line().is_some();
        let thread = parts::read(&cell, &media, &draft, slot, is_remembered);
        let reply_after = reply_after::of_row(cells, headings, stored.line());
        // Nothing goes out before all of it can.
        let draft =
            draft.and_then(|draft| parts::all_can(thread.as_deref(), &reply_after).map(|()| draft));
        let reply_to = answered(cell(PostColumn::ReplyTo));
        let when_later = || tree::when_later(when(&cell, headings, place, true), place);
        let in_tree = [PostColumn::TreeId, PostColumn::TreeOrder].map(cell);
        let tree = tree::read(in_tree, when_later);
        let when = when(&cell, headings, place, reply_to != Ok(None));
        let slot = stored.line().and_then(|line| line.slot);
        let is_on = |date: &NaiveDate| slot.is_some_and(|at| place.wall(at).date() == *date);
        let has_slot_on_its_date = matches!(&when, Ok(When::NoTime(date)) if is_on(date));
        let midnight = midnight(cell(PostColumn::PublishAt), &when, headings, place);
        // The hash is over the raw cells and not the draft, so that a row with a fault in it has one too.
        let (hash, other_hash) = hashes(&cell, &media, &stored);
        Self {
            row,
            account: account(cell(PostColumn::Account), loading),
            loading,
            excerpt: text::excerpt(cell(PostColumn::Text).shown_text()),
            holds_anything: content::holds_anything(&cell, &media)
                || holds_thread_part(cells, headings),
            has_content,
            withheld_by: withheld_by(cells, headings),
            unknown_media: unknown_media(cells, headings),
            unknown_texts: unknown_texts(cells, headings),
            is_bare: is_bare(cells, headings),
            readable: draft.is_err().then(|| Box::new(content::readable(&cell, &media))),
            draft,
            thread,
            reply_after,
            notices: notices(cell(PostColumn::Text), &when, midnight),
            when,
            reply_to,
            tree,
            tree_fault: tree::fault(in_tree),
            status: PostStatus::read(status).map_err(|unknown| unknown.read),
            is_unmarked: false,
            timeless_hash: timeless_hash(&cell, &media),
            timed_hash: shows_slot.then_some(timed_hash),
            stored,
            shows_slot,
            has_slot_on_its_date,
            hash,
            other_hash,
            permalink: headings.permalink(cells).to_owned(),
            own: own_columns(headings).map(|column| (column, typed(column).clone())).collect(),
        }
    }

    /// Tells whether a fingerprint, of whichever version, is that of this row.
    #[must_use]
    pub fn has_hash(&self, hash: &str) -> bool {
        self.hash == hash || self.other_hash == hash
    }

    /// Tells whether what was sent with this fingerprint, in this slot if it had one, is this row's post. A row that has
    /// lost its row state shows the time of its slot as if a person had typed it.
    #[must_use]
    pub fn is_what_was_sent(&self, hash: &str, slot: Option<DateTime<Utc>>) -> bool {
        self.has_hash(hash) || self.timeless_hash == hash && self.is_planned_for(slot)
    }

    /// Tells whether the time that a person, it seems, has typed is that of this slot.
    #[must_use]
    pub fn is_planned_for(&self, slot: Option<DateTime<Utc>>) -> bool {
        matches!(&self.when, Ok(When::At(moment)) if Some(moment.at) == slot)
    }

    /// Reads an empty Account cell as the only account there is.
    pub fn belong_to(&mut self, account: &str) {
        if self.account == Err(CellError::Name(NameFault::Empty)) {
            self.account = Ok(account.to_owned());
        }
    }

    /// Returns one of the cells that the program writes, as it stands.
    #[must_use]
    pub fn own(&self, column: PostColumn) -> Option<&Cell> {
        self.own.iter().find(|(own, _)| *own == column).map(|(_, cell)| cell)
    }

    /// Tells whether it is published and shows all that is known of it, and nothing is to be said of it.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.shows_all() && !self.may_speak_of_parts()
    }

    /// Tells whether it is published and shows all that is known of it.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        let Some(line) = self.stored.line() else { return false };
        // A column that the tab lacks cannot show anything, so it does not keep the row open for ever.
        let shows_address = self.own(PostColumn::Permalink).is_none()
            || line.permalink.as_ref().is_none_or(|permalink| *permalink == self.permalink);
        let shows_date = self.own(PostColumn::PublishedAt).is_none_or(|cell| !cell.is_empty());
        let is_published = line.state == State::Posted && self.status == Ok(PostStatus::Published);
        is_published && shows_address && shows_date
    }

    /// Returns what would be posted, or as much of it as can be read.
    #[must_use]
    pub fn shown_draft(&self) -> Option<&Draft> {
        self.draft.as_ref().ok().or(self.readable.as_deref())
    }

    /// Returns the first cell that stops the post, in the order in which a row is told.
    #[must_use]
    pub fn fault(&self) -> Option<&CellError> {
        self.account.as_ref().err().or_else(|| self.fault_besides_account())
    }

    /// Returns the same of the cells besides Account, which an idea does not need yet.
    #[must_use]
    pub fn fault_besides_account(&self) -> Option<&CellError> {
        let others = [self.reply_to.as_ref().err(), self.tree_fault.as_ref()];
        let others = others.into_iter().chain([self.when.as_ref().err()]);
        self.draft.as_ref().err().or_else(|| others.flatten().next())
    }

    /// Returns what a person asks for besides the row's own time: by the Status cell or, where that
    /// shows a word of the program, by what the row remembers.
    #[must_use]
    pub fn requested_status(&self) -> Option<RequestedStatus> {
        let line = self.stored.line();
        let state = line.map(|line| line.state);
        let remembered = line.and_then(|line| line.requested_status);
        let had_slot = line.is_some_and(|line| line.slot.is_some());
        match &self.status {
            Ok(PostStatus::PostNow) => Some(RequestedStatus::PostNow),
            // Approved as it stands, though its time is over: it cannot mean that time.
            Ok(PostStatus::Ready) if state == Some(State::Missed) && self.is_as_remembered() => {
                Some(RequestedStatus::PostNow)
            }
            Ok(PostStatus::Ready) => Some(RequestedStatus::Ready),
            // A claimed row without a time or a slot was asked for, though older row states do not say so.
            Ok(PostStatus::Publishing) if !self.has_time() && !had_slot => {
                remembered.or(Some(RequestedStatus::PostNow))
            }
            Ok(
                PostStatus::Publishing
                | PostStatus::Failed
                | PostStatus::Missed
                | PostStatus::Check,
            ) => remembered,
            // The program's word was emptied; without a time only what was asked for tells when.
            Ok(PostStatus::Queued) if state == Some(State::Trying) => remembered,
            Ok(PostStatus::Queued)
                if matches!(state, Some(State::Failed | State::Missed))
                    && self.when == Ok(When::Blank) =>
            {
                remembered
            }
            _ => None,
        }
    }

    fn is_as_remembered(&self) -> bool {
        self.stored.line().is_some_and(|line| line.hash == self.hash)
    }

    /// Tells whether its cells say when it goes out, be it by the post that it answers.
    #[must_use]
    pub fn has_time(&self) -> bool {
        matches!(self.when, Ok(When::At(_) | When::After(_)))
    }

    /// Returns how long after the post that it answers it goes out; a person who wants it out now does not wait.
    #[must_use]
    pub fn delay(&self) -> Option<Delay> {
        match self.when {
            Ok(When::After(delay)) if !self.goes_out_at_once() => Some(delay),
            _ => None,
        }
    }

    /// Returns the slot that the row was given, UTC; none where a person has typed a time since, or the post has
    /// come to something.
    #[must_use]
    pub fn slot(&self) -> Option<DateTime<Utc>> {
        let is_under_way = |line: &&RowState| matches!(line.state, State::Queued | State::Trying);
        self.stored.line().filter(is_under_way).and_then(|_| self.slot_of_cells())
    }

    /// The same, whatever the post has come to.
    #[must_use]
    pub fn slot_of_cells(&self) -> Option<DateTime<Utc>> {
        let line = self.stored.line()?;
        let is_of_cells = match self.when {
            Ok(When::Blank) => true,
            // Another date may have been typed since.
            Ok(When::NoTime(_)) => self.has_slot_on_its_date,
            Ok(When::At(_) | When::After(_)) | Err(_) => false,
        };
        line.slot.filter(|_| is_of_cells)
    }

    /// Tells whether it goes out in the next run whatever its time says, held by no pause.
    #[must_use]
    pub fn goes_out_at_once(&self) -> bool {
        self.requested_status().is_some_and(|requested| self.is_at_once(requested))
    }

    /// Tells whether what a person asked for means that it goes out at once.
    #[must_use]
    pub fn is_at_once(&self, requested: RequestedStatus) -> bool {
        match requested {
            RequestedStatus::PostNow => true,
            // A slot that the cell shows is its time.
            RequestedStatus::Ready => {
                self.when == Ok(When::Blank) && !(self.shows_slot && self.slot().is_some())
            }
        }
    }

    /// Returns the word that a person had, or would have, in the Status cell of a row that is free
    /// again.
    #[must_use]
    pub fn free_status(&self) -> PostStatus {
        match (&self.status, self.requested_status()) {
            // A draft that a person has made in the meantime stays one.
            (Ok(PostStatus::Draft), _) => PostStatus::Draft,
            (_, Some(RequestedStatus::PostNow)) => PostStatus::PostNow,
            (_, Some(RequestedStatus::Ready)) => PostStatus::Ready,
            (_, None) => PostStatus::Queued,
        }
    }

    /// Reads a blank Status as Draft, on a desk that posts only what is marked Queued.
    pub fn hold_unmarked(&mut self) {
        let is_blank =
            |cell: &Cell| cell.value == Value::Bool(false) || fold(cell.shown_text()).is_empty();
        if self.status == Ok(PostStatus::Queued)
            && self.own(PostColumn::Status).is_some_and(is_blank)
        {
            (self.status, self.is_unmarked) = (Ok(PostStatus::Draft), true);
        }
    }

    /// Returns what the Message cell shows.
    #[must_use]
    pub fn message(&self) -> &str {
        self.own(PostColumn::Message).map_or("", Cell::shown_text)
    }
}

/// Reads whose post it is.
fn account(cell: &Cell, loading: Option<PostColumn>) -> Result<String, CellError> {
    match loading {
        Some(PostColumn::Account) => Err(CellError::Loading(PostColumn::Account)),
        _ => name::account_name(cell).map_err(CellError::Name),
    }
}

/// Reads what the post answers.
fn answered(cell: &Cell) -> Result<Option<ReplyTo>, CellError> {
    reply_to::read(cell).map_err(|fault| CellError::Option(PostColumn::ReplyTo, fault))
}

/// Returns why what a row would post is not judged at all.
fn held(loading: Option<PostColumn>, unsupported: Option<&Unsupported>) -> Option<CellError> {
    // A cell that is still loading may change the text and the media alike.
    let loading = loading.map(CellError::Loading);
    // A post without a part that its row shows would be another post, so it is not sent at all.
    loading.or_else(|| {
        let Unsupported { header, kind, .. } = unsupported?;
        Some(CellError::Unsupported { header: header.clone(), kind: *kind })
    })
}

/// Returns the fingerprint by which the row goes, and the one of the other version.
fn hashes<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    media: &[&'a Cell],
    stored: &StoredState,
) -> (String, String) {
    let own = fingerprint::of(cell, media);
    let first = fingerprint::of_first_version(cell, media);
    match stored.line() {
        // A row from before an upgrade keeps its old fingerprint, or each of them would look edited and go out
        // again.
        Some(line) if line.hash == first => (first, own),
        _ => (own, first),
    }
}

/// Returns the columns that the program writes in a tab.
fn own_columns(headings: &PostHeadings) -> impl Iterator<Item = PostColumn> {
    // Where people divide date and time, slots are only told.
    let publish_at = (!headings.has_date_and_time()).then_some(PostColumn::PublishAt);
    let columns = PostColumn::shown_by_program().chain(publish_at);
    columns.filter(|column| headings.column(*column).is_some())
}

/// Returns the fingerprint of a row as it would be without its time.
fn timeless_hash<'a>(cell: &impl Fn(PostColumn) -> &'a Cell, media: &[&'a Cell]) -> String {
    let empty = Cell::default();
    let timeless = |column| match column {
        PostColumn::PublishAt => &empty,
        column => cell(column),
    };
    fingerprint::of(&timeless, media)
}

/// Tells whether the Publish at cell shows the slot that the row state holds.
fn shows_slot(cell: &Cell, stored: &StoredState, headings: &PostHeadings, place: &Place) -> bool {
    let Some(slot) = stored.line().and_then(|line| line.slot) else { return false };
    let read = || schedule::read(cell, place.zone, place.locale.as_str(), place.now);
    // Our own date cell holds no formula.
    !headings.has_date_and_time()
        && cell.formula.is_none()
        // Of an hour that the clocks show twice the cell tells only one.
        && matches!(read(), Ok(When::At(moment)) if place.wall(moment.at) == place.wall(slot))
}

/// Tells whether no cell holds anything but those that the program writes.
fn is_bare(cells: &[Cell], headings: &PostHeadings) -> bool {
    let filled = cells.iter().enumerate().filter(|(_, cell)| content::is_filled(cell));
    let is_own = |at: usize| {
        let mut own = own_columns(headings).chain([PostColumn::Receipt]);
        own.any(|column| headings.column(column) == Some(at))
    };
    filled.map(|(at, _)| at).all(is_own)
}

/// Returns the unsupported columns that the row fills.
fn filled_unsupported<'a>(
    cells: &[Cell],
    headings: &'a PostHeadings,
) -> impl Iterator<Item = &'a Unsupported> {
    headings.unsupported().iter().filter(|column| {
        let cell = cells.get(column.column_idx).filter(|cell| content::is_filled(cell));
        cell.is_some_and(|cell| column.is_asked_for(cell))
    })
}

/// Returns the first unsupported column that the row fills.
fn unsupported<'a>(cells: &[Cell], headings: &'a PostHeadings) -> Option<&'a Unsupported> {
    filled_unsupported(cells, headings).next()
}

/// Tells whether somebody has written a part of a thread. Hashtags, places and order numbers are filled down over
/// rows that are still to be written, so they alone say nothing.
fn holds_thread_part(cells: &[Cell], headings: &PostHeadings) -> bool {
    filled_unsupported(cells, headings).any(|it| it.kind == UnsupportedKind::ThreadPart)
}

/// Returns the column by which the row is not meant for Threads: only a yes means that it is.
fn withheld_by(cells: &[Cell], headings: &PostHeadings) -> Option<Withheld> {
    headings.gates().iter().find_map(|(at, header)| {
        let cell = cells.get(*at);
        let answer = cell.map_or(Some(false), Cell::flag);
        // What is still being worked out may come to an answer by itself.
        let unclear = cell.filter(|cell| answer.is_none() && !cell.is_loading());
        let unclear = unclear.map(|cell| cell.shown_text().to_owned());
        (answer != Some(true)).then(|| Withheld { header: header.clone(), unclear })
    })
}

/// Returns the columns that nobody knows and that hold addresses of pictures or videos.
fn unknown_media(cells: &[Cell], headings: &PostHeadings) -> Vec<usize> {
    let columns = headings.unknown().iter().map(|(at, _)| *at);
    columns.filter(|at| cells.get(*at).is_some_and(media::holds_address)).collect()
}

/// Returns the columns that nobody knows and that seem to hold further texts of the post.
fn unknown_texts(cells: &[Cell], headings: &PostHeadings) -> Vec<usize> {
    let is_text =
        |at: usize, header: &str| cells.get(at).is_some_and(|cell| is_further_text(header, cell));
    let unknown = headings.unknown().iter().filter(|(at, header)| is_text(*at, header));
    unknown.map(|(at, _)| *at).collect()
}

fn notices(
    text: &Cell,
    when: &Result<When, CellError>,
    midnight: Option<TimeNotice>,
) -> Vec<CellNotice> {
    let of_time = match when {
        Ok(When::At(moment)) => moment.notice.or(midnight).map(CellNotice::ScheduledTime),
        _ => None,
    };
    let of_text = text::read_text(text).map(|cleaned| cleaned.notices).unwrap_or_default();
    of_time.into_iter().chain(of_text.into_iter().map(CellNotice::Text)).collect()
}

/// Returns what should be said of a time that may have been typed as a day alone: a cell whose format shows
/// a time shows 0:00 then.
fn midnight(
    cell: &Cell,
    when: &Result<When, CellError>,
    headings: &PostHeadings,
    place: &Place,
) -> Option<TimeNotice> {
    let Ok(When::At(moment)) = when else { return None };
    let is_number = matches!(cell.value, Value::Number(_)) && !headings.has_date_and_time();
    let local = moment.at.with_timezone(&place.zone).naive_local();
    (is_number && local.time() == NaiveTime::MIN).then(|| TimeNotice::Midnight(local.date()))
}

fn when<'a>(
    cell: &impl Fn(PostColumn) -> &'a Cell,
    headings: &PostHeadings,
    place: &Place,
    is_reply: bool,
) -> Result<When, CellError> {
    let (zone, locale, now) = (place.zone, place.locale.as_str(), place.now);
    let columns: &[PostColumn] = if headings.has_date_and_time() {
        &[PostColumn::Date, PostColumn::Time]
    } else {
        &[PostColumn::PublishAt]
    };
    let read = match columns {
        [date, time] => schedule::read_date_and_time(cell(*date), cell(*time), zone, locale, now),
        _ => schedule::read(cell(PostColumn::PublishAt), zone, locale, now),
    };
    let read = if is_reply {
        read
    } else {
        let typed = || columns.iter().map(|column| schedule::typed(cell(*column))).collect();
        schedule::without_reply_to(read, typed)
    };
    read.map_err(CellError::ScheduledTime)
}

#[cfg(test)]
mod tests;
