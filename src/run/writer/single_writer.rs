//! The single writer: takes what all accounts want written, and writes it in few batches.
//!
//! One task writes for all accounts, so that a run of a hundred accounts needs a handful of batches (the
//! quota is 60 writes a minute) and no two of its own writes cross:
//!
//! ```text
//!   account 1 --WriteHandle--+                         1. row states, cells, and every claim
//!   account 2 --WriteHandle--+--> gather --> batch --> 2. a line in the Log for each claim that stands;
//!   account 3 --WriteHandle--+                            read back: does the Log show another attempt?
//!        ^                                                  |
//!        +-------------- Claimed::{Won, Changed, Lost, Out} ---+
//! ```
//!
//! A claim is the intent to send a container. Only a claim that was won may be sent: its line stands on its own
//! row, of unchanged content, and the Log shows no other open attempt. Everything else is taken back.

use std::time::Duration;

use threadsheet_core::columns::PostStatus;
use threadsheet_core::log::{Event, LogLines};
use threadsheet_core::reason::Message;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::batch::{AccountWrite, Batch, Claim, Claimed, LogLine, RowWrite};
use super::known_sheet::Seen;
use super::session::Session;
use crate::run::cell_format::{free_cell, message_cell};
use crate::sheets::NotWritten;

/// How long a batch waits for the slowest account.
const GRACE: Duration = Duration::from_secs(2);

/// One account in so many is few: the others are not kept waiting for it.
const FEW: usize = 20;

/// After so many batches each waits longer: the spreadsheet's quota is 60 writes a minute.
const BATCHES_PROMPT: u32 = 6;

/// How long a batch waits then.
const GRACE_LATER: Duration = Duration::from_secs(6);

/// How many rows the opening changes in one batch: more take the memory of several such runs, and a
/// run that ends in between has done no harm, for each row stands by itself.
const ROWS_AT_ONCE: usize = 4_000;

/// Whether the sheet was written in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstWrite {
    /// Not known yet.
    Pending,
    /// It was.
    Written,
    /// Nothing had to be written first.
    Unwritten,
}

/// What one account wants written together.
#[derive(Debug)]
struct WriteRequest {
    rows: Vec<RowWrite>,
    accounts: Vec<AccountWrite>,
    claims: Vec<Claim>,
    reply: oneshot::Sender<Result<Vec<(Claimed, RowState)>, RunError>>,
}

/// An account's way to the single writer.
#[derive(Debug, Clone)]
pub(crate) struct WriteHandle {
    sender: mpsc::Sender<WriteRequest>,
    /// How many accounts are pausing.
    pausing: watch::Sender<usize>,
}

/// The single writer's end of all those ways.
pub(crate) struct WriteQueue {
    receiver: mpsc::Receiver<WriteRequest>,
    pausing: watch::Receiver<usize>,
}

/// An account's pause, until it is dropped: the writer does not wait for that account.
pub(crate) struct Pausing<'a>(&'a watch::Sender<usize>);

impl Drop for Pausing<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|pausing| *pausing -= 1);
    }
}

/// Returns both ends.
pub(crate) fn channel() -> (WriteHandle, WriteQueue) {
    let (sender, receiver) = mpsc::channel(64);
    let (pausing, seen) = watch::channel(0);
    (WriteHandle { sender, pausing }, WriteQueue { receiver, pausing: seen })
}

impl WriteHandle {
    /// Has something written, and says what came of each claim, with the line as it was written.
    ///
    /// # Errors
    ///
    /// A stop, after which nothing can be written any more.
    pub(crate) async fn write(
        &self,
        rows: Vec<RowWrite>,
        accounts: Vec<AccountWrite>,
        claims: Vec<Claim>,
    ) -> Result<Vec<(Claimed, RowState)>, RunError> {
        if rows.is_empty() && accounts.is_empty() && claims.is_empty() {
            return Ok(Vec::new());
        }
        let (reply, answer) = oneshot::channel();
        let order = WriteRequest { rows, accounts, claims, reply };
        let gone = |()| RunError::Bug("nobody writes any more".to_owned());
        self.sender.send(order).await.map_err(|_| gone(()))?;
        answer.await.map_err(|_| gone(()))?
    }

