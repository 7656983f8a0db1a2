//! What `--help` of a command shows: of the options that every command takes, those that mean something to it.
//!
//! The options stay global, so that a variable or a script that sets one for all commands is never refused; they are
//! only hidden where they do nothing.

use clap::{Arg, Command};

/// The heading over the options that say whom to talk to.
pub(super) const SERVICES: &str = "Google and Threads";
/// The heading over the options that say when and for how long.
pub(super) const TIMING: &str = "Timing";
/// The heading over the options that say what is printed.
pub(super) const OUTPUT: &str = "Output";

/// Hides from each command's help the global options that do nothing there.
///
/// A subcommand's own copy of a global option takes the place of the one that clap would hand down to it.
pub(super) fn hide_irrelevant(tree: Command) -> Command {
    let globals: Vec<Arg> =
        tree.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    tree.mut_subcommands(|command| {
        let relevant = relevant(command.get_name());
        let is_idle = |arg: &&Arg| !relevant.contains(&arg.get_id().as_str());
        let hidden: Vec<Arg> =
            globals.iter().filter(is_idle).map(|arg| arg.clone().hide(true)).collect();
        command.args(hidden)
    })
}

/// Returns the global options that mean something to a command, by their ids.
fn relevant(command: &str) -> &'static [&'static str] {
    match command {
        "init" => {
            &["spreadsheet", "credentials", "sheets_url", "budget", "format", "lang", "verbose"]
        }
        "preview" => &[
            "spreadsheet",
            "credentials",
            "sheets_url",
            "max_late",
            "budget",
            "now",
            "format",
            "lang",
            "verbose",
        ],
        "seal" => &["spreadsheet", "threads_url", "lang", "verbose"],
        "demo" | "sandbox" => &["lang", "verbose"],
        "key" => &["lang"],
        "completions" | "man" => &[],
        _ => &[
            "spreadsheet",
            "credentials",
            "sheets_url",
            "threads_url",
            "refresh_within",
            "max_late",
            "settle",
            "budget",
            "now",
            "format",
            "lang",
            "verbose",
        ],
    }
}
