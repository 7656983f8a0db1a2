//! The oracle: what really happened in the simulator, compared with what the sheet says.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::seal::Seals;
use threadsheet_practice::threads::Post;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, LOG, POSTS, Practice, SHEET, is_told};

use crate::workload::{Fate, NAMES, Planned, STRANGER, rows};

/// What a scenario allows beyond the rule that everything is public once, with its address.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent leaves, set by name")]
pub(crate) struct Allowed {
    /// Rows may end in Check.
    pub(crate) check: bool,
    /// A public row may lack its address, and says so.
    pub(crate) no_link: bool,
    /// The end of a token may not be known yet: nobody answered in time who was asked for it.
    pub(crate) undated: bool,
    /// Public rows may say something.
    pub(crate) message: bool,
    /// A row that was changed after it was published need not say so.
    pub(crate) silent: bool,
    /// A person has changed the order or the columns of the Log.
    pub(crate) log_moved: bool,
    /// The rows were put into another order before they were linked.
    pub(crate) relinked: bool,
    /// The row of this text was deleted: it is public once or never.
    pub(crate) deleted: Option<&'static str>,
    /// The row of this text was copied: one of the two is public.
    pub(crate) copied: Option<&'static str>,
    /// The text was changed to the other one: either is public, and the former says so.
    pub(crate) edited: Option<(&'static str, &'static str)>,
    /// Somebody added a post.
    pub(crate) added: Option<&'static str>,
}

impl Allowed {
    /// Returns the texts that a row may show.
    fn texts<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let other = self.edited.filter(|(from, _)| *from == text).map(|(_, to)| to);
        [text].into_iter().chain(other).collect()
    }
}

/// A tab as rows of cells by header.
pub(crate) type Table = Vec<HashMap<String, String>>;

/// Returns a tab's rows below the header, each by header.
pub(crate) fn table(shown: &[Vec<String>]) -> Table {
    let Some(headers) = shown.first() else { return Vec::new() };
    let named = |row: &Vec<String>| {
        let cells = headers.iter().enumerate();
        cells
            .filter(|(_, header)| !header.is_empty())
            .map(|(at, header)| (header.clone(), row.get(at).cloned().unwrap_or_default()))
            .collect()
    };
    shown.iter().skip(1).map(named).collect()
}

/// Returns the Posts tab, under either of its names.
pub(crate) fn posts_shown(desk: &Practice) -> Vec<Vec<String>> {
    let shown = desk.shown(POSTS);
    if shown.is_empty() { desk.shown("投稿") } else { shown }
}

/// Holds a desk of the workload, at rest, against the truth.
pub(crate) fn audit(desk: &Practice, allowed: Allowed) -> Vec<String> {
    audit_of(desk, &rows(), &NAMES, allowed)
}

/// Holds a desk with these rows and accounts, at rest, against the truth.
pub(crate) fn audit_of(
    desk: &Practice,
    rows: &[Planned],
    names: &[&str],
    allowed: Allowed,
) -> Vec<String> {
    let posts = table(&posts_shown(desk));
    let public = desk.public();
    let mut wrong = Vec::new();
    for (at, planned) in rows.iter().enumerate() {
        let text = planned.row.text.trim();
        let texts = allowed.texts(text);
        let found = posts.iter().filter(|row| texts.contains(&row["Text"].trim()));
        let found: Vec<_> = found.collect();
        let row = match found.as_slice() {
            [row] => row,
            [] if allowed.deleted == Some(text) => {
                wrong.extend(at_most_once(text, &public));
                wrong.extend(planned.further().filter_map(|text| at_most_once(text, &public)));
                continue;
            }
            [one, other] if allowed.copied == Some(text) => {
                let is_right = |row| row_of(planned, row, &public, allowed).is_empty();
                if is_right(one) { one } else { other }
            }
            _ => {
                wrong.push(format!("{} rows of {text:?}", found.len()));
                continue;
            }
        };
        wrong.extend(row_of(planned, row, &public, allowed));
        wrong.extend(further_parts(planned, row, &public, allowed));
        let note = format!("note {}", at + 1);
        let noted = row.get(STRANGER);
        if noted != Some(&note) {
            wrong.push(format!("{text}: {noted:?} stands where {note:?} stood"));
        }
        wrong.extend(persons(planned, row, desk));
    }
    wrong.extend(unplanned(rows, &posts, &public, allowed));
    wrong.extend(accounts(desk, names, allowed));
    wrong.extend((!allowed.log_moved).then(|| log(desk)).into_iter().flatten());
    wrong.extend(secrets(desk));
    if !wrong.is_empty() {
        wrong.push(story(desk));
    }
    wrong
}

