//! What a check says of texts that can be posted and perhaps should not.

use threadsheet::report::About;
use threadsheet_core::columns::PostColumn;
use threadsheet_core::language::Language;
use threadsheet_test_kit::{POSTS, Practice, Row, due};

use super::{check, found, only};

#[tokio::test]
async fn what_nobody_replaced_in_a_text_is_pointed_out_and_the_post_goes_out() {
    let rows = [
        due("shop_a", "Dear {name}, ◯◯ is open"),
        Row { due: Some(600), ..due("shop_a", "TODO") },
        due("shop_a", "Sizes up to XXXL: https://a.example/{id}"),
        Row { status: "Draft", ..due("shop_a", "XXX") },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let report = check(&desk).await;
    let finding = only(&report, About::Post(2));
    assert!(finding.words.starts_with("The text still contains {name}, ◯◯."), "{}", finding.words);
    assert_eq!((finding.cell.as_deref(), finding.is_wrong), (Some("B2"), false));
    assert!(only(&report, About::Post(3)).words.contains("TODO"));
    for row in [4, 5] {
        assert!(found(&report, About::Post(row)).is_empty(), "{row}");
    }
    assert_eq!(report.exit_code(), 0);
    desk.run().await;
    assert_eq!(desk.public_texts().len(), 2);
    assert_eq!(desk.cell(POSTS, 2, "Message"), "");
}

#[tokio::test]
async fn a_japanese_desk_is_told_in_japanese() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "{{店名}}、本日開店")]).await;
    for column in PostColumn::ALL {
        let [english, japanese] = Language::ALL.map(|language| column.header(language));
        if desk.shown_row(POSTS, 1).iter().any(|header| header == english) {
            desk.type_in(POSTS, 1, english, japanese);
        }
    }
    let report = check(&desk).await;
    let words = &only(&report, About::Post(2)).words;
    assert!(words.starts_with("本文に「{{店名}}」が残っています。"), "{words}");
}
