//! In each quirk the probe says what is so.

use threadsheet_core::token::Token;
use threadsheet_practice::sheets::{CellAddress, ColumnMetadata};
use threadsheet_practice::threads::{Counting, SecondPublish};
use threadsheet_test_kit::keys;

use super::*;

#[tokio::test]
async fn services_as_they_are_documented_are_told_as_such_and_left_as_they_were() {
    let bench = Bench::new(|_| {}).await;
    let before = bench.whole(THROW_AWAY);
    let probe = bench.probe(Some("@Shop_A"), true, false).await;
    assert_found(
        &probe,
        &[
            ("unmatched_delete", "taken"),
            ("same_id", "refused"),
            ("versions", "one_at_a_time"),
            ("swaps", "one_at_a_time"),
            ("columns", "moves"),
            ("counting", "documented"),
            ("second_publish", "refused"),
            ("status", "seen"),
            ("list", "seen"),
            ("old_token", "not_agreed"),
        ],
    );
    assert_eq!((probe.exit_code(), probe.tidied), (0, Tidied::Yes));
    bench.assert_unchanged(THROW_AWAY, &before);
    let posts = bench.0.public();
    assert_eq!(posts.len(), 1);
    assert_eq!(probe.addresses, [posts[0].permalink.clone()]);
    assert_eq!(bench.count("threads.publish"), 3, "once, soon after, and a minute later");
    assert_eq!(bench.count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn services_at_their_worst_are_told_apart_and_the_new_token_stands_in_its_cell() {
    let bench = Bench::new(|world| {
        world.latency.sheets = Duration::from_millis(40);
        let sheets = &mut world.sheets.quirks;
        sheets.batches_cross = true;
        sheets.unmatched_delete_is_an_error = true;
        sheets.column_metadata = ColumnMetadata::Stays;
        let threads = &mut world.threads.quirks;
        threads.counting = Counting::Bytes;
        threads.second_publish = SecondPublish::PostsAgain;
        threads.published_readable = Some(TimeDelta::milliseconds(1_200));
        threads.old_token_dies_on_refresh = true;
    })
    .await;
    let old = bench.token();
    let probe = bench.probe(Some("shop_a"), true, true).await;
    assert_found(
        &probe,
        &[
            ("unmatched_delete", "refused"),
            ("same_id", "refused"),
            ("versions", "crossed"),
            ("swaps", "crossed"),
            ("columns", "stays"),
            ("counting", "bytes"),
            ("second_publish", "posts_again"),
            ("status", "seen_for_a_while"),
            ("list", "seen"),
            ("old_token", "ends"),
        ],
    );
    assert_eq!((probe.exit_code(), probe.tidied), (1, Tidied::ButForTheToken));
    assert_eq!(bench.0.public().len(), 3, "as many as was said at most");
    assert_eq!(probe.addresses.len(), 3);
    let new = bench.token();
    assert!(new != old && bench.is_valid(&new) && !bench.is_valid(&old));
    assert!(all_said(&probe).contains("500 kana"));
}

#[tokio::test]
async fn a_same_id_and_lists_that_lag_are_told() {
    let bench = Bench::new(|world| {
        world.sheets.quirks.metadata_ids_repeat = true;
        world.sheets.quirks.column_metadata = ColumnMetadata::Untold;
        let threads = &mut world.threads.quirks;
        threads.counting = Counting::Characters;
        threads.second_publish = SecondPublish::SameId;
        threads.list_lag = TimeDelta::MAX;
        threads.status_lag = TimeDelta::milliseconds(300);
        threads.refresh_rotates = false;
    })
    .await;
    let before = bench.whole(THROW_AWAY);
    let probe = bench.probe(Some("shop_a"), true, true).await;
    assert_found(
        &probe,
        &[
            ("same_id", "taken"),
            ("versions", "crossed"),
            ("columns", "untold"),
            ("counting", "characters"),
            ("second_publish", "same_id"),
            ("status", "seen"),
            ("list", "unseen"),
            ("old_token", "same_token"),
        ],
    );
    let first = probe.findings.iter().find_map(|finding| match finding {
        Finding::Status(sight) => sight.first,
        _ => None,
    });
    assert!(first.is_some_and(|first| first >= Duration::from_millis(300)), "{first:?}");
    assert_eq!(probe.addresses.len(), 1, "it is known though the list does not show it");
    bench.assert_unchanged(THROW_AWAY, &before);
}

#[tokio::test]
async fn a_container_that_never_says_so_and_refused_marks_are_told() {
    let bench = Bench::new(|world| {
        world.sheets.quirks.column_metadata = ColumnMetadata::Refused;
        world.threads.quirks.counting = Counting::Utf16;
        world.threads.quirks.status_lag = TimeDelta::MAX;
    })
    .await;
    let probe = bench.probe(Some("shop_a"), true, true).await;
    assert_found(
        &probe,
        &[
            ("columns", "refused"),
            ("counting", "utf16"),
            ("second_publish", "refused"),
            ("status", "unseen"),
            ("old_token", "lives"),
        ],
    );
    assert_eq!(bench.0.public().len(), 1);
}

#[tokio::test]
async fn a_sealed_token_is_measured_with_and_its_renewal_is_sealed_too() {
    let mut bench = Bench::new(|_| ()).await;
    bench.0.keys = keys(&[1]);
    let seals = bench.0.config().seals();
    let user = enter(&bench.0.world).threads.add_account("shop_a");
    let old = Token::new(bench.token());
    let sealed = seals.seal(&old, &user, [7; 24]).unwrap();
    {
        let mut world = enter(&bench.0.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(THROW_AWAY, "Accounts", 1, 1), &sealed, now);
    }
    let probe = bench.probe(Some("shop_a"), true, true).await;
    assert_found(&probe, &[("second_publish", "refused"), ("old_token", "lives")]);
    let (new, _) = seals.open(&bench.token()).unwrap();
    assert!(new != old && bench.is_valid(new.expose()));
}
