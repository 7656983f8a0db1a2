//! Posts that go out some time after the post that they answer.

use super::witness::logged;
use super::*;
use crate::log::Event;

const PART: (PostColumn, &str) = (PostColumn::ReplyTo, "previous");
const GOES_OUT: &str = "open Queued, publish";
const WAITS: &str = "open Queued, says DelayWaits";
const LATER: &str = "open Queued, says GoesOutAfter";

/// Adds a part that goes out so long after the row above.
fn delayed(desk: &mut Desk, text: &str, delay: &str) -> usize {
    desk.post(&[(PostColumn::Text, text), (PostColumn::PublishAt, delay), PART])
}

/// Adds such a part that has been seen before, under the row with this number.
fn remembered(desk: &mut Desk, parent: usize, delay: &str, status: &str) -> usize {
    let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, delay), PART];
    let row = desk.posts.len() + 1;
    let line = receipt(row, State::Queued, &desk.read(row, &cells).hash);
    let line = RowState { parent: Some(format!("rabcdefg{parent}")), ..line }.to_string();
    let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, status)];
    desk.post(&[&cells[..], &more].concat())
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}+09:00").parse().unwrap()
}

fn due(desk: &Desk, row: usize) -> DateTime<Utc> {
    desk.plan().posts.iter().find(|decision| decision.row == row).unwrap().due
}

fn says(desk: &Desk, row: usize) -> String {
    let plan = desk.plan();
    let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap();
    let Says::This(message) = &decision.says else { panic!("it says nothing") };
    message.say(Language::English)
}

#[test]
fn a_part_goes_out_its_time_after_its_parent_was_published_and_not_before() {
    // The parent is out since 10:00.
    for (now, decided) in [
        ("2026-11-23T10:05:00", LATER),
        ("2026-11-23T10:29:59", LATER),
        ("2026-11-23T10:30:00", GOES_OUT),
        ("2026-11-24T10:30:00", GOES_OUT),
        ("2026-11-24T10:30:01", "open Missed, shows Missed, says Missed"),
    ] {
        let mut desk = Desk::new();
        desk.finished("parent");
        let row = delayed(&mut desk, "part", "+30m");
        desk.place.now = at(now);
        assert_eq!(desk.decided(row), decided, "{now}");
        let wanted = at("2026-11-23T10:30:00");
        if decided != "open Missed, shows Missed, says Missed" {
            assert_eq!(due(&desk, row), wanted);
        }
        assert_eq!(desk.plan().next, (decided == LATER).then_some(wanted), "{now}");
    }
}

#[test]
fn how_late_it_is_counts_from_its_own_time_and_never_from_its_parents() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let row = delayed(&mut desk, "part", "2日後");
    desk.place.now = at("2026-11-26T09:59:00");
    assert_eq!(desk.decided(row), GOES_OUT);
    desk.place.now = at("2026-11-26T10:01:00");
    assert_eq!(desk.decided(row), "open Missed, shows Missed, says Missed");
    desk.log_lines = None;
    desk.place.now = at("2026-11-25T11:01:00");
    assert_eq!(desk.decided(row), "open Missed, shows Missed, says Missed");
}

#[test]
fn a_part_waits_while_its_parent_is_not_out_and_says_how_long_after_it() {
    for cells in [
        // Even in the run that publishes the parent: since when that is public is known only then.
        &[][..],
        &[(PostColumn::PublishAt, "2026-11-24 10:00")],
        &[(PostColumn::PublishAt, "2026-11-20 10:00")],
        &[(PostColumn::Status, "Draft")],
        &[(PostColumn::Topic, "a.b")],
    ] {
        let mut desk = Desk::new();
        desk.post(cells);
        let row = delayed(&mut desk, "part", "1時間30分後");
        assert_eq!(desk.decided(row), WAITS, "{cells:?}");
        let said = says(&desk, row);
        assert!(said.contains("1 hour 30 minutes after row 2 is published"), "{said}");
    }
    for state in [State::Trying, State::Check, State::Failed, State::Missed] {
        let mut desk = Desk::new();
        let status = match state {
            State::Trying => "Publishing",
            State::Check => "Check",
            State::Failed => "Failed",
            _ => "Missed",
        };
        desk.remembers(state, &[(PostColumn::Status, status)]);
        let row = delayed(&mut desk, "part", "+30m");
        assert_eq!(desk.decided(row), WAITS, "{state:?}");
    }
}

