//! What a preview shows, and that it changes nothing.

use threadsheet::preview;
use threadsheet::report::preview::{Answers, Card, Preview, Section};
use threadsheet_core::language::Language;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, due};

mod browser;
mod made_up;
mod page;
mod terminal;
mod week;

async fn preview(desk: &Practice) -> Preview {
    let preview = preview::preview(&desk.config(), &|_| {}).await;
    preview.unwrap_or_else(|stop| panic!("the preview stopped: {stop}"))
}

fn at(minutes: i64, row: Row) -> Row {
    Row { due: Some(minutes), ..row }
}

fn card(preview: &Preview, row: usize) -> &Card {
    preview.cards.iter().find(|card| card.row == row).unwrap_or_else(|| panic!("no card {row}"))
}

fn stages(preview: &Preview) -> Vec<(usize, Stage)> {
    preview.cards.iter().map(|card| (card.row, card.stage)).collect()
}

/// A desk with a row of every kind; its first row is published.
async fn desk_of_all_kinds() -> Practice {
    let due = |text: &str| due("shop_a", text);
    let rows = [
        due("Out already"),
        at(90, due("Later\ntoday")),
        Row { status: "Draft", ..at(30, due("An idea")) },
        at(600, due(&"long ".repeat(130))),
        at(95, Row { reply_to: "previous", account: "shop_b", ..due("Nothing above") }),
        Row { due: None, ..due("Some day") },
        Row { status: "Ready", due: None, ..due("Now") },
        at(600, Row { account: "shop_c", ..due("Whose?") }),
        at(60 * 50, due("The day after tomorrow")),
        at(700, Row { status: "soon", ..due("An unknown word") }),
        Row { account: "", due: None, ..due("Total of the month") },
        Row { status: "Published", ..due("By another tool") },
    ];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows[..1]).await;
    Box::pin(desk.run()).await;
    for (row, typed) in rows.iter().enumerate().skip(1) {
        desk.append(row + 2, typed);
    }
    desk
}

#[tokio::test]
async fn every_post_that_is_not_out_has_a_card_and_no_other_row() {
    let desk = desk_of_all_kinds().await;
    let preview = preview(&desk).await;
    let mut shown = stages(&preview);
    shown.sort_by_key(|(row, _)| *row);
    let expected = [
        (3, Stage::Scheduled),
        (4, Stage::Draft),
        (5, Stage::ToFix),
        (6, Stage::ToFix),
        (7, Stage::Undated),
        (8, Stage::NextRun),
        (9, Stage::ToFix),
        (10, Stage::Scheduled),
        (11, Stage::Waiting),
        // A note of a person's own is asked about, until it is a Draft.
        (12, Stage::Undated),
    ];
    assert_eq!(shown, expected);
    let later = card(&preview, 3);
    assert_eq!((later.text.as_str(), later.length), ("Later\ntoday", 11));
    assert_eq!(card(&preview, 5).length, 649, "a text that is too long is shown and counted");
    assert_eq!(card(&preview, 10).when.map(|at| at > preview.at), Some(true));
}

#[tokio::test]
async fn a_preview_reads_twice_and_changes_nothing() {
    let desk = desk_of_all_kinds().await;
    let before = [ACCOUNTS, POSTS, "Log"].map(|tab| desk.shown(tab));
    enter(&desk.world).seen.clear();
    let preview = preview(&desk).await;
    let seen: Vec<String> =
        enter(&desk.world).seen.iter().map(|seen| seen.operation.clone()).collect();
    assert_eq!(seen, ["oauth.token", "sheets.get", "sheets.get"]);
    assert_eq!(preview.sheet_requests, 2);
    assert_eq!(before, [ACCOUNTS, POSTS, "Log"].map(|tab| desk.shown(tab)));
}

#[tokio::test]
async fn a_card_says_what_the_sheet_will_say_and_goes_on_saying_it() {
    let desk = desk_of_all_kinds().await;
    let before = preview(&desk).await;
    desk.run().await;
    let after = preview(&desk).await;
    for row in [5, 6, 9, 11] {
        let card = card(&before, row);
        assert!(card.is_wrong && !card.words.is_empty(), "{card:?}");
        assert_eq!(card.words, desk.cell(POSTS, row, "Message"));
        assert_eq!(card.words, self::card(&after, row).words);
        assert!(self::card(&after, row).is_wrong);
    }
    // What went out meanwhile is gone, what was to fix has failed, the rest stands as it stood.
    let left = stages(&before).into_iter().filter(|(row, _)| *row != 8);
    let tried = |stage| if stage == Stage::ToFix { Stage::Failed } else { stage };
    let left: Vec<_> = left.map(|(row, stage)| (row, tried(stage))).collect();
    assert_eq!(stages(&after), left);
}

