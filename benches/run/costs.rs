//! What runs take of memory and CPU, by the size of the desk.

use crate::desks::Desk;
use crate::process::{self, PROGRAM, Usage};

/// What is done with a desk before the run that is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing: the program meets it for the first time.
    Nothing,
    /// A first run learns about the accounts; then the drafts are made due.
    SettlesIn,
    /// A run has put the rows into its queue.
    Queues,
    /// Runs have put the rows into their queue, and have told those of Stock when they are used.
    Waits,
}

/// How many posts are public after the run that is measured.
type Public = usize;

/// Prints the memory and CPU time of whole runs, in processes of their own.
pub(crate) fn table() {
    let before = std::env::var("THREADSHEET_BEFORE").ok();
    println!("Memory and CPU of the process, no delays");
    let one = format!("{:>9}{:>8}{:>9}", "peak MB", "CPU ms", "wall ms");
    let other = before.as_ref().map(|_| format!("   before:{one}")).unwrap_or_default();
    println!("{:<46}{one}{other}", "");
    let only = std::env::var("THREADSHEET_DESKS").unwrap_or_default();
    let row = |name: &str, made: &dyn Fn() -> Desk, done: Before, public: Public| {
        if !name.contains(&only) {
            return;
        }
        let now = told(&measured(PROGRAM, &made(), done, public));
        let then = before.as_ref().map(|before| measured(before, &made(), done, public));
        let then = then.map(|usage| format!("          {}", told(&usage))).unwrap_or_default();
        println!("{name:<46}{now}{then}");
    };
    let settled = Before::SettlesIn;
    row("idle, 3 accounts, 30 published rows", &|| Desk::finished(30, 0), settled, 0);
    row("500 accounts, a text each", &|| Desk::texts(500, 1), settled, 500);
    row("500 accounts, met for the first time", &|| Desk::never_read(500, 1), Before::Nothing, 500);
    row("20 accounts, 20 texts each", &|| Desk::texts(20, 20), settled, 400);
    row("20,000 queued rows, the first run", &|| Desk::queued(20, 1_000), Before::Nothing, 0);
    row("20,000 queued rows, a later one", &|| Desk::queued(20, 1_000), Before::Queues, 0);
    row("5,000 queued rows, a later run", &|| Desk::stocked(0), Before::Waits, 0);
    row("5,000 queued rows, 2,000 of Stock", &|| Desk::stocked(2_000), Before::Waits, 0);
    for (rows, name) in
        [(4_900, "4,900"), (10_000, "10,000"), (100_000, "100,000"), (300_000, "300,000")]
    {
        let name = format!("{name} published rows, one due");
        row(&name, &|| Desk::finished(rows, 1), settled, 1);
    }
    row("50,000 lines in the Log, one post due", &|| Desk::logged(50_000), settled, 1);
}

fn measured(program: &str, desk: &Desk, before: Before, public: Public) -> Usage {
    if before != Before::Nothing {
        process::run_of(program, desk, &[]);
        assert_eq!(desk.published(), 0);
    }
    if before == Before::Waits {
        process::run_of(program, desk, &[]);
        process::run_of(program, desk, &[]);
    }
    if before == Before::SettlesIn {
        desk.make_due();
    }
    let usage = process::run_of(program, desk, &[]);
    assert_eq!(desk.published(), public, "not everything went out");
    usage
}

fn told(usage: &Usage) -> String {
    let Usage { peak_mb, cpu, wall } = usage;
    format!("{peak_mb:>9.1}{:>8}{:>9}", cpu.as_millis(), wall.as_millis())
}