#[test]
fn the_next_run_is_wanted_when_a_part_is_likely_to_be_due() {
    let mut desk = Desk::new();
    desk.post(&[]);
    let row = delayed(&mut desk, "part", "+30m");
    assert_eq!(due(&desk, row), at("2026-11-23T10:35:00"));
    assert_eq!(desk.plan().next, Some(at("2026-11-23T10:35:00")));
    let below = delayed(&mut desk, "its part", "+1h");
    assert_eq!(due(&desk, below), at("2026-11-23T11:35:00"));
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Status, "Draft")]);
    delayed(&mut desk, "part", "+30m");
    assert_eq!(desk.plan().next, None);
}

#[test]
fn no_time_at_all_is_at_once() {
    let mut desk = Desk::new();
    desk.post(&[]);
    let row = delayed(&mut desk, "part", "+0m");
    assert_eq!(desk.decided(row), GOES_OUT);
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Status, "Draft")]);
    let row = delayed(&mut desk, "part", "+0m");
    assert_eq!(desk.decided(row), "open Queued, says ParentWaits");
    let mut desk = Desk::new();
    desk.finished("parent");
    let row = delayed(&mut desk, "part", "+0m");
    assert_eq!(desk.decided(row), GOES_OUT);
}

#[test]
fn post_now_does_not_wait_and_never_goes_before_its_parent_and_ready_waits() {
    let part = |parent: &[(PostColumn, &str)], status: &str| {
        let mut desk = Desk::new();
        desk.post(parent);
        let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, "+30m"), PART];
        let row = desk.post(&[&cells[..], &[(PostColumn::Status, status)]].concat());
        desk.decided(row)
    };
    assert_eq!(part(&[], "Post now"), GOES_OUT);
    let draft = [(PostColumn::Status, "Draft")];
    assert_eq!(part(&draft, "Post now"), "open Queued, says ParentWaits");
    assert_eq!(part(&[], "Ready"), WAITS);
    assert_eq!(part(&[], "Draft"), "nothing");
    for (status, decided) in [("Post now", "publish"), ("Ready", "says GoesOutAfter")] {
        let mut desk = Desk::new();
        desk.finished("parent");
        let row = remembered(&mut desk, 1, "+30m", status);
        assert_eq!(desk.decided(row), decided, "{status}");
    }
}

#[test]
fn a_row_that_was_claimed_and_given_back_keeps_its_time() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let row = remembered(&mut desk, 1, "+30m", "Publishing");
    assert_eq!(desk.decided(row), "shows Queued, says GoesOutAfter");
}

#[test]
fn what_a_part_says_is_said_once() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let row = remembered(&mut desk, 1, "+30m", "");
    let said = says(&desk, row);
    assert_eq!(said, "Goes out at about 2026-11-23 10:30, 30 minutes after row 2; nothing to do.");
    let Some(Row::Open(post)) = desk.posts.pop() else { panic!("no row") };
    let line = post.stored.text();
    let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, "+30m"), PART];
    let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Message, said.as_str())];
    desk.post(&[&cells[..], &more].concat());
    assert_eq!(desk.decided(row), "nothing");
    assert_eq!(desk.plan().next, Some(at("2026-11-23T10:30:00")));
}

