//! What the Message cell says of a thread in one row of which parts are out.

use super::LANGUAGE;
use crate::columns::PostColumn;

pub(crate) fn not_posted(part: PostColumn) -> String {
    format!("\"{}\" was not posted.", part.header(LANGUAGE))
}

pub(crate) fn out(n_out: usize, n_parts: usize) -> String {
    format!("{n_out} of {n_parts} are out.")
}

pub(crate) fn out_and_stay(n_out: usize, n_parts: usize) -> String {
    format!("{n_out} of {n_parts} are out and stay; the rest follows once this is corrected.")
}

pub(crate) const CHANGED: &str = "What was changed in those since stays as it was posted.";