    /// Says that the account will want nothing written until its pause is over.
    pub(crate) fn pausing(&self) -> Pausing<'_> {
        self.pausing.send_modify(|pausing| *pausing += 1);
        Pausing(&self.pausing)
    }
}

/// Writes the opening, lets the accounts begin, and serves them until the last one is done.
///
/// # Errors
///
/// [`NotWritten::Stale`] where the opening was overtaken: nothing was done, and the plan must be made
/// again. A stop where nothing can be written.
pub(crate) async fn serve(
    session: &mut Session,
    initial_write: &Batch,
    first_write: watch::Sender<FirstWrite>,
    mut queue: WriteQueue,
    time_scale: TimeScale,
) -> Result<(), NotWritten> {
    let mut later = Vec::new();
    if !initial_write.is_empty() || initial_write.is_needed {
        for part in initial_write.parts(ROWS_AT_ONCE) {
            let seen = session.write(&part).await?;
            let is_free = |write: &&RowWrite| session.sheet.has_free_time_cell(write, &seen);
            later.extend(initial_write.slots.iter().filter(is_free).cloned());
        }
        first_write.send_replace(FirstWrite::Written);
    } else {
        first_write.send_replace(FirstWrite::Unwritten);
    }
    let mut writer = SingleWriter { session, later, batches: 0, time_scale, stop: None };
    let mut begun = Instant::now();
    while let Some(writes) = gather(&mut queue, begun, writer.grace()).await {
        writer.serve(writes).await;
        begun = Instant::now();
    }
    let later = std::mem::take(&mut writer.later);
    writer.write(Batch { rows: later, ..Batch::default() }).await;
    writer.stop.map_or(Ok(()), |stop| Err(stop.into()))
}

/// Returns what is wanted now: as soon as every account waits that is not pausing, and at the latest after
/// `grace`. Of many accounts the last few get a tenth of the time that the others have taken since the
/// last batch.
async fn gather(
    queue: &mut WriteQueue,
    begun: Instant,
    grace: Duration,
) -> Option<Vec<WriteRequest>> {
    let WriteQueue { receiver, pausing } = queue;
    let mut writes = vec![receiver.recv().await?];
    let until = Instant::now() + grace;
    loop {
        // An account holds its handle until its part is done, so this counts those that may still want something.
        let accounts = receiver.sender_strong_count().saturating_sub(*pausing.borrow_and_update());
        let missing = accounts.saturating_sub(writes.len());
        let patience = match missing {
            0 => break,
            few if few * FEW <= accounts => until.min(Instant::now() + begun.elapsed() / 10),
            _ => until,
        };
        tokio::select! {
            biased;
            order = receiver.recv() => match order {
                Some(order) => writes.push(order),
                None => break,
            },
            // Somebody has begun to pause, or has ended it.
            Ok(()) = pausing.changed() => {}
            () = sleep_until(patience) => break,
        }
    }
    Some(writes)
}

struct SingleWriter<'a> {
    session: &'a mut Session,
    /// What can wait for the next batch.
    later: Vec<RowWrite>,
    batches: u32,
    time_scale: TimeScale,
    stop: Option<RunError>,
}

