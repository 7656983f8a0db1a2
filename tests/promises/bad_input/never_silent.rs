//! No row waits in silence: whatever a row holds, it goes out, or it says why it does not, and is listed.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use threadsheet::check;
use threadsheet::dry_run;
use threadsheet::report::{About, Report};
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_core::upcoming::Stage;

use super::case_desk::{Desk, LANGUAGES};

/// How many rows are drawn for each language.
const ROWS: usize = 220;

/// When a row that is to come goes out.
const TO_COME: &str = "2026-11-30 9:00";

/// What a person may type, or leave empty, in each column.
const TYPED: [(PostColumn, &[&str]); 10] = [
    (
        PostColumn::Account,
        &[
            "",
            "my_shop",
            "my_shop",
            "my_shop",
            "my_bar",
            "my_inn",
            "florist",
            "my_shop my_cafe",
            "all",
        ],
    ),
    (PostColumn::Text, &["", "Hello", "Hello", "Hello", "(long)"]),
    (
        PostColumn::PublishAt,
        &[
            "",
            "",
            "2026-11-23 10:00",
            TO_COME,
            TO_COME,
            "2026-11-30",
            "'2026-11-30",
            "9:00",
            "tomorrow",
            "2026-11-01 10:00",
            "30分後",
            "+3h",
        ],
    ),
    (PostColumn::Media, &["", "", "", "https://a.example/1.jpg", "no address"]),
    (PostColumn::Topic, &["", "", "猫"]),
    (PostColumn::ReplyTo, &["", "", "", "previous", "row 5"]),
    (PostColumn::TreeId, &["", "", "", "T1", "T2", "T3", "T4"]),
    (PostColumn::TreeOrder, &["", "1", "2", "3", "4", "5", "first"]),
    (PostColumn::Status, &["", "", "", "*"]),
    (PostColumn::Message, &["", "", "", "an old remark"]),
];

/// The words in Status, drawn where `*` is.
const WORDS: [Option<PostStatus>; 10] = [
    Some(PostStatus::Queued),
    Some(PostStatus::PostNow),
    Some(PostStatus::Ready),
    Some(PostStatus::Draft),
    Some(PostStatus::Publishing),
    Some(PostStatus::Failed),
    Some(PostStatus::Check),
    Some(PostStatus::Missed),
    Some(PostStatus::Published),
    None,
];

/// Numbers that look like chance and are the same each time.
struct Draw(u64);

