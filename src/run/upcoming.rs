//! The posts that are not out, of a spreadsheet as it was read: how each stands, `core/upcoming` tells.

use threadsheet_core::plan::{self, Limits, Plan};
use threadsheet_core::upcoming::UpcomingPosts;

use super::protected;
use super::snapshot::Snapshot;
use crate::config::Config;

/// Returns all of them.
pub(crate) fn upcoming(snapshot: &Snapshot, limits: Limits) -> UpcomingPosts<'_> {
    UpcomingPosts::new(snapshot.sheet(limits), decided(snapshot, limits))
}

/// Returns those of which a run with these settings speaks.
pub(crate) fn upcoming_of_run<'a>(snapshot: &'a Snapshot, config: &Config) -> UpcomingPosts<'a> {
    let sheet = snapshot.sheet(config.limits);
    let plan = decided(snapshot, config.limits).share_of_posts(config.shard, &sheet);
    UpcomingPosts::new(sheet, plan)
}

fn decided(snapshot: &Snapshot, limits: Limits) -> Plan {
    let mut plan = plan::upcoming(&snapshot.sheet(limits));
    protected::hold_coming(&mut plan, snapshot);
    plan
}
