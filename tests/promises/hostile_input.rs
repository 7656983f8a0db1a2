//! Nothing that a cell, a header or a service can hold makes the program panic, or post twice.

use chrono::{TimeDelta, Utc};
use serde_json::json;
use threadsheet::check;
use threadsheet_core::account::AccountRow;
use threadsheet_core::cell::{Cell, Format, Value};
use threadsheet_core::headings::{AccountHeadings, PostHeadings, SettingHeadings};
use threadsheet_core::i18n;
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::plan::{self, Limits, Row, Says, Sheet};
use threadsheet_core::post::PostRow;
use threadsheet_core::row_state::RowState;
use threadsheet_core::seal::Seals;
use threadsheet_core::setting::{self, Setting};
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, POST_HEADERS, POSTS, Practice, due};

/// Strings that have broken programs before.
const NASTY: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "\u{feff}",
    "\u{200d}",
    "\u{202e}abc",
    "﷽",
    "e\u{301}\u{301}\u{301}",
    "👨‍👩‍👧‍👦",
    "🇯🇵🇯",
    "'",
    "\"",
    "=1/0",
    "#REF!",
    "-1",
    "1e309",
    "NaN",
    "2026-02-30",
    "24:00",
    "２５：９９",
    "令和99年13月40日",
    "https://",
    "https://[::1]/a.jpg",
    "image:",
    "data:image/png;base64,",
    "https://例え.jp/あ.png",
    "Bearer ",
    "access_token=",
    "THAA",
    "sealed:v1:",
    "{\"access_token\":null}",
    "previous",
    "前の行",
    "+30m",
    "30分後",
    "rabcdefgh 1 trying h=a t=2026-01-01T00:00:00Z n=a c=1",
    "rabcdefgh 4294967295 posted h=a n=a",
    "account token= trouble=expired-9223372036854775807",
    "Ready",
    "投稿済み",
    "Publishing",
    "@",
    "..",
    "Account",
    "Text",
    "Publish at",
    "Status",
    "Date",
    "Time",
    "画像1",
    "画像10",
    "画像99999999999999999999",
];

/// A small generator: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn text(&mut self) -> String {
        let parts = self.below(3);
        (0..=parts).map(|_| NASTY[self.below(NASTY.len())]).collect()
    }

    fn cell(&mut self) -> Cell {
        let shown = self.text();
        let number = [0.0, -1.0, 0.5, 46_350.4, 1e18, f64::NAN, f64::INFINITY][self.below(7)];
        let value = match self.below(6) {
            0 => Value::Empty,
            1 => Value::Number(number),
            2 => Value::Bool(self.below(2) == 0),
            3 => Value::Error(shown.clone()),
            _ => Value::Text(shown.clone()),
        };
        let format = [Format::Plain, Format::Date, Format::Time, Format::DateTime][self.below(4)];
        let formula = (self.below(5) == 0).then(|| format!("={shown}"));
        Cell { value, shown, formula, format, ..Cell::default() }
    }

    /// Returns a value that somebody may have meant, or anything.
    fn setting(&mut self) -> Cell {
        let number = self.below(100);
        let units = ["", "m", " days", "時間", "日", "週間", " fortnights", "分30秒", "年"];
        match self.below(4) {
            0 => self.cell(),
            _ => Cell::text(&format!("{number}{}", units[self.below(units.len())])),
        }
    }

    fn row(&mut self, width: usize) -> Vec<Cell> {
        (0..width).map(|_| self.cell()).collect()
    }
}

fn headers(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell::text(name)).collect()
}

