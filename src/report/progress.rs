//! What those who watch a run see of it while it goes on.
//!
//! On a terminal a line at the bottom moves. In a log, which people read afterwards, a run that ends by itself
//! shows its report alone; one that holds gets a line for each thing as it happens. A report for programs stays
//! silent until the end.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::time::Duration;

use chrono_tz::Tz;
use indicatif::{ProgressBar, ProgressStyle};
use threadsheet_core::i18n::commands::{self, READING};
use threadsheet_core::language::Language;

use super::actions::Runner;
use super::screen::{Screen, say};
use super::text_layout::clean;
use super::{News, Report, text};
use crate::clock::Clock;

/// How often the line at the bottom moves.
const TICK: Duration = Duration::from_millis(120);

/// Shows how a run gets on.
#[derive(Debug)]
pub struct Watcher<'a> {
    /// Where what happens is shown; nowhere, where the report is for programs.
    screen: Option<Screen>,
    /// Whether a log gets a line for each thing as it happens.
    streams: bool,
    /// Who keeps secrets out of what is shown.
    runner: &'a Runner,
    clock: Clock,
    bar: ProgressBar,
    /// The spreadsheet's zone and language, once they are known.
    sheet: Cell<(Tz, Language)>,
    /// What has been dealt with, so that nothing is counted twice.
    done: RefCell<HashSet<Item>>,
}

/// Something that is dealt with once in a run.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Item {
    /// The account in that row.
    Account(usize),
    /// The post in that row.
    Post(usize),
    /// The nth answer to a question of a check.
    Answer(usize),
}

impl<'a> Watcher<'a> {
    /// Returns a watcher of a run whose report goes to `screen`. In a log it gets a line for each thing as it
    /// happens only where it `streams`.
    #[must_use]
    pub fn new(
        (screen, streams): (Option<Screen>, bool),
        runner: &'a Runner,
        clock: Clock,
        language: Language,
    ) -> Self {
        let bar = match screen {
            // It hides itself where stderr is no terminal.
            Some(Screen::Colour | Screen::Plain) => ProgressBar::new_spinner(),
            Some(Screen::Log) | None => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        bar.set_message(READING.say(language));
        bar.enable_steady_tick(TICK);
        let sheet = Cell::new((Tz::UTC, language));
        Self { screen, streams, runner, clock, bar, sheet, done: RefCell::default() }
    }

    /// Takes note of something that has just happened.
    pub fn news(&self, news: &News) {
        // First, so that a secret is masked before any line about it is printed.
        self.runner.learn(news);
        let (zone, language) = self.sheet.get();
        if self.screen == Some(Screen::Log)
            && self.streams
            && let Some(line) = text::log(news, self.clock.now(), zone, language)
        {
            say(&line);
        }
        match news {
            News::Secret(_) | News::Setting(_) => {}
            News::Sheet { zone, language } => {
                self.sheet.set((*zone, *language));
                if self.bar.length().is_none() {
                    self.bar.set_message(READING.say(*language));
                }
            }
            News::Read { accounts: one, posts: other }
            | News::Asks { accounts: one, media: other } => {
                // A run that was overtaken reads again, and then everything is counted anew.
                self.done.borrow_mut().clear();
                self.bar.set_length(u64::try_from(one + other).unwrap_or_default());
                self.step(None, "");
            }
            News::Asked(what) => {
                let nth = self.done.borrow().len();
                self.step(Some(Item::Answer(nth)), what);
            }
            News::Account(line) => self.step(Some(Item::Account(line.row)), &line.name),
            News::Post(line) => self.step(Some(Item::Post(line.row)), &line.text),
            News::Waits { what, until } => {
                let until = text::clock(*until, self.clock.now(), zone);
                self.bar.set_message(commands::waits(text::what_waits(what), &until, language));
            }
        }
    }

    fn step(&self, item: Option<Item>, what: &str) {
        self.done.borrow_mut().extend(item);
        let all = self.bar.length().unwrap_or_default();
        // More rows may be dealt with than were counted when the sheet was read.
        let done = u64::try_from(self.done.borrow().len()).unwrap_or_default().min(all);
        self.bar.set_message(format!("{done}/{all} {}", clean(what)));
    }

    /// Shows the report of a run that has come to its end.
    pub fn end(&self, report: &Report) {
        if let Some(screen) = self.screen {
            say(&text::page(report, screen));
        }
    }

    /// Takes the moving line away.
    pub fn stop(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use threadsheet_core::time_scale::TimeScale;

    use super::*;

    #[test]
    fn the_counter_never_runs_past_its_end() {
        let runner = Runner::default();
        let clock = Clock::start_at_pace(None, TimeScale::REAL);
        let watcher = Watcher::new((Some(Screen::Plain), false), &runner, clock, Language::English);
        watcher.news(&News::Asks { accounts: 1, media: 1 });
        let mut shown = vec![watcher.bar.message()];
        for what in ["one", "two", "three"] {
            watcher.news(&News::Asked(what.to_owned()));
            shown.push(watcher.bar.message());
        }
        assert_eq!(shown, ["0/2 ", "1/2 one", "2/2 two", "2/2 three"]);
    }
}
