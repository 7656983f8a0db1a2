//! The Settings tab as `init` makes it.

use threadsheet::init::{self, InitOptions};
use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SETTINGS, due, outcomes};

use crate::init::survey::{changes, whole};

#[tokio::test]
async fn a_desk_in_use_gets_the_tab_and_nothing_else_of_it_changes() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    desk.run().await;
    let before = whole(&desk);
    let options = InitOptions::default();
    let added = init::init(&desk.config(), options, &|_| {}).await.unwrap().added;
    assert!(added.contains(&"the tab \"Settings\"".to_owned()), "{added:?}");
    assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
    let shown = desk.shown(SETTINGS);
    assert_eq!(shown[0], ["Setting", "Value", "Message"]);
    let of = |setting: Setting| setting.name(Language::English);
    assert!(shown.contains(&vec![of(Setting::Gap).to_owned(), "2 minutes".to_owned()]));
    enter(&desk.world).seen.clear();
    assert_eq!(
        init::init(&desk.config(), options, &|_| {}).await.unwrap().added,
        Vec::<String>::new()
    );
    assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 0);
}

#[tokio::test]
async fn what_it_writes_is_what_it_reads_in_either_language() {
    for (options, tab) in [(Language::English, SETTINGS), (Language::Japanese, "設定")] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), due("shop_a", "Two")]).await;
        let options = InitOptions { language: Some(options), adopts: false, stock: false };
        init::init(&desk.config(), options, &|_| {}).await.unwrap();
        let report = desk.run().await;
        assert_eq!(report.settings, [], "{:?}", desk.shown(tab));
        // Two minutes are longer than this run may take.
        assert_eq!(desk.public_texts(), ["One"]);
        assert_eq!(outcomes(&report).len(), 2);
        assert!(desk.shown(tab).iter().skip(1).all(|row| row.len() < 3), "{:?}", desk.shown(tab));
    }
}

#[tokio::test]
async fn each_setting_has_a_note_and_those_with_few_values_a_dropdown() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap();
    let whole = whole(&desk);
    let mut tabs = whole["sheets"].as_array().unwrap().iter();
    let tab = tabs.find(|tab| tab["properties"]["title"] == SETTINGS).unwrap();
    for (at, setting) in Setting::ALL.into_iter().enumerate() {
        let cells = &tab["data"][0]["rowData"][at + 1]["values"];
        assert!(cells[0]["note"].as_str().is_some_and(|note| note.len() > 20), "{setting:?}");
        let offers = cells[1]["dataValidation"].is_object();
        let few = matches!(setting, Setting::OnlyQueued | Setting::Language);
        assert_eq!(offers, few, "{setting:?}");
    }
}
