//! Cases 138, 166 to 170, 173 to 176 and 180: what becomes of tabs and of the file, and what services answer.

use serde_json::json;
use threadsheet_core::columns::{
    PostStatus::{Published, Publishing},
    Tab,
};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::sheets::{CellAddress, Role};
use threadsheet_test_kit::{EMAIL, SHEET};

use super::sheet_case::{Hands, SheetCase, hold, sheet_case};

/// A post that is due.
#[track_caller]
fn one(number: u16) -> SheetCase {
    sheet_case(number, &["One"])
}

pub(super) fn cases() -> Vec<SheetCase> {
    let mut cases = tabs();
    cases.extend(files());
    cases.extend(services());
    cases
}

/// Gives the Posts tab another title.
fn retitle(hands: &mut Hands, title: &str) {
    let renamed = json!({"properties": {"sheetId": 22, "title": title}, "fields": "title"});
    hands.batch(json!([{"updateSheetProperties": renamed}]));
}

/// Adds a tab of as many rows as the spreadsheet still takes.
fn fill(hands: &mut Hands, columns: usize) {
    let tab = |rows: usize| {
        let size = json!({"rowCount": rows, "columnCount": columns});
        let title = format!("{columns} wide");
        json!([{"addSheet": {"properties": {"title": title, "gridProperties": size}}}])
    };
    let rows = (1..10_000).rev().find(|rows| hands.world.sheets.batch(SHEET, tab(*rows)).is_ok());
    assert!(rows.is_some() || columns == 1, "nothing has room");
}

/// What a person does with tabs and with the file.
fn tabs() -> Vec<SheetCase> {
    vec![
        one(166)
            .before("threads.publish", |it| retitle(it, "Plan"))
            .then(|it| retitle(it, Tab::Posts.title(it.language)))
            .shows(2, Published, "", ""),
        // A tab with the headers of Posts is used whatever its title, unless the title says that it is kept.
        one(166)
            .first(|it| retitle(it, "Plan"))
            .then(|it| retitle(it, Tab::Posts.title(it.language)))
            .shows(2, Published, "", ""),
        one(166).first(|it| retitle(it, "Plan (old)")).public(&[]).stops(
            "The spreadsheet has no tab named Posts (or 投稿). Found: Accounts, Plan (old), Log. If yours has another name now, rename it to Posts; if there is none yet, run threadsheet init once: it adds what is missing.",
            "スプレッドシートに「投稿」（または Posts）タブがありません。見つかったタブ: アカウント、Plan (old)、履歴。名前を変えたタブがあれば「投稿」に戻してください。まだない場合は、threadsheet init を一度実行してください（足りないものを追加します）。",
        ),
        one(167)
            .before("threads.publish", |it| it.batch(json!([{"deleteSheet": {"sheetId": 22}}])))
            .then(|_| {})
            .stops(
                "The spreadsheet has no tab named Posts (or 投稿). Found: Accounts, Log. If yours has another name now, rename it to Posts; if there is none yet, run threadsheet init once: it adds what is missing.",
                "スプレッドシートに「投稿」（または Posts）タブがありません。見つかったタブ: アカウント、履歴。名前を変えたタブがあれば「投稿」に戻してください。まだない場合は、threadsheet init を一度実行してください（足りないものを追加します）。",
            ),
        one(168).then(|it| {
            let copy = it.language.pick("Copy of Posts", "投稿 のコピー");
            it.batch(json!([{"duplicateSheet": {"sourceSheetId": 22, "newSheetName": copy}}]));
        }),
    ]
}

