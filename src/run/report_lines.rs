//! The lines of the report about rows and accounts, as a run, a dry run and a check print them: [`post_line`] builds each
//! line of a row.

use std::collections::HashSet;

use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::i18n::lists;
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::plan::{
    AccountStep, Decision, Plan, Says, Step, Then, is_post_out, reply_delay,
};
use threadsheet_core::post::{PostRow, StoredState};
use threadsheet_core::reason::{AccountState, Message, Plans, days_left};
use threadsheet_core::schedule::When;
use threadsheet_core::text::redact;
use threadsheet_core::upcoming::{Stage, Upcoming, UpcomingPosts, is_to_fix};

use super::settings_tab::SettingsTab;
use super::snapshot::Snapshot;
use crate::config::Config;
use crate::report::{AccountLine, AccountOutcome, Links, PostLine, PostOutcome, Report};

/// Returns what the opening itself tells about rows of which nothing is sent in this run.
pub(crate) fn unsent_lines(snapshot: &Snapshot, plan: &Plan) -> Vec<PostLine> {
    let line = |decision: &Decision| {
        unsent_line(decision, snapshot.post(decision.row)?, snapshot.language())
    };
    plan.posts.iter().filter(|decision| decision.then == Then::Nothing).filter_map(line).collect()
}

/// Returns what stands about rows of which the plan has nothing new to say: what an earlier run told,
/// and what will hold a post up when its time has come.
pub(crate) fn other_lines(upcoming_posts: &UpcomingPosts, plan: &Plan) -> Vec<PostLine> {
    let planned: HashSet<usize> = plan.posts.iter().map(|decision| decision.row).collect();
    let line = |upcoming: Upcoming| {
        let Upcoming { post, decision, stage, words, is_wrong, .. } = upcoming;
        let outcome = match stage {
            Stage::UnderWay => PostOutcome::Publishing,
            Stage::Check => PostOutcome::Check,
            Stage::Failed => PostOutcome::Failed,
            Stage::ToFix => PostOutcome::ToFix,
            Stage::Missed => PostOutcome::Missed,
            Stage::Waiting | Stage::NextRuns => PostOutcome::Waiting,
            Stage::Draft if is_wrong => PostOutcome::Draft,
            Stage::Scheduled | Stage::Undated if is_wrong => PostOutcome::Waiting,
            Stage::NextRun | Stage::Scheduled | Stage::Undated | Stage::Draft => return None,
        };
        Some(post_line(post, decision, outcome, redact(&words)))
    };
    let others = upcoming_posts.upcoming().filter(|upcoming| !planned.contains(&upcoming.post.row));
    others.filter_map(line).collect()
}

/// Returns what a run would do about the rows of which the plan speaks.
pub(crate) fn planned_lines(snapshot: &Snapshot, plan: &Plan) -> Vec<PostLine> {
    let posts = plan.posts.iter();
    posts.filter_map(|decision| planned_line(snapshot, plan, decision)).collect()
}

fn planned_line(snapshot: &Snapshot, plan: &Plan, decision: &Decision) -> Option<PostLine> {
    let post = snapshot.post(decision.row)?;
    let language = snapshot.language();
    let line = |outcome, words: Plans| post_line(post, decision, outcome, words.say(language));
    match decision.then {
        Then::Nothing => {
            let line = unsent_line(decision, post, language)?;
            let is_to_fix = line.outcome == PostOutcome::Failed && is_to_fix(post, decision);
            let outcome = if is_to_fix { PostOutcome::ToFix } else { line.outcome };
            Some(PostLine { outcome, ..line })
        }
        Then::Publish => {
            let is_new = |step: &AccountStep| {
                step.name == decision.account && step.action == AccountAction::Learn
            };
            let is_new = plan.accounts.iter().any(is_new);
            let words = if is_new { Plans::PublishIfTokenWorks } else { Plans::Publish };
            let delay = reply_delay(post).filter(|_| !is_post_out(post, decision));
            let follows = delay.map(|delay| Plans::ReplyFollows { delay });
            let said = [words].into_iter().chain(follows).map(|it| it.say(language));
            let words = lists::sentences(&said.collect::<Vec<_>>(), language);
            Some(post_line(post, decision, PostOutcome::ToPublish, words))
        }
        Then::Prepare => Some(line(PostOutcome::Waiting, Plans::Prepare)),
        Then::Resolve => Some(line(PostOutcome::Publishing, Plans::Resolve)),
        Then::Look => Some(line(PostOutcome::Check, Plans::Look)),
    }
}

/// Returns the report's line about a row of which nothing is sent; none where there is nothing to say.
fn unsent_line(decision: &Decision, post: &PostRow, language: Language) -> Option<PostLine> {
    let words = match &decision.says {
        Says::This(message) => message.say(language),
        Says::Keep if decision.shows.is_none() && decision.step == Step::Keep => return None,
        Says::Keep if stopped(decision, post).is_some() => redact(post.message()),
        Says::Keep | Says::Nothing => String::new(),
    };
    let outcome = match (&decision.step, decision.shows.or_else(|| stopped(decision, post))) {
        (_, Some(PostStatus::Failed)) => PostOutcome::Failed,
        (_, Some(PostStatus::Missed)) => PostOutcome::Missed,
        (_, Some(PostStatus::Check)) => PostOutcome::Check,
        (Step::Restore(_), _) | (_, Some(PostStatus::Published)) => PostOutcome::Restored,
        _ if words.is_empty() => return None,
        _ => PostOutcome::Waiting,
    };
    let is_news = match outcome {
        _ if is_protected(decision) => true,
        // What another tool has marked stood there before.
        PostOutcome::Failed | PostOutcome::Missed | PostOutcome::Check => {
            decision.shows.is_some() || post.stored.line().is_some()
        }
        // Whoever marked a row to go out waits for a post that does not come.
        PostOutcome::Restored => {
            let is_asked_for = matches!(post.status, Ok(PostStatus::PostNow | PostStatus::Ready));
            is_asked_for && post.stored.line().is_none() || may_be_typed_anew(post)
        }
        _ => false,
    };
    Some(PostLine { is_news, ..post_line(post, decision, outcome, words) })
}

