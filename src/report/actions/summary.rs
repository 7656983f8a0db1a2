//! The step summary: a report as one page in Markdown.
//!
//! Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary>.

use threadsheet_core::i18n::actions::{self as words, column};
use threadsheet_core::i18n::commands::{self, ONLY_A_PLAN};
use threadsheet_core::i18n::{Phrase, findings, week};
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::reason::{Counts, days_left};

use super::markdown::{link, text};
use super::needs::{Need, needs};
use crate::report::setup::Setup;
use crate::report::text::counts;
use crate::report::{About, Checkup, PostLine, PostOutcome, Report};

/// The most bytes of one part; there are five, and GitHub refuses a page of more than a mebibyte.
const PART_MAX: usize = 60_000;

/// The most lines of one part.
const LINES_MAX: usize = 100;

/// A post that was less late than this, in minutes, was not late.
const LATE_FROM: i64 = 5;

/// Returns the summary of a report.
pub(super) fn report(report: &Report) -> String {
    let page = Page { report, language: report.language };
    [
        page.head(),
        page.needs(),
        page.published(),
        page.waiting(),
        page.accounts(),
        page.week(),
        page.schedule(),
    ]
    .concat()
}

/// Returns the summary of what `init` has added, or would.
pub(super) fn setup(setup: &Setup) -> String {
    let Setup { is_plan, language, title, added, hints, .. } = setup;
    let mut page = headline(title);
    if *is_plan {
        page.push_str(&paragraph(&format!("**{}**", ONLY_A_PLAN.say(*language))));
    }
    let heading = if *is_plan { words::TO_ADD } else { words::ADDED };
    let lines = added.iter().map(|added| format!("- {}\n", text(added)));
    page.push_str(&part(heading, "", lines, *language));
    page.extend(hints.iter().map(|hint| paragraph(&text(hint))));
    page.push_str(&paragraph(&link(words::OPEN_SHEET.say(*language), Some(&setup.address))));
    page
}

/// Returns the summary of a run that had to end early.
pub(super) fn stop(said: &[(Language, String)], sheet: Option<&str>) -> String {
    let mut page = headline("");
    for (language, said) in said {
        page.push_str(&paragraph(&format!("**{}**", text(said))));
        if let Some(sheet) = sheet {
            page.push_str(&paragraph(&link(words::OPEN_SHEET.say(*language), Some(sheet))));
        }
    }
    page
}

fn headline(title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!(": {}", text(title)) };
    format!("## threadsheet{title}\n\n")
}

fn paragraph(markdown: &str) -> String {
    format!("{markdown}\n\n")
}

/// Returns a part with as many of its lines as have room; nothing where there are none.
fn part(
    heading: Phrase,
    table: &str,
    lines: impl Iterator<Item = String>,
    language: Language,
) -> String {
    let (mut shown, mut n_shown, mut n_all) = (String::new(), 0, 0);
    for line in lines {
        // Once one line was left out no later one is shown: what is missing is then always the end.
        if n_shown == n_all && n_shown < LINES_MAX && shown.len() + line.len() <= PART_MAX {
            shown.push_str(&line);
            n_shown += 1;
        }
        n_all += 1;
    }
    if n_all == 0 {
        return String::new();
    }
    let more = if n_shown == n_all {
        String::new()
    } else {
        format!("\n{}\n", words::more(n_all - n_shown, language))
    };
    format!("### {}\n\n{table}{shown}{more}\n", heading.say(language))
}

/// Returns the first two lines of a table.
fn table(columns: &[Phrase], language: Language) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.say(language)).collect();
    format!("| {} |\n|{}\n", names.join(" | "), "---|".repeat(columns.len()))
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

struct Page<'a> {
    report: &'a Report,
    language: Language,
}

