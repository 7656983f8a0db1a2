//! Fault injection on a thread in one row: one fault of each kind at every request, and kills between two parts.

use threadsheet_core::row_state::{RowState, State};
use threadsheet_test_kit::{LOG, Practice, due};

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{posts_shown, table};
use crate::runs::Runs;
use crate::scenario::through;
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
