//! How a run is started: in this process, which is quick, or as a process of its own.

use std::cell::Cell;
use std::process::{Output, Stdio};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use threadsheet::config::Config;
use threadsheet::report::Report;
use threadsheet::run;
use threadsheet::watch::{WatchOptions, repeat};
use threadsheet_core::run_error::RunError;
use tokio::process::Command;
use tokio::sync::watch;

/// Where runs take place. To drop one of either kind in the middle is to kill it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
    /// In this process, at the desk's own pace.
    Here,
    /// As processes of the program, whose pauses and time-outs are the real ones.
    Processes,
    /// In this process, begun before anything is due, and holding until all of it is.
    Holding,
}

/// How long before now a run that holds begins: what was due five minutes ago is due in one.
const EARLY: TimeDelta = TimeDelta::minutes(6);

/// How long it holds.
const HOLD: Duration = Duration::from_secs(90);

/// What came of a run that nobody killed.
pub(crate) struct Ran {
    /// All that it said.
    pub(crate) said: String,
    /// The exit code.
    pub(crate) exit_code: i32,
    /// What it reported, in this process.
    pub(crate) report: Option<Report>,
}

impl Ran {
    /// Tells whether it went through to its end.
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.exit_code, 0 | 1)
    }
}

thread_local! {
    /// How many runs were begun; every test has a thread of its own.
    static BEGUN: Cell<u64> = const { Cell::new(0) };
}

impl Runs {
    /// Returns how many runs the calling test has begun.
    pub(crate) fn begun() -> u64 {
        BEGUN.get()
    }

    /// Runs the job.
    pub(crate) async fn run(self, config: &Config) -> Ran {
        BEGUN.set(BEGUN.get() + 1);
        match self {
            Self::Here => here(config).await,
            Self::Processes => process(config).await,
            Self::Holding => holding(config).await,
        }
    }

    /// Returns how further runs beside such a one are made, and after it.
    pub(crate) fn others(self) -> Self {
        if self == Self::Holding { Self::Here } else { self }
    }
}

async fn here(config: &Config) -> Ran {
    let (_sender, halt) = watch::channel(false);
    // On the heap: the futures of three runs at once are too much for a test's stack.
    ran(Box::pin(run::run(config, &|_| {}, halt)).await)
}

async fn holding(config: &Config) -> Ran {
    let (_sender, halt) = watch::channel(false);
    let config = Config { now: Some(Utc::now() - EARLY), ..config.clone() };
    let options = WatchOptions::of_hold(HOLD);
    let kept = Box::pin(repeat(&config, options, &|_| {}, &|_| {}, halt)).await;
    ran(kept.and_then(|kept| kept.stop.map_or(Ok(kept.report), Err)))
}

fn ran(ended: Result<Report, RunError>) -> Ran {
    match ended {
        Ok(report) => Ran {
            said: format!("{report:?}"),
            exit_code: i32::from(report.exit_code()),
            report: Some(report),
        },
        Err(stop) => {
            let (said, exit_code) = (format!("{stop:?} {stop}"), i32::from(stop.exit_code()));
            Ran { said, exit_code, report: None }
        }
    }
}

async fn process(config: &Config) -> Ran {
    let duration = |duration| humantime::format_duration(duration).to_string();
    let mut program = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    program.args(["run", "-vv"]).env_clear().stdin(Stdio::null()).kill_on_drop(true);
    program.env("THREADSHEET_SPREADSHEET", &config.spreadsheet);
    program.env("GOOGLE_CREDENTIALS", &config.credentials.0);
    program.env("THREADSHEET_SHEETS_URL", &config.sheets_url);
    program.env("THREADSHEET_THREADS_URL", &config.threads_url);
    program.env("THREADSHEET_SETTLE", duration(config.settle));
    program.env("THREADSHEET_BUDGET", duration(config.budget));
    program.env("THREADSHEET_SHARD", config.shard.to_string());
    let Output { status, stdout, stderr } = program.output().await.unwrap();
    let said = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Ran { said, exit_code: status.code().unwrap_or(-1), report: None }
}