#[tokio::test]
async fn a_draft_says_beforehand_what_is_wrong_with_it() {
    let draft = |row: Row| Row { status: "Draft", due: None, ..row };
    let rows = [
        draft(due("shop_a", "Fine")),
        draft(due("shop_a", &"long ".repeat(130))),
        draft(due("", "An idea without an account")),
        draft(due("shop_q", "A name with a mistake")),
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let preview = preview(&desk).await;
    let wrong: Vec<_> = preview.cards.iter().map(|card| (card.row, card.is_wrong)).collect();
    assert_eq!(wrong, [(2, false), (3, true), (4, false), (5, true)]);
    assert!(card(&preview, 5).words.contains("Did you mean shop_a?"));
    assert_eq!(preview.sections().len(), 1);
}

#[tokio::test]
async fn parts_stand_behind_the_post_that_they_answer() {
    let part = |minutes, account, text: &str| {
        at(minutes, Row { reply_to: "previous", ..due(account, text) })
    };
    let rows = [
        at(300, due("shop_a", "A1")),
        at(200, due("shop_b", "B1")),
        part(310, "shop_a", "A2"),
        part(210, "shop_b", "B2"),
        part(320, "shop_a", "A3"),
    ];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    let fresh = preview(&desk).await;
    let threads = |preview: &Preview| -> Vec<Vec<usize>> {
        let sections = preview.sections();
        let threads = sections.iter().flat_map(|(_, threads)| threads.iter().copied());
        threads.map(|thread| thread.iter().map(|card| card.row).collect()).collect()
    };
    assert_eq!(threads(&fresh), [vec![3, 5], vec![2, 4, 6]]);
    assert_eq!(card(&fresh, 6).answers, Some(Answers::Row(4)));
    desk.run().await;
    assert_eq!(threads(&preview(&desk).await), [vec![3, 5], vec![2, 4, 6]]);
}

#[tokio::test]
async fn the_next_days_have_their_headings_and_the_rest_its_own() {
    let desk = desk_of_all_kinds().await;
    let preview = preview(&desk).await;
    let sections: Vec<Section> = preview.sections().iter().map(|(section, _)| *section).collect();
    assert!(sections.is_sorted(), "{sections:?}");
    assert_eq!(sections.first(), Some(&Section::NeedsPerson));
    assert_eq!(sections.get(1), Some(&Section::NextRun));
    assert_eq!(sections.last(), Some(&Section::Drafts));
    assert!(sections.iter().any(|section| matches!(section, Section::Day(_))));
}

#[tokio::test]
async fn an_account_in_trouble_is_told_before_the_time_has_come() {
    let desk = Practice::new(&["shop_a"], &[at(90, due("shop_a", "Later"))]).await;
    assert_eq!(card(&preview(&desk).await, 2).words, "");
    desk.type_in(ACCOUNTS, 2, "Token", "12345");
    let card = card(&preview(&desk).await, 2).clone();
    assert!(card.is_wrong && card.words.contains("token needs attention"), "{card:?}");
    assert_eq!(card.stage, Stage::Scheduled);
}

#[tokio::test]
async fn a_token_in_a_cell_is_not_shown() {
    let token = ["TH", "AA", &"x1".repeat(40)].concat();
    let alt: &'static str = format!("alt {token}").leak();
    let rows = [
        due("shop_a", &format!("Mine is {token}!")),
        Row { media: "https://example.com/a.jpg", alt, ..due("shop_a", "A picture") },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let preview = preview(&desk).await;
    assert_eq!(card(&preview, 2).text, "Mine is ***!");
    assert_eq!(card(&preview, 3).media[0].options, []);
    assert!(card(&preview, 3).is_wrong, "{:?}", card(&preview, 3));
    assert!(!format!("{preview:?}").contains(&token));
    assert_eq!(preview.language, Language::English);
}

#[tokio::test]
async fn a_token_that_the_last_run_found_useless_is_told_until_another_is_pasted() {
    let desk =
        Practice::new(&["shop_a"], &[due("shop_a", "Now"), at(90, due("shop_a", "Later"))]).await;
    let token = desk.cell(ACCOUNTS, 2, "Token");
    enter(&desk.world).threads.revoke(&token);
    desk.run().await;
    let shown = preview(&desk).await;
    assert!(card(&shown, 2).is_wrong && card(&shown, 3).is_wrong, "{:?}", shown.cards);
    let other = enter(&desk.world).threads.issue_token("shop_a", desk.started, LIFE, &DESK_SCOPES);
    desk.type_in(ACCOUNTS, 2, "Token", &other);
    let shown = preview(&desk).await;
    assert!(shown.cards.iter().all(|card| !card.is_wrong), "{:?}", shown.cards);
}

#[tokio::test]
async fn what_nobody_replaced_in_a_text_is_pointed_out_beside_what_else_is_said() {
    let rows = [
        at(30, due("shop_a", "Open at XXX")),
        at(30, due("shop_x", "Dear {{first name}}")),
        Row { status: "Draft", ..due("shop_a", "TODO") },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let preview = preview(&desk).await;
    let hint = "The text still contains XXX.";
    let open = card(&preview, 2);
    assert!(open.words.starts_with(hint), "{}", open.words);
    assert_eq!((open.stage, open.is_wrong), (Stage::Scheduled, false));
    let whose = card(&preview, 3);
    assert!(whose.words.starts_with("There is no account \"shop_x\""), "{}", whose.words);
    assert!(whose.words.contains(" The text still contains {{first name}}."), "{}", whose.words);
    assert!(whose.is_wrong);
    assert_eq!(card(&preview, 4).words, "");
}
