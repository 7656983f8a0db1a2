//! What a check prints: for people, for a log, for programs, in both languages, and without a secret.

use std::process::{Command, Output};

use threadsheet::report::screen::Screen;
use threadsheet::report::text_layout::width;
use threadsheet::report::{json, text};
use threadsheet_practice::clock::Clock;
use threadsheet_practice::sample_desk::{SPREADSHEET, SheetLanguage, fill};
use threadsheet_practice::server::Server;
use threadsheet_practice::threads::MediaFile;
use threadsheet_practice::world::{Shared, World, enter};
use threadsheet_test_kit::{EMAIL, Practice, Row, due};

use super::check;

const LINK: &str = "https://docs.google.com/spreadsheets/d/practice-desk/edit#gid=22&range=D2";

const GONE: &str = "https://a.example/gone.jpg";

/// Returns a desk with a picture that is not there.
async fn desk() -> Practice {
    let row = Row { media: GONE, ..due("shop_a", "Look") };
    let desk = Practice::new(&["shop_a"], &[row]).await;
    enter(&desk.world).threads.host_media(GONE, MediaFile::NotFound);
    desk
}

#[tokio::test]
async fn a_terminal_shows_under_each_line_what_was_found_and_the_way_to_the_cell() {
    let report = check(&desk().await).await;
    let page = text::page(&report, Screen::Plain);
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = ["row 2", "nothing at this address (404)", LINK].map(|part| flat.find(part));
    assert!(parts.is_sorted() && parts[0].is_some(), "\n{page}");
    let narrow = |line: &&str| width(line) <= 80 || line.contains("https://");
    assert!(page.lines().all(|line| narrow(&line)), "\n{page}");
    assert!(page.contains("Needs your attention: 1."), "\n{page}");
    assert!(page.contains("Nothing was changed."), "\n{page}");
}

#[tokio::test]
async fn programs_get_each_finding_with_its_cell_and_address() {
    let report = check(&desk().await).await;
    let object: serde_json::Value = serde_json::from_str(&json::report(&report)).unwrap();
    assert_eq!((&object["schema"], &object["exit_code"]), (&2.into(), &1.into()));
    let findings = object["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["about"] == "post").unwrap();
    assert_eq!((&finding["row"], &finding["cell"]), (&2.into(), &"D2".into()));
    assert_eq!((&finding["url"], &finding["is_wrong"]), (&LINK.into(), &true.into()));
    assert!(finding["words"].as_str().unwrap().contains("(404)"));
    let looked_at = serde_json::json!({"accounts": 1, "posts": 1, "media": 1, "media_unasked": 0});
    assert_eq!(object["looked_at"], looked_at);
    assert_eq!(object["accounts"][0]["posts_left"], 250);
    let desk = Practice::new(&["shop_a"], &[]).await;
    let run: serde_json::Value = serde_json::from_str(&json::report(&desk.run().await)).unwrap();
    assert!(run.get("findings").is_none() && run.get("looked_at").is_none());
}

/// Returns the practice desk in a language, with a picture that is not there.
fn practice_desk(language: SheetLanguage) -> Shared {
    let mut world = World::new(Clock::real());
    let now = world.clock.now();
    let World { sheets, threads, .. } = &mut world;
    fill(sheets, threads, language, EMAIL, now);
    threads.host_media("https://practice.example/kamakura-2.jpg", MediaFile::NotFound);
    world.share()
}

fn checked(server: &Server, world: &Shared, arguments: &[&str]) -> Output {
    let credentials = enter(world).credentials_json(&server.token_uri);
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    command.env_clear().arg("check").args(arguments);
    command.env("GOOGLE_CREDENTIALS", credentials).env("THREADSHEET_SPREADSHEET", SPREADSHEET);
    command.env("THREADSHEET_SHEETS_URL", &server.sheets_url);
    command.env("THREADSHEET_THREADS_URL", &server.threads_url);
    command.output().unwrap()
}

#[test]
fn a_desk_in_either_language_is_told_in_its_own() {
    for (language, found, looked) in [
        (SheetLanguage::English, "nothing at this address (404)", "Checked 3 accounts"),
        (SheetLanguage::Japanese, "このアドレスには何もありません（404）", "アカウント 3 件"),
    ] {
        let world = practice_desk(language);
        let server = Server::on_a_thread(world.clone()).unwrap();
        let output = checked(&server, &world, &[]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        // The lines of a page break in the middle of a sentence; Japanese has no spaces there.
        let space = if matches!(language, SheetLanguage::English) { " " } else { "" };
        let words = said.split_whitespace().collect::<Vec<_>>().join(space);
        assert_eq!(words.matches(found).count(), 1, "told once: {said}");
        assert!(said.contains("edit#gid=2&range=D4"), "{said}");
        assert!(said.contains(looked), "{said}");
    }
}

#[test]
fn no_secret_is_in_what_a_check_prints() {
    let world = practice_desk(SheetLanguage::English);
    let server = Server::on_a_thread(world.clone()).unwrap();
    for arguments in [&["-vv"][..], &["-vv", "--format", "json"]] {
        let output = checked(&server, &world, arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains("hon_ya"), "{said}");
        for secret in enter(&world).secrets() {
            assert!(!said.contains(&secret), "{said}");
        }
    }
}
