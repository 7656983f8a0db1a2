//! Fault injection on a thread in one row: one fault of each kind at every request, and kills between two parts.

use chrono::TimeDelta;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_test_kit::{LOG, POSTS, Practice, due};

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{posts_shown, table};
use crate::runs::Runs;
use crate::scenario::{through, until};
use crate::single::{Scenario, each_on, is_kill, is_stall};
use crate::workload::{NAMES, Planned, lay_out, planned};

/// What is to be public, each under the one before.
const PARTS: [&str; 3] = ["One", "Two", "Three"];

/// Lays out a desk with one row, whose thread has three parts.
async fn desk(behaviour: Behaviour) -> Practice {
    let row = Planned { replies: &[PARTS[1], "", PARTS[2]], ..planned(due(NAMES[0], PARTS[0])) };
    lay_out(behaviour, &NAMES[..1], vec![row]).await
}

/// Holds the desk, at rest, against what is public.
fn audit(desk: &Practice, may_lack_link: bool) -> Vec<String> {
    let public = desk.public();
    let said: Vec<&str> = public.iter().map(|post| post.text.as_deref().unwrap_or("")).collect();
    let rows = table(&posts_shown(desk));
    let row = &rows[0];
    let line = RowState::parse(&row["Receipt"]);
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{what}: {said:?} public, {row:?}"));
        }
    };
    expect(said == PARTS, "not each part once and in order");
    let is_linked = public.windows(2).all(|two| two[1].reply_to.as_ref() == Some(&two[0].media_id));
    expect(is_linked, "a part under another one");
    expect(row["Status"] == "Published", "not marked");
    let is_known = public.first().is_some_and(|post| post.permalink == row["Permalink"]);
    expect(is_known || may_lack_link && row["Permalink"].is_empty(), "another address");
    let line = line.filter(|line| line.state == State::Posted);
    let out: Vec<u8> =
        line.iter().flat_map(|it| it.thread.iter().map(|part| part.number)).collect();
    expect(out == [0, 1, 3], "another receipt");
    if !wrong.is_empty() && std::env::var("THREADSHEET_ONLY").is_ok() {
        wrong.extend(desk.shown(LOG).into_iter().map(|line| line.join(" | ")));
    }
    wrong
}

async fn play((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = desk(*behaviour).await;
    let mut wrong = through(&desk, Runs::Here, &[*fault]).await;
    wrong.extend(audit(&desk, behaviour.habit == Habit::Lagging));
    wrong
}

/// For how long the first reply is kept back where it is.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// Lays out the same desk, on which the first reply goes out later than the post.
async fn kept_back(behaviour: Behaviour) -> Practice {
    let desk = desk(behaviour).await;
    desk.add_column(POSTS, "Reply after", &["1h"]);
    desk
}

/// Tells whether the row says that the post is out, and what follows is to come.
fn waits(desk: &Practice) -> bool {
    let rows = table(&posts_shown(desk));
    // Where a run was killed early, there is no Receipt column yet.
    let line = rows[0].get("Receipt").and_then(|line| RowState::parse(line));
    line.is_some_and(|line| line.is_between_parts()) && rows[0]["Message"].contains("goes out at")
}

/// Lays out that desk, and publishes the post; the time of its reply has come.
async fn reply_due(behaviour: Behaviour) -> Practice {
    let desk = kept_back(behaviour).await;
    let wrong = until(&desk, &[], waits).await;
    assert_eq!(wrong, [] as [String; 0]);
    desk.pass(KEPT + TimeDelta::minutes(1));
    desk
}

/// Holds the desk, at rest, against what is public, and when it became public.
fn audit_kept_back(desk: &Practice, behaviour: Behaviour) -> Vec<String> {
    let mut wrong = audit(desk, behaviour.habit == Habit::Lagging);
    if let [post, reply, ..] = desk.public().as_slice()
        && reply.published - post.published < KEPT
    {
        wrong.push(format!("a reply {} after its post", reply.published - post.published));
    }
    wrong
}

/// Plays a fault in the run that publishes the post.
async fn play_the_post((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = kept_back(*behaviour).await;
    let mut wrong = until(&desk, &[*fault], waits).await;
    if desk.public().len() != 1 {
        wrong.push(format!("{} are public before its time", desk.public().len()));
    }
    desk.pass(KEPT + TimeDelta::minutes(1));
    wrong.extend(through(&desk, Runs::Here, &[]).await);
    wrong.extend(audit_kept_back(&desk, *behaviour));
    wrong
}

/// Plays a fault in the run that publishes the replies.
async fn play_the_replies((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = reply_due(*behaviour).await;
    let mut wrong = through(&desk, Runs::Here, &[*fault]).await;
    wrong.extend(audit_kept_back(&desk, *behaviour));
    wrong
}

async fn each(what: &str, kinds: impl Fn(Kind) -> bool, habits: &[Habit]) {
    each_on(what, (desk, play), kinds, habits, 1).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_each_part_of_a_thread_is_public_once_and_in_order() {
    each("one kill, a thread", is_kill, &[Habit::Prompt, Habit::Lagging]).await;
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_each_part_of_a_thread_is_public_once_and_in_order() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each("one wrong answer, a thread", kinds, &[Habit::Prompt, Habit::NotFoundFirst]).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_a_reply_that_is_kept_back_is_public_once_and_not_early() {
    let habits = [Habit::Prompt, Habit::Lagging];
    let (post, replies) = ((kept_back, play_the_post), (reply_due, play_the_replies));
    each_on("one kill, a post whose reply is kept back", post, is_kill, &habits, 1).await;
    each_on("one kill, a reply that was kept back", replies, is_kill, &habits, 1).await;
}
