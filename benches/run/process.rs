//! The release binary in a process of its own, and what the system says of it.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::desks::{Desk, SHEET};

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_threadsheet");

/// What the program says on its second channel: shown where it fails.
const SAID: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/said.txt");

/// What one run cost.
pub(crate) struct Usage {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
    pub(crate) peak_mb: f64,
}

/// Ticks of `/proc` in a second on Linux.
const TICKS: u64 = 100;

fn start(program: &str, desk: &Desk, arguments: &[&str]) -> Child {
    Command::new(program)
        .arg("run")
        .args(arguments)
        .env_clear()
        .env("GOOGLE_CREDENTIALS", &desk.credentials)
        .env("THREADSHEET_SPREADSHEET", SHEET)
        .env("THREADSHEET_SHEETS_URL", &desk.server.sheets_url)
        .env("THREADSHEET_THREADS_URL", &desk.server.threads_url)
        .stdout(Stdio::null())
        .stderr(fs::File::create(SAID).unwrap())
        .spawn()
        .unwrap()
}

/// Returns the shortest time from the start of a program to its end.
pub(crate) fn start_to_end(program: &str, arguments: &[&str], times: usize) -> Duration {
    let once = |_| {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().stdout(Stdio::null());
        let started = Instant::now();
        assert!(command.status().unwrap().success(), "{program}");
        started.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

/// Runs `threadsheet run` on a desk until something is so, and returns how long that took.
pub(crate) fn until(desk: &Desk, is_so: impl Fn() -> bool) -> Duration {
    let started = Instant::now();
    let mut child = start(PROGRAM, desk, &[]);
    while !is_so() {
        assert_eq!(child.try_wait().unwrap(), None, "it ended before");
        std::thread::sleep(Duration::from_millis(10));
    }
    let taken = started.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    taken
}

/// Lets a first run learn about the accounts and lay out what it needs.
pub(crate) fn first_run(desk: &Desk) {
    run(desk);
    assert_eq!(desk.published(), 0);
}

/// Runs `threadsheet run` on a desk.
pub(crate) fn run(desk: &Desk) -> Usage {
    run_with(desk, &[])
}

/// Runs `threadsheet run` on a desk, with further arguments.
pub(crate) fn run_with(desk: &Desk, arguments: &[&str]) -> Usage {
    run_of(PROGRAM, desk, arguments)
}

/// Runs `run` of a build of the program on a desk.
pub(crate) fn run_of(program: &str, desk: &Desk, arguments: &[&str]) -> Usage {
    let started = Instant::now();
    let mut child = start(program, desk, arguments);
    let (mut peak_mb, mut cpu) = (0.0_f64, Duration::ZERO);
    loop {
        let folder = format!("/proc/{}", child.id());
        peak_mb = peak_mb.max(peak(&folder).unwrap_or(0.0));
        cpu = cpu.max(cpu_time(&folder).unwrap_or_default());
        if let Some(status) = child.try_wait().unwrap() {
            let wall = started.elapsed();
            assert!(status.success(), "{status}: {}", fs::read_to_string(SAID).unwrap());
            return Usage { wall, cpu, peak_mb };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn peak(folder: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("{folder}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn cpu_time(folder: &str) -> Option<Duration> {
    let stat = fs::read_to_string(format!("{folder}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS))
}