fn row_of(
    planned: &Planned,
    row: &HashMap<String, String>,
    public: &[Post],
    allowed: Allowed,
) -> Vec<String> {
    let text = planned.row.text.trim();
    let short: String = text.chars().take(20).collect();
    let texts = allowed.texts(text);
    let is_it =
        |post: &&Post| post.text.as_deref().is_some_and(|text| texts.contains(&text.trim()));
    let found: Vec<_> = public.iter().filter(is_it).collect();
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{short}: {what}; {} public, {row:?}", found.len()));
        }
    };
    expect(found.iter().all(|post| post.account == planned.row.account), "on another account");
    let status = row["Status"].as_str();
    match (planned.fate, found.as_slice()) {
        (Fate::Untouched, []) => {
            expect(status == planned.row.status, "a status of ours");
            expect(row["Permalink"].is_empty() && row["Published at"].is_empty(), "cells of ours");
        }
        (Fate::Slotted, []) => {
            expect(status.is_empty(), "a status of ours");
            let line = row.get("Receipt").and_then(|line| RowState::parse(line));
            let slot = line.filter(|line| line.state == State::Queued).and_then(|line| line.slot);
            expect(slot.is_some_and(|slot| row["Publish at"] == shown(slot)), "its slot not shown");
        }
        (Fate::Refused, []) => {
            expect(status == "Failed" && !row["Message"].is_empty(), "not told");
        }
        (Fate::Public, found) if found.len() <= 1 && status == "Check" => {
            expect(allowed.check && !row["Message"].is_empty(), "parked");
        }
        (Fate::Public, [post]) => {
            expect(status == "Published", "not marked");
            let has_link = row["Permalink"] == post.permalink;
            let says_why = row["Permalink"].is_empty() && !row["Message"].is_empty();
            expect(has_link || (allowed.no_link && says_why), "another address");
            let is_as_sent = post.text.as_deref().map(str::trim) == Some(row["Text"].trim());
            let may_say = !is_as_sent || !has_link || allowed.message;
            expect(may_say || row["Message"].is_empty(), "a message");
            let is_said = is_as_sent || allowed.silent || !row["Message"].is_empty();
            expect(is_said, "changed, and nothing said");
            expect(row["Published at"].starts_with("20"), "no date");
            let line = row.get("Receipt").and_then(|line| RowState::parse(line));
            expect(line.is_some_and(|line| line.state == State::Posted), "another receipt");
            let is_linked = allowed.relinked || answers(planned, post, public);
            expect(is_linked, "answers another post");
        }
        (_, found) => expect(false, &format!("public {} times", found.len())),
    }
    wrong
}

/// Finds further parts of a thread that are not public once, each under the one before.
fn further_parts(
    planned: &Planned,
    row: &HashMap<String, String>,
    public: &[Post],
    allowed: Allowed,
) -> Vec<String> {
    let texts = allowed.texts(planned.row.text.trim());
    let first =
        public.iter().find(|post| post.text.as_deref().is_some_and(|it| texts.contains(&it)));
    let mut before = first.map(|post| post.media_id.clone());
    let may_lack = allowed.check && row["Status"] == "Check";
    let mut wrong = Vec::new();
    for text in planned.further() {
        let found: Vec<_> =
            public.iter().filter(|post| post.text.as_deref() == Some(text)).collect();
        let is_right = match found.as_slice() {
            [] => may_lack,
            [post] => post.reply_to == before && post.account == planned.row.account,
            _ => false,
        };
        if !is_right {
            wrong.push(format!("the part {text}: {} public, {found:?}, {row:?}", found.len()));
        }
        before = found.first().map(|post| post.media_id.clone());
    }
    wrong
}

