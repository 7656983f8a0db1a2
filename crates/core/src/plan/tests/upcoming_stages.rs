//! How each post stands that is not out, as previews and checks tell it.

use super::*;
use crate::upcoming::{Stage, UpcomingPosts};

/// How a post stands.
#[derive(Debug, PartialEq)]
struct Standing {
    stage: Stage,
    words: String,
    is_wrong: bool,
    column: Option<PostColumn>,
    /// By the clock of Tokyo.
    time: Option<String>,
    placeholders: Vec<String>,
}

/// Returns how the post of a row stands.
fn standing(desk: &Desk, row: usize) -> Standing {
    desk.with(|sheet| {
        let plan = upcoming(sheet);
        let posts = UpcomingPosts::new(Sheet { log_lines: sheet.log_lines, ..*sheet }, plan);
        let found = posts.upcoming().find(|it| it.post.row == row).unwrap();
        let wall = |at| desk.place.wall(at).format("%m-%d %H:%M").to_string();
        Standing {
            stage: found.stage,
            time: found.time().map(wall),
            placeholders: found.placeholders(),
            words: found.words,
            is_wrong: found.is_wrong,
            column: found.column,
        }
    })
}

/// Returns how a row with these cells stands.
fn of_cells(cells: &[(PostColumn, &str)]) -> Standing {
    let mut desk = Desk::new();
    let row = desk.post(cells);
    standing(&desk, row)
}

/// Returns how a row stands that has this state, and these cells.
fn of_state(state: State, cells: &[(PostColumn, &str)]) -> Standing {
    let mut desk = Desk::new();
    let row = desk.remembers(state, cells);
    standing(&desk, row)
}

fn say(message: &Message) -> String {
    message.say(Language::English)
}

/// Returns how a row stands, without its words.
fn stage(standing: &Standing) -> (Stage, bool, Option<PostColumn>) {
    (standing.stage, standing.is_wrong, standing.column)
}

#[test]
fn a_post_stands_by_its_time_and_its_cells() {
    use PostColumn as P;
    let fine = |stage| (stage, false, None);
    let wrong = |stage, column| (stage, true, Some(column));
    for (cells, wanted, time) in [
        (&[][..], fine(Stage::NextRun), Some("11-23 10:00")),
        (&[(P::PublishAt, "2026-11-23 10:05")], fine(Stage::NextRun), Some("11-23 10:05")),
        (&[(P::PublishAt, "2026-11-24 10:00")], fine(Stage::Scheduled), Some("11-24 10:00")),
        (&[(P::PublishAt, "")], wrong(Stage::Undated, P::PublishAt), None),
        (
            &[(P::PublishAt, "2026-11-20 10:00")],
            wrong(Stage::Missed, P::PublishAt),
            Some("11-20 10:00"),
        ),
        (&[(P::Topic, "a.b")], wrong(Stage::ToFix, P::Topic), Some("11-23 10:00")),
    ] {
        let standing = of_cells(cells);
        assert_eq!(stage(&standing), wanted, "{cells:?}");
        assert_eq!(standing.time.as_deref(), time, "{cells:?}");
        assert_eq!(standing.words.is_empty(), !wanted.1, "{cells:?}");
    }
}

#[test]
fn what_is_wrong_with_a_draft_is_told_beforehand() {
    use PostColumn as P;
    let draft = |cells: &[(PostColumn, &str)]| {
        let standing = of_cells(&[cells, &[(P::Status, "Draft")]].concat());
        assert_eq!(standing.stage, Stage::Draft);
        assert_eq!(standing.words.is_empty(), standing.column.is_none());
        (standing.is_wrong, standing.column)
    };
    assert_eq!(draft(&[]), (false, None));
    assert_eq!(draft(&[(P::Account, "")]), (false, None), "an idea needs no account yet");
    let topic = draft(&[(P::Account, ""), (P::Topic, "two\nlines")]);
    assert_eq!(topic, (true, Some(P::Topic)), "its cells are told all the same");
    assert_eq!(draft(&[(P::Topic, "a.b")]), (true, Some(P::Topic)));
    assert_eq!(draft(&[(P::Account, "nobody")]), (true, Some(P::Account)));
    assert_eq!(draft(&[(P::Account, "a b c")]), (true, Some(P::Account)));
    assert_eq!(draft(&[(P::Text, "Loading...")]), (false, None), "it passes by itself");
}

#[test]
fn a_name_that_no_account_has_may_be_the_one_that_is_being_worked_out() {
    let mut desk = Desk::new();
    let cells = [(PostColumn::Status, "Draft"), (PostColumn::Account, "nobody")];
    let row = desk.post(&cells);
    assert!(standing(&desk, row).words.contains("nobody"));
    desk.account(&[(AccountColumn::Account, "Loading...")]);
    assert_eq!(standing(&desk, row).words, "");
    // What is wrong with the row of another account is wrong all the same.
    let row = desk.post(&[(PostColumn::Status, "Draft"), (PostColumn::Topic, "a.b")]);
    assert_eq!(standing(&desk, row).column, Some(PostColumn::Topic));
}

