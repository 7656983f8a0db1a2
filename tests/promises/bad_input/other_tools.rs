//! Columns that other tools have and we do not: nothing that they hold is left out of a post in silence.

use chrono_tz::Tz;
use threadsheet::check;
use threadsheet::dry_run;
use threadsheet::report::{About, Report};
use threadsheet_core::columns::{AccountColumn, PostColumn, PostStatus, Tab};
use threadsheet_core::language::Language;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::SHEET;

use super::case_desk::{ACCOUNT, Desk, LANGUAGES, post_columns};

/// An image that its server has.
const IMAGE: &str = "https://a.example/x.jpg";

/// A page that is no picture.
const PAGE: &str = "https://a.example/page";

/// When a row that is due goes out.
const DUE: &str = "2026-11-23 10:00";

/// What becomes of a row that fills a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    /// The post has it: a picture, or what else the column is for.
    Posted,
    /// It is not posted, and the row names the column.
    Told,
    /// It says nothing that a post could have, and the row goes out.
    Harmless,
}

/// What other tools have beside the columns that are ours by their very names, and an example of each.
const HEADERS: [(&str, &str, Becomes); 61] = {
    use Becomes::{Harmless, Posted, Told};
    [
        ("Media URL(s)", IMAGE, Posted),
        ("image URL(s)", IMAGE, Posted),
        ("Image URLs", IMAGE, Posted),
        ("imageUrls", IMAGE, Posted),
        ("image_url", IMAGE, Posted),
        ("media_url", IMAGE, Posted),
        ("media_urls", IMAGE, Posted),
        ("画像URL_1枚目", IMAGE, Posted),
        ("Link ảnh 1", IMAGE, Posted),
        ("Link(s)", PAGE, Posted),
        ("link_url", PAGE, Posted),
        ("link_attachment", PAGE, Posted),
        ("topic_tag", "cats", Posted),
        ("reply_control", "mentioned_only", Posted),
        // Without a picture there is nothing that it could describe.
        ("Alt text(s)", "a cat", Told),
        ("Alt_text", "a cat", Told),
        ("Comment(s)", "first", Told),
        ("Comment", "first", Told),
        ("コメント", "first", Told),
        ("cta_comment", "first", Told),
        ("誘導コメント", "first", Told),
        ("アフィリエイトURL", PAGE, Told),
        ("CTA文", "buy", Told),
        // A thread in one row has ten parts at most, the post among them.
        ("reply_10", "eleventh", Told),
        ("ツリー10", "eleventh", Told),
        ("ツリーID", "7", Told),
        ("投稿順序", "2", Told),
        ("親投稿ID", "7", Told),
        ("group_id", "7", Told),
        ("order_num", "0", Told),
        ("gifUrls", "https://a.example/x.gif", Told),
        ("Hashtags", "#cats", Told),
        ("Hashtags with TEXT", "#cats", Told),
        ("location_id", "17", Told),
        ("media_ids", "17", Told),
        ("media_folder", "cats", Told),
        ("Local Image Path", "C:\\cat.png", Told),
        ("Local Video Path", "C:\\cat.mp4", Told),
        ("画像使用フラグ", "TRUE", Told),
        ("is_ghost_post", "TRUE", Told),
        ("is_ghost_post", "FALSE", Harmless),
        ("is_spoiler_media", "TRUE", Told),
        ("enable_reply_approvals", "TRUE", Told),
        ("Do Not Post Media on Threads", "TRUE", Told),
        ("Do Not Post Media on Threads", "FALSE", Harmless),
        ("Post on Threads", "FALSE", Told),
        ("Post on Threads", "perhaps", Told),
        ("Post on Threads", "TRUE", Harmless),
        // Where else the row goes out is the other tool's own affair.
        ("Post on Instagram", "TRUE", Harmless),
        ("media_type", "TEXT", Harmless),
        ("Loại bài viết", "TEXT", Harmless),
        ("Labels", "autumn", Harmless),
        ("notes", "ask Ms Tanaka", Harmless),
        ("文字数チェック", "12", Harmless),
        ("operation_id", "a1", Harmless),
        ("creation_id", "17", Harmless),
        ("retry_count", "0", Harmless),
        ("attempt_count", "1", Harmless),
        ("state_updated_at", "2026-11-20 9:00", Harmless),
        ("created_at", "2026-11-20 9:00", Harmless),
        ("error_message", "Invalid image", Harmless),
    ]
};

