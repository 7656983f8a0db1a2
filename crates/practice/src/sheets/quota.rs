//! Requests a minute, per caller.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/limits>: 60 reads and 60 writes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::errors::Fault;

/// Limits on a caller's requests, and what was used of them in the current minute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quota {
    /// Reads a minute; no limit when absent.
    pub reads_per_minute: Option<u32>,
    /// Writes a minute; no limit when absent.
    pub writes_per_minute: Option<u32>,
    /// Of so many requests the last one is turned away, whatever the minute; none when absent.
    pub every_nth_refused: Option<u32>,
    asked: u32,
    used: BTreeMap<(String, bool), (i64, u32)>,
}

impl Quota {
    /// Counts one request.
    ///
    /// # Errors
    ///
    /// The recorded 429 when the minute's limit is used up.
    pub(crate) fn count(
        &mut self,
        email: &str,
        write: bool,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        // Counted over all callers, and over reads and writes together.
        self.asked = self.asked.wrapping_add(1);
        if self.every_nth_refused.is_some_and(|nth| nth > 0 && self.asked.is_multiple_of(nth)) {
            return Err(Fault::quota(if write { "Write" } else { "Read" }, 60));
        }
        let limit = if write { self.writes_per_minute } else { self.reads_per_minute };
        let Some(limit) = limit else { return Ok(()) };
        // Google refills every minute and does not say when; here it is the full one.
        let minute = now.timestamp().div_euclid(60);
        let used = self.used.entry((email.to_owned(), write)).or_insert((minute, 0));
        if used.0 != minute {
            *used = (minute, 0);
        }
        if used.1 >= limit {
            return Err(Fault::quota(if write { "Write" } else { "Read" }, limit));
        }
        used.1 += 1;
        Ok(())
    }
}
