//! What is wrong with a stock row is told in that row, and never makes a post.

use super::{STOCK, Typed, desk, made, message, settle};

/// Rows that are wrong, each with a piece of what it is told.
const WRONG: [(Typed, &str); 15] = [
    (["x", "", "", "", ""], "When is empty"),
    (["x", "sometimes", "", "", ""], "not a rule"),
    (["x", "Feb 30", "", "", ""], "not a rule"),
    (["x", "毎月31日 9:00", "", "", ""], "Not every month has a day 31"),
    (["x", "32nd 9:00", "", "", ""], "No month has a day 32"),
    (["x", "every 0 days 9:00", "", "", ""], "not a time between two uses"),
    (["x", "daily", "", "", ""], "no time of day"),
    (["x", "daily 25:00", "", "", ""], "times of day"),
    (["x", "daily 9:00", "long", "", ""], "Rest says"),
    (["x", "daily 9:00", "", "0", ""], "Times says"),
    (["x", "daily 9:00", "", "many", ""], "Times says"),
    (["x", "daily 9:00", "", "", "someday"], "Until says"),
    (["One\n---\n---\nTwo", "daily 9:00", "", "", ""], "Text 2 is empty"),
    (
        [
            "One\n---\nhttps://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5 https://a.example/6",
            "daily 9:00",
            "",
            "",
            "",
        ],
        "Text 2",
    ),
    (["x", "slots", "", "", ""], "no Slots"),
];

#[tokio::test]
async fn every_cell_has_a_refusal_of_its_own_and_costs_its_own_row_alone() {
    let mut rows: Vec<Typed> = WRONG.map(|(row, _)| row).to_vec();
    rows.push(["Good", "daily 9:00", "", "", ""]);
    let desk = desk(&rows).await;
    settle(&desk).await;
    for (at, (row, told)) in WRONG.into_iter().enumerate() {
        let message = message(&desk, at + 2);
        assert!(message.contains(told), "{row:?}: {message}");
    }
    let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["Good"]);
}

#[tokio::test]
async fn a_text_that_is_too_long_an_unknown_account_and_a_missing_column_are_told() {
    let good = ["x", "daily 9:00", "", "", ""];
    let desk = desk(&[good, good, good, good]).await;
    desk.type_in(STOCK, 2, "Text", &format!("short\n---\n{}", "あ".repeat(600)));
    desk.type_in(STOCK, 3, "Account", "shop_b");
    desk.type_in(STOCK, 4, "Status", "Post now");
    desk.type_in(STOCK, 5, "Status", "Draft");
    settle(&desk).await;
    for (row, told) in [(2, "Text 2: "), (3, "shop_b"), (4, "Status says"), (5, "")] {
        assert!(message(&desk, row).contains(told), "{}", message(&desk, row));
    }
    assert_eq!(message(&desk, 5), "");
    assert!(made(&desk).is_empty());
    desk.type_in(STOCK, 2, "Text", "short");
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1, "corrected, it is used");
}
