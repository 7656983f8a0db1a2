//! What a spreadsheet lacks to be a desk: what is there in, a list of additions out.
//!
//! An addition goes only where nothing is: no cell, look, rule, note, choice or colour of a person is
//! ever replaced, so laying out a complete desk once more adds nothing.

mod accounts;
mod desired;
mod diff;
mod guide;
mod log;
mod observed;
mod posts;
mod settings;
mod step;
mod stock;
mod tab;

use chrono::NaiveDateTime;

pub use guide::{LAST_RUN_COLUMN, LAST_RUN_ROWS, is_title as is_guide_title, last_run};
pub use observed::{ObservedCell, ObservedTab};
pub use step::{Area, CellStyle, Choices, Colour, Entry, Long, Pattern, Step, When};

use diff::TabDiff;
use tab::Found;

use crate::cell::fold;
use crate::columns::{AccountColumn, PostColumn, Tab, is_numbered, titles};
use crate::headings::{
    HEADER_ROWS_MAX, LogHeadings, PartialHeaders, SettingHeadings, StockHeadings,
};
use crate::i18n::desk;
use crate::language::Language;
use crate::log::is_only_prepared;
use crate::run_error::RunError;
use crate::setting::is_theirs;
use crate::sheet_ids::{
    ACCOUNTS_SHEET_ID, GUIDE_SHEET_ID, LOG_SHEET_ID, POSTS_SHEET_ID, SETTINGS_SHEET_ID,
    STOCK_SHEET_ID,
};

/// A spreadsheet as it was found.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    /// Every tab's id and title, in their order.
    pub titles: Vec<(i32, String)>,
    /// The tabs that may be ours, with all that is in them; of a Log its top is enough.
    pub tabs: Vec<ObservedTab>,
    /// The tabs of accounts and of posts, by their ids, where they have other titles than the usual ones.
    pub chosen: [Option<i32>; 2],
    /// The language that was asked for.
    pub options: Option<Language>,
    /// The language of the spreadsheet's locale.
    pub locale: Language,
    /// The time of the example post: wall time in the spreadsheet's own zone.
    pub example: Option<NaiveDateTime>,
    /// Whether a Stock tab is wanted.
    pub wants_stock: bool,
}

/// One addition: what is said of it, and what it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// What it is, in plain words.
    pub words: String,
    /// What it takes, in order.
    pub steps: Vec<Step>,
}

/// What a spreadsheet lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The desk's language.
    pub language: Language,
    /// What is added.
    pub additions: Vec<Addition>,
    /// What else a person may add, in plain words.
    pub hints: Vec<String>,
}

/// Finds what a spreadsheet lacks to be a desk.
///
/// # Errors
///
/// [`RunError::Headings`] for a tab of ours whose headers cannot be told; [`RunError::TabMissing`] where a
/// tab that the program made has another title now.
pub fn plan(observed: &Observed) -> Result<Plan, RunError> {
    let accounts = Found::find(
        observed,
        Tab::Accounts,
        ACCOUNTS_SHEET_ID,
        PartialHeaders::<AccountColumn>::find,
        |found, traces, tab| {
            let row_idx = found.row_idx;
            found.leave_foreign(traces, &|column| tab.held(row_idx, column));
        },
    )?;
    let posts = Found::find(
        observed,
        Tab::Posts,
        POSTS_SHEET_ID,
        PartialHeaders::<PostColumn>::find,
        |found, traces, tab| {
            let row_idx = found.row_idx;
            found.leave_foreign(traces, &|column| tab.held(row_idx, column));
        },
    )?;
    // What people have written comes first, and the posts before the accounts: a desk speaks one language.
    let written = posts.written_in().or(accounts.written_in());
    let titled = posts.language().or(accounts.language());
    let language = observed.options.or(written).or(titled).unwrap_or(observed.locale);
    let accounts_in = accounts.language().unwrap_or(language);
    let posts_in = posts.language().unwrap_or(language);

    let mut places = Places::of(observed);
    // The accounts come first: the dropdown of the Posts tab refers to the column where their names will be.
    let accounts = TabDiff::of_accounts(accounts, accounts_in);
    let posts = TabDiff::of_posts(posts, posts_in, &accounts.names(), observed.example);
    let mut additions = accounts.additions(&mut places, language);
    additions.extend(posts.additions(&mut places, language));
    additions.extend(log_tab(observed, posts_in, language, &mut places));
    additions.extend(guide_tab(observed, language, &mut places));
    additions.extend(settings_tab(observed, language, &mut places));
    if observed.wants_stock {
        additions.extend(stock_tab(observed, language, &mut places));
    }
    let hints = [accounts.hint(language), posts.hint(language)].into_iter().flatten();
    let left_alone = [&accounts, &posts].into_iter().flat_map(|diff| diff.left_alone(language));
    let hints = left_alone.chain(hints).collect();
    Ok(Plan { language, additions, hints })
}

