//! The posts that are not out, of a spreadsheet as it was read: how each stands, `core/upcoming` tells.

use threadsheet_core::plan::{self, Limits, Plan};
use threadsheet_core::upcoming::UpcomingPosts;

use super::protected;
use super::snapshot::Snapshot;
use crate::config::Config;

/// Returns all of them, with those that are still to be made of rows of Stock.
pub(crate) fn upcoming(snapshot: &Snapshot, limits: Limits) -> UpcomingPosts<'_> {
    let stock = snapshot.stock();
    let uses = stock.map(|stock| plan::upcoming_uses(&snapshot.sheet(limits), &stock));
    let posts = UpcomingPosts::new(snapshot.sheet(limits), decided(snapshot, limits));
    posts.with_uses(uses.unwrap_or_default())
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
