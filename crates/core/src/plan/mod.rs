//! From rows, the Log and a `now` to a plan: a value that a dry run prints and a run carries out.
//!
//! Every row is decided by itself, against an index of all of them; then comes what rows have to do with one
//! another, in this order:
//!
//! ```text
//!   decide          row state, Status and Log of each row; eligibility: is its post to go out?
//!     --> slots     what has no time gets a free slot of its account
//!     --> repeats   what says the same as another post too soon is refused
//!     --> daily cap what is more than its account may post today waits
//!     --> spacing   what its account may not post yet waits
//!     --> chain     a part waits with the post that it answers, or for its own time after it
//!     --> slot cells show the slots
//!     --> lookahead what is due soon is prefetched
//!     --> what the row shows already is not said again
//!   share           leaves of the plan what one of several runs does
//! ```

mod carriers;
mod chain;
mod daily_cap;
mod decide;
mod eligibility;
mod free_slots;
mod index;
mod initial_write;
mod limits;
mod lookahead;
mod misplaced;
mod part_request;
mod progress;
mod repeats;
mod reply_after;
mod same_words;
mod share;
mod slot_cells;
mod slots;
mod spacing;
mod stock;
mod stopped;
mod thread;
mod trees;
mod upcoming;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::eligibility::{paused, unmarked, withheld};
pub use self::free_slots::free_slots;
use self::index::Index;
pub use self::limits::{AHEAD_MAX, Limits};
pub use self::part_request::PartRequest;
pub use self::reply_after::{
    goes_out_at, is_post_out, looks_back, may_follow, may_have_followed, reply_delay, reply_due,
};
pub use self::share::asker;
pub use self::slot_cells::SlotCell;
pub use self::spacing::{Spacing, last_out};
pub use self::stock::{Stock, StockDecision, StockStep, UpcomingUse, upcoming_uses};
pub use self::thread::of_thread;
pub use self::trees::place_in_trees;
pub use self::upcoming::upcoming;
use super::account::{self, AccountAction, AccountRow};
use super::cell::Cell;
use super::columns::{PostColumn, PostStatus};
use super::i18n::display;
use super::language::Language;
use super::log::LogLines;
use super::place::Place;
use super::post::{PlannedText, PostRow, TreeCells};
use super::reason::{Message, RowCode};
use super::row_state::{Peek, RowState, State, StockUse};

/// On first contact with a sheet, what is later than this is not sent in a burst.
pub const FIRST_CONTACT_LATE: TimeDelta = TimeDelta::hours(1);

/// A row of the Posts tab.
#[derive(Debug, Clone)]
pub enum Row {
    /// One that may need something.
    Open(Box<PostRow>),
    /// One that is published and shows it: all that is kept of it.
    Finished {
        /// The row, from 0.
        row: usize,
        /// The account's name.
        account: Arc<str>,
        /// The Receipt line.
        line: Box<str>,
        /// What it said and when it was planned; none where nobody asks whether another post repeats it.
        // Boxed, because a long tab has very many rows and hardly any desk asks.
        text: Option<Box<PlannedText>>,
        /// What a person has typed into its Publish at cell; none where no account has slots, and the program writes
        /// nothing there.
        publish_at: Option<Box<Cell>>,
        /// What it says of the tree of rows that it belongs to; none where it is in none.
        tree: Option<Box<TreeCells>>,
    },
}

impl Row {
    /// Returns the row, from 0.
    #[must_use]
    pub fn row(&self) -> usize {
        match self {
            Self::Open(post) => post.row,
            Self::Finished { row, .. } => *row,
        }
    }

    /// Returns the account's name, empty where the cell cannot be read.
    #[must_use]
    pub fn account(&self) -> &str {
        match self {
            Self::Open(post) => post.account.as_deref().unwrap_or_default(),
            Self::Finished { account, .. } => account,
        }
    }

    /// Returns what the row says of the tree of rows that it belongs to.
    #[must_use]
    pub fn tree_cells(&self) -> Option<&TreeCells> {
        match self {
            Self::Open(post) => post.tree.as_ref().map(|tree| &tree.cells),
            Self::Finished { tree, .. } => tree.as_deref(),
        }
    }

    /// Tells whether there is any text or media.
    #[must_use]
    pub fn has_content(&self) -> bool {
        match self {
            Self::Open(post) => post.has_content,
            Self::Finished { .. } => true,
        }
    }

