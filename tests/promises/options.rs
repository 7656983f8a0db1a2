//! Whatever is typed where an option or a variable belongs is read or refused, and said nowhere.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::DateTime;
use clap::Parser as _;
use proptest::prelude::*;
use proptest::sample::select;
use threadsheet::cli::{Cli, Options};
use threadsheet::config::{Credentials, Key, spreadsheet_id};
use threadsheet_core::run_error::RunError;
use url::Url;

#[path = "../../crates/core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the other properties, which use the rest of it")]
mod strategies;

use strategies::{anything, times};

const PIECES: &[&str] = &[
    "https://",
    "http://",
    "docs.google.com/spreadsheets",
    "/d/",
    "e/",
    "/u/0",
    "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs",
    "?id=",
    "#gid=0",
    "drive.google.com",
    "127.0.0.1",
    "localhost",
    "[::1]",
    ":4010",
    "user:pass@",
    "2026-11-23",
    "T",
    "10:05:00",
    "Z",
    "+09:00",
    "10",
    "m",
    "h",
    "14d",
    "s",
    "99999999999999999999",
    "{",
    "}",
    "\"",
    "eyJhIjoxfQ",
];

/// Returns what an option was read as, or what the person is told.
fn option(name: &str, typed: &str) -> Result<Options, String> {
    let typed = format!("--{name}={typed}");
    match Cli::try_parse_from(["threadsheet", &typed, "run"]) {
        Ok(cli) => Ok(cli.options),
        Err(refused) => Err(refused.to_string()),
    }
}

proptest! {
    #![proptest_config(times(150))]

    #[test]
    fn a_spreadsheet_is_an_id_or_is_refused_in_few_letters(
        typed in anything(PIECES),
        id in "[A-Za-z0-9_-]{20,50}",
        address in select(vec![
            "ID",
            "https://docs.google.com/spreadsheets/d/ID/edit#gid=0",
            "docs.google.com/spreadsheets/u/1/d/ID",
        ]),
        (before, after) in ("[ \n<\"]{0,2}", "[ \n>\"]{0,2}"),
    ) {
        match spreadsheet_id(&typed) {
            Ok(id) => prop_assert_eq!(spreadsheet_id(&id), Ok(id)),
            Err(RunError::SpreadsheetUnreadable(quoted)) => prop_assert!(quoted.chars().count() <= 40),
            Err(other) => prop_assert!(false, "{:?}", other),
        }
        let given = format!("{before}{}{after}", address.replace("ID", &id));
        prop_assert_eq!(spreadsheet_id(&given), Ok(id));
    }

    #[test]
    fn a_key_is_the_same_in_every_wrapping_and_is_printed_nowhere(
        secret in "[A-Za-z0-9]{20,40}",
        (before, after) in ("[ \n\t\u{feff}]{0,3}", "[ \n\t\u{feff}]{0,3}"),
        width in 1..60usize,
        typed in anything(PIECES),
    ) {
        let json = serde_json::json!({ "type": "service_account", "key": secret }).to_string();
        let encoded = STANDARD.encode(&json);
        let mut broken = encoded.clone();
        broken.insert(width, '\n');
        let plain = URL_SAFE_NO_PAD.encode(&json);
        for given in [json.clone(), encoded, broken, plain] {
            let given = format!("{before}{given}{after}");
            for key in [Key::of_option(&given), Key::of_variable(&given)] {
                prop_assert!(!format!("{key:?}").contains(&secret[..8]), "{:?}", key);
                prop_assert_eq!(key.open(), Ok(Credentials(json.clone())), "{:?}", given);
            }
        }
        if let Err(stop) = Key::of_option(&format!("{{{typed}{secret}")).open() {
            prop_assert!(!format!("{stop:?}").contains(&secret[..8]), "{:?}", stop);
        }
        let _either = (Key::of_option(&typed), Key::of_variable(&typed));
    }

    #[test]
    fn a_duration_is_read_as_it_is_written_and_never_beyond_ten_years(
        seconds in 0..400_000_000u64,
        typed in anything(PIECES),
    ) {
        let written = humantime::format_duration(Duration::from_secs(seconds)).to_string();
        match option("settle", &written) {
            Ok(options) => prop_assert_eq!(options.settle.as_secs(), seconds),
            Err(told) => prop_assert!(seconds > 3_650 * 86_400, "{}", told),
        }
        if let Ok(options) = option("max-late", &typed) {
            prop_assert!(options.max_late.is_none_or(|late| late <= Duration::from_hours(3_650 * 24)));
        }
    }

    #[test]
    fn an_instant_is_read_as_it_is_written(
        seconds in 0..4_102_444_800i64,
        typed in anything(PIECES),
    ) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let read = option("now", &at.to_rfc3339()).map(|options| options.now);
        prop_assert_eq!(read, Ok(Some(at)));
        let _either = option("now", &typed).is_ok();
    }

    #[test]
    fn tokens_travel_in_the_clear_to_this_machine_alone(
        typed in anything(PIECES),
        port in 1..9_999u16,
    ) {
        let own = format!("http://127.0.0.1:{port}/{typed}");
        for typed in [typed.clone(), format!("http://{typed}"), own] {
            let Ok(options) = option("threads-url", &typed) else { continue };
            let url = Url::parse(&options.threads_url).unwrap();
            let is_local = matches!(url.host_str(), Some("localhost" | "[::1]"))
                || url.host_str().is_some_and(|host| host.starts_with("127."));
            prop_assert!(url.scheme() == "https" || url.scheme() == "http" && is_local, "{}", url);
            prop_assert!(url.username().is_empty() && url.query().is_none(), "{}", url);
            let again = option("threads-url", &options.threads_url);
            prop_assert_eq!(again.map(|options| options.threads_url), Ok(options.threads_url));
        }
    }
}