async fn desk(language: Language) -> Desk {
    Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await
}

/// Types into a column that comes after the usual ones; the row from 1.
fn put(desk: &Desk, tab: Tab, (row, beyond): (usize, usize), typed: &str) {
    let usual = match tab {
        Tab::Accounts => AccountColumn::ALL.len(),
        _ => post_columns().count(),
    };
    let mut world = enter(&desk.practice.world);
    let now = world.clock.now();
    let title = tab.title(desk.language);
    world.sheets.type_in(CellAddress::new(SHEET, title, row - 1, usual + beyond), typed, now);
}

fn type_row(desk: &Desk, row: usize, when: &str) {
    desk.type_post(row, PostColumn::Account, ACCOUNT);
    desk.type_post(row, PostColumn::Text, &format!("Hello {row}"));
    desk.type_post(row, PostColumn::PublishAt, when);
}

async fn said(desk: &Desk) -> Vec<(About, String)> {
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    findings(&report)
}

fn findings(report: &Report) -> Vec<(About, String)> {
    let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
    findings.map(|finding| (finding.about, finding.words.clone())).collect()
}

/// Returns what became of a row.
fn became(desk: &Desk, row: usize, typed: &str) -> Becomes {
    let (sent, says) = (desk.sent(row), desk.post(row, PostColumn::Message));
    match sent {
        None if !says.is_empty() => Becomes::Told,
        None => panic!("row {row} is silent"),
        Some(post) if format!("{post:?}").contains(typed) => Becomes::Posted,
        Some(_) => Becomes::Harmless,
    }
}

/// Tells whether a column has to stand on a desk of its own: it is read as one of ours, or decides about every row.
fn stands_alone((header, _, becomes): &(&str, &str, Becomes)) -> bool {
    *becomes == Becomes::Posted
        || header.starts_with("Post on Threads")
        || header.starts_with("Alt")
}

#[tokio::test]
async fn what_a_column_of_another_tool_holds_and_a_post_can_have_is_posted() {
    for (header, typed, becomes) in HEADERS.iter().filter(|it| stands_alone(it)) {
        let desk = desk(Language::English).await;
        // Its place is that of our own column of the meaning.
        let own = [
            (PostColumn::Media, IMAGE),
            (PostColumn::Link, PAGE),
            (PostColumn::AltText, "a cat"),
            (PostColumn::Topic, "cats"),
            (PostColumn::ReplyControl, "mentioned_only"),
        ];
        for (column, _) in own.iter().filter(|(_, example)| example == typed) {
            desk.type_post(1, *column, "");
        }
        put(&desk, Tab::Posts, (1, 0), header);
        type_row(&desk, 2, DUE);
        put(&desk, Tab::Posts, (2, 0), typed);
        desk.run().await;
        assert_eq!(became(&desk, 2, typed), *becomes, "{header} = {typed}");
    }
}

#[tokio::test]
async fn other_content_of_another_tools_column_is_reported_or_ignored() {
    let mut others: Vec<_> = HEADERS.iter().filter(|it| !stands_alone(it)).collect();
    // An order in another tab than an id, without which it is no order of a tree.
    others.sort_by_key(|(header, ..)| !["投稿順序", "order_num"].contains(header));
    // A new tab has room for eleven columns more.
    for others in others.chunks(11) {
        let desk = desk(Language::English).await;
        let mut headers: Vec<&str> = others.iter().map(|(header, ..)| *header).collect();
        headers.dedup();
        for (at, header) in headers.iter().enumerate() {
            put(&desk, Tab::Posts, (1, at), header);
        }
        for (row, (header, typed, _)) in (2..).zip(others) {
            type_row(&desk, row, DUE);
            let at = headers.iter().position(|known| known == header).unwrap();
            put(&desk, Tab::Posts, (row, at), typed);
        }
        desk.run().await;
        for (row, (header, typed, becomes)) in (2..).zip(others) {
            let found = if desk.sent(row).is_some() { Becomes::Harmless } else { Becomes::Told };
            let says = desk.post(row, PostColumn::Message);
            assert_eq!(found, *becomes, "{header} = {typed}: {says}");
            assert_eq!(says.contains(*header), found == Becomes::Told, "{header}: {says}");
        }
    }
}

