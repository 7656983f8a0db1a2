//! A batch behind the fence: applied whole or not at all, and never guessed about.
//!
//! A refusal has one of three causes: another run has written, a person has changed what the batch
//! speaks of, or the service does not take such a request. The version tells the first; a second try,
//! made from a new reading, tells the other two apart.

use std::borrow::Cow;

use threadsheet_core::run_error::{RunError, SheetsRefusal};

use super::changes::Change;
use super::fence::{Epoch, NO_GUARDS};
use super::google::listing::Listing;
use super::google::{Applied, Failed, Refusal, change_of};
use super::grid::Grid;
use super::protected::{Area, Protected};
use super::{NotWritten, QUOTA_TRIES_MAX, TRIES_MAX, Workbook};

/// A batch that was refused.
pub(super) struct Refused {
    /// The version that it built upon.
    pub(super) epoch: Option<Epoch>,
    /// The refusal's words, without numbers.
    kind: String,
    guards: Vec<Change>,
}

/// What became of a batch whose answer proves nothing.
enum Happened {
    /// It was applied.
    All,
    /// It was not, and nobody else has written.
    Nothing,
    /// Another run has written.
    Overtaken,
}

impl Workbook {
    /// Applies changes, all or none, if nobody else has written since the last list, read or
    /// write of ours; returns the cells of `ranges` as they are afterwards.
    ///
    /// An answer that was lost is never guessed: the version tells whether the write happened.
    ///
    /// # Errors
    ///
    /// [`NotWritten::Stale`] where another run has written, or the sheet is no longer as it was read; a
    /// stop where nothing can be written.
    pub async fn commit(
        &mut self,
        changes: &[Change],
        ranges: &[String],
    ) -> Result<Vec<Grid>, NotWritten> {
        let guards = self.guards(changes);
        let changes = self.add_tabs_alone(changes).await?;
        let changes = self.as_kept(&changes);
        let grids = self.write(&changes, ranges, guards).await?;
        match grids {
            Some(grids) => Ok(self.grids_as_meant(grids)),
            None if ranges.is_empty() => Ok(Vec::new()),
            None => Ok(self.read(ranges).await?),
        }
    }

    async fn write(
        &mut self,
        changes: &[Change],
        ranges: &[String],
        guards: Vec<Change>,
    ) -> Result<Option<Vec<Grid>>, NotWritten> {
        // All tries write the same version. If the first one takes effect late, the next is refused by the fence, and
        // the version that is then read is known as our own.
        let after = Epoch::after(self.epoch.as_ref(), &self.mark(), &self.spreadsheet);
        let mut backoff = self.backoff();
        let mut in_doubt = false;
        loop {
            self.requests += 1;
            let fence = (self.epoch.as_ref(), &after);
            let applied = self.google.apply(fence, changes, ranges).await;
            let (tries_max, last) = match applied {
                Ok(Applied { is_certain: true, grids }) => {
                    self.written(after);
                    return Ok(grids);
                }
                Err(Failed::SignIn(stop)) => return Err(stop.into()),
                // A 429 did nothing, so it leaves no doubt behind.
                Err(Failed::Busy) => (QUOTA_TRIES_MAX, RunError::SheetsUnreachable),
                Err(Failed::Refused(refusal)) if refusal.http != 400 => {
                    return Err(self.stop(refusal, true).into());
                }
                // Most likely another run was first: the next listing tells. After a lost answer our own first try may
                // have taken the version away, so then the version is asked instead.
                Err(Failed::Refused(refusal)) if !in_doubt && refusal.is_by_fence() => {
                    return Err(self.refused_by(refusal, guards, changes));
                }
                doubtful => {
                    in_doubt = true;
                    match self.happened(&after).await? {
                        // The cells of the lost answer are read again by the caller.
                        Happened::All => {
                            self.written(after);
                            return Ok(None);
                        }
                        // Ours may have been applied before the other run's; the row states that are read again tell.
                        Happened::Overtaken => return Err(NotWritten::Stale),
                        // Sending again is safe: the version that the batch takes away is still there, and can be taken
                        // once.
                        Happened::Nothing => {}
                    }
                    match doubtful {
                        Err(Failed::Refused(refusal)) => {
                            return Err(self.refused_by(refusal, guards, changes));
                        }
                        Ok(_) | Err(Failed::Unreadable) => (TRIES_MAX, RunError::SheetsUnreadable),
                        Err(_) => (TRIES_MAX, RunError::SheetsUnreachable),
                    }
                }
            };
            if !backoff.next(tries_max).await {
                return Err(last.into());
            }
        }
    }