impl Page<'_> {
    fn head(&self) -> String {
        let Self { report, language } = *self;
        let when = report.at.with_timezone(&report.zone).format("%Y-%m-%d %H:%M");
        let sheet = report.links.sheet();
        let sheet = link(words::OPEN_SHEET.say(language), Some(&sheet));
        let counted = match counts(report) {
            idle if idle == Counts::default() => commands::NOTHING_TO_DO.say(language).to_owned(),
            counts => commands::summary(counts, report.is_plan, language),
        };
        let only = match &report.checkup {
            Some(_) => Some(findings::ONLY_A_LOOK),
            None => report.is_plan.then_some(ONLY_A_PLAN),
        };
        let mut head = headline(&report.title)
            + &paragraph(&format!("{when} ({}) · {sheet}", report.zone.name()));
        head.extend(only.map(|only| paragraph(&format!("**{}**", only.say(language)))));
        head.extend(report.checkup.as_ref().map(|checkup| {
            let Checkup { n_accounts, n_posts, n_media, .. } = *checkup;
            paragraph(&findings::looked_at(n_accounts, n_posts, n_media, language))
        }));
        let notes = report.notes.iter().cloned().chain(report.clock_words());
        let notes = notes.map(|note| paragraph(&text(&note)));
        notes.fold(head + &paragraph(&counted), |page, note| page + &note)
    }

    /// The week of the accounts that have slots; a check alone tells it.
    fn week(&self) -> String {
        let weeks = self.report.checkup.iter().flat_map(|checkup| &checkup.weeks);
        let lines = weeks.map(|week| format!("- {}\n", text(&week.say())));
        part(week::TITLE, "", lines, self.language)
    }

    fn needs(&self) -> String {
        let needs = needs(self.report);
        let lines = needs.iter().map(|need| self.need(need));
        part(words::NEEDS_YOU, "", lines, self.language)
    }

    fn need(&self, need: &Need) -> String {
        let mut said = vec![link(&need.place, need.url.as_deref())];
        if need.is_news {
            said.insert(0, format!("**{}**", words::NEW.say(self.language)));
        }
        said.push(text(need.account));
        said.extend(need.outcome.map(|outcome| outcome.say(self.language).to_owned()));
        let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
        let quoted = quoted(need.text);
        format!("- {}: {}{quoted}\n", said.join(" · "), text(need.words))
    }

    fn published(&self) -> String {
        let Self { report, language } = *self;
        let goes_out = |line: &&PostLine| {
            matches!(line.outcome, PostOutcome::Published | PostOutcome::ToPublish)
        };
        let posts = report.posts.iter().filter(goes_out);
        let late = |line: &PostLine| {
            (!report.is_plan).then_some(self.late(line)).filter(|late| *late >= LATE_FROM)
        };
        let latest = posts.clone().filter_map(late).max();
        let mut columns = vec![column::ROW, column::ACCOUNT, column::TEXT];
        columns.extend((!report.is_plan).then_some(column::POST));
        columns.extend(latest.map(|_| column::LATE));
        let lines = posts.map(|line| {
            let place = commands::row(line.row, language);
            let url = report.links.to(About::Post(line.row), None);
            let mut cells = vec![link(&place, url.as_deref()), text(&line.account)];
            cells.push(text(&line.text));
            let open = words::OPEN_POST.say(language);
            let post = line.permalink.as_ref().map(|permalink| link(open, Some(permalink)));
            cells.extend((!report.is_plan).then(|| post.unwrap_or_default()));
            let late = late(line).map(|late| words::late(late, language));
            cells.extend(latest.map(|_| late.unwrap_or_default()));
            row(&cells)
        });
        let heading = if report.is_plan { words::TO_PUBLISH } else { words::PUBLISHED };
        let mut part = part(heading, &table(&columns, language), lines, language);
        part.extend(latest.map(|late| paragraph(&words::latest(late, language))));
        part
    }

    /// Returns how late the run came to a post, in minutes.
    fn late(&self, line: &PostLine) -> i64 {
        (self.report.at - line.due).num_minutes()
    }

    fn waiting(&self) -> String {
        let Self { report, language } = *self;
        let posts = report.posts.iter().chain(&report.standing);
        let waits = |line: &&PostLine| {
            matches!(line.outcome, PostOutcome::Waiting | PostOutcome::Publishing)
                && !line.words.is_empty()
                && !report.is_wrong(About::Post(line.row))
        };
        let lines = posts.filter(waits).map(|line| {
            let url = report.links.to(About::Post(line.row), None);
            let place = link(&commands::row(line.row, language), url.as_deref());
            let (account, said) = (text(&line.account), text(&line.words));
            format!("- {place} · {account}: {said}{}\n", quoted(&line.text))
        });
        part(words::WAITING, "", lines, language)
    }

    fn accounts(&self) -> String {
        let Self { report, language } = *self;
        let columns = [column::ACCOUNT, column::DAYS, column::TOKEN];
        let place = Place { zone: report.zone, locale: String::new(), now: report.at };
        let lines = report.accounts.iter().map(|line| {
            let url = report.links.to(About::Account(line.row), None);
            let days = line.expires.map(|expires| days_left(expires, &place).max(0).to_string());
            row(&[link(&line.name, url.as_deref()), days.unwrap_or_default(), text(&line.words)])
        });
        part(words::ACCOUNTS, &table(&columns, language), lines, language)
    }

    fn schedule(&self) -> String {
        let said = words::advice(self.language).map(|line| format!("- {line}\n")).concat();
        let summary = words::SCHEDULE.say(self.language);
        format!("<details>\n<summary>{summary}</summary>\n\n{said}\n</details>\n\n")
    }
}

fn quoted(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" ({})", text(words)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_has_added_ends_with_the_address_of_the_spreadsheet() {
        let page = setup(&crate::report::setup::tests::of_a_log());
        assert!(
            page.ends_with("(<https://docs.google.com/spreadsheets/d/abc/edit>)\n\n"),
            "{page}"
        );
    }

    #[test]
    fn what_ended_a_run_is_told_in_every_language_that_it_was_said_in() {
        let said = [
            (Language::English, "Nothing was read.".to_owned()),
            (Language::Japanese, "何も読めませんでした。".to_owned()),
        ];
        let page = stop(&said, Some("https://docs.google.com/spreadsheets/d/abc/edit"));
        for (language, words) in &said {
            assert!(page.contains(&format!("**{words}**")), "{page}");
            assert!(page.contains(words::OPEN_SHEET.say(*language)), "{page}");
        }
    }
}