#[test]
fn whatever_the_cells_hold_a_plan_is_made_and_can_be_said() {
    let posts = [POST_HEADERS.as_slice(), &["Receipt", "Tree ID", "Tree order"]].concat();
    let posts = PostHeadings::find(&[headers(&posts)]).unwrap();
    let accounts = ["Account", "Token", "Token expires", "Token status", "Receipt", "Enabled"];
    let accounts = AccountHeadings::find(&[headers(&accounts)]).unwrap();
    let mut numbers = Numbers(7);
    for zone in [chrono_tz::Asia::Tokyo, chrono_tz::America::New_York] {
        let place = Place { zone, locale: numbers.text(), now: Utc::now() };
        for _ in 0..150 {
            let mut rows: Vec<Row> = (1..30)
                .map(|row| PostRow::read(row, &numbers.row(16), &posts, &place))
                .map(|post| Row::Open(Box::new(post)))
                .collect();
            plan::place_in_trees(&mut rows);
            let accounts: Vec<AccountRow> = (1..6)
                .filter_map(|row| {
                    AccountRow::read(row, &numbers.row(6), &accounts, &Seals::default())
                })
                .collect();
            let limits = Limits::default();
            let language = Language::English;
            let sheet = Sheet {
                accounts: &accounts,
                posts: &rows,
                log_lines: None,
                language,
                place: &place,
                limits,
            };
            for decision in plan::plan(&sheet).posts {
                if let Says::This(message) = &decision.says {
                    assert!(!message.say(Language::English).is_empty());
                    assert!(!message.say(Language::Japanese).is_empty());
                }
            }
        }
    }
}

#[test]
fn whatever_the_settings_are_they_hold_or_are_told_and_a_plan_is_made() {
    let headings = SettingHeadings::find(&[headers(&["Setting", "Value", "Message"])]).unwrap();
    let mut numbers = Numbers(13);
    let place = Place { zone: chrono_tz::Asia::Tokyo, locale: numbers.text(), now: Utc::now() };
    let posts = PostHeadings::find(&[headers(&POST_HEADERS)]).unwrap();
    let (mut held, mut told) = (0, 0);
    for _ in 0..2_000 {
        let mut rows = vec![headers(&["Setting", "Value", "Message"])];
        for setting in Setting::ALL {
            let language = [Language::English, Language::Japanese][numbers.below(2)];
            let name = Cell::text(setting.name(language));
            rows.push(vec![name, numbers.setting(), numbers.cell()]);
        }
        rows.push(numbers.row(3));
        let (chosen, read) = setting::read(&rows, &headings);
        for fault in read.iter().filter_map(|row| row.fault) {
            told += 1;
            assert!(!i18n::settings::fault(fault, Language::English).is_empty());
        }
        held += usize::from(chosen.spacing.is_some()) + usize::from(chosen.max_late.is_some());
        let usual = Limits::default();
        let limits = Limits {
            refresh_within: chosen.refresh_within.unwrap_or(usual.refresh_within),
            max_late: chosen.max_late.unwrap_or(usual.max_late),
            spacing: chosen.spacing.unwrap_or(usual.spacing),
            patience: TimeDelta::MAX,
            ..Limits::default()
        };
        let posts = (1..5).map(|row| PostRow::read(row, &numbers.row(13), &posts, &place));
        let posts: Vec<Row> = posts.map(|post| Row::Open(Box::new(post))).collect();
        let (accounts, language) = (&[], Language::Japanese);
        let (log_lines, place) = (None, &place);
        let sheet = Sheet { accounts, posts: &posts, log_lines, language, place, limits };
        let _plan = plan::plan(&sheet);
    }
    assert!(held > 100 && told > 100, "{held} held, {told} told");
}

#[test]
fn whatever_the_headers_are_they_are_found_or_refused() {
    let mut numbers = Numbers(11);
    for _ in 0..200 {
        let rows: Vec<Vec<Cell>> = (0..4).map(|_| numbers.row(12)).collect();
        let _either = (PostHeadings::find(&rows), AccountHeadings::find(&rows));
    }
}

/// Bodies that are no answer of either service.
const BODIES: &[&str] = &[
    "",
    "null",
    "[]",
    "{}",
    "\"ok\"",
    "{\"id\":null}",
    "{\"id\":12}",
    "{\"data\":null}",
    "{\"data\":[{}]}",
    "{\"error\":\"no\"}",
    "{\"error\":{\"code\":\"x\"}}",
    "{\"error\":{\"code\":99999999999999999999}}",
    "{\"status\":\"BORED\"}",
    "{\"access_token\":\"\",\"expires_in\":-1}",
    "{\"sheets\":[{\"data\":[{\"rowData\":[",
    "<html>",
    "\u{0}\u{0}",
];

