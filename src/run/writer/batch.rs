//! What one fenced batch changes, row by row and account by account.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::cell_error::CellError;
use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_core::log::{Event, Line};
use threadsheet_core::plan;
use threadsheet_core::post::PostRow;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::token::Token;

use crate::run::snapshot::StrayAccount;
use crate::sheets::changes::{Change, Written};

/// What is written in one batch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Batch {
    /// Tabs and columns of ours that are made first.
    pub(crate) setup: Vec<Change>,
    pub(crate) rows: Vec<RowWrite>,
    pub(crate) accounts: Vec<AccountWrite>,
    /// The slots of rows that get their first line here: they are shown once those lines stand.
    pub(crate) slots: Vec<RowWrite>,
    /// Lines of Posts that were written on rows to which they do not belong.
    pub(crate) erased: Vec<String>,
    /// Rows of Accounts on which an account's cells were written that is another row's.
    pub(crate) strays: Vec<StrayAccount>,
    /// What changes nothing, and is refused where it could not be changed.
    pub(crate) trials: Vec<Change>,
    /// Whether it is written even if it changes nothing: it shows that the sheet can be written.
    pub(crate) is_needed: bool,
    /// Whether the setup gives columns their headers: the answer shows where those went.
    pub(crate) names_columns: bool,
    /// Whether the answer must show the top of the Log.
    pub(crate) wants_log: bool,
}

impl Batch {
    pub(crate) fn is_empty(&self) -> bool {
        let has_rows = !self.rows.is_empty() || !self.erased.is_empty();
        let has_accounts = !self.accounts.is_empty() || !self.strays.is_empty();
        self.setup.is_empty() && !has_rows && !has_accounts
    }

    /// Tells whether nobody waits for its answer, so that it need not be written where all it would change may not be.
    pub(crate) fn may_be_left_out(&self) -> bool {
        !self.is_needed && self.erased.is_empty() && self.rows.iter().all(|row| row.next.is_none())
    }

    /// Returns the same in several batches of so many rows at most; only the first makes what is missing.
    ///
    /// The first also holds every row that gets more than a place in the queue: what is set aside on first
    /// contact is set aside in the very batch that makes the Log, for afterwards nobody would know.
    pub(crate) fn parts(&self, rows_max: usize) -> impl Iterator<Item = Cow<'_, Self>> {
        let is_one = self.rows.len() <= rows_max;
        let whole = is_one.then_some(Cow::Borrowed(self));
        let only_queues =
            |write: &&RowWrite| write.next.as_ref().is_some_and(|next| next.state == State::Queued);
        let rows = self.rows.iter().filter(|_| !is_one);
        let (queued, mut first): (Vec<&RowWrite>, Vec<&RowWrite>) = rows.partition(only_queues);
        let left = queued.len().min(rows_max.saturating_sub(first.len()));
        first.extend(&queued[..left]);
        let initial_write = (!is_one).then(|| {
            let Self { is_needed, names_columns, wants_log, .. } = *self;
            Cow::Owned(Self {
                setup: self.setup.clone(),
                rows: first.into_iter().cloned().collect(),
                accounts: self.accounts.clone(),
                erased: self.erased.clone(),
                strays: self.strays.clone(),
                trials: self.trials.clone(),
                slots: Vec::new(),
                is_needed,
                names_columns,
                wants_log,
            })
        });
        let queued: Vec<&RowWrite> = queued[left..].to_vec();
        let starts = (0..queued.len()).step_by(rows_max);
        let later = starts.map(move |at| {
            let rows = queued.iter().skip(at).take(rows_max).map(|write| (*write).clone());
            Cow::Owned(Self { rows: rows.collect(), ..Self::default() })
        });
        whole.into_iter().chain(initial_write).chain(later)
    }

    /// Returns the changes by content alone: what the same batch has written by place stands already.
    pub(crate) fn swaps(&self) -> Self {
        let is_by_line =
            |write: &&RowWrite| matches!(write.at, At::Line(_)) && write.next.is_some();
        let rows = self.rows.iter().filter(is_by_line).cloned();
        let rows = rows.map(|write| RowWrite { cells: Vec::new(), log: Vec::new(), ..write });
        let accounts = self.accounts.iter().filter(|write| write.token.is_some()).cloned();
        let accounts = accounts.map(|write| AccountWrite { log: None, ..write });
        let erased = self.erased.clone();
        Self { rows: rows.collect(), accounts: accounts.collect(), erased, ..Self::default() }
    }

    /// Places are known from one reading only: if that is out of date, the plan is too.
    pub(crate) fn is_by_place(&self) -> bool {
        !self.setup.is_empty()
            || !self.trials.is_empty()
            || !self.strays.is_empty()
            || self.rows.iter().any(|write| matches!(write.at, At::Place(_)))
    }
}

