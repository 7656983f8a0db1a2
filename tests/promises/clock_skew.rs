//! Clock skew: posts go by Google's clock, and a run reports when this machine's differs.

use std::process::Command;

use chrono::TimeDelta;
use threadsheet::clock::Doubtful;
use threadsheet::config::Config;
use threadsheet::report::screen::Screen;
use threadsheet::report::{PostOutcome, json, text};
use threadsheet_core::language::Language;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, due, outcomes};

async fn report_of(minutes: i64) -> (Practice, threadsheet::report::Report) {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Good morning")]).await;
    let clock_error = TimeDelta::minutes(minutes);
    let report = desk.run_with(&Config { clock_error, ..desk.config() }).await;
    (desk, report)
}

#[tokio::test]
async fn a_run_whose_clock_is_off_posts_on_time_and_says_so() {
    for (minutes, english, japanese) in [
        (-11, "clock is 11 minutes behind Google's", "11 分 遅れています"),
        (11, "clock is 11 minutes ahead of Google's", "11 分 進んでいます"),
    ] {
        let (desk, report) = report_of(minutes).await;
        // The row was due five minutes ago: a clock that is behind does not keep it back.
        assert_eq!(desk.public_texts(), ["Good morning"]);
        assert_eq!(report.exit_code(), 0);
        let page = |language| {
            let report = threadsheet::report::Report { language, ..report.clone() };
            text::page(&report, Screen::Plain).replace('\n', " ").replace("  ", " ")
        };
        assert!(page(Language::English).contains(english), "{}", page(Language::English));
        let said = page(Language::Japanese).replace(' ', "");
        assert!(said.contains(&japanese.replace(' ', "")), "{said}");
        let read: serde_json::Value = serde_json::from_str(&json::report(&report)).unwrap();
        let ahead = read["clock"]["ahead_seconds"].as_i64().unwrap();
        assert!((ahead - minutes * 60).abs() <= 2, "{ahead}");
    }
}

#[tokio::test]
async fn nothing_is_said_of_a_clock_that_is_right() {
    let (_desk, report) = report_of(0).await;
    assert_eq!((report.clock, outcomes(&report)), (None, vec![(2, PostOutcome::Published)]));
    assert!(!json::report(&report).contains("ahead_seconds"));
}

#[tokio::test]
async fn a_post_that_is_due_by_a_wrong_clock_alone_waits() {
    let row = threadsheet_test_kit::Row { due: Some(5), ..due("shop_a", "Not yet") };
    let desk = Practice::new(&["shop_a"], &[row]).await;
    let config = Config { clock_error: TimeDelta::minutes(11), ..desk.config() };
    let report = desk.run_with(&config).await;
    assert_eq!(desk.public_texts(), Vec::<String>::new());
    assert!(matches!(report.clock, Some(Doubtful::Off(600..=700))));
}

#[tokio::test]
async fn where_no_answer_says_what_time_it_is_a_run_is_careful_goes_on_and_says_so() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    {
        let mut world = enter(&desk.world);
        world.dates_answers = false;
        world.threads.quirks.second_publish = SecondPublish::PostsAgain;
        let fault = Fault::Status(500, Effect::Without);
        world.faults.on(Trigger::nth_of("threads.publish", 1), fault);
    }
    let report = desk.run().await;
    assert_eq!(report.clock, Some(Doubtful::Unchecked));
    assert!(text::page(&report, Screen::Plain).contains("did not include the time"));
    assert_eq!(report.exit_code(), 0);
    // The usual settle period is too short for a clock of which nobody knows.
    assert_eq!(outcomes(&desk.run_later().await), [(2, PostOutcome::Publishing)]);
    assert_eq!(outcomes(&desk.run_later().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["Once"]);
}

fn refuses(settle: &str, sheets_url: &str) -> bool {
    let mut program = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    program.args(["run", "--settle", settle]).env_clear();
    program.args(["--sheets-url", sheets_url, "--threads-url", "http://127.0.0.1:1/"]);
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let is_refused = said.contains("invalid value for '--settle <DURATION>': less than 2 minutes");
    // What comes next in its way is that no spreadsheet was named.
    assert_eq!(output.status.code(), Some(if is_refused { 2 } else { 3 }), "{said}");
    is_refused
}

#[test]
fn a_settle_period_below_two_minutes_is_for_services_on_this_machine_alone() {
    let google = "https://sheets.googleapis.com";
    assert!(refuses("119s", google) && refuses("0s", google));
    assert!(!refuses("2m", google) && !refuses("10m", google));
    assert!(!refuses("1ms", "http://127.0.0.1:1/"));
}
