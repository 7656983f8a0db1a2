//! What was typed: the commands, the options, and the variable that stands behind each option.
//!
//! Knows the words of the command line and refuses what cannot be meant; what they lead to is the
//! business of [`crate::settings`] and of [`commands`].

pub mod commands;
pub mod diagnostics;
mod manual;
#[cfg(feature = "practice")]
mod moods;
#[cfg(feature = "practice")]
mod practice;
mod preview;
mod probe;
mod resolve;
mod seal;
mod shard;
mod signals;
mod typed;
mod vigil;

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::builder::Resettable;
use clap::{
    Arg, ArgAction, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum,
};
use clap_complete::Shell;

#[cfg(feature = "practice")]
pub use moods::Mood;
pub use shard::Part;

use threadsheet_core::language::Language;
use threadsheet_core::token::without_secrets;

use crate::report::actions::is_inside;
use crate::report::screen::{say, warn};
use crate::settings::Key;

/// The exit code of what cannot be meant.
const USAGE: u8 = 2;

const AFTER_HELP: &str = "\
Try it without an account, a network or any set-up:  threadsheet demo

Exit codes: 0 all done, or nothing to do; 1 something newly needs a person;
2 usage; 3 settings or credentials; 4 the spreadsheet; 5 Threads unreachable;
70 a mistake in threadsheet.";

/// Turns a Google spreadsheet into a publishing desk for several Threads accounts.
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
    /// The scheduled job: renew tokens, publish what is due, write everything back
    Run {
        /// Print the plan, and change nothing anywhere
        #[arg(long)]
        dry_run: bool,
        /// Stay for so long, and publish what comes due meanwhile on its minute
        #[arg(long, value_name = "DURATION", value_parser = typed::hold, env = "THREADSHEET_HOLD", hide_env_values = true)]
        hold: Option<Duration>,
        /// Whose part it does.
        #[command(flatten)]
        part: Part,
    },
    /// The same run in a loop, on a machine of one's own, until told to stop
    Watch {
        /// From the beginning of one run to that of the next
        #[arg(long, value_name = "DURATION", value_parser = typed::every, default_value = "5m", env = "THREADSHEET_EVERY", hide_env_values = true)]
        every: Duration,
        /// Make posts ready that are due within this, and publish them on their minute
        #[arg(long, value_name = "DURATION", value_parser = typed::hold, env = "THREADSHEET_HOLD", hide_env_values = true)]
        hold: Option<Duration>,
        /// Run once, as run does, and end
        #[arg(long)]
        once: bool,
        /// Whose part it does.
        #[command(flatten)]
        part: Part,
    },
    /// Renew tokens, and publish nothing
    Refresh(Part),
    /// Publish what is due, and renew nothing
    Publish(Part),
    /// Make a desk of a spreadsheet, or add what it lacks; nothing that is there is changed
    Init {
        /// Say what would be added, and add nothing
        #[arg(long)]
        dry_run: bool,
        /// Make a copy of another desk a desk of its own; both then post what waits in them
        #[arg(long)]
        adopt: bool,
    },
    /// Read everything, change nothing, and say what is wrong and what to do about it
    Check {
        /// Try out, on a spreadsheet that nobody uses, what no page says about Google and Threads
        #[arg(long)]
        live_probe: bool,
        /// Ask Threads too, for this test account: that spreadsheet holds a tab Accounts with nothing
        /// but this name and its token. Asks before it posts
        #[arg(long, value_name = "NAME", requires = "live_probe")]
        account: Option<String>,
    },
    /// Show the coming posts as people will see them, and change nothing
    Preview {
        /// Write them as one page for a browser into this file; - is stdout
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Make a key by which tokens are sealed in the spreadsheet
    Key {
        /// What to do with keys.
        #[command(subcommand)]
        what: KeyCommand,
    },
    /// Seal the token that is pasted here, so that the sheet never holds it in the open
    Seal,
    /// Show the whole job on a practice world: no account, no network, no set-up
    #[cfg(feature = "practice")]
    Demo,
    /// Serve the practice world on 127.0.0.1 until stopped
    #[cfg(feature = "practice")]
    Sandbox(Practice),
    /// Print what a shell needs to complete commands and options
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man {
        /// Write it, and one for each command, into this folder
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
}

/// What is done with keys.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyCommand {
    /// Print a new one, to be put into `THREADSHEET_KEY`
    New,
}