    /// Tells whether the row still says what its line speaks of: a copy of it may say something else.
    #[must_use]
    pub fn says_what_its_line_says(&self) -> bool {
        match self {
            Self::Open(post) => {
                post.stored.line().is_some_and(|line| match line.first_hash() {
                    // Parts that are not out yet may be changed, and further ones added to a post that is.
                    Some(first) => post.has_first_hash(first),
                    None => line.hash == post.hash || post.has_first_hash(&line.hash),
                })
            }
            // A finished row shows what its line says.
            Self::Finished { .. } => true,
        }
    }

    /// Reads an empty Account cell as the only account there is.
    pub fn belong_to(&mut self, name: &Arc<str>) {
        match self {
            Self::Open(post) => post.belong_to(name),
            // A finished row gets the name too: spacing and chains compare rows by their account.
            Self::Finished { account, .. } if account.is_empty() => *account = name.clone(),
            Self::Finished { .. } => {}
        }
    }

    /// Reads a blank Status as Draft, on a desk that posts only what is marked Queued.
    pub fn hold_unmarked(&mut self) {
        if let Self::Open(post) = self {
            post.hold_unmarked();
        }
    }

    /// Returns the fields of the row's line that are read without parsing all of it.
    #[must_use]
    pub fn peek(&self) -> Option<Peek<'_>> {
        match self {
            Self::Open(post) => post.stored.line().map(RowState::peek),
            Self::Finished { line, .. } => Peek::of(line),
        }
    }

    /// Returns the media that are the row's own: its post, and the parts of its thread that are out.
    #[must_use]
    pub fn media(&self) -> Vec<String> {
        match self.peek() {
            Some(peek) if peek.has_parts_out => {
                let line = self.receipt();
                let parts = line.iter().flat_map(|line| &line.thread);
                parts.filter_map(|part| part.media.clone()).collect()
            }
            peek => peek.and_then(|peek| peek.media).map(str::to_owned).into_iter().collect(),
        }
    }

    /// Returns what the row says and when it is planned; see [`PostRow::planned_text`].
    #[must_use]
    pub fn planned_text(&self) -> Option<PlannedText> {
        match self {
            Self::Open(post) => post.planned_text(),
            Self::Finished { text, .. } => text.as_deref().copied(),
        }
    }

    /// Returns which use of which stock row it is.
    pub(crate) fn stock_use(&self) -> Option<StockUse> {
        match self {
            Self::Open(post) => post.stored.line()?.stock_use.clone(),
            // A tab with very many finished rows is looked through for it in each run.
            Self::Finished { line, .. } => {
                let (_, rest) = line.split_once(" j=")?;
                StockUse::parse(rest.split(' ').next()?)
            }
        }
    }

    /// Returns what the row remembers.
    #[must_use]
    pub fn receipt(&self) -> Option<RowState> {
        match self {
            Self::Open(post) => post.stored.line().cloned(),
            Self::Finished { line, .. } => RowState::parse(line),
        }
    }
}

/// Everything the plan is made from.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The Accounts tab.
    pub accounts: &'a [AccountRow],
    /// The Posts tab, in the order of its rows.
    pub posts: &'a [Row],
    /// The Log; none where the sheet has no Log of ours yet.
    pub log_lines: Option<&'a LogLines>,
    /// The language of the Posts tab.
    pub language: Language,
    /// Zone, locale and time.
    pub place: &'a Place,
    /// What a person may set.
    pub limits: Limits,
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whether the sheet has no Log of ours yet.
    pub is_first_contact: bool,
    /// One step for each account, in the order of the rows.
    pub accounts: Vec<AccountStep>,
    /// One decision for each row that needs anything said or done, in the order in which posts go
    /// out: by account, time and row, and none before the post that it answers.
    pub posts: Vec<Decision>,
    /// When the next post comes up that this plan leaves to a later one, UTC.
    pub next: Option<DateTime<Utc>>,
}

/// What is done about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountStep {
    /// The row, from 0.
    pub row: usize,
    /// The account's name, or what its cell shows.
    pub name: String,
    /// What is done.
    pub action: AccountAction,
}

