//! What `check` says: everything that is wrong, however often a run has said it, and what only
//! Threads and the servers of media can tell.

mod accounts;
mod desk;
mod media;
mod printed;
mod texts;

use std::collections::BTreeSet;

use threadsheet::check;
use threadsheet::report::{About, AccountOutcome, Finding, PostOutcome, Report, text};
use threadsheet_practice::service::Service;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LOG, POSTS, Practice, Row, due, outcomes};

async fn check(desk: &Practice) -> Report {
    check::check(&desk.config(), &|_| {})
        .await
        .unwrap_or_else(|stop| panic!("the check stopped: {stop}"))
}

/// Returns what was found about one thing.
fn found(report: &Report, about: About) -> Vec<&Finding> {
    report.checkup.as_ref().unwrap().about(about).collect()
}

/// Returns the one finding about a thing.
fn only(report: &Report, about: About) -> &Finding {
    let found = found(report, about);
    let [only] = found.as_slice() else { panic!("{about:?}: {found:?}") };
    only
}

/// Returns the findings that ask a person to do something.
fn wrong(report: &Report) -> Vec<&Finding> {
    let findings = &report.checkup.as_ref().unwrap().findings;
    findings.iter().filter(|finding| finding.is_wrong).collect()
}

/// Returns a desk on which one account is restricted and most rows are wrong.
async fn troubled() -> Practice {
    let long = "x".repeat(623);
    let rows = [
        due("shop_a", "Held up"),
        due("shop_b", &long),
        due("shop_x", "Nobody's"),
        Row { due: Some(600), ..due("shop_b", "Tomorrow") },
        Row { status: "Draft", ..due("shop_b", &long) },
        Row { status: "Maybe", ..due("shop_b", "What?") },
        due("shop_b", "Fine"),
        Row { due: Some(600), ..due("shop_a", "Tomorrow too") },
        Row { due: Some(-26 * 60), ..due("shop_b", "Old") },
    ];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    enter(&desk.world).threads.restrict("shop_a");
    desk.run().await;
    desk
}

const WRONG: [(usize, PostOutcome); 6] = [
    (2, PostOutcome::Waiting),
    (3, PostOutcome::Failed),
    (4, PostOutcome::Failed),
    (6, PostOutcome::Draft),
    (7, PostOutcome::Waiting),
    (10, PostOutcome::Missed),
];

#[tokio::test]
async fn a_check_says_what_is_wrong_however_often_a_run_has_said_it() {
    let desk = troubled().await;
    // Threads is asked anew about the account alone.
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Waiting)], "a run tells it once");
    let before = (desk.shown(POSTS), desk.shown(ACCOUNTS));
    enter(&desk.world).seen.clear();
    let report = check(&desk).await;
    assert_eq!(outcomes(&report), WRONG);
    for line in report.posts.iter().filter(|line| line.outcome != PostOutcome::Draft) {
        assert_eq!(line.words, desk.cell(POSTS, line.row, "Message"), "row {}", line.row);
        assert!(!line.words.is_empty(), "row {}", line.row);
    }
    let draft = report.posts.iter().find(|line| line.row == 6).unwrap();
    assert!(draft.words.contains("623 characters"), "{}", draft.words);
    let [restricted, fine] = report.accounts.as_slice() else { panic!("{:?}", report.accounts) };
    assert_eq!(restricted.outcome, AccountOutcome::NeedsPerson);
    assert_eq!(restricted.words, desk.cell(ACCOUNTS, 2, "Token status"));
    assert_eq!(fine.outcome, AccountOutcome::Fine);
    assert_eq!(report.exit_code(), 0, "none of it is new");
    assert!(!text::foot(&report).concat().contains("Nothing is wrong"));
    assert_eq!((desk.shown(POSTS), desk.shown(ACCOUNTS)), before, "a check changes nothing");
    let told: Vec<About> = wrong(&report).iter().map(|finding| finding.about).collect();
    let rows = [3, 4, 6, 7, 10].map(About::Post);
    assert_eq!(told, [&[About::Account(2)][..], &rows].concat(), "each once, and with its cell");
}

#[tokio::test]
async fn a_check_asks_and_never_writes() {
    let desk = troubled().await;
    desk.append(11, &Row { media: "https://a.example/x.jpg", ..due("shop_b", "Look") });
    desk.type_in(ACCOUNTS, 4, "Account", "shop_c");
    enter(&desk.world).threads.add_account("shop_c");
    let tabs = [POSTS, ACCOUNTS, LOG];
    let before = tabs.map(|tab| desk.shown(tab));
    enter(&desk.world).seen.clear();
    check(&desk).await;
    assert_eq!(tabs.map(|tab| desk.shown(tab)), before);
    let seen = enter(&desk.world).seen.clone();
    // Signing in is the one POST, as it is in every protocol of this kind.
    let writes = seen.iter().filter(|seen| seen.method != "GET" && seen.operation != "oauth.token");
    let writes: Vec<_> = writes.filter(|seen| seen.operation != "web.head").collect();
    assert!(writes.is_empty(), "{writes:?}");
    let asked: BTreeSet<&str> = seen
        .iter()
        .filter(|seen| seen.service == Service::Threads)
        .map(|seen| seen.operation.as_str())
        .collect();
    let reading = ["threads.debug_token", "threads.limit", "threads.me"];
    assert_eq!(asked, BTreeSet::from(reading), "what renews or exchanges a token is a GET too");
}

#[tokio::test]
async fn what_still_waits_or_needs_a_person_is_counted_by_every_run() {
    let desk = troubled().await;
    let foot = text::foot(&desk.run().await).join(" ");
    assert_eq!(foot, "0 published, 2 waiting; tokens: 0 renewed. Needs your attention: 4.");
}

#[tokio::test]
async fn a_check_calls_well_only_what_is_well() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    desk.run().await;
    assert!(text::foot(&check(&desk).await).concat().contains("Nothing is wrong"));
    desk.type_in(POSTS, 3, "Account", "shop_a");
    desk.type_in(POSTS, 3, "Text", "When?");
    desk.type_in(POSTS, 3, "Publish at", "2099-13-45");
    assert!(!text::foot(&check(&desk).await).concat().contains("Nothing is wrong"));
}
