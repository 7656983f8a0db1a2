//! A Japanese sentence is Japanese to its end.
//!
//! Between quotation marks 「」 stands what others have written. Outside them every Latin word is an address,
//! something to be typed (an option, a name with `_` or `@`, a word that begins with a digit), or one of [`NAMES`].

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::report::{Report, text};
use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn};
use threadsheet_core::language::Language;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::MediaFile;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due};

use crate::house::sources;

/// Names, units, and words that are the same in both languages.
const NAMES: &[&str] = &[
    "AAC",
    "API",
    "Actions",
    "Cloud",
    "Ctrl",
    "Discord",
    "Dropbox",
    "Enter",
    "English",
    "Facebook",
    "GB",
    "GitHub",
    "Google",
    "HTTP",
    "ID",
    "Instagram",
    "JPEG",
    "JSON",
    "Loading",
    "MB",
    "MOV",
    "MP4",
    "Mac",
    "Meta",
    "Office",
    "OneDrive",
    "PNG",
    "RELIABILITY.md",
    "README.md",
    "Sheets",
    "Slack",
    "TH",
    "Threads",
    "URL",
    "UTF",
    "Webhook",
    "check",
    "concurrency",
    "docs",
    "fps",
    "image",
    "init",
    "run",
    "seal",
    "threadsheet",
    "type",
    "video",
    "ca",
    "certificates",
];

/// Returns the words of a Japanese sentence that its reader cannot be expected to know.
fn foreign(sentence: &str) -> Vec<String> {
    let mut said = String::new();
    let mut depth = 0_u32;
    for letter in sentence.chars() {
        match letter {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => said.push(letter),
            _ => {}
        }
    }
    let is_part = |c: char| c.is_ascii_graphic();
    let runs = said.split(|c| !is_part(c)).filter(|run| !run.contains("://"));
    let runs = runs.filter(|run| !run.starts_with("--") && !run.starts_with('@'));
    let words =
        runs.flat_map(|run| run.split(|c: char| !(c.is_ascii_alphanumeric() || "_.".contains(c))));
    let words = words.map(|word| word.trim_matches('.'));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter(|word| !word.contains('_') && !NAMES.contains(word))
        .map(str::to_owned)
        .collect()
}

fn is_japanese(text: &str) -> bool {
    text.contains(|letter| ('\u{3041}'..'\u{a000}').contains(&letter))
}

/// Returns the text literals of a line.
fn literals(line: &str) -> Vec<String> {
    let line = line.replace("\\\"", "”").replace("\\u{fffd}", "\u{fffd}");
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Takes out what is filled in: it is looked at where it is made.
fn without_blanks(literal: &str) -> String {
    let mut parts = literal.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| said + "・" + part.split_once('}').map_or("", |(_, rest)| rest))
}