/// The options of `threadsheet sandbox`.
#[cfg(feature = "practice")]
#[derive(Debug, Clone, Args)]
pub struct Practice {
    /// The port of the spreadsheet service; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub sheets_port: u16,
    /// The port of the Threads service; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub threads_port: u16,
    /// What the services do where nobody knows what the real ones do; may be given several times
    #[arg(long = "mood", value_name = "NAME=VALUE", value_parser = Mood::read)]
    pub moods: Vec<Mood>,
}

/// The options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The Google spreadsheet: its address from the browser, or its id
    #[arg(
        long,
        global = true,
        value_name = "URL|ID",
        env = "THREADSHEET_SPREADSHEET",
        hide_env_values = true
    )]
    pub spreadsheet: Option<String>,
    /// Google credentials; instead, the variable `GOOGLE_CREDENTIALS` may hold the JSON itself
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "GOOGLE_APPLICATION_CREDENTIALS",
        hide_env_values = true
    )]
    pub credentials: Option<Key>,
    /// A token with less than this left is renewed; else as the tab Settings says, or 14d
    #[arg(long, global = true, value_name = "DURATION", value_parser = typed::duration, env = "THREADSHEET_REFRESH_WITHIN", hide_env_values = true)]
    pub refresh_within: Option<Duration>,
    /// A post later than this is marked Missed, and not sent; else as the tab Settings says, or 24h
    #[arg(long, global = true, value_name = "DURATION", value_parser = typed::duration, env = "THREADSHEET_MAX_LATE", hide_env_values = true)]
    pub max_late: Option<Duration>,
    /// How long a post with no known outcome is left alone before it is sent again
    #[arg(long, global = true, value_name = "DURATION", value_parser = typed::duration, default_value = "10m", env = "THREADSHEET_SETTLE", hide_env_values = true)]
    pub settle: Duration,
    /// The run ends by itself within this
    #[arg(long, global = true, value_name = "DURATION", value_parser = typed::duration, default_value = "5m", env = "THREADSHEET_BUDGET", hide_env_values = true)]
    pub budget: Duration,
    /// Plan as if it were this time, like 2026-01-31T09:00:00+09:00
    #[arg(long, global = true, value_name = "RFC3339", value_parser = typed::instant, env = "THREADSHEET_NOW", hide_env_values = true)]
    pub now: Option<DateTime<Utc>>,
    /// The root of the spreadsheet service
    #[arg(long, global = true, value_name = "URL", value_parser = typed::root, default_value = "https://sheets.googleapis.com", env = "THREADSHEET_SHEETS_URL", hide_env_values = true)]
    pub sheets_url: String,
    /// The root of the Threads service
    #[arg(long, global = true, value_name = "URL", value_parser = typed::root, default_value = "https://graph.threads.net", env = "THREADSHEET_THREADS_URL", hide_env_values = true)]
    pub threads_url: String,
    /// The report on stdout: text for people, json for programs
    #[arg(long, global = true, value_name = "FORMAT", value_enum, hide_possible_values = true, default_value_t = Format::Text, env = "THREADSHEET_FORMAT", hide_env_values = true)]
    pub format: Format,
    /// The language where there is no sheet to take it from, and of what init adds: en or ja
    #[arg(long, global = true, value_name = "LANGUAGE", value_enum, hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// Say on stderr what is being done; twice says more
    #[arg(short, long, global = true, action = ArgAction::Count)]
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
    /// The exit code, where help was asked for, or something cannot be meant: that is said already.
    pub fn read() -> Result<Self, u8> {
        let read = Self::tree().try_get_matches();
        let read = read.and_then(|matches| Self::from_arg_matches(&matches));
        read.and_then(Self::with_time_to_settle).map_err(|error| end(&as_typed(error)))
    }

    /// Refuses a settle period in which nothing can be sent and found again, but for services on this
    /// machine, which practise.
    fn with_time_to_settle(self) -> Result<Self, clap::Error> {
        let Options { settle, sheets_url, threads_url, .. } = &self.options;
        let practises = typed::is_here(sheets_url) && typed::is_here(threads_url);
        match typed::settle(*settle) {
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
        Self::command()
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
        _ => error,
    }
}

/// Says what is not meant, or the help that was asked for. To a runner that reads along it is said as
/// everything else is, for what was typed is repeated in it.
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