#[test]
fn each_part_of_a_chain_waits_for_the_one_before_it() {
    let mut desk = Desk::new();
    desk.finished("1");
    let two = delayed(&mut desk, "2", "+5m");
    let three = delayed(&mut desk, "3", "+5m");
    let four = desk.post(&[(PostColumn::Text, "4"), PART]);
    assert_eq!([desk.decided(two), desk.decided(three)], [GOES_OUT, WAITS]);
    assert_eq!(desk.decided(four), "open Queued, says ParentWaits");
}

#[test]
fn a_post_of_another_row_may_be_named_by_its_address_and_one_of_none_is_refused() {
    let published = || {
        let mut desk = Desk::new();
        let line = RowState {
            media: Some("18000000000000001".to_owned()),
            permalink: Some("https://www.threads.com/@my_shop/post/AbC".to_owned()),
            ..receipt(1, State::Posted, "0011223344556677")
        };
        let line = line.to_string();
        desk.posts.push(finished(line));
        desk.post(&[(PostColumn::Text, "between")]);
        desk
    };
    for (reply_to, decided) in [
        ("https://www.threads.net/@my_shop/post/AbC?x=1", LATER),
        ("18000000000000001", LATER),
        ("https://www.threads.com/@my_shop/post/Other", "open Failed, shows Failed, says Refused"),
        ("18000000000000002", "open Failed, shows Failed, says Refused"),
    ] {
        let mut desk = published();
        let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, "+30m")];
        let row = desk.post(&[&cells[..], &[(PostColumn::ReplyTo, reply_to)]].concat());
        assert_eq!(desk.decided(row), decided, "{reply_to}");
        if decided == LATER {
            assert!(says(&desk, row).contains("10:30, 30 minutes after row 2"));
            desk.place.now = at("2026-11-23T10:30:00");
            assert_eq!(desk.decided(row), GOES_OUT, "{reply_to}");
            desk.place.now = at("2026-11-24T10:31:00");
            assert_eq!(desk.decided(row), "open Missed, shows Missed, says Missed");
        } else {
            assert!(says(&desk, row).contains("in no row of this sheet"), "{}", says(&desk, row));
        }
    }
}

#[test]
fn a_row_that_answers_nothing_has_no_such_time_and_one_whose_parent_is_gone_is_refused() {
    let mut desk = Desk::new();
    let row = desk.post(&[(PostColumn::PublishAt, "+30m")]);
    assert_eq!(desk.decided(row), "open Failed, shows Failed, says Refused");
    assert!(says(&desk, row).contains("\"Reply to\" is empty"), "{}", says(&desk, row));
    let mut desk = Desk::new();
    let row = remembered(&mut desk, 9, "+30m", "");
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
}

#[test]
fn a_parent_that_becomes_another_post_is_waited_for_anew() {
    let mut desk = Desk::new();
    let line = receipt(1, State::Posted, "0011223344556677").to_string();
    desk.post(&[(PostColumn::Text, "today's"), (PostColumn::Receipt, &line)]);
    let row = delayed(&mut desk, "part", "+1m");
    assert_eq!([desk.decided(1).as_str(), &desk.decided(row)], [GOES_OUT, WAITS]);
}

#[test]
fn a_parent_that_was_put_back_is_public_since_the_log_says_so() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let published = Line {
        at: Some(at("2026-11-23T09:20:00")),
        ..logged(Event::Published, 1, "0011223344556677")
    };
    desk.log_lines = Some(LogLines { lines: vec![published] });
    let row = delayed(&mut desk, "part", "+30m");
    assert_eq!(desk.decided(row), GOES_OUT);
    assert_eq!(due(&desk, row), at("2026-11-23T09:50:00"));
}

#[test]
fn a_parent_that_a_person_undoes_is_waited_for_until_it_is_put_back() {
    for (delay, decided) in [("+30m", "says DelayWaits"), ("2026-11-23 10:00", "says ParentWaits")]
    {
        let mut desk = Desk::new();
        let hash = desk.read(1, &[(PostColumn::Text, "parent")]).hash;
        desk.post(&[(PostColumn::Text, "parent")]);
        desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 1, &hash)] });
        let row = remembered(&mut desk, 1, delay, "");
        assert_eq!(desk.decided(1), "restore Posted, shows Published, says Restored");
        assert_eq!(desk.decided(row), decided);
        assert_eq!(desk.plan().posts.iter().find(|it| it.row == row).unwrap().parent_row, Some(1));
    }
}

