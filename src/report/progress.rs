//! What those who watch a run see of it while it goes on.
//!
//! On a terminal a line at the bottom moves; in a log each thing gets a line as it happens; a report
//! for programs stays silent until the end.

use std::cell::RefCell;
use std::time::Duration;

use chrono::SecondsFormat;
use indicatif::{ProgressBar, ProgressStyle};

use super::actions::Runner;
use super::screen::{Screen, clean, say};
use super::{About, News, Report, text};
use crate::clock::Clock;
use crate::core::language::Language;
use crate::core::words::commands::READING;

/// How often the line at the bottom moves.
const TICK: Duration = Duration::from_millis(120);

/// Somebody who watches a run.
#[derive(Debug)]
pub struct Watcher<'a> {
    /// Where what happens is shown; nowhere, where the report is for programs.
    screen: Option<Screen>,
    /// Who keeps secrets out of what is shown.
    runner: &'a Runner,
    clock: Clock,
    bar: ProgressBar,
    /// What was told already, so that the end of the report tells the rest.
    told: RefCell<Vec<News>>,
}

impl<'a> Watcher<'a> {
    /// Returns a watcher of a run whose report goes to `screen`.
    #[must_use]
    pub fn new(
        screen: Option<Screen>,
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
        Self { screen, runner, clock, bar, told: RefCell::default() }
    }

    /// Takes note of something that has just happened.
    pub fn news(&self, news: News) {
        if let News::Secret(secret) = &news {
            return self.runner.mask(secret);
        }
        let is_progress = matches!(news, News::Asks { .. } | News::Asked(_));
        if self.screen == Some(Screen::Log) && !is_progress {
            self.log(&news, false);
        }
        match &news {
            News::Read { accounts: one, posts: other }
            | News::Asks { accounts: one, media: other } => {
                self.bar.set_length(u64::try_from(one + other).unwrap_or_default());
                self.step("");
            }
            News::Secret(_) => {}
            News::Asked(what) => self.step(what),
            News::Account(line) => self.step(&line.name),
            News::Post(line) => self.step(&line.text),
            News::Setting(line) => self.step(&line.name),
        }
        self.told.borrow_mut().push(news);
    }

    fn log(&self, news: &News, is_plan: bool) {
        if let Some(line) = text::log(news, is_plan, self.clock.now()) {
            say(&line);
        }
    }

    fn step(&self, what: &str) {
        let (done, all) = (self.told.borrow().len(), self.bar.length().unwrap_or_default());
        self.bar.set_message(format!("{done}/{all} {}", clean(what)));
    }

    /// Shows the report of a run that has come to its end.
    pub fn end(&self, report: &Report) {
        match self.screen {
            Some(Screen::Log) => self.end_log(report),
            Some(screen) => say(&text::page(report, screen)),
            None => {}
        }
    }

    fn end_log(&self, report: &Report) {
        // What a check found follows by itself, with the cell.
        let once = |about, words: &mut String| {
            if report.has_found(about, words) {
                words.clear();
            }
        };
        let accounts = report.accounts.iter().cloned().map(|mut line| {
            once(About::Account(line.row), &mut line.words);
            News::Account(line)
        });
        let posts = report.posts.iter().cloned().map(|mut line| {
            once(About::Post(line.row), &mut line.words);
            News::Post(line)
        });
        let settings = report.settings.iter().cloned().map(News::Setting);
        for news in accounts.chain(posts).chain(settings) {
            if !self.told.borrow().contains(&news) {
                self.log(&news, report.is_plan);
            }
        }
        let time = self.clock.now().to_rfc3339_opts(SecondsFormat::Secs, true);
        report.found_log(&time).iter().for_each(|line| say(line));
        say(&text::foot(report).join("\n"));
    }

    /// Takes the moving line away.
    pub fn stop(&self) {
        self.bar.finish_and_clear();
    }
}
