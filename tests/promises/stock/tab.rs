//! The tab as a whole: whose it is, what of it is used, and what may be written in it.

use serde_json::json;
use threadsheet::check;
use threadsheet::preview;
use threadsheet::report::screen::Screen;
use threadsheet::report::{Report, json as printed, preview::html, preview::text};
use threadsheet_core::week::AccountWeek;
use threadsheet_practice::sample_desk::{self, SPREADSHEET, SheetLanguage};
use threadsheet_practice::sheets::{CellAddress, Seed};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{EMAIL, Practice, SHEET, due};

use super::{STOCK, desk, made, message, settle};
use crate::slots;

fn found(report: &Report, piece: &str) -> usize {
    let checkup = report.checkup.as_ref().unwrap();
    checkup.findings.iter().filter(|finding| finding.words.contains(piece)).count()
}

#[tokio::test]
async fn a_persons_own_tab_is_told_on_first_contact_and_by_each_check_alone() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
    let rows = [["Item", "Count"], ["Beans", "12"]];
    let rows = rows.map(|row| row.map(|text| Seed::Text(text.to_owned())).to_vec());
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, rows.to_vec());
    let noted = |report: &Report| {
        report.notes.iter().filter(|note| note.contains("It is taken for your own")).count()
    };
    let first = desk.run().await;
    assert_eq!((noted(&first), first.exit_code()), (1, 0), "{:?}", first.notes);
    assert_eq!(noted(&desk.run().await), 0);
    for _ in 0..2 {
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        assert_eq!(found(&report, "It is taken for your own"), 1);
    }
}

#[tokio::test]
async fn rows_below_the_last_one_that_is_used_are_told() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    let grow = json!([{"appendDimension": {"sheetId": 33, "dimension": "ROWS", "length": 4_500}}]);
    enter(&desk.world).sheets.batch(SHEET, grow).unwrap();
    let notes = desk.run().await.notes;
    assert!(notes.iter().all(|note| !note.contains("5000")), "{notes:?}");
    for (column, typed) in [(0, "shop_a"), (1, "Below"), (2, "daily 9:00")] {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, STOCK, 5_010, column), typed, now);
    }
    let report = desk.run().await;
    assert!(
        report.notes.iter().any(|note| note.contains("down to row 5000")),
        "{:?}",
        report.notes
    );
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(found(&report, "down to row 5000"), 1);
    settle(&desk).await;
    let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["One"]);
}

/// Protects cells of the Stock tab: of one column all below the header, or the whole tab.
fn protect(desk: &Practice, header: Option<&str>) {
    let column = header.map(|header| desk.column(STOCK, header));
    let mut range = json!({"sheetId": 33});
    if let Some(column) = column {
        range = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 1_000,
            "startColumnIndex": column, "endColumnIndex": column + 1});
    }
    let range = json!([{"addProtectedRange": {"protectedRange": {"range": range}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
}

#[tokio::test]
async fn a_protected_tab_makes_nothing_and_holds_up_nothing_else() {
    for (header, makes) in
        [(None, false), (Some("Receipt"), false), (Some("Message"), true), (Some("Used"), true)]
    {
        let desk =
            desk(&[["One", "daily 9:00", "", "", ""], ["Two", "sometimes", "", "", ""]]).await;
        // Its rows get their states.
        desk.run().await;
        assert!(made(&desk).is_empty());
        protect(&desk, header);
        desk.append(3, &due("shop_a", "Later"));
        let mut codes = Vec::new();
        for _ in 0..3 {
            codes.push(desk.run().await.exit_code());
        }
        // What can be told in Message is news once; what cannot be written is none in each run.
        assert_eq!(codes[1..], [0, 0], "{header:?}");
        assert_eq!(desk.public_texts(), ["Typed", "Later"], "{header:?}");
        assert_eq!(made(&desk).len(), usize::from(makes), "{header:?}");
    }
}

#[tokio::test]
async fn protected_posts_get_no_rows_and_the_stock_row_says_so() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    let range = json!([{"addProtectedRange": {"protectedRange": {"range": {"sheetId": 22, "startColumnIndex": 0, "endColumnIndex": 2}}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
    settle(&desk).await;
    assert!(made(&desk).is_empty());
    assert!(message(&desk, 2).contains("nothing can be added to Posts"), "{}", message(&desk, 2));
}

#[tokio::test]
async fn what_is_coming_shows_in_the_preview_and_the_check_before_it_stands_in_posts() {
    let desk =
        slots::desk(&[("shop_a", "0:00, 6:00, 12:00, 18:00")], &[due("shop_a", "Typed")]).await;
    let desk = super::with_stock(
        desk,
        &[["By slots <b>", "slots", "", "", ""], ["By rule", "daily 9:00, 21:00", "", "", ""]],
    )
    .await;
    let seen = preview::preview(&desk.config(), &|_| {}).await.unwrap();
    let page = text::page(&seen, Screen::Plain);
    for row in ["Stock row 2", "Stock row 3"] {
        assert_eq!(page.matches(row).count(), 1, "{page}");
    }
    let page = html::page(&seen);
    assert_eq!(page.matches("from Stock</small>").count(), 2, "{page}");
    assert!(page.contains("By slots &lt;b&gt;") && page.contains("gid=33&amp;range=2:2"), "{page}");
    let object = threadsheet::report::preview::json::object(&seen);
    let object: serde_json::Value = serde_json::from_str(&object).unwrap();
    let days = object["week"][0]["days"].as_array().unwrap().iter();
    let uses = days.filter_map(|day| day["stock"].as_array()).flatten();
    let rows = uses.filter_map(|used| used["row"].as_u64());
    assert_eq!(rows.collect::<std::collections::BTreeSet<_>>(), [2, 3].into());
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    let week = &report.checkup.as_ref().unwrap().weeks[0].words;
    assert!(week.contains("from Stock"), "{week}");
    assert!(printed::report(&report).contains("from Stock"));
    assert!(made(&desk).is_empty(), "and nothing was made");
}

#[tokio::test]
async fn a_dry_run_says_which_rows_would_be_added() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    desk.run().await;
    let plan = threadsheet::dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let [line] = plan.stock.as_slice() else { panic!("{:?}", plan.stock) };
    assert!(line.used_for.is_some() && line.words.contains("would be added to Posts"), "{line:?}");
    assert!(made(&desk).is_empty());
    desk.run().await;
    assert_eq!(made(&desk).len(), 1);
}

#[tokio::test]
async fn the_practice_desk_has_a_row_of_stock_and_is_still_after_two_runs() {
    for language in [SheetLanguage::English, SheetLanguage::Japanese] {
        let mut desk = Practice::new(&["shop_a"], &[]).await;
        {
            let mut world = enter(&desk.world);
            let now = world.clock.now();
            let World { sheets, threads, .. } = &mut *world;
            sample_desk::fill(sheets, threads, language, EMAIL, now);
        }
        desk.spreadsheet = SPREADSHEET.to_owned();
        desk.run().await;
        desk.run().await;
        let preview = preview::preview(&desk.config(), &|_| {}).await.unwrap();
        let of_stock: usize = preview.week.accounts.iter().map(AccountWeek::n_of_stock).sum();
        assert_eq!(of_stock, 1, "it shows in the week");
        let (report, seen) = desk.watched_run().await;
        let writes = seen.iter().filter(|seen| seen.operation == "sheets.batchUpdate").count();
        assert_eq!((writes, report.stock.len()), (0, 0), "{seen:?}");
    }
}