#[test]
fn people_say_the_same_under_each_of_their_posts() {
    let mut desk = Desk::new();
    desk.finished("first");
    delayed(&mut desk, "the link", "+5m");
    desk.finished("second");
    delayed(&mut desk, "the link", "+5m");
    assert_eq!([desk.decided(2), desk.decided(4)], [GOES_OUT, GOES_OUT]);
    let earlier = |row: usize| {
        let plan = desk.plan();
        plan.posts.iter().find(|decision| decision.row == row).unwrap().earlier
    };
    assert_eq!([earlier(2), earlier(4)], [Some(desk.place.now); 2]);
    // Two of them under one post are one too many, and so is a copy right below.
    for reply_to in ["https://www.threads.com/@my_shop/post/AbC", "previous"] {
        let mut desk = Desk::new();
        let line = RowState {
            permalink: Some("https://www.threads.com/@my_shop/post/AbC".to_owned()),
            ..receipt(1, State::Posted, "0011223344556677")
        };
        let line = line.to_string();
        desk.posts.push(finished(line));
        let cells = [(PostColumn::Text, "the link"), (PostColumn::PublishAt, "+5m")];
        for _ in 0..3 {
            desk.post(&[&cells[..], &[(PostColumn::ReplyTo, reply_to)]].concat());
        }
        assert_eq!(desk.decided(2), GOES_OUT, "{reply_to}");
        for row in [3, 4] {
            let decided = desk.decided(row);
            assert_eq!(decided, "open Failed, shows Failed, says Refused", "{reply_to} {row}");
        }
    }
}

#[test]
fn a_copy_of_a_part_is_the_same_post_under_whatever_row_it_is_pasted() {
    let mut desk = Desk::new();
    desk.finished("first");
    remembered(&mut desk, 1, "+30m", "");
    desk.finished("second");
    let Some(Row::Open(original)) = desk.posts.get(1).cloned() else { panic!("no row") };
    let line = original.stored.text();
    for (delay, decided) in [("+30m", "open Failed, shows Failed, says Refused"), ("+40m", LATER)] {
        let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, delay), PART];
        let row = desk.post(&[&cells[..], &[(PostColumn::Receipt, line.as_str())]].concat());
        assert_eq!([desk.decided(2).as_str(), &desk.decided(row)], ["says GoesOutAfter", decided]);
        desk.posts.pop();
    }
}

#[test]
fn the_account_holds_a_part_as_it_holds_other_posts() {
    let with = |cells: &[(AccountColumn, &str)], pause_until: &str| {
        let mut desk = Desk::new();
        desk.accounts.clear();
        desk.account(cells);
        desk.accounts[0].pause_until = Cell::text(pause_until);
        desk.finished("parent");
        delayed(&mut desk, "part", "+30m");
        desk
    };
    let mut desk = with(&[(AccountColumn::Enabled, "no")], "");
    assert_eq!(desk.decided(2), "open Queued, says AccountDisabled");
    desk.posts.remove(0);
    desk.posts.insert(0, Row::Open(Box::new(desk.read(1, &[(PostColumn::Status, "Draft")]))));
    assert_eq!(desk.decided(2), "open Queued, says AccountDisabled");
    let mut desk = with(&[], "2026-11-24");
    assert_eq!(desk.decided(2), "open Queued, says AccountPaused");
    desk.place.now = at("2026-11-23T10:40:00");
    assert_eq!(desk.decided(2), "open Queued, says AccountPaused");
    // The pause is over by then.
    let desk = with(&[], "2026-11-23 10:20");
    assert_eq!(desk.decided(2), LATER);
}

