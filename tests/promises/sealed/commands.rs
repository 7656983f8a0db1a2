//! `threadsheet key new` and `threadsheet seal`, as they are typed.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use threadsheet_practice::server::Server;

use super::*;

/// Runs the program with these variables alone, and with that on its standard input.
fn typed(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    command.env_clear().args(arguments).envs(variables.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap();
    // One that refuses before it reads has closed its end.
    let _closed = program.stdin.take().unwrap().write_all(input.as_bytes());
    program.wait_with_output().unwrap()
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_key_is_the_one_line_on_stdout_and_another_each_time() {
    let new = || typed(&["key", "new"], &[], "");
    let (one, two) = (new(), new());
    assert_eq!((one.status.code(), one.stderr.len()), (Some(0), 0));
    let key = line(&one.stdout);
    assert_eq!(key.matches('\n').count(), 1);
    assert!(Keys::read(&key).is_ok());
    assert_ne!(one.stdout, two.stdout);
}

#[test]
fn what_is_no_key_ends_every_command_with_3_and_is_not_repeated() {
    let key = new_key([1; KEY_BYTES]);
    for given in ["correct-horse-battery-staple", &key[..40]] {
        let variables = [
            ("THREADSHEET_KEY", given),
            ("THREADSHEET_SPREADSHEET", SHEET),
            ("GOOGLE_CREDENTIALS", "{}"),
        ];
        for arguments in [&["run", "-vv"][..], &["check"], &["preview"], &["seal"]] {
            let output = typed(arguments, &variables, "");
            let said = line(&output.stdout) + &line(&output.stderr);
            assert_eq!(output.status.code(), Some(3), "{said}");
            assert!(said.contains("THREADSHEET_KEY") && !said.contains(given), "{said}");
        }
    }
}

/// A practice world with one account, and the variables that lead to it.
struct Bench {
    world: threadsheet_practice::world::Shared,
    server: Server,
    key: String,
}

impl Bench {
    fn new() -> Self {
        let mut world = World::new(threadsheet_practice::clock::Clock::real());
        world.threads.add_account("shop_a");
        let world = world.share();
        let server = Server::on_a_thread(world.clone()).unwrap();
        Self { world, server, key: new_key([1; KEY_BYTES]) }
    }

    fn token(&self, days: i64, scopes: &[&str]) -> String {
        let mut world = enter(&self.world);
        let issued = world.clock.now() - TimeDelta::days(days);
        world.threads.issue_token("shop_a", issued, LIFE, scopes)
    }

    fn seal(&self, pasted: &str) -> Output {
        let variables = [
            ("THREADSHEET_KEY", self.key.as_str()),
            ("THREADSHEET_SPREADSHEET", SHEET),
            ("THREADSHEET_THREADS_URL", &self.server.threads_url),
        ];
        typed(&["seal", "-vv"], &variables, pasted)
    }

    /// Checks that nothing is sealed, and that this is said, and nothing of what was pasted.
    fn refuses(&self, pasted: &str, code: i32, words: &str) {
        let output = self.seal(pasted);
        let said = line(&output.stdout) + &line(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(words), "{said}");
        assert!(output.stdout.is_empty() && !said.contains(&self.key), "{said}");
        assert!(pasted.is_empty() || !said.contains(pasted.trim()), "{said}");
    }
}

#[test]
fn a_token_is_sealed_without_any_sheet_and_the_line_opens_in_its_cell() {
    let bench = Bench::new();
    let token = bench.token(3, &DESK_SCOPES);
    let output = bench.seal(&format!("\"Bearer {token}\"\n"));
    let text = line(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", line(&output.stderr));
    let (opened, _) = seals(&[1], SHEET).open(text.trim_end()).unwrap();
    assert_eq!((opened.expose(), text.matches('\n').count()), (token.as_str(), 1));
    assert!(!line(&output.stderr).contains(&token[..20]));
    // A line that is sealed already may be sealed once more.
    assert_eq!(bench.seal(&text).status.code(), Some(0));
}

#[test]
fn a_token_that_is_good_for_nothing_is_not_sealed() {
    let bench = Bench::new();
    bench.refuses("", 3, "Nothing was pasted, so nothing was sealed.");
    bench.refuses("トークンです", 3, "is not a token");
    bench.refuses(&bench.token(61, &DESK_SCOPES), 3, "Nothing was sealed. Expired");
    bench.refuses(&bench.token(1, &["threads_basic"]), 3, "not allowed to publish");
    let short = {
        let mut world = enter(&bench.world);
        let now = world.clock.now();
        world.threads.issue_short_token("shop_a", now, &DESK_SCOPES)
    };
    bench.refuses(&short, 3, "is valid for only an hour");
    let revoked = bench.token(1, &DESK_SCOPES);
    enter(&bench.world).threads.revoke(&revoked);
    bench.refuses(&revoked, 3, "does not accept this token");
    let fault = Fault::Status(503, Effect::Without);
    let good = bench.token(1, &DESK_SCOPES);
    enter(&bench.world).faults.on(Trigger::every("threads"), fault);
    let budget = Bench { key: bench.key.clone(), ..bench };
    budget.refuses(&good, 5, "Threads cannot be reached");
}

#[test]
fn without_a_key_or_a_spreadsheet_nothing_is_asked_for() {
    let key = new_key([1; KEY_BYTES]);
    let without_key = typed(&["seal", "--spreadsheet", SHEET], &[], "");
    assert_eq!(without_key.status.code(), Some(3));
    assert!(line(&without_key.stderr).contains("threadsheet key new"));
    let without_sheet = typed(&["seal"], &[("THREADSHEET_KEY", &key)], "");
    assert_eq!(without_sheet.status.code(), Some(3));
    assert!(line(&without_sheet.stderr).contains("No spreadsheet."));
}
