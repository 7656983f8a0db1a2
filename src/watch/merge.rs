//! One report of several runs, and only the news that were not told before.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::report::{
    AccountLine, AccountOutcome, News, PostLine, PostOutcome, Report, SettingLine, StockLine, Waits,
};

/// Passes on what is new: that nothing has changed is said once, not after every run.
pub(crate) struct NewsFilter<'a> {
    observer: &'a dyn Fn(News),
    /// What was said last, by what it is about.
    last: RefCell<HashMap<About, News>>,
}

/// What a line is about: its row, from 1.
#[derive(PartialEq, Eq, Hash)]
enum About {
    Sheet,
    Look,
    Waits(Waits),
    Account(usize),
    Post(usize),
    Setting(usize),
}

impl<'a> NewsFilter<'a> {
    pub(crate) fn new(observer: &'a dyn Fn(News)) -> Self {
        Self { observer, last: RefCell::default() }
    }

    pub(crate) fn news(&self, news: News) {
        let about = match &news {
            News::Secret(_) => return (self.observer)(news),
            News::Sheet { .. } => About::Sheet,
            News::Waits { what, .. } => About::Waits(what.clone()),
            News::Read { .. } | News::Asks { .. } | News::Asked(_) => About::Look,
            News::Account(line) => About::Account(line.row),
            News::Post(line) => About::Post(line.row),
            News::Setting(line) => About::Setting(line.row),
        };
        let mut last = self.last.borrow_mut();
        let before = last.insert(about, news.clone());
        if before.is_some_and(|before| is_the_same(&before, &news)) {
            return;
        }
        if !matches!(news, News::Sheet { .. } | News::Waits { .. }) {
            // What is waited for is told again once something has happened.
            last.retain(|about, _| !matches!(about, About::Waits(_)));
        }
        // Not borrowed while the observer runs: news that came out of it would panic here.
        drop(last);
        (self.observer)(news);
    }
}

/// Tells whether a line says nothing new; that a token was checked once is not worth another line.
fn is_the_same(before: &News, news: &News) -> bool {
    match (before, news) {
        (News::Account(before), News::Account(line)) => {
            let is_fine = line.outcome == AccountOutcome::Fine || line.outcome == before.outcome;
            is_fine && (&before.name, &before.words) == (&line.name, &line.words)
        }
        _ => before == news,
    }
}

/// Returns what two runs did together.
pub(crate) fn merge(before: Report, after: Report) -> Report {
    let mut posts = after.posts;
    // What waited then is either said again, or has been done since.
    let lasts = |line: &PostLine| {
        let is_open = matches!(line.outcome, PostOutcome::Waiting | PostOutcome::Publishing);
        !is_open || line.is_news
    };
    let earlier = before.posts.into_iter().filter(|line| lasts(line) && !is_said(&posts, line));
    let earlier: Vec<PostLine> = earlier.collect();
    posts.extend(earlier);
    posts.sort_by_key(|line| line.row);
    // What an earlier run did about a row only stands, by now.
    let is_told = |line: &PostLine| posts.iter().any(|post| post.row == line.row);
    let standing = after.standing.into_iter().filter(|line| !is_told(line)).collect();
    let settings = after.settings.into_iter().map(|line| of_setting(&before.settings, line));
    let settings = settings.collect();
    let stock = of_stock(before.stock, after.stock);
    let accounts = after.accounts.into_iter().map(|line| of_account(&before.accounts, line));
    let mut notes = before.notes;
    notes.extend(
        after.notes.iter().filter(|note| !notes.contains(note)).cloned().collect::<Vec<_>>(),
    );
    Report {
        notes,
        at: before.at,
        posts,
        standing,
        settings,
        stock,
        accounts: accounts.collect(),
        sheet_requests: before.sheet_requests + after.sheet_requests,
        ..after
    }
}

fn is_said(posts: &[PostLine], line: &PostLine) -> bool {
    // Not by the row: a person may have sorted the sheet between the two runs.
    let post = |line: &PostLine| (line.account.clone(), line.text.clone(), line.due);
    posts.iter().any(|other| post(other) == post(line))
}

/// A token that was renewed, or news, stay in the report although later runs find nothing to do.
fn of_account(before: &[AccountLine], line: AccountLine) -> AccountLine {
    let Some(earlier) = before.iter().find(|earlier| earlier.name == line.name) else {
        return line;
    };
    let was_done = matches!(earlier.outcome, AccountOutcome::Renewed | AccountOutcome::Learned)
        && line.outcome == AccountOutcome::Fine;
    let is_as_it_was = (earlier.outcome, &earlier.words) == (line.outcome, &line.words);
    if was_done || is_as_it_was {
        return AccountLine { row: line.row, ..earlier.clone() };
    }
    AccountLine { is_news: line.is_news || earlier.is_news, ..line }
}

/// Returns the uses of both runs, and the rows that a person still has to mend: what was news of one stays news.
fn of_stock(before: Vec<StockLine>, after: Vec<StockLine>) -> Vec<StockLine> {
    let was_news = |line: &StockLine| {
        let same = |earlier: &&StockLine| (earlier.row, &earlier.words) == (line.row, &line.words);
        line.is_wrong() && before.iter().find(same).is_some_and(|earlier| earlier.is_news)
    };
    let after: Vec<StockLine> = after
        .into_iter()
        .map(|line| StockLine { is_news: line.is_news || was_news(&line), ..line })
        .collect();
    let mut stock: Vec<StockLine> = before.into_iter().filter(|line| !line.is_wrong()).collect();
    stock.extend(after);
    stock.sort_by_key(|line| line.row);
    stock
}

/// What was news of a setting stays news.
fn of_setting(before: &[SettingLine], line: SettingLine) -> SettingLine {
    let was_news = before.iter().any(|earlier| earlier.is_news && earlier.words == line.words);
    SettingLine { is_news: line.is_news || was_news, ..line }
}
