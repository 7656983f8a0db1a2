//! What was typed: the commands, the options, and the variable that stands behind each option.
//!
//! Parses the command line and refuses what makes no sense. What it leads to is decided in [`crate::config`] and
//! [`commands`].

pub mod commands;
pub mod diagnostics;
mod help;
mod manual;
mod output;
mod preview;
mod probe;
#[cfg(feature = "practice")]
mod quirks;
mod resolve;
#[cfg(feature = "practice")]
mod sandbox;
mod seal;
mod shard;
mod signals;
mod value_parsers;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::builder::Resettable;
use clap::{
    Arg, ArgAction, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum,
};
use clap_complete::Shell;

#[cfg(feature = "practice")]
pub use quirks::Quirk;
pub use shard::Part;

use threadsheet_core::language::Language;
use threadsheet_core::text::without_secrets;

use crate::config::Key;
use crate::report::actions::is_inside;
use crate::report::screen::{say, warn};

/// The exit code of a usage error.
const USAGE: u8 = 2;

const AFTER_HELP: &str = "\
Try it without an account, a network or any setup:  threadsheet demo

Exit codes: 0 all done or nothing to do; 1 something new needs attention;
2 usage; 3 settings or credentials; 4 the spreadsheet; 5 Threads unreachable;
70 internal error (a bug).";

/// Publishes posts to several Threads accounts on schedule, from one Google Sheet.
#[derive(Debug, Parser)]
#[command(name = "threadsheet", version = env!("THREADSHEET_VERSION"), after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The options of every command.
    #[command(flatten)]
    pub options: Options,
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Run once: renew tokens, publish what is due, write the results into the sheet
    Run {
        /// Print the plan and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Keep running for this long and publish posts at their exact minute
        #[arg(long, value_name = "DURATION", value_parser = value_parsers::hold, env = "THREADSHEET_HOLD", hide_env_values = true)]
        hold: Option<Duration>,
        /// Which accounts it handles.
        #[command(flatten)]
        part: Part,
    },
    /// Run repeatedly until stopped
    Watch {
        /// Interval between the starts of two runs
        #[arg(long, value_name = "DURATION", value_parser = value_parsers::every, default_value = "5m", env = "THREADSHEET_EVERY", hide_env_values = true)]
        every: Duration,
        /// Prepare posts due within this time and publish them at their exact minute
        #[arg(long, value_name = "DURATION", value_parser = value_parsers::hold, env = "THREADSHEET_HOLD", hide_env_values = true)]
        hold: Option<Duration>,
        /// Run once and exit, like run
        #[arg(long)]
        once: bool,
        /// Which accounts it handles.
        #[command(flatten)]
        part: Part,
    },
    /// Only renew tokens; publish nothing
    Refresh(Part),
    /// Only publish what is due; renew no tokens
    Publish(Part),
    /// Set up a spreadsheet, or add missing parts; existing content is never changed
    Init {
        /// List what would be added and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Use a copied spreadsheet on its own; whatever is queued in both is then posted by both
        #[arg(long)]
        adopt: bool,
        /// Also add the tab Stock: posts that are used again and again, by a rule
        #[arg(long)]
        stock: bool,
    },
    /// Health check: report what is wrong and how to fix it; changes nothing
    Check {
        /// Measure undocumented Google and Threads behaviour on a throwaway spreadsheet
        #[arg(long)]
        live_probe: bool,
        /// Also test Threads with this account. The throwaway spreadsheet needs an Accounts tab with
        /// this name and its token, and nothing else. Asks before it posts
        #[arg(long, value_name = "NAME", requires = "live_probe")]
        account: Option<String>,
    },
    /// Show upcoming posts as people will see them; changes nothing
    Preview {
        /// Write one HTML page to this file; - for stdout
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Manage the key that encrypts tokens in the sheet
    Key {
        /// What to do with keys.
        #[command(subcommand)]
        what: KeyCommand,
    },
    /// Encrypt a token before pasting it into the sheet
    Seal,
    /// Run everything against a simulator: no account, no network, no setup
    #[cfg(feature = "practice")]
    Demo,
    /// Serve the simulator on 127.0.0.1 until stopped
    #[cfg(feature = "practice")]
    Sandbox(Practice),
    /// Generate shell completions
    Completions {
        /// Shell to generate for
        shell: Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man {
        /// Write it, and one page per command, to this folder
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
}

/// What is done with keys.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyCommand {
    /// Print a new key for `THREADSHEET_KEY`
    New,
}

/// The options of `threadsheet sandbox`.
#[cfg(feature = "practice")]
#[derive(Debug, Clone, Args)]
pub struct Practice {
    /// Port of the spreadsheet service; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub sheets_port: u16,
    /// Port of the Threads service; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub threads_port: u16,
    /// What the services do otherwise than is documented.
    #[arg(
        long = "quirk",
        value_name = "NAME=VALUE",
        help = quirks::help(),
        value_parser = Quirk::read
    )]
    pub quirks: Vec<Quirk>,
}

