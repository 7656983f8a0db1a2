//! The media check: what the servers of images and videos answer.

use std::time::{Duration, Instant};

use threadsheet::report::{About, PostOutcome, text};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::service::Service;
use threadsheet_practice::threads::MediaFile;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, Row, due, outcomes};

use super::{check, found, only, wrong};

fn with(media: &'static str) -> Row {
    Row { media, ..due("shop_a", media) }
}

async fn desk(rows: &[Row]) -> Practice {
    Practice::new(&["shop_a"], rows).await
}

fn host(desk: &Practice, url: &str, file: MediaFile) {
    enter(&desk.world).threads.host_media(url, file);
}

#[tokio::test]
async fn pictures_and_videos_that_threads_takes_are_well() {
    let desk = desk(&[
        with("https://a.example/x.jpg https://b.example/y.mp4"),
        with("https://a.example/no-ending"),
        with("https://a.example/signed-for-get.png"),
        with("https://a.example/moved.jpg"),
        with("https://a.example/untyped.jpg"),
    ])
    .await;
    host(&desk, "https://a.example/no-ending", MediaFile::Typed("image/png"));
    host(&desk, "https://a.example/signed-for-get.png", MediaFile::RefusesHead);
    let moved = MediaFile::LeadsTo("https://cdn.example/here.jpg");
    host(&desk, "https://a.example/moved.jpg", moved);
    host(&desk, "https://a.example/untyped.jpg", MediaFile::Typed("application/octet-stream"));
    let report = check(&desk).await;
    assert_eq!(wrong(&report), Vec::<&threadsheet::report::Finding>::new());
    let foot = text::foot(&report).join(" ");
    let looked = "Checked 1 account, 5 upcoming posts and 6 pictures and videos. Nothing is wrong.";
    assert!(foot.contains(looked), "{foot}");
}

