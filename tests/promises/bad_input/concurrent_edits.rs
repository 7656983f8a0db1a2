//! Cases 31, 35, 61, 106, 163 to 165, 171, 172 and 175: what people and scripts do while a run is at work, and between
//! two of them.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet_core::columns::{
    PostColumn::{PublishAt, Receipt, Text},
    PostStatus::Published,
    Tab,
};
use threadsheet_core::setting::Setting;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_test_kit::SHEET;

use super::sheet_case::{Hands, SheetCase, hold, sheet_case};

/// A post that is due.
#[track_caller]
fn one(number: u16) -> SheetCase {
    sheet_case(number, &["One"])
}

pub(super) fn cases() -> Vec<SheetCase> {
    let mut cases = times();
    cases.extend(cells());
    cases.extend(rows());
    cases
}

/// What a row says while its account pauses.
const PAUSE: [&str; 2] = [
    "Waiting: goes out at about 11:05, after the pause between two posts of one account (tab Settings); nothing to do.",
    "待機中: 前の投稿から間隔を空けているため、11:05ごろ投稿します（間隔は「設定」タブで変更できます）。操作は不要です。",
];

/// What the clock and the spreadsheet's settings do.
fn times() -> Vec<SheetCase> {
    vec![
        sheet_case(31, &["One", "Two", "Three"])
            .first(|it| it.set(Setting::Gap, "1時間"))
            .public(&["One"])
            .shows(2, Published, "", "")
            .shows(3, None, PAUSE[0], PAUSE[1])
            .shows(4, None, PAUSE[0], PAUSE[1]),
        one(35)
            .first(|it| {
                it.copy_row(2, 3);
                it.type_in(3, Text, "Two");
                it.type_in(3, PublishAt, "2026-11-23 11:00");
            })
            .then(|it| {
                let properties =
                    json!({"properties": {"timeZone": "Pacific/Auckland"}, "fields": "timeZone"});
                it.batch(json!([{"updateSpreadsheetProperties": properties}]));
            })
            .public(&["One", "Two"])
            .shows(2, Published, "", "")
            .shows(3, Published, "", ""),
    ]
}

/// What a person types into a cell that a run is about to write, or has read.
fn cells() -> Vec<SheetCase> {
    vec![
        // The token that was pasted last stands; the renewed one is let go.
        one(61)
            .first(|it| paste(it, 50))
            .before("threads.refresh_access_token", |it| paste(it, 3))
            .then(|it| {
                let tab = Tab::Accounts.title(it.language);
                let cell = it.world.sheets.shown(SHEET, tab).unwrap()[1][1].clone();
                let tokens = it.world.threads.valid_tokens("my_shop", it.world.clock.now());
                assert_eq!(tokens.iter().position(|token| *token == cell), Some(tokens.len() - 2));
            }),
        one(106)
            .before("threads.create", |it| it.type_in(2, Text, "Two"))
            .then(|_| {})
            .public(&["Two"])
            .shows(2, Published, "", ""),
        one(106).before("threads.publish", |it| it.type_in(2, Text, "Two")).shows(
            2,
            Published,
            "Published as it was when it was sent; the later change is not included.",
            "送信した時点の内容で公開されました。その後の変更は反映されていません。",
        ),
        one(171)
            .before("sheets.batchUpdate", |it| it.type_in(2, Receipt, "mine"))
            .then(|_| {})
            .shows(2, Published, "", ""),
        one(172).then(|it| it.undo_row(2)).shows(
            2,
            Published,
            "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
            "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
        ),
        one(175)
            .then(|it| it.type_in(2, Receipt, "set by another script"))
            .then(|it| it.type_in(2, Receipt, "set by another script"))
            .shows(
                2,
                Published,
                "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
                "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
            ),
    ]
}

/// Pastes a token of the account into its cell, issued so many days ago.
fn paste(hands: &mut Hands, days_ago: i64) {
    let now = hands.world.clock.now();
    let token = hands.world.threads.issue_token(
        "my_shop",
        now - TimeDelta::days(days_ago),
        TimeDelta::days(60),
        &DESK_SCOPES,
    );
    let title = Tab::Accounts.title(hands.language);
    hands.world.sheets.type_in(CellAddress::new(SHEET, title, 1, 1), &token, now);
}

/// Sorts the posts by their text, backwards.
fn sort(hands: &mut Hands) {
    let range = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": 9,
        "startColumnIndex": 0, "endColumnIndex": 26});
    let down = json!([{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]);
    hands.batch(json!([{"sortRange": {"range": range, "sortSpecs": down}}]));
}

/// What a person does with rows.
fn rows() -> Vec<SheetCase> {
    vec![
        one(163).before("sheets.batchUpdate", |it| it.insert_row(2)).shows(3, Published, "", ""),
        one(163).before("threads.publish", |it| it.insert_row(2)).shows(3, Published, "", ""),
        one(164)
            .before("threads.publish", |it| {
                let range =
                    json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
                it.batch(json!([{"deleteDimension": {"range": range}}]));
            })
            .then(|_| {}),
        sheet_case(165, &["A", "B"])
            .before("sheets.batchUpdate", sort)
            .public(&["B", "A"])
            .shows(2, Published, "", "")
            .shows(3, Published, "", ""),
        sheet_case(165, &["A", "B"])
            .before("threads.publish", sort)
            .shows(2, Published, "", "")
            .shows(3, Published, "", ""),
    ]
}

#[tokio::test]
async fn whatever_happens_meanwhile_each_row_is_public_once_and_shows_its_own() {
    hold(&cases()).await;
}
