//! What the decision about one row needs to know about all the others.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{AccountStep, PostRow, Row, Sheet};
use crate::account::{AccountAction, AccountRow, Pause};
use crate::cell::holds_loading;
use crate::columns::{AccountColumn, PostStatus, ReplyTo, reply_to::post_code};
use crate::log::{Event, Line, LogLines, Witness};
use crate::name;
use crate::post::StoredState;
use crate::reason::RowCode;
use crate::row_state::{Peek, RowState, State};
use crate::schedule::When;
use crate::setting::UnreadSetting;

/// Whether the posts of an account may go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AccountStanding {
    /// Its posts may go out.
    Ready,
    /// A person has unticked Enabled.
    Disabled,
    /// A person lets it pause.
    Paused(Pause),
    /// Its Daily cap cannot be read; with what the cell shows.
    CapUnclear(String),
    /// A setting of the whole desk cannot be read that was to hold some of its posts back.
    SettingUnread(UnreadSetting),
    /// Its token cannot be used.
    Troubled,
    /// The sheet is still working out its cells, or the name of an account that it may be.
    Loading,
    /// The desk has no account with a name yet, so every row waits for one.
    Missing,
    /// No such account; with the one that looks most like it.
    Unknown(Option<String>),
}

/// The whole sheet, by the keys that decisions ask for.
pub(super) struct Index<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) log_lines: &'a LogLines,
    standings: HashMap<String, AccountStanding>,
    by_id: HashMap<&'a str, Places>,
    /// Of the ids that several rows carry, the places of the rows that they belong to.
    rightful: HashMap<&'a str, usize>,
    by_hash: HashMap<&'a str, Places>,
    /// The rows that will go out at a time of a person's, by their fingerprints without it, once somebody asks.
    by_timeless_hash: OnceCell<HashMap<&'a str, Places>>,
    /// The addresses of published rows, once somebody asks.
    addresses: OnceCell<HashSet<&'a str>>,
    /// What row states call for and their rows do not show, once somebody asks.
    wanting: OnceCell<HashSet<PostStatus>>,
    /// The ids and the hashes in the Log. It is not asked about other rows, because each question goes through all
    /// of its lines.
    logged: HashSet<&'a str>,
}

/// Places of the list, from 0, in its order: almost always one.
#[derive(Debug)]
struct Places {
    first: usize,
    others: Vec<usize>,
}

impl Places {
    fn note<'a>(places: &mut HashMap<&'a str, Self>, key: &'a str, at: usize) {
        // One place inline saves an allocation for each row of a tab with many thousand published posts.
        let there = places.entry(key);
        there
            .and_modify(|places| places.others.push(at))
            .or_insert(Self { first: at, others: Vec::new() });
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        [self.first].into_iter().chain(self.others.iter().copied())
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(
        sheet: &'a Sheet<'a>,
        log_lines: &'a LogLines,
        accounts: &[AccountStep],
    ) -> Self {
        let mut index = Self {
            sheet,
            log_lines,
            standings: standings(sheet, accounts),
            by_id: HashMap::new(),
            rightful: HashMap::new(),
            by_hash: HashMap::new(),
            by_timeless_hash: OnceCell::new(),
            addresses: OnceCell::new(),
            wanting: OnceCell::new(),
            // Ids and hashes share one set: a false hit would only cost a search through the lines.
            logged: log_lines.lines.iter().flat_map(keys).flatten().collect(),
        };
        // Peeking copies nothing, where parsing every Receipt would allocate for thousands of finished rows in
        // each run.
        for (at, row) in sheet.posts.iter().enumerate() {
            if let Some(peek) = row.peek() {
                Places::note(&mut index.by_id, peek.id, at);
            }
        }
        let ids = index.by_id.iter().filter(|(_, places)| !places.others.is_empty());
        index.rightful = ids.filter_map(|(id, _)| Some((*id, index.rightful_of(id)?))).collect();
        // Which of them are copies is known only now.
        for (at, row) in sheet.posts.iter().enumerate() {
            for hash in index.live_hashes(at, row).into_iter().flatten() {
                Places::note(&mut index.by_hash, hash, at);
            }
        }
        index
    }

