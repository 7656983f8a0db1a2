//! What of a report needs a person, as one list, and the annotations that are made of it.

use threadsheet_core::columns::Tab;
use threadsheet_core::i18n::{Phrase, actions, commands, findings};

use crate::report::text::{account_outcome, post_outcome};
use crate::report::workflow_command::{ANNOTATIONS_MAX, Command, Level};
use crate::report::{About, AccountLine, AccountOutcome, Finding, PostLine, PostOutcome, Report};

/// Something that needs a person.
pub(super) struct Need<'a> {
    pub(super) level: Level,
    /// Where in the desk, like `Posts, row 12`.
    pub(super) place: String,
    /// The account's name; empty where it is about none.
    pub(super) account: &'a str,
    /// What came of it, in a word; none where the words say all.
    pub(super) outcome: Option<Phrase>,
    /// What is the matter, and what to do.
    pub(super) words: &'a str,
    /// The beginning of the post's text; empty where it is about no post.
    pub(super) text: &'a str,
    pub(super) url: Option<String>,
    /// Whether no earlier run has told it.
    pub(super) is_news: bool,
}

/// Returns what needs a person, news first.
pub(super) fn needs(report: &Report) -> Vec<Need<'_>> {
    let of_desk = report.checkup.iter().flat_map(|checkup| checkup.about(About::Desk));
    let of_desk = of_desk.filter(|finding| finding.is_wrong);
    let mut needs: Vec<Need> = of_desk.map(|finding| report.need_of_finding(finding)).collect();
    for line in &report.accounts {
        needs.extend(report.need_of_account(line));
        needs.extend(report.needs_found(About::Account(line.row)));
    }
    let mut posts: Vec<&PostLine> = report.posts.iter().chain(&report.standing).collect();
    posts.sort_by_key(|line| line.row);
    for line in posts {
        needs.extend(report.need_of_post(line));
        needs.extend(report.needs_found(About::Post(line.row)));
    }
    needs.extend(report.settings.iter().map(|line| Need {
        level: Level::Warning,
        place: actions::place(commands::SETTINGS.say(report.language), line.row, report.language),
        account: "",
        outcome: None,
        words: &line.words,
        text: "",
        url: report.links.to_setting(line.row),
        is_news: line.is_news,
    }));
    needs.extend(report.stock.iter().filter(|line| line.is_wrong()).map(|line| Need {
        level: Level::Error,
        place: actions::place(Tab::Stock.title(report.language), line.row, report.language),
        account: &line.account,
        outcome: None,
        words: &line.words,
        text: &line.text,
        url: report.links.to_stock(line.row),
        is_news: line.is_news,
    }));
    // Stable, so that within each half the order of the sheet stays.
    needs.sort_by_key(|need| !need.is_news);
    needs
}

/// Returns the annotations of a report: one for each thing that newly needs a person, as far as the runner
/// keeps them.
pub(super) fn annotations(report: &Report) -> Vec<Command> {
    let needs = needs(report);
    let levels = [Level::Error, Level::Warning].into_iter();
    let of_level = |level| {
        let news = needs.iter().filter(|need| need.is_news && need.level == level);
        let mut told: Vec<Command> = news.map(|need| need.annotation(report)).collect();
        if told.len() > ANNOTATIONS_MAX {
            let n_more = told.len() - (ANNOTATIONS_MAX - 1);
            told.truncate(ANNOTATIONS_MAX - 1);
            let words = actions::more(n_more, report.language);
            let sheet = report.links.sheet();
            told.push(Command::annotation(level, "threadsheet", &words, &sheet));
        }
        told
    };
    levels.flat_map(of_level).collect()
}

impl Need<'_> {
    fn annotation(&self, report: &Report) -> Command {
        let account = if self.account.is_empty() { "" } else { " @" };
        let title = format!("{}{account}{}", self.place, self.account);
        let outcome = self.outcome.map(|words| format!("{}: ", words.say(report.language)));
        let text = if self.text.is_empty() { String::new() } else { format!(" ({})", self.text) };
        let message = format!("{}{}{text}", outcome.unwrap_or_default(), self.words);
        Command::annotation(self.level, &title, &message, self.url.as_deref().unwrap_or_default())
    }
}

impl Report {
    fn need_of_account<'a>(&self, line: &'a AccountLine) -> Option<Need<'a>> {
        let about = About::Account(line.row);
        let is_one = line.is_news || line.outcome == AccountOutcome::NeedsPerson;
        // What a check has found is told with the very cell.
        (is_one && !self.has_found(about, &line.words)).then(|| Need {
            level: Level::Error,
            place: self.place(about),
            account: &line.name,
            outcome: Some(account_outcome(line.outcome).1),
            words: &line.words,
            text: "",
            url: self.links.to(about, None),
            is_news: line.is_news,
        })
    }

    fn need_of_post<'a>(&self, line: &'a PostLine) -> Option<Need<'a>> {
        let about = About::Post(line.row);
        let is_one = line.is_news
            || matches!(
                line.outcome,
                PostOutcome::Failed | PostOutcome::ToFix | PostOutcome::Check | PostOutcome::Missed
            );
        let level = match line.outcome {
            PostOutcome::Missed => Level::Warning,
            _ => Level::Error,
        };
        (is_one && !self.has_found(about, &line.words)).then(|| Need {
            level,
            place: self.place(about),
            account: &line.account,
            outcome: Some(post_outcome(line.outcome).1),
            words: &line.words,
            text: &line.text,
            url: self.links.to(about, None),
            is_news: line.is_news,
        })
    }

    fn needs_found(&self, about: About) -> impl Iterator<Item = Need<'_>> {
        let found = self.checkup.iter().flat_map(move |checkup| checkup.about(about));
        found.filter(|finding| finding.is_wrong).map(|finding| self.need_of_finding(finding))
    }

    fn need_of_finding<'a>(&'a self, finding: &'a Finding) -> Need<'a> {
        let Finding { about, cell, words, is_news, .. } = finding;
        let post = |row: usize| self.posts.iter().find(|line| line.row == row);
        let account = |row: usize| self.accounts.iter().find(|line| line.row == row);
        let (account, text) = match *about {
            About::Desk => ("", ""),
            About::Account(row) => (account(row).map_or("", |line| line.name.as_str()), ""),
            About::Post(row) => {
                post(row).map_or(("", ""), |line| (line.account.as_str(), line.text.as_str()))
            }
        };
        Need {
            level: Level::Error,
            place: self.place(*about),
            account,
            outcome: None,
            words,
            text,
            url: self.links.to(*about, cell.as_deref()),
            is_news: *is_news,
        }
    }

    fn place(&self, about: About) -> String {
        match about {
            About::Desk => findings::DESK.say(self.language).to_owned(),
            About::Account(row) => {
                actions::place(commands::ACCOUNTS.say(self.language), row, self.language)
            }
            About::Post(row) => {
                actions::place(commands::POSTS.say(self.language), row, self.language)
            }
        }
    }
}
