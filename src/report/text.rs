//! The report for people: a page on a terminal, a line for each thing in a log.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use threadsheet_core::columns::Tab;
use threadsheet_core::i18n::shard as words;
use threadsheet_core::i18n::{Phrase, actions, commands};
use threadsheet_core::language::Language;
use threadsheet_core::reason::Counts;

use super::screen::{Screen, Tone};
use super::text_layout::{COLUMNS, clean, fit, pad, width, wrap};
use super::{
    About, AccountLine, AccountOutcome, News, PostLine, PostOutcome, Report, SettingLine,
    StockLine, Waits,
};

/// The widest column of names; Threads allows 30 characters, few use more than this.
const NAME_MAX: usize = 20;

/// Where the second line of a post begins.
const INDENT: usize = 4;

/// How the lines of a report are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The language of the words.
    pub language: Language,
    /// How many columns names take.
    pub names: usize,
    /// Where they are shown.
    pub screen: Screen,
}

/// Returns the page for a terminal.
#[must_use]
pub fn page(report: &Report, screen: Screen) -> String {
    let Report { language, .. } = *report;
    let when = report.at.with_timezone(&report.zone).format("%Y-%m-%d %H:%M");
    let when = format!("{when} ({})", report.zone.name());
    let title = fit(&clean(&report.title), COLUMNS.saturating_sub(width(&when) + 2));
    let spacing = COLUMNS.saturating_sub(width(&when));
    let mut page = vec![format!("{}{when}", screen.paint(Tone::Strong, &pad(&title, spacing)))];
    page.extend(report.desk_findings(screen));
    if !report.accounts.is_empty() {
        page.push(heading(commands::ACCOUNTS, language, screen));
        let names = column(report.accounts.iter().map(|line| line.name.as_str()));
        let drawn = Page { language, names, screen };
        for line in &report.accounts {
            let about = About::Account(line.row);
            page.push(drawn.account_marked(line, report.is_wrong(about)));
            page.extend(report.found(about, &line.words, screen));
        }
    }
    page.extend(report.week_lines(screen));
    if !report.posts.is_empty() {
        page.push(heading(commands::POSTS, language, screen));
        let names = column(report.posts.iter().map(|line| line.account.as_str()));
        let drawn = Page { language, names, screen };
        for line in &report.posts {
            let about = About::Post(line.row);
            page.push(drawn.post_marked(line, report.is_wrong(about)));
            page.extend(report.found(about, &line.words, screen));
        }
    }
    if !report.settings.is_empty() {
        page.push(heading(commands::SETTINGS, language, screen));
        let drawn = Page { language, names: 0, screen };
        page.extend(report.settings.iter().map(|line| drawn.setting(line)));
    }
    if !report.stock.is_empty() {
        let title = format!("\n{}", Tab::Stock.title(language));
        page.push(screen.paint(Tone::Strong, &title));
        let drawn = Page { language, names: 0, screen };
        page.extend(report.stock.iter().map(|line| drawn.stock(line)));
    }
    page.push(String::new());
    page.extend(foot(report));
    page.join("\n")
}

/// Returns the lines that close a report: what became of how many.
#[must_use]
pub fn foot(report: &Report) -> Vec<String> {
    let (counts, language) = (counts(report), report.language);
    let mut lines = match counts {
        idle if idle == Counts::default() => vec![commands::NOTHING_TO_DO.say(language).to_owned()],
        counts => wrap(&commands::summary(counts, report.is_plan, language), COLUMNS),
    };
    lines.extend(report.clock_words().iter().flat_map(|words| wrap(words, COLUMNS)));
    if !report.shard.is_whole() {
        lines.extend(wrap(&words::part(report.shard, language), COLUMNS));
    }
    lines.extend(report.notes.iter().flat_map(|note| wrap(&clean(note), COLUMNS)));
    if let Some(checkup) = &report.checkup {
        lines.extend(report.checkup_foot(checkup));
    } else if report.is_plan {
        let all_well = is_all_well(report).then_some(commands::ALL_WELL);
        let said = all_well.into_iter().chain([commands::ONLY_A_PLAN]);
        lines.extend(said.map(|words| words.say(language).to_owned()));
    }
    lines
}

