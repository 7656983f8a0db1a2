//! Lost responses, refusals and shutdowns during a probe: nothing is lost or left behind, and no token is printed.

use futures_util::future::join_all;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_test_kit::is_told;

use super::*;

#[tokio::test]
async fn however_often_a_container_is_not_found_no_more_is_sent_than_was_agreed() {
    let bench = Bench::new(|world| world.threads.quirks.not_found_first = 9).await;
    let probe = bench.probe(Some("shop_a"), true, false).await;
    assert_found(&probe, &[("second_publish", "not_done"), ("list", "not_done")]);
    assert_eq!((probe.sent, bench.count("threads.publish")), (3, 3));
}

#[tokio::test]
async fn a_publish_whose_answer_is_lost_is_found_out_and_counted() {
    let bench = Bench::new(|world| {
        let lost = Fault::Status(500, Effect::With);
        world.faults.on(Trigger::nth_of("threads.publish", 1), lost);
        world.threads.quirks.second_publish = SecondPublish::PostsAgain;
    })
    .await;
    let probe = bench.probe(Some("shop_a"), true, false).await;
    assert_found(&probe, &[("second_publish", "posts_again"), ("status", "seen")]);
    assert_eq!((probe.sent, bench.0.public().len(), probe.addresses.len()), (3, 3, 3));
}

#[tokio::test]
async fn a_renewed_token_lands_in_its_cell_whatever_is_lost_on_the_way() {
    let faults = [Fault::DropAfter, Fault::DropBefore, Fault::Status(503, Effect::With)];
    let tried = faults.map(|fault| async move {
        let bench = Bench::new(|world| {
            world.threads.quirks.old_token_dies_on_refresh = true;
            let fault = fault.clone();
            let hook = move |world: &mut World| {
                world.faults.on(Trigger::nth_of("sheets.batchUpdate", 1), fault.clone());
            };
            let renewal = Trigger::nth_of("threads.refresh_access_token", 1);
            world.faults.before(renewal, Box::new(hook));
        })
        .await;
        let old = bench.token();
        let probe = bench.probe(Some("shop_a"), false, true).await;
        assert_found(&probe, &[("old_token", "ends")]);
        let new = bench.token();
        assert!(new != old && bench.is_valid(&new), "{fault:?}");
        assert_eq!(probe.tidied, Tidied::ButForTheToken);
    });
    join_all(tried).await;
}

#[tokio::test]
async fn a_sheet_that_cannot_be_written_costs_no_token_and_no_post() {
    let bench = Bench::new(|world| world.sheets.share(THROW_AWAY, EMAIL, Role::Reader)).await;
    let Tried { ended, .. } = bench.try_probe(Some("shop_a"), true, true).await;
    assert!(matches!(ended, Err(RunError::ReadOnly { .. })), "{ended:?}");
    let spent = ["threads.create", "threads.publish", "threads.refresh_access_token"];
    assert_eq!(spent.map(|operation| bench.count(operation)), [0, 0, 0]);
}

#[tokio::test]
async fn a_probe_that_is_told_to_end_takes_away_what_it_has_made() {
    let (sender, halt) = watch::channel(false);
    let bench = Bench::new(|world| {
        let hook = move |_: &mut World| {
            sender.send_replace(true);
        };
        world.faults.before(Trigger::nth_of("sheets.batchUpdate", 9), Box::new(hook));
    })
    .await;
    let before = bench.whole(THROW_AWAY);
    let Tried { ended, .. } = bench.halted_probe(Some("shop_a"), [true, true], halt).await;
    let probe = ended.unwrap();
    assert_found(&probe, &[("same_id", "refused"), ("versions", "ended"), ("list", "ended")]);
    assert_eq!(probe.tidied, Tidied::Yes);
    bench.assert_unchanged(THROW_AWAY, &before);
    assert!(bench.0.public().is_empty());
    assert_eq!(bench.count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn a_probe_without_time_posts_nothing_and_tidies_up() {
    let mut bench = Bench::new(|_| {}).await;
    bench.0.budget = Duration::from_secs(3);
    let before = bench.whole(THROW_AWAY);
    let probe = bench.probe(Some("shop_a"), true, true).await;
    assert_found(&probe, &[("second_publish", "ended"), ("old_token", "ended")]);
    assert_eq!(probe.tidied, Tidied::Yes);
    bench.assert_unchanged(THROW_AWAY, &before);
    assert_eq!(bench.count("threads.publish"), 0);
}

#[tokio::test]
async fn whatever_the_services_quote_no_secret_is_said() {
    let operations = ["threads.me", "threads.create", "threads.publish", "threads.list"];
    let tried = operations.map(|operation| async move {
        let bench = Bench::new(|world| {
            let secrets = world.secrets().join(" ");
            let body = json!({"error": {"code": 100, "message": format!("Bad {secrets}")}});
            let fault = Fault::Instead(Reply::json(400, &body), Effect::Without);
            world.faults.on(Trigger::every(operation), fault.clone());
            let batches = Trigger::nth_of("sheets.batchUpdate", 2).and_after();
            world.faults.on(batches, fault);
        })
        .await;
        let probe = bench.probe(Some("shop_a"), true, true).await;
        let said = all_said(&probe);
        assert!(said.contains("Bad"), "{operation}");
        assert_eq!(probe.tidied, Tidied::No);
        for secret in enter(&bench.0.world).secrets() {
            // The last line of a key is a few letters, which open nothing.
            assert!(secret.len() < 30 || !is_told(&said, &secret), "{operation}");
        }
    });
    join_all(tried).await;
}
