//! The report of a made-up run, word for word.

use chrono::{DateTime, Utc};
use threadsheet::report::screen::Screen;
use threadsheet::report::text_layout::width;
use threadsheet::report::{
    AccountLine, AccountOutcome, Links, News, PostLine, PostOutcome, Report, Waits, json, text,
};
use threadsheet_core::language::Language;
use threadsheet_core::shard::Shard;
use threadsheet_core::token::Token;

fn at(typed: &str) -> DateTime<Utc> {
    typed.parse().unwrap()
}

fn account(row: usize, name: &str, outcome: AccountOutcome, words: &str) -> AccountLine {
    let is_news = outcome == AccountOutcome::NeedsPerson;
    let expires = (!is_news).then(|| at("2027-01-30T00:00:00Z"));
    AccountLine { row, name: name.to_owned(), outcome, words: words.to_owned(), expires, is_news }
}

fn post(row: usize, text: &str, outcome: PostOutcome, said: [&str; 2]) -> PostLine {
    let [permalink, words] = said;
    PostLine {
        row,
        account: "mori_coffee".to_owned(),
        text: text.to_owned(),
        due: at("2026-12-01T09:00:00Z"),
        outcome,
        permalink: (!permalink.is_empty()).then(|| permalink.to_owned()),
        words: words.to_owned(),
        is_news: outcome == PostOutcome::Failed,
    }
}

fn made_up() -> Report {
    Report {
        is_plan: false,
        at: at("2026-12-01T09:20:00Z"),
        zone: chrono_tz::Asia::Tokyo,
        language: Language::English,
        title: "Desk\u{1b}[31m".to_owned(),
        accounts: vec![
            account(
                2,
                "mori_coffee",
                AccountOutcome::Renewed,
                "Fine. 59 days left; it renews itself.",
            ),
            account(
                3,
                "hon_ya",
                AccountOutcome::NeedsPerson,
                "Expired 3 days ago. Generate a new token and paste it here; waiting posts then go out automatically.",
            ),
        ],
        posts: vec![
            post(
                2,
                "Good morning",
                PostOutcome::Published,
                ["https://www.threads.com/@mori_coffee/post/ABC", ""],
            ),
            post(
                12,
                "Bell\u{7} and\nbreak \u{1b}]0;title\u{7}",
                PostOutcome::Failed,
                [
                    "",
                    "\"Text\" has 623 characters; 123 too many. Threads takes 500, and an emoji counts as several. Shorten the text.",
                ],
            ),
            post(
                13,
                "Second",
                PostOutcome::Waiting,
                ["", "Waiting for row 12, which it replies to."],
            ),
        ],
        standing: Vec::new(),
        settings: Vec::new(),
        notes: Vec::new(),
        sheet_requests: 6,
        links: Links {
            spreadsheet: "desk".to_owned(),
            accounts: 11,
            posts: 22,
            settings: Some(33),
        },
        shard: Shard::WHOLE,
        clock: None,
        checkup: None,
    }
}

#[test]
fn a_terminal_shows_a_page_of_80_columns() {
    let page = text::page(&made_up(), Screen::Plain);
    let expected = "\
Desk [31m                                          2026-12-01 18:20 (Asia/Tokyo)

Accounts
  ✓ mori_coffee  renewed     Fine. 59 days left; it renews itself.
  ! hon_ya       needs you   Expired 3 days ago. Generate a new token and paste
                             it here; waiting posts then go out automatically.

Posts
  ✓ row 2      mori_coffee  published   Good morning
    https://www.threads.com/@mori_coffee/post/ABC
  ! row 12     mori_coffee  failed      Bell and break ]0;title
    \"Text\" has 623 characters; 123 too many. Threads takes 500, and an emoji
    counts as several. Shorten the text.
  - row 13     mori_coffee  waits       Second
    Waiting for row 12, which it replies to.

1 published, 1 waiting; tokens: 1 renewed. Needs your attention: 2.";
    assert_eq!(page, expected, "\n{page}");
}