/// Returns a time as a Publish at cell shows it.
fn shown(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M").to_string()
}

fn at_most_once(text: &str, public: &[Post]) -> Option<String> {
    let found = public.iter().filter(|post| post.text.as_deref() == Some(text)).count();
    (found > 1).then(|| format!("{text}: deleted, and public {found} times"))
}

fn answers(planned: &Planned, post: &Post, public: &[Post]) -> bool {
    let parent = |text| public.iter().find(|other| other.text.as_deref() == Some(text));
    let wanted = planned.answers.map(|text| parent(text).map(|parent| parent.media_id.clone()));
    match wanted {
        None => post.reply_to.is_none(),
        Some(parent) => parent.is_some() && post.reply_to == parent,
    }
}

/// Compares the cells that only a person writes.
fn persons(planned: &Planned, row: &HashMap<String, String>, desk: &Practice) -> Option<String> {
    let typed = planned.row.due.map(|minutes| desk.started + TimeDelta::minutes(minutes));
    let is_kept = typed.is_none_or(|typed| row["Publish at"].starts_with(&shown(typed)))
        && (typed.is_some() || planned.fate == Fate::Slotted || row["Publish at"].is_empty());
    if !is_kept {
        return Some(format!("{}: Publish at is {:?}", planned.row.text, row["Publish at"]));
    }
    let wanted = [
        ("Account", planned.row.account),
        ("Media", planned.row.media),
        ("Reply to", planned.row.reply_to),
    ];
    let replies = ["Reply 1", "Reply 2"].into_iter().zip(planned.replies.iter().copied());
    wanted
        .into_iter()
        .chain(replies)
        .find(|(header, words)| row[*header] != *words)
        .map(|(header, _)| format!("{}: {header} is {:?}", planned.row.text, row[header]))
}

/// Finds posts, and cells of ours, that no row of the workload explains.
fn unplanned(rows: &[Planned], posts: &Table, public: &[Post], allowed: Allowed) -> Vec<String> {
    let more = [allowed.added, allowed.edited.map(|(_, to)| to)];
    let planned = rows.iter().map(|planned| planned.row.text.trim().to_owned());
    let parts = rows.iter().flat_map(Planned::further).map(str::to_owned);
    let more = more.into_iter().flatten().map(str::to_owned);
    let planned: Vec<String> = planned.chain(parts).chain(more).collect();
    let strange = |post: &&Post| {
        let text = post.text.as_deref().unwrap_or_default().trim();
        !planned.iter().any(|known| known == text)
    };
    let posts_of_nobody =
        public.iter().filter(strange).map(|post| format!("nobody's post {:?}", post.text));
    let blank = posts.iter().filter(|row| row["Text"].is_empty());
    let marked = blank.filter(|row| row.values().any(|cell| !cell.is_empty()));
    posts_of_nobody.chain(marked.map(|row| format!("a blank row says {row:?}"))).collect()
}

/// Checks that every account has a token of its own, alive for weeks.
fn accounts(desk: &Practice, names: &[&str], allowed: Allowed) -> Vec<String> {
    let rows = table(&desk.shown(ACCOUNTS));
    let world = enter(&desk.world);
    let soon = world.clock.now() + LIFE / 4;
    let mut wrong = Vec::new();
    for name in names {
        let found: Vec<_> = rows.iter().filter(|row| row["Account"] == *name).collect();
        let [row] = found.as_slice() else {
            wrong.push(format!("{} rows of {name}", found.len()));
            continue;
        };
        let Some(token) = held(desk, &row["Token"]) else {
            wrong.push(format!("{name}: a token that is not sealed as it should be"));
            continue;
        };
        if !world.threads.valid_tokens(name, soon).contains(&token) {
            let owner = world.threads.owner_of(&token);
            wrong.push(format!("{name}: a token of {owner:?} that does not last"));
        }
        let is_told = row["Profile"] == format!("@{name}")
            && row["Token status"].starts_with("OK")
            && (allowed.undated || !row["Token expires"].is_empty());
        if !is_told {
            let said = ["Profile", "Token status", "Token expires", "Receipt"];
            wrong.push(format!("{name}: {:?}", said.map(|header| row.get(header))));
        }
    }
    wrong
}