/// The options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// URL or ID of the Google spreadsheet
    #[arg(
        long,
        global = true,
        help_heading = help::SERVICES,
        value_name = "URL|ID",
        env = "THREADSHEET_SPREADSHEET",
        hide_env_values = true
    )]
    pub spreadsheet: Option<String>,
    /// Google credentials file; `GOOGLE_CREDENTIALS` can hold the JSON itself instead
    #[arg(
        long,
        global = true,
        help_heading = help::SERVICES,
        value_name = "FILE",
        env = "GOOGLE_APPLICATION_CREDENTIALS",
        hide_env_values = true
    )]
    pub credentials: Option<Key>,
    /// Renew tokens that expire within this time [default: the Settings tab, else 14d]
    #[arg(long, global = true, help_heading = help::TIMING, value_name = "DURATION", value_parser = value_parsers::duration, env = "THREADSHEET_REFRESH_WITHIN", hide_env_values = true)]
    pub refresh_within: Option<Duration>,
    /// Mark posts later than this as Missed instead of sending them [default: the Settings tab, else 24h]
    #[arg(long, global = true, help_heading = help::TIMING, value_name = "DURATION", value_parser = value_parsers::duration, env = "THREADSHEET_MAX_LATE", hide_env_values = true)]
    pub max_late: Option<Duration>,
    /// How long to wait before retrying a post whose outcome is unknown
    #[arg(long, global = true, help_heading = help::TIMING, value_name = "DURATION", value_parser = value_parsers::duration, default_value = "10m", env = "THREADSHEET_SETTLE", hide_env_values = true)]
    pub settle: Duration,
    /// Maximum run time
    #[arg(long, global = true, help_heading = help::TIMING, value_name = "DURATION", value_parser = value_parsers::duration, default_value = "5m", env = "THREADSHEET_BUDGET", hide_env_values = true)]
    pub budget: Duration,
    /// Plan as if it were this time, e.g. 2026-01-31T09:00:00+09:00
    #[arg(long, global = true, help_heading = help::TIMING, value_name = "RFC3339", value_parser = value_parsers::instant, env = "THREADSHEET_NOW", hide_env_values = true)]
    pub now: Option<DateTime<Utc>>,
    /// Base URL of the spreadsheet service
    #[arg(long, global = true, help_heading = help::SERVICES, value_name = "URL", value_parser = value_parsers::root, default_value = "https://sheets.googleapis.com", env = "THREADSHEET_SHEETS_URL", hide_env_values = true)]
    pub sheets_url: String,
    /// Base URL of the Threads service
    #[arg(long, global = true, help_heading = help::SERVICES, value_name = "URL", value_parser = value_parsers::root, default_value = "https://graph.threads.net", env = "THREADSHEET_THREADS_URL", hide_env_values = true)]
    pub threads_url: String,
    /// Report format: text or json
    #[arg(long, global = true, help_heading = help::OUTPUT, value_name = "FORMAT", value_enum, hide_possible_values = true, default_value_t = Format::Text, env = "THREADSHEET_FORMAT", hide_env_values = true)]
    pub format: Format,
    /// Language of what init adds, and of messages when there is no sheet: en or ja
    #[arg(long, global = true, help_heading = help::OUTPUT, value_name = "LANGUAGE", value_enum, hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// Log progress to stderr (-vv for more)
    #[arg(short, long, global = true, help_heading = help::OUTPUT, action = ArgAction::Count)]
    pub verbose: u8,
}

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A language, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Command {
    /// Tells whether it is played on the practice world, which is nobody's desk.
    #[must_use]
    pub fn is_practice(&self) -> bool {
        #[cfg(feature = "practice")]
        return matches!(self, Self::Demo | Self::Sandbox(_));
        #[cfg(not(feature = "practice"))]
        false
    }
}

