//! Which requests are hit.

use super::*;
use crate::world::World;

/// Lets requests come, and returns which of them were hit.
fn hits(world: &mut World, operations: &[&str]) -> Vec<bool> {
    operations
        .iter()
        .map(|operation| world.meet_fault(0, operation, Some("aki")).is_some())
        .collect()
}

#[test]
fn the_nth_request_of_its_kind_is_hit_and_no_other() {
    let mut world = World::default();
    world.faults.on(Trigger::nth_of("threads.publish", 2), Fault::DropBefore);
    let came = [
        "threads.publish",
        "threads.create",
        // Begins like the one that is meant, and is another.
        "threads.publishing",
        "threads.publish",
        "threads.publish",
    ];
    assert_eq!(hits(&mut world, &came), [false, false, false, true, false]);
    assert_eq!(world.faults.n_waiting(), 0);
}

#[test]
fn a_service_or_an_account_may_be_hit_again_and_again() {
    let mut world = World::default();
    world.faults.on(Trigger::every("threads").by("aki"), Fault::DropBefore);
    world.faults.on(Trigger::every("oauth").by("ben"), Fault::DropBefore);
    let came = ["threads.me", "sheets.get", "threads.list", "oauth.token"];
    assert_eq!(hits(&mut world, &came), [true, false, true, false]);
    world.faults.clear();
    world.faults.on(Trigger::nth(2).and_after(), Fault::DropBefore);
    assert_eq!(hits(&mut world, &came), [false, true, true, true]);
}

#[test]
fn a_hook_may_bring_on_a_fault_for_the_next_request() {
    let mut world = World::default();
    let hook = |world: &mut World| world.faults.on(Trigger::nth(1), Fault::DropAfter);
    world.faults.before(Trigger::nth(1), Box::new(hook));
    assert_eq!(hits(&mut world, &["sheets.get", "sheets.get", "sheets.get"]), [false, true, false]);
}
