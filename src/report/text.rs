//! The report for people: a page on a terminal, a line for each thing in a log.

use chrono::{DateTime, SecondsFormat, Utc};

use super::screen::{COLUMNS, Screen, Tone, clean, fit, pad, width, wrap};
use super::{About, AccountLine, AccountOutcome, News, PostLine, PostOutcome, Report, SettingLine};
use crate::core::language::Language;
use crate::core::words::commands::{self, Counts, Words};
use crate::core::words::shard as words;

/// The widest column of names; Threads allows 30 characters, few use more than this.
const NAME_MAX: usize = 20;

/// Where the second line of a post begins.
const INDENT: usize = 4;

/// How the lines of a report are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Whether they tell of a plan.
    pub is_plan: bool,
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
    let Report { is_plan, language, .. } = *report;
    let when = report.at.with_timezone(&report.zone).format("%Y-%m-%d %H:%M");
    let when = format!("{when} ({})", report.zone.name());
    let title = fit(&clean(&report.title), COLUMNS.saturating_sub(width(&when) + 2));
    let gap = COLUMNS.saturating_sub(width(&when));
    let mut page = vec![format!("{}{when}", screen.paint(Tone::Strong, &pad(&title, gap)))];
    page.extend(report.desk_findings(screen));
    if !report.accounts.is_empty() {
        page.push(heading(commands::ACCOUNTS, language, screen));
        let names = column(report.accounts.iter().map(|line| line.name.as_str()));
        let drawn = Page { is_plan, language, names, screen };
        for line in &report.accounts {
            let about = About::Account(line.row);
            page.push(drawn.account_marked(line, report.is_wrong(about)));
            page.extend(report.found(about, &line.words, screen));
        }
    }
    if !report.posts.is_empty() {
        page.push(heading(commands::POSTS, language, screen));
        let names = column(report.posts.iter().map(|line| line.account.as_str()));
        let drawn = Page { is_plan, language, names, screen };
        for line in &report.posts {
            let about = About::Post(line.row);
            page.push(drawn.post_marked(line, report.is_wrong(about)));
            page.extend(report.found(about, &line.words, screen));
        }
    }
    if !report.settings.is_empty() {
        page.push(heading(commands::SETTINGS, language, screen));
        let drawn = Page { is_plan, language, names: 0, screen };
        page.extend(report.settings.iter().map(|line| drawn.setting(line)));
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
    if !report.shard.is_whole() {
        lines.extend(wrap(&words::part(report.shard, language), COLUMNS));
    }
    if let Some(checkup) = &report.checkup {
        lines.extend(report.checkup_foot(checkup));
    } else if report.is_plan {
        let all_well = is_all_well(report).then_some(commands::ALL_WELL);
        let said = all_well.into_iter().chain([commands::ONLY_A_PLAN]);
        lines.extend(said.map(|words| words.say(language).to_owned()));
    }
    lines
}

/// Returns the line of a log about something that has happened, or that a plan says would. It begins with the time: a line
/// that began with a cell's own words could be read as a command by whatever keeps the log. Nothing is said of a secret.
#[must_use]
pub fn log(news: &News, is_plan: bool, at: DateTime<Utc>) -> Option<String> {
    let time = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    Some(match news {
        News::Read { accounts, posts } => {
            format!("{time} read accounts={accounts} posts={posts}")
        }
        News::Secret(_) => return None,
        News::Asks { accounts, media } => format!("{time} asks accounts={accounts} media={media}"),
        News::Asked(what) => format!("{time} asked {}", clean(what)),
        News::Account(AccountLine { row, name, outcome, words, .. }) => {
            let (name, words) = (clean(name), clean(words));
            let outcome = match outcome {
                AccountOutcome::Learned if is_plan => "to_check",
                AccountOutcome::Renewed if is_plan => "to_renew",
                outcome => outcome.word(),
            };
            format!("{time} account row={row} {name} {outcome}: {words}").trim_end().to_owned()
        }
        News::Post(PostLine { row, account, text, outcome, permalink, words, .. }) => {
            let (account, text) = (clean(account), fit(&clean(text), COLUMNS / 2));
            let text = if text.is_empty() { text } else { format!("({text})") };
            let said = [permalink.as_deref().unwrap_or_default(), words].map(clean);
            let said = [said.as_slice(), &[text]].concat();
            let said: Vec<String> = said.into_iter().filter(|words| !words.is_empty()).collect();
            let outcome = match outcome {
                PostOutcome::Published if is_plan => "to_publish",
                outcome => outcome.word(),
            };
            format!("{time} post row={row} {account} {outcome}: {}", said.join(" "))
        }
        News::Setting(SettingLine { row, words, .. }) => {
            format!("{time} setting row={row} needs_person: {}", clean(words))
        }
    })
}

