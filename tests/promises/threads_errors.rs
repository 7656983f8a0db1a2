//! What Threads may answer instead of what was asked for, at every call: nothing is lost, nothing goes
//! out twice, and nobody is sent to correct a row that is right.

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::report::Report;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::{DESK_SCOPES, SecondPublish};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, due};

/// At whose door an answer is laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Nobody's: it passes.
    Nobody,
    /// The account's or the app's.
    Account,
    /// The row's own content.
    Row,
    /// The row's, if an hour later it is still the same.
    RowLater,
    /// Nobody knows.
    Unknown,
}

/// Code, subcode (0 for none), words, and whose they are.
const CATALOGUE: [(i64, i64, &str, Door); 31] = [
    (1, 0, "An unknown error occurred", Door::Nobody),
    (2, 0, "An unexpected error has occurred", Door::Nobody),
    (-1, 0, "Fatal", Door::Nobody),
    (-1, 2_207_001, "Instagram server error", Door::Nobody),
    (-2, 2_207_003, "It takes too long to download the media", Door::Nobody),
    (-1, 2_207_032, "Create media fail, please try to re-create media", Door::Nobody),
    (-1, 2_207_053, "Unknown upload error", Door::Nobody),
    (100, 0, "Invalid Carousel Children", Door::Nobody),
    (190, 0, "Cannot get application info due to a system error", Door::Nobody),
    (4, 0, "Application request limit reached", Door::Nobody),
    (613, 1996, "Calls to this api have exceeded the rate limit", Door::Nobody),
    (9, 2_207_042, "Maximum posts reached", Door::Nobody),
    (3, 0, "Application does not have the capability", Door::Account),
    (12, 0, "This is deprecated", Door::Account),
    (104, 0, "Incorrect signature", Door::Account),
    (190, 459, "The user is checkpointed", Door::Account),
    (190, 464, "The user is not confirmed", Door::Account),
    (190, 460, "The password was changed", Door::Account),
    (200, 0, "API access blocked.", Door::Account),
    (200, 0, "Requires the permission", Door::Account),
    (2500, 0, "Unknown path components", Door::Account),
    (2635, 0, "You are calling a deprecated version", Door::Account),
    (100, 0, "API calls from the server require an appsecret_proof argument", Door::Account),
    (4, 2_207_051, "We restrict certain activity", Door::Account),
    (100, 0, "Param text must be at most 500 characters long.", Door::Row),
    (1, 2_207_052, "The media could not be fetched from this URI", Door::RowLater),
    (-1, 4_279_047, "The link attachment could not be validated", Door::RowLater),
    (100, 0, "THREADS_API__LINK_LIMIT_EXCEEDED", Door::Row),
    (100, 0, "THREADS_API__FEATURE_NOT_AVAILABLE", Door::Account),
    (100, 0, "THREADS_API__A_NAME_OF_A_LATER_DAY", Door::Unknown),
    (77_777, 0, "Something that nobody has catalogued", Door::Unknown),
];

fn refusal(http: u16, code: i64, subcode: i64, words: &str) -> Fault {
    let mut error = json!({"message": words, "type": "OAuthException", "code": code});
    if subcode != 0 {
        error["error_subcode"] = json!(subcode);
    }
    instead(http, &json!({ "error": error }))
}

fn instead(http: u16, body: &Value) -> Fault {
    Fault::Instead(Reply::json(http, body), Effect::Without)
}

/// A desk with one post that is due, whose every call of one kind comes to this.
async fn desk(operation: &str, fault: Fault) -> Practice {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    enter(&desk.world).faults.on(Trigger::every(operation), fault);
    desk
}

/// Returns names of so many accounts.
fn names(n: usize) -> Vec<&'static str> {
    (0..n).map(|at| &*format!("shop_{at}").leak()).collect()
}

/// A refusal, and at whose door it is laid.
type Case = (Fault, Door);