#[test]
fn a_part_is_held_by_no_pause_between_posts_and_takes_no_place_of_a_day() {
    let mut desk = Desk::new();
    desk.limits.spacing = TimeDelta::days(1);
    desk.limits.posts_a_day = Some(1);
    desk.finished("parent");
    let row = delayed(&mut desk, "part", "+5m");
    assert_eq!(desk.decided(row), GOES_OUT);
}

#[test]
fn another_delay_is_an_edit_like_another_time() {
    let hash = |delay: &str| {
        let desk = Desk::new();
        desk.read(1, &[(PostColumn::PublishAt, delay), PART]).hash
    };
    assert_ne!(hash("+30m"), hash("+1h"));
    let mut desk = Desk::new();
    desk.finished("parent");
    let missed = receipt(2, State::Missed, &hash("+1m")).to_string();
    let cells = [(PostColumn::PublishAt, "+3d"), PART, (PostColumn::Status, "Missed")];
    let row = desk.post(&[&cells[..], &[(PostColumn::Receipt, &missed)]].concat());
    assert_eq!(desk.decided(row), "turn Queued, shows Queued, says GoesOutAfter");
}

#[test]
fn the_same_words_some_days_later_are_another_post() {
    for (now, decided) in [
        ("2026-11-23T20:00:00", "restore Posted, shows Published, says Restored"),
        ("2026-11-24T20:00:00", WAITS),
    ] {
        let mut desk = Desk::new();
        desk.post(&[(PostColumn::PublishAt, "2026-12-01 10:00")]);
        let row = delayed(&mut desk, "the link", "+30m");
        let Some(Row::Open(post)) = desk.posts.get(1) else { panic!("no row") };
        let line =
            Line { at: Some(at("2026-11-23T10:00:00")), ..logged(Event::Published, 9, &post.hash) };
        desk.log_lines = Some(LogLines { lines: vec![line] });
        desk.place.now = at(now);
        assert_eq!(desk.decided(row), decided, "{now}");
    }
}

#[test]
fn a_preview_shows_a_part_whose_time_is_known_as_scheduled() {
    use crate::upcoming::{Stage, UpcomingPosts};
    let stages = |desk: &Desk| {
        desk.with(|sheet| {
            let plan = upcoming(sheet);
            let sheet = Sheet { log_lines: sheet.log_lines, ..*sheet };
            let posts = UpcomingPosts::new(sheet, plan);
            posts.upcoming().map(|it| (it.post.row, it.stage, it.is_wrong)).collect::<Vec<_>>()
        })
    };
    let mut desk = Desk::new();
    desk.finished("parent");
    delayed(&mut desk, "part", "+30m");
    assert_eq!(stages(&desk), [(2, Stage::Scheduled, false)]);
    let mut desk = Desk::new();
    desk.post(&[]);
    delayed(&mut desk, "part", "+30m");
    assert_eq!(stages(&desk), [(1, Stage::NextRun, false), (2, Stage::Waiting, false)]);
}

/// Returns what the Log says of such a part that went out then, from a row that is gone.
fn went_out(desk: &Desk, delay: &str, then: &str) -> Line {
    let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, delay), PART];
    let hash = desk.read(9, &cells).hash;
    Line { at: Some(at(then)), ..logged(Event::Published, 9, &hash) }
}

const PUT_BACK: &str = "restore Posted, shows Published, says Restored";