fn heading(words: Words, language: Language, screen: Screen) -> String {
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
        let Self { is_plan, language, names, screen } = self;
        let (tone, words) = account_outcome(line.outcome, is_plan);
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
        let Self { is_plan, language, names, screen } = self;
        let (tone, words) = post_outcome(line.outcome, is_plan);
        let row = pad(&commands::row(line.row, language), commands::ROW_COLUMNS);
        let name = pad(&fit(&clean(&line.account), names), names);
        let outcome = pad(words.say(language), commands::OUTCOME_COLUMNS);
        let used = INDENT + commands::ROW_COLUMNS + names + commands::OUTCOME_COLUMNS + 6;
        let text = fit(&clean(&line.text), COLUMNS - used);
        let outcome = screen.paint(tone, &outcome);
        let mark = mark(if is_wrong { Tone::Bad } else { tone }, screen);
        let mut lines = vec![format!("  {mark} {row}  {name}  {outcome}  {text}")];
        // In a plan "to publish" has said it all.
        let is_told = is_plan && line.outcome == PostOutcome::Published;
        let said = [line.permalink.as_deref().unwrap_or_default(), &line.words].map(clean);
        for said in said.iter().filter(|said| !is_told && !said.is_empty()) {
            let said = wrap(said, COLUMNS - INDENT);
            lines.extend(said.iter().map(|said| screen.paint(Tone::Soft, said)));
        }
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(&newline(INDENT))
    }

    /// Returns the lines of a setting.
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

pub(super) fn account_outcome(outcome: AccountOutcome, is_plan: bool) -> (Tone, Words) {
    use commands::account;
    match outcome {
        AccountOutcome::Fine => (Tone::Good, account::FINE),
        AccountOutcome::Learned if is_plan => (Tone::Good, account::LEARNED_PLAN),
        AccountOutcome::Learned => (Tone::Good, account::LEARNED),
        AccountOutcome::Renewed if is_plan => (Tone::Good, account::RENEWED_PLAN),
        AccountOutcome::Renewed => (Tone::Good, account::RENEWED),
        AccountOutcome::NotRenewed => (Tone::Soft, account::NOT_RENEWED),
        AccountOutcome::Unreachable => (Tone::Soft, account::UNREACHABLE),
        AccountOutcome::NeedsPerson => (Tone::Bad, account::NEEDS_PERSON),
    }
}

pub(super) fn post_outcome(outcome: PostOutcome, is_plan: bool) -> (Tone, Words) {
    use commands::post;
    match outcome {
        PostOutcome::Published if is_plan => (Tone::Good, post::PUBLISHED_PLAN),
        PostOutcome::Published => (Tone::Good, post::PUBLISHED),
        PostOutcome::Publishing => (Tone::Soft, post::PUBLISHING),
        PostOutcome::Waiting => (Tone::Soft, post::WAITING),
        PostOutcome::Failed => (Tone::Bad, post::FAILED),
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
            PostOutcome::Published | PostOutcome::Publishing | PostOutcome::Restored
        )
    };
    posts.all(is_well)
        && report.settings.is_empty()
        && report.accounts.iter().all(|line| line.outcome != AccountOutcome::NeedsPerson)
}

pub(super) fn counts(report: &Report) -> Counts {
    let counts = counted(report);
    // A check has found more than one thing about some lines, and something about none.
    let n_wrong = report.checkup.as_ref().map(|checkup| checkup.n_wrong() + report.settings.len());
    Counts { need_person: n_wrong.unwrap_or(counts.need_person), ..counts }
}

fn counted(report: &Report) -> Counts {
    let mut counts = Counts { need_person: report.settings.len(), ..Counts::default() };
    for line in &report.accounts {
        counts.renewed += usize::from(line.outcome == AccountOutcome::Renewed);
        counts.need_person += usize::from(line.outcome == AccountOutcome::NeedsPerson);
    }
    for line in report.posts.iter().chain(&report.standing) {
        match line.outcome {
            PostOutcome::Published => counts.published += 1,
            PostOutcome::Publishing | PostOutcome::Waiting => counts.waiting += 1,
            PostOutcome::Failed | PostOutcome::Check | PostOutcome::Missed => {
                counts.need_person += 1;
            }
            PostOutcome::Restored | PostOutcome::Draft => {}
        }
    }
    counts
}