/// What becomes of a row's state before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It stays.
    Keep,
    /// The row gets an id, and this state.
    Open(State),
    /// The line is replaced by the next one, in this state.
    Turn(State),
    /// The Log knows better than the cell.
    Restore(Box<RowState>),
    /// Nothing but what was meant for another row stands here: it is taken off, register and all.
    Erase,
}

/// What is done after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// The post is published, once its time has come.
    Publish,
    /// Its container is made and kept: it is published later.
    Prepare,
    /// Its container is in doubt: ask, and send it again if that is certain to be right.
    Resolve,
    /// A person asked to look again: ask, and send nothing.
    Look,
}

/// What the Message cell is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// What it shows.
    Keep,
    /// Nothing.
    Nothing,
    /// This.
    This(Message),
}

/// What is done about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The row, from 0.
    pub row: usize,
    /// The account's name.
    pub account: String,
    /// When it is due, UTC; for a post without a time, and where nothing depends on it, now.
    pub due: DateTime<Utc>,
    /// The slot that it is given now, UTC.
    pub slot: Option<DateTime<Utc>>,
    /// Whether the slot that it was given in an earlier run is taken from it.
    pub releases_slot: bool,
    /// What the Publish at cell gets; `None` leaves it as it is.
    pub slot_cell: Option<SlotCell>,
    /// What becomes of the row state.
    pub step: Step,
    /// What the Status cell is to show; `None` leaves the person's word.
    pub shows: Option<PostStatus>,
    /// What the Message cell is to show.
    pub says: Says,
    /// What is done after that.
    pub then: Then,
    /// The row, from 0, of the post that this one answers.
    pub parent_row: Option<usize>,
    /// Whether it answers another post than the row remembers, or a thread that has grown: a container made earlier would go
    /// under the wrong post.
    pub answers_anew: bool,
    /// Why the row state says what it says.
    pub why: Option<RowCode>,
    /// Up to when posts with the same content, whose rows are gone, are other posts: UTC.
    pub earlier: Option<DateTime<Utc>>,
    /// Whether the row shows when and where another post went out, which was copied along.
    pub shows_another: bool,
    /// What the row is to remember of its thread from now on.
    pub remembers: OfThread,
}

/// What a row is to remember of its thread, where that is more than it remembers already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfThread {
    /// When the post went out: UTC.
    pub first_out: Option<DateTime<Utc>>,
    /// From when on the rest counts as late: UTC.
    pub rest_since: Option<DateTime<Utc>>,
    /// Whether the first reply goes out some time after the post.
    pub is_kept_back: bool,
}

impl Decision {
    fn keep(post: &PostRow, now: DateTime<Utc>) -> Self {
        Self {
            row: post.row,
            account: post.account.clone().unwrap_or_default(),
            due: now,
            slot: None,
            releases_slot: false,
            slot_cell: None,
            step: Step::Keep,
            shows: None,
            says: Says::Keep,
            then: Then::Nothing,
            parent_row: None,
            answers_anew: false,
            why: None,
            earlier: None,
            shows_another: false,
            remembers: OfThread::default(),
        }
    }

    /// Drops what the row shows already: the same words are written once, not in every run.
    fn leave_what_is_so(&mut self, index: &Index, language: Language) {
        let Some(post) = index.open_row(self.row) else { return };
        // A tab without a Message column cannot be told anything.
        // The comparison is with what the cell shows, so a message that a person has deleted is written again.
        let shown = post.own(PostColumn::Message).map(Cell::shown_text);
        let is_said = shown.is_none_or(|shown| match &self.says {
            Says::Keep => true,
            Says::Nothing => shown.is_empty(),
            // Where all that a published row shows is written anew, so is its Message.
            Says::This(_) if self.shows == Some(PostStatus::Published) => false,
            Says::This(message) => shown == message.say(language),
        });
        if is_said {
            self.says = Says::Keep;
        }
        let is_shown = self.shows.is_some_and(|status| post.status == Ok(status));
        // A published row that is not finished lacks its address or its date.
        if is_shown && (self.shows != Some(PostStatus::Published) || post.shows_all()) {
            self.shows = None;
        }
    }

    /// Tells whether nothing at all is done or said.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.step == Step::Keep
            && self.shows.is_none()
            && self.says == Says::Keep
            && self.then == Then::Nothing
            && self.slot_cell.is_none()
            && !self.answers_anew
            && !self.shows_another
    }
}