#[test]
fn a_terminal_shows_japanese_in_the_same_columns() {
    let mut report = made_up();
    report.is_plan = true;
    report.language = Language::Japanese;
    report.accounts.truncate(1);
    report.accounts[0].outcome = AccountOutcome::ToRenew;
    report.accounts[0].words = "正常です。残り 59 日。自動で更新されます。".repeat(2);
    report.posts.truncate(1);
    report.posts[0].outcome = PostOutcome::ToPublish;
    report.posts[0].text = "おはようございます。今季最初の豆を焙煎しています。".repeat(2);
    let page = text::page(&report, Screen::Plain);
    assert!(page.lines().all(|line| width(line) <= 80), "\n{page}");
    let expected = "\
Desk [31m                                          2026-12-01 18:20 (Asia/Tokyo)

アカウント
  ✓ mori_coffee  更新予定    正常です。残り 59 日。自動で更新されます。
                             正常です。残り 59 日。自動で更新されます。

投稿
  ✓ 2 行目     mori_coffee  投稿予定    おはようございます。今季最初の豆を焙煎…

投稿予定 1 件、待機 0 件、トークン更新予定 1 件、要対応 0 件。
問題はありません。
予行演習です。何も変更していません。";
    assert_eq!(page, expected, "\n{page}");
}

#[test]
fn a_page_in_colour_says_the_same_and_no_cell_steers_the_terminal() {
    let page = text::page(&made_up(), Screen::Colour);
    let mut plain = page.clone();
    for code in ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m"] {
        plain = plain.replace(code, "");
    }
    assert!(!plain.contains(|c: char| c.is_control() && c != '\n'));
    let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&plain), words(&text::page(&made_up(), Screen::Plain)));
}

#[test]
fn a_run_that_holds_logs_in_the_language_and_the_zone_of_the_sheet() {
    let report = made_up();
    let waits = |what| News::Waits { what, until: at("2026-12-01T17:50:00Z") };
    let news = [
        News::Sheet { zone: report.zone, language: report.language },
        News::Read { accounts: 2, posts: 3 },
        News::Secret(Token::new("secret".to_owned())),
        News::Account(report.accounts[1].clone()),
        News::Post(report.posts[0].clone()),
        News::Post(report.posts[1].clone()),
        waits(Waits::Pause("mori_coffee".to_owned())),
        waits(Waits::Hold),
    ];
    let log = |language| {
        let lines =
            news.iter().filter_map(|news| text::log(news, report.at, report.zone, language));
        lines.collect::<Vec<_>>().join("\n")
    };
    let expected = "\
2026-12-01 18:20:00 Spreadsheet read. Accounts: 2. Posts to look after: 3.
2026-12-01 18:20:00 Accounts, row 3 · hon_ya · needs you: Expired 3 days ago. Generate a new token and paste it here; waiting posts then go out automatically.
2026-12-01 18:20:00 Posts, row 2 · mori_coffee · published: https://www.threads.com/@mori_coffee/post/ABC (Good morning)
2026-12-01 18:20:00 Posts, row 12 · mori_coffee · failed: \"Text\" has 623 characters; 123 too many. Threads takes 500, and an emoji counts as several. Shorten the text. (Bell and break ]0;title)
2026-12-01 18:20:00 mori_coffee: pausing between two posts until 2026-12-02 02:50.
2026-12-01 18:20:00 Waiting for posts that come due until 2026-12-02 02:50.";
    let said = log(Language::English);
    assert_eq!(said, expected, "\n{said}");
    let japanese = log(Language::Japanese);
    assert!(japanese.contains("投稿 2 行目 · mori_coffee · 投稿済み: https://"), "{japanese}");
    assert!(
        japanese.ends_with("2026-12-02 02:50 まで待機し、時刻が来た投稿を出します。"),
        "{japanese}"
    );
}

#[test]
fn programs_get_every_row_with_times_in_the_sheets_zone() {
    let mut report = made_up();
    report.posts.truncate(1);
    report.accounts.truncate(1);
    let expected = r#"{
  "schema": 2,
  "kind": "run",
  "exit_code": 0,
  "language": "en",
  "at": "2026-12-01T18:20:00+09:00",
  "zone": "Asia/Tokyo",
  "title": "Desk\u001b[31m",
  "accounts": [
    {
      "row": 2,
      "name": "mori_coffee",
      "outcome": "renewed",
      "words": "Fine. 59 days left; it renews itself.",
      "expires": "2027-01-30T09:00:00+09:00",
      "is_news": false,
      "url": "https://docs.google.com/spreadsheets/d/desk/edit#gid=11&range=2:2"
    }
  ],
  "posts": [
    {
      "row": 2,
      "account": "mori_coffee",
      "text": "Good morning",
      "due": "2026-12-01T18:00:00+09:00",
      "outcome": "published",
      "permalink": "https://www.threads.com/@mori_coffee/post/ABC",
      "words": "",
      "is_news": false,
      "url": "https://docs.google.com/spreadsheets/d/desk/edit#gid=22&range=2:2"
    }
  ],
  "settings": [],
  "sheet_requests": 6
}"#;
    assert_eq!(json::report(&report), expected);
    assert!(json::report(&made_up()).contains("\"exit_code\": 1"));
}