#[test]
fn a_part_goes_out_though_the_row_of_the_same_words_under_another_post_was_deleted() {
    // Its own parent is out since 10:00.
    for (then, decided) in [
        ("2026-11-23T09:30:00", "publish"),
        // It may have been this very row, under another id.
        ("2026-11-23T10:00:00", PUT_BACK),
        ("2026-11-23T10:04:00", PUT_BACK),
    ] {
        let mut desk = Desk::new();
        desk.finished("parent");
        let row = remembered(&mut desk, 1, "+5m", "");
        desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+5m", then)] });
        assert_eq!(desk.decided(row), decided, "{then}");
        let earlier = desk.plan().posts.iter().find(|it| it.row == row).unwrap().earlier;
        assert_eq!(earlier, (decided == "publish").then(|| at(then)), "{then}");
    }
    // One whose parent is not out yet cannot have been.
    let mut desk = Desk::new();
    desk.remembers(State::Queued, &[(PostColumn::PublishAt, "2026-11-24 10:00")]);
    let row = remembered(&mut desk, 1, "+5m", "");
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+5m", "2026-11-23T09:30:00")] });
    assert_eq!(desk.decided(row), "says DelayWaits");
    // Without a line it may have been undone, and sorted under another post.
    desk.posts.pop();
    let row = delayed(&mut desk, "part", "+5m");
    assert_eq!(desk.decided(row), PUT_BACK);
}

#[test]
fn a_part_that_a_person_undoes_is_put_back_however_long_ago_it_went_out() {
    let mut desk = Desk::new();
    desk.limits.max_late = TimeDelta::days(3);
    desk.finished("parent");
    let row = delayed(&mut desk, "part", "+30m");
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+30m", "2026-11-23T10:30:05")] });
    desk.place.now = at("2026-11-24T20:00:00");
    assert_eq!(desk.decided(row), PUT_BACK);
    // Words that went out before their post did are others.
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+30m", "2026-11-23T09:30:00")] });
    assert_eq!(desk.decided(row), GOES_OUT);
}

#[test]
fn the_part_of_a_row_that_is_used_again_is_another_one() {
    let mut desk = Desk::new();
    let line = receipt(1, State::Posted, "0011223344556677").to_string();
    desk.post(&[
        (PostColumn::Text, "today's"),
        (PostColumn::PublishAt, "2026-11-24 20:00"),
        (PostColumn::Receipt, &line),
    ]);
    let row = delayed(&mut desk, "part", "+30m");
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+30m", "2026-11-23T10:30:05")] });
    desk.place.now = at("2026-11-24T20:00:00");
    assert_eq!([desk.decided(1).as_str(), &desk.decided(row)], [GOES_OUT, WAITS]);
}

#[test]
fn a_part_that_was_undone_is_put_back_in_its_own_row_alone() {
    let mut desk = Desk::new();
    desk.finished("first");
    let undone = delayed(&mut desk, "part", "+2m");
    desk.finished("second");
    let row = remembered(&mut desk, 3, "+2m", "");
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+2m", "2026-11-23T10:02:05")] });
    assert_eq!([desk.decided(undone).as_str(), &desk.decided(row)], [PUT_BACK, "publish"]);
    // In this run the Log holds it all the same: until the other row has its id back, it may be this one's.
    let earlier = desk.plan().posts.iter().find(|it| it.row == row).unwrap().earlier;
    assert_eq!(earlier, None);
}

#[test]
fn a_copy_that_was_refused_does_not_go_out_by_itself_for_the_id_that_it_was_given() {
    let copy = |status: &str| {
        let mut desk = Desk::new();
        desk.finished("first");
        remembered(&mut desk, 1, "+2m", "");
        desk.finished("second");
        let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, "+2m"), PART];
        let line = receipt(4, State::Failed, &desk.read(4, &cells).hash);
        let line =
            RowState { why: Some(RowCode::SamePost), parent: Some("rabcdefg3".to_owned()), ..line };
        let line = line.to_string();
        let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, status)];
        let row = desk.post(&[&cells[..], &more].concat());
        desk.decided(row)
    };
    assert_eq!(copy("Failed"), "says Refused");
    assert_eq!(copy(""), "shows Failed, says Refused");
}

/// Adds a part of the usual words with this line, under the row above it.
fn with_line(desk: &mut Desk, line: &RowState) -> usize {
    let cells = [(PostColumn::Text, "part"), (PostColumn::PublishAt, "+5m"), PART];
    desk.post(&[&cells[..], &[(PostColumn::Receipt, &line.to_string())]].concat())
}

