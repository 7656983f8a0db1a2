//! What a shell and `man` want to know of the command line.

use std::io::Error;
use std::path::Path;

use clap_complete::Shell;
use threadsheet_core::run_error::RunError;

use super::Cli;
use super::output::not_written;
use crate::report::screen::say;

/// Prints what a shell needs to complete commands and options.
pub(super) fn completions(shell: Shell) {
    let mut script = Vec::new();
    let mut tree = Cli::bare_tree();
    clap_complete::generate(shell, &mut tree, env!("CARGO_PKG_NAME"), &mut script);
    say(String::from_utf8_lossy(&script).trim_end());
}

/// Prints the manual page, or writes it and one for each command into a folder.
pub(super) fn man(folder: Option<&Path>) -> Result<(), RunError> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let mistake = |error: Error| RunError::Bug(error.kind().to_string());
        clap_mangen::Man::new(Cli::bare_tree()).render(&mut page).map_err(mistake)?;
        say(String::from_utf8_lossy(&page).trim_end());
        return Ok(());
    };
    clap_mangen::generate_to(Cli::bare_tree(), folder).map_err(|error| not_written(folder, &error))
}
