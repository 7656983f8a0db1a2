//! Any request at all, once, on a spreadsheet that nobody uses.
//!
//! For the probe alone: nothing here is fenced, and nothing is repeated. A test holds that a run
//! does not name it.

use serde_json::Value;
use threadsheet_core::run_error::RunError;

use super::Connection;
use super::google::{Failed, Google};

/// A spreadsheet on which something is tried out.
pub struct RawSpreadsheet {
    google: Google,
}

/// A request that was not carried out, as far as anybody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDone {
    /// The service refused what was asked.
    Refused {
        /// Its words.
        words: String,
    },
    /// Too many calls for now.
    Busy,
    /// No answer, or one that proves nothing.
    NoAnswer,
    /// Nothing can be asked at all.
    RunError(RunError),
}

impl RawSpreadsheet {
    /// Signs in and opens a spreadsheet. No request outlives its `until`.
    ///
    /// # Errors
    ///
    /// Credentials that are unusable or refused.
    pub async fn open(connection: Connection<'_>) -> Result<Self, RunError> {
        Ok(Self { google: Google::sign_in(connection).await? })
    }

    /// Sends a batch of the service's own requests, and returns one reply for each.
    ///
    /// # Errors
    ///
    /// See [`NotDone`]; after [`NotDone::NoAnswer`] the batch may have been applied.
    pub async fn batch(&self, requests: Value) -> Result<Vec<Value>, NotDone> {
        let mut answer =
            self.google.batch(requests).await.map_err(|failed| self.not_done(failed, true))?;
        match answer["replies"].take() {
            Value::Array(replies) => Ok(replies),
            // Google answers each request of a batch with a reply, so this is not its own answer, and proves nothing.
            _ => Err(NotDone::NoAnswer),
        }
    }

    /// Returns those fields of the spreadsheet; of its cells, those of a range in A1 notation.
    ///
    /// # Errors
    ///
    /// See [`NotDone`].
    pub async fn look(&self, fields: &str, range: Option<&str>) -> Result<Value, NotDone> {
        self.google.look(fields, range).await.map_err(|failed| self.not_done(failed, false))
    }

    fn not_done(&self, failed: Failed, writing: bool) -> NotDone {
        match failed {
            // A 400 is about the request, and so a result of the measurement; any other refusal keeps everything from
            // being asked.
            Failed::Refused(refusal) if refusal.http == 400 => {
                NotDone::Refused { words: refusal.words }
            }
            Failed::Refused(refusal) => {
                NotDone::RunError(refusal.stop(self.google.email(), writing))
            }
            Failed::Busy => NotDone::Busy,
            Failed::Unknown | Failed::Unreadable => NotDone::NoAnswer,
            Failed::SignIn(stop) => NotDone::RunError(stop),
        }
    }
}
