//! The same text again: how much time passes at least between two such posts of a desk.

use PostOutcome::{Failed, Published, ToFix, ToPublish, Waiting};
use chrono::TimeDelta;
use serde_json::json;
use threadsheet::config::Config;
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::PostOutcome;
use threadsheet_core::columns::PostColumn;
use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;
use threadsheet_core::shard::Shard;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{
    POSTS, Practice, Row, SETTINGS, SHEET, another_run_writes, due, outcomes,
};

use super::{check, lay, name, set};

const DAY: i64 = 24 * 60;

/// Returns a desk on which a text may go out again after this time.
async fn desk(time: &str, posts: &[Row]) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], posts).await;
    set(&desk, &[(name(Setting::SameTextAfter), time)]);
    desk
}

/// A post that comes in so many minutes.
fn comes(account: &'static str, text: &str, minutes: i64) -> Row {
    Row { due: Some(minutes), ..due(account, text) }
}

fn message(desk: &Practice, row: usize) -> String {
    desk.cell(POSTS, row, "Message")
}

fn status(desk: &Practice, row: usize) -> String {
    desk.cell(POSTS, row, "Status")
}

#[tokio::test]
async fn a_text_that_went_out_on_any_account_is_not_posted_again_within_the_time() {
    let rows = [due("shop_a", "Open today"), comes("shop_b", "ＯＰＥＮ\ntoday ", DAY)];
    let desk = desk("14 days", &rows).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, Published), (3, Failed)]);
    assert_eq!(report.exit_code(), 1);
    assert_eq!((status(&desk, 3).as_str(), desk.public().len()), ("Failed", 1));
    let said = message(&desk, 3);
    assert!(said.starts_with("Row 2 has the same text.") && said.contains("Post now"), "{said}");
    // At its own time, and long after: it waits for a person, and is told once.
    for days in [1, 3, 20] {
        let report = desk.run_in(TimeDelta::minutes(days * DAY + 1)).await;
        assert_eq!((report.exit_code(), desk.public().len()), (0, 1), "{days}");
    }
    assert_eq!((message(&desk, 3), status(&desk, 3)), (said, "Failed".to_owned()));
}

#[tokio::test]
async fn a_row_with_other_words_or_a_later_time_is_free_again() {
    for (header, typed, passes) in [
        ("Text", "Open tomorrow", TimeDelta::minutes(10)),
        ("Publish at", "later", TimeDelta::days(2) + TimeDelta::minutes(1)),
    ] {
        let desk = desk("2日", &[due("shop_a", "Open"), comes("shop_b", "open", 5)]).await;
        desk.run().await;
        assert_eq!(status(&desk, 3), "Failed");
        let later = desk.started + TimeDelta::days(2);
        let local = later.with_timezone(&chrono_tz::Asia::Tokyo).naive_local();
        let later = local.format("%Y-%m-%d %H:%M:%S").to_string();
        desk.type_in(POSTS, 3, header, if typed == "later" { &later } else { typed });
        let report = desk.run_in(passes).await;
        assert_eq!(outcomes(&report), [(3, Published)], "{header}");
        assert_eq!((desk.public().len(), message(&desk, 3).as_str()), (2, ""));
    }
}

#[tokio::test]
async fn post_now_posts_it_all_the_same() {
    let desk = desk("14d", &[due("shop_a", "Open"), due("shop_b", "Open")]).await;
    assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Failed)]);
    desk.type_in(POSTS, 3, "Status", "Post now");
    assert_eq!(outcomes(&desk.run().await), [(3, Published)]);
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn a_check_a_preview_and_a_dry_run_say_it_beforehand_and_which_row_it_is() {
    let rows = [comes("shop_a", "Open", DAY), comes("shop_b", "Open", 3 * DAY)];
    let desk = desk("1 week", &rows).await;
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let line = planned.posts.iter().find(|line| line.row == 3).unwrap();
    assert_eq!(line.outcome, ToFix);
    assert!(line.words.starts_with("Row 2 has the same text."), "{}", line.words);
    let report = check(&desk).await;
    let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
    let mut found = findings.filter(|it| it.words.starts_with("Row 2 has the same text."));
    assert_eq!(found.next().and_then(|it| it.cell.clone()).as_deref(), Some("B3"));
    assert_eq!((found.next(), report.exit_code()), (None, 1));
    let cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    let card = cards.iter().find(|card| card.row == 3).unwrap();
    assert_eq!((card.stage, card.is_wrong), (Stage::ToFix, true));
    assert!(card.words.starts_with("Row 2 has the same text."), "{}", card.words);
}

