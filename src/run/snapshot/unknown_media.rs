//! Columns with an unknown header that hold pictures or videos, which a person may expect in a post.

use std::collections::BTreeSet;

use threadsheet_core::language::Language;
use threadsheet_core::reason::Found;

use super::Snapshot;

impl Snapshot {
    /// Names these columns. No row says so, for each is posted without them.
    pub(crate) fn unknown_media(&self, language: Language) -> Option<String> {
        let open = self.posts.iter().filter_map(|row| self.post(row.row()));
        let filled: BTreeSet<usize> =
            open.flat_map(|post| post.unknown_media.iter().copied()).collect();
        let headers = self.posts_view.headings.unknown().iter();
        let headers: Vec<String> = headers
            .filter(|(at, _)| filled.contains(at))
            .map(|(_, header)| header.clone())
            .collect();
        (!headers.is_empty()).then(|| Found::MediaElsewhere { headers: &headers }.say(language))
    }
}