/// Lays out a desk with an account for each case, each with one post that is due and another refusal at this call; runs
/// twice in trouble and then twice without, and returns what is not as it should be.
async fn play(operation: &str, later: TimeDelta, cases: &[Case]) -> Vec<String> {
    let names = names(cases.len());
    let posts: Vec<Row> = names.iter().map(|name| due(name, name)).collect();
    let desk = Practice::new(&names, &posts).await;
    for (name, (fault, _)) in names.iter().zip(cases) {
        enter(&desk.world).faults.on(Trigger::every(operation).by(name), fault.clone());
    }
    let mut reports = Vec::new();
    for time in [TimeDelta::zero(), later] {
        desk.pass(time);
        reports.push(desk.run().await);
    }
    let during: Vec<_> = (0..cases.len())
        .map(|at| {
            let cell = |tab, header| desk.cell(tab, at + 2, header);
            let said = [cell(POSTS, "Message"), cell(ACCOUNTS, "Token status")].join(" | ");
            (cell(POSTS, "Status"), said)
        })
        .collect();
    enter(&desk.world).faults.clear();
    for _ in 0..2 {
        desk.run().await;
    }
    let public = desk.public_texts();
    let mut wrong = Vec::new();
    for (at, ((_, door), (status, said))) in cases.iter().zip(&during).enumerate() {
        let row = at + 2;
        let told = [&reports[0], &reports[1]].map(|report| is_news(report, row));
        let (wanted, fails) = told_of(operation, *door);
        let mut hold = |what: &str, is_so: bool| {
            if !is_so {
                let case = format!("{operation} case {at} {door:?}");
                wrong.push(format!("{case}: {what}: {told:?} {status:?} {said}"));
            }
        };
        hold("news", told == wanted);
        hold("Status", (status == "Failed") == fails);
        let is_for_the_row = fails && !said.contains("could not read");
        hold("words", said.contains("Correct the row") == is_for_the_row);
        if !fails {
            hold("goes out once", public.iter().filter(|text| *text == names[at]).count() == 1);
            hold("Published", desk.cell(POSTS, row, "Status") == "Published");
            let status = desk.cell(ACCOUNTS, row, "Token status");
            hold(&format!("the account is well again: {status}"), status.starts_with("OK"));
        }
    }
    wrong
}

/// Tells whether a run had something new to say to a person about an account or its post, both in this row.
fn is_news(report: &Report, row: usize) -> bool {
    report.accounts.iter().any(|account| account.row == row && account.is_news)
        || report.posts.iter().any(|post| post.row == row && post.is_news)
}

/// Returns whether each of two runs tells somebody, and whether the row fails.
fn told_of(operation: &str, door: Door) -> ([bool; 2], bool) {
    let is_creating = operation == "threads.create";
    match door {
        Door::Row if is_creating => ([true, false], true),
        Door::RowLater if is_creating => ([false, true], true),
        Door::Unknown if is_creating => ([true, false], false),
        Door::Account
            if ["threads.create", "threads.me", "threads.status"].contains(&operation) =>
        {
            ([true, false], false)
        }
        // Whose token it is, no row can be the reason of.
        Door::Row | Door::RowLater | Door::Unknown if operation == "threads.me" => {
            ([true, false], false)
        }
        _ => ([false, false], false),
    }
}

/// Plays the cases at one call: what is judged an hour later apart from the others.
async fn play_all(operation: &str, cases: Vec<Case>) -> Vec<String> {
    let (later, at_once): (Vec<Case>, Vec<Case>) =
        cases.into_iter().partition(|(_, door)| *door == Door::RowLater);
    let mut wrong = play(operation, TimeDelta::zero(), &at_once).await;
    wrong.extend(play(operation, TimeDelta::hours(1), &later).await);
    wrong
}

