//! Everything that is written to the spreadsheet in a run.
//!
//! The accounts hand what they want written to the [`single_writer`], which makes one [`batch`] of it and
//! writes it through the [`session`], which keeps what is known of the sheet ([`known_sheet`]). A batch is applied whole or not at all; [`column_guards`] have it
//! refused where a column has moved, the [`row_index`] says where each row is now, and [`corrections`] put
//! right what landed on a row that a person has moved meanwhile.

pub(crate) mod batch;
pub(crate) mod column_guards;
mod corrections;
pub(crate) mod known_sheet;
mod log;
pub(crate) mod row_index;
pub(crate) mod session;
pub(crate) mod single_writer;
