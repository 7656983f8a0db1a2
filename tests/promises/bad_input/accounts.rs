//! Cases 43 to 67: accounts and their tokens.

use threadsheet::core::account::{AccountAction, AccountReceipt};
use threadsheet::core::hash;
use threadsheet::core::words::AccountState;

use super::*;

/// Returns what is done about the second account of a desk, given its cells.
fn action(cells: &[(AccountColumn, Cell)]) -> AccountAction {
    let mut desk = Desk::new(Language::English);
    desk.account(cells);
    desk.plan().accounts.remove(1).action
}

fn with_token(token: Cell) -> AccountAction {
    action(&[(AccountColumn::Account, Cell::text("my_cafe")), (AccountColumn::Token, token)])
}

/// Checks the sentence about a Token cell, and that it holds nothing of the cell.
fn check_token(number: u8, cell: Cell, english: &str, japanese: &str) {
    let AccountAction::Fault(fault) = with_token(cell) else { panic!("case {number}: usable") };
    for (language, words) in LANGUAGES.into_iter().zip([english, japanese]) {
        let said = AccountState::Cell(fault.clone()).say(language);
        assert!(said.contains(words) && !said.contains("x1Yz"), "case {number}: {said}");
    }
}

/// Checks the two sentences of a state that only Threads can tell.
fn check_state(number: u8, state: &AccountState, english: &str, japanese: &str) {
    for (language, words) in LANGUAGES.into_iter().zip([english, japanese]) {
        let said = state.say(language);
        assert!(said.contains(words), "case {number}: no {words:?} in {said}");
    }
}

#[test]
fn a_pasted_token_is_cleaned_and_learnt() {
    let token = token();
    let (head, tail) = token.split_at(20);
    let cases = [
        (43, format!("\"{token}\"")),
        (43, format!("“{token}”")),
        (44, format!("Bearer {token}")),
        (45, format!("{head}\n {tail}")),
        (46, format!("\u{feff}{head}\u{200b}{tail}")),
        (47, format!("access_token={token}&expires_in=5184000")),
        (47, format!("{{\"access_token\":\"{token}\",\"token_type\":\"bearer\"}}")),
    ];
    for (number, dirty) in cases {
        let mut desk = Desk::new(Language::English);
        desk.account(&[
            (AccountColumn::Account, Cell::text("my_cafe")),
            (AccountColumn::Token, Cell::text(&dirty)),
        ]);
        let row = desk.account_rows().remove(1);
        assert_eq!(row.token.as_ref().unwrap().token.expose(), token, "case {number}");
        assert_eq!(desk.plan().accounts[1].action, AccountAction::Learn, "case {number}");
        // 67: whatever is printed of a row, the token is not in it.
        let printed = format!("{row:?} {:?}", desk.plan());
        assert!(!printed.contains("x1Yz"), "case 67: {printed}");
    }
}

#[test]
fn what_is_no_token_is_told_without_repeating_it() {
    let long = "x1Yz".repeat(20);
    check_token(49, Cell::text(&format!("IGAA{long}")), "for Instagram", "Instagram の");
    check_token(49, Cell::text(&format!("EAA{long}")), "for Facebook", "Facebook の");
    check_token(56, Cell::default(), "is empty", "が空です");
    // A token in a note or a comment is not in the cell: the cell is empty, and says so.
    check_token(66, Cell::text(" "), "is empty", "が空です");
    check_token(65, formula("=Keys!A1", Cell::text(&token())), "holds a formula", "数式");
}

#[test]
fn what_threads_says_of_a_token_is_told_with_what_to_do() {
    let wrong = AccountState::WrongAccount {
        row_says: "my_shop".to_owned(),
        belongs_to: "my_cafe".to_owned(),
    };
    check_state(48, &AccountState::ShortLived, "lives only an hour", "1 時間で切れる");
    check_state(50, &wrong, "@my_cafe, but the row says @my_shop", "@my_cafe のもの");
    check_state(51, &wrong, "@my_shop", "行は @my_shop");
    check_state(57, &AccountState::Invalid, "Copy it again, whole", "全体をコピーし直す");
    check_state(58, &AccountState::Expired { days_ago: 3 }, "Expired 3 days ago", "3 日前");
    check_state(63, &AccountState::NotPermitted, "may not publish", "投稿の権限がありません");
    // A changed password makes the token invalid; the cure is the same new token.
    check_state(64, &AccountState::Invalid, "generate a new one", "新しく作って");
}

