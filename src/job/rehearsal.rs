//! The plan, reported without being carried out.

use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::language::Language;
use threadsheet_core::plan::{AccountStep, Decision, Plan, Then};
use threadsheet_core::reason::{AccountState, Plans, days_left};
use threadsheet_core::sheet::Place;

use super::coming::{Outlook, is_to_fix};
use super::pass::links;
use super::snapshot::Snapshot;
use super::told::{post_at, post_line, standing, told_line};
use crate::report::{AccountLine, AccountOutcome, PostLine, PostOutcome, Report};
use crate::settings::Settings;

/// Returns what a run would do.
pub(super) fn report(
    snapshot: &Snapshot,
    plan: &Plan,
    settings: &Settings,
    sheet_requests: u32,
) -> Report {
    let language = snapshot.accounts_view.headings.language;
    let line = |(account, step)| account_line(account, step, (&snapshot.place, language), settings);
    let accounts = snapshot.steps(plan).map(line);
    let posts = plan.posts.iter().filter(|_| settings.halves.publishes());
    let mut posts: Vec<PostLine> =
        posts.filter_map(|decision| planned(snapshot, decision)).collect();
    posts.sort_by_key(|post| post.row);
    Report {
        is_plan: true,
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: snapshot.listing.title.clone(),
        accounts: accounts.collect(),
        posts,
        standing: standing(&Outlook::of_run(snapshot, settings), plan),
        settings: Vec::new(),
        notes: [snapshot.notes(), super::closed::notes(snapshot)].concat(),
        sheet_requests,
        links: links(snapshot, settings),
        shard: settings.shard,
        clock: None,
        checkup: None,
    }
}

fn planned(snapshot: &Snapshot, decision: &Decision) -> Option<PostLine> {
    let post = post_at(snapshot, decision.row)?;
    let language = snapshot.language();
    let line = |outcome, words: Plans| post_line(post, decision, outcome, words.say(language));
    match decision.then {
        Then::Nothing => {
            let line = told_line(decision, post, language)?;
            let is_to_fix = line.outcome == PostOutcome::Failed && is_to_fix(post, decision);
            let outcome = if is_to_fix { PostOutcome::ToFix } else { line.outcome };
            Some(PostLine { outcome, ..line })
        }
        Then::Publish => Some(line(PostOutcome::ToPublish, Plans::Publish)),
        Then::Prepare => Some(line(PostOutcome::Waiting, Plans::Prepare)),
        Then::Settle => Some(line(PostOutcome::Publishing, Plans::Settle)),
        Then::Look => Some(line(PostOutcome::Check, Plans::Look)),
    }
}

/// Returns what a run would do about an account, by its cells alone.
pub(super) fn account_line(
    account: &AccountRow,
    step: &AccountStep,
    (place, language): (&Place, Language),
    settings: &Settings,
) -> AccountLine {
    let expires = account.receipt.as_ref().and_then(|receipt| receipt.expires);
    let receipt = account.receipt.clone().unwrap_or_default();
    let fine = || AccountState::fine(expires, place).say_of(&receipt, language);
    let (outcome, words) = match &step.action {
        AccountAction::Keep => (AccountOutcome::Fine, fine()),
        AccountAction::Refresh if !settings.halves.refreshes() => (AccountOutcome::Fine, fine()),
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
    let is_usable = outcome != AccountOutcome::NeedsPerson;
    let seal = if step.action == AccountAction::Learn { Plans::SealOwn } else { Plans::Seal };
    let seal = (is_usable && seals(account, settings)).then(|| seal.say(language));
    let words: Vec<String> = [words].into_iter().chain(seal).collect();
    let words = words.join(language.pick(" ", ""));
    let row = account.row + 1;
    let is_news = outcome == AccountOutcome::NeedsPerson
        && account.receipt.as_ref().is_none_or(|receipt| receipt.trouble.is_none());
    AccountLine { row, name: step.name.clone(), outcome, words, expires, is_news }
}

/// Tells whether a run would seal the account's token, if it is the account's own.
fn seals(account: &AccountRow, settings: &Settings) -> bool {
    let cell = account.token.as_ref();
    settings.halves.refreshes() && cell.is_ok_and(|cell| settings.seals().wants(cell.seal.as_ref()))
}