/// Where new tabs go: before the one tab of a spreadsheet that has no other, else after all.
struct Places(Option<usize>);

impl Places {
    fn of(observed: &Observed) -> Self {
        // In a new spreadsheet the desk goes in front of its one tab, so that it is what people see on opening.
        Self((observed.titles.len() == 1).then_some(0))
    }

    fn next(&mut self) -> Option<usize> {
        let place = self.0?;
        self.0 = Some(place + 1);
        Some(place)
    }
}

/// A tab that is made as a whole, where there is none of ours.
struct WholeTab<'a> {
    sheet_id: i32,
    /// Its title, and the one that it gets beside a person's own tab of that title.
    titles: [&'static str; 2],
    is_ours: &'a dyn Fn(&ObservedTab) -> bool,
    /// What makes it up, under this title and at this place among the tabs.
    steps: &'a dyn Fn(&str, Option<usize>) -> Vec<Step>,
}

impl WholeTab<'_> {
    fn addition(
        &self,
        observed: &Observed,
        said_in: Language,
        places: &mut Places,
    ) -> Option<Addition> {
        // A tab of this title with other headers is a person's own, and ours is made beside it.
        if observed.tabs.iter().any(|tab| (self.is_ours)(tab)) {
            return None;
        }
        if let Some(blank) = observed.begun(self.sheet_id, self.titles) {
            let steps = (self.steps)(&blank.title, None);
            return Some(on(blank, self.sheet_id, steps, said_in));
        }
        // Tabs of ours have fixed ids: one that is there under another title must not be added again, the batch
        // would fail.
        if observed.titles.iter().any(|(sheet_id, _)| *sheet_id == self.sheet_id) {
            return None;
        }
        let title = observed.free_title(self.titles);
        let steps = (self.steps)(&title, places.next());
        Some(Addition { words: desk::tab(&title, said_in), steps })
    }
}

/// Returns the titles of a tab: its own, and the one beside a person's own tab of that title.
fn titles_of(name: Tab, language: Language) -> [&'static str; 2] {
    [name.title(language), name.title_beside(language)]
}

fn is_called(tab: &ObservedTab, name: Tab) -> bool {
    Tab::find(&tab.title).is_some_and(|(found, _)| found == name)
}

fn log_tab(
    observed: &Observed,
    language: Language,
    said_in: Language,
    places: &mut Places,
) -> Option<Addition> {
    let tab = WholeTab {
        sheet_id: LOG_SHEET_ID,
        titles: titles_of(Tab::Log, language),
        is_ours: &|tab| {
            is_called(tab, Tab::Log) && LogHeadings::find(&tab.top(HEADER_ROWS_MAX)).is_ok()
        },
        steps: &|title, index| log::steps(title, index, language),
    };
    tab.addition(observed, said_in, places)
}

fn guide_tab(observed: &Observed, language: Language, places: &mut Places) -> Option<Addition> {
    let tab = WholeTab {
        sheet_id: GUIDE_SHEET_ID,
        titles: [desk::GUIDE_TITLE, desk::GUIDE_TITLE_BESIDE].map(|words| words.say(language)),
        is_ours: &|tab| guide::is_title(&tab.title) && last_run(&tab.top(LAST_RUN_ROWS)).is_some(),
        steps: &|title, index| guide::steps(title, index, language),
    };
    tab.addition(observed, language, places)
}

