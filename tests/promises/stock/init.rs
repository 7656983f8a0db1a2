//! `init --stock` adds the tab, with notes and examples that are kept back; nobody gets it unasked.

use threadsheet::init::{InitOptions, init};
use threadsheet_core::language::Language;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SHEET, due};

use super::{STOCK, settle};

#[tokio::test]
async fn the_tab_is_made_on_demand_and_once_and_its_examples_make_nothing() {
    for (language, title) in [(Language::English, STOCK), (Language::Japanese, "ストック")] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
        let options = InitOptions { language: Some(language), ..InitOptions::default() };
        init(&desk.config(), options, &|_| {}).await.unwrap();
        assert!(desk.shown(title).is_empty(), "nobody asked for it");
        let options = InitOptions { stock: true, ..options };
        let added = init(&desk.config(), options, &|_| {}).await.unwrap().added;
        assert_eq!(added.len(), 1, "{added:?}");
        assert!(added[0].contains(title), "{added:?}");
        assert!(init(&desk.config(), options, &|_| {}).await.unwrap().added.is_empty());
        let rows = desk.shown(title);
        assert!(rows.len() >= 4 && rows[1].iter().any(|cell| cell.contains("---")), "{rows:?}");
        settle(&desk).await;
        assert_eq!(desk.public_texts(), ["Typed"]);
        assert!(super::made_in(&desk, "Posts").is_empty());
    }
}

#[tokio::test]
async fn a_persons_own_tab_of_that_name_gets_ours_beside_it() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
    let theirs = vec![vec![Seed::Text("Item".to_owned()), Seed::Text("Count".to_owned())]];
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, theirs);
    let options = InitOptions { stock: true, ..InitOptions::default() };
    init(&desk.config(), options, &|_| {}).await.unwrap();
    assert_eq!(desk.shown(STOCK).len(), 1);
    assert!(!desk.shown("threadsheet Stock").is_empty());
    settle(&desk).await;
}