impl Cli {
    /// Reads the command line and the environment.
    ///
    /// # Errors
    ///
    /// The exit code, where help was asked for or the usage is wrong. The message has been printed by then.
    pub fn read() -> Result<Self, u8> {
        let read = Self::tree().try_get_matches();
        let read = read.and_then(|matches| Self::from_arg_matches(&matches));
        read.and_then(Self::with_time_to_settle).map_err(|error| end(&as_typed(error)))
    }

    /// Refuses a settle period in which nothing can be sent and found again, but for services on this
    /// machine, which practise.
    fn with_time_to_settle(self) -> Result<Self, clap::Error> {
        let Options { settle, sheets_url, threads_url, .. } = &self.options;
        let practises = value_parsers::is_here(sheets_url) && value_parsers::is_here(threads_url);
        match value_parsers::settle(*settle) {
            Err(words) if !self.command.is_practice() && !practises => Err(Self::bare_tree()
                .error(
                    clap::error::ErrorKind::ValueValidation,
                    format!("invalid value for '--settle <DURATION>': {words}"),
                )),
            _ => Ok(self),
        }
    }

    /// Returns the tree of commands and options, whatever the environment says.
    #[must_use]
    pub fn bare_tree() -> clap::Command {
        help::hide_irrelevant(Self::command())
    }

    /// Returns the tree of commands and options; a variable that is set to nothing counts as unset,
    /// for that is what a scheduler makes of a secret that does not exist.
    #[must_use]
    pub fn tree() -> clap::Command {
        Self::bare_tree()
            .mut_args(unless_blank)
            .mut_subcommands(|command| command.mut_args(unless_blank))
    }
}

impl Options {
    /// Returns the language that was asked for; else the one of the environment.
    #[must_use]
    pub fn language(&self) -> Language {
        self.asked_language().unwrap_or_else(|| language_of_locale(locale().as_deref()))
    }

    /// Tells whether anybody has said which language is wanted: the machines of CI services have a
    /// locale of no country.
    #[must_use]
    pub fn knows_language(&self) -> bool {
        let is_of_people = |locale: String| {
            !["C", "POSIX"].contains(&locale.split('.').next().unwrap_or_default())
        };
        self.lang.is_some() || locale().is_some_and(is_of_people)
    }

    /// Returns the language that was asked for, if any was.
    #[must_use]
    pub fn asked_language(&self) -> Option<Language> {
        self.lang.map(|lang| match lang {
            Lang::En => Language::English,
            Lang::Ja => Language::Japanese,
        })
    }
}

fn unless_blank(arg: Arg) -> Arg {
    let is_blank = arg
        .get_env()
        .and_then(std::env::var_os)
        .is_some_and(|value| value.to_string_lossy().trim().is_empty());
    if is_blank { arg.env(Resettable::Reset) } else { arg }
}

/// Returns the same fault as what was typed alone has it: a usage line names every option that was given, also
/// by a variable, and those have nothing to do with it.
fn as_typed(error: clap::Error) -> clap::Error {
    let unset = |arg: Arg| arg.env(Resettable::Reset);
    let tree = Cli::bare_tree();
    let tree = tree.mut_args(unset).mut_subcommands(|command| {
        command.mut_args(unset).mut_subcommands(|command| command.mut_args(unset))
    });
    match tree.try_get_matches() {
        Err(typed) if typed.kind() == error.kind() => typed,
        // What is wrong comes from a variable, so the first message, which names it, stands.
        _ => error,
    }
}

/// Prints a usage error, or the help that was asked for. Where a runner reads along it goes through the same guard as
/// everything else, because it repeats what was typed.
fn end(error: &clap::Error) -> u8 {
    let code = u8::try_from(error.exit_code()).unwrap_or(USAGE);
    match (is_inside(), error.use_stderr()) {
        // What was typed, or stands in a variable, is repeated in it, and may be in the wrong place.
        (_, true) => warn(without_secrets(&error.render().to_string()).trim_end()),
        (true, false) => say(error.render().to_string().trim_end()),
        // Whoever asked is gone.
        (false, _) => error.print().unwrap_or_default(),
    }
    code
}

/// Returns the locale of the environment, if it has one.
fn locale() -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name))
}

/// Returns the language of a locale like `ja_JP.UTF-8`.
#[must_use]
pub fn language_of_locale(locale: Option<&str>) -> Language {
    locale.map_or(Language::English, Language::of_locale)
}

/// Returns the value of a variable, unless it is unset, blank or not text.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