#[tokio::test]
async fn a_japanese_desk_says_it_in_japanese() {
    let rows = [due("shop_a", "本日営業"), due("shop_a", "本日 営業")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    for column in PostColumn::ALL {
        let [english, japanese] = Language::ALL.map(|language| column.header(language));
        if desk.shown_row(POSTS, 1).iter().any(|header| header == english) {
            desk.type_in(POSTS, 1, english, japanese);
        }
    }
    let named = Setting::SameTextAfter.name(Language::Japanese);
    lay(&desk, SETTINGS, &["設定", "値", "メッセージ"], &[(named, "2週間")]);
    desk.run().await;
    let said = desk.cell(POSTS, 3, "メッセージ");
    assert!(said.starts_with("2 行目と同じ文です。") && said.contains("「今すぐ」"), "{said}");
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn without_the_setting_and_without_its_value_any_text_goes_out_again_and_with_a_bad_one_none()
{
    for value in [None, Some(""), Some("soon"), Some("400 days"), Some("0")] {
        let rows = [due("shop_a", "Open"), due("shop_b", "Open")];
        let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
        if let Some(value) = value {
            set(&desk, &[(name(Setting::SameTextAfter), value)]);
        }
        let is_bad = matches!(value, Some("soon" | "400 days"));
        let outcome = if is_bad { Waiting } else { Published };
        assert_eq!(outcomes(&desk.run().await), [(2, outcome), (3, outcome)], "{value:?}");
        if is_bad {
            let said = desk.cell(SETTINGS, 2, "Message");
            assert!(said.contains("14 days"), "{value:?}: {said}");
        }
    }
}

#[tokio::test]
async fn each_part_of_the_accounts_holds_its_rows_against_those_of_all() {
    let desk = desk("14 days", &[due("shop_a", "Open"), due("shop_b", "Open")]).await;
    let shards = |index: u32| Shard::new(index, 8).unwrap();
    // The part of the second row goes first: the row above is planned before it, whosever it is.
    let has = |index: &u32, name: &str| shards(*index).has(Some(name));
    for name in ["shop_b", "shop_a"] {
        let index = (0..8).find(|index| has(index, name)).unwrap();
        desk.run_with(&Config { shard: shards(index), ..desk.config() }).await;
    }
    assert_eq!((status(&desk, 2).as_str(), status(&desk, 3).as_str()), ("Published", "Failed"));
    assert_eq!(desk.public_texts(), ["Open"]);
}

#[tokio::test]
async fn a_run_whose_plan_has_to_be_made_again_sends_neither_row_twice() {
    let desk = desk("14 days", &[due("shop_a", "Open"), due("shop_b", "Open")]).await;
    let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(trigger, Box::new(another_run_writes));
    desk.run().await;
    desk.run_later().await;
    assert_eq!(desk.public_texts(), ["Open"]);
}

#[tokio::test]
async fn a_row_that_was_deleted_is_not_remembered_by_its_text() {
    let desk = desk("14 days", &[due("shop_a", "Open")]).await;
    desk.run().await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    let request = json!([{"deleteDimension": {"range": range}}]);
    enter(&desk.world).sheets.batch(SHEET, request).unwrap();
    desk.append(2, &comes("shop_b", "Open", -4));
    assert_eq!(outcomes(&desk.run().await), [(2, Published)]);
}

#[tokio::test]
async fn a_long_tab_knows_the_texts_of_its_published_rows_and_costs_no_further_request() {
    let requests = async |value: &str| {
        let desk = desk(value, &[due("shop_a", "Open"), due("shop_b", "More")]).await;
        let rows =
            json!([{"appendDimension": {"sheetId": 22, "dimension": "ROWS", "length": 6_000}}]);
        enter(&desk.world).sheets.batch(SHEET, rows).unwrap();
        desk.run().await;
        desk.append(4, &comes("shop_b", "open", DAY));
        let (report, seen) = desk.watched_run().await;
        (report.posts, message(&desk, 4), seen.len())
    };
    let (posts, said, with) = requests("14 days").await;
    assert_eq!(posts.iter().map(|line| line.outcome).collect::<Vec<_>>(), [Failed]);
    assert!(said.starts_with("Row 2 has the same text."), "{said}");
    let (_, said, without) = requests("").await;
    assert_eq!((said.as_str(), with), ("", without));
}

#[tokio::test]
async fn a_desk_with_a_refused_row_costs_two_reads_when_idle() {
    let desk = desk("14 days", &[due("shop_a", "Open"), due("shop_b", "Open")]).await;
    desk.run().await;
    let (_, seen) = desk.watched_run().await;
    let operations: Vec<&str> = seen.iter().map(|seen| seen.operation.as_str()).collect();
    assert_eq!(operations, ["oauth.token", "sheets.get", "sheets.get"]);
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert!(!planned.posts.iter().any(|line| line.outcome == ToPublish));
}
