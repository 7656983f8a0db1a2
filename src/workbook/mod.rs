//! The spreadsheet: list it, read cells, change them behind the fence.
//!
//! Knows tabs, cells and versions; knows nothing of accounts and posts.

pub mod batch;
pub mod epoch;
mod furniture;
mod google;
pub mod grid;
pub mod trial;

use std::time::Duration;

use self::batch::Change;
use self::epoch::Epoch;
pub use self::google::listing::{Listing, Tab};
use self::google::{Failed, Google, Refusal};
use self::grid::Grid;
use crate::clock::ServiceTime;
use crate::core::layout::TabThere;
use crate::core::pace::Pace;
use crate::core::stop::Stop;
use crate::random;

/// How often a request that may be repeated is tried.
const TRIES_MAX: u32 = 6;

/// The same where the minute's quota is used up: the tries go on for more than a minute.
const QUOTA_TRIES_MAX: u32 = 10;

/// The first pause between tries; each further one doubles it.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest pause: the service's quotas are by the minute.
const PAUSE_MAX: Duration = Duration::from_secs(20);

/// How often others may write first until a run gives up.
const FIRST_MAX: u32 = 20;

/// How long the first pause after that may be; each further one may be twice as long.
const GIVE_WAY: Duration = Duration::from_secs(1);

/// The longest of these pauses.
const GIVE_WAY_MAX: Duration = Duration::from_secs(16);

/// One spreadsheet, for one run.
pub struct Workbook {
    google: Google,
    spreadsheet: String,
    nonce: String,
    epoch: Option<Epoch>,
    until: tokio::time::Instant,
    pace: Pace,
    /// How many requests were sent, for the report.
    requests: u32,
    /// The pins of the last batch that was refused, and the version that it built upon.
    refused: Option<(Option<Epoch>, Vec<Change>)>,
    /// Whether that version still stood when the tabs were listed again.
    is_unexplained: bool,
    /// Whether this service keeps pins.
    keeps_pins: bool,
}

/// A write that did not happen.
#[derive(Debug)]
pub enum NotWritten {
    /// Another run has written since we read: read and decide again.
    Stale,
    /// The run cannot go on.
    Stop(Stop),
}

impl From<Stop> for NotWritten {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl Workbook {
    /// Signs in and opens a spreadsheet by its id. `nonce` tells our own writes from those of
    /// other runs; nothing is tried again after `until`.
    ///
    /// # Errors
    ///
    /// Credentials that are unusable or refused.
    pub async fn open(
        credentials: &str,
        root: &str,
        spreadsheet: &str,
        nonce: &str,
        until: tokio::time::Instant,
        pace: Pace,
    ) -> Result<Self, Stop> {
        Ok(Self {
            google: Google::sign_in(credentials, root, spreadsheet, until, pace).await?,
            spreadsheet: spreadsheet.to_owned(),
            nonce: nonce.to_owned(),
            epoch: None,
            until,
            pace,
            requests: 0,
            refused: None,
            is_unexplained: false,
            keeps_pins: true,
        })
    }

    /// Returns how many spreadsheet requests were sent.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests
    }

    /// Returns the service's clock, as far as its answers tell: copies learn from each further one.
    #[must_use]
    pub fn time(&self) -> ServiceTime {
        self.google.time()
    }

    /// Lists the tabs, and takes note of the version that the next write builds upon.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, a copy, or out of reach.
    pub async fn list(&mut self) -> Result<Listing, Stop> {
        match self.list_any().await? {
            (_, true) => Err(Stop::Copied),
            (listing, false) => Ok(listing),
        }
    }

