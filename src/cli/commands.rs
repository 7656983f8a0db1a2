//! What each command does, from what was typed to an exit code.

use tokio::sync::watch;

use super::practice::serve;
use super::preview::preview;
use super::probe::probe;
use super::resolve::{practice, settings};
use super::{Cli, Command, Format, Options, Part, manual};
use crate::clock::Clock;
use crate::core::stop::Stop;
use crate::core::words::stops;
use crate::demo;
use crate::job::{self, Wish};
use crate::report::progress::Watcher;
use crate::report::screen::{Screen, say, warn};
use crate::report::{Report, json, setup};
use crate::settings::{Halves, Settings};

/// Carries out a command and returns the exit code.
#[must_use]
pub fn carry_out(cli: &Cli) -> u8 {
    // A second crate in the tree switches on a second provider, so neither is taken by itself.
    let _already = rustls::crypto::ring::default_provider().install_default();
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => match runtime.block_on(dispatch(cli)) {
            Ok(exit_code) => exit_code,
            Err(stop) => tell(&stop, &cli.options),
        },
        Err(error) => tell(&Stop::Bug(format!("no runtime: {}", error.kind())), &cli.options),
    }
}

async fn dispatch(cli: &Cli) -> Result<u8, Stop> {
    let options = &cli.options;
    match &cli.command {
        Command::Run { dry_run: true, part } => rehearse(options, part).await,
        Command::Check { live_probe: false, .. } => check(options).await,
        Command::Check { live_probe: true, account } => {
            Box::pin(probe(options, account.as_deref(), halt())).await
        }
        Command::Run { dry_run: false, part } => run(options, Halves::Both, part).await,
        Command::Refresh(part) => run(options, Halves::Refresh, part).await,
        Command::Publish(part) => run(options, Halves::Publish, part).await,
        Command::Preview { html } => preview(options, html.as_deref()).await,
        Command::Init { dry_run, adopt } => {
            let wish = Wish { language: options.asked_language(), adopts: *adopt };
            init(options, wish, *dry_run).await
        }
        Command::Demo => {
            let (language, screen) = (options.language(), Screen::of_stdout());
            Box::pin(demo::show(&practice(options), language, screen, halt())).await.map(|()| 0)
        }
        Command::Sandbox(asked) => serve(asked, options.language(), asked_to_end()).await,
        Command::Completions { shell } => {
            manual::completions(*shell);
            Ok(0)
        }
        Command::Man { into } => manual::man(into.as_deref()).map(|()| 0),
    }
}

async fn run(options: &Options, halves: Halves, part: &Part) -> Result<u8, Stop> {
    let shard = part.resolve()?;
    let settings = Settings { shard, ..settings(options, halves)? };
    let watcher = watcher(options);
    let ended = job::run(&settings, &|news| watcher.news(news), halt()).await;
    show(ended, &watcher, options)
}

async fn rehearse(options: &Options, part: &Part) -> Result<u8, Stop> {
    let shard = part.resolve()?;
    let settings = Settings { shard, ..settings(options, Halves::Both)? };
    let watcher = watcher(options);
    let ended = job::rehearse(&settings).await;
    show(ended, &watcher, options)
}

async fn check(options: &Options) -> Result<u8, Stop> {
    let settings = settings(options, Halves::Both)?;
    let watcher = watcher(options);
    let ended = job::check(&settings, &|news| watcher.news(news)).await;
    show(ended, &watcher, options)
}

async fn init(options: &Options, wish: Wish, is_plan: bool) -> Result<u8, Stop> {
    let settings = settings(options, Halves::Both)?;
    let setup = if is_plan {
        job::plan_init(&settings, wish).await?
    } else {
        job::init(&settings, wish).await?
    };
    match options.format {
        Format::Text => say(&setup::page(&setup, Screen::of_stdout())),
        Format::Json => say(&json::setup(&setup)),
    }
    Ok(0)
}

pub(super) fn watcher(options: &Options) -> Watcher {
    let watches = match options.format {
        Format::Text => Some(Screen::of_stdout()),
        Format::Json => None,
    };
    Watcher::new(watches, Clock::start(options.now), options.language())
}

fn show(ended: Result<Report, Stop>, watcher: &Watcher, options: &Options) -> Result<u8, Stop> {
    watcher.stop();
    let report = ended?;
    match options.format {
        Format::Text => watcher.end(&report),
        Format::Json => say(&json::report(&report)),
    }
    Ok(report.exit_code())
}

/// Tells what ended the run: to people on stderr, to programs as the one object on stdout.
fn tell(stop: &Stop, options: &Options) -> u8 {
    let language = options.language();
    let words = stops::say(stop, language);
    warn(&format!("threadsheet: {words}"));
    if options.format == Format::Json {
        say(&json::stop(stop, &words, language));
    }
    stop.exit_code()
}

/// Returns what becomes true once somebody asks the program to end.
fn halt() -> watch::Receiver<bool> {
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_end().await;
        // Nobody listens any more where the run has just ended.
        let _ended = sender.send(true);
    });
    receiver
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {}
        Ok(()) = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