/// Tells whether a row that the Log knows may have been typed anew, and waits for a slot: nothing that it shows is of a
/// post that went out.
fn may_be_typed_anew(post: &PostRow) -> bool {
    let is_blank = |column| post.own(column).is_none_or(Cell::is_empty);
    post.status == Ok(PostStatus::Queued)
        && post.when == Ok(When::Blank)
        && post.stored == StoredState::Blank
        && [PostColumn::Permalink, PostColumn::PublishedAt].into_iter().all(is_blank)
}

/// Returns what a row goes on showing that was stopped before, and is stopped still.
fn stopped(decision: &Decision, post: &PostRow) -> Option<PostStatus> {
    let is_free = decision.shows.is_some() || is_protected(decision);
    let status = post.status.as_ref().ok().copied().filter(|_| !is_free)?;
    matches!(status, PostStatus::Failed | PostStatus::Missed | PostStatus::Check).then_some(status)
}

fn is_protected(decision: &Decision) -> bool {
    matches!(&decision.says, Says::This(Message::Protected { .. }))
}

/// Returns the report's line about a row.
pub(crate) fn post_line(
    post: &PostRow,
    decision: &Decision,
    outcome: PostOutcome,
    words: String,
) -> PostLine {
    PostLine {
        row: post.row + 1,
        account: decision.account.clone(),
        text: post.excerpt.clone(),
        due: decision.due,
        outcome,
        permalink: None,
        words,
        is_news: false,
    }
}

/// Returns where the two tabs are.
pub(crate) fn links(snapshot: &Snapshot, config: &Config) -> Links {
    Links {
        spreadsheet: config.spreadsheet.clone(),
        accounts: snapshot.accounts_view.tab.sheet_id,
        posts: snapshot.posts_view.tab.sheet_id,
        settings: snapshot.settings_tab.sheet_id(),
    }
}

/// Adds what is wrong with the settings, and speaks the language that they ask for.
pub(crate) fn with_settings_tab(report: Report, settings_tab: &SettingsTab) -> Report {
    let language = settings_tab.chosen.language.unwrap_or(report.language);
    let links = Links { settings: settings_tab.sheet_id(), ..report.links };
    Report { language, settings: settings_tab.lines.clone(), links, ..report }
}

/// Returns what a run would do about an account, by its cells alone.
pub(crate) fn account_line(
    account: &AccountRow,
    step: &AccountStep,
    (place, language): (&Place, Language),
    config: &Config,
) -> AccountLine {
    let expires = account.receipt.as_ref().and_then(|receipt| receipt.expires);
    let receipt = account.receipt.clone().unwrap_or_default();
    let fine = || AccountState::fine(expires, place).say_of(&receipt, language);
    let (outcome, words) = match &step.action {
        AccountAction::Keep => (AccountOutcome::Fine, fine()),
        AccountAction::Refresh if !config.scope.refreshes() => (AccountOutcome::Fine, fine()),
        AccountAction::Refresh => (AccountOutcome::ToRenew, Plans::Refresh.say(language)),
        AccountAction::Learn => (AccountOutcome::ToLearn, Plans::Learn.say(language)),
        AccountAction::Expired => {
            let days_ago = expires.map_or(0, |at| -days_left(at, place));
            (AccountOutcome::NeedsPerson, AccountState::Expired { days_ago }.say(language))
        }
        AccountAction::Fault(fault) => {
            (AccountOutcome::NeedsPerson, AccountState::Cell(fault.clone()).say(language))
        }
        AccountAction::Loading(column) => {
            let state = AccountState::Loading { days: 0, column: *column };
            (AccountOutcome::Unreachable, state.say(language))
        }
        AccountAction::SameName { other_row } => {
            let state = AccountState::SameName { other_row: *other_row };
            (AccountOutcome::NeedsPerson, state.say(language))
        }
    };
    let (outcome, words) = match &account.enabled {
        Err(read) if outcome != AccountOutcome::NeedsPerson => {
            let unclear = AccountState::EnabledUnclear { read: read.clone() };
            (AccountOutcome::NeedsPerson, unclear.say(language))
        }
        _ => (outcome, words),
    };
    let is_usable = outcome != AccountOutcome::NeedsPerson;
    let seal = if step.action == AccountAction::Learn { Plans::SealOwn } else { Plans::Seal };
    let seal = (is_usable && seals(account, config)).then(|| seal.say(language));
    let words: Vec<String> = [words].into_iter().chain(seal).collect();
    let words = lists::sentences(&words, language);
    let row = account.row + 1;
    let is_news = outcome == AccountOutcome::NeedsPerson
        && account.receipt.as_ref().is_none_or(|receipt| receipt.trouble.is_none());
    AccountLine { row, name: step.name.clone(), outcome, words, expires, is_news }
}

/// Tells whether a run would seal the account's token, if it is the account's own.
fn seals(account: &AccountRow, config: &Config) -> bool {
    let cell = account.token.as_ref();
    config.scope.refreshes() && cell.is_ok_and(|cell| config.seals().wants(cell.seal.as_ref()))
}
