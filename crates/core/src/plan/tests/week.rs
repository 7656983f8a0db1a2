//! The next seven days of each account: what goes out when, and which slots are free.

use super::slots::{given, slotted, untimed};
use super::*;
use crate::reason::Later;
use crate::slots::Slots;
use crate::upcoming::UpcomingPosts;
use crate::week::{AccountWeek, Day, DayPause, Entry, Week};

/// Returns the seven days from Monday, 23 November, 10:05 in Tokyo.
fn week(desk: &Desk) -> Week {
    let sheet = Sheet {
        accounts: &desk.accounts,
        posts: &desk.posts,
        log_lines: desk.log_lines.as_ref(),
        language: Language::English,
        place: &desk.place,
        limits: desk.limits,
    };
    Week::of(&UpcomingPosts::new(sheet, desk.upcoming()))
}

fn only(desk: &Desk) -> AccountWeek {
    let week = week(desk);
    let [account] = week.accounts.as_slice() else { panic!("{week:?}") };
    account.clone()
}

/// Returns what is on a day: `12:30 free`, `12:30 row 2`, and with a star in a slot.
fn entries(day: &Day, desk: &Desk) -> Vec<String> {
    let say = |entry: &Entry| {
        let at = desk.place.wall(entry.at).format("%H:%M");
        match &entry.post {
            None => format!("{at} free"),
            Some(post) if post.is_in_slot => format!("{at} row {}*", post.row),
            Some(post) => format!("{at} row {}", post.row),
        }
    };
    day.entries.iter().map(say).collect()
}

/// Returns the days on which there is something, each with what that is.
fn days(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let account = only(desk);
    assert_eq!(account.days.len(), 7);
    let filled = account.days.iter().filter(|day| !day.entries.is_empty());
    filled.map(|day| (day.date.format("%d").to_string(), entries(day, desk))).collect()
}

fn is_week(desk: &Desk, wanted: &[(&str, &[&str])]) {
    let wanted = wanted.iter().map(|(day, entries)| {
        ((*day).to_owned(), entries.iter().map(|it| (*it).to_owned()).collect())
    });
    assert_eq!(days(desk), wanted.collect::<Vec<(String, Vec<String>)>>());
}

fn dated(desk: &mut Desk, at: &str) -> usize {
    desk.post(&[(PostColumn::Text, at), (PostColumn::PublishAt, &format!("2026-{at}"))])
}

#[test]
fn a_week_shows_which_post_takes_which_slot_and_which_are_free() {
    let mut desk = slotted("Mon 8:00, 12:30, 20:00; Thu 9:00");
    given(&mut desk, "given", "2026-11-23T03:30:00Z");
    untimed(&mut desk, "gets one now");
    is_week(&desk, &[("23", &["12:30 row 2*", "20:00 row 3*"]), ("26", &["09:00 free"])]);
    let account = only(&desk);
    assert_eq!((account.row, account.name.as_str(), account.slots), (2, SHOP, 4));
    assert!(account.gives_slots && account.later.is_none());
    assert_eq!(account.days[0].entries[0].post.as_ref().unwrap().text, "given");
}

#[test]
fn a_slot_in_which_a_post_with_a_time_stands_is_taken_and_another_time_is_its_own() {
    let mut desk = slotted("Tue, Wed 12:30±10");
    dated(&mut desk, "11-24 12:22");
    dated(&mut desk, "11-24 12:45");
    dated(&mut desk, "11-25 12:19");
    let wednesday = days(&desk)[1].clone();
    assert_eq!(days(&desk)[0], ("24".into(), vec!["12:22 row 2*".into(), "12:45 row 3".into()]));
    assert_eq!(wednesday.1[0], "12:19 row 4");
    assert!(wednesday.1[1].ends_with("free"), "{wednesday:?}");
}

#[test]
fn a_slot_that_is_over_or_in_which_a_post_went_out_is_not_free() {
    let mut desk = slotted("Mon 9:00, 10:05, 11:00");
    is_week(&desk, &[("23", &["11:00 free"])]);
    desk.accounts[0].slots = Slots::read(&Cell::text("Mon 10:30±60"));
    let line = Line { at: "2026-11-23T00:40:00Z".parse().ok(), ..published() };
    desk.log_lines.as_mut().unwrap().lines.push(line);
    is_week(&desk, &[]);
}

fn published() -> Line {
    witness::logged(crate::log::Event::Published, 9, "h")
}

#[test]
fn what_is_due_already_goes_out_now_and_drafts_never() {
    let mut desk = slotted("Sun 8:00");
    dated(&mut desk, "11-22 20:00");
    desk.post(&[
        (PostColumn::Text, "b"),
        (PostColumn::PublishAt, ""),
        (PostColumn::Status, "Post now"),
    ]);
    let draft = [(PostColumn::PublishAt, "2026-11-24 9:00"), (PostColumn::Status, "Draft")];
    desk.post(&draft);
    is_week(&desk, &[("23", &["10:05 row 2", "10:05 row 3"]), ("29", &["08:00 free"])]);
}

#[test]
fn the_days_begin_and_end_in_the_zone_of_the_sheet() {
    let mut desk = slotted("0:00, 23:59");
    desk.place.zone = chrono_tz::America::Los_Angeles;
    // Sunday, 17:05, there.
    let account = only(&desk);
    let dates = account.days.iter().map(|day| day.date.to_string()).collect::<Vec<_>>();
    assert_eq!((dates[0].as_str(), dates[6].as_str()), ("2026-11-22", "2026-11-28"));
    assert_eq!(entries(&account.days[0], &desk), ["23:59 free"]);
    assert_eq!(entries(&account.days[6], &desk), ["00:00 free", "23:59 free"]);
}