#[tokio::test]
async fn whatever_a_service_answers_the_post_goes_out_once() {
    let operations = [
        "oauth.token",
        "sheets.get",
        "sheets.batchUpdate",
        "threads.me",
        "threads.debug_token",
        "threads.create",
        "threads.status",
        "threads.publish",
        "threads.media",
        "threads.limit",
    ];
    for (at, body) in BODIES.iter().enumerate() {
        // Every body meets several operations, and every operation several bodies.
        for operation in operations.iter().skip(at % 4).step_by(4) {
            let status = [200, 400, 500][at % 3];
            let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
            desk.time_scale = TimeScale::hurried(200);
            let reply = Reply { body: body.as_bytes().to_vec(), ..Reply::html(status, "") };
            let fault = Fault::Instead(reply, Effect::With);
            enter(&desk.world).faults.on(Trigger::nth_of(operation, 1), fault);
            let _first = desk.try_run().await;
            for _ in 0..3 {
                desk.run_later().await;
            }
            assert_eq!(desk.public_texts(), ["Once"], "{operation} answered {status} {body:?}");
            assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{operation} {status} {body:?}");
        }
    }
}

/// Answers that succeed and hold no id, or none that could be written down.
const NO_IDS: &[&str] = &["{\"id\":\"\"}", "{\"id\":\"179 c=180\"}", "{\"id\":\"179\\n180\"}"];

#[tokio::test]
async fn an_answer_whose_id_is_none_proves_nothing_and_spoils_no_receipt() {
    for operation in ["threads.create", "threads.publish", "threads.media"] {
        for body in NO_IDS {
            let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
            desk.time_scale = TimeScale::hurried(200);
            let reply = Reply { body: body.as_bytes().to_vec(), ..Reply::html(200, "") };
            let fault = Fault::Instead(reply, Effect::With);
            enter(&desk.world).faults.on(Trigger::nth_of(operation, 1), fault);
            for _ in 0..3 {
                desk.run_later().await;
            }
            assert_eq!(desk.public_texts(), ["Once"], "{operation} {body}");
            assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{operation} {body}");
            let receipt = desk.cell(POSTS, 2, "Receipt");
            let read = RowState::parse(&receipt).unwrap();
            assert_eq!(
                read.media,
                Some(desk.public()[0].media_id.clone()),
                "{operation} {body} {receipt}"
            );
        }
    }
}

/// Seconds that no clock shows: at the ends of what can be counted, within a zone's offset of the last
/// instant, beyond the years of date cells, and before all time.
const ABSURD_S: [i64; 9] = [
    i64::MIN,
    -8_334_601_228_800,
    -1,
    0,
    1,
    253_402_300_799,
    253_402_300_800,
    8_210_266_876_799,
    i64::MAX,
];

#[tokio::test]
async fn a_time_that_no_clock_shows_ends_no_run_and_the_other_accounts_post() {
    for seconds in ABSURD_S {
        for (operation, body) in [
            ("threads.debug_token", json!({"data": {"is_valid": true, "expires_at": seconds}})),
            ("threads.debug_token", json!({"data": {"is_valid": true, "issued_at": seconds}})),
            ("threads.debug_token", json!({"data": {"issued_at": seconds, "expires_at": seconds}})),
            (
                "threads.refresh_access_token",
                json!({"access_token": "THAAnew0", "expires_in": seconds}),
            ),
        ] {
            let posts = [due("shop_a", "One"), due("shop_b", "Two")];
            let desk = Practice::new(&["shop_a", "shop_b"], &posts).await;
            let desk = Practice { time_scale: TimeScale::hurried(200), ..desk };
            let reply = Reply::json(200, &body);
            let fault = Fault::Instead(reply, Effect::Without);
            enter(&desk.world).faults.on(Trigger::every(operation).by("shop_a"), fault);
            if operation == "threads.refresh_access_token" {
                let reply = Reply::json(200, &json!({"data": {"is_valid": true}}));
                let silent = Fault::Instead(reply, Effect::Without);
                enter(&desk.world).faults.on(Trigger::every("threads.debug_token"), silent);
            }
            for at in [0, 1] {
                desk.run_in(TimeDelta::days(at)).await;
            }
            check::check(&desk.config(), &|_| {}).await.unwrap();
            assert!(
                desk.public_texts().contains(&"Two".to_owned()),
                "{operation} {body}: the other account's post is not out"
            );
            let expires = desk.cell(ACCOUNTS, 2, "Token expires");
            assert!(expires.len() <= 16, "{operation} {body}: {expires}");
        }
    }
}
