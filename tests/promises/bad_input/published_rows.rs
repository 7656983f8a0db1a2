//! Cases 132 to 141: what people do to a row that is published.

use serde_json::json;
use threadsheet_core::columns::{
    PostColumn::{PublishAt, Receipt, Status, Text},
    PostStatus::{Check, Failed, Published},
};

use super::sheet_case::{Hands, SheetCase, hold, sheet_case};

/// A row that is published.
#[track_caller]
fn one(number: u16) -> SheetCase {
    sheet_case(number, &["One"])
}

/// Changes the Receipt of row 2.
fn spoil(hands: &mut Hands, how: impl Fn(&str) -> String) {
    let spoilt = how(&hands.read(2, Receipt));
    hands.type_in(2, Receipt, &spoilt);
}

pub(super) fn cases() -> Vec<SheetCase> {
    let mut cases = statuses();
    cases.extend(copies());
    cases.extend(receipts());
    cases.extend(exchanged());
    cases
}

/// Words in its Status.
fn statuses() -> Vec<SheetCase> {
    vec![
        one(132).then(|it| it.type_in(2, Status, "")).shows(2, Published,
            "This post is already published. To post again, copy the row and change the text or the time.",
            "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
        ),
        one(132).then(|it| it.undo_row(2)).shows(2, Published,
            "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
            "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
        ),
        one(132)
            .then(|it| {
                it.type_in(2, Status, "");
                it.type_in(2, Text, "Two");
            })
            .public(&["One", "Two"])
            .shows(2, Published, "", ""),
        one(132)
            .then(|it| it.type_in(2, Status, ""))
            .then(|it| it.type_in(2, Status, ""))
            .shows(2, Published,
                "This post is already published. To post again, copy the row and change the text or the time.",
                "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
            ),
        one(133).then(|it| it.type_in(2, Status, "retry")).shows_word(2, "retry",
            "This post is already published. To post again, copy the row and change the text or the time.",
            "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
        ),
        one(133).then(|it| it.type_in(2, Status, "Post now")).shows(2, Published,
            "This post is already published. To post again, copy the row and change the text or the time.",
            "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
        ),
    ]
}

/// Copies of its row.
fn copies() -> Vec<SheetCase> {
    vec![
        one(134).then(|it| it.copy_row(2, 3)).shows(2, Published, "", "").shows(3, Published, "", ""),
        one(134)
            .then(|it| {
                it.copy_row(2, 3);
                it.type_in(3, Status, "");
            })
            .shows(3, Failed,
                "Row 2 already has this post. Change the text or the time to post it again.",
                "2 行目に同じ投稿があります。もう一度投稿するには、本文か投稿日時を変えてください。",
            ),
        one(134)
            .then(|it| {
                it.copy_row(2, 3);
                it.type_in(3, Text, "Two");
            })
            .shows(2, Published, "", "")
            .shows(3, Published,
                "This is a copy of another row. Empty its Status to queue it as a new post.",
                "これは別の行のコピーです。新しい投稿として予約するには「ステータス」を空にしてください。",
            ),
        one(134)
            .then(|it| {
                it.type_in(2, Text, "A typing error put right");
            })
            .shows(2, Published, "", ""),
        one(134)
            .then(|it| {
                it.copy_row(2, 3);
                it.type_in(3, PublishAt, "2026-11-23 10:01");
                it.type_in(3, Status, "");
            })
            .public(&["One", "One"])
            .shows(3, Published, "", ""),
    ]
}

/// Receipts that are cut, shown as numbers, or filled down.
fn receipts() -> Vec<SheetCase> {
    vec![
        one(135)
            .then(|it| spoil(it, |line| line[..5].to_owned()))
            .shows(2, Published,
                "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
                "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
            ),
        one(135)
            .then(|it| {
                spoil(it, |line| line[..5].to_owned());
                it.type_in(2, Text, "Two");
                it.type_in(2, Status, "");
            })
            .shows(2, Check,
                "Check the profile: the Receipt of this row was changed, so it is not known whether it was posted. Set Status to Published if it is there, or to Post now to send it.",
                "アカウントを確認してください。この行の「受付番号」が書き換えられたため、投稿済みか分かりません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。",
            ),
        one(136)
            .then(|it| {
                let number = json!({"numberFormat": {"type": "NUMBER", "pattern": "0"}});
                let column = it.column(Receipt);
                let range = json!({"sheetId": 22, "startColumnIndex": column, "endColumnIndex": column + 1});
                it.batch(json!([{"repeatCell": {"range": range, "fields": "userEnteredFormat.numberFormat",
                    "cell": {"userEnteredFormat": number}}}]));
                it.copy_row(2, 3);
                it.type_in(3, Text, "Two");
                it.type_in(3, Status, "");
            })
            .public(&["One", "Two"])
            .shows(2, Published, "", "")
            .shows(3, Published, "", ""),
        one(137)
            .then(|it| {
                let line = it.read(2, Receipt);
                let (id, rest) = line.split_once(' ').unwrap();
                let (id, rest) = (format!("{}2", &id[..id.len() - 1]), rest.to_owned());
                it.copy_row(2, 3);
                it.type_in(3, Receipt, &format!("{id} {rest}"));
                it.type_in(3, Text, "Two");
                it.type_in(3, Status, "");
            })
            .public(&["One", "Two"])
            .shows(3, Published, "", ""),
    ]
}

/// Receipts that are hidden, replaced by *find and replace*, spelled anew, or exchanged.
fn exchanged() -> Vec<SheetCase> {
    vec![
        one(138)
            .then(|it| {
                let column = it.column(Receipt);
                let range = json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": column,
                    "endIndex": column + 1});
                it.batch(json!([{"updateDimensionProperties": {"range": range, "fields": "hiddenByUser",
                    "properties": {"hiddenByUser": true}}}]));
                it.type_in(2, Status, "");
            })
            .shows(2, Published,
                "This post is already published. To post again, copy the row and change the text or the time.",
                "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
            ),
        one(139)
            .then(|it| spoil(it, |line| line.replace('a', "b c")))
            .shows(2, Published,
                "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
                "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
            ),
        one(140).then(|it| spoil(it, str::to_uppercase)).shows(2, Published,
            "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
            "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
        ),
        // Both are public, whichever line stands beside which; nothing is sent, so nobody is
        // asked.
        sheet_case(141, &["One", "Two"])
            .then(|it| {
                let lines = [it.read(2, Receipt), it.read(3, Receipt)];
                it.type_in(2, Receipt, &lines[1]);
                it.type_in(3, Receipt, &lines[0]);
            })
            .shows(2, Published, "", "")
            .shows(3, Published, "", ""),
    ]
}

#[tokio::test]
async fn a_row_that_is_published_is_published_again_only_as_another_post() {
    hold(&cases()).await;
}
