//! The coming posts as cards, the way Threads shows them, as facts; the printers beside this file
//! show them in a terminal, as one page for a browser, or as JSON.
//!
//! Everything in a card may have come out of a cell, so every printer makes it harmless for its
//! own medium. Every sentence was made by [`threadsheet_core::i18n`].

mod arrange;
pub mod html;
pub mod json;
mod markup;
pub mod text;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use threadsheet_core::columns::{PostColumn, Shown};
use threadsheet_core::i18n::preview as words;
use threadsheet_core::language::Language;
use threadsheet_core::media::MediaKind;
use threadsheet_core::upcoming::Stage;
use threadsheet_core::week::Week;

use super::Links;

/// The coming posts of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The planner's time when the sheet was read, UTC.
    pub at: DateTime<Utc>,
    /// The spreadsheet's zone, in which times are shown.
    pub zone: Tz,
    /// The language of the Posts tab.
    pub language: Language,
    /// The spreadsheet's title.
    pub title: String,
    /// One card for each post that is not public; see [`Preview::arrange`].
    pub cards: Vec<Card>,
    /// The next seven days of each account.
    pub week: Week,
    /// How many spreadsheet requests were sent.
    pub sheet_requests: u32,
    /// Where the tabs are.
    pub links: Links,
}

/// A post that is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The account's name; empty where the cell gives none.
    pub account: String,
    /// Where the post stands.
    pub stage: Stage,
    /// The time in its cells, UTC.
    pub when: Option<DateTime<Utc>>,
    /// What it answers.
    pub answers: Option<Answers>,
    /// Whether it answers the card right before it.
    pub is_part: bool,
    /// The text, with its line breaks.
    pub text: String,
    /// The length of the text as Threads counts it.
    pub length: usize,
    /// Pictures and videos in their order.
    pub media: Vec<Picture>,
    /// The further parts of the thread in its row, in their order.
    pub parts: Vec<Part>,
    /// What its filled optional cells come to, as Threads takes it, in the order of their columns.
    pub options: Vec<(PostColumn, String)>,
    /// The sentence that the sheet shows, or would show; empty where there is nothing to say.
    pub words: String,
    /// Whether that sentence asks a person to do something.
    pub is_wrong: bool,
}

/// A further part of a thread, which goes out under the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The column that it stands in.
    pub column: PostColumn,
    /// The text, with its line breaks.
    pub text: String,
    /// The length of the text as Threads counts it.
    pub length: usize,
    /// Pictures and videos in their order.
    pub media: Vec<Picture>,
    /// How long after the post it goes out; none where it follows the part before at once.
    pub after: Option<TimeDelta>,
    /// When that is at the earliest, UTC, where one can tell.
    pub when: Option<DateTime<Utc>>,
}

/// What a post answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// Another row, from 1.
    Row(usize),
    /// A post of Threads, by its address or its id.
    Post(String),
}

/// A picture or a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its kind; none where only its server can tell.
    pub kind: Option<MediaKind>,
    /// Its address.
    pub url: String,
    /// What the post's optional cells say of it, in the order of their columns.
    pub options: Vec<(PostColumn, String)>,
}

/// A heading over cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// They do not go out until a person has done something.
    NeedsPerson,
    /// The next run sends or settles them.
    NextRun,
    /// They are due, and one of the runs after that sends them.
    NextRuns,
    /// They wait for something else than their time.
    Waiting,
    /// They are scheduled for a day, in the spreadsheet's zone.
    Day(NaiveDate),
    /// They have no time yet.
    Undated,
    /// They are drafts.
    Drafts,
}

impl Card {
    /// Returns what is shown in a place that takes one thing.
    fn shown(&self, place: Shown) -> Option<&str> {
        shown_in(&self.options, place)
    }

    /// Returns what is said of the post at its foot, in words.
    fn facts(&self, language: Language) -> Vec<String> {
        let facts = self.options.iter().filter(|(column, _)| is_shown(*column, Shown::Fact));
        facts.map(|(column, value)| words::option(*column, value, language)).collect()
    }
}

impl Picture {
    /// Returns its description.
    fn caption(&self) -> Option<&str> {
        shown_in(&self.options, Shown::Caption)
    }
}

fn shown_in(options: &[(PostColumn, String)], place: Shown) -> Option<&str> {
    let mut shown = options.iter().filter(|(column, _)| is_shown(*column, place));
    shown.next().map(|(_, value)| value.as_str())
}

fn is_shown(column: PostColumn, place: Shown) -> bool {
    column.entry().content.as_ref().is_some_and(|content| content.shown == place)
}

impl Preview {
    /// Returns how many are coming, how many need a person, and how many are drafts, in words.
    #[must_use]
    pub fn counts(&self) -> String {
        let count = |holds: &dyn Fn(&&Card) -> bool| self.cards.iter().filter(holds).count();
        let drafts = count(&|card| card.stage == Stage::Draft);
        let stopped = count(&|card| card.stage.is_stopped());
        let wrong = count(&|card| card.is_wrong);
        words::counts(self.cards.len() - drafts - stopped, wrong, drafts, self.language)
    }

    /// Returns the words of a heading.
    #[must_use]
    pub fn heading(&self, section: Section) -> String {
        let words = match section {
            Section::NeedsPerson => words::NEEDS_PERSON,
            Section::NextRun => words::NEXT_RUN,
            Section::NextRuns => words::NEXT_RUNS,
            Section::Waiting => words::WAITING,
            Section::Day(date) => {
                let today = self.at.with_timezone(&self.zone).date_naive();
                return words::day(date, today, self.language);
            }
            Section::Undated => words::UNDATED,
            Section::Drafts => words::DRAFTS,
        };
        words.say(self.language).to_owned()
    }

    /// Says when a part goes out that is kept back after the post.
    fn after_the_post(&self, part: &Part) -> Option<String> {
        let at = part.when.map(|at| self.local(at));
        part.after.map(|delay| words::after_the_post(delay, at, self.language))
    }

    /// Returns an instant in the spreadsheet's zone.
    #[must_use]
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.zone)
    }
}