    /// Returns whether the posts of the account of that name may go out.
    pub(super) fn standing(&self, name: &str) -> AccountStanding {
        if let Some(standing) = self.standings.get(name) {
            return standing.clone();
        }
        // The account that seems unknown may be the one whose name is still a formula at work: refusing would
        // be premature.
        if self.has_nameless() {
            return AccountStanding::Loading;
        }
        if self.lacks_accounts() {
            return AccountStanding::Missing;
        }
        let known = self.standings.keys().map(String::as_str);
        AccountStanding::Unknown(name::nearest(name, known).map(str::to_owned))
    }

    /// Tells whether an account's name is still being worked out.
    pub(super) fn has_nameless(&self) -> bool {
        let nameless = Some(AccountColumn::Account);
        self.sheet.accounts.iter().any(|account| account.loading == nameless)
    }

    /// Tells whether no account has a name that can be read: they are still to be filled in.
    pub(super) fn lacks_accounts(&self) -> bool {
        self.sheet.accounts.iter().all(|account| account.name.is_err()) && !self.has_nameless()
    }

    /// Returns the rows whose content is public or in doubt; see [`LogLines::rows_with_hash`].
    pub(super) fn rows_with_hash(&self, hash: &str) -> Vec<&'a str> {
        if self.logged.contains(hash) { self.log_lines.rows_with_hash(hash) } else { Vec::new() }
    }

    /// Returns the rows whose post was sent, whatever further parts stood behind it.
    pub(super) fn rows_with_first_hash(&self, hash: &str) -> Vec<&'a str> {
        let is_logged = self.logged.contains(hash);
        if is_logged { self.log_lines.rows_with_first_hash(hash) } else { Vec::new() }
    }

    /// Returns the rows whose content is public or in doubt in this slot; see [`LogLines::rows_in_slot`].
    pub(super) fn rows_in_slot(&self, hash: &str, slot: DateTime<Utc>) -> Vec<&'a str> {
        let is_logged = self.logged.contains(hash);
        if is_logged { self.log_lines.rows_in_slot(hash, slot) } else { Vec::new() }
    }

    /// Tells whether the Log knows of a container that was claimed for the row with this id.
    pub(super) fn was_claimed(&self, id: &str) -> bool {
        let mut lines = self.log_lines.lines.iter();
        self.logged.contains(id) && lines.any(|line| line.id == id && line.container.is_some())
    }

    /// Returns what became of the post that these row ids stand for; see [`LogLines::witness`].
    pub(super) fn witness(&self, ids: &[&str]) -> Option<Witness> {
        let is_logged = ids.iter().any(|id| self.logged.contains(id));
        if is_logged { self.log_lines.witness(ids) } else { None }
    }

    /// Returns the row at this place of the sheet, from 0.
    pub(super) fn row(&self, row: usize) -> Option<&'a Row> {
        let at = self.sheet.posts.binary_search_by_key(&row, Row::row).ok()?;
        self.sheet.posts.get(at)
    }

    /// Returns the open row at this place of the sheet, from 0.
    pub(super) fn open_row(&self, row: usize) -> Option<&'a PostRow> {
        match self.row(row)? {
            Row::Open(post) => Some(post),
            Row::Finished { .. } => None,
        }
    }

    /// Tells whether the row state holds this address.
    pub(super) fn is_address_of_a_row(&self, address: &str) -> bool {
        let rows = || self.sheet.posts.iter();
        let known = || rows().filter_map(|row| row.peek()?.permalink).collect();
        !address.is_empty() && self.addresses.get_or_init(known).contains(address)
    }

    /// Tells whether some row's state calls for this Status, and the row shows another one.
    pub(super) fn wants(&self, status: PostStatus) -> bool {
        let wanted = |row: &Row| match row {
            Row::Open(post) => {
                let line = post.stored.line()?;
                let wanted = match line.state {
                    State::Queued if line.is_between_parts() => PostStatus::Publishing,
                    state => word_of(state),
                };
                (post.status != Ok(wanted)).then_some(wanted)
            }
            Row::Finished { .. } => None,
        };
        let all = || self.sheet.posts.iter().filter_map(wanted).collect();
        self.wanting.get_or_init(all).contains(&status)
    }

    /// Tells whether a row of the words with this hash has no line.
    pub(super) fn is_without_a_line(&self, hash: &str) -> bool {
        self.sheet.posts.iter().any(|row| match row {
            Row::Open(post) => post.stored == StoredState::Blank && post.has_hash(hash),
            Row::Finished { .. } => false,
        })
    }

    /// Tells whether a row of the words with this hash has no line about them: none, or another row's first one.
    pub(super) fn lacks_its_line(&self, hash: &str) -> bool {
        self.sheet.posts.iter().any(|row| match row {
            Row::Open(post) if post.has_hash(hash) => match &post.stored {
                StoredState::Blank => true,
                StoredState::Line(line) => line.version == 1 && !post.has_hash(&line.hash),
                StoredState::Malformed(_) => false,
            },
            _ => false,
        })
    }

    /// Tells whether no row carries this id.
    pub(super) fn is_lost(&self, id: &str) -> bool {
        !self.by_id.contains_key(id)
    }

    /// Returns the place of the row that an id belongs to, where several rows carry it.
    pub(super) fn rightful(&self, id: &str) -> Option<usize> {
        self.rightful.get(id).copied()
    }

    /// Returns the places of the rows that carry this id, in their order.
    pub(super) fn places_of_id(&self, id: &str) -> impl Iterator<Item = usize> {
        self.by_id.get(id).into_iter().flat_map(Places::iter)
    }

    /// Returns the places of the rows that have this one's content, in their order, its own among them.
    pub(super) fn of_the_same_words(&self, post: &PostRow) -> Vec<usize> {
        // Rows of before an upgrade go by the fingerprint of that time.
        let hashes = [&post.hash, &post.other_hash].into_iter().chain(&post.timed_hash);
        // The same post is the same, whatever further parts stand behind it.
        let hashes = hashes.map(String::as_str).chain(post.first_hashes());
        let places = hashes.map(|hash| self.by_hash.get(hash));
        let mut rows: Vec<usize> = places.flatten().flat_map(Places::iter).collect();
        rows.extend(self.in_the_same_slot(post));
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Returns the places of the rows with this one's content of which one has a slot, and the other its very time: a
    /// copy of a row without the row state shows the time of the slot as if a person had typed it.
    fn in_the_same_slot(&self, post: &PostRow) -> Vec<usize> {
        let row = |at: &usize| self.sheet.posts.get(*at);
        let Some(slot) = post.slot_of_cells() else {
            let Ok(When::At(moment)) = &post.when else { return Vec::new() };
            let hashes = [post.timeless_hash.as_str(), post.first_timeless_hash()];
            let places = hashes.map(|hash| self.by_hash.get(hash)).into_iter().flatten();
            let slot = |at: &usize| row(at).and_then(Row::receipt).and_then(|line| line.slot);
            // A copy that was refused is not freed by another slot of its original.
            let is_refused = post.stored.line().is_some_and(|line| {
                line.why == Some(RowCode::SamePost) && post.has_hash(&line.hash)
            });
            let is_in_slot =
                |at: &usize| slot(at).is_some_and(|slot| is_refused || slot == moment.at);
            return places.flat_map(Places::iter).filter(is_in_slot).collect();
        };
        let is_planned_for = |at: &usize| match row(at) {
            Some(Row::Open(other)) => other.is_planned_for(Some(slot)),
            _ => false,
        };
        let timed = self.by_timeless_hash.get_or_init(|| self.timed_rows());
        let hashes = [post.hash.as_str(), post.first_hash()];
        let places = hashes.map(|hash| timed.get(hash)).into_iter().flatten();
        places.flat_map(Places::iter).filter(is_planned_for).collect()
    }

    /// Returns the words that a row stands for, what it has sent, or what it will send; and those of the post alone where
    /// it has further parts.
    fn live_hashes(&self, at: usize, row: &'a Row) -> [Option<&'a str>; 4] {
        let own = |post: &'a PostRow| {
            [Some(post.hash.as_str()), post.thread.as_ref().map(|_| post.first_hash())]
        };
        let peek = row.peek();
        let is_copy = || peek.is_some_and(|peek| self.is_copy(at, peek.id));
        // For a sent row its own line counts and not its cells: an edit afterwards does not change what is public. What it
        // is to become counts beside that; of a copy, that alone.
        if let Some(sent) = peek.filter(|peek| is_sent(*peek)) {
            let line = [Some(sent.hash), sent.first_hash];
            let next = match row {
                Row::Open(post) if self.becomes_another(at) => own(post),
                _ => return [line[0], line[1], None, None],
            };
            let line = if is_copy() { [None, None] } else { line };
            return [line[0], line[1], next[0], next[1]];
        }
        match row {
            // What the other row came to does not stop a copy.
            Row::Open(post) if will_go_out(post, peek.filter(|_| !is_copy())) => {
                let own = own(post);
                [own[0], own[1], None, None]
            }
            _ => [None; 4],
        }
    }

    /// Tells whether the row at this place has sent this row's words: not where it only will, in place of what it was, or
    /// where the line is another row's.
    pub(super) fn has_sent(&self, at: usize, post: &PostRow) -> bool {
        let sent = self.sheet.posts.get(at).and_then(Row::peek).filter(|peek| is_sent(*peek));
        let Some(sent) = sent else { return false };
        let says_it = || {
            post.has_hash(sent.hash)
                || [Some(sent.hash), sent.first_hash]
                    .into_iter()
                    .flatten()
                    .any(|hash| post.has_first_hash(hash))
        };
        !self.becomes_another(at) || !self.is_copy(at, sent.id) && says_it()
    }

    fn timed_rows(&self) -> HashMap<&'a str, Places> {
        let mut timed = HashMap::new();
        for (at, row) in self.sheet.posts.iter().enumerate() {
            if let Row::Open(post) = row
                && matches!(post.when, Ok(When::At(_)))
                && will_go_out(post, row.peek())
            {
                Places::note(&mut timed, &post.timeless_hash, at);
                if post.thread.is_some() {
                    Places::note(&mut timed, post.first_timeless_hash(), at);
                }
            }
        }
        timed
    }

    /// Returns since when a row's post is public, as far as the row knows; none where it is not.
    pub(super) fn public_since(&self, row: &Row) -> Option<DateTime<Utc>> {
        let line = row.receipt().filter(|line| line.state == State::Posted)?;
        // Of a thread, its last part is the one that is answered.
        let part = line.last_out().unwrap_or(0);
        // A row that was put back may have another id than the Log knows its post by.
        let first = line.first_out.filter(|_| part == 0);
        self.logged_since(&line, part).into_iter().chain(first).min()
    }

    /// Returns when the post of a line went out, of a thread its first part, by the line or by the Log: UTC.
    pub(super) fn first_out(&self, line: &RowState) -> DateTime<Utc> {
        line.first_out.or_else(|| self.logged_since(line, 0)).unwrap_or(line.at)
    }

    /// Returns since when a part of the post of a line is public, by the line or by the Log.
    fn logged_since(&self, line: &RowState, part: u8) -> Option<DateTime<Utc>> {
        // The line of a row that was put back is younger than its post.
        let lines = self.logged.contains(line.id.as_str()).then_some(&self.log_lines.lines);
        let logged = lines.into_iter().flatten();
        let logged = logged.filter(|logged| {
            logged.id == line.id && logged.event == Event::Published && logged.part_number() == part
        });
        logged.filter_map(|logged| logged.at).chain([line.at]).min()
    }

    /// Returns the row, from 0, whose public post a Reply to cell names, and since when it is public.
    pub(super) fn published(&self, answered: &ReplyTo) -> Option<(usize, DateTime<Utc>)> {
        let is_it = |row: &&Row| {
            let is_out = |peek: &Peek| peek.state == State::Posted || peek.has_parts_out;
            let Some(peek) = row.peek().filter(is_out) else { return false };
            match answered {
                ReplyTo::Previous => false,
                ReplyTo::MediaId(id) => peek.media == Some(id),
                ReplyTo::Permalink(address) => {
                    peek.permalink.is_some_and(|own| post_code(own) == post_code(address))
                }
            }
        };
        let row = self.sheet.posts.iter().find(is_it)?;
        // The address and the id of a row are those of its first part, whatever came under it since.
        Some((row.row(), self.logged_since(&row.receipt()?, 0)?))
    }
}

