//! What people do to sealed tokens, and to those that are about to be sealed.

use threadsheet::init;
use threadsheet_practice::sheets::CellAddress;

use super::*;

/// Lets somebody come in just before the n-th write of the next run.
fn before_write(desk: &Practice, nth: u64, act: impl FnMut(&mut World) + Send + 'static) {
    let trigger = Trigger::nth_of("sheets.batchUpdate", nth);
    enter(&desk.world).faults.before(trigger, Box::new(act));
}

/// Forgets the requests so far: triggers count from here.
fn afresh(desk: &Practice) {
    let mut world = enter(&desk.world);
    world.faults.clear();
    world.seen.clear();
}

#[tokio::test]
async fn a_token_that_is_pasted_meanwhile_stands_and_is_sealed_by_the_next_run() {
    for nth in 1..=4 {
        let desk = desk(&["shop_a"]).await;
        let issued = desk.started - TimeDelta::days(1);
        let pasted = enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
        let typed = pasted.clone();
        before_write(&desk, nth, move |world| {
            let now = world.clock.now();
            world.sheets.type_in(CellAddress::new(SHEET, ACCOUNTS, 1, 1), &typed, now);
        });
        desk.run().await;
        let is_done = enter(&desk.world).faults.n_waiting() == 0;
        assert!(is_done || nth > 2, "there was no write {nth}");
        if is_done {
            assert_eq!(desk.token(2), pasted, "before write {nth}");
            afresh(&desk);
            desk.run().await;
            assert_eq!(desk.opened(2, 1), pasted, "before write {nth}");
            assert_eq!(desk.status(2), "OK, renews automatically; 59 days left.");
        }
    }
}

#[tokio::test]
async fn wherever_rows_are_sorted_to_each_token_is_sealed_in_its_own_row() {
    for nth in 1..=4 {
        let desk = desk(&["shop_a", "shop_b"]).await;
        let pasted = [desk.token(2), desk.token(3)];
        before_write(&desk, nth, |world| {
            let range = json!({"sheetId": 11, "startRowIndex": 1, "endRowIndex": 3,
                "startColumnIndex": 0, "endColumnIndex": 10});
            let keys = json!([{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]);
            let sort = json!([{"sortRange": {"range": range, "sortSpecs": keys}}]);
            world.sheets.batch(SHEET, sort).unwrap();
        });
        desk.run().await;
        afresh(&desk);
        desk.run().await;
        for row in [2, 3] {
            let name = desk.cell(ACCOUNTS, row, "Account");
            assert_eq!(desk.opened(row, 1), pasted[usize::from(name == "shop_b")], "write {nth}");
            assert_eq!(desk.cell(ACCOUNTS, row, "Profile"), format!("@{name}"), "write {nth}");
            assert!(desk.status(row).starts_with("OK"), "write {nth}: {}", desk.status(row));
        }
    }
}

#[tokio::test]
async fn a_plain_token_that_a_person_brings_back_is_sealed_again() {
    let desk = desk(&["shop_a"]).await;
    let pasted = desk.token(2);
    desk.run().await;
    desk.type_in(ACCOUNTS, 2, "Token", &format!(" {pasted}\n"));
    desk.run().await;
    assert_eq!(desk.opened(2, 1), pasted);
}

#[tokio::test]
async fn a_sealed_token_survives_a_renamed_account_and_a_lost_receipt() {
    let desk = desk(&["shop_a"]).await;
    desk.run().await;
    let sealed = desk.token(2);
    enter(&desk.world).threads.rename("shop_a", "shop_new");
    desk.type_in(ACCOUNTS, 2, "Account", "@shop_new");
    desk.type_in(ACCOUNTS, 2, "Receipt", "");
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Learned, "{report:?}");
    assert_eq!(desk.cell(ACCOUNTS, 2, "Profile"), "@shop_new");
    assert_eq!(desk.token(2), sealed, "there was nothing to seal anew");
}

/// Runs, and checks that the cell was told with these words, left alone, and news just once.
async fn told(desk: &Practice, words: &str) {
    let (token, receipt) = (desk.token(2), desk.cell(ACCOUNTS, 2, "Receipt"));
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::NeedsPerson);
    assert!(desk.status(2).contains(words), "{}", desk.status(2));
    assert_eq!(report.exit_code(), 1);
    assert_eq!(desk.run().await.exit_code(), 0, "the same trouble is news once");
    assert_eq!(desk.token(2), token, "nothing is written over it");
    let known = |receipt: &str| receipt.split(" trouble=").next().unwrap().to_owned();
    assert_eq!(known(&desk.cell(ACCOUNTS, 2, "Receipt")), known(&receipt));
}

