//! A dry run: the plan, reported without being carried out.

use threadsheet_core::plan::Plan;
use threadsheet_core::run_error::RunError;

use crate::config::Config;
use crate::report::{News, Report};
use crate::run::protected;
use crate::run::report_lines::{
    account_line, links, other_lines, planned_lines, with_settings_tab,
};
use crate::run::snapshot::Snapshot;
use crate::run::start::{open_workbook, own_clock};
use crate::run::stock_tab;
use crate::run::upcoming::upcoming_of_run;

/// Reads the sheet and returns what a run would do, changing nothing.
///
/// # Errors
///
/// What ends a whole run; see [`RunError`].
pub async fn dry_run(config: &Config, observer: &dyn Fn(News)) -> Result<Report, RunError> {
    let clock = own_clock(config);
    let mut workbook = open_workbook(config, "dry-run").await?;
    let clock = clock.following(workbook.time(), config.time_scale);
    let mut snapshot = Snapshot::read(&mut workbook, config, &clock, observer).await?;
    snapshot.settings_tab = std::mem::take(&mut snapshot.settings_tab).share(config.shard);
    let config = &config.under(&snapshot.settings_tab.chosen);
    let sheet = snapshot.sheet(config.limits);
    let (plan, stock) = stock_tab::decide(&snapshot, config);
    let mut plan = plan.share(config.shard, &sheet);
    protected::hold(&mut plan, &snapshot);
    let report = report(&snapshot, &plan, config, workbook.requests());
    let report = Report { stock: stock_tab::lines(&snapshot, &stock, true), ..report };
    Ok(Report { clock: clock.doubtful(), ..with_settings_tab(report, &snapshot.settings_tab) })
}

/// Returns the report of what a run would do.
pub(crate) fn report(
    snapshot: &Snapshot,
    plan: &Plan,
    config: &Config,
    sheet_requests: u32,
) -> Report {
    let language = snapshot.accounts_view.headings.language;
    let line = |(account, step)| account_line(account, step, (&snapshot.place, language), config);
    let accounts = snapshot.steps(plan).map(line);
    let mut posts =
        if config.scope.publishes() { planned_lines(snapshot, plan) } else { Vec::new() };
    posts.sort_by_key(|post| post.row);
    Report {
        is_plan: true,
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: snapshot.listing.title.clone(),
        accounts: accounts.collect(),
        posts,
        standing: other_lines(&upcoming_of_run(snapshot, config), plan),
        settings: Vec::new(),
        stock: Vec::new(),
        notes: [snapshot.notes(), protected::notes(snapshot)].concat(),
        sheet_requests,
        links: links(snapshot, config),
        shard: config.shard,
        clock: None,
        checkup: None,
    }
}
