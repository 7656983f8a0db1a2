//! How sentences follow each other, and how things are listed.

catalogue! { (lists):
    /// Joins whole sentences.
    pub fn sentences(said: &[String]) -> String;
    /// Joins names of things.
    pub fn items(names: &[&str]) -> String;
}
