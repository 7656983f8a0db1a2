//! How sentences follow each other, and how things are listed.

use crate::i18n::display::short;

pub(crate) fn sentences(said: &[String]) -> String {
    said.concat()
}

/// Lists names out of a sheet: each short, and without secrets.
pub(crate) fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| short(name)).collect();
    names.join("、")
}

pub(crate) fn items(names: &[&str]) -> String {
    names.join("、")
}
