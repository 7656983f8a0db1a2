//! The plan, reported without being carried out.

use super::coming::Outlook;
use super::snapshot::Snapshot;
use super::told::{post_at, post_line, standing, told_line};
use crate::core::account::{AccountAction, AccountRow};
use crate::core::headings::AccountColumn;
use crate::core::plan::{AccountStep, Decision, Plan, Then};
use crate::core::text::covered;
use crate::core::words::{AccountState, Message, Plans};
use crate::report::{AccountLine, AccountOutcome, PostLine, PostOutcome, Report};
use crate::settings::Settings;

/// Returns what a run would do.
pub(super) fn report(
    snapshot: &Snapshot,
    plan: &Plan,
    settings: &Settings,
    sheet_requests: u32,
) -> Report {
    let accounts = snapshot.accounts.iter().zip(&plan.accounts);
    let accounts = accounts.map(|(account, step)| account_line(account, step, snapshot, settings));
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
        standing: standing(&Outlook::new(snapshot, settings.limits), plan),
        settings: Vec::new(),
        sheet_requests,
    }
}

/// Returns what a run would do, and what is wrong, whether or not a run has told it already.
pub(super) fn check(
    snapshot: &Snapshot,
    plan: &Plan,
    settings: &Settings,
    sheet_requests: u32,
) -> Report {
    let mut report = report(snapshot, plan, settings, sheet_requests);
    report.posts.append(&mut report.standing);
    report.posts.sort_by_key(|post| post.row);
    let waits = Message::AccountTroubled.say(report.language);
    for (line, account) in report.accounts.iter_mut().zip(&snapshot.accounts) {
        // A run would ask about it once more; what is known is what the last one heard.
        let known = known_trouble(account).filter(|_| line.outcome != AccountOutcome::NeedsPerson);
        let Some(words) = known else { continue };
        (line.outcome, line.words) = (AccountOutcome::NeedsPerson, words);
        let own = report.posts.iter_mut().filter(|post| post.account == line.name);
        for post in own.filter(|post| post.outcome == PostOutcome::Published) {
            (post.outcome, post.words) = (PostOutcome::Waiting, waits.clone());
        }
    }
    report
}

/// Returns what an earlier run told about the token that is in the cell.
fn known_trouble(account: &AccountRow) -> Option<String> {
    let token = &account.token.as_ref().ok()?.token;
    let receipt = account.receipt.as_ref().filter(|receipt| receipt.is_of(token))?;
    receipt.trouble.as_ref()?;
    let words = account.shows(AccountColumn::Status);
    (!words.is_empty()).then(|| covered(words))
}

fn planned(snapshot: &Snapshot, decision: &Decision) -> Option<PostLine> {
    let post = post_at(snapshot, decision.row)?;
    let language = snapshot.language();
    let line = |outcome, words: Plans| post_line(post, decision, outcome, words.say(language));
    match decision.then {
        Then::Nothing => told_line(decision, post, language),
        Then::Publish => Some(line(PostOutcome::Published, Plans::Publish)),
        Then::Settle => Some(line(PostOutcome::Publishing, Plans::Settle)),
        Then::Look => Some(line(PostOutcome::Check, Plans::Look)),
    }
}

fn account_line(
    account: &AccountRow,
    step: &AccountStep,
    snapshot: &Snapshot,
    settings: &Settings,
) -> AccountLine {
    let language = snapshot.accounts_view.headings.language;
    let expires = account.receipt.as_ref().and_then(|receipt| receipt.expires);
    let fine = || AccountState::fine(expires, &snapshot.place).say(language);
    let (outcome, words) = match &step.action {
        AccountAction::Keep => (AccountOutcome::Fine, fine()),
        AccountAction::Refresh if !settings.halves.refreshes() => (AccountOutcome::Fine, fine()),
        AccountAction::Refresh => (AccountOutcome::Renewed, Plans::Refresh.say(language)),
        AccountAction::Learn => (AccountOutcome::Learned, Plans::Learn.say(language)),
        AccountAction::Expired => {
            let days_ago =
                expires.map_or(0, |at| -crate::core::words::days_left(at, &snapshot.place));
            (AccountOutcome::NeedsPerson, AccountState::Expired { days_ago }.say(language))
        }
        AccountAction::Fault(fault) => {
            (AccountOutcome::NeedsPerson, AccountState::Cell(fault.clone()).say(language))
        }
        AccountAction::SameName { other_row } => {
            let state = AccountState::SameName { other_row: *other_row };
            (AccountOutcome::NeedsPerson, state.say(language))
        }
    };
    let row = account.row + 1;
    let is_news = outcome == AccountOutcome::NeedsPerson
        && account.receipt.as_ref().is_none_or(|receipt| receipt.trouble.is_none());
    AccountLine { row, name: step.name.clone(), outcome, words, expires, is_news }
}
