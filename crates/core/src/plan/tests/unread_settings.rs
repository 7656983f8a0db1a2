//! Settings that were to hold posts back, and whose value nobody can tell: posts wait.

use super::*;
use crate::setting::{Setting, Unread, UnreadSetting};

fn unread(setting: Setting) -> UnreadSetting {
    UnreadSetting { setting, is_loading: false }
}

/// Returns a desk with a post that is due and another one to send now.
fn desk(unread: Unread) -> Desk {
    let mut desk = Desk::new();
    desk.limits.unread = unread;
    desk.post(&[]);
    desk.post(&[(PostColumn::Text, "now"), (PostColumn::Status, "Post now")]);
    desk
}

fn says(desk: &Desk, row: usize) -> (Says, Then) {
    let plan = desk.plan();
    let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap();
    (decision.says.clone(), decision.then)
}

#[test]
fn a_setting_that_cannot_be_read_holds_the_posts_and_not_what_is_to_go_out_now() {
    for is_loading in [false, true] {
        for setting in [Setting::Gap, Setting::SameTextAfter] {
            let unread = UnreadSetting { setting, is_loading };
            let desk = desk(Unread { other: Some(unread), ..Unread::default() });
            let waits =
                Says::This(Message::SettingUnread { name: setting.entry().name, is_loading });
            assert_eq!(says(&desk, 1), (waits, Then::Nothing));
            assert_eq!(says(&desk, 2).1, Then::Publish);
        }
    }
}

#[test]
fn a_number_of_posts_a_day_that_cannot_be_read_holds_no_account_with_a_cap_of_its_own() {
    let mut desk =
        desk(Unread { posts_a_day: Some(unread(Setting::PostsADay)), ..Unread::default() });
    assert_eq!(says(&desk, 1).1, Then::Nothing);
    assert_eq!(says(&desk, 2).1, Then::Publish);
    desk.accounts[0].daily_cap = Ok(Some(5));
    assert_eq!(says(&desk, 1).1, Then::Publish);
}

#[test]
fn while_nobody_can_tell_whether_marks_are_needed_a_row_without_one_says_so() {
    let marks = Some(unread(Setting::OnlyQueued));
    let mut desk = desk(Unread { marks, ..Unread::default() });
    desk.post(&[(PostColumn::Text, "marked"), (PostColumn::Status, "Queued")]);
    desk.posts.iter_mut().for_each(Row::hold_unmarked);
    let waits = Says::This(Message::SettingUnread {
        name: Setting::OnlyQueued.entry().name,
        is_loading: false,
    });
    assert_eq!(says(&desk, 1), (waits, Then::Nothing));
    assert_eq!([2, 3].map(|row| says(&desk, row).1), [Then::Publish; 2]);
}

#[test]
fn a_post_that_was_held_by_a_setting_is_judged_late_only_once_that_is_over() {
    let mut desk = desk(Unread { other: Some(unread(Setting::Gap)), ..Unread::default() });
    let late = [(PostColumn::Text, "late"), (PostColumn::PublishAt, "2026-11-20 10:00")];
    let row = desk.post(&late);
    assert!(matches!(says(&desk, row).0, Says::This(Message::SettingUnread { .. })));
    desk.limits.unread = Unread::default();
    assert!(matches!(says(&desk, row).0, Says::This(Message::Missed)));
}