#[test]
fn a_stopped_post_says_what_stands_beside_it_or_why_it_was_stopped() {
    use PostColumn as P;
    let stopped = |status: &str, message: &str, topic: &str| {
        let standing = of_cells(&[(P::Status, status), (P::Message, message), (P::Topic, topic)]);
        assert!(standing.stage.is_stopped() && standing.is_wrong);
        (standing.words, standing.column)
    };
    let no_reason = |status| say(&Message::NoReason { status });
    let status = Some(P::Status);
    assert_eq!(stopped("Failed", "", ""), (no_reason(PostStatus::Failed), status));
    assert_eq!(stopped("Missed", "", ""), (no_reason(PostStatus::Missed), status));
    let loading = of_cells(&[(P::Status, "Failed"), (P::Text, "Loading...")]);
    assert_eq!(loading.words, no_reason(PostStatus::Failed));
    let (words, column) = stopped("Failed", "", "a.b");
    assert!(words.starts_with("\"Topic\" says"), "{words}");
    assert_eq!(column, Some(P::Topic));
    let words = "another tool's words";
    assert_eq!(stopped("Failed", words, ""), (words.to_owned(), status));
    assert_eq!(stopped("Failed", words, "a.b"), (words.to_owned(), Some(P::Topic)));
    // A run that has refused it says so; this one was refused when its topic was as it is now.
    let refused = of_state(State::Failed, &[(P::Status, "Failed"), (P::Topic, "a.b")]);
    assert_eq!(stage(&refused), (Stage::Failed, true, Some(P::Topic)));
    let anew = of_state(State::Failed, &[(P::Topic, "a.b")]);
    assert_eq!(stage(&anew), (Stage::ToFix, true, Some(P::Topic)));
}

#[test]
fn a_post_stands_by_what_its_row_state_says_and_what_its_status_shows() {
    use PostColumn as P;
    let under_way = (Stage::UnderWay, false, Some(P::Status));
    let check = (Stage::Check, true, Some(P::Status));
    let next = (Stage::NextRun, false, None);
    for (state, status, wanted) in [
        (State::Trying, "", under_way),
        (State::Trying, "Publishing", under_way),
        (State::Trying, "Failed", under_way),
        (State::Check, "", check),
        (State::Check, "Check", check),
        (State::Check, "Publishing", under_way),
        (State::Queued, "Check", check),
        (State::Queued, "", next),
        (State::Queued, "Publishing", next),
        (State::Failed, "", next),
        (State::Failed, "Failed", (Stage::Failed, true, Some(P::Status))),
        (State::Missed, "Missed", (Stage::Missed, true, Some(P::Status))),
    ] {
        let standing = of_state(state, &[(P::Status, status), (P::Message, "words")]);
        assert_eq!(stage(&standing), wanted, "{state:?} {status:?}");
        let words = if wanted.0 == Stage::NextRun { "" } else { "words" };
        assert_eq!(standing.words, words, "{state:?} {status:?}");
    }
}

#[test]
fn a_post_that_waits_its_turn_goes_out_in_one_of_the_next_runs() {
    let held = |at: &str| {
        let mut desk = Desk::new();
        desk.accounts[0].daily_cap = Ok(Some(1));
        let first = (PostColumn::PublishAt, at);
        desk.post(&[(PostColumn::Text, "first"), first]);
        let row = desk.post(&[(PostColumn::Text, "second"), first]);
        let standing = standing(&desk, row);
        assert!(!standing.is_wrong && !standing.words.is_empty());
        standing.stage
    };
    assert_eq!(held("2026-11-23 10:04"), Stage::NextRuns);
    assert_eq!(held("2026-11-23 10:05"), Stage::NextRuns);
    // It may be over when its time comes.
    assert_eq!(held("2026-11-24 10:05"), Stage::Scheduled);
    let mut paused = Desk::new();
    paused.limits.spacing = TimeDelta::hours(1);
    paused.post(&[(PostColumn::Text, "first")]);
    let row = paused.post(&[(PostColumn::Text, "second")]);
    assert_eq!(standing(&paused, row).stage, Stage::NextRuns);
}

#[test]
fn what_holds_an_account_is_said_of_its_posts_and_may_be_over_when_their_time_comes() {
    use AccountColumn as A;
    let (now, later) = ("2026-11-23 10:00", "2026-11-24 10:00");
    let of = |cells: &[(AccountColumn, &str)], at: &str| {
        let mut desk = Desk::new();
        desk.accounts.clear();
        if !cells.is_empty() {
            desk.account(cells);
        }
        let row = desk.post(&[(PostColumn::PublishAt, at)]);
        let standing = standing(&desk, row);
        (standing.stage, standing.words, standing.is_wrong)
    };
    let disabled = say(&Message::AccountDisabled);
    for at in [now, later] {
        let wanted = (Stage::Waiting, disabled.clone(), false);
        assert_eq!(of(&[(A::Enabled, "no")], at), wanted, "a person has switched it off");
    }
    let troubled = say(&Message::AccountTroubled);
    let no_accounts = say(&Message::NoAccounts);
    for (at, stage) in [(now, Stage::Waiting), (later, Stage::Scheduled)] {
        assert_eq!(of(&[(A::Token, "")], at), (stage, troubled.clone(), true));
        assert_eq!(of(&[], at), (stage, no_accounts.clone(), true));
    }
}