#[tokio::test]
async fn what_threads_could_not_fetch_or_would_not_take_is_told_with_the_cell() {
    let cases = [
        ("https://a.example/gone.jpg", MediaFile::NotFound, "nothing at this address (404)"),
        ("https://a.example/page.jpg", MediaFile::Html, "this opens a web page"),
        ("https://a.example/large.jpg", MediaFile::TooLarge, "and Threads accepts up to 8 MB"),
        ("https://a.example/large.mp4", MediaFile::TooLarge, "and Threads accepts up to 1 GB"),
        ("https://a.example/w.jpg", MediaFile::Typed("image/webp"), "says it is image/webp"),
        ("https://a.example/film.jpg", MediaFile::Typed("video/mp4"), "says that it is a video"),
        (
            "https://a.example/who-knows",
            MediaFile::Typed("application/octet-stream"),
            "neither the address nor the server tells",
        ),
        (
            "https://a.example/plain.jpg",
            MediaFile::LeadsTo("http://a.example/x.jpg"),
            "not public or not https://",
        ),
        (
            "https://a.example/inside.jpg",
            MediaFile::LeadsTo("https://169.254.169.254/latest/x.jpg"),
            "not public or not https://",
        ),
        (
            "https://a.example/round.jpg",
            MediaFile::LeadsTo("https://a.example/round.jpg"),
            "keeps redirecting",
        ),
    ];
    let rows: Vec<Row> = cases.iter().map(|(url, ..)| with(url)).collect();
    let desk = desk(&rows).await;
    for (url, file, _) in cases {
        host(&desk, url, file);
    }
    let report = check(&desk).await;
    for (at, (url, _, words)) in cases.into_iter().enumerate() {
        let finding = only(&report, About::Post(at + 2));
        assert!(finding.words.contains(words), "{url}: {}", finding.words);
        assert_eq!(finding.cell.as_deref(), Some(format!("D{}", at + 2).as_str()));
        assert!(finding.is_wrong && finding.is_news);
    }
    assert_eq!(report.exit_code(), 1);
    // The run is still free to try: Threads has the last word.
    assert!(outcomes(&report).iter().all(|(_, outcome)| *outcome == PostOutcome::ToPublish));
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_with_its_size_even_where_head_is_refused() {
    let desk = desk(&[with("https://a.example/large.jpg")]).await;
    host(&desk, "https://a.example/large.jpg", MediaFile::TooLarge);
    let refused = Fault::Status(403, Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("web.head"), refused);
    let words = &only(&check(&desk).await, About::Post(2)).words.clone();
    assert!(words.contains("the image is 3072.0 MB"), "{words}");
}

#[tokio::test]
async fn every_address_is_asked_once_and_nothing_of_ours_goes_along() {
    let twice = "https://a.example/x.jpg";
    let scheduled = Row { due: Some(600), ..with(twice) };
    let desk = desk(&[with(twice), scheduled, Row { status: "Draft", ..with(twice) }]).await;
    enter(&desk.world).seen.clear();
    let report = check(&desk).await;
    let world = enter(&desk.world);
    let seen: Vec<_> = world.seen.iter().filter(|seen| seen.service == Service::Web).collect();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((seen[0].method.as_str(), &seen[0].account), ("HEAD", &None));
    assert_eq!(report.checkup.unwrap().n_media, 1);
}

#[tokio::test]
async fn scheduled_posts_and_drafts_are_looked_at_too() {
    let gone = "https://a.example/gone.jpg";
    let desk = desk(&[
        Row { due: Some(600), ..with(gone) },
        Row { status: "Draft", ..with(gone) },
        Row { due: Some(600), ..due("shop_a", "Text alone") },
    ])
    .await;
    host(&desk, gone, MediaFile::NotFound);
    let report = check(&desk).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Waiting), (3, PostOutcome::Draft)]);
    assert_eq!(found(&report, About::Post(3)).len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_costs_its_own_addresses_one_timeout() {
    let silent: Vec<String> = (0..40).map(|n| format!("https://hangs.example/{n}.jpg")).collect();
    let media: &'static str = silent[..20].join("\n").leak();
    let more: &'static str = silent[20..].join("\n").leak();
    let pictures = |media: &'static str, text| Row { media, ..due("shop_a", text) };
    let gone = with("https://a.example/gone.jpg");
    let desk = desk(&[pictures(media, "These"), pictures(more, "And these"), gone]).await;
    for url in &silent {
        host(&desk, url, MediaFile::Silent);
    }
    host(&desk, "https://a.example/gone.jpg", MediaFile::NotFound);
    let began = Instant::now();
    let report = check(&desk).await;
    // At this pace one time-out is half a second; forty in a row would be twenty.
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert_eq!(found(&report, About::Post(2)).len(), 20);
    assert!(found(&report, About::Post(3))[0].words.contains("did not answer"));
    assert!(only(&report, About::Post(4)).words.contains("404"));
    // Four at once before its silence shows, and the other server twice: a HEAD that fails proves nothing.
    let n_asked = enter(&desk.world).count("web");
    assert_eq!(n_asked, 6, "a server that is silent is not asked for the rest");
}

#[tokio::test]
async fn what_there_was_no_time_for_is_counted_and_not_called_well() {
    let mut desk =
        desk(&[with("https://hangs.example/x.jpg"), with("https://a.example/y.jpg")]).await;
    host(&desk, "https://hangs.example/x.jpg", MediaFile::Silent);
    let paste = |n: usize| format!("https://hangs-{n}.example/x.jpg");
    for n in 0..18 {
        desk.append(n + 4, &with(paste(n).leak()));
        host(&desk, &paste(n), MediaFile::Silent);
    }
    (desk.time_scale, desk.budget) =
        (threadsheet_core::time_scale::TimeScale::REAL, Duration::from_secs(2));
    let began = Instant::now();
    let report = check(&desk).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let checkup = report.checkup.as_ref().unwrap();
    assert!(checkup.n_unasked > 0 && checkup.n_media + checkup.n_unasked == 20, "{checkup:?}");
    assert!(found(&report, About::Desk).iter().any(|it| it.words.contains("--budget")));
    assert!(!text::foot(&report).concat().contains("Nothing is wrong"));
}
