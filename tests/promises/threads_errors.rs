//! What Threads may answer instead of what was asked for, at every call: nothing is lost, nothing goes
//! out twice, and nobody is sent to correct a row that is right.

use chrono::TimeDelta;
use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};
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

/// Runs twice in trouble and then twice without, and returns what is not as it should be.
async fn play(operation: &str, http: u16, fault: Fault, door: Door) -> Vec<String> {
    let desk = desk(operation, fault).await;
    let mut codes = Vec::new();
    let later = if door == Door::RowLater { TimeDelta::hours(1) } else { TimeDelta::zero() };
    for time in [TimeDelta::zero(), later] {
        desk.pass(time);
        codes.push(desk.run().await.exit_code());
    }
    let during = desk.cell(POSTS, 2, "Status");
    let said = [desk.cell(POSTS, 2, "Message"), desk.cell(ACCOUNTS, 2, "Token status")].join(" | ");
    enter(&desk.world).faults.clear();
    for _ in 0..2 {
        desk.run().await;
    }
    let is_creating = operation == "threads.create";
    let (wanted_codes, fails): ([u8; 2], bool) = match door {
        Door::Row if is_creating => ([1, 0], true),
        Door::RowLater if is_creating => ([0, 1], true),
        Door::Unknown if is_creating => ([1, 0], false),
        Door::Account if ["threads.create", "threads.me"].contains(&operation) => ([1, 0], false),
        // Whose token it is, no row can be the reason of.
        Door::Row | Door::RowLater | Door::Unknown if operation == "threads.me" => ([1, 0], false),
        Door::Account if operation == "threads.status" => ([1, 0], false),
        _ => ([0, 0], false),
    };
    let mut wrong = Vec::new();
    let mut hold = |what: &str, is_so: bool| {
        if !is_so {
            wrong.push(format!("{operation} {http} {door:?}: {what}: {codes:?} {during:?} {said}"));
        }
    };
    hold("exit codes", codes == wanted_codes);
    hold("Status", (during == "Failed") == fails);
    hold("words", said.contains("Correct the row") == (fails && !said.contains("could not read")));
    if !fails {
        hold("goes out once", desk.public_texts() == ["Once"]);
        hold("Published", desk.cell(POSTS, 2, "Status") == "Published");
        let status = desk.cell(ACCOUNTS, 2, "Token status");
        hold(&format!("the account is well again: {status}"), status.starts_with("OK"));
    }
    wrong
}

async fn side_by_side(
    plays: impl Iterator<Item = impl Future<Output = Vec<String>>>,
) -> Vec<String> {
    let found: Vec<_> = stream::iter(plays).buffer_unordered(12).collect().await;
    found.concat()
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
            let plays = CATALOGUE.iter().map(|&(code, subcode, words, door)| {
                let is_server = *http >= 500 && door == Door::Unknown;
                let door = if is_server { Door::Nobody } else { door };
                play(operation, *http, refusal(*http, code, subcode, words), door)
            });
            wrong.extend(side_by_side(plays).await);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
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
            desk.run().await;
            let said = desk.cell(ACCOUNTS, 2, "Token status");
            if !said.starts_with(status) {
                wrong.push(format!("{operation} {code}/{subcode}: {said:?}, not {status:?}"));
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
    for http in [400, 401, 404, 408, 429, 500, 503] {
        let door = if http < 408 { Door::Unknown } else { Door::Nobody };
        let plays =
            ["threads.create", "threads.status", "threads.me"].into_iter().flat_map(|call| {
                (0..3).map(move |at| play(call, http, instead(http, &body(at)), door))
            });
        wrong.extend(side_by_side(plays).await);
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

/// What an answer comes to at each of the other calls: exit codes while it lasts, and that the post is public once
/// in the end.
async fn elsewhere(
    operation: &'static str,
    (code, subcode, words, door): (i64, i64, &str, Door),
) -> Vec<String> {
    let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    enter(&desk.world).threads.quirks.second_publish = SecondPublish::PostsAgain;
    match operation {
        "threads.list" => {
            enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropAfter);
        }
        "threads.refresh_access_token" => {
            let issued = desk.started - TimeDelta::days(50);
            let ending =
                enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
            desk.type_in(ACCOUNTS, 2, "Token", &ending);
        }
        "threads.access_token" => {
            desk.app_secret = Some(enter(&desk.world).threads.app_secret().to_owned());
            let started = desk.started;
            let short =
                enter(&desk.world).threads.issue_short_token("shop_a", started, &DESK_SCOPES);
            desk.type_in(ACCOUNTS, 2, "Token", &short);
        }
        _ => {}
    }
    enter(&desk.world).faults.on(Trigger::every(operation), refusal(400, code, subcode, words));
    let mut codes = Vec::new();
    for _ in 0..2 {
        codes.push(desk.run().await.exit_code());
    }
    let during = desk.cell(POSTS, 2, "Status");
    enter(&desk.world).faults.clear();
    for _ in 0..2 {
        desk.run_later().await;
    }
    // A want of permission is answered to posts that went out, too.
    let is_told = match operation {
        "threads.publish" => door == Door::Account && words != "Requires the permission",
        "threads.access_token" => door != Door::Nobody,
        _ => false,
    };
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    let is_right = codes == [u8::from(is_told), 0]
        && !["Check", "Failed", "Missed"].contains(&during.as_str())
        && desk.public_texts() == ["Once"]
        && desk.cell(POSTS, 2, "Status") == "Published"
        && status.starts_with("OK");
    let said = desk.cell(POSTS, 2, "Message");
    let public = desk.public().len();
    let wrong = format!(
        "{operation} {code}/{subcode} {words} {door:?}: {codes:?} {during:?} {public} {said} | {status}"
    );
    if is_right { Vec::new() } else { vec![wrong] }
}

#[tokio::test]
async fn a_refusal_at_every_other_call_neither_loses_nor_doubles_the_post() {
    let calls =
        ["threads.publish", "threads.list", "threads.refresh_access_token", "threads.access_token"];
    let plays =
        calls.into_iter().flat_map(|call| CATALOGUE.iter().map(move |it| elsewhere(call, *it)));
    let wrong = side_by_side(plays).await;
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