#[test]
fn two_rows_of_one_account_are_both_told() {
    let mut desk = Desk::new(Language::English);
    desk.account(&[
        (AccountColumn::Account, Cell::text("@My_Shop ")),
        (AccountColumn::Token, Cell::text(&token())),
    ]);
    desk.post(&due(PostColumn::Text, Cell::text("a")));
    let plan = desk.plan();
    let actions: Vec<_> = plan.accounts.into_iter().map(|step| step.action).collect();
    let same = |other_row| AccountAction::SameName { other_row };
    assert_eq!(actions, [same(3), same(2)], "case 52");
    check_state(52, &AccountState::SameName { other_row: 3 }, "Row 3", "3 行目");
    assert!(desk.words(0).contains("token needs you"), "case 52: {}", desk.words(0));
}

#[test]
fn an_account_is_found_by_any_spelling_of_its_name() {
    let hello = || Outcome::Posts("おはよう".to_owned());
    let named = |typed: &str| due(PostColumn::Account, Cell::text(typed));
    check_all(&[
        Case::new(53, named("@My_Shop "), hello()),
        Case::new(53, named("＠ｍｙ＿ｓｈｏｐ"), hello()),
        Case::new(53, named("https://www.threads.com/@my_shop"), hello()),
        Case::new(54, named("my_shpo"), Outcome::Failed)
            .says("Did you mean my_shop?", "「my_shop」ではありませんか"),
        Case::new(54, named("florist"), Outcome::Failed)
            .says("no account \"florist\"", "「florist」がありません"),
        Case::new(154, named(""), Outcome::Failed).says("merged cell", "結合"),
    ]);
}

#[test]
fn posts_of_an_account_that_is_off_or_needs_a_token_wait() {
    for (number, token, enabled, english, japanese) in [
        (55, Cell::text(&token()), ticked(false), "switched off", "停止中"),
        (55, Cell::text(&token()), Cell::text("いいえ"), "switched off", "停止中"),
        (56, Cell::default(), ticked(true), "token needs you", "トークンを確認"),
    ] {
        for (language, words) in LANGUAGES.into_iter().zip([english, japanese]) {
            let mut desk = Desk::new(language);
            desk.account(&[
                (AccountColumn::Account, Cell::text("my_cafe")),
                (AccountColumn::Token, token.clone()),
                (AccountColumn::Enabled, enabled.clone()),
            ]);
            desk.post(&due(PostColumn::Account, Cell::text("my_cafe")));
            let decision = desk.decision(0).unwrap();
            assert_eq!((decision.then, decision.shows), (Then::Nothing, None), "case {number}");
            assert!(desk.words(0).contains(words), "case {number}: {}", desk.words(0));
        }
    }
}

#[test]
fn what_was_learnt_of_a_token_counts_and_not_what_a_person_writes_beside_it() {
    let at = |text: &str| Some(text.parse().unwrap());
    let learnt = |issued: &str, expires: &str| {
        let receipt = AccountReceipt {
            refused: None,
            token: hash::short(&token()),
            user: "1".to_owned(),
            name: "my_cafe".to_owned(),
            issued: at(issued),
            expires: at(expires),
            trouble: None,
        };
        Cell::text(&receipt.to_string())
    };
    let known = |receipt: Cell, expires: Cell| {
        action(&[
            (AccountColumn::Account, Cell::text("my_cafe")),
            (AccountColumn::Token, Cell::text(&token())),
            (AccountColumn::Receipt, receipt),
            (AccountColumn::Expires, expires),
        ])
    };
    let close = learnt("2026-10-01T00:00:00Z", "2026-11-28T00:00:00Z");
    let far = Cell::text("2099-01-01");
    assert_eq!(known(close.clone(), far), AccountAction::Refresh, "case 59");
    assert_eq!(known(close, Cell::text("来年")), AccountAction::Refresh, "case 60");
    let fresh = learnt("2026-11-22T12:00:00Z", "2026-11-28T00:00:00Z");
    assert_eq!(known(fresh, Cell::default()), AccountAction::Keep, "case 62");
    let over = learnt("2026-09-01T00:00:00Z", "2026-11-01T00:00:00Z");
    assert_eq!(known(over, Cell::default()), AccountAction::Expired, "case 58");
}

#[test]
fn an_account_is_on_unless_a_person_says_no() {
    // 130: a word that is neither yes nor no does not stop the posts of an account.
    for (enabled, goes_out) in [
        ("TRUE", true),
        ("yes", true),
        ("1", true),
        ("✔", true),
        ("x", true),
        ("", true),
        ("たぶん", true),
        ("no", false),
        ("0", false),
        ("FALSE", false),
    ] {
        let mut desk = Desk::new(Language::Japanese);
        desk.account(&[
            (AccountColumn::Account, Cell::text("my_cafe")),
            (AccountColumn::Token, Cell::text(&token())),
            (AccountColumn::Enabled, Cell::text(enabled)),
        ]);
        desk.post(&due(PostColumn::Account, Cell::text("my_cafe")));
        let publishes = desk.decision(0).unwrap().then == Then::Publish;
        assert_eq!(publishes, goes_out, "case 130 {enabled:?}");
    }
}
