//! What is found about the coming posts: by their cells, and by the servers of their media.

use std::collections::{BTreeSet, HashMap};

use threadsheet_core::cell_error::CellError;
use threadsheet_core::columns::{OptionFault, PostColumn};
use threadsheet_core::media::{MediaFault, MediaWhy, Medium, server_response};
use threadsheet_core::reason::Found;
use threadsheet_core::schedule::When;
use threadsheet_core::text::redact;
use threadsheet_core::upcoming::{Stage, Upcoming};

use super::media_requests::{Answers, is_to_come};
use super::range;
use crate::report::{About, Finding, PostLine, PostOutcome};
use crate::run::report_lines::post_line;
use crate::run::snapshot::Snapshot;

/// A post that is further away than this, in days, may be one whose year was mistyped.
const FAR_OFF: i64 = 366;

/// The coming posts, and what the servers of their media say.
pub(crate) struct Rows<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) upcoming: &'a [Upcoming<'a>],
    pub(crate) served: &'a Answers,
}

impl Rows<'_> {
    /// Returns what is found, in the order of the rows, and adds a line for each row that has none
    /// yet.
    pub(crate) fn findings(&self, lines: &mut Vec<PostLine>) -> Vec<Finding> {
        let news: HashMap<usize, bool> =
            lines.iter().map(|line| (line.row, line.is_news)).collect();
        let mut findings = Vec::new();
        for upcoming in self.upcoming {
            let line = news.get(&(upcoming.post.row + 1)).copied();
            let before = findings.len();
            findings.extend(self.by_its_cells(upcoming, line.unwrap_or(false)));
            findings.extend(self.by_its_text(upcoming));
            findings.extend(self.by_its_replies(upcoming));
            findings.extend(self.by_its_time(upcoming));
            findings.extend(self.by_its_media(upcoming));
            if line.is_none() && findings.len() > before {
                lines.push(line_of(upcoming));
            }
        }
        findings
    }

    fn by_its_cells(&self, upcoming: &Upcoming, is_news: bool) -> Option<Finding> {
        let column = upcoming.column.filter(|_| !upcoming.words.is_empty())?;
        let is_held_up = upcoming.stage == Stage::Waiting || upcoming.stage == Stage::UnderWay;
        // What waits for something else than a person is told by its line.
        (upcoming.is_wrong || !is_held_up).then(|| {
            let words = redact(&upcoming.words);
            let is_news = is_news && upcoming.is_wrong;
            Finding { is_news, ..self.finding(upcoming, column, words, upcoming.is_wrong) }
        })
    }

    fn by_its_text(&self, upcoming: &Upcoming) -> Option<Finding> {
        let found = upcoming.placeholders();
        let words = Found::Placeholders { found: &found }.say(self.snapshot.language());
        (!found.is_empty()).then(|| self.finding(upcoming, PostColumn::Text, words, false))
    }

    /// Returns what is said of a row that keeps back a reply which it does not have: it goes out all the same.
    fn by_its_replies(&self, upcoming: &Upcoming) -> Option<Finding> {
        let post = upcoming.post;
        let is_useless = post.thread.is_none() && post.reply_after != Ok(None);
        (is_useless && post.loading.is_none() && is_to_come(upcoming.stage)).then(|| {
            let words = Found::NoReplyToKeepBack.say(self.snapshot.language());
            self.finding(upcoming, PostColumn::ReplyAfter, words, false)
        })
    }

    fn by_its_time(&self, upcoming: &Upcoming) -> Vec<Finding> {
        let Ok(When::At(moment)) = &upcoming.post.when else { return Vec::new() };
        if !is_to_come(upcoming.stage) {
            return Vec::new();
        }
        let place = &self.snapshot.place;
        let zone = place.zone;
        let days = (moment.at - place.now).num_days();
        let far_off = (days > FAR_OFF).then_some(Found::FarOff { moment, zone, days });
        let said = |found: Found| {
            let words = found.say(self.snapshot.language());
            self.finding(upcoming, PostColumn::PublishAt, words, false)
        };
        far_off.into_iter().map(said).collect()
    }

    fn by_its_media(&self, upcoming: &Upcoming) -> Vec<Finding> {
        if !is_to_come(upcoming.stage) {
            return Vec::new();
        }
        let media = upcoming.post.media_by_column();
        let of_column = |(column, media): (PostColumn, &[Medium])| {
            let wrong = media.iter().filter_map(|medium| self.wrong(column, medium));
            let wrong: BTreeSet<String> = wrong.collect();
            let found = |words| self.finding(upcoming, column, words, true);
            wrong.into_iter().map(found).collect::<Vec<_>>()
        };
        media.flat_map(of_column).collect()
    }

    /// Returns what is wrong with a medium, by what its server says.
    fn wrong(&self, column: PostColumn, medium: &Medium) -> Option<String> {
        let why = match self.served.get(&medium.url)? {
            Ok(served) => server_response::judge(medium, served)?,
            Err(why) => why.clone(),
        };
        let fault = MediaFault { why: MediaWhy::Served(why), read: medium.typed.clone() };
        let fault = match column {
            PostColumn::Media => CellError::Media(fault),
            column => CellError::Option(column, OptionFault::Media(fault)),
        };
        Some(fault.say(self.snapshot.language()))
    }

    fn finding(
        &self,
        upcoming: &Upcoming,
        column: PostColumn,
        words: String,
        is_wrong: bool,
    ) -> Finding {
        let headings = &self.snapshot.posts_view.headings;
        let column = match column {
            // Such a tab has no Publish at column, but two that together stand for it.
            PostColumn::PublishAt if headings.has_date_and_time() => PostColumn::Date,
            column => column,
        };
        let row = upcoming.post.row + 1;
        let cell = range(headings.columns(column), row);
        Finding { about: About::Post(row), cell, words, is_wrong, is_news: is_wrong }
    }
}

/// Returns the line of a row about which a run would neither do nor say anything.
fn line_of(upcoming: &Upcoming) -> PostLine {
    let outcome = match upcoming.stage {
        Stage::Draft => PostOutcome::Draft,
        _ => PostOutcome::Waiting,
    };
    post_line(upcoming.post, upcoming.decision, outcome, String::new())
}
