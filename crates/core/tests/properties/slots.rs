//! Slots: no two posts in one, none that is over, and the same ones whenever and wherever they are worked out.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use threadsheet_core::cell::Cell;
use threadsheet_core::place::Place;
use threadsheet_core::schedule;
use threadsheet_core::slots::{HORIZON, Planned, Slots, Turn, Turns};

use super::strategies::times as cases;

/// Cells as people type them.
const CELLS: [&str; 7] = [
    "8:00, 12:30, 20:00±30",
    "Mon-Fri 8:00; Sat 10:00",
    "平日 8:00、土 10:00",
    "2:15, 2:45, 3:00",
    "0:10±30, 23:00±20",
    "Sun 9:00",
    "6:00±60, 8:00±60, 10:00±60, 12:00±60, 14:00±60, 16:00±60",
];

const ZONES: [&str; 4] = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

fn desk() -> impl Strategy<Value = (Slots, Place, Planned)> {
    let posts = proptest::collection::btree_set(-2_000_i64..14_000, 0..30);
    let (cap, pause) = (proptest::option::of(1_u32..4), proptest::option::of(-2_000_i64..9_000));
    let now = 1_790_000_000_i64..1_830_000_000;
    (0..CELLS.len(), 0..ZONES.len(), now, posts, cap, pause).prop_map(
        |(cell, zone, now, posts, cap, pause)| {
            let slots = Slots::read(&Cell::text(CELLS[cell])).unwrap().unwrap();
            let zone = schedule::zone(ZONES[zone]).unwrap();
            let now = DateTime::from_timestamp(now, 0).unwrap();
            let place = Place { zone, locale: "en_GB".to_owned(), now };
            let after = |minutes: i64| now + TimeDelta::minutes(minutes);
            let posts: BTreeSet<_> = posts.into_iter().map(after).collect();
            let mut a_day = HashMap::new();
            for post in &posts {
                *a_day.entry(place.wall(*post).date()).or_default() += 1;
            }
            let planned = Planned { posts, a_day, cap, pause: pause.map(after) };
            (slots, place, planned)
        },
    )
}

fn turns(slots: &Slots, place: &Place, planned: &Planned, rows: usize) -> Vec<Turn> {
    let mut turns = Turns::new(slots, "my_shop", planned.clone(), place);
    (0..rows).map(|_| turns.next_turn()).collect()
}

fn times(turns: &[Turn]) -> Vec<DateTime<Utc>> {
    let time = |turn: &Turn| match turn {
        Turn::At(at) => Some(*at),
        Turn::Later(_) | Turn::Never => None,
    };
    turns.iter().filter_map(time).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_post_has_a_slot_of_its_own_in_the_order_of_the_rows(
        (slots, place, planned) in desk(),
        rows in 1_usize..80,
    ) {
        let found = times(&turns(&slots, &place, &planned, rows));
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{found:?}");
        for at in &found {
            prop_assert!(*at > place.now && *at <= place.now + HORIZON);
            prop_assert!(planned.pause.is_none_or(|pause| *at >= pause));
        }
        // Of one slot no more than one post stands in it, the planned ones included.
        let today = place.wall(place.now).date();
        let days = today.iter_days().take(12);
        let own: BTreeSet<_> = found.iter().copied().collect();
        for slot in slots.occurrences("my_shop", days, place.zone) {
            let inside = found.iter().filter(|at| slot.holds(**at)).count();
            let is_used = own.contains(&slot.at) && inside > 0;
            let others = planned.posts.iter().filter(|at| slot.holds(**at)).count();
            prop_assert!(inside <= 1, "{slot:?}: {found:?}");
            prop_assert!(!is_used || others == 0, "{slot:?}");
        }
        if let Some(cap) = planned.cap {
            let mut a_day = planned.a_day.clone();
            for at in &found {
                let day = a_day.entry(place.wall(*at).date()).or_default();
                *day += 1;
                prop_assert!(*day <= cap);
            }
        }
    }

    #[test]
    fn what_is_worked_out_in_two_runs_is_what_one_run_finds(
        (slots, place, planned) in desk(),
        first in 1_usize..20,
        rows in 1_usize..20,
    ) {
        let at_once = times(&turns(&slots, &place, &planned, first + rows));
        let before = times(&turns(&slots, &place, &planned, first));
        let mut then = planned.clone();
        for at in &before {
            then.posts.insert(*at);
            *then.a_day.entry(place.wall(*at).date()).or_default() += 1;
        }
        let after = times(&turns(&slots, &place, &then, rows));
        prop_assert_eq!([before, after].concat(), at_once);
    }

    #[test]
    fn a_later_run_uses_no_slot_that_is_over(
        (slots, place, planned) in desk(),
        minutes in 0_i64..20_000,
        rows in 1_usize..20,
    ) {
        let later = Place { now: place.now + TimeDelta::minutes(minutes), ..place.clone() };
        let found = times(&turns(&slots, &later, &planned, rows));
        prop_assert!(found.iter().all(|at| *at > later.now));
    }

    #[test]
    fn whatever_is_typed_is_slots_or_names_what_is_wrong(text in "[0-9:±;,、月火〜a-z +-]{0,24}") {
        match Slots::read(&Cell::text(&text)) {
            Ok(Some(_)) => {}
            Ok(None) => prop_assert!(text.trim().is_empty()),
            Err(fault) => prop_assert!(fault.part.chars().count() <= 60, "{fault:?}"),
        }
    }
}