#[tokio::test]
async fn a_row_that_is_not_meant_for_threads_waits_until_its_box_is_ticked() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        put(&desk, Tab::Posts, (1, 0), "Post on Threads");
        for (row, typed) in [(2, "FALSE"), (3, ""), (4, "TRUE"), (5, "later"), (6, "しない")] {
            type_row(&desk, row, DUE);
            put(&desk, Tab::Posts, (row, 0), typed);
        }
        desk.type_post(3, PostColumn::Status, PostStatus::PostNow.word(language));
        desk.run().await;
        assert_eq!(desk.practice.public_texts(), ["Hello 4"]);
        let says = desk.post(5, PostColumn::Message);
        let advice = language.pick("Type yes or no", "「はい」か「いいえ」を入力");
        assert!(says.contains("later") && says.contains(advice), "{says}");
        for row in [2, 3, 6] {
            assert!(desk.post(row, PostColumn::Message).contains("Post on Threads"), "{row}");
        }
        put(&desk, Tab::Posts, (2, 0), "TRUE");
        desk.run().await;
        assert_eq!(desk.practice.public().len(), 2);
    }
}

#[tokio::test]
async fn an_unticked_box_under_threads_keeps_a_row_from_being_posted() {
    for header in ["Threads", "Threads投稿"] {
        let desk = desk(Language::Japanese).await;
        put(&desk, Tab::Posts, (1, 0), "Instagram");
        put(&desk, Tab::Posts, (1, 1), header);
        for (row, typed) in [(2, "FALSE"), (3, "TRUE"), (4, "")] {
            type_row(&desk, row, DUE);
            put(&desk, Tab::Posts, (row, 0), "TRUE");
            put(&desk, Tab::Posts, (row, 1), typed);
        }
        desk.run().await;
        assert_eq!(desk.practice.public_texts(), ["Hello 3"]);
        let says = desk.post(2, PostColumn::Message);
        assert!(says.contains(header), "{says}");
    }
}

#[tokio::test]
async fn a_column_that_nobody_knows_is_named_where_it_holds_addresses_of_pictures() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        for (at, (header, typed)) in [
            ("зургийн_холбоос", IMAGE),
            ("video of the day", "see https://a.example/x.mp4 (rough)"),
            ("source", "https://a.example/page"),
            ("memo", "picture.jpg"),
            ("drive", "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz012345/view"),
        ]
        .into_iter()
        .enumerate()
        {
            put(&desk, Tab::Posts, (1, at), header);
            put(&desk, Tab::Posts, (2, at), typed);
        }
        type_row(&desk, 2, "2026-11-30 9:00");
        let said = said(&desk).await;
        let named = |header: &str| {
            said.iter().any(|(about, words)| *about == About::Desk && words.contains(header))
        };
        assert!(named("зургийн_холбоос") && named("video of the day"), "{said:?}");
        assert!(named("drive"), "{said:?}");
        // A run says so too, once, and needs nobody for it.
        let report = desk.run().await;
        let notes = report.notes.iter().filter(|note| note.contains("video of the day"));
        assert_eq!(notes.count(), 1, "{:?}", report.notes);
        assert_eq!(report.exit_code(), 0);
        assert!(!named("source") && !named("memo"), "{said:?}");
    }
}

#[tokio::test]
async fn a_column_that_nobody_knows_is_named_where_it_seems_to_hold_further_texts() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        let named = ["返信ツリー1", "子投稿1", "2つ目の投稿", "post 2", "caption 2"];
        let silent = ["memo", "備考", "post 3 id", "カテゴリ2"];
        for (at, header) in named.into_iter().chain(silent).enumerate() {
            put(&desk, Tab::Posts, (1, at), header);
            put(&desk, Tab::Posts, (2, at), "This is what I thought of it");
        }
        type_row(&desk, 2, DUE);
        desk.type_post(2, PostColumn::Status, PostStatus::Draft.word(language));
        let of_texts = language.pick("seem to hold texts", "投稿の文章があるようですが");
        let is_said = |said: &[(About, String)]| said.iter().any(|(_, it)| it.contains(of_texts));
        let drafts = said(&desk).await;
        assert!(!is_said(&drafts), "a draft sends nothing without them: {drafts:?}");
        desk.type_post(2, PostColumn::Status, "");
        let checked = said(&desk).await;
        let words = checked.iter().find(|(_, words)| words.contains(of_texts)).unwrap();
        assert_eq!(words.0, About::Desk);
        let report = desk.run().await;
        assert_eq!(desk.practice.public_texts(), ["Hello 2"]);
        let mut notes = report.notes.iter().filter(|note| note.contains(of_texts));
        assert_eq!((notes.next(), notes.next()), (Some(&words.1), None), "{:?}", report.notes);
        assert_eq!(report.exit_code(), 0);
        for (header, is_named) in
            named.map(|it| (it, true)).into_iter().chain(silent.map(|it| (it, false)))
        {
            assert_eq!(words.1.contains(header), is_named, "{header}: {}", words.1);
        }
        // Once it is out, there is nothing left to say.
        let after = said(&desk).await;
        assert!(!is_said(&after) && desk.run().await.notes.is_empty(), "{after:?}");
    }
}