    fn written(&mut self, after: Epoch) {
        self.epoch = Some(after);
        self.refused = None;
    }

    /// Returns what marks this run's versions; what the run has found out about the service is said
    /// along with it, so that the next run need not find it out again.
    fn mark(&self) -> String {
        let mut mark = self.nonce.clone();
        mark.extend((!self.keeps_guards).then_some(NO_GUARDS));
        mark
    }

    /// Finds out by the version what became of a batch.
    async fn happened(&mut self, after: &Epoch) -> Result<Happened, RunError> {
        let now = match self.list_again().await?.epoch {
            Some(epoch) => Some(epoch),
            // Where no listing shows the version, a batch of ours would otherwise look as if it was never applied, or
            // as if another run had been first.
            None => self.hidden_epoch().await?,
        };
        Ok(match now {
            Some(now) if now == *after => Happened::All,
            now if now == self.epoch => Happened::Nothing,
            _ => Happened::Overtaken,
        })
    }

    /// Asks for a version that no listing shows.
    pub(super) async fn hidden_epoch(&mut self) -> Result<Option<Epoch>, RunError> {
        self.retry(async |google| google.epoch().await).await
    }

    /// Decides what a refusal means. The first one may be due to a person or to another run, so the sheet is read
    /// again. The same refusal once more, while the version has not changed, is the service's final answer.
    fn refused_by(
        &mut self,
        refusal: Refusal,
        guards: Vec<Change>,
        changes: &[Change],
    ) -> NotWritten {
        // A newly closed cell is worth another decision, which leaves it out; only a known one can end the run.
        if self.closes(&refusal, changes) {
            return NotWritten::Stale;
        }
        // The fence comes first in a batch, in one request or two.
        let fence = 1 + usize::from(self.epoch.is_some());
        let refused = refusal.request().and_then(|at| change_of(fence, changes, at));
        let mut guards = guards;
        if let Some(Change::AppendRow { .. }) = refused {
            self.append_refused = Some(refusal.words.clone());
            // It was not the guards: the next batch has the same ones.
            guards.clear();
        }
        let kind = refusal.kind();
        let is_again = self.refused.as_ref().is_some_and(|refused| {
            self.is_unexplained && refused.epoch == self.epoch && refused.kind == kind
        });
        let adds_a_tab = changes.iter().any(|change| change.new_tab().is_some());
        let is_of_a_tab = refusal.words.contains("addSheet") && adds_a_tab;
        // `take` makes the way without chosen ids be tried once: the next refusal of a new tab is told.
        if is_again && !(is_of_a_tab && std::mem::take(&mut self.takes_tab_ids)) {
            return self.stop(refusal, true).into();
        }
        self.refused = Some(Refused { epoch: self.epoch.clone(), kind, guards });
        NotWritten::Stale
    }

