//! How sentences follow each other, and how things are listed.

pub(crate) fn sentences(said: &[String]) -> String {
    said.join(" ")
}

pub(crate) fn items(names: &[&str]) -> String {
    names.join(", ")
}
