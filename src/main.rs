//! The `threadsheet` command: reads what was typed, carries it out, ends with an exit code.

use std::process::ExitCode;

use threadsheet::cli::{Cli, commands, diagnostics};

fn main() -> ExitCode {
    ExitCode::from(match Cli::read() {
        Ok(cli) => {
            diagnostics::start(cli.options.verbose, cli.options.language());
            commands::carry_out(&cli)
        }
        Err(code) => code,
    })
}
