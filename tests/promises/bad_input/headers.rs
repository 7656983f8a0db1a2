//! Cases 142 to 162, and 178: headers, and what else is in a tab.

use serde_json::json;
use threadsheet_core::columns::{
    PostColumn::{Account, PublishAt, Status, Text},
    PostStatus::{Failed, Published},
};

use super::case_desk::ACCOUNT;
use super::sheet_case::{Hands, SheetCase, hold, sheet_case};

/// A post that is due.
#[track_caller]
fn one(number: u16) -> SheetCase {
    sheet_case(number, &["One"])
}

/// Changes the properties of a row.
fn with_row(hands: &mut Hands, row: usize, properties: &serde_json::Value, fields: &str) {
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row});
    hands.batch(json!([{"updateDimensionProperties":
        {"range": range, "properties": properties, "fields": fields}}]));
}

/// Puts a title and so many rows above the header.
fn move_header_down(hands: &mut Hands, by: usize) {
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 0, "endIndex": by});
    hands.batch(json!([{"insertDimension": {"range": range}}]));
    hands.type_at(1, 0, "My posts");
}

pub(super) fn cases() -> Vec<SheetCase> {
    let mut cases = headers();
    cases.extend(stopped());
    cases.extend(other_rows());
    cases.extend(looks());
    cases
}

/// Headers that are found.
fn headers() -> Vec<SheetCase> {
    vec![
        one(142).first(|it| it.rename(Text, " Post Text ")),
        one(142).first(|it| it.rename(Text, "TEXT")),
        one(142).first(|it| it.rename(Text, "投稿内容")),
        one(143).first(|it| {
            let source =
                json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2});
            it.batch(json!([{"moveDimension": {"source": source, "destinationIndex": 9}}]));
        }),
        one(146).first(|it| {
            let range =
                json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2});
            it.batch(json!([{"insertDimension": {"range": range}}]));
            it.type_at(2, 1, "a note of my own");
        }),
        one(147).first(|it| move_header_down(it, 2)).shows(4, Published, "", ""),
        one(148)
            .first(|it| {
                it.insert_row(1);
                it.copy_row(2, 1);
            })
            .shows(3, Published, "", ""),
        one(149).first(|it| it.rename(Text, "Ｔｅｘｔ\u{a0}")),
        one(149).first(|it| it.rename(PublishAt, "Publish\nat")),
        one(150).first(|it| it.rename(Text, "=\"Te\"&\"xt\"")),
    ]
}

/// Headers without which nothing is done.
fn stopped() -> Vec<SheetCase> {
    vec![
        one(144).first(|it| it.rename(Status, "Note")).public(&[]).stops(
            r#"Tab "Posts" is missing the headers: Status. Found: Account, Text, Publish at, Media, Alt text, Topic, Link, Reply control, Reply to, Countries, Note, Published at, Permalink, Message, Receipt. Add them, in any order, to the header row (one of the first 10 rows)."#,
            "タブ「投稿」に次の見出しがありません: ステータス。見つかった見出し: アカウント、本文、投稿日時、メディア、代替テキスト、トピック、リンク、返信できる人、返信先、公開する国、Note、投稿完了日時、パーマリンク、メッセージ、受付番号。見出しの行（上から 10 行以内）に追加してください（順番は自由です）。",
        ),
        one(145)
            .first(|it| {
                let header = Text.header(it.language);
                it.type_at(1, 18, header);
            })
            .public(&[])
            .stops(
                r#"Tab "Posts": columns B and S have the same header "Text". Rename one of them."#,
                "タブ「投稿」: B 列と S 列の見出しが同じ「本文」です。どちらかを変えてください。",
            ),
        one(148)
            .first(|it| {
                it.insert_row(1);
                it.type_at(1, 0, Account.header(it.language));
                it.type_at(2, 0, "");
            })
            .public(&[])
            .stops(
                r#"Tab "Posts" is missing the headers: Account. Found: Text, Publish at, Media, Alt text, Topic, Link, Reply control, Reply to, Countries, Status, Published at, Permalink, Message, Receipt. Add them, in any order, to the header row (one of the first 10 rows)."#,
                "タブ「投稿」に次の見出しがありません: アカウント。見つかった見出し: 本文、投稿日時、メディア、代替テキスト、トピック、リンク、返信できる人、返信先、公開する国、ステータス、投稿完了日時、パーマリンク、メッセージ、受付番号。見出しの行（上から 10 行以内）に追加してください（順番は自由です）。",
            ),
        one(147).first(|it| move_header_down(it, 10)).public(&[]).stops(
            r#"Tab "Posts" is missing the headers: Text, Publish at, Status. Found: My posts. Add them, in any order, to the header row (one of the first 10 rows)."#,
            "タブ「投稿」に次の見出しがありません: Text、Publish at、Status。見つかった見出し: My posts。見出しの行（上から 10 行以内）に追加してください（順番は自由です）。",
        ),
    ]
}

/// What a row says below a merged Account cell.
const MERGED: [&str; 2] = [
    r#""Account" is empty. Type the account's Threads user name; below a merged cell, every row needs it."#,
    "「アカウント」が空です。Threads のユーザーネームを入力してください。セルを結合している場合は、行ごとに必要です。",
];