#[tokio::test]
async fn an_account_that_pauses_posts_nothing_until_its_day() {
    for language in LANGUAGES {
        let header = language.pick("Pause until", "休止期限");
        for (typed, is_held) in [
            ("2026-11-24", true),
            ("2026-11-23 12:00", true),
            // An hour and more ago in Tokyo, and hours ahead in UTC.
            ("2026-11-23 10:00", false),
            ("some day", true),
            ("2026-11-23", false),
            ("2026-11-22", false),
            ("", false),
        ] {
            let desk = desk(language).await;
            put(&desk, Tab::Accounts, (1, 0), header);
            put(&desk, Tab::Accounts, (2, 0), typed);
            type_row(&desk, 2, DUE);
            desk.run().await;
            let says = desk.post(2, PostColumn::Message);
            assert_eq!(desk.practice.public().is_empty(), is_held, "{typed}: {says}");
            assert_eq!(says.contains(header), is_held, "{typed}: {says}");
        }
    }
}

#[tokio::test]
async fn a_word_in_enabled_that_is_neither_yes_nor_no_is_told_once_and_lets_nothing_out() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        desk.type_account(2, AccountColumn::Enabled, "夏休み");
        type_row(&desk, 2, DUE);
        let report = desk.run().await;
        assert!(desk.practice.public().is_empty());
        let status = desk.account(2, AccountColumn::Status);
        assert!(status.contains("夏休み") && status.contains("TRUE"), "{status}");
        let line = report.accounts.iter().find(|line| line.row == 2).unwrap();
        assert!(line.is_news, "{line:?}");
        let again = desk.run().await;
        let line = again.accounts.iter().find(|line| line.row == 2).unwrap();
        assert!(!line.is_news, "{line:?}");
        let said = said(&desk).await;
        let is_named = said.iter().any(|(_, words)| words.contains("夏休み"));
        assert!(is_named, "{said:?}");
        desk.type_account(2, AccountColumn::Enabled, "TRUE");
        desk.run().await;
        assert_eq!(desk.practice.public().len(), 1);
        assert!(!desk.account(2, AccountColumn::Status).contains("夏休み"));
    }
}

#[tokio::test]
async fn pictures_that_a_formula_spills_below_it_stop_the_rows_that_show_them() {
    // The practice sheet shows an empty cell where the first argument gives nothing, as Google does for a picture.
    let formula = "=ARRAYFORMULA(IFERROR(IMAGE(\"https://a.example/x.jpg\"),B2:B))";
    for language in LANGUAGES {
        let desk = desk(language).await;
        for row in [2, 3] {
            type_row(&desk, row, DUE);
        }
        desk.type_post(2, PostColumn::Media, formula);
        desk.run().await;
        assert_eq!(desk.practice.public_texts(), Vec::<String>::new());
        for row in [2, 3] {
            let says = desk.post(row, PostColumn::Message);
            assert!(says.contains(language.pick("picture", "画像")), "{row}: {says}");
            // A row without a formula of its own is told where that is.
            let names_it = says.contains(language.pick("Row 2's formula", "2 行目の"));
            assert_eq!(names_it, row == 3, "{row}: {says}");
        }
    }
}

#[tokio::test]
async fn a_text_below_lookups_that_find_no_picture_is_posted() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        for row in [2, 3, 4] {
            type_row(&desk, row, DUE);
        }
        for row in [2, 3] {
            let lookup = format!("=IFERROR(FILTER(画像!B:B,画像!A:A=A{row}))");
            desk.type_post(row, PostColumn::Media, &lookup);
        }
        desk.run().await;
        assert_eq!(desk.practice.public_texts(), ["Hello 4"]);
        for row in [2, 3] {
            let says = desk.post(row, PostColumn::Message);
            assert!(says.contains(language.pick("holds a formula", "の数式から")), "{row}: {says}");
        }
    }
}

