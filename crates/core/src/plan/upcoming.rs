//! The decision about every post that is not out, for previews and checks. A run skips rows that show it
//! already; whoever looks ahead needs them too.

use super::index::Index;
use super::{Decision, Plan, Says, Sheet, Step, Then, accounts, chain, decisions};
use crate::columns::PostStatus;
use crate::log::LogLines;
use crate::post::PostRow;
use crate::reason::Message;
use crate::row_state::State;

/// Returns one decision for each post that is not public, in the order of the rows, each with the
/// row that it answers.
#[must_use]
pub fn upcoming(sheet: &Sheet) -> Plan {
    let accounts = accounts(sheet);
    let none = LogLines::default();
    let index = Index::new(sheet, sheet.log_lines.unwrap_or(&none), &accounts);
    // The plan without the lookahead and without dropping what is shown already: a preview shows every post.
    let (mut posts, _) = decisions(&index);
    chain::name_parents(&mut posts, &index);
    posts.retain(|decision| {
        index.open_row(decision.row).is_some_and(|post| is_coming(post, decision))
    });
    Plan { is_first_contact: sheet.log_lines.is_none(), accounts, posts, next: None }
}

fn is_coming(post: &PostRow, decision: &Decision) -> bool {
    let line = post.stored.line();
    let is_told = matches!(
        decision.says,
        Says::This(
            Message::NoReason { .. } | Message::UnknownStatus { .. } | Message::PartAdded { .. }
        )
    );
    let is_out = match &decision.step {
        // A row that gets a new id is a new post, whatever its old line says.
        Step::Open(_) => false,
        Step::Turn(state) => *state == State::Posted,
        Step::Restore(known) => known.state == State::Posted,
        Step::Erase => true,
        // A row that was used before and is being rewritten is a post to come.
        Step::Keep => line.is_some_and(|line| {
            let is_rewritten = post.status == Ok(PostStatus::Draft) && post.hash != line.hash;
            line.state == State::Posted && !is_rewritten && !is_told
        }),
    };
    let is_done = matches!(post.status, Ok(PostStatus::Published | PostStatus::Deleted))
        && decision.then == Then::Nothing
        && !is_told;
    // An empty draft is not to be posted and not to be corrected.
    let is_idle_draft = post.status == Ok(PostStatus::Draft) && !post.is_unmarked;
    let is_of_use = post.has_content || (post.holds_anything && !is_idle_draft);
    is_of_use && !is_out && !is_done
}