#[test]
fn a_row_that_is_used_again_answers_the_post_above_it_and_one_that_was_edited_its_own() {
    let decided = |state| {
        let mut desk = Desk::new();
        desk.finished("first");
        delayed(&mut desk, "part", "+5m");
        desk.finished("second");
        let line = receipt(4, state, "0011223344556677");
        let row = with_line(&mut desk, &RowState { parent: Some("rabcdefg1".to_owned()), ..line });
        desk.decided(row)
    };
    assert_eq!(decided(State::Posted), GOES_OUT);
    assert_eq!(decided(State::Queued), "turn Failed, shows Failed, says Refused");
}

#[test]
fn words_that_went_out_lately_are_those_of_a_part_that_said_something_else_before() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let line = receipt(2, State::Queued, "0011223344556677");
    let row = with_line(&mut desk, &RowState { parent: Some("rabcdefg1".to_owned()), ..line });
    desk.log_lines = Some(LogLines { lines: vec![went_out(&desk, "+5m", "2026-11-23T09:30:00")] });
    assert_eq!(desk.decided(row), PUT_BACK);
}

#[test]
fn a_part_is_put_back_under_a_parent_that_stays_the_post_that_it_is() {
    for (status, text) in [("", "parent"), ("Published", "mended")] {
        let mut desk = Desk::new();
        desk.limits.max_late = TimeDelta::days(3);
        let hash = desk.read(1, &[(PostColumn::Text, "parent")]).hash;
        let line = receipt(1, State::Posted, &hash).to_string();
        let own = [(PostColumn::Status, status), (PostColumn::Receipt, line.as_str())];
        desk.post(&[&[(PostColumn::Text, text)], &own[..]].concat());
        let row = delayed(&mut desk, "part", "+30m");
        let line = went_out(&desk, "+30m", "2026-11-23T10:30:05");
        desk.log_lines = Some(LogLines { lines: vec![line] });
        desk.place.now = at("2026-11-24T20:00:00");
        assert_eq!(desk.decided(row), PUT_BACK, "{status:?}");
    }
}

#[test]
fn parts_of_the_same_words_and_time_are_one_post_whatever_they_answer() {
    let mut desk = Desk::new();
    let dated = (PostColumn::PublishAt, "2026-11-23 10:00");
    desk.finished("first");
    let first = desk.post(&[(PostColumn::Text, "part"), dated, PART]);
    desk.finished("second");
    let second = desk.post(&[(PostColumn::Text, "part"), dated, PART]);
    let refused = "open Failed, shows Failed, says Refused";
    assert_eq!([first, second].map(|row| desk.decided(row)), [GOES_OUT, refused]);
}

#[test]
fn a_part_that_is_due_within_what_a_run_waits_for_is_claimed_by_it() {
    let mut desk = Desk::new();
    desk.limits.ahead = TimeDelta::minutes(5);
    desk.finished("parent");
    let row = delayed(&mut desk, "part", "+10m");
    assert_eq!(
        (desk.decided(row).as_str(), due(&desk, row)),
        (GOES_OUT, at("2026-11-23T10:10:00"))
    );
    desk.posts.pop();
    let row = delayed(&mut desk, "part", "+11m");
    assert_eq!(desk.decided(row), LATER);
}

#[test]
fn since_when_a_parent_is_public_the_log_says_in_its_own_line_of_that_post() {
    let mut desk = Desk::new();
    desk.finished("parent");
    let line = |event, row, then: &str| Line { at: Some(at(then)), ..logged(event, row, "h") };
    let lines = vec![
        line(Event::Published, 1, "2026-11-23T09:20:00"),
        line(Event::Sending, 1, "2026-11-23T09:10:00"),
        line(Event::Published, 9, "2026-11-23T09:00:00"),
    ];
    desk.log_lines = Some(LogLines { lines });
    let row = delayed(&mut desk, "part", "+30m");
    assert_eq!(due(&desk, row), at("2026-11-23T09:50:00"));
}