#[tokio::test]
async fn a_cell_that_was_cut_short_is_told_and_works_again_once_it_is_whole() {
    let desk = desk(&["shop_a"]).await;
    desk.run().await;
    let sealed = desk.token(2);
    desk.type_in(ACCOUNTS, 2, "Token", &sealed[..sealed.len() - 20]);
    told(&desk, "a part is missing or was changed").await;
    desk.type_in(ACCOUNTS, 2, "Token", &format!("\"{}\n{}\"", &sealed[..60], &sealed[60..]));
    let report = desk.run().await;
    assert_eq!((report.exit_code(), report.accounts[0].outcome), (0, AccountOutcome::Learned));
}

#[tokio::test]
async fn in_a_copied_spreadsheet_no_sealed_token_opens() {
    let mut desk = desk(&["shop_a"]).await;
    desk.run().await;
    enter(&desk.world).sheets.copy(SHEET, "copy");
    desk.spreadsheet = "copy".to_owned();
    let adopts = init::InitOptions { adopts: true, ..init::InitOptions::default() };
    init::init(&desk.config(), adopts, &|_| {}).await.unwrap();
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::NeedsPerson);
    assert!(report.accounts[0].words.contains("for another spreadsheet"), "{report:?}");
    desk.spreadsheet = SHEET.to_owned();
    assert_eq!(desk.run().await.accounts[0].outcome, AccountOutcome::Fine);
}

#[tokio::test]
async fn a_sealed_token_of_another_user_is_not_used_in_the_row() {
    let desk = desk(&["shop_a", "shop_b"]).await;
    desk.run().await;
    // The name passes to somebody else.
    enter(&desk.world).threads.rename("shop_a", "shop_gone");
    enter(&desk.world).threads.rename("shop_b", "shop_a");
    let other = desk.opened(3, 1);
    desk.type_in(ACCOUNTS, 2, "Token", &desk.token(3));
    desk.type_in(ACCOUNTS, 3, "Account", "");
    desk.type_in(ACCOUNTS, 3, "Token", "");
    told(&desk, "for another Threads account").await;
    // A person who means it pastes the token itself.
    desk.type_in(ACCOUNTS, 2, "Token", &other);
    assert_eq!(desk.run().await.accounts[0].outcome, AccountOutcome::Learned);
    assert_eq!(desk.opened(2, 1), other);
}

#[tokio::test]
async fn a_token_that_was_sealed_for_somebody_else_is_told_by_what_threads_says() {
    let desk = desk(&["shop_a"]).await;
    let sealed =
        seals(&[1], SHEET).seal(&Token::new(desk.token(2)), "17841499999999999", [9; 24]).unwrap();
    desk.type_in(ACCOUNTS, 2, "Token", &sealed);
    desk.run().await;
    assert!(desk.status(2).contains("for another Threads account"), "{}", desk.status(2));
    assert_eq!(desk.public().len(), 0);
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert!(report.accounts[0].words.contains("for another Threads account"), "{report:?}");
}

#[tokio::test]
async fn a_lost_key_is_told_per_row_and_new_tokens_go_on() {
    let mut desk = desk(&["shop_a", "shop_b"]).await;
    desk.run().await;
    desk.append(4, &due("shop_a", "Waits"));
    desk.append(5, &due("shop_b", "Goes out"));
    desk.keys = Keys::default();
    desk.paste(3, "shop_b", 3);
    told(&desk, "Put the key into THREADSHEET_KEY").await;
    assert_eq!(desk.public_texts(), ["Good morning", "Good morning", "Goes out"]);
    // The key is found again.
    desk.keys = keys(&[1]);
    let report = desk.run().await;
    assert_eq!((report.exit_code(), report.accounts[0].outcome), (0, AccountOutcome::Learned));
    assert_eq!(desk.public_texts().last().unwrap(), "Waits");
    // It is lost for good.
    desk.keys = keys(&[2]);
    told(&desk, "with another key").await;
    let new = desk.paste(2, "shop_a", 1);
    desk.run().await;
    assert_eq!(desk.opened(2, 2), new);
}