fn stock_tab(observed: &Observed, language: Language, places: &mut Places) -> Option<Addition> {
    let tab = WholeTab {
        sheet_id: STOCK_SHEET_ID,
        titles: titles_of(Tab::Stock, language),
        is_ours: &|tab| {
            is_called(tab, Tab::Stock) && StockHeadings::find(&tab.top(HEADER_ROWS_MAX)).is_ok()
        },
        steps: &|title, index| stock::steps(title, index, language),
    };
    tab.addition(observed, language, places)
}

fn settings_tab(observed: &Observed, language: Language, places: &mut Places) -> Option<Addition> {
    let tab = WholeTab {
        sheet_id: SETTINGS_SHEET_ID,
        titles: titles_of(Tab::Settings, language),
        is_ours: &|tab| {
            let rows = tab.top(HEADER_ROWS_MAX);
            let headings = SettingHeadings::find(&rows).ok();
            let is_whole = headings.is_some_and(|found| !is_theirs(&rows, &found));
            is_called(tab, Tab::Settings) && is_whole
        },
        steps: &|title, index| settings::steps(title, index, language),
    };
    tab.addition(observed, language, places)
}

/// Returns the rest of a tab that was added and is still empty.
fn on(tab: &ObservedTab, sheet_id: i32, mut steps: Vec<Step>, said_in: Language) -> Addition {
    // The steps were made for the fixed id; the tab that is there has one that the service chose.
    steps.retain(|step| !matches!(step, Step::AddTab { .. }));
    for step in &mut steps {
        step.rename_tab(sheet_id, tab.sheet_id);
    }
    Addition { words: desk::tab(&tab.title, said_in), steps }
}

impl Observed {
    /// Returns a tab of ours that was added and never filled in: where the service chooses the ids of
    /// tabs, the two are two steps, and the program may have been killed in between.
    fn begun(&self, sheet_id: i32, titles: [&str; 2]) -> Option<&ObservedTab> {
        let is_it = |tab: &&ObservedTab| {
            let is_named = titles.iter().any(|title| fold(title) == fold(&tab.title))
                || is_numbered(&tab.title, titles[1]);
            tab.is_blank() && is_named && tab.sheet_id != sheet_id
        };
        self.tabs.iter().find(is_it)
    }

    /// Tells whether a tab with another title is the one of that name.
    fn is_chosen(&self, name: Tab, sheet_id: i32) -> bool {
        let [accounts, posts] = self.chosen;
        let chosen = match name {
            Tab::Accounts => accounts,
            Tab::Posts => posts,
            Tab::Log | Tab::Settings | Tab::Stock => None,
        };
        chosen == Some(sheet_id)
    }

    /// Tells whether the program has written to this spreadsheet before, though no tab of it holds a column guard.
    fn is_known(&self) -> bool {
        let logs = self.tabs.iter().filter(|tab| {
            tab.sheet_id == LOG_SHEET_ID
                || Tab::find(&tab.title).is_some_and(|(name, _)| name == Tab::Log)
        });
        let is_begun = |tab: &ObservedTab| {
            let rows = tab.top(HEADER_ROWS_MAX);
            let headings = LogHeadings::find(&rows);
            headings.is_ok_and(|headings| !is_only_prepared(&rows, &headings))
        };
        // Where guards are kept they tell column by column; only without any does a Log in use have to do.
        self.tabs.iter().all(|tab| tab.column_guards.is_empty()) && logs.into_iter().any(is_begun)
    }

    /// Returns the usual title of a tab of ours, or the first other one that no tab has.
    fn free_title(&self, wanted: [&'static str; 2]) -> String {
        let is_free = |title: &String| self.titles.iter().all(|(_, it)| fold(it) != fold(title));
        titles(wanted).find(is_free).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