#[test]
fn what_goes_out_after_the_week_is_counted_with_its_first_day() {
    let mut desk = slotted("Sun 8:00");
    dated(&mut desk, "12-24 20:00");
    dated(&mut desk, "11-30 00:00");
    for text in ["first", "second", "third"] {
        untimed(&mut desk, text);
    }
    is_week(&desk, &[("29", &["08:00 row 4*"])]);
    let first = "2026-11-30".parse().unwrap();
    assert_eq!(only(&desk).later, Some(Later { posts: 4, first }));
}

#[test]
fn the_days_of_a_pause_are_said_to_be_so_and_posts_wait_for_its_end() {
    let mut desk = slotted("12:30");
    desk.limits.max_late = TimeDelta::days(3);
    desk.accounts[0].pause_until = Cell::text("2026-11-25 12:00");
    dated(&mut desk, "11-24 9:00");
    let account = only(&desk);
    let pauses: Vec<_> = account.days.iter().map(|day| day.pause).collect();
    let until = DayPause::Until("2026-11-25T03:00:00Z".parse().unwrap());
    let wanted = [Some(DayPause::AllDay), Some(DayPause::AllDay), Some(until)];
    assert_eq!(pauses, [&wanted[..], &[None; 4]].concat());
    assert_eq!(days(&desk)[0], ("25".into(), vec!["12:00 row 2".into(), "12:30 free".into()]));
}

#[test]
fn a_day_whose_cap_is_reached_has_no_free_slots_and_what_is_too_much_goes_out_later() {
    let mut desk = slotted("Mon, Tue 12:30, 20:00");
    desk.accounts[0].daily_cap = Ok(Some(1));
    dated(&mut desk, "11-23 15:00");
    dated(&mut desk, "11-23 16:00");
    is_week(&desk, &[("23", &["15:00 row 2"]), ("24", &["00:00 row 3", "12:30 free"])]);
}

#[test]
fn an_account_without_slots_is_shown_where_posts_are_coming() {
    let mut desk = Desk::new();
    assert_eq!(week(&desk), Week::default());
    dated(&mut desk, "11-24 9:00");
    is_week(&desk, &[("24", &["09:00 row 2"])]);
    assert!(!week(&desk).has_slots());
    desk.accounts[0].slots = Slots::read(&Cell::text("nonsense"));
    assert_eq!((only(&desk).slots, only(&desk).gives_slots), (0, false));
}

#[test]
fn while_its_posts_wait_an_account_gives_no_slots() {
    let mut desk = slotted("12:30");
    desk.accounts[0].enabled = Ok(false);
    dated(&mut desk, "11-24 12:30");
    is_week(&desk, &[("24", &["12:30 row 2*"])]);
    assert!(!only(&desk).gives_slots);
}

#[test]
fn of_two_rows_with_one_name_the_first_is_shown() {
    let mut desk = slotted("12:30");
    desk.account(&[]);
    assert!(!only(&desk).gives_slots);
}

#[test]
fn a_post_says_where_it_stands_unless_its_time_does() {
    use crate::upcoming::Stage;
    use crate::week::PostEntry;
    let entry = |stage| PostEntry { row: 2, text: String::new(), stage, is_in_slot: false };
    for language in Language::ALL {
        for stage in [Stage::Scheduled, Stage::NextRun] {
            assert_eq!(entry(stage).standing(language), None);
        }
        for stage in [Stage::NextRuns, Stage::Failed, Stage::Waiting] {
            assert_eq!(entry(stage).standing(language), Some(stage.say(language)));
        }
    }
}

#[test]
fn a_week_says_until_when_posts_are_planned_and_how_many_slots_are_free() {
    let mut desk = slotted("Mon 12:30, 20:00; Thu 9:00");
    assert!(week(&desk).has_slots());
    untimed(&mut desk, "a");
    // One that would fail is not planned.
    desk.post(&[(PostColumn::PublishAt, "2026-11-28 9:00"), (PostColumn::Topic, "a.b")]);
    let counts = crate::reason::WeekCounts {
        today: "2026-11-23".parse().unwrap(),
        slots: 3,
        gives_slots: true,
        posts: 1,
        until: "2026-11-23T12:30:00".parse().ok(),
        free: 2,
        next: "2026-11-23T20:00:00".parse().ok(),
        later: None,
    };
    for language in Language::ALL {
        let said = only(&desk).say(desk.place.zone, language);
        assert_eq!(said, crate::i18n::week::summary(&counts, language));
        assert!(!said.is_empty());
    }
}

#[test]
fn each_account_has_a_week_of_its_own() {
    let mut desk = slotted("12:30");
    desk.account(&[(AccountColumn::Account, "other")]);
    desk.accounts[1].slots = Slots::read(&Cell::text("Mon 13:00"));
    let names: Vec<String> = week(&desk).accounts.into_iter().map(|it| it.name).collect();
    assert_eq!(names, [SHOP, "other"]);
}

#[test]
fn what_waits_for_something_else_than_its_time_is_on_no_day_once_its_time_is_there() {
    let mut desk = Desk::new();
    desk.accounts[0].enabled = Ok(false);
    dated(&mut desk, "11-23 10:05");
    dated(&mut desk, "11-23 10:06");
    is_week(&desk, &[("23", &["10:06 row 3"])]);
}
