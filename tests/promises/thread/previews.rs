//! What is said of a thread before anything is posted: previews and the plan of the next run.

use threadsheet::report::PostOutcome::ToPublish;
use threadsheet::report::preview::Card;
use threadsheet::{dry_run, preview};

use super::*;

async fn card(desk: &Practice) -> Card {
    let mut cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    assert_eq!(cards.len(), 1);
    cards.remove(0)
}

#[tokio::test]
async fn a_preview_shows_the_parts_of_a_thread_and_how_far_it_is() {
    let later = Row { due: Some(60), ..due("shop_a", "One") };
    let planned = desk(later, &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
    for (desk, words) in [(planned, ""), (half().await, "1 of 3 are out.")] {
        let card = card(&desk).await;
        let parts: Vec<&str> = card.parts.iter().map(|part| &*part.text).collect();
        assert_eq!((&*card.text, parts), ("One", vec!["Two", "Three"]));
        assert!(card.words.contains(words), "{}", card.words);
        assert!(!card.is_wrong);
    }
}

#[tokio::test]
async fn a_dry_run_says_that_the_rest_of_a_thread_would_go_out_and_sends_nothing() {
    let desk = half().await;
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(outcomes(&planned), [(2, ToPublish)]);
    holds(&desk, &["One"]);
    says(&desk, "Publishing", &["1 of 3 are out."]);
}