/// Returns the token that a cell holds: in the open, or, on a desk with a key, sealed.
pub(crate) fn held(desk: &Practice, cell: &str) -> Option<String> {
    if desk.keys.is_empty() {
        return Some(cell.to_owned());
    }
    let seals = Seals::new(desk.keys.clone(), SHEET);
    seals.open(cell).ok().map(|(token, _)| token.expose().to_owned())
}

/// Checks that every attempt has an outcome.
fn log(desk: &Practice) -> Vec<String> {
    let lines = table(&desk.shown(LOG));
    let mut wrong = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line["Event"] == "Sending") {
        let is_outcome = |other: &&HashMap<String, String>| {
            other["Receipt"].split(' ').next() == line["Receipt"].split(' ').next()
                && other["Container id"] == line["Container id"]
                && ["Published", "Not sent", "Given up", "Check"].contains(&other["Event"].as_str())
        };
        if !lines[..at].iter().any(|line| is_outcome(&line)) {
            wrong.push(format!("an attempt without an outcome: {line:?}"));
        }
    }
    wrong
}

fn secrets(desk: &Practice) -> Vec<String> {
    let secrets = enter(&desk.world).secrets();
    let mut tabs = vec![posts_shown(desk), desk.shown(LOG)];
    let mut accounts = desk.shown(ACCOUNTS);
    let token = accounts[0].iter().position(|header| header == "Token");
    for row in accounts.iter_mut().skip(1) {
        token.and_then(|at| row.get_mut(at)).into_iter().for_each(String::clear);
    }
    tabs.push(accounts);
    let cells = tabs.into_iter().flatten().flatten();
    cells
        .filter(|cell| secrets.iter().any(|secret| secret.len() >= 30 && is_told(cell, secret)))
        .map(|_| "a secret in a cell".to_owned())
        .collect()
}

/// Returns what happened, for whoever has to find out why.
fn story(desk: &Practice) -> String {
    if std::env::var("THREADSHEET_ONLY").is_err() {
        return "THREADSHEET_ONLY=… tells more".to_owned();
    }
    let mut story = vec![String::new()];
    for (at, seen) in enter(&desk.world).seen.iter().enumerate() {
        let account = seen.account.as_deref().unwrap_or_default();
        let fault = seen.fault.as_deref().unwrap_or_default();
        let (server, status) = (seen.server, seen.status);
        story.push(format!(
            "{} [{server}] {} {account} {status:?} {fault}",
            at + 1,
            seen.operation
        ));
    }
    for tab in [posts_shown(desk), desk.shown(LOG)] {
        story.extend(tab.into_iter().map(|row| row.join(" | ")));
    }
    story.join("\n      ")
}

/// Checks that a post is public once, and that its row says where.
pub(crate) fn row_right(desk: &Practice, text: &str) -> Option<String> {
    let public = desk.public();
    let found: Vec<_> = public.iter().filter(|post| post.text.as_deref() == Some(text)).collect();
    let rows = table(&posts_shown(desk));
    let row = rows.iter().find(|row| row["Text"] == text);
    let is_right = row.zip(found.first()).is_some_and(|(row, post)| {
        row["Status"] == "Published" && row["Permalink"] == post.permalink
    });
    (!is_right || found.len() != 1).then(|| format!("{text}: public {}, {row:?}", found.len()))
}
