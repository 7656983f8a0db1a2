//! The week of an account in figures.

use chrono::{NaiveDate, NaiveDateTime};

/// The week of an account in figures, for one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekCounts {
    /// The day that is called today.
    pub today: NaiveDate,
    /// How many slots the account has a week.
    pub slots: usize,
    /// Whether posts without a time get slots now.
    pub gives_slots: bool,
    /// How many posts go out in the week.
    pub posts: usize,
    /// How many of these are still to be made of rows of Stock.
    pub of_stock: usize,
    /// When the last of them goes out, in the spreadsheet's zone.
    pub until: Option<NaiveDateTime>,
    /// How many slots are free.
    pub free: usize,
    /// The first of these, in the spreadsheet's zone.
    pub next: Option<NaiveDateTime>,
    /// What goes out after the week.
    pub later: Option<Later>,
}

/// The posts after the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// How many.
    pub posts: usize,
    /// On which day the first of them goes out.
    pub first: NaiveDate,
}