    /// Takes note of a protected cell that the listing does not tell of; says whether it was news.
    fn closes(&mut self, refusal: &Refusal, changes: &[Change]) -> bool {
        if SheetsRefusal::of(&refusal.words) != SheetsRefusal::ProtectedCell {
            return false;
        }
        // The refusal counts all requests of the batch, the one or two of the fence first.
        let fence = 1 + usize::from(self.epoch.is_some());
        let change = refusal.request().and_then(|at| change_of(fence, changes, at));
        let protected_cells = &mut self.protected_cells;
        match change {
            Some(Change::Cell { sheet_id, row, column, .. }) => {
                // A cell that is known to be closed was written all the same. Calling that news would go round in
                // circles.
                if protected_cells.holds(*sheet_id, *row, *column) {
                    return false;
                }
                // Whoever protects a cell of a column has most likely protected the column.
                let (rows, columns) = (0..usize::MAX, *column..*column + 1);
                let area = Area { sheet_id: *sheet_id, rows, columns };
                protected_cells.protected.push(Protected { area, open: Vec::new() });
                true
            }
            Some(Change::Swap { sheet_id, column, find, .. }) => {
                let is_new = !protected_cells.holds_text(*sheet_id, *column, find);
                protected_cells.texts.push((*sheet_id, *column, find.clone()));
                is_new
            }
            Some(
                Change::AppendColumns { sheet_id, .. }
                | Change::AppendRow { sheet_id, .. }
                | Change::HideColumn { sheet_id, .. }
                | Change::ShowColumn { sheet_id, .. },
            ) => {
                let is_new = !protected_cells.holds_layout(*sheet_id);
                protected_cells.layouts.push(*sheet_id);
                is_new
            }
            Some(Change::InsertRows { sheet_id, .. }) => {
                let is_new = !protected_cells.holds_layout(*sheet_id);
                protected_cells.layouts.push(*sheet_id);
                self.rows_refused = Some(RunError::SheetsRefused { words: refusal.words.clone() });
                is_new
            }
            _ => false,
        }
    }

    /// Returns the column guards of a batch. If the very same ones were refused while nobody else wrote, this
    /// service does not keep them, or does not show them, and the run goes on without.
    fn guards(&mut self, changes: &[Change]) -> Vec<Change> {
        let guards: Vec<Change> =
            changes.iter().filter(|change| change.is_guard()).cloned().collect();
        let was_refused = self.refused.as_ref().is_some_and(|refused| refused.guards == guards);
        if self.is_unexplained && was_refused && !guards.is_empty() {
            // The mark of every version written from now on tells the next runs.
            self.keeps_guards = false;
        }
        guards
    }

    /// Returns the changes as this service takes them: without column guards where it keeps none, and with the ids
    /// that tabs have really got.
    fn as_kept<'a>(&self, changes: &'a [Change]) -> Cow<'a, [Change]> {
        if self.keeps_guards && self.renamed.is_empty() {
            return Cow::Borrowed(changes);
        }
        let kept = changes.iter().filter(|change| self.keeps_guards || !change.is_guard());
        let mut kept: Vec<Change> = kept.cloned().collect();
        for (meant, real) in &self.renamed {
            for change in &mut kept {
                change.rename_tab(*meant, *real);
            }
        }
        Cow::Owned(kept)
    }

    /// Makes new tabs in a batch of their own, where the service insists on choosing their ids; returns
    /// the changes that are left.
    async fn add_tabs_alone<'a>(
        &mut self,
        changes: &'a [Change],
    ) -> Result<Cow<'a, [Change]>, NotWritten> {
        if self.takes_tab_ids {
            return Ok(Cow::Borrowed(changes));
        }
        let mut left = Vec::new();
        for change in changes {
            let Some((sheet_id, title)) = change.new_tab() else {
                left.push(change.clone());
                continue;
            };
            self.write(&[change.clone().with_any_id()], &[], Vec::new()).await?;
            let listing = self.list_again().await?;
            // The service has chosen the id, so the title is all that is known of the tab.
            let made = listing.tabs.iter().find(|tab| tab.title == title);
            self.renamed.extend(made.map(|tab| (sheet_id, tab.sheet_id)));
        }
        Ok(Cow::Owned(left))
    }

    /// Gives the tabs of a listing the ids that they were meant to get.
    pub(super) fn name_as_meant(&self, listing: &mut Listing) {
        for tab in &mut listing.tabs {
            tab.sheet_id = self.id_as_meant(tab.sheet_id);
        }
    }

    pub(super) fn grids_as_meant(&self, mut grids: Vec<Grid>) -> Vec<Grid> {
        for grid in &mut grids {
            grid.sheet_id = self.id_as_meant(grid.sheet_id);
        }
        grids
    }

    fn id_as_meant(&self, sheet_id: i32) -> i32 {
        let renamed = self.renamed.iter().find(|(_, real)| *real == sheet_id);
        renamed.map_or(sheet_id, |(meant, _)| *meant)
    }
}