#[tokio::test]
async fn pictures_that_a_formula_spills_end_where_the_next_formula_begins() {
    let desk = desk(Language::English).await;
    for row in [2, 3, 4, 5] {
        type_row(&desk, row, DUE);
    }
    let formula = "=ARRAYFORMULA(IFERROR(IMAGE(\"https://a.example/x.jpg\"),B2:B))";
    desk.type_post(2, PostColumn::Media, formula);
    desk.type_post(4, PostColumn::Media, "=\"\"");
    desk.run().await;
    assert_eq!(desk.practice.public_texts(), ["Hello 4", "Hello 5"]);
}

#[tokio::test]
async fn a_row_stopped_by_another_tool_is_never_reported_without_a_reason() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        put(&desk, Tab::Posts, (1, 0), "error_message");
        put(&desk, Tab::Posts, (2, 0), "Invalid image");
        type_row(&desk, 2, DUE);
        desk.type_post(2, PostColumn::Status, "エラー");
        desk.run().await;
        let says = desk.post(2, PostColumn::Message);
        let hint = language.pick("other columns", "ほかの列");
        assert!(says.contains(hint), "{says}");
    }
}

#[tokio::test]
async fn a_copy_with_new_words_that_is_a_draft_keeps_nothing_of_the_other_post() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        type_row(&desk, 2, DUE);
        desk.run().await;
        let columns = [PostColumn::Account, PostColumn::PublishedAt, PostColumn::Permalink];
        let columns = columns.into_iter().chain([PostColumn::Receipt]);
        for column in columns {
            let shown = desk.post(2, column);
            desk.type_post(3, column, &shown);
        }
        desk.type_post(3, PostColumn::Text, "Another one");
        desk.type_post(3, PostColumn::Status, PostStatus::Draft.word(language));
        assert!(!desk.post(3, PostColumn::Permalink).is_empty());
        desk.run().await;
        assert_eq!(desk.post(3, PostColumn::Permalink), "");
        assert_eq!(desk.post(3, PostColumn::PublishedAt), "");
        assert_eq!(desk.post(3, PostColumn::Status), PostStatus::Draft.word(language));
        assert!(!desk.post(2, PostColumn::Permalink).is_empty());
    }
}

#[tokio::test]
async fn a_second_url_without_https_is_reported_and_not_joined_to_the_first() {
    for typed in
        ["https://a.example/1.jpg, b.example/2.jpg", "https://a.example/1.jpg b.example/2.jpg"]
    {
        let desk = desk(Language::English).await;
        type_row(&desk, 2, DUE);
        desk.type_post(2, PostColumn::Media, typed);
        desk.run().await;
        assert!(desk.practice.public().is_empty(), "{typed}");
        let says = desk.post(2, PostColumn::Message);
        assert!(says.contains("b.example/2.jpg"), "{typed}: {says}");
    }
}

#[tokio::test]
async fn a_row_that_fills_only_an_unsupported_column_says_so() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        put(&desk, Tab::Posts, (1, 0), "ツリー1");
        put(&desk, Tab::Posts, (2, 0), "the second part");
        desk.run().await;
        let says = desk.post(2, PostColumn::Message);
        let begins = language.pick("Waiting: there is nothing to post yet", "待機中: 「本文」も");
        assert!(says.starts_with(begins), "{says}");
    }
}