/// What a row says that has neither an account nor a time.
const UNADDRESSED: [&str; 2] = [
    "Waiting: it has neither an account nor a time. Choose the account and type a date and a time; if it is not to be posted, set Status to Draft.",
    "待機中: アカウントも投稿日時もありません。アカウントと日時を入力してください。投稿しない行は「ステータス」を「下書き」にしてください。",
];

/// What a row says that holds nothing to post.
const NOTHING: [&str; 2] = [
    "Waiting: there is nothing to post yet; \"Text\" and \"Media\" are empty. Fill in one of them. A picture placed over the cells cannot be read; paste its address into \"Media\".",
    "待機中: 「本文」も「メディア」も空のため、まだ投稿できません。どちらかを入力してください。セルの上に置いた画像は読み取れないので、そのアドレスを「メディア」に貼ってください。",
];

/// Rows that are no posts, or half of one.
fn other_rows() -> Vec<SheetCase> {
    vec![
        one(151)
            .first(|it| {
                it.copy_row(2, 9);
                it.type_in(9, Text, "Two");
            })
            .public(&["One", "Two"])
            .shows(9, Published, "", ""),
        one(153)
            .first(|it| {
                it.type_in(4, Text, "合計");
                it.type_in(4, PublishAt, "");
                it.type_in(5, PublishAt, "合計 12 件");
            })
            // Of a total nothing is remembered; that it is no post, its person says with Draft.
            .shows(4, None, UNADDRESSED[0], UNADDRESSED[1])
            .shows(5, None, NOTHING[0], NOTHING[1]),
        sheet_case(154, &["One", "Two", "Three"])
            .first(|it| {
                let range = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": 4,
                    "startColumnIndex": 0, "endColumnIndex": 1});
                it.batch(json!([{"mergeCells": {"range": range, "mergeType": "MERGE_ALL"}}]));
            })
            .public(&["One"])
            .shows(2, Published, "", "")
            .shows(3, Failed, MERGED[0], MERGED[1])
            .shows(4, Failed, MERGED[0], MERGED[1]),
        one(162)
            .first(|it| it.type_in(3, Account, ACCOUNT))
            .shows(3, None, NOTHING[0], NOTHING[1]),
        // Whose a second tab is cannot be told, so nothing is said of it.
        one(178).first(|it| {
            let title = it.language.pick("Posts 2", "投稿 2");
            it.batch(json!([{"duplicateSheet": {"sourceSheetId": 22, "newSheetName": title}}]));
        }),
        // 200 columns as well would be all the cells that a spreadsheet may have.
        one(161)
            .first(|it| {
                let more = json!({"sheetId": 22, "gridProperties": {"rowCount": 50_000, "columnCount": 30}});
                it.batch(json!([{"updateSheetProperties": {"properties": more,
                    "fields": "gridProperties(rowCount,columnCount)"}}]));
                it.copy_row(2, 6_000);
                it.type_in(6_000, Text, "Two");
            })
            .public(&["One", "Two"])
            .shows(2, Published, "", ""),
    ]
}

/// How the tab looks, which is nobody's business.
fn looks() -> Vec<SheetCase> {
    vec![
        one(152).first(|it| {
            let range = json!({"sheetId": 22, "startRowIndex": 2, "endRowIndex": 900});
            let format = json!({"userEnteredFormat": {"backgroundColor": {"red": 1}}});
            it.batch(json!([{"repeatCell": {"range": range, "cell": format,
                "fields": "userEnteredFormat.backgroundColor"}}]));
        }),
        one(155)
            .first(|it| with_row(it, 2, &json!({"hiddenByUser": true}), "hiddenByUser"))
            .shows(2, Published, "", ""),
        one(156)
            .first(|it| {
                let range = json!({"sheetId": 22, "startRowIndex": 0, "endRowIndex": 100,
                    "startColumnIndex": 0, "endColumnIndex": 5});
                let criteria = json!({"1": {"hiddenValues": ["One"]}});
                it.batch(json!([{"setBasicFilter": {"filter": {"range": range, "criteria": criteria}}}]));
            })
            .shows(2, Published, "", ""),
        // A group that is folded up hides its rows as one hides them by hand.
        one(157)
            .first(|it| with_row(it, 2, &json!({"hiddenByUser": true}), "hiddenByUser")),
        one(158).first(|it| {
            let frozen = json!({"sheetId": 22, "gridProperties": {"frozenRowCount": 5}});
            it.batch(json!([{"updateSheetProperties": {"properties": frozen,
                "fields": "gridProperties.frozenRowCount"}}]));
        }),
        one(159).first(|it| {
            let range = json!({"sheetId": 22, "startRowIndex": 0, "endRowIndex": 50});
            let colours = json!({"headerColor": {"blue": 1}, "firstBandColor": {"red": 1},
                "secondBandColor": {"green": 1}});
            it.batch(json!([{"addBanding": {"bandedRange": {"range": range, "rowProperties": colours}}}]));
        }),
        one(160)
            .before("sheets.batchUpdate", |it| {
                let source = json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": 9, "endIndex": 11});
                it.batch(json!([{"moveDimension": {"source": source, "destinationIndex": 1}}]));
            })
            .shows(2, Published, "", ""),
    ]
}

#[tokio::test]
async fn a_tab_is_read_as_people_lay_it_out_or_stopped_with_what_it_lacks() {
    hold(&cases()).await;
}
