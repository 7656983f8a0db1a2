//! What each command does, from what was typed to an exit code.

use std::path::Path;
use std::time::Duration;

use threadsheet_core::run_error::RunError;
use threadsheet_core::token::Token;

use super::output::{show, tell, watcher};
use super::preview::preview;
use super::probe::probe;
use super::resolve::config;
#[cfg(feature = "practice")]
use super::resolve::practice;
#[cfg(feature = "practice")]
use super::sandbox::serve;
use super::seal::{new_key, seal};
#[cfg(feature = "practice")]
use super::signals::asked_to_end;
use super::signals::{halt, while_wanted};
use super::{Cli, Command, Format, KeyCommand, Options, Part, manual, variable, watch};
use crate::check;
use crate::config::{Config, RunScope};
#[cfg(feature = "practice")]
use crate::demo;
use crate::dry_run;
use crate::init::{self, InitOptions};
use crate::report::actions::Runner;
use crate::report::screen::{Screen, say};
use crate::report::{News, json, setup};
use crate::run;
use crate::watch::WatchOptions;

/// The variables that hold secrets of their own; the credentials are none of ours to mask, for the runner does.
const SECRETS: [&str; 2] = ["THREADS_APP_SECRET", "THREADSHEET_KEY"];

/// Carries out a command and returns the exit code.
#[must_use]
pub fn carry_out(cli: &Cli) -> u8 {
    let runner = runner(cli);
    // Before anything is printed: a mask only works on the lines that follow it.
    for secret in SECRETS.into_iter().filter_map(variable) {
        runner.mask(&Token::new(secret));
    }
    on_a_runtime(cli, &runner)
}

/// Returns the runner that reads along; the practice world is nobody's desk, and tells it nothing.
fn runner(cli: &Cli) -> Runner {
    match &cli.command {
        command if command.is_practice() => Runner::default(),
        // The page itself goes to stdout, so commands to the runner must not.
        Command::Preview { html: Some(page) } if page == Path::new("-") => Runner::find(true),
        _ => Runner::find(cli.options.format == Format::Json),
    }
}

fn on_a_runtime(cli: &Cli, runner: &Runner) -> u8 {
    // A second crate in the tree switches on a second provider, so neither is taken by itself.
    let _already = rustls::crypto::ring::default_provider().install_default();
    // One thread is enough, for the work is waiting; and what the accounts of a run share needs no locks.
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let ended = runtime.block_on(dispatch(cli, runner));
            // The machine may still look for a name that nobody asks about any more.
            runtime.shutdown_background();
            ended.unwrap_or_else(|stop| tell(&stop, &cli.options, runner))
        }
        Err(error) => {
            tell(&RunError::Bug(format!("no runtime: {}", error.kind())), &cli.options, runner)
        }
    }
}

async fn dispatch(cli: &Cli, runner: &Runner) -> Result<u8, RunError> {
    let options = &cli.options;
    match &cli.command {
        Command::Run { dry_run: true, hold, part } => dry_run(options, *hold, part, runner).await,
        Command::Check { live_probe: false, .. } => check(options, runner).await,
        Command::Check { live_probe: true, account } => {
            Box::pin(probe(options, account.as_deref(), runner, halt())).await
        }
        Command::Run { dry_run: false, hold: Some(hold), part } => {
            watch::hold(options, *hold, part, runner).await
        }
        Command::Run { dry_run: false, hold: None, part }
        | Command::Watch { once: true, part, .. } => {
            run(options, RunScope::Both, part, runner).await
        }
        Command::Watch { every, hold, once: false, part } => {
            let hold = hold.unwrap_or_default();
            watch::watch(options, (*every, hold), part, runner).await
        }
        Command::Refresh(part) => run(options, RunScope::Refresh, part, runner).await,
        Command::Publish(part) => run(options, RunScope::Publish, part, runner).await,
        Command::Preview { html } => preview(options, html.as_deref(), runner).await,
        Command::Init { dry_run, adopt, stock } => {
            let (language, adopts, stock) = (options.asked_language(), *adopt, *stock);
            let wanted = InitOptions { language, adopts, stock };
            init(options, wanted, *dry_run, runner).await
        }
        Command::Key { what: KeyCommand::New } => new_key(options.language()),
        Command::Seal => seal(options).await,
        #[cfg(feature = "practice")]
        Command::Demo => {
            let (language, screen) = (options.language(), Screen::of_stdout());
            Box::pin(demo::show(&practice(options), language, screen, halt())).await.map(|()| 0)
        }
        #[cfg(feature = "practice")]
        Command::Sandbox(asked) => serve(asked, options.language(), asked_to_end()).await,
        Command::Completions { shell } => {
            manual::completions(*shell);
            Ok(0)
        }
        Command::Man { into } => manual::man(into.as_deref()).map(|()| 0),
    }
}

async fn run(
    options: &Options,
    scope: RunScope,
    part: &Part,
    runner: &Runner,
) -> Result<u8, RunError> {
    let shard = part.resolve()?;
    let config = Config { shard, ..config(options, scope)? };
    let watcher = watcher(options, false, runner);
    let ended = run::run(&config, &|news| watcher.news(&news), halt()).await;
    show(ended, &watcher, options, runner)
}

async fn dry_run(
    options: &Options,
    hold: Option<Duration>,
    part: &Part,
    runner: &Runner,
) -> Result<u8, RunError> {
    let shard = part.resolve()?;
    let config = Config { shard, ..config(options, RunScope::Both)? };
    let config = WatchOptions::of_hold(hold.unwrap_or_default()).lookahead_config(config);
    let watcher = watcher(options, false, runner);
    let ended = while_wanted(dry_run::dry_run(&config, &|news| watcher.news(&news))).await;
    show(ended, &watcher, options, runner)
}

async fn check(options: &Options, runner: &Runner) -> Result<u8, RunError> {
    let config = config(options, RunScope::Both)?;
    let watcher = watcher(options, false, runner);
    let ended = while_wanted(check::check(&config, &|news| watcher.news(&news))).await;
    show(ended, &watcher, options, runner)
}

async fn init(
    options: &Options,
    wanted: InitOptions,
    is_plan: bool,
    runner: &Runner,
) -> Result<u8, RunError> {
    let config = config(options, RunScope::Both)?;
    // `init` shows no progress, but the runner has to hear of secrets and of the language.
    let watch = |news: News| runner.learn(&news);
    let setup = if is_plan {
        while_wanted(init::plan_init(&config, wanted, &watch)).await?
    } else {
        // Dropped half way it does no harm: a batch is applied whole or not at all, and the next `init` adds what is
        // missing.
        while_wanted(init::init(&config, wanted, &watch)).await?
    };
    match options.format {
        Format::Text => say(&setup::page(&setup, Screen::of_stdout())),
        Format::Json => say(&json::setup(&setup)),
    }
    runner.setup(&setup);
    Ok(0)
}
