//! The spreadsheet: list it, read cells, change them behind the fence.
//!
//! Knows tabs, cells and versions; knows nothing of accounts and posts.

pub mod changes;
mod commit;
mod decorations;
pub mod fence;
mod google;
pub mod grid;
mod lenient_json;
pub mod protected;
pub mod raw;

use std::time::Duration;

use self::commit::Refused;
use self::fence::{Epoch, METADATA_ID};
pub use self::google::listing::{Listing, Tab};
use self::google::{Failed, Google, Refusal};
use self::grid::Grid;
use self::protected::Closed;
use crate::clock::ServiceTime;
use crate::http::Backoff;
use crate::random;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::setup::ObservedTab;
use threadsheet_core::time_scale::TimeScale;

/// How often a request that may be repeated is tried; the waits in between come to 8 to 16 seconds.
const TRIES_MAX: u32 = 6;

/// The same where the quota is used up: it is refilled every minute, and the tries go on for about that long.
///
/// Source: <https://developers.google.com/workspace/sheets/api/limits>.
const QUOTA_TRIES_MAX: u32 = 10;

/// The first wait between two tries; each further one doubles it.
const BACKOFF: Duration = Duration::from_millis(500);

/// The longest wait between two tries: the service's quotas are by the minute.
const BACKOFF_MAX: Duration = Duration::from_secs(20);

/// How often others may write first until a run gives up.
const FIRST_MAX: u32 = 20;

/// How long the first pause after that may be; each further one may be twice as long.
const GIVE_WAY: Duration = Duration::from_secs(1);

/// The longest of these pauses.
const GIVE_WAY_MAX: Duration = Duration::from_secs(16);

/// Where a spreadsheet is, and how it is reached. Not `Debug`, because it holds a private key.
#[derive(Clone, Copy)]
pub struct Connection<'a> {
    /// The credentials, as JSON.
    pub credentials: &'a str,
    /// The URL of the service.
    pub root: &'a str,
    /// The spreadsheet's id.
    pub spreadsheet: &'a str,
    /// Nothing is tried again after that.
    pub until: tokio::time::Instant,
    /// How fast time passes.
    pub time_scale: TimeScale,
}

/// One spreadsheet, for one run.
pub struct Workbook {
    google: Google,
    spreadsheet: String,
    nonce: String,
    epoch: Option<Epoch>,
    until: tokio::time::Instant,
    time_scale: TimeScale,
    /// How many requests were sent, for the report.
    requests: u32,
    /// The last batch that was refused.
    refused: Option<Refused>,
    /// Whether the version that it built upon still stood when the tabs were listed again.
    is_unexplained: bool,
    /// Whether this service keeps column guards, and shows them.
    keeps_guards: bool,
    /// Whether a new tab may be given an id.
    takes_tab_ids: bool,
    /// What was refused, whatever the listing says.
    protected_cells: Closed,
    /// Why no rows could be inserted into a tab of which the listing says no such thing.
    rows_refused: Option<RunError>,
    /// What the service said when it refused to add a row at the end of a tab.
    append_refused: Option<String>,
    /// The ids that tabs of ours were meant to get, and those that they got.
    renamed: Vec<(i32, i32)>,
}

/// A write that did not happen.
#[derive(Debug)]
pub enum NotWritten {
    /// Another run has written since we read: read and decide again.
    Stale,
    /// The run cannot go on.
    RunError(RunError),
}

impl From<RunError> for NotWritten {
    fn from(stop: RunError) -> Self {
        Self::RunError(stop)
    }
}

impl Workbook {
    /// Signs in and opens a spreadsheet. `nonce` tells our own writes from those of other runs.
    ///
    /// # Errors
    ///
    /// Credentials that are unusable or refused.
    pub async fn open(connection: Connection<'_>, nonce: &str) -> Result<Self, RunError> {
        let Connection { spreadsheet, until, time_scale, .. } = connection;
        Ok(Self {
            google: Google::sign_in(connection).await?,
            spreadsheet: spreadsheet.to_owned(),
            nonce: nonce.to_owned(),
            epoch: None,
            until,
            time_scale,
            requests: 0,
            refused: None,
            is_unexplained: false,
            keeps_guards: true,
            takes_tab_ids: true,
            protected_cells: Closed::default(),
            rows_refused: None,
            append_refused: None,
            renamed: Vec::new(),
        })
    }

