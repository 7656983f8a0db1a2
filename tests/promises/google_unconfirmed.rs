//! Whatever the spreadsheet service does where its pages are silent, a desk stays safe and alive.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::cli::Quirk;
use threadsheet_core::run_error::RunError;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, LOG, POSTS, Practice, SHEET, due};

/// The quirks of the spreadsheet service, as they are typed.
const QUIRKS: [&str; 13] = [
    "metadata=hidden",
    "columns=untold",
    "columns=refused",
    "columns=stay",
    "ids=repeat",
    "ids=replaced",
    "unmatched-delete=refused",
    "updated=missing",
    "tab-ids=refused",
    "hidden-columns=passed-over",
    "busy-every=3",
    "ids-type=other",
    "unknown-fields=yes",
];

/// A desk with two accounts, whose tokens are due for renewal, and posts of both.
async fn desk(quirks: &[&str]) -> Practice {
    let rows = [due("shop_a", "One"), due("shop_b", "Two")];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    for quirk in quirks {
        Quirk::read(quirk).unwrap().apply(&mut enter(&desk.world));
    }
    let issued = desk.started - TimeDelta::days(55);
    for (row, name) in [(2, "shop_a"), (3, "shop_b")] {
        let token = enter(&desk.world).threads.issue_token(name, issued, LIFE, &DESK_SCOPES);
        desk.type_in(ACCOUNTS, row, "Token", &token);
    }
    desk
}

/// Runs until all due posts are out: two runs may pass, and a person's rows come in between.
async fn lives(quirks: &[&str]) -> Vec<String> {
    let desk = desk(quirks).await;
    let mut wrong = Vec::new();
    let mut stopped = Vec::new();
    for round in 0..3 {
        if round > 0 {
            desk.append(3 + round, &due("shop_a", &format!("Later {round}")));
        }
        for _ in 0..2 {
            stopped.extend(desk.try_run().await.err().map(|stop| stop.to_string()));
        }
        let mut public = desk.public_texts();
        public.sort();
        let mut texts: Vec<String> = (1..=round).map(|round| format!("Later {round}")).collect();
        texts.extend(["One".to_owned(), "Two".to_owned()]);
        texts.sort();
        if public != texts {
            wrong.push(format!("{quirks:?}: round {round}: {public:?} is public, {stopped:?}"));
        }
    }
    for row in 2..=5 {
        let status = desk.cell(POSTS, row, "Status");
        let address = desk.cell(POSTS, row, "Permalink");
        if status != "Published" || address.is_empty() {
            wrong.push(format!("{quirks:?}: row {row}: {:?}", desk.shown(POSTS).get(row - 1)));
        }
    }
    for (row, name) in [(2, "shop_a"), (3, "shop_b")] {
        let now = enter(&desk.world).clock.now();
        let token = desk.cell(ACCOUNTS, row, "Token");
        let is_valid = enter(&desk.world).threads.valid_tokens(name, now).contains(&token);
        let is_renewed = !desk.cell(ACCOUNTS, row, "Token refreshed").is_empty();
        if !is_valid || !is_renewed || desk.cell(ACCOUNTS, row, "Profile") != format!("@{name}") {
            wrong.push(format!("{quirks:?}: account {name}: {:?}", desk.shown(ACCOUNTS)));
        }
    }
    let renewals = enter(&desk.world).count("threads.refresh_access_token");
    if renewals != 2 {
        wrong.push(format!("{quirks:?}: {renewals} tokens were asked for"));
    }
    wrong
}

