//! The report for programs: one JSON object, whose fields are added to and never change meaning.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use threadsheet_core::language::Language;
use threadsheet_core::probe_result::Finding;
use threadsheet_core::run_error::RunError;

use super::actions::commands_at;
use super::{About, checkup};
use crate::clock::Doubtful;

/// The version of the object.
const SCHEMA: u32 = 2;

/// What every object begins with.
#[derive(Serialize)]
pub(super) struct Head {
    schema: u32,
    kind: &'static str,
    exit_code: u8,
    language: &'static str,
}

impl Head {
    pub(super) fn new(kind: &'static str, exit_code: u8, language: Language) -> Self {
        Self { schema: SCHEMA, kind, exit_code, language: language.code() }
    }
}

/// A report, as programs read it; the order of the fields is the order on the page.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    head: Head,
    at: String,
    zone: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<String>,
    accounts: Vec<Account<'a>>,
    posts: Vec<Post<'a>>,
    settings: Vec<Setting<'a>>,
    /// Left out where there is nothing to say of any row of Stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stock: Vec<Stock<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    sheet_requests: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<Clock>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    checkup: Option<Checkup<'a>>,
}

/// A machine's clock that is not right, or of which nobody knows.
#[derive(Serialize)]
struct Clock {
    ahead_seconds: Option<i64>,
    words: String,
}

/// What a check adds.
#[derive(Serialize)]
struct Checkup<'a> {
    findings: Vec<Told<'a>>,
    slots: Vec<OfSlots<'a>>,
    looked_at: LookedAt,
}

#[derive(Serialize)]
struct OfSlots<'a> {
    row: usize,
    account: &'a str,
    words: &'a str,
}

#[derive(Serialize)]
struct LookedAt {
    accounts: usize,
    posts: usize,
    media: usize,
    media_unasked: usize,
}

#[derive(Serialize)]
struct Told<'a> {
    about: &'static str,
    row: Option<usize>,
    cell: Option<&'a str>,
    url: Option<String>,
    is_wrong: bool,
    is_news: bool,
    words: &'a str,
}

#[derive(Serialize)]
struct Account<'a> {
    row: usize,
    name: &'a str,
    outcome: &'static str,
    words: &'a str,
    expires: Option<String>,
    is_news: bool,
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posts_left: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replies_left: Option<u32>,
}

#[derive(Serialize)]
struct Post<'a> {
    row: usize,
    account: &'a str,
    text: &'a str,
    due: String,
    outcome: &'static str,
    permalink: Option<&'a str>,
    words: &'a str,
    is_news: bool,
    url: Option<String>,
}

#[derive(Serialize)]
struct Stock<'a> {
    row: usize,
    account: &'a str,
    text: &'a str,
    used_for: Option<String>,
    words: &'a str,
    is_news: bool,
    url: Option<String>,
}

#[derive(Serialize)]
struct Setting<'a> {
    row: usize,
    name: &'a str,
    words: &'a str,
    is_news: bool,
}

#[derive(Serialize)]
struct Laid<'a> {
    #[serde(flatten)]
    head: Head,
    title: &'a str,
    added: &'a [String],
    is_adopted: bool,
    hints: &'a [String],
    address: &'a str,
    sheet_requests: u32,
}

#[derive(Serialize)]
struct Probe<'a> {
    #[serde(flatten)]
    head: Head,
    title: &'a str,
    account: Option<&'a str>,
    findings: Vec<Found>,
    sent: u32,
    addresses: &'a [String],
    tidied: &'static str,
}

#[derive(Serialize)]
struct Found {
    fact: &'static str,
    bearing: &'static str,
    outcome: &'static str,
    words: String,
}

#[derive(Serialize)]
struct Ended<'a> {
    #[serde(flatten)]
    head: Head,
    words: &'a str,
}