impl Draw {
    fn of(&mut self, count: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// Types the rows, and returns which of them hold anything.
fn type_rows(desk: &Desk, draw: &mut Draw) -> Vec<usize> {
    desk.add_tree_columns();
    let mut filled = Vec::new();
    for row in 2..ROWS + 2 {
        let mut holds_anything = false;
        for (column, choices) in TYPED {
            let typed = choices[draw.of(choices.len())];
            let typed = match (column, typed) {
                (_, "") => continue,
                (PostColumn::Text, "(long)") => format!("{row} {}", "x".repeat(500)),
                (PostColumn::Text, text) => format!("{text} {row}"),
                (PostColumn::Status, _) => {
                    let word = WORDS[draw.of(WORDS.len())];
                    word.map_or("perhaps", |word| word.word(desk.language)).to_owned()
                }
                (_, typed) => typed.to_owned(),
            };
            holds_anything |= column != PostColumn::Message;
            desk.type_post(row, column, &typed);
        }
        filled.extend(holds_anything.then_some(row));
    }
    filled
}

/// Returns the rows that a report names.
fn listed(report: &Report) -> BTreeSet<usize> {
    let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
    let of_findings = findings.filter_map(|finding| match finding.about {
        About::Post(row) => Some(row),
        _ => None,
    });
    let lines = report.posts.iter().chain(&report.standing).map(|line| line.row);
    lines.chain(of_findings).collect()
}

async fn hold(language: Language, seed: u64) {
    let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
    let filled = type_rows(&desk, &mut Draw(seed));
    assert!(filled.len() > ROWS / 2);
    desk.run().await;
    let report = desk.run().await;
    let config = desk.config();
    let planned = dry_run::dry_run(&config, &|_| {}).await.unwrap();
    let checked = check::check(&config, &|_| {}).await.unwrap();
    let preview = desk.preview().await;
    let of_preview: BTreeSet<usize> = preview.cards.iter().map(|card| card.row).collect();
    let reports =
        [("run", listed(&report)), ("dry run", listed(&planned)), ("check", listed(&checked))];
    let mut silent = Vec::new();
    for row in filled {
        let (status, says) =
            (desk.post(row, PostColumn::Status), desk.post(row, PostColumn::Message));
        let is = |known: PostStatus| status == known.word(language);
        if is(PostStatus::Draft) || is(PostStatus::Published) {
            continue;
        }
        let card = preview.cards.iter().find(|card| card.row == row);
        let is_to_come = card.is_some_and(|card| card.stage == Stage::Scheduled)
            && desk.post(row, PostColumn::PublishAt) == TO_COME;
        if is_to_come && says.is_empty() {
            continue;
        }
        // A remark of another tool is the reason that stands beside its mark.
        let marks =
            [PostStatus::Publishing, PostStatus::Failed, PostStatus::Check, PostStatus::Missed];
        let is_marked = marks.into_iter().any(is);
        if says.is_empty() || (says == "an old remark" && !is_marked) {
            silent.push(format!("row {row} ({status}) says nothing of its own: {says:?}"));
        }
        for (name, rows) in reports.iter().filter(|(_, rows)| !rows.contains(&row)) {
            silent.push(format!(
                "row {row} ({status}: {says}) is not listed by {name}: {}",
                rows.len()
            ));
        }
        if !of_preview.contains(&row) {
            silent.push(format!("row {row} ({status}: {says}) is not in the preview"));
        }
    }
    assert!(silent.is_empty(), "{language:?} {seed}:\n{}", silent.join("\n"));
}

#[tokio::test]
async fn whatever_a_row_holds_it_goes_out_or_says_why_and_is_listed() {
    for language in LANGUAGES {
        for seed in [1, 20_261_123] {
            hold(language, seed).await;
        }
    }
}

#[tokio::test]
async fn check_says_all_is_well_only_when_nothing_is_wrong() {
    for (column, typed) in [
        (PostColumn::PublishAt, ""),
        (PostColumn::PublishAt, "'2026-11-30"),
        (PostColumn::Text, ""),
        (PostColumn::Account, ""),
        (PostColumn::Status, "perhaps"),
    ] {
        for language in LANGUAGES {
            let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
            desk.type_post(2, PostColumn::Account, super::case_desk::ACCOUNT);
            desk.type_post(2, PostColumn::Text, "Hello");
            desk.type_post(2, PostColumn::PublishAt, TO_COME);
            let wrong = |report: &Report| {
                let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
                findings.filter(|it| it.is_wrong && matches!(it.about, About::Post(_))).count()
            };
            let well = check::check(&desk.config(), &|_| {}).await.unwrap();
            assert_eq!(wrong(&well), 0, "{language:?}");
            desk.type_post(2, column, typed);
            let report = check::check(&desk.config(), &|_| {}).await.unwrap();
            assert_eq!(wrong(&report), 1, "{column:?} {typed} {language:?}");
        }
    }
}

#[tokio::test]
async fn a_row_with_an_unsupported_column_is_not_posted_without_it() {
    use threadsheet_practice::sheets::CellAddress;
    use threadsheet_practice::world::enter;
    let headers = ["コメント", "group_id", "poll_option_a", "location_id", "メモ"];
    for header in headers {
        for language in LANGUAGES {
            let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
            let tab = threadsheet_core::columns::Tab::Posts.title(language);
            let at = super::case_desk::post_columns().count();
            let put = |row: usize, typed: &str| {
                let mut world = enter(&desk.practice.world);
                let now = world.clock.now();
                world.sheets.type_in(
                    CellAddress::new(threadsheet_test_kit::SHEET, tab, row - 1, at),
                    typed,
                    now,
                );
            };
            put(1, header);
            for row in [2, 3] {
                desk.type_post(row, PostColumn::Account, super::case_desk::ACCOUNT);
                desk.type_post(row, PostColumn::Text, &format!("Hello {row}"));
                desk.type_post(row, PostColumn::PublishAt, "2026-11-23 10:00");
            }
            put(2, "the rest of it");
            desk.run().await;
            let says = desk.post(2, PostColumn::Message);
            let is_note = header == "メモ";
            assert_eq!(desk.practice.public().len(), if is_note { 2 } else { 1 }, "{header}");
            assert_eq!(says.contains(header), !is_note, "{header}: {says}");
            let report = check::check(&desk.config(), &|_| {}).await.unwrap();
            let findings = &report.checkup.unwrap().findings;
            let is_named = |about: &About| {
                findings.iter().any(|it| it.about == *about && it.words.contains(header))
            };
            assert_eq!(is_named(&About::Desk), !is_note, "{header}");
            put(2, "");
            desk.run().await;
            assert_eq!(desk.practice.public().len(), 2, "{header}");
        }
    }
}

#[tokio::test]
async fn a_post_to_come_that_is_called_published_says_so_and_goes_out_once_the_word_is_gone() {
    for language in LANGUAGES {
        for typed in ["OK", "済", "Published"] {
            let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
            for (column, cell) in [
                (PostColumn::Account, super::case_desk::ACCOUNT),
                (PostColumn::Text, "Hello"),
                (PostColumn::PublishAt, TO_COME),
                (PostColumn::Status, typed),
            ] {
                desk.type_post(2, column, cell);
            }
            for _ in 0..2 {
                desk.run().await;
                let says = desk.post(2, PostColumn::Message);
                assert!(!says.is_empty(), "{typed} {language:?}");
                let report = check::check(&desk.config(), &|_| {}).await.unwrap();
                let findings = report.checkup.unwrap().findings;
                assert!(findings.iter().any(|it| it.is_wrong && it.words == says), "{typed}");
            }
            desk.type_post(2, PostColumn::Status, "");
            desk.run().await;
            assert_eq!(desk.post(2, PostColumn::Message), "", "{typed} {language:?}");
        }
    }
}
