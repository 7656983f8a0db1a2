//! The week of each account in a terminal: a line for each post, and one for the free slots between two posts.

use chrono::{DateTime, Utc};
use threadsheet_core::columns::Tab;
use threadsheet_core::i18n::{commands, week as words};
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, EntryKind, PostEntry, StockEntry};

use super::super::Preview;
use crate::report::screen::{Screen, Tone};
use crate::report::text_layout::{COLUMNS, clean, fit, pad, width, wrap};

/// Where a day begins.
const INDENT: usize = 4;

/// How many columns a day takes.
const DAY: usize = 13;

/// The widest name of an account.
const NAME_MAX: usize = 30;

/// Returns the lines; none where no account has slots or posts from Stock.
pub(crate) fn lines(preview: &Preview, screen: Screen) -> Vec<String> {
    if !preview.week.is_shown() {
        return Vec::new();
    }
    let drawn = Drawn { preview, screen };
    let title = words::TITLE.say(preview.language);
    let mut lines = vec![format!("\n{}", screen.paint(Tone::Strong, title))];
    for account in &preview.week.accounts {
        lines.extend(drawn.head(account));
        lines.extend(account.days.iter().flat_map(|day| drawn.day(account, day)));
    }
    lines
}

struct Drawn<'a> {
    preview: &'a Preview,
    screen: Screen,
}

impl Drawn<'_> {
    /// The name, and the week in figures.
    fn head(&self, account: &AccountWeek) -> Vec<String> {
        let Self { preview, screen } = self;
        let name = fit(&clean(&account.name), NAME_MAX);
        let words = account.say(preview.zone, preview.language);
        let margin = 2 + width(&name) + 2;
        let mut said = wrap(&words, COLUMNS - margin).into_iter();
        let first = said.next().unwrap_or_default();
        let first = format!("  {}  {first}", screen.paint(Tone::Strong, &name));
        [first].into_iter().chain(said.map(|line| format!("{:margin$}{line}", ""))).collect()
    }

    /// What is on a day, with its name before the first line.
    fn day(&self, account: &AccountWeek, day: &Day) -> Vec<String> {
        let language = self.preview.language;
        let today = account.days.first().map_or(day.date, |first| first.date);
        let mut lines = Vec::new();
        let pause = day.pause.map(|pause| match pause {
            DayPause::AllDay => words::PAUSED.say(language).to_owned(),
            DayPause::Until(until) => {
                words::paused_until(self.preview.local(until).time(), language)
            }
        });
        lines.extend(pause.map(|pause| self.screen.paint(Tone::Soft, &pause)));
        for entries in day.entries.chunk_by(|a, b| a.is_free() && b.is_free()) {
            match entries {
                [Entry { at, kind: EntryKind::Post(post) }] => {
                    lines.push(self.post(account, *at, post));
                }
                [Entry { at, kind: EntryKind::Stock(stock) }] => {
                    lines.push(self.stock(account, *at, stock));
                }
                free => lines.extend(self.free(free)),
            }
        }
        let name = words::day(day.date, today, language);
        let names = [name].into_iter().chain(std::iter::repeat(String::new()));
        let line = |(name, line): (String, String)| {
            format!("{:INDENT$}{}{line}", "", pad(&name, DAY)).trim_end().to_owned()
        };
        names.zip(lines).map(line).collect()
    }

    fn free(&self, free: &[Entry]) -> Vec<String> {
        let times: Vec<String> = free.iter().map(|entry| self.clock(entry.at)).collect();
        let said = format!("{}  {}", times.join(", "), words::FREE.say(self.preview.language));
        let said = wrap(&said, COLUMNS - INDENT - DAY);
        said.iter().map(|line| self.screen.paint(Tone::Soft, line)).collect()
    }

    fn post(&self, account: &AccountWeek, at: DateTime<Utc>, post: &PostEntry) -> String {
        let language = self.preview.language;
        let is_now = at <= self.preview.at;
        let time = if is_now { words::NOW.say(language).to_owned() } else { self.clock(at) };
        let mut facts = Vec::new();
        // Where there are no slots, every time is its post's own.
        let is_own = account.slots > 0 && !post.is_in_slot;
        facts.extend(is_own.then(|| words::OWN_TIME.say(language)));
        facts.extend(post.standing(language));
        let front = format!("{}  {}", pad(&time, 5), commands::row(post.row, language));
        let tone = if post.stage.is_stopped() { Tone::Bad } else { Tone::Soft };
        self.line(&front, &post.text, &facts, tone)
    }

    /// A post that is still to be made of a row of Stock.
    fn stock(&self, account: &AccountWeek, at: DateTime<Utc>, stock: &StockEntry) -> String {
        let language = self.preview.language;
        let place =
            format!("{} {}", Tab::Stock.title(language), commands::row(stock.row, language));
        let is_own = account.slots > 0 && !stock.is_in_slot;
        let facts = is_own.then(|| words::OWN_TIME.say(language)).into_iter();
        let facts: Vec<&str> = facts.chain([words::FROM_STOCK.say(language)]).collect();
        self.line(&format!("{}  {place}", pad(&self.clock(at), 5)), &stock.text, &facts, Tone::Soft)
    }

    fn line(&self, front: &str, text: &str, facts: &[&str], tone: Tone) -> String {
        let facts = facts.iter().flat_map(|fact| [" · ", *fact]).collect::<String>();
        let taken = INDENT + DAY + width(front) + width(&facts) + 2;
        let text = fit(&clean(text), COLUMNS.saturating_sub(taken));
        let space = if text.is_empty() { "" } else { "  " };
        format!("{front}{space}{text}{}", self.screen.paint(tone, &facts))
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        self.preview.local(at).format("%H:%M").to_string()
    }
}