/// Returns a report as one JSON object.
#[must_use]
pub fn report(report: &super::Report) -> String {
    let zone = report.zone;
    let kind = match (&report.checkup, report.is_plan) {
        (Some(_), _) => "check",
        (None, true) => "plan",
        (None, false) => "run",
    };
    let quota = |row| {
        let quotas = report.checkup.iter().flat_map(|checkup| &checkup.quotas);
        quotas.into_iter().find(|quota| quota.row == row)
    };
    let accounts = report.accounts.iter().map(|line| Account {
        row: line.row,
        name: &line.name,
        outcome: line.outcome.word(),
        words: &line.words,
        expires: line.expires.map(|at| time(at, zone)),
        is_news: line.is_news,
        url: report.links.to(About::Account(line.row), None),
        posts_left: quota(line.row).map(|quota| quota.posts),
        replies_left: quota(line.row).map(|quota| quota.replies),
    });
    let posts = report.posts.iter().map(|line| Post {
        row: line.row,
        account: &line.account,
        text: &line.text,
        due: time(line.due, zone),
        outcome: line.outcome.word(),
        permalink: line.permalink.as_deref(),
        words: &line.words,
        is_news: line.is_news,
        url: report.links.to(About::Post(line.row), None),
    });
    let settings = report.settings.iter().map(|line| Setting {
        row: line.row,
        name: &line.name,
        words: &line.words,
        is_news: line.is_news,
    });
    let stock = report.stock.iter().map(|line| Stock {
        row: line.row,
        account: &line.account,
        text: &line.text,
        used_for: line.used_for.map(|at| time(at, zone)),
        words: &line.words,
        is_news: line.is_news,
        url: report.links.to_stock(line.row),
    });
    pretty(&Report {
        head: Head::new(kind, report.exit_code(), report.language),
        at: time(report.at, zone),
        zone: zone.name(),
        title: &report.title,
        shard: (!report.shard.is_whole()).then(|| report.shard.to_string()),
        accounts: accounts.collect(),
        posts: posts.collect(),
        settings: settings.collect(),
        stock: stock.collect(),
        notes: &report.notes,
        sheet_requests: report.sheet_requests,
        clock: report.clock_words().map(|words| Clock { ahead_seconds: ahead(report), words }),
        checkup: report.checkup.as_ref().map(|checkup| found(report, checkup)),
    })
}

/// Returns by how many seconds this machine's clock is ahead; none where nothing tells.
fn ahead(report: &super::Report) -> Option<i64> {
    match report.clock? {
        Doubtful::Off(ahead) => Some(ahead),
        Doubtful::Unchecked => None,
    }
}

fn found<'a>(report: &super::Report, found: &'a checkup::Checkup) -> Checkup<'a> {
    let finding = |finding: &'a checkup::Finding| Told {
        about: finding.about.word(),
        row: finding.about.row(),
        cell: finding.cell.as_deref(),
        url: report.links.to(finding.about, finding.cell.as_deref()),
        is_wrong: finding.is_wrong,
        is_news: finding.is_news,
        words: &finding.words,
    };
    let slots = found.weeks.iter().map(|week| OfSlots {
        row: week.row,
        account: &week.account,
        words: &week.words,
    });
    Checkup {
        slots: slots.collect(),
        findings: found.findings.iter().map(finding).collect(),
        looked_at: LookedAt {
            accounts: found.n_accounts,
            posts: found.n_posts,
            media: found.n_media,
            media_unasked: found.n_unasked,
        },
    }
}

/// Returns what `init` has added, or would, as one JSON object.
#[must_use]
pub fn setup(setup: &super::setup::Setup) -> String {
    pretty(&Laid {
        head: Head::new(if setup.is_plan { "init_plan" } else { "init" }, 0, setup.language),
        title: &setup.title,
        added: &setup.added,
        is_adopted: setup.is_adopted,
        hints: &setup.hints,
        address: &setup.address,
        sheet_requests: setup.sheet_requests,
    })
}

/// Returns an object on one line, as programs read one after another.
#[must_use]
pub fn on_one_line(object: &str) -> String {
    // A line break inside a text is written as two letters.
    object.lines().map(str::trim_start).collect()
}

/// Returns what a live probe has found out as one JSON object.
#[must_use]
pub fn probe(probe: &super::probe::Probe) -> String {
    let found = |finding: &Finding| Found {
        fact: finding.fact().word(),
        bearing: finding.bearing().word(),
        outcome: finding.outcome(),
        words: finding.say(probe.language),
    };
    pretty(&Probe {
        head: Head::new("probe", probe.exit_code(), probe.language),
        title: &probe.title,
        account: probe.account.as_deref(),
        findings: probe.findings.iter().map(found).collect(),
        sent: probe.sent,
        addresses: &probe.addresses,
        tidied: probe.tidied.word(),
    })
}

/// Returns what ended a run as one JSON object.
#[must_use]
pub fn stop(stop: &RunError, words: &str, language: Language) -> String {
    pretty(&Ended { head: Head::new("stop", stop.exit_code(), language), words })
}

/// Returns an instant in the spreadsheet's own zone.
pub(super) fn time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Returns an object as text in which nothing looks like a command to whatever keeps a log: a sign that would
/// begin one is written as its number, which means the same.
pub(super) fn pretty(object: &impl Serialize) -> String {
    // Structs of texts and numbers always serialise.
    let text = serde_json::to_string_pretty(object).unwrap_or_default();
    numbered(&text, &commands_at(&text))
}

fn numbered(text: &str, places: &[usize]) -> String {
    let mut numbered = String::with_capacity(text.len());
    let mut from = 0;
    for at in places {
        numbered.push_str(&text[from..*at]);
        // Each is a sign of ASCII within a string, so one byte.
        let _ = write!(numbered, "\\u{:04x}", text.as_bytes()[*at]);
        from = at + 1;
    }
    numbered + &text[from..]
}