#[tokio::test]
async fn a_refusal_is_laid_at_the_right_door_whatever_the_call_and_the_http_status() {
    let all = [200, 400, 500].as_slice();
    let calls = [
        ("threads.create", all),
        ("threads.status", &all[1..2]),
        ("threads.me", all),
        ("threads.debug_token", &all[1..2]),
        ("threads.limit", &all[1..2]),
        ("threads.media", &all[1..2]),
    ];
    let mut wrong = Vec::new();
    for (operation, statuses) in calls {
        for http in statuses {
            let case = |&(code, subcode, words, door): &(i64, i64, &str, Door)| {
                let is_server = *http >= 500 && door == Door::Unknown;
                let door = if is_server { Door::Nobody } else { door };
                (refusal(*http, code, subcode, words), door)
            };
            let found = play_all(operation, CATALOGUE.iter().map(case).collect()).await;
            wrong.extend(found.into_iter().map(|wrong| format!("{http} {wrong}")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn a_run_that_tells_of_a_refusal_for_the_first_time_exits_with_1() {
    // Two runs at once, and one that is an hour later.
    for (code, subcode, words, exit_codes) in [
        // Threads.
        (2, 0, "An unexpected error has occurred", [0, 0, 0]),
        // The account.
        (190, 460, "The password was changed", [1, 0, 0]),
        // The row.
        (100, 0, "Param text must be at most 500 characters long.", [1, 0, 0]),
        // The row, if an hour later it is still the same.
        (1, 2_207_052, "The media could not be fetched from this URI", [0, 0, 1]),
        // Nobody knows.
        (77_777, 0, "Something that nobody has catalogued", [1, 0, 0]),
    ] {
        let desk = desk("threads.create", refusal(400, code, subcode, words)).await;
        let mut found = Vec::new();
        for minutes in [0, 0, 60] {
            desk.pass(TimeDelta::minutes(minutes));
            found.push(desk.run().await.exit_code());
        }
        assert_eq!(found, exit_codes, "{code}/{subcode} {words}");
    }
}

#[tokio::test]
async fn what_the_account_has_to_do_is_said_in_its_token_status() {
    let told = [
        (190, 459, "The user is checkpointed", "Threads asks for a login."),
        (190, 464, "The user is not confirmed", "Threads asks for a login."),
        (190, 460, "The password was changed", "Threads does not accept this token."),
        (190, 463, "x", "Expired."),
        (100, 0, "It requires an appsecret_proof argument", "The Meta app requires a signature"),
        (100, 10, "x", "The tester invitation is not accepted yet."),
        (101, 0, "x", "Threads does not know this app."),
        (200, 0, "Requires the permission", "This token is not allowed to publish."),
        (4, 2_207_051, "We restrict certain activity", "Threads has restricted this account."),
        (200, 0, "API access blocked.", "Threads refuses this account or the Meta app"),
    ];
    let mut wrong = Vec::new();
    for operation in ["threads.create", "threads.me"] {
        for (code, subcode, words, status) in told {
            let desk = desk(operation, refusal(400, code, subcode, words)).await;
            let exit_codes = [desk.run().await.exit_code(), desk.run().await.exit_code()];
            let said = desk.cell(ACCOUNTS, 2, "Token status");
            if !said.starts_with(status) || exit_codes != [1, 0] {
                let case = format!("{operation} {code}/{subcode} {exit_codes:?}");
                wrong.push(format!("{case}: {said:?}, not {status:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_refusal_that_nobody_has_catalogued_is_judged_by_its_http_status() {
    let body = |at: usize| match at {
        0 => json!({"error": {"message": "Service Unavailable"}}),
        1 => json!({"error": "temporarily_unavailable"}),
        _ => json!({"error": {"message": "x", "code": "77777", "is_transient": "false"}}),
    };
    let mut wrong = Vec::new();
    for call in ["threads.create", "threads.status", "threads.me"] {
        let statuses = [400, 401, 404, 408, 429, 500, 503].into_iter();
        let case = |http: u16, at| {
            let door = if http < 408 { Door::Unknown } else { Door::Nobody };
            (instead(http, &body(at)), door)
        };
        let cases = statuses.flat_map(|http| (0..3).map(move |at| case(http, at)));
        wrong.extend(play_all(call, cases.collect()).await);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn what_every_post_of_an_account_is_answered_is_told_at_the_account() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two"), due("shop_b", "Three")];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    let fault = refusal(400, 77_777, 0, "Something that nobody has catalogued");
    enter(&desk.world).faults.on(Trigger::every("threads.create").by("shop_a"), fault);
    assert_eq!(desk.run().await.exit_code(), 1);
    assert_eq!(desk.run().await.exit_code(), 0, "the same trouble is news once");
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(status.contains("Something that nobody has catalogued"), "{status}");
    assert_eq!(desk.public_texts(), ["Three"], "one account's trouble holds up no other");
    enter(&desk.world).faults.clear();
    desk.run().await;
    assert_eq!(desk.public().len(), 3);
}

#[tokio::test]
async fn a_reply_without_permission_waits_and_goes_out_with_the_next_token() {
    let part = Row { reply_to: "previous", ..due("shop_a", "Part") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Root"), part]).await;
    let issue = |scopes: &[&str]| {
        let issued = desk.started - TimeDelta::days(2);
        enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, scopes)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &issue(&DESK_SCOPES[..2]));
    let codes = [desk.run().await.exit_code(), desk.run().await.exit_code()];
    assert_eq!(codes, [1, 0], "told once");
    assert_eq!(desk.public_texts(), ["Root"]);
    assert_eq!(desk.cell(POSTS, 3, "Status"), "");
    let said = desk.cell(POSTS, 3, "Message");
    assert!(said.contains("threads_manage_replies and threads_read_replies"), "{said}");
    desk.type_in(ACCOUNTS, 2, "Token", &issue(&DESK_SCOPES));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Root", "Part"]);
    assert_eq!(desk.cell(POSTS, 3, "Message"), "");
}

#[tokio::test]
async fn one_picture_that_cannot_be_fetched_for_a_moment_does_not_fail_its_carousel() {
    let media = "https://example.com/1.jpg https://example.com/2.jpg https://example.com/3.jpg";
    let desk = Practice::new(&["shop_a"], &[Row { media, ..due("shop_a", "Three") }]).await;
    let fault = refusal(400, 9004, 2_207_052, "The media could not be fetched from this URI");
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2), fault);
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Three"]);
}

#[tokio::test]
async fn a_token_that_is_not_renewed_until_its_last_days_is_told_once_a_day() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Out all the same")]).await;
    let token = {
        let issued = desk.started - LIFE + TimeDelta::hours(60);
        enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let fault = refusal(400, 77_777, 0, "Something that nobody has catalogued");
    enter(&desk.world).faults.on(Trigger::every("threads.refresh_access_token"), fault);
    let codes = [desk.run().await.exit_code(), desk.run().await.exit_code()];
    assert_eq!(codes, [1, 0], "{}", desk.cell(ACCOUNTS, 2, "Token status"));
    assert_eq!(desk.run_in(TimeDelta::hours(25)).await.exit_code(), 1, "a day older");
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(status.contains("generate a new token now"), "{status}");
    assert_eq!(desk.public_texts(), ["Out all the same"]);
    enter(&desk.world).faults.clear();
    desk.run_in(TimeDelta::hours(40)).await;
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(status.starts_with("OK, renews automatically"), "{status}");
}

/// Makes a call that no run with healthy accounts makes.
fn provoke(desk: &mut Practice, operation: &str, names: &[&'static str]) {
    let started = desk.started;
    for (row, name) in (2..).zip(names) {
        let token = {
            let mut world = enter(&desk.world);
            match operation {
                "threads.list" => {
                    let lost = Trigger::nth_of("threads.publish", 1).by(name);
                    world.faults.on(lost, Fault::DropAfter);
                    continue;
                }
                "threads.refresh_access_token" => {
                    let issued = started - TimeDelta::days(50);
                    world.threads.issue_token(name, issued, LIFE, &DESK_SCOPES)
                }
                "threads.access_token" => {
                    desk.app_secret = Some(world.threads.app_secret().to_owned());
                    world.threads.issue_short_token(name, started, &DESK_SCOPES)
                }
                _ => return,
            }
        };
        desk.type_in(ACCOUNTS, row, "Token", &token);
    }
}

/// What the answers come to at each of the other calls: what is told while they last, and that each post is public once
/// in the end.
async fn play_elsewhere(operation: &str) -> Vec<String> {
    let names = names(CATALOGUE.len());
    let posts: Vec<Row> = names.iter().map(|name| due(name, name)).collect();
    let mut desk = Practice::new(&names, &posts).await;
    enter(&desk.world).threads.quirks.second_publish = SecondPublish::PostsAgain;
    provoke(&mut desk, operation, &names);
    for (name, (code, subcode, words, _)) in names.iter().zip(CATALOGUE) {
        let fault = refusal(400, code, subcode, words);
        enter(&desk.world).faults.on(Trigger::every(operation).by(name), fault);
    }
    let reports = [desk.run().await, desk.run().await];
    let during: Vec<String> =
        (0..names.len()).map(|at| desk.cell(POSTS, at + 2, "Status")).collect();
    enter(&desk.world).faults.clear();
    for _ in 0..2 {
        desk.run_later().await;
    }
    let public = desk.public_texts();
    let mut wrong = Vec::new();
    for (at, (code, subcode, words, door)) in CATALOGUE.into_iter().enumerate() {
        let row = at + 2;
        // A want of permission is answered to posts that went out, too.
        let is_told = match operation {
            "threads.publish" => door == Door::Account && words != "Requires the permission",
            "threads.access_token" => door != Door::Nobody,
            _ => false,
        };
        let told = reports.each_ref().map(|report| is_news(report, row));
        let n_public = public.iter().filter(|text| *text == names[at]).count();
        let status = desk.cell(ACCOUNTS, row, "Token status");
        let is_right = told == [is_told, false]
            && !["Check", "Failed", "Missed"].contains(&during[at].as_str())
            && n_public == 1
            && desk.cell(POSTS, row, "Status") == "Published"
            && status.starts_with("OK");
        if !is_right {
            let said = desk.cell(POSTS, row, "Message");
            let case = format!("{operation} {code}/{subcode} {words} {door:?}");
            wrong.push(format!("{case}: {told:?} {:?} {n_public} {said} | {status}", during[at]));
        }
    }
    wrong
}

#[tokio::test]
async fn a_refusal_at_every_other_call_neither_loses_nor_doubles_the_post() {
    let mut wrong = Vec::new();
    for call in
        ["threads.publish", "threads.list", "threads.refresh_access_token", "threads.access_token"]
    {
        wrong.extend(play_elsewhere(call).await);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
