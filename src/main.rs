//! The `threadsheet` command: reads what was typed, carries it out, ends with an exit code.

use std::process::ExitCode;

use threadsheet::cli::{Cli, commands, diagnostics};

fn main() -> ExitCode {
    let cli = Cli::read();
    diagnostics::start(cli.options.verbose);
    ExitCode::from(commands::carry_out(&cli))
}