#[tokio::test]
async fn prepared_rows_with_only_what_is_filled_down_are_left_as_they_are() {
    for language in LANGUAGES {
        let desk = desk(language).await;
        // With one account, an empty Account cell means that one.
        for row in 3..=5 {
            desk.type_account(row, AccountColumn::Account, "");
            desk.type_account(row, AccountColumn::Token, "");
            desk.type_account(row, AccountColumn::Enabled, "");
        }
        desk.run().await;
        let headers = ["ハッシュタグ", "場所", "投稿順序", "アンケート", "ネタバレ"];
        for (at, header) in headers.into_iter().enumerate() {
            put(&desk, Tab::Posts, (1, at), header);
            for row in 2..22 {
                let number = row.to_string();
                let typed = ["#カフェ", "本店", &number, "紅茶", "TRUE"][at];
                put(&desk, Tab::Posts, (row, at), typed);
            }
        }
        let report = desk.run().await;
        for row in 2..22 {
            for column in post_columns() {
                assert_eq!(desk.post(row, column), "", "{row} {column:?}");
            }
        }
        assert!(report.posts.is_empty(), "{:?}", report.posts);
        assert_eq!(report.exit_code(), 0);
        // With an account it is a row that somebody has begun, and has nothing to stop.
        desk.type_post(2, PostColumn::Account, ACCOUNT);
        desk.run().await;
        assert_eq!(desk.post(2, PostColumn::Status), "");
        assert_eq!(desk.post(2, PostColumn::Receipt), "");
        // With a text it is a post, which is not sent without the rest.
        desk.type_post(3, PostColumn::Text, "Hello");
        desk.type_post(3, PostColumn::PublishAt, DUE);
        desk.run().await;
        assert_eq!(desk.practice.public_texts(), Vec::<String>::new());
        let says = desk.post(3, PostColumn::Message);
        assert!(says.contains("ハッシュタグ"), "{says}");
    }
}

#[tokio::test]
async fn a_dry_run_promises_nothing_of_a_token_that_no_run_has_seen() {
    for language in LANGUAGES {
        let desk = Desk::untouched(language, "ja_JP", Tz::Asia__Tokyo).await;
        type_row(&desk, 2, DUE);
        desk.type_post(2, PostColumn::Status, PostStatus::PostNow.word(language));
        let words = async || {
            let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
            planned.posts.iter().find(|line| line.row == 2).unwrap().words.clone()
        };
        let condition = language.pick("if the account's new token works", "トークンが使えれば");
        assert!(words().await.contains(condition), "{}", words().await);
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        let line = report.posts.iter().find(|line| line.row == 2).unwrap();
        assert!(!line.words.contains(condition), "a check has asked: {}", line.words);
        // Once a run has seen it, nothing is left open.
        desk.type_post(2, PostColumn::Status, PostStatus::Draft.word(language));
        desk.run().await;
        desk.type_post(2, PostColumn::Status, PostStatus::PostNow.word(language));
        assert!(!words().await.contains(condition), "{}", words().await);
    }
}

/// What a Slots cell may hold that cannot be used, and what its account's posts without a time say of it.
const SLOTS: [(&str, [&str; 2]); 9] = [
    ("8:00, 25:00", ["\"25:00\" is not a time of day", "「25:00」は時刻ではありません"]),
    ("8", ["\"8\" may be an hour", "「8」が時刻かどうか分かりません"]),
    (
        "8:00±",
        ["\"8:00±\" does not say by how many minutes", "「8:00±」には何分ずらすかがありません"],
    ),
    ("±0", ["\"±0\" has no time in front of it", "「±0」の前に時刻がありません"]),
    ("8:00±30、8:20", ["\"8:00±30\" and \"8:20\" may fall", "「8:00±30」と「8:20」は同じ時刻"]),
    ("毎月31日 9:00", ["\"毎月31日 9:00\" is a rule", "「毎月31日 9:00」のような繰り返し"]),
    (
        "every 3 days 9:00",
        ["\"every 3 days 9:00\" is a rule", "「every 3 days 9:00」のような繰り返し"],
    ),
    ("正午", ["\"正午\" is not known", "「正午」は使えません"]),
    ("平日", ["\"平日\" has no time", "「平日」に時刻がありません"]),
];

#[tokio::test]
async fn slots_that_cannot_be_read_are_told_to_the_posts_without_a_time() {
    for language in LANGUAGES {
        for (typed, says) in SLOTS {
            let desk = desk(language).await;
            put(&desk, Tab::Accounts, (1, 0), language.pick("Slots", "投稿枠"));
            put(&desk, Tab::Accounts, (2, 0), typed);
            type_row(&desk, 2, DUE);
            desk.type_post(3, PostColumn::Account, ACCOUNT);
            desk.type_post(3, PostColumn::Text, "Untimed");
            desk.run().await;
            assert_eq!(desk.practice.public().len(), 1, "{typed}: the dated one goes out");
            let said = desk.post(3, PostColumn::Message);
            assert!(said.contains(language.pick(says[0], says[1])), "{typed}: {said}");
        }
    }
}