    /// Lists the tabs of a spreadsheet that may be a copy, and tells whether it is one. The next
    /// write puts this file's own mark in the place of the other file's.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn list_any(&mut self) -> Result<(Listing, bool), Stop> {
        let listing = self.list_again().await?;
        self.is_unexplained =
            self.refused.as_ref().is_some_and(|(epoch, _)| *epoch == listing.epoch);
        self.epoch.clone_from(&listing.epoch);
        let epoch = listing.epoch.as_ref();
        let is_copy = epoch.is_some_and(|epoch| epoch.is_of_another_file(&self.spreadsheet));
        Ok((listing, is_copy))
    }

    async fn list_again(&mut self) -> Result<Listing, Stop> {
        let mut pause = PAUSE;
        for tries in 1.. {
            self.requests += 1;
            match self.google.list().await {
                Ok(listing) => return Ok(listing),
                Err(failed) => self.wait_or_stop(failed, tries, &mut pause).await?,
            }
        }
        Err(Stop::SheetsUnreachable)
    }

    /// Reads the cells of ranges in A1 notation, one grid for each.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn read(&mut self, ranges: &[String]) -> Result<Vec<Grid>, Stop> {
        let mut pause = PAUSE;
        for tries in 1.. {
            self.requests += 1;
            match self.google.grids(ranges).await {
                Ok(grids) => return Ok(grids),
                Err(failed) => self.wait_or_stop(failed, tries, &mut pause).await?,
            }
        }
        Err(Stop::SheetsUnreachable)
    }

    /// Reads ranges with all that lies over their cells, one tab for each range.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn furniture(&mut self, ranges: &[String]) -> Result<Vec<TabThere>, Stop> {
        let mut pause = PAUSE;
        for tries in 1.. {
            self.requests += 1;
            match self.google.furniture(ranges).await {
                Ok(tabs) => return Ok(tabs),
                Err(failed) => self.wait_or_stop(failed, tries, &mut pause).await?,
            }
        }
        Err(Stop::SheetsUnreachable)
    }

    /// Reads what the cells of columns show, one list for each range in A1 notation.
    ///
    /// # Errors
    ///
    /// A spreadsheet that is missing, not shared, or out of reach.
    pub async fn read_columns(&mut self, ranges: &[String]) -> Result<Vec<Vec<Box<str>>>, Stop> {
        let mut pause = PAUSE;
        for tries in 1.. {
            self.requests += 1;
            match self.google.columns(ranges).await {
                Ok(columns) => return Ok(columns),
                Err(failed) => self.wait_or_stop(failed, tries, &mut pause).await?,
            }
        }
        Err(Stop::SheetsUnreachable)
    }

    async fn wait_or_stop(
        &self,
        failed: Failed,
        tries: u32,
        pause: &mut Duration,
    ) -> Result<(), Stop> {
        match failed {
            Failed::Refused(refusal) => Err(self.stop(refusal, false)),
            Failed::SignIn(stop) => Err(stop),
            Failed::Busy if tries < QUOTA_TRIES_MAX => self.pause(pause).await,
            Failed::Unknown if tries < TRIES_MAX => self.pause(pause).await,
            Failed::Busy | Failed::Unknown => Err(Stop::SheetsUnreachable),
        }
    }

    async fn pause(&self, pause: &mut Duration) -> Result<(), Stop> {
        // Runs that a scheduler started together have used up the quota together.
        let shortened = self.pace.of(*pause).mul_f64(f64::midpoint(lot(), 1.0));
        if tokio::time::Instant::now() + shortened >= self.until {
            return Err(Stop::SheetsUnreachable);
        }
        tokio::time::sleep(shortened).await;
        *pause = (*pause * 2).min(PAUSE_MAX);
        Ok(())
    }

    /// Applies changes, all or none, if nobody else has written since the last list, read or
    /// write of ours; returns the cells of `ranges` as they are afterwards.
    ///
    /// An answer that was lost is never guessed: the version tells whether the write happened.
    ///
    /// # Errors
    ///
    /// [`NotWritten::Stale`] where another run has written; a stop where nothing can be written.
    pub async fn commit(
        &mut self,
        changes: &[Change],
        ranges: &[String],
    ) -> Result<Vec<Grid>, NotWritten> {
        let pins = self.pins(changes);
        let unpinned: Vec<Change>;
        let changes = if self.keeps_pins {
            changes
        } else {
            unpinned = changes.iter().filter(|change| !change.is_pin()).cloned().collect();
            &unpinned
        };
        let after = Epoch::after(self.epoch.as_ref(), &self.nonce, &self.spreadsheet);
        let mut pause = PAUSE;
        let mut in_doubt = false;
        for tries in 1.. {
            self.requests += 1;
            let fence = (self.epoch.as_ref(), &after);
            let mut tries_max = TRIES_MAX;
            match self.google.apply(fence, changes, ranges).await {
                Ok(grids) => {
                    self.epoch = Some(after);
                    return Ok(grids);
                }
                Err(Failed::Refused(refusal)) if !refusal.is_stale() => {
                    return Err(self.stop(refusal, true).into());
                }
                Err(Failed::Refused(_)) if !in_doubt => {
                    self.refused = Some((self.epoch.clone(), pins));
                    return Err(NotWritten::Stale);
                }
                Err(Failed::SignIn(stop)) => return Err(stop.into()),
                Err(Failed::Busy) => tries_max = QUOTA_TRIES_MAX,
                Err(failed @ (Failed::Refused(_) | Failed::Unknown)) => {
                    let was_refused = matches!(failed, Failed::Refused(_));
                    in_doubt = true;
                    let now = self.list_again().await?.epoch;
                    if now.as_ref() == Some(&after) {
                        self.epoch = Some(after);
                        return if ranges.is_empty() {
                            Ok(Vec::new())
                        } else {
                            Ok(self.read(ranges).await?)
                        };
                    }
                    if now != self.epoch {
                        return Err(NotWritten::Stale);
                    }
                    if was_refused {
                        self.refused = Some((self.epoch.clone(), pins));
                        return Err(NotWritten::Stale);
                    }
                }
            }
            if tries >= tries_max {
                break;
            }
            self.pause(&mut pause).await?;
        }
        Err(Stop::SheetsUnreachable.into())
    }

    /// Pauses because another run has written first; `times` counts how often in a row, from 1. How long the pause
    /// is, is drawn by lot: runs that a scheduler starts together would else meet again and again.
    ///
    /// # Errors
    ///
    /// [`Stop::SheetsBusy`] where others were first too often, or no time is left.
    pub async fn give_way(&self, times: u32) -> Result<(), Stop> {
        let limit = GIVE_WAY.saturating_mul(2_u32.saturating_pow(times.saturating_sub(1)));
        let pause = self.pace.of(limit.min(GIVE_WAY_MAX)).mul_f64(lot());
        if times > FIRST_MAX || tokio::time::Instant::now() + pause >= self.until {
            return Err(Stop::SheetsBusy);
        }
        tokio::time::sleep(pause).await;
        Ok(())
    }

    /// Returns the pins of a batch. If the very same ones were refused while nobody else wrote, this
    /// service does not keep them, and the rest of the run goes on without.
    fn pins(&mut self, changes: &[Change]) -> Vec<Change> {
        let pins: Vec<Change> = changes.iter().filter(|change| change.is_pin()).cloned().collect();
        let was_refused = self.refused.as_ref().is_some_and(|(_, refused)| *refused == pins);
        if self.is_unexplained && was_refused && !pins.is_empty() {
            self.keeps_pins = false;
        }
        pins
    }

    fn stop(&self, refusal: Refusal, writing: bool) -> Stop {
        refusal.stop(self.google.email(), writing)
    }
}