    /// Tells whether this service keeps column guards, as far as this run and those before it have found.
    #[must_use]
    pub fn keeps_guards(&self) -> bool {
        self.keeps_guards
    }

    /// Returns how many spreadsheet requests were sent.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests
    }

    /// Returns what the service said when it refused to add a row at the end of a tab: it is not tried again.
    pub(crate) fn append_refused(&self) -> Option<&str> {
        self.append_refused.as_deref()
    }

    /// Returns why no rows could be inserted into a tab, although the listing does not say that it is protected.
    #[must_use]
    pub fn rows_refused(&self) -> Option<&RunError> {
        self.rows_refused.as_ref()
    }

    /// Returns the service's clock, as far as its answers tell: copies learn from each further one.
    #[must_use]
    pub fn time(&self) -> ServiceTime {
        self.google.time()
    }

    /// Writes dates, from now on, as people of that language do.
    pub fn speak(&mut self, language: Language) {
        self.google.language = language;
    }

    /// Lists the tabs, and takes note of the version that the next write builds upon.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, a copy, or out of reach.
    pub async fn list(&mut self) -> Result<Listing, RunError> {
        match self.list_any().await? {
            (_, true) => Err(RunError::Copied),
            (listing, false) => Ok(listing),
        }
    }

    /// Lists the tabs of a spreadsheet that may be a copy, and tells whether it is one. The next
    /// write puts this file's own mark in the place of the other file's.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn list_any(&mut self) -> Result<(Listing, bool), RunError> {
        let mut listing = self.list_again().await?;
        let is_of_now = |refused: &Refused| refused.epoch == listing.epoch;
        // The refused batch built upon the version that stands now, so no other run can be the reason of the refusal.
        self.is_unexplained = self.refused.as_ref().is_some_and(is_of_now);
        if self.is_unexplained && listing.epoch.is_none() {
            // Nobody wrote, and yet the fence was refused: the version is there, and is not shown.
            listing.epoch = self.hidden_epoch().await?;
        }
        self.epoch.clone_from(&listing.epoch);
        // What this run has found out itself is not unlearned, whatever an earlier run's mark says.
        self.keeps_guards &= !listing.epoch.as_ref().is_some_and(Epoch::says_no_guards);
        // A cell that was refused may be missing from the listing; forgotten here, it would have the next batch refused
        // too.
        listing.protected_cells.extend(&self.protected_cells);
        self.name_as_meant(&mut listing);
        let epoch = listing.epoch.as_ref();
        let is_copy = epoch.is_some_and(|epoch| epoch.is_of_another_file(&self.spreadsheet));
        Ok((listing, is_copy))
    }

    async fn list_again(&mut self) -> Result<Listing, RunError> {
        self.retry(async |google| google.list().await).await
    }

    /// Reads the cells of ranges in A1 notation, one grid for each.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn read(&mut self, ranges: &[String]) -> Result<Vec<Grid>, RunError> {
        let grids = self.retry(async |google| {
            let grids = google.grids(ranges).await?;
            // An answer that shows nothing of what was asked for says nothing about it.
            if grids.is_empty() && !ranges.is_empty() { Err(Failed::Unreadable) } else { Ok(grids) }
        });
        let grids = grids.await?;
        Ok(self.grids_as_meant(grids))
    }

    /// Reads ranges with all that lies over their cells, one tab for each range.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn decorations(&mut self, ranges: &[String]) -> Result<Vec<ObservedTab>, RunError> {
        self.retry(async |google| google.decorations(ranges).await).await
    }

    /// Reads what the cells of columns show, one list for each range in A1 notation.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn read_columns(
        &mut self,
        ranges: &[String],
    ) -> Result<Vec<Vec<Box<str>>>, RunError> {
        self.retry(async |google| google.columns(ranges).await).await
    }

    /// Sends a request that only reads, again where that may help.
    async fn retry<T>(
        &mut self,
        send: impl AsyncFn(&Google) -> Result<T, Failed>,
    ) -> Result<T, RunError> {
        let mut backoff = self.backoff();
        loop {
            self.requests += 1;
            let (tries_max, stop) = match send(&self.google).await {
                Ok(answer) => return Ok(answer),
                // The same request would be refused again. Signing in has had its own tries.
                Err(Failed::Refused(refusal)) => return Err(self.stop(refusal, false)),
                Err(Failed::SignIn(stop)) => return Err(stop),
                Err(Failed::Busy) => (QUOTA_TRIES_MAX, RunError::SheetsUnreachable),
                Err(Failed::Unknown) => (TRIES_MAX, RunError::SheetsUnreachable),
                Err(Failed::Unreadable) => (TRIES_MAX, RunError::SheetsUnreadable),
            };
            if !backoff.next(tries_max).await {
                return Err(stop);
            }
        }
    }

    fn backoff(&self) -> Backoff {
        Backoff::new((BACKOFF, BACKOFF_MAX), self.until, self.time_scale)
    }

    /// Pauses because another run has written first; `times` counts how often in a row, from 1. The pause has full
    /// jitter: runs that a scheduler starts together would meet again and again without it.
    ///
    /// # Errors
    ///
    /// [`RunError::SheetsBusy`] where others were first too often, or no time is left.
    pub async fn give_way(&self, times: u32) -> Result<(), RunError> {
        let limit = GIVE_WAY.saturating_mul(2_u32.saturating_pow(times.saturating_sub(1)));
        let pause = self.time_scale.of(limit.min(GIVE_WAY_MAX)).mul_f64(random::jitter());
        if times > FIRST_MAX || tokio::time::Instant::now() + pause >= self.until {
            // A pause that ends after the deadline would leave no time for the write that it is for.
            return Err(RunError::SheetsBusy);
        }
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn stop(&self, refusal: Refusal, writing: bool) -> RunError {
        refusal.stop(self.google.email(), writing)
    }
}