/// Returns the line of a log about something that has happened. It begins with the time, in this zone: a line
/// that began with a cell's own words could be read as a command by whatever keeps the log. `None` for what a
/// log does not tell: secrets, and what is only progress.
#[must_use]
pub fn log(news: &News, at: DateTime<Utc>, zone: Tz, language: Language) -> Option<String> {
    let said = match news {
        News::Secret(_) | News::Sheet { .. } | News::Asks { .. } | News::Asked(_) => return None,
        News::Read { accounts, posts } => commands::read(*accounts, *posts, language),
        News::Waits { what, until } => {
            commands::waits(what_waits(what), &clock(*until, at, zone), language)
        }
        News::Account(AccountLine { row, name, outcome, words, .. }) => {
            let place = actions::place(commands::ACCOUNTS.say(language), *row, language);
            line([&place, name, account_outcome(*outcome).1.say(language)], &[words.as_str()])
        }
        News::Post(PostLine { row, account, text, outcome, permalink, words, .. }) => {
            let place = actions::place(commands::POSTS.say(language), *row, language);
            let text = fit(&clean(text), COLUMNS / 2);
            let text = if text.is_empty() { text } else { format!("({text})") };
            let outcome = post_outcome(*outcome).1.say(language);
            let address = permalink.as_deref().unwrap_or_default();
            line([&place, account, outcome], &[address, words, &text])
        }
        News::Setting(SettingLine { row, words, .. }) => {
            let place = actions::place(commands::SETTINGS.say(language), *row, language);
            line(
                [&place, "", account_outcome(AccountOutcome::NeedsPerson).1.say(language)],
                &[words],
            )
        }
    };
    Some(format!("{} {said}", stamp(at, zone)))
}