/// Draws a number from 0 to 1; without randomness a pause is as long as it may be.
fn lot() -> f64 {
    let [byte] = random::bytes().unwrap_or([u8::MAX]);
    f64::from(byte) / f64::from(u8::MAX)
}

/// Words of refusals that mean: the sheet is no longer as we read it.
const MOVED: [&str; 4] =
    ["already exists", "exceeds grid limits", "Unable to parse range", "No grid with id"];

impl Refusal {
    /// Returns what a refusal means that ends everything; `email` is the address to share with.
    fn stop(self, email: Option<String>, writing: bool) -> Stop {
        match (self.http, self.reason.as_str()) {
            (403, "SERVICE_DISABLED") => Stop::ApiDisabled { words: self.words },
            (403, _) if self.words.contains("has not been used in project") => {
                Stop::ApiDisabled { words: self.words }
            }
            (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT") => Stop::SheetsRefused { words: self.words },
            (403, _) if writing => Stop::ReadOnly { email },
            (403, _) => Stop::NotShared { email },
            (404, _) => Stop::NotFound { email },
            (400, _) if self.words.contains("not supported for this document") => {
                Stop::NotASpreadsheet
            }
            _ => Stop::SheetsRefused { words: self.words },
        }
    }

    /// Tells whether the sheet has changed since we read it: a fence that was refused, with
    /// whatever words, or a tab or row that is no longer there.
    fn is_stale(&self) -> bool {
        let words = self.words.to_lowercase();
        let by_the_fence = words.starts_with("invalid requests[0]")
            || words.contains("developermetadata")
            || words.contains("developer metadata");
        self.http == 400
            && (by_the_fence || MOVED.iter().any(|moved| words.contains(&moved.to_lowercase())))
    }
}
