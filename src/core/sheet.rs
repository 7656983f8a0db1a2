//! Where and when cells are read: what the same cell means depends on it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The spreadsheet's own zone and locale, and the planner's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The spreadsheet's time zone.
    pub zone: Tz,
    /// The spreadsheet's locale, like `ja_JP`.
    pub locale: String,
    /// The planner's time, UTC.
    pub now: DateTime<Utc>,
}
