//! Columns with an unknown header that hold pictures, videos or texts, which a person may expect in a post.

use std::collections::BTreeSet;

use threadsheet_core::language::Language;
use threadsheet_core::post::PostRow;
use threadsheet_core::reason::Found;

use super::Snapshot;

impl Snapshot {
    /// Names these columns. No row says so, for each is posted without them.
    pub(crate) fn unknown_columns(&self, language: Language) -> impl Iterator<Item = String> {
        let media = self.filled_unknown(|post| &post.unknown_media);
        let texts = self.filled_unknown(|post| {
            // What is a draft, or done, is sent without anything in it.
            let goes_out = post.status.as_ref().is_ok_and(|status| status.asks_to_post());
            if goes_out { &post.unknown_texts } else { &[] }
        });
        let media =
            (!media.is_empty()).then(|| Found::MediaElsewhere { headers: &media }.say(language));
        let texts =
            (!texts.is_empty()).then(|| Found::TextElsewhere { headers: &texts }.say(language));
        media.into_iter().chain(texts)
    }

    /// Returns the headers of the unknown columns that open rows fill.
    fn filled_unknown(&self, columns: impl Fn(&PostRow) -> &[usize]) -> Vec<String> {
        let open = self.posts.iter().filter_map(|row| self.post(row.row()));
        let filled: BTreeSet<usize> = open.flat_map(|post| columns(post).iter().copied()).collect();
        let headers = self.posts_view.headings.unknown().iter();
        headers.filter(|(at, _)| filled.contains(at)).map(|(_, header)| header.clone()).collect()
    }
}
