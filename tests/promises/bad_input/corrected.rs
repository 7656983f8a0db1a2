//! A row that was refused remembers what its person had asked for, and goes on from there.

use chrono_tz::Tz;
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::language::Language;

use super::case_desk::{Desk, LANGUAGES};
use super::post_case::PostCase;
use super::{dates, media, rows, texts};

/// What a person asks for, when, and what has become of the row once it is corrected.
type Asked = (PostStatus, &'static str, PostStatus);

const ASKED: [Asked; 5] = [
    (PostStatus::PostNow, "", PostStatus::Published),
    (PostStatus::PostNow, "2026-11-30 9:00", PostStatus::Published),
    (PostStatus::Ready, "", PostStatus::Published),
    (PostStatus::Ready, "2026-11-30 9:00", PostStatus::Ready),
    (PostStatus::Ready, "2026-11-23 10:00", PostStatus::Published),
];

/// Every line that is refused for a cell other than its Status or its time.
fn refused() -> Vec<PostCase> {
    let all = [texts::cases(), media::cases(), rows::cases()].concat();
    let is_free = |line: &PostCase| {
        !line.types(PostColumn::Status) && !line.types(PostColumn::PublishAt) && line.is_refused()
    };
    all.into_iter().filter(is_free).collect()
}

/// Types every line with what is asked for, runs, corrects all of them, and runs again.
async fn correct(lines: &[PostCase], asked: Asked, language: Language) -> Desk {
    let (status, time, _) = asked;
    let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
    for (row, line) in (2..).zip(lines) {
        line.type_into(&desk, row);
        if !line.types(PostColumn::PublishAt) {
            desk.type_post(row, PostColumn::PublishAt, time);
        }
        desk.type_post(row, PostColumn::Status, status.word(language));
    }
    // What may pass is refused when a second run meets the same.
    desk.run().await;
    desk.run().await;
    let failed = PostStatus::Failed.word(language);
    let is_failed = |row: usize| desk.post(row, PostColumn::Status) == failed;
    let n_failed = (2..).zip(lines).filter(|(row, _)| is_failed(*row)).count();
    // What only a server or Threads refuses is refused when its time has come.
    assert!(n_failed * 2 > lines.len(), "{asked:?}: {n_failed}");
    for (row, line) in (2..).zip(lines) {
        line.correct(&desk, row, time);
    }
    desk.run().await;
    desk
}

#[tokio::test]
async fn whatever_was_refused_goes_on_from_what_was_asked_for_once_it_is_corrected() {
    let lines = refused();
    assert!(lines.len() > 30, "{}", lines.len());
    for language in LANGUAGES {
        for asked in ASKED {
            let desk = correct(&lines, asked, language).await;
            for (row, line) in (2..).zip(&lines) {
                let shown = desk.post(row, PostColumn::Status);
                assert_eq!(shown, asked.2.word(language), "{asked:?} {line:?}");
                assert_eq!(desk.post(row, PostColumn::Message), "", "{asked:?} {line:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_approved_row_whose_time_is_corrected_waits_for_it() {
    let lines: Vec<PostCase> =
        dates::cases().into_iter().filter(|line| line.is_refused() && line.is_usual()).collect();
    assert!(lines.len() > 10, "{}", lines.len());
    let time = "2026-11-30 9:00";
    for language in LANGUAGES {
        let asked = (PostStatus::Ready, time, PostStatus::Ready);
        let desk = correct(&lines, asked, language).await;
        for (row, line) in (2..).zip(&lines) {
            let shown = desk.post(row, PostColumn::Status);
            assert_eq!(shown, PostStatus::Ready.word(language), "{line:?}");
        }
        assert_eq!(desk.practice.public().len(), 0);
    }
}

#[tokio::test]
async fn emptying_the_status_of_a_failed_row_goes_on_from_what_was_asked_for() {
    for language in LANGUAGES {
        let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
        for (row, account) in [(2, "florist"), (3, "florist")] {
            desk.type_post(row, PostColumn::Account, account);
            desk.type_post(row, PostColumn::Text, &format!("Hello {row}"));
            desk.type_post(row, PostColumn::Status, PostStatus::PostNow.word(language));
        }
        desk.run().await;
        for row in [2, 3] {
            desk.type_post(row, PostColumn::Account, super::case_desk::ACCOUNT);
            desk.type_post(row, PostColumn::Status, "");
        }
        // With a time, an emptied cell means that time.
        desk.type_post(3, PostColumn::PublishAt, "2026-11-30 9:00");
        desk.run().await;
        let published = PostStatus::Published.word(language);
        assert_eq!(desk.post(2, PostColumn::Status), published);
        assert_eq!(desk.post(3, PostColumn::Status), "");
        assert_eq!(desk.practice.public().len(), 1);
    }
}