#[test]
fn a_draft_for_lack_of_a_mark_waits_and_a_persons_draft_stays_one() {
    let mut desk = Desk::new();
    let rows = ["", "Draft"]
        .map(|status| desk.post(&[(PostColumn::Text, "of its own"), (PostColumn::Status, status)]));
    desk.posts.iter_mut().for_each(Row::hold_unmarked);
    let stages = rows.map(|row| standing(&desk, row).stage);
    assert_eq!(stages, [Stage::Waiting, Stage::Draft]);
}

#[test]
fn a_post_in_a_slot_is_scheduled_for_it() {
    let mut desk = slots::slotted("12:30");
    let rows = ["a", "b"].map(|text| slots::untimed(&mut desk, text));
    let given = slots::given(&mut desk, "c", "2026-11-24T03:30:00Z");
    let of = [rows[0], rows[1], given].map(|row| standing(&desk, row));
    assert_eq!(of.each_ref().map(|it| it.stage), [Stage::Scheduled; 3]);
    let times = of.each_ref().map(|it| it.time.as_deref());
    assert_eq!(times, [Some("11-23 12:30"), Some("11-25 12:30"), Some("11-24 12:30")]);
}

#[test]
fn a_part_has_a_time_once_the_post_that_it_answers_is_out() {
    let part = [
        (PostColumn::Text, "part"),
        (PostColumn::PublishAt, "+30m"),
        (PostColumn::ReplyTo, "previous"),
    ];
    let mut desk = Desk::new();
    desk.finished("parent");
    let row = desk.post(&part);
    assert_eq!(standing(&desk, row).time.as_deref(), Some("11-23 10:30"));
    let mut desk = Desk::new();
    desk.post(&[]);
    let row = desk.post(&part);
    assert_eq!((standing(&desk, row).stage, standing(&desk, row).time), (Stage::Waiting, None));
}

#[test]
fn a_thread_says_how_far_it_is_when_its_next_part_goes_out() {
    let cells = [(PostColumn::Reply1, "two"), (PostColumn::Status, "Publishing")];
    let mut desk = Desk::new();
    let post = desk.read(1, &cells);
    let line = thread::line(&desk, 1, &cells, State::Queued, 1);
    let text = line.to_string();
    let row = desk.post(&[&cells[..], &[(PostColumn::Receipt, text.as_str())]].concat());
    let standing = standing(&desk, row);
    assert_eq!(standing.stage, Stage::NextRun);
    assert_eq!(standing.words, say(&of_thread(&post, &line, None)));
    assert!(!standing.is_wrong && !standing.words.is_empty());
}

#[test]
fn what_was_meant_to_be_replaced_is_told_of_what_can_still_be_changed() {
    use PostColumn as P;
    let cells = [(P::Text, "◯◯ and {name}"), (P::Reply1, "TODO")];
    assert_eq!(of_cells(&cells).placeholders, ["◯◯", "{name}", "TODO"]);
    assert!(of_cells(&[]).placeholders.is_empty());
    for (state, status) in
        [(State::Queued, "Draft"), (State::Trying, "Publishing"), (State::Check, "Check")]
    {
        let cells = [&cells[..], &[(P::Status, status)]].concat();
        assert!(of_state(state, &cells).placeholders.is_empty(), "{state:?}");
    }
}

#[test]
fn each_stage_has_a_word_for_programs_and_one_for_people() {
    let stages = [
        Stage::Scheduled,
        Stage::NextRun,
        Stage::NextRuns,
        Stage::UnderWay,
        Stage::Waiting,
        Stage::Undated,
        Stage::Draft,
        Stage::Failed,
        Stage::ToFix,
        Stage::Missed,
        Stage::Check,
    ];
    let words = stages.map(Stage::word);
    let wanted =
        "scheduled next_run next_runs under_way waiting undated draft failed to_fix missed check";
    assert_eq!(words.join(" "), wanted);
    for language in Language::ALL {
        let said: std::collections::HashSet<&str> =
            stages.iter().map(|stage| stage.say(language)).collect();
        assert!(said.len() == stages.len() && !said.contains(""), "{said:?}");
    }
    let stopped = stages.iter().filter(|stage| stage.is_stopped());
    assert_eq!(stopped.map(|stage| stage.word()).collect::<Vec<_>>(), words[7..]);
}
