//! The `threadsheet` command: reads what was typed, carries it out, ends with an exit code.

use std::process::ExitCode;

use threadsheet::cli::{Cli, commands, diagnostics};

fn main() -> ExitCode {
    let code = Cli::read().map_or_else(
        |code| code,
        |cli| {
            diagnostics::start(cli.options.verbose);
            commands::carry_out(&cli)
        },
    );
    ExitCode::from(code)
}
