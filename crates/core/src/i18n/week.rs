//! What is said of the next seven days of an account: its slots, and what goes out in them.

use chrono::{NaiveDate, NaiveTime};

use crate::reason::WeekCounts;

phrases! { (week):
    /// The heading of the whole.
    pub TITLE;
    /// What is said of a slot that no post has.
    pub FREE;
    /// What is said of a post that stands in a slot, for those who cannot see its colour.
    pub IN_SLOT;
    /// What is said of a post that stands in no slot.
    pub OWN_TIME;
    /// What stands in the place of the time of a post that is due.
    pub NOW;
    /// What is said of a day on which an account pauses.
    pub PAUSED;
    /// What is said of a day on which there is nothing.
    pub NOTHING;
    /// What is said of a post that is still to be made of a row of Stock.
    pub FROM_STOCK;
}

catalogue! { (week):
    /// Returns a day in a few letters, seen from another one.
    pub fn day(date: NaiveDate, today: NaiveDate) -> String;
    /// Says until when on its day a pause lasts.
    pub fn paused_until(time: NaiveTime) -> String;
    /// Says until when posts are planned, how many slots are free, and what comes after the week.
    pub fn summary(week: &WeekCounts) -> String;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::language::Language;
    use crate::reason::Later;

    fn monday() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn said(week: WeekCounts) -> [String; 2] {
        [Language::English, Language::Japanese].map(|language| summary(&week, language))
    }

    #[test]
    fn a_week_says_until_when_posts_are_planned_and_which_slot_is_the_next_free_one() {
        let at = |time: &str| time.parse().ok();
        let full = WeekCounts {
            today: monday(),
            slots: 21,
            gives_slots: true,
            posts: 5,
            of_stock: 0,
            until: at("2026-11-28T20:00:00"),
            free: 9,
            next: at("2026-11-26T12:30:00"),
            later: None,
        };
        let first = "2026-12-12".parse().unwrap();
        let later = |posts| Some(Later { posts, first });
        let none = WeekCounts { posts: 0, until: None, free: 0, next: None, ..full };
        let cases = [
            (
                full,
                "21 slots a week; 5 posts planned until Sat 20:00, 9 slots free, the next Thu 12:30.",
                "投稿枠は週 21 個です。土曜 20:00 までに 5 件の予定があります。空きは 9 個で、次は木曜 12:30 です。",
            ),
            (
                WeekCounts {
                    slots: 1,
                    posts: 1,
                    until: at("2026-11-23T20:00:00"),
                    free: 1,
                    next: at("2026-11-23T12:30:00"),
                    later: later(3),
                    ..full
                },
                "1 slot a week; 1 post planned, today 20:00, 1 slot free, today 12:30. After that 3 posts, the first on 12 December.",
                "投稿枠は週 1 個です。今日 20:00 に 1 件の予定があります。空きは今日 12:30 の 1 個です。そのあとの予定は 12月12日 から 3 件です。",
            ),
            (
                WeekCounts { later: later(1), ..none },
                "21 slots a week; no posts planned, no slot free. After that 1 post, on 12 December.",
                "投稿枠は週 21 個です。予定はありません。空きはありません。そのあとの予定は 12月12日 の 1 件です。",
            ),
            (
                WeekCounts { gives_slots: false, ..none },
                "21 slots a week; no posts planned. While the account's posts wait, none of them gets a slot.",
                "投稿枠は週 21 個です。予定はありません。アカウントの投稿が待機中の間は、枠に入りません。",
            ),
            (
                WeekCounts { slots: 0, gives_slots: false, of_stock: 2, ..full },
                "5 posts planned until Sat 20:00, 2 of them from Stock.",
                "土曜 20:00 までに 5 件の予定があります（うち 2 件はストックから）。",
            ),
            (
                WeekCounts { posts: 1, of_stock: 1, free: 0, next: None, ..full },
                "21 slots a week; 1 post planned, Sat 20:00, from Stock, no slot free.",
                "投稿枠は週 21 個です。土曜 20:00 に 1 件の予定があります（ストックから）。空きはありません。",
            ),
            (
                WeekCounts { slots: 0, gives_slots: false, ..full },
                "5 posts planned until Sat 20:00.",
                "土曜 20:00 までに 5 件の予定があります。",
            ),
            (
                WeekCounts { slots: 0, gives_slots: false, later: later(1), ..none },
                "No posts planned. After that 1 post, on 12 December.",
                "予定はありません。そのあとの予定は 12月12日 の 1 件です。",
            ),
        ];
        for (week, english, japanese) in cases {
            assert_eq!(said(week), [english, japanese]);
        }
    }

    #[test]
    fn a_day_of_the_week_is_short_and_today_is_today() {
        let tuesday = monday().succ_opt().unwrap();
        for (date, english, japanese) in
            [(monday(), "Today", "今日"), (tuesday, "Tue 24 Nov", "11/24（火）")]
        {
            assert_eq!(day(date, monday(), Language::English), english);
            assert_eq!(day(date, monday(), Language::Japanese), japanese);
        }
    }
}