/// Returns what a line of the Log is asked for by.
fn keys(line: &Line) -> [Option<&str>; 3] {
    [Some(&line.id), Some(&line.hash), line.first_hash()]
}

pub(super) fn is_sent(peek: Peek) -> bool {
    matches!(peek.state, State::Posted | State::Trying | State::Check) || peek.has_parts_out
}

fn will_go_out(post: &PostRow, peek: Option<Peek>) -> bool {
    // A stopped row is in nobody's way, or a refused post could not be typed again in another row.
    let is_stopped = peek.is_some_and(|peek| matches!(peek.state, State::Failed | State::Missed));
    post.has_content
        && !is_stopped
        && post.status.as_ref().is_ok_and(|status| status.asks_to_post())
}

fn standings(sheet: &Sheet, accounts: &[AccountStep]) -> HashMap<String, AccountStanding> {
    // Of two rows with one name the last is kept; either way it is Disabled or SameName, which holds all their
    // posts.
    let standing = |(account, step): (&AccountRow, &AccountStep)| {
        let standing = match step.action {
            _ if !account.is_enabled() => AccountStanding::Disabled,
            AccountAction::Keep | AccountAction::Learn | AccountAction::Refresh => {
                of_usable(account, sheet)
            }
            AccountAction::Loading(_) => AccountStanding::Loading,
            AccountAction::Expired | AccountAction::Fault(_) | AccountAction::SameName { .. } => {
                AccountStanding::Troubled
            }
        };
        (step.name.clone(), standing)
    };
    let nameless = Some(AccountColumn::Account);
    // A cell that is still loading shows a placeholder, which must not be taken for an account's name; nor is what
    // cannot be read one.
    let is_named = |row: &AccountRow| row.loading != nameless && row.name.is_ok();
    let named = sheet.accounts.iter().zip(accounts).filter(|(row, _)| is_named(row));
    named.map(standing).collect()
}

/// Returns whether the posts of an account with a good token may go out.
fn of_usable(account: &AccountRow, sheet: &Sheet) -> AccountStanding {
    if let Err(read) = &account.daily_cap {
        // The sheet is still working it out.
        if holds_loading(read) {
            return AccountStanding::Loading;
        }
        return AccountStanding::CapUnclear(read.clone());
    }
    let unread = sheet.limits.unread;
    let has_own_cap = matches!(account.daily_cap, Ok(Some(_)));
    if let Some(setting) = unread.other.or(unread.posts_a_day.filter(|_| !has_own_cap)) {
        return AccountStanding::SettingUnread(setting);
    }
    match account.pause(sheet.place) {
        None => AccountStanding::Ready,
        Some(Pause::Loading) => AccountStanding::Loading,
        Some(pause) => AccountStanding::Paused(pause),
    }
}

/// Returns the Status that a row of this state shows.
pub(super) fn word_of(state: State) -> PostStatus {
    match state {
        State::Queued => PostStatus::Queued,
        State::Trying => PostStatus::Publishing,
        State::Posted => PostStatus::Published,
        State::Failed => PostStatus::Failed,
        State::Missed => PostStatus::Missed,
        State::Check => PostStatus::Check,
    }
}
