//! Key rotation, lost responses and concurrent runs with sealed tokens.

use threadsheet_practice::server::Server;

use super::*;

#[tokio::test]
async fn a_rotated_key_seals_every_token_anew_and_the_old_one_can_go() {
    let mut desk = desk(&["shop_a", "shop_b"]).await;
    let pasted = [desk.token(2), desk.token(3)];
    desk.run().await;
    desk.keys = keys(&[2, 1]);
    assert_eq!(desk.writes().await, 1);
    assert_eq!([desk.opened(2, 2), desk.opened(3, 2)], pasted);
    desk.keys = keys(&[2]);
    assert_eq!(desk.writes().await, 0);
    assert!(desk.status(2).starts_with("OK"), "{}", desk.status(2));
}

#[tokio::test]
async fn whatever_answer_is_lost_as_tokens_are_sealed_none_is_lost() {
    let faults: [fn() -> Fault; 5] = [
        || Fault::DropBefore,
        || Fault::DropAfter,
        || Fault::Status(503, Effect::With),
        || Fault::Status(503, Effect::Without),
        || Fault::TruncatedBody,
    ];
    for fault in faults {
        let mut desk = desk(&["shop_a", "shop_b"]).await;
        let (key, pasted) = (std::mem::take(&mut desk.keys), [desk.token(2), desk.token(3)]);
        desk.run().await;
        desk.keys = key;
        let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).seen.clear();
        enter(&desk.world).faults.on(trigger, fault());
        // A run that was told nothing may stop; the next one goes on.
        let _ended = desk.try_run().await;
        desk.run().await;
        assert_eq!([desk.opened(2, 1), desk.opened(3, 1)], pasted);
        assert_eq!(desk.writes().await, 0);
    }
}

/// Runs through a server of its own, as another process would.
async fn run_through(desk: &Practice, server: &Server) {
    let credentials = enter(&desk.world).credentials_json(&server.token_uri);
    let config = Config {
        credentials: Credentials(credentials),
        sheets_url: server.sheets_url.clone(),
        threads_url: server.threads_url.clone(),
        ..desk.config()
    };
    Box::pin(desk.run_with(&config)).await;
}

/// Holds the desk's own run at its n-th call of an operation while another run does its work.
async fn overlap(desk: &Practice, other: &Server, operation: &str, nth: u64, side: Side) {
    let gate = Gate::new();
    let held = Fault::Stall(Hold::Until(gate.clone()), side);
    enter(&desk.world).seen.clear();
    enter(&desk.world).faults.on(Trigger::nth_of(operation, nth).through(0), held);
    let meanwhile = async {
        gate.reached(1).await;
        run_through(desk, other).await;
        gate.open();
    };
    tokio::join!(desk.run(), meanwhile);
}

#[tokio::test]
async fn of_two_concurrent_runs_that_seal_one_does_and_the_token_is_whole() {
    for side in [Side::Before, Side::After] {
        let mut desk = desk(&["shop_a"]).await;
        let (key, pasted) = (std::mem::take(&mut desk.keys), desk.token(2));
        desk.run().await;
        desk.keys = key;
        let other = Server::start(desk.world.clone()).await.unwrap();
        overlap(&desk, &other, "sheets.batchUpdate", 1, side).await;
        assert_eq!(desk.opened(2, 1), pasted);
        assert_eq!(desk.writes().await, 0);
    }
}

#[tokio::test]
async fn a_renewed_token_replaces_the_old_one_that_another_run_has_sealed_meanwhile() {
    let mut desk = desk(&["shop_a"]).await;
    let key = std::mem::take(&mut desk.keys);
    let old = desk.paste(2, "shop_a", 50);
    // It is known, so that the other run need not ask whose it is; its renewal is refused at first.
    let refused = || Fault::Status(400, Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("threads.refresh_access_token"), refused());
    desk.run().await;
    assert_eq!(desk.token(2), old);
    desk.keys = key;
    let later = TimeDelta::hours(13);
    let other = Server::start(desk.world.clone()).await.unwrap();
    {
        let mut world = enter(&desk.world);
        world.faults.clear();
        world.clock.advance(later);
        let others = Trigger::every("threads.refresh_access_token").through(1);
        world.faults.on(others, refused());
    }
    overlap(&desk, &other, "threads.refresh_access_token", 1, Side::After).await;
    let new = desk.opened(2, 1);
    assert_ne!(new, old, "the renewed token was lost");
    let valid = enter(&desk.world).threads.valid_tokens("shop_a", desk.started + LIFE / 2);
    assert!(valid.contains(&new));
    enter(&desk.world).faults.clear();
    desk.run().await;
    assert!(desk.status(2).starts_with("OK"), "{}", desk.status(2));
}