#[tokio::test]
async fn whatever_the_spreadsheet_service_does_posts_go_out_once_and_tokens_are_kept() {
    let mut wrong = Vec::new();
    for quirk in QUIRKS {
        wrong.extend(lives(&[quirk]).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn several_habits_of_the_spreadsheet_service_at_once_do_no_harm_either() {
    let together = [
        &["metadata=hidden", "columns=refused", "tab-ids=refused", "unknown-fields=yes"][..],
        &["updated=missing", "hidden-columns=passed-over", "ids-type=other"],
        &["unmatched-delete=refused", "columns=untold", "hidden-columns=passed-over"],
    ];
    let mut wrong = Vec::new();
    for quirks in together {
        wrong.extend(lives(quirks).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Returns how many batches were refused since the world was last asked.
fn refused(desk: &Practice) -> usize {
    let world = enter(&desk.world);
    let batches = world.seen.iter().filter(|seen| seen.operation == "sheets.batchUpdate");
    batches.filter(|seen| seen.status == Some(400)).count()
}

#[tokio::test]
async fn pins_that_are_not_shown_are_met_once_and_not_in_every_run() {
    for quirk in ["columns=untold", "columns=refused"] {
        let desk = desk(&[quirk]).await;
        desk.run().await;
        desk.append(4, &due("shop_a", "Later"));
        desk.run().await;
        enter(&desk.world).seen.clear();
        for at in 5..8 {
            desk.append(at, &due("shop_a", &format!("Later {at}")));
            let report = desk.run().await;
            assert!(
                report.posts.iter().all(|post| !post.words.contains("had to end")),
                "{report:?}"
            );
        }
        assert_eq!(refused(&desk), 0, "{quirk}");
        assert_eq!(desk.public().len(), 6);
    }
}

#[tokio::test]
async fn a_column_that_a_person_moves_between_two_runs_is_found_again_by_its_header() {
    let mut wrong = Vec::new();
    for quirk in QUIRKS {
        let desk = desk(&[quirk]).await;
        desk.run().await;
        // Permalink goes to the front, in Accounts Token status does.
        for (tab, id, header) in [(POSTS, 22, "Permalink"), (ACCOUNTS, 11, "Token status")] {
            let from = desk.column(tab, header);
            let source = json!({"sheetId": id, "dimension": "COLUMNS",
                "startIndex": from, "endIndex": from + 1});
            let moves = json!([{"moveDimension": {"source": source, "destinationIndex": 0}}]);
            enter(&desk.world).sheets.batch(SHEET, moves).unwrap();
        }
        let headers = [POSTS, ACCOUNTS].map(|tab| desk.shown(tab)[0].clone());
        desk.append(4, &due("shop_a", "Later"));
        for _ in 0..2 {
            wrong.extend(desk.try_run().await.err().map(|stop| format!("{quirk}: {stop}")));
        }
        let posts = desk.public();
        let later = posts.iter().find(|post| post.text.as_deref() == Some("Later"));
        let cell = |header: &str| desk.cell(POSTS, 4, header);
        let is_right = later.is_some_and(|later| cell("Permalink") == later.permalink)
            && posts.len() == 3
            && cell("Status") == "Published"
            && cell("Published at").starts_with("20")
            && cell("Text") == "Later"
            && cell("Message").is_empty()
            && cell("Receipt").contains(" posted ")
            && desk.cell(ACCOUNTS, 2, "Account") == "shop_a"
            && desk.cell(ACCOUNTS, 2, "Token status").starts_with("OK")
            // Where column guards stay behind, a column may be taken for a person's own and made anew beside.
            && desk.shown(POSTS)[0].starts_with(&headers[0])
            && desk.shown(ACCOUNTS)[0].starts_with(&headers[1]);
        if !is_right {
            wrong.push(format!("{quirk}: {:?} {:?}", desk.shown(POSTS), desk.shown(ACCOUNTS)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_run_that_is_killed_where_pins_are_not_shown_leaves_a_desk_that_posts() {
    for at in 1..=8 {
        let desk = desk(&["columns=untold"]).await;
        let gone = Fault::Stall(
            threadsheet_practice::fault_injection::Hold::For(Duration::from_mins(5)),
            threadsheet_practice::fault_injection::Side::After,
        );
        enter(&desk.world).faults.on(Trigger::nth_of("sheets", at), gone);
        let killed = tokio::time::timeout(Duration::from_millis(700), desk.try_run()).await;
        drop(killed);
        enter(&desk.world).faults.clear();
        desk.run().await;
        desk.run().await;
        let mut public = desk.public_texts();
        public.sort();
        // What a killed run had claimed waits for the settle period, and says so.
        for (row, text) in [(2, "One"), (3, "Two")] {
            let is_out = public.iter().filter(|public| *public == text).count() == 1;
            let waits = desk.cell(POSTS, row, "Status") == "Publishing";
            assert!(is_out || waits, "killed at {at}: {public:?}, {:?}", desk.shown(POSTS));
        }
    }
}

#[tokio::test]
async fn a_refusal_that_is_nobody_elses_doing_is_told_at_the_second_try() {
    let desk = desk(&[]).await;
    let words = "Invalid requests[3].updateCells: The moon is in the wrong phase.";
    let body = json!({"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}});
    let refusal = Fault::Instead(Reply::json(400, &body), Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("sheets.batchUpdate"), refusal);
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!(stop, RunError::SheetsRefused { words: words.to_owned() });
    assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 2);
    assert!(desk.public().is_empty());
}

#[tokio::test]
async fn an_empty_answer_is_no_proof_that_anything_was_written() {
    let desk = desk(&[]).await;
    let nothing = || Fault::Instead(Reply::json(200, &json!({})), Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("sheets.batchUpdate", 1), nothing());
    desk.run().await;
    let mut public = desk.public_texts();
    public.sort();
    assert_eq!(public, ["One", "Two"]);
    let desk = self::desk(&[]).await;
    enter(&desk.world).faults.on(Trigger::every("sheets.batchUpdate"), nothing());
    assert_eq!(desk.try_run().await.unwrap_err(), RunError::SheetsUnreadable);
    assert!(desk.public().is_empty());
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn a_write_whose_answer_cannot_be_read_is_looked_up_and_not_made_again() {
    let desk = desk(&[]).await;
    let page = Fault::Instead(Reply::html(200, "<html>"), Effect::With);
    enter(&desk.world).faults.on(Trigger::every("sheets.batchUpdate"), page);
    desk.run().await;
    let mut public = desk.public_texts();
    public.sort();
    assert_eq!(public, ["One", "Two"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn a_reading_that_cannot_be_read_says_so() {
    let desk = desk(&[]).await;
    let page = Fault::Instead(Reply::html(200, "<html>"), Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("sheets.get"), page);
    assert_eq!(desk.try_run().await.unwrap_err(), RunError::SheetsUnreadable);
}

#[tokio::test]
async fn a_log_that_got_another_id_is_known_by_its_headers_from_then_on() {
    let desk = desk(&["tab-ids=refused"]).await;
    desk.run().await;
    desk.append(4, &due("shop_a", "Later"));
    desk.run().await;
    let titles: Vec<String> = {
        let world = enter(&desk.world);
        let whole = world.sheets.whole(SHEET).unwrap();
        let tabs = whole["sheets"].as_array().unwrap().clone();
        tabs.iter().map(|tab| tab["properties"]["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles, [ACCOUNTS, POSTS, LOG]);
    assert!(desk.shown(LOG).len() > 6, "{:?}", desk.shown(LOG));
}