/// How a row is found.
#[derive(Debug, Clone)]
pub(crate) enum At {
    /// By its line, wherever it is; the line is then replaced, if there is a next one.
    Line(String),
    /// By its place, from 0, for it has no line yet.
    Place(usize),
}

/// A row's change.
#[derive(Debug, Clone)]
pub(crate) struct RowWrite {
    pub(crate) at: At,
    /// The fingerprint of the row's words, by which its place is verified.
    pub(crate) hash: String,
    /// The line that it gets.
    pub(crate) next: Option<RowState>,
    /// Cells for people.
    pub(crate) cells: Vec<(PostColumn, Written)>,
    /// Lines of the Log, oldest first.
    pub(crate) log: Vec<LogLine>,
}

/// The intent to send a container: written, logged and read back before anything is sent.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// From the line that stands to the one that says the container may be public.
    pub(crate) write: RowWrite,
    /// What the cells for people show once the line stands.
    pub(crate) cells: Vec<(PostColumn, Written)>,
    /// What the Status cell showed: a person who changes it meanwhile has the last word.
    pub(crate) status: Result<PostStatus, String>,
    /// The account, for the Log.
    pub(crate) account: String,
    /// What the Status cell shows again if nothing is sent.
    pub(crate) free: PostStatus,
    /// Up to when earlier attempts with the container were looked for: UTC, the spreadsheet service's
    /// time.
    pub(crate) settled: Option<DateTime<Utc>>,
    /// Posts of the same words that were logged up to then are other posts.
    pub(crate) earlier: Option<DateTime<Utc>>,
    /// What Reply after said when it was judged whether this reply's time has come; none where it makes no difference.
    pub(crate) reply_after: Option<Result<Option<TimeDelta>, CellError>>,
}

impl Claim {
    /// Sets the time from which the claim counts, and the one up to which it is in use.
    pub(crate) fn stamp(&mut self, at: DateTime<Utc>, until: DateTime<Utc>) {
        if let Some(next) = &mut self.write.next {
            next.until = Some(until);
            // Equal times mean a first attempt. Of a repeated one the earlier time stays, for the post may date from
            // then.
            if next.first_sent == Some(next.at) {
                next.first_sent = Some(at);
            }
            next.at = at;
        }
    }

    /// Tells whether the row, as the answer shows it, still says that it goes out.
    pub(crate) fn is_free_to_go(&self, post: &PostRow) -> bool {
        // The fingerprint leaves that cell out.
        let may_follow = self.reply_after.as_ref().zip(self.write.next.as_ref());
        let may_follow = may_follow
            .is_none_or(|(judged, line)| plan::may_follow(line, judged, &post.reply_after));
        post.status == self.status && may_follow
    }
}

/// What came of an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claimed {
    /// The line stands, the Log has it: the container may be sent, once.
    Won,
    /// A person has changed the row's words meanwhile: nothing is sent.
    Changed,
    /// Somebody else has the row: nothing is sent.
    Lost,
    /// The Log says that its words are public: nothing is sent.
    Out,
}

impl RowWrite {
    /// Returns the write that follows `line` on a row of words with this hash.
    pub(crate) fn at_line(line: &RowState, next: Option<RowState>) -> Self {
        let hash = next.as_ref().unwrap_or(line).hash.clone();
        let at = At::Line(line.to_string());
        Self { at, hash, next, cells: Vec::new(), log: Vec::new() }
    }

    /// Returns the text that stands in the Receipt cell once this is done.
    pub(crate) fn line_after(&self) -> String {
        match (&self.next, &self.at) {
            (Some(next), _) => next.to_string(),
            (None, At::Line(line)) => line.clone(),
            (None, At::Place(_)) => String::new(),
        }
    }
}