#[test]
fn every_sentence_of_ours_is_in_one_language() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for source in sources().iter().filter(|source| source.path.starts_with("crates/core/src/i18n/"))
    {
        for (number, line) in source.program() {
            for literal in literals(line).into_iter().filter(|literal| is_japanese(literal)) {
                // A pattern of a date, and an English sentence with the name of the other language.
                if literal.starts_with('%') || literal == "Type English or 日本語." {
                    continue;
                }
                seen += 1;
                let words = foreign(&without_blanks(&literal));
                if !words.is_empty() {
                    faults.push(format!("{}:{number}: {words:?}: {literal}", source.path));
                }
            }
        }
    }
    assert!(seen > 300, "only {seen} sentences were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The account of a row, and what goes wrong with its calls.
const TROUBLES: [(&str, &str); 12] = [
    ("shop_quiet", "dropped"),
    ("shop_page", "page"),
    ("shop_empty", "empty"),
    ("shop_busy", "429"),
    ("shop_down", "503"),
    ("shop_lost", "not found"),
    ("shop_odd", "refused"),
    ("shop_guest", "no tester"),
    ("shop_ill", "restricted"),
    ("shop_gone", "revoked"),
    ("shop_asked", "me fails"),
    ("shop_old", "renewal fails"),
];

/// What is said of these troubles, so that none of them passes by unheard.
const WANTED: [&str; 9] = [
    "通信が途中で切断",
    "HTTP 502",
    "HTTP 200",
    "一時的な回数制限、「",
    "見つからない",
    "リンク先のページを読めない、「",
    "Threads に確認できませんでした",
    "今回は更新できませんでした",
    "縦横の比",
];

/// Lays out a Japanese desk on which everything goes wrong at once.
async fn unlucky() -> Practice {
    let media = |media, account| Row { media, ..due(account, "写真です") };
    let mut rows: Vec<Row> =
        TROUBLES.iter().map(|(name, _)| due(name, "おはようございます")).collect();
    rows.extend([
        Row {
            text: "リンクです".into(), link: "https://example.com/late", ..due("shop_ok", "")
        },
        media("https://example.com/nothing.jpg", "shop_ok"),
        media("https://example.com/long.mp4", "shop_ok"),
        media("https://example.com/shape.mp4", "shop_ok"),
        media("https://example.com/sound.mp4", "shop_ok"),
        media("https://example.com/frames.mp4", "shop_ok"),
        media("https://example.com/broken.mp4", "shop_ok"),
        media("https://drive.google.com/drive/folders/abc", "shop_ok"),
        Row { reply_control: "nobody", ..due("shop_ok", "返信欄") },
        Row { reply_to: "https://www.threads.com/@x/post/ABC", ..due("shop_ok", "返信") },
        Row { status: "later", ..due("shop_ok", "状態") },
        Row { due: Some(-3_000), ..due("shop_ok", "遅れた投稿") },
        due("shop_nobody", "知らないアカウント"),
        due("shop_ok", &"長".repeat(600)),
    ]);
    let names: Vec<&str> = TROUBLES.iter().map(|(name, _)| *name).chain(["shop_ok"]).collect();
    let desk = Practice::new(&names, &rows).await;
    into_japanese(&desk);
    let mut world = enter(&desk.world);
    world.threads.quirks.unreadable_links.insert("https://example.com/late".to_owned());
    for (file, what) in [
        ("nothing.jpg", MediaFile::NotFound),
        ("long.mp4", MediaFile::TooLong),
        ("shape.mp4", MediaFile::WrongAspect),
        ("sound.mp4", MediaFile::BrokenAudio),
        ("frames.mp4", MediaFile::WrongFrameRate),
        ("broken.mp4", MediaFile::Broken),
    ] {
        world.threads.host_media(&format!("https://example.com/{file}"), what);
    }
    drop(world);
    desk
}

/// Gives the tabs and the headers their Japanese names.
fn into_japanese(desk: &Practice) {
    let language = Language::Japanese;
    for column in AccountColumn::ALL {
        rename(desk, ACCOUNTS, column.header(Language::English), column.header(language));
    }
    for column in PostColumn::ALL {
        rename(desk, POSTS, column.header(Language::English), column.header(language));
    }
    let title = |id: u32, title: &str| json!({"updateSheetProperties": {"properties": {"sheetId": id, "title": title}, "fields": "title"}});
    let titles = json!([title(11, "アカウント"), title(22, "投稿")]);
    enter(&desk.world).sheets.batch(SHEET, titles).unwrap();
}

fn rename(desk: &Practice, tab: &str, from: &str, to: &str) {
    if desk.shown(tab)[0].iter().any(|header| header == from) {
        desk.type_in(tab, 1, from, to);
    }
}

/// Lets the calls of each account fail in its own way.
fn make_unlucky(desk: &Practice) {
    let old = desk.started - TimeDelta::days(50);
    let row_of = |name: &str| TROUBLES.iter().position(|(other, _)| *other == name).unwrap() + 2;
    let token = |name: &str| desk.cell("アカウント", row_of(name), "トークン");
    let (gone, guest) = (token("shop_gone"), "shop_guest");
    let renewed = {
        let mut world = enter(&desk.world);
        world.threads.revoke(&gone);
        world.threads.withdraw_invitation(guest);
        world.threads.restrict("shop_ill");
        let scopes = threadsheet_practice::threads::DESK_SCOPES;
        world.threads.issue_token("shop_old", old, threadsheet_test_kit::LIFE, &scopes)
    };
    desk.type_in("アカウント", row_of("shop_old"), "トークン", &renewed);
    let refused = json!({"error": {"message": "Something is odd", "code": 100}});
    let lost =
        json!({"error": {"message": "Media Not Found", "code": 24, "error_subcode": 4_279_009}});
    let mut world = enter(&desk.world);
    let mut on = |operation: &str, account: &str, fault: Fault| {
        world.faults.on(Trigger::every(operation).by(account), fault);
    };
    on("threads.create", "shop_quiet", Fault::DropBefore);
    on("threads.create", "shop_page", Fault::Html(502, Effect::Without));
    on("threads.create", "shop_empty", Fault::Empty(Effect::Without));
    on("threads.create", "shop_busy", Fault::Status(429, Effect::Without));
    on("threads.create", "shop_down", Fault::Status(503, Effect::Without));
    on("threads.publish", "shop_lost", Fault::Instead(Reply::json(400, &lost), Effect::Without));
    on("threads.create", "shop_odd", Fault::Instead(Reply::json(400, &refused), Effect::Without));
    on("threads.me", "shop_asked", Fault::Status(500, Effect::Without));
    on("threads.refresh_access_token", "shop_old", Fault::DropBefore);
}

/// Returns every sentence that a run has left in the sheet, and that its report says.
fn said(desk: &Practice, report: &Report) -> BTreeSet<String> {
    let column = |tab: &str, header: &str| -> Vec<String> {
        let rows = desk.shown(tab);
        let at = rows.first().and_then(|row| row.iter().position(|title| title == header));
        let at = at.unwrap_or_else(|| panic!("{tab}: no {header}"));
        rows.iter().skip(1).filter_map(|row| row.get(at).cloned()).collect()
    };
    let mut said = BTreeSet::new();
    said.extend(column("アカウント", "トークン状態"));
    said.extend(column("投稿", "メッセージ"));
    for log in [LogColumn::What, LogColumn::Words] {
        said.extend(column("履歴", log.header(Language::Japanese)));
    }
    said.extend(report.accounts.iter().map(|line| line.words.clone()));
    said.extend(report.posts.iter().map(|line| line.words.clone()));
    said.extend(text::foot(report));
    said.remove("");
    said
}

#[tokio::test]
async fn whatever_goes_wrong_on_a_japanese_desk_is_told_in_japanese() {
    let desk = unlucky().await;
    make_unlucky(&desk);
    let mut heard = said(&desk, &desk.run().await);
    heard.extend(said(&desk, &desk.run().await));
    let has = |part: &str| heard.iter().any(|sentence| sentence.contains(part));
    for part in WANTED {
        assert!(has(part), "nobody says {part}: {heard:#?}");
    }
    let faults: Vec<_> = heard
        .iter()
        .map(|sentence| (foreign(sentence), sentence))
        .filter(|(words, _)| !words.is_empty())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