/// The reasons of a 403 that are about who may open the file: mostly none is given.
const ACCESS_REASONS: [&str; 4] =
    ["", "forbidden", "insufficientPermissions", "insufficientFilePermissions"];

impl Refusal {
    /// Returns what a refusal means that ends everything; `email` is the address to share with.
    fn stop(self, email: Option<String>, writing: bool) -> RunError {
        let is_access = self.words.contains("does not have permission");
        match (self.http, self.reason.as_str()) {
            // A 403 has several cures: the API is switched on in the project, but the file is shared with an address.
            // So the reasons that are sure come before the general one.
            (403, "SERVICE_DISABLED") => RunError::ApiDisabled { words: self.words },
            (403, _) if self.words.contains("has not been used in project") => {
                RunError::ApiDisabled { words: self.words }
            }
            (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT") => {
                RunError::SheetsRefused { words: self.words }
            }
            (403, "storageQuotaExceeded") => RunError::StorageFull,
            (403, _) if self.words.contains("storage quota") => RunError::StorageFull,
            // A reason of its own is about the project, whatever the sheet allows.
            (403, reason) if !is_access && !ACCESS_REASONS.contains(&reason) => {
                RunError::ProjectRefused { words: self.words }
            }
            (403, _) if writing => RunError::ReadOnly { email },
            (403, _) => RunError::NotShared { email },
            // Google may say 404 of a file that exists and is not shared, so this hint names the address too.
            (404, _) => RunError::NotFound { email },
            (400, _) if self.words.contains("not supported for this document") => {
                RunError::NotASpreadsheet
            }
            _ => RunError::SheetsRefused { words: self.words },
        }
    }

    /// Tells whether it was the fence that was refused, with whatever words.
    fn is_by_fence(&self) -> bool {
        let words = self.words.to_lowercase();
        let of_the_version = words.contains(&METADATA_ID.to_string());
        // Google does not document these words. So the number of the request, with which its refusals begin, comes
        // first, and then the id of the version, for the second request of the fence.
        words.starts_with("invalid requests[0]")
            || of_the_version && words.contains("developer metadata")
    }

    /// Returns the number of the request that was refused, where the words tell it.
    fn request(&self) -> Option<usize> {
        let rest = self.words.split_once("requests[")?.1;
        rest.split_once(']')?.0.parse().ok()
    }

    /// Returns its words without numbers, which differ between two tries of the same.
    fn kind(&self) -> String {
        self.words.chars().filter(|letter| !letter.is_ascii_digit()).collect()
    }
}