/// Returns an instant as a log shows it.
#[must_use]
pub fn stamp(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Returns an instant as people tell it: the time of day, with the date on another day than `now`.
pub(super) fn clock(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let (at, now) = (at.with_timezone(&zone), now.with_timezone(&zone));
    let is_today = at.date_naive() == now.date_naive();
    at.format(if is_today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}

/// Returns whose pause is waited for, if any.
pub(super) fn what_waits(what: &Waits) -> Option<String> {
    match what {
        Waits::Pause(account) => Some(clean(account)),
        Waits::Hold => None,
    }
}

fn line(head: [&str; 3], said: &[&str]) -> String {
    let filled = |words: &&str| !words.is_empty();
    let head: Vec<String> = head.iter().filter(|words| filled(words)).map(|w| clean(w)).collect();
    let said: Vec<String> = said.iter().filter(|words| filled(words)).map(|w| clean(w)).collect();
    let colon = if said.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", head.join(" · "), said.join(" "))
}

fn heading(words: Phrase, language: Language, screen: Screen) -> String {
    format!("\n{}", screen.paint(Tone::Strong, words.say(language)))
}

fn column<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(|name| width(&clean(name))).max().unwrap_or_default().min(NAME_MAX)
}

impl Page {
    /// Returns the lines of an account.
    #[must_use]
    pub fn account(self, line: &AccountLine) -> String {
        self.account_marked(line, false)
    }

    fn account_marked(self, line: &AccountLine, is_wrong: bool) -> String {
        let Self { language, names, screen } = self;
        let (tone, words) = account_outcome(line.outcome);
        let name = pad(&fit(&clean(&line.name), names), names);
        let outcome = pad(words.say(language), commands::OUTCOME_COLUMNS);
        let margin = INDENT + names + 2 + commands::OUTCOME_COLUMNS + 2;
        let said = wrap(&clean(&line.words), COLUMNS - margin).join(&newline(margin));
        let outcome = screen.paint(tone, &outcome);
        let mark = mark(if is_wrong { Tone::Bad } else { tone }, screen);
        format!("  {mark} {name}  {outcome}  {said}").trim_end().to_owned()
    }

    /// Returns the lines of a post.
    #[must_use]
    pub fn post(self, line: &PostLine) -> String {
        self.post_marked(line, false)
    }

    fn post_marked(self, line: &PostLine, is_wrong: bool) -> String {
        let Self { language, names, screen } = self;
        let (tone, words) = post_outcome(line.outcome);
        let row = pad(&commands::row(line.row, language), commands::ROW_COLUMNS);
        let name = pad(&fit(&clean(&line.account), names), names);
        let outcome = pad(words.say(language), commands::OUTCOME_COLUMNS);
        let used = INDENT + commands::ROW_COLUMNS + names + commands::OUTCOME_COLUMNS + 6;
        let text = fit(&clean(&line.text), COLUMNS - used);
        let outcome = screen.paint(tone, &outcome);
        let mark = mark(if is_wrong { Tone::Bad } else { tone }, screen);
        let mut lines = vec![format!("  {mark} {row}  {name}  {outcome}  {text}")];
        // "To publish" has said it all.
        let is_told = line.outcome == PostOutcome::ToPublish;
        let said = [line.permalink.as_deref().unwrap_or_default(), &line.words].map(clean);
        for said in said.iter().filter(|said| !is_told && !said.is_empty()) {
            let said = wrap(said, COLUMNS - INDENT);
            lines.extend(said.iter().map(|said| screen.paint(Tone::Soft, said)));
        }
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(&newline(INDENT))
    }

    /// Draws the line of a row of Stock.
    #[must_use]
    pub fn stock(self, line: &StockLine) -> String {
        let Self { language, screen, .. } = self;
        let row = pad(&commands::row(line.row, language), commands::ROW_COLUMNS);
        let tone = if line.used_for.is_some() { Tone::Good } else { Tone::Bad };
        let text = fit(&clean(&line.text), COLUMNS / 2);
        let head = format!("  {} {row}  {}  {text}", mark(tone, screen), clean(&line.account));
        let mut lines = vec![head];
        let said = wrap(&clean(&line.words), COLUMNS - INDENT);
        lines.extend(said.iter().map(|said| screen.paint(Tone::Soft, said)));
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(&newline(INDENT))
    }

    /// Draws the line of a setting.
    #[must_use]
    pub fn setting(self, line: &SettingLine) -> String {
        let Self { language, screen, .. } = self;
        let row = pad(&commands::row(line.row, language), commands::ROW_COLUMNS);
        let mut lines = vec![format!("  {} {row}  {}", mark(Tone::Bad, screen), clean(&line.name))];
        let said = wrap(&clean(&line.words), COLUMNS - INDENT);
        lines.extend(said.iter().map(|said| screen.paint(Tone::Soft, said)));
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(&newline(INDENT))
    }
}

fn newline(margin: usize) -> String {
    format!("\n{}", " ".repeat(margin))
}

pub(super) fn mark(tone: Tone, screen: Screen) -> String {
    let mark = match tone {
        Tone::Good => "✓",
        Tone::Bad => "!",
        Tone::Soft | Tone::Strong => "-",
    };
    screen.paint(tone, mark)
}

pub(super) fn account_outcome(outcome: AccountOutcome) -> (Tone, Phrase) {
    use commands::account;
    match outcome {
        AccountOutcome::Fine => (Tone::Good, account::FINE),
        AccountOutcome::ToLearn => (Tone::Good, account::LEARNED_PLAN),
        AccountOutcome::Learned => (Tone::Good, account::LEARNED),
        AccountOutcome::ToRenew => (Tone::Good, account::RENEWED_PLAN),
        AccountOutcome::Renewed => (Tone::Good, account::RENEWED),
        AccountOutcome::NotRenewed => (Tone::Soft, account::NOT_RENEWED),
        AccountOutcome::Unreachable => (Tone::Soft, account::UNREACHABLE),
        AccountOutcome::NeedsPerson => (Tone::Bad, account::NEEDS_PERSON),
    }
}

pub(super) fn post_outcome(outcome: PostOutcome) -> (Tone, Phrase) {
    use commands::post;
    match outcome {
        PostOutcome::ToPublish => (Tone::Good, post::PUBLISHED_PLAN),
        PostOutcome::Published => (Tone::Good, post::PUBLISHED),
        PostOutcome::Publishing => (Tone::Soft, post::PUBLISHING),
        PostOutcome::Waiting => (Tone::Soft, post::WAITING),
        PostOutcome::Failed => (Tone::Bad, post::FAILED),
        PostOutcome::ToFix => (Tone::Bad, post::TO_FIX),
        PostOutcome::Check => (Tone::Bad, post::CHECK),
        PostOutcome::Missed => (Tone::Bad, post::MISSED),
        PostOutcome::Restored => (Tone::Good, post::RESTORED),
        PostOutcome::Draft => (Tone::Soft, post::DRAFT),
    }
}

/// Tells whether nothing is held up and nothing is for a person to mend.
fn is_all_well(report: &Report) -> bool {
    let mut posts = report.posts.iter().chain(&report.standing);
    let is_well = |line: &PostLine| {
        matches!(
            line.outcome,
            PostOutcome::Published
                | PostOutcome::ToPublish
                | PostOutcome::Publishing
                | PostOutcome::Restored
        )
    };
    posts.all(is_well)
        && report.settings.is_empty()
        && report.n_wrong_stock() == 0
        && report.accounts.iter().all(|line| line.outcome != AccountOutcome::NeedsPerson)
}

pub(super) fn counts(report: &Report) -> Counts {
    let counts = counted(report);
    // A check has found more than one thing about some lines, and something about none.
    let own = report.settings.len() + report.n_wrong_stock();
    let n_wrong = report.checkup.as_ref().map(|checkup| checkup.n_wrong() + own);
    Counts { need_person: n_wrong.unwrap_or(counts.need_person), ..counts }
}

fn counted(report: &Report) -> Counts {
    let need_person = report.settings.len() + report.n_wrong_stock();
    let mut counts = Counts { need_person, ..Counts::default() };
    for line in &report.accounts {
        let is_renewed = matches!(line.outcome, AccountOutcome::Renewed | AccountOutcome::ToRenew);
        counts.renewed += usize::from(is_renewed);
        counts.need_person += usize::from(line.outcome == AccountOutcome::NeedsPerson);
    }
    for line in report.posts.iter().chain(&report.standing) {
        match line.outcome {
            PostOutcome::Published | PostOutcome::ToPublish => counts.published += 1,
            PostOutcome::Publishing | PostOutcome::Waiting => counts.waiting += 1,
            PostOutcome::Failed | PostOutcome::ToFix | PostOutcome::Check | PostOutcome::Missed => {
                counts.need_person += 1;
            }
            PostOutcome::Restored | PostOutcome::Draft => {}
        }
    }
    counts
}