impl SingleWriter<'_> {
    fn grace(&self) -> Duration {
        self.time_scale.of(if self.batches < BATCHES_PROMPT { GRACE } else { GRACE_LATER })
    }

    async fn serve(&mut self, writes: Vec<WriteRequest>) {
        self.batches += 1;
        let mut batch = Batch { rows: std::mem::take(&mut self.later), ..Batch::default() };
        let mut claims = Vec::new();
        let mut waiting = Vec::new();
        for order in writes {
            batch.rows.extend(order.rows);
            batch.accounts.extend(order.accounts);
            waiting.push((order.claims.len(), order.reply));
            claims.extend(order.claims);
        }
        // Time runs from the write: until then the claims have waited for one another.
        let (at, until) = (self.session.sheet.clock.stamp(), self.session.sheet.claims_until());
        for claim in &mut claims {
            claim.stamp(at, until);
        }
        batch.rows.extend(claims.iter().map(|claim| claim.write.clone()));
        let mut claimed = match self.write(batch).await {
            Some(seen) => self.won(&claims, &seen),
            None => Vec::new(),
        };
        if claimed.contains(&Claimed::Won) {
            self.witness(&claims, &mut claimed).await;
        }
        // Every claim has a next line, so the two lists stay in step.
        let lines = claims.into_iter().filter_map(|claim| claim.write.next);
        let mut claimed = claimed.into_iter().zip(lines);
        for (count, reply) in waiting {
            let own: Vec<(Claimed, RowState)> = claimed.by_ref().take(count).collect();
            let answer = match &self.stop {
                Some(stop) => Err(stop.clone()),
                None => Ok(own),
            };
            // An account that is gone has nothing to be told.
            let _ = reply.send(answer);
        }
    }

    /// Writes, and takes note of posts whose words were changed after they had been sent.
    async fn write(&mut self, batch: Batch) -> Option<Seen> {
        if self.stop.is_some() || batch.is_empty() {
            return None;
        }
        match self.session.write(&batch).await {
            Ok(seen) => {
                let later = batch.rows.iter().filter_map(|write| self.changed_after(write, &seen));
                let later: Vec<RowWrite> = later.collect();
                self.later.extend(later);
                Some(seen)
            }
            Err(not_written) => {
                self.stop = Some(match not_written {
                    NotWritten::RunError(stop) => stop,
                    NotWritten::Stale => RunError::SheetsBusy,
                });
                None
            }
        }
    }

    fn changed_after(&self, write: &RowWrite, seen: &Seen) -> Option<RowWrite> {
        let next = write.next.as_ref().filter(|next| next.state == State::Posted)?;
        let row = self.session.sheet.row_index.row_of(next)?;
        let says = Message::ChangedAfterSending.say(self.session.sheet.snapshot.language());
        seen.posts.get(&row).filter(|post| post.hash != write.hash && post.message() != says)?;
        Some(RowWrite { cells: vec![message_cell(&says)], ..RowWrite::at_line(next, None) })
    }

    /// Tells which claims stand on their own rows, of unchanged words.
    fn won(&mut self, claims: &[Claim], seen: &Seen) -> Vec<Claimed> {
        let claimed: Vec<Claimed> = claims.iter().map(|claim| self.stands(claim, seen)).collect();
        for (claim, claimed) in claims.iter().zip(&claimed) {
            if *claimed == Claimed::Changed {
                let row = claim
                    .write
                    .next
                    .as_ref()
                    .and_then(|next| self.session.sheet.row_index.row_of(next));
                let post = row.and_then(|row| seen.posts.get(&row));
                let is_ours = post.is_some_and(|post| post.status == Ok(PostStatus::Publishing));
                self.take_back(claim, Claimed::Changed, is_ours);
            }
        }
        claimed
    }

    fn stands(&self, claim: &Claim, seen: &Seen) -> Claimed {
        let Some(row) =
            claim.write.next.as_ref().and_then(|next| self.session.sheet.row_index.row_of(next))
        else {
            return Claimed::Lost;
        };
        match seen.posts.get(&row) {
            Some(post) if post.hash == claim.write.hash && claim.is_free_to_go(post) => {
                Claimed::Won
            }
            _ => Claimed::Changed,
        }
    }

    /// Logs the winners, and believes only what can then be read back: the line still stands, and
    /// the Log shows no other open attempt for the row.
    async fn witness(&mut self, claims: &[Claim], claimed: &mut [Claimed]) {
        let mut batch = Batch { rows: std::mem::take(&mut self.later), ..Batch::default() };
        batch.wants_log = true;
        let winners =
            claims.iter().zip(claimed.iter()).filter(|(_, state)| **state == Claimed::Won);
        batch.rows.extend(winners.filter_map(|(claim, _)| {
            let line = claim.write.next.as_ref()?;
            let sending = LogLine::of_row(Event::Sending, &claim.account, line, String::new());
            let (cells, log) = (claim.cells.clone(), vec![sending]);
            Some(RowWrite { cells, log, ..RowWrite::at_line(line, None) })
        }));
        let seen = self.write(batch).await;
        for (claim, state) in claims.iter().zip(claimed.iter_mut()) {
            if *state != Claimed::Won {
                continue;
            }
            // Without an answer there is no witness, and nothing is sent.
            let log_lines = seen.as_ref().and_then(|seen| seen.log_lines.as_ref());
            let is_ours = log_lines.is_some_and(|log_lines| self.is_ours(claim, log_lines));
            if !is_ours {
                let is_out = claim.write.next.as_ref().zip(log_lines);
                let is_out =
                    is_out.is_some_and(|(next, log)| log.is_out_since(next, claim.earlier));
                *state = if is_out { Claimed::Out } else { Claimed::Lost };
                self.take_back(claim, *state, true);
            }
        }
        // Without its lines in the Log nothing may be sent: the run ends, and says why. A token that was renewed in it has
        // been kept, though its line was not.
        if let Some(stop) = self.session.workbook.rows_refused().cloned() {
            let later = std::mem::take(&mut self.later);
            self.write(Batch { rows: later, ..Batch::default() }).await;
            self.stop.get_or_insert(stop);
        }
    }

    fn is_ours(&self, claim: &Claim, log_lines: &LogLines) -> bool {
        let next = claim.write.next.as_ref();
        next.is_some_and(|next| {
            self.session.sheet.row_index.row_of(next).is_some()
                && log_lines.is_first_attempt_since(next, claim.settled, claim.earlier)
        })
    }

    /// Frees a row that was claimed and of which nothing was or will be sent.
    fn take_back(&mut self, claim: &Claim, claimed: Claimed, shows_ours: bool) {
        let Some(line) = &claim.write.next else { return };
        let unsent = LogLine::of_row(Event::Unsent, &claim.account, line, String::new());
        let was_logged = claimed != Claimed::Changed;
        let log = was_logged.then_some(unsent).into_iter().collect();
        // A word of the person's own stands, and what an earlier run sent stays in doubt.
        let snapshot = &self.session.sheet.snapshot;
        let status = free_cell(claim.free, snapshot.language(), snapshot.only_queued);
        let is_shown = shows_ours && !line.is_repeated();
        let says = Message::OutByTheLog.say(snapshot.language());
        let message = (claimed == Claimed::Out).then(|| message_cell(&says));
        let cells = is_shown.then_some(status).into_iter().chain(message).collect();
        let next = Some(line.unused(self.session.sheet.writer_id()));
        // With the next batch: nothing hangs on it, and where none follows the next run resolves the claim.
        self.later.push(RowWrite { cells, log, ..RowWrite::at_line(line, next) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_batch_waits_for_no_account_that_pauses_nor_for_one_that_begins_to() {
        let (working, mut queue) = channel();
        let (pausing, about_to) = (working.clone(), working.clone());
        let _pause = pausing.pausing();
        let (reply, _answer) = oneshot::channel();
        let order =
            WriteRequest { rows: Vec::new(), accounts: Vec::new(), claims: Vec::new(), reply };
        working.sender.send(order).await.unwrap();
        let hour = Duration::from_hours(1);
        let gathered = gather(&mut queue, Instant::now(), hour);
        let begins = async {
            tokio::task::yield_now().await;
            about_to.pausing()
        };
        let both = async { tokio::join!(gathered, begins).0 };
        let writes = tokio::time::timeout(Duration::from_secs(5), both).await.unwrap().unwrap();
        assert_eq!(writes.len(), 1);
    }
}