/// Decides what a run does.
#[must_use]
pub fn plan(sheet: &Sheet) -> Plan {
    plan_with_stock(sheet, None).0
}

/// Decides what a run does, and which rows of Stock it uses.
#[must_use]
pub fn plan_with_stock(sheet: &Sheet, stock: Option<&Stock>) -> (Plan, Vec<StockDecision>) {
    let accounts = accounts(sheet);
    let none = LogLines::default();
    let log_lines = sheet.log_lines.unwrap_or(&none);
    let index = Index::new(sheet, log_lines, &accounts);
    let (mut posts, turns) = decisions(&index);
    // On first contact nobody knows yet what an earlier run has made.
    let stock = stock.filter(|_| sheet.log_lines.is_some());
    let stock = stock.map_or_else(Vec::new, |stock| stock::decide(stock, &posts, &index));
    lookahead::prepare(&mut posts, &index);
    // This must come before idle decisions are dropped: a queued row that shows all there is to show still has
    // a time at which the next run is needed.
    let made = stock.iter().filter_map(|decision| match decision.step {
        StockStep::Use { at, .. } => Some(at),
        _ => None,
    });
    let replies = posts.iter().filter_map(|it| reply_after::due_after_this_plan(it, &index));
    let further = turns.into_iter().chain(replies).chain(made);
    let next = next(&posts, sheet).into_iter().chain(further).min();
    for decision in &mut posts {
        decision.leave_what_is_so(&index, sheet.language);
    }
    posts.retain(|decision| !decision.is_idle());
    posts.sort_by(|a, b| (&a.account, a.due, a.row).cmp(&(&b.account, b.due, b.row)));
    chain::sort_parents_first(&mut posts);
    (Plan { is_first_contact: sheet.log_lines.is_none(), accounts, posts, next }, stock)
}

/// Returns when the first of the posts is due that wait for their time.
fn next(decisions: &[Decision], sheet: &Sheet) -> Option<DateTime<Utc>> {
    // What is due within `ahead` is claimed by this very run; counting it would ask for another run at once.
    let claimed = sheet.place.now + sheet.limits.ahead;
    decisions.iter().map(|decision| decision.due).filter(|due| *due > claimed).min()
}

/// Decides about every row that is not finished, in the order of the rows; with when the first of those has its
/// turn that wait for their account's pause, for another day, or for a slot to come near.
fn decisions(index: &Index) -> (Vec<Decision>, Option<DateTime<Utc>>) {
    let rows = index.sheet.posts.iter().enumerate();
    let decide = |(at, row): (usize, &Row)| match row {
        Row::Open(post) => Some(decide::decide(at, post, index)),
        Row::Finished { .. } => None,
    };
    // Finished rows get no decision, yet the index knows them: they can be parents, and the same post as
    // another row.
    let mut decisions: Vec<Decision> = rows.filter_map(decide).collect();
    // First of all: a slot is a time, which a cap and a pause keep to.
    let next_slot = slots::assign(&mut decisions, index);
    // What is refused takes no day from others.
    repeats::refuse(&mut decisions, index);
    // What waits for another day begins no pause.
    let next_day = daily_cap::keep(&mut decisions, index);
    let pause_over = spacing::keep(&mut decisions, index);
    // A part whose parent waits for its turn waits with it.
    chain::link(&mut decisions, index);
    slot_cells::show(&mut decisions, index);
    (decisions, next_slot.into_iter().chain(next_day).chain(pause_over).min())
}

fn accounts(sheet: &Sheet) -> Vec<AccountStep> {
    let rows = sheet.accounts;
    let twin = |at: usize, name: &str| {
        // Both rows of one name are stopped: with two tokens there is no telling on whose behalf a post would
        // go out.
        let same =
            |(other, row): &(usize, &AccountRow)| *other != at && row.name.as_deref() == Ok(name);
        rows.iter().enumerate().find(same).map(|(_, row)| row.row + 1)
    };
    let step = |(at, account): (usize, &AccountRow)| {
        let name = account.name.clone().unwrap_or_else(|_| display::short(&account.shown));
        let action = match twin(at, &name).filter(|_| account.name.is_ok()) {
            Some(other_row) => AccountAction::SameName { other_row },
            None => account::decide(account, sheet.limits.refresh_within, sheet.place.now),
        };
        AccountStep { row: account.row, name, action }
    };
    rows.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests;