/// An account's change.
#[derive(Debug, Clone)]
pub(crate) struct AccountWrite {
    /// The row, from 0, as it was read.
    pub(crate) row: usize,
    /// What the Account cell shows, by which the place is verified.
    pub(crate) shown: String,
    /// What takes the place of the token cell's text.
    pub(crate) token: Option<TokenSwap>,
    /// What is remembered of the token, as it stands in the Receipt cell.
    pub(crate) receipt: String,
    /// Cells for people.
    pub(crate) cells: Vec<(AccountColumn, Written)>,
    pub(crate) log: Option<LogLine>,
}

/// A change of a token cell by its content.
#[derive(Clone)]
pub(crate) struct TokenSwap {
    /// The cell's raw text.
    pub(crate) find: String,
    /// What takes its place: a token, or a sealed one.
    pub(crate) replacement: String,
    /// The token that was renewed. If another run has sealed it meanwhile, so that the cell holds another text, the
    /// new one replaces it all the same.
    pub(crate) outlived: Option<Token>,
}

impl std::fmt::Debug for TokenSwap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("***")
    }
}

/// A line of the Log.
#[derive(Debug, Clone)]
pub(crate) struct LogLine {
    pub(crate) event: Event,
    pub(crate) account: String,
    /// The row's id and the hash of its words; empty for what speaks of no row.
    pub(crate) row: String,
    pub(crate) container: String,
    pub(crate) media: String,
    pub(crate) permalink: String,
    pub(crate) words: String,
}

impl LogLine {
    /// Returns the line that ends first contact with a Log, with what there is to say about it.
    pub(crate) fn of_begun(words: &str) -> Self {
        let (event, words) = (Event::Begun, words.to_owned());
        let [account, row, container, media, permalink] = [const { String::new() }; 5];
        Self { event, account, row, container, media, permalink, words }
    }

    /// Returns the line about a row that stands as `receipt` says.
    pub(crate) fn of_row(event: Event, account: &str, receipt: &RowState, words: String) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            event,
            account: account.to_owned(),
            row: Line::row_cell(receipt),
            container: text(&receipt.container),
            media: text(&receipt.media),
            permalink: text(&receipt.permalink),
            words,
        }
    }

    /// Returns the cell of one column.
    pub(crate) fn cell(&self, column: LogColumn, language: Language, at: Written) -> Written {
        let text = |text: &str| match text {
            "" => Written::Nothing,
            text => Written::Text(text.to_owned()),
        };
        match column {
            LogColumn::When => at,
            LogColumn::Account => text(&self.account),
            LogColumn::Row => text(&self.row),
            LogColumn::What => text(self.event.word(language)),
            LogColumn::Container => text(&self.container),
            LogColumn::Media => text(&self.media),
            LogColumn::Permalink => text(&self.permalink),
            LogColumn::Words => text(&self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Returns the first line of a row.
    fn write(row: usize, state: State) -> RowWrite {
        let id = format!("rabcdefg{row}");
        let next = RowState::first(id, "h".to_owned(), "n", DateTime::UNIX_EPOCH);
        let next = Some(RowState { state, ..next });
        let (at, hash) = (At::Place(row), "h".to_owned());
        RowWrite { at, hash, next, cells: Vec::new(), log: Vec::new() }
    }

    fn places(batch: &Batch) -> Vec<usize> {
        let place = |write: &RowWrite| match write.at {
            At::Place(row) => row,
            At::Line(_) => unreachable!(),
        };
        batch.rows.iter().map(place).collect()
    }

    #[test]
    fn what_is_set_aside_on_first_contact_is_in_the_batch_that_makes_the_log() {
        let states = [State::Queued, State::Queued, State::Queued, State::Missed, State::Queued];
        let rows = states.into_iter().enumerate().map(|(row, state)| write(row, state));
        let setup = vec![Change::HideColumn { sheet_id: 1, column: 2 }];
        let batch = Batch { setup, rows: rows.collect(), ..Batch::default() };
        let parts: Vec<Batch> = batch.parts(2).map(Cow::into_owned).collect();
        assert_eq!(parts.iter().map(places).collect::<Vec<_>>(), [vec![3, 0], vec![1, 2], vec![4]]);
        let makes: Vec<usize> = parts.iter().map(|part| part.setup.len()).collect();
        assert_eq!(makes, [1, 0, 0]);
        assert_eq!(batch.parts(5).count(), 1);
        let missed: Vec<RowWrite> = (0..4).map(|row| write(row, State::Missed)).collect();
        let batch = Batch { rows: missed, ..Batch::default() };
        assert_eq!(batch.parts(2).count(), 1, "even where they are more than that");
    }
}