/// What a person does with the file, and with who may write in it.
fn files() -> Vec<SheetCase> {
    vec![
        one(169)
            .then(|it| {
                let key = json!({"developerMetadataLookup": {"metadataKey": "threadsheet"}});
                let mark = json!({"metadataId": 1_416_784_491, "metadataKey": "threadsheet",
                    "metadataValue": "7|nonce|the-original", "location": {"spreadsheet": true},
                    "visibility": "DOCUMENT"});
                it.batch(json!([{"deleteDeveloperMetadata": {"dataFilter": key}},
                    {"createDeveloperMetadata": {"developerMetadata": mark}}]));
            })
            .stops(
                "This spreadsheet is a copy of one that threadsheet already serves; both would post everything twice. Use the original, or run threadsheet init --adopt once for the copy.",
                "このスプレッドシートは、すでに使われているシートのコピーです。二重投稿を防ぐため停止しました。元のシートを使うか、コピーを使う場合は threadsheet init --adopt を一度実行してください。",
            ),
        // The file remembers everything, and nothing else does: put back whole, it has never been
        // posted.
        one(170)
            .then(|it| {
                it.undo_row(2);
                let log = Tab::Log.title(it.language);
                for column in 0..8 {
                    for row in 1..9 {
                        it.world.sheets.type_in(CellAddress::new(SHEET, log, row, column), "", it.world.clock.now());
                    }
                }
            })
            .public(&["One", "One"])
            .shows(2, Published, "", ""),
        one(173)
            .before("sheets.batchUpdate", |it| it.world.sheets.share(SHEET, EMAIL, Role::Reader))
            .public(&[])
            .stops(
                "The spreadsheet may be read but not changed, so nothing more was renewed or posted. Open the spreadsheet, click Share, and add threadsheet@practice.iam.gserviceaccount.com as an Editor.",
                "スプレッドシートが閲覧のみのため、これ以上の更新や投稿はしていません。スプレッドシートの「共有」で threadsheet@practice.iam.gserviceaccount.com を「編集者」として追加してください。",
            ),
        // No page says what Google answers for a file in the trash; this is what it answers for
        // one that is gone.
        one(174)
            .first(|it| {
                let gone = Fault::Status(404, Effect::Without);
                it.world.faults.on(Trigger::every("sheets"), gone);
            })
            .public(&[])
            .stops(
                "There is no such spreadsheet, or it is not shared. Check the address. Open the spreadsheet, click Share, and add threadsheet@practice.iam.gserviceaccount.com as an Editor.",
                "スプレッドシートが見つからないか、共有されていません。アドレスを確かめてください。スプレッドシートの「共有」で threadsheet@practice.iam.gserviceaccount.com を「編集者」として追加してください。",
            ),
        one(176)
            .first(|it| {
                fill(it, 1_000);
                fill(it, 1);
            })
            .public(&[])
            .stops(
                "The spreadsheet has no room for another cell, so nothing more was renewed or posted. Delete unused rows, columns or tabs, and run again.",
                "スプレッドシートのセルの数が上限に達しているため、これ以上の更新や投稿はしていません。使っていない行・列・タブを削除して、もう一度実行してください。",
            ),
    ]
}

/// What the services answer.
fn services() -> Vec<SheetCase> {
    vec![
        one(138)
            .first(|it| {
                let words = "You are trying to edit a protected cell or object. Please contact the \
                    spreadsheet owner to remove protection if you need to edit.";
                let body =
                    json!({"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}});
                let refusal = Fault::Instead(Reply::json(400, &body), Effect::Without);
                it.world.faults.on(Trigger::every("sheets.batchUpdate"), refusal);
            })
            .public(&[])
            .stops(
                "A cell that threadsheet fills in is protected, so nothing more was renewed or posted. In Data > Protect sheets and ranges, allow the address that the spreadsheet is shared with to edit it, or remove the protection.",
                "threadsheet が書き込むセルが保護されているため、これ以上の更新や投稿はしていません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。",
            ),
        one(180)
            .first(|it| {
                it.world.faults.on(Trigger::nth_of("threads.publish", 1), Fault::TruncatedBody);
            })
            .shows(2, Publishing,
                "Sent, but Threads did not say whether it is public. The next runs find out; nothing to do.",
                "送信しましたが、公開されたかどうかの応答がありません。次の実行で確認します。操作は不要です。",
            ),
        one(180)
            .first(|it| {
                let page = Fault::Html(200, Effect::Without);
                it.world.faults.on(Trigger::nth_of("threads.publish", 1), page);
            })
            .public(&[])
            .shows(2, Publishing,
                "Sent, but Threads did not say whether it is public. The next runs find out; nothing to do.",
                "送信しましたが、公開されたかどうかの応答がありません。次の実行で確認します。操作は不要です。",
            ),
    ]
}

#[tokio::test]
async fn a_file_that_cannot_be_served_is_told_with_what_to_do_and_nothing_is_sent() {
    hold(&cases()).await;
}
