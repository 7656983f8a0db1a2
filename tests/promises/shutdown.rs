//! Graceful shutdown: a signal ends the program within six seconds, whatever it waits for; a second one, at once.
#![cfg(unix)]

use std::process::{Output, Stdio};
use std::time::Duration;

use futures_util::future::join_all;
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, SHEET, due};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// How long a program may take that was told to stop: schedulers kill after ten seconds.
const PATIENCE: Duration = Duration::from_secs(6);

/// How long the program may take to come as far as it is to be stopped.
const START: Duration = Duration::from_mins(1);

fn hang() -> Fault {
    Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before)
}

fn start(desk: &Practice, arguments: &[&str]) -> Child {
    let config = desk.config();
    let mut program = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    program.args(arguments).env_clear().stdin(Stdio::null()).kill_on_drop(true);
    program.env("THREADSHEET_SPREADSHEET", SHEET);
    program.env("GOOGLE_CREDENTIALS", &config.credentials.0);
    program.env("THREADSHEET_SHEETS_URL", &config.sheets_url);
    program.env("THREADSHEET_THREADS_URL", &config.threads_url);
    program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

async fn signal(program: &Child, name: &str) {
    let id = program.id().unwrap().to_string();
    let status = Command::new("kill").args([name, &id]).status().await.unwrap();
    assert!(status.success());
}

/// Starts the program on a desk where a kind of request goes wrong, and returns it once it asks for that.
async fn stuck(
    arguments: &[&str],
    (operation, nth, fault): (&str, u64, Fault),
) -> (Practice, Child) {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    let (sender, mut asked) = mpsc::unbounded_channel();
    let told = Box::new(move |_: &mut _| {
        // Nobody listens any more once it was asked for.
        let _gone = sender.send(());
    });
    let trigger = Trigger::nth_of(operation, nth).and_after();
    enter(&desk.world).faults.before(trigger.clone(), told);
    enter(&desk.world).faults.on(trigger, fault);
    let program = start(&desk, arguments);
    timeout(START, asked.recv()).await.unwrap().unwrap();
    (desk, program)
}

async fn ended(program: Child, what: &str) -> Output {
    let output = timeout(PATIENCE, program.wait_with_output()).await;
    output.unwrap_or_else(|_| panic!("{what}: still there after six seconds")).unwrap()
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_ends_in_every_phase_and_the_next_one_posts_once() {
    let busy = || Fault::Status(429, Effect::Without);
    let phases = [
        ("signing in hangs", ("oauth.token", 1, hang())),
        ("signing in fails", ("oauth.token", 1, Fault::Status(503, Effect::Without))),
        ("the list hangs", ("sheets.get", 1, hang())),
        ("the list is refused", ("sheets.get", 1, busy())),
        ("reading hangs", ("sheets.get", 2, hang())),
        ("reading is refused", ("sheets.get", 2, busy())),
        ("the first write hangs", ("sheets.batchUpdate", 1, hang())),
        ("the first write is refused", ("sheets.batchUpdate", 1, busy())),
        ("a container hangs", ("threads.create", 1, hang())),
        ("the intent hangs", ("sheets.batchUpdate", 2, hang())),
        ("the intent is refused", ("sheets.batchUpdate", 2, busy())),
        ("the last write is refused", ("sheets.batchUpdate", 3, busy())),
    ];
    let each = phases.into_iter().map(|(phase, fault)| async move {
        let (desk, program) = stuck(&["run"], fault).await;
        signal(&program, "-TERM").await;
        let output = ended(program, phase).await;
        assert!(matches!(output.status.code(), Some(0 | 1)), "{phase}: {output:?}");
        enter(&desk.world).faults.clear();
        desk.run_later().await;
        assert_eq!(desk.public_texts(), ["Once"], "{phase}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{phase}");
    });
    join_all(each).await;
}

#[tokio::test]
async fn every_command_ends_when_it_is_told_to_and_says_so() {
    let commands: [&[&str]; 8] = [
        &["run"],
        &["run", "--dry-run"],
        &["run", "--hold", "10m"],
        &["check"],
        &["preview"],
        &["init"],
        &["init", "--dry-run"],
        &["check", "--live-probe"],
    ];
    let each = commands.into_iter().flat_map(|command| {
        ["oauth.token", "sheets.get"].map(|operation| async move {
            let (_desk, program) = stuck(command, (operation, 1, hang())).await;
            signal(&program, "-INT").await;
            let what = format!("{command:?}, {operation}");
            let output = ended(program, &what).await;
            assert_eq!(output.status.code(), Some(0), "{what}: {output:?}");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                said.contains("Stopped on request: nothing new was started."),
                "{what}: {said}"
            );
        })
    });
    join_all(each).await;
}

#[tokio::test]
async fn a_loop_ends_when_it_is_told_to_though_nothing_answers() {
    for operation in ["oauth.token", "sheets.get"] {
        let (_desk, program) = stuck(&["watch"], (operation, 1, hang())).await;
        signal(&program, "-TERM").await;
        let output = ended(program, operation).await;
        assert_eq!(output.status.code(), Some(0), "{operation}: {output:?}");
    }
}

#[tokio::test]
async fn a_second_signal_ends_the_program_at_once() {
    for (name, code) in [("-TERM", 143), ("-INT", 130)] {
        let (_desk, program) = stuck(&["run"], ("threads.create", 1, hang())).await;
        // The first is of the same kind, for of two kinds that are both waiting the kernel chooses which comes first; and
        // two of one kind that come together count as one.
        signal(&program, name).await;
        let mut again = tokio::time::interval(Duration::from_millis(200));
        let waiting = timeout(Duration::from_secs(5), async {
            let mut program = program;
            loop {
                tokio::select! {
                    status = program.wait() => return status.unwrap(),
                    _ = again.tick() => signal(&program, name).await,
                }
            }
        });
        let status = waiting.await.expect("it waits for what is under way");
        assert_eq!(status.code(), Some(code), "{name}");
    }
}
