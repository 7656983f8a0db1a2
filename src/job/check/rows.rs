//! What is found about the coming posts: by their cells, and by the servers of their media.

use std::collections::{BTreeSet, HashMap};

use threadsheet_core::headings::PostColumn;
use threadsheet_core::i18n::cells;
use threadsheet_core::media::{MediaFault, MediaWhy, Medium, served};
use threadsheet_core::moment::When;
use threadsheet_core::reason::Found;
use threadsheet_core::text::covered;

use super::media::{Answers, is_to_come};
use super::range;
use crate::job::coming::Coming;
use crate::job::snapshot::Snapshot;
use crate::job::told::post_line;
use crate::report::preview::Stage;
use crate::report::{About, Finding, PostLine, PostOutcome};

/// A post that is further away than this, in days, may be one whose year was mistyped.
const FAR_OFF: i64 = 366;

/// The coming posts, and what the servers of their media say.
pub(super) struct Rows<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) coming: &'a [Coming<'a>],
    pub(super) served: &'a Answers,
}

impl Rows<'_> {
    /// Returns what is found, in the order of the rows, and adds a line for each row that has none
    /// yet.
    pub(super) fn findings(&self, lines: &mut Vec<PostLine>) -> Vec<Finding> {
        let news: HashMap<usize, bool> =
            lines.iter().map(|line| (line.row, line.is_news)).collect();
        let mut findings = Vec::new();
        for coming in self.coming {
            let line = news.get(&(coming.post.row + 1)).copied();
            let before = findings.len();
            findings.extend(self.by_its_cells(coming, line.unwrap_or(false)));
            findings.extend(self.by_its_time(coming));
            findings.extend(self.by_its_media(coming));
            if line.is_none() && findings.len() > before {
                lines.push(line_of(coming));
            }
        }
        findings
    }

    fn by_its_cells(&self, coming: &Coming, is_news: bool) -> Option<Finding> {
        let column = coming.column.filter(|_| !coming.words.is_empty())?;
        let is_held_up = coming.stage == Stage::Waiting || coming.stage == Stage::UnderWay;
        // What waits for something else than a person is told by its line.
        (coming.is_wrong || !is_held_up).then(|| {
            let words = covered(&coming.words);
            let is_news = is_news && coming.is_wrong;
            Finding { is_news, ..self.finding(coming, column, words, coming.is_wrong) }
        })
    }

    fn by_its_time(&self, coming: &Coming) -> Vec<Finding> {
        let Ok(When::At(moment)) = &coming.post.when else { return Vec::new() };
        if !is_to_come(coming.stage) {
            return Vec::new();
        }
        let place = &self.snapshot.place;
        let zone = place.zone;
        let days = (moment.at - place.now).num_days();
        let far_off = (days > FAR_OFF).then_some(Found::FarOff { moment, zone, days });
        let said = |found: Found| {
            let words = found.say(self.snapshot.language());
            self.finding(coming, PostColumn::PublishAt, words, false)
        };
        far_off.into_iter().map(said).collect()
    }

    fn by_its_media(&self, coming: &Coming) -> Vec<Finding> {
        let draft = coming.post.shown_draft().filter(|_| is_to_come(coming.stage));
        let media = draft.map(|draft| draft.media.as_slice()).unwrap_or_default();
        let wrong: BTreeSet<String> =
            media.iter().filter_map(|medium| self.wrong(medium)).collect();
        let found = |words| self.finding(coming, PostColumn::Media, words, true);
        wrong.into_iter().map(found).collect()
    }

    /// Returns what is wrong with a medium, by what its server says.
    fn wrong(&self, medium: &Medium) -> Option<String> {
        let why = match self.served.get(&medium.url)? {
            Ok(served) => served::judge(medium, served)?,
            Err(why) => why.clone(),
        };
        let fault = MediaFault { why: MediaWhy::Served(why), read: medium.url.clone() };
        Some(cells::media(&fault, self.snapshot.language()))
    }

    fn finding(
        &self,
        coming: &Coming,
        column: PostColumn,
        words: String,
        is_wrong: bool,
    ) -> Finding {
        let headings = &self.snapshot.posts_view.headings;
        let column = match column {
            PostColumn::PublishAt if headings.has_date_and_time() => PostColumn::Date,
            column => column,
        };
        let row = coming.post.row + 1;
        let cell = range(headings.columns(column), row);
        Finding { about: About::Post(row), cell, words, is_wrong, is_news: is_wrong }
    }
}

/// Returns the line of a row about which a run would neither do nor say anything.
fn line_of(coming: &Coming) -> PostLine {
    let outcome = match coming.stage {
        Stage::Draft => PostOutcome::Draft,
        _ => PostOutcome::Waiting,
    };
    post_line(coming.post, coming.decision, outcome, String::new())
}
