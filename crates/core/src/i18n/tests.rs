//! Sentences that are told apart: each in its language, no two alike, and each with what it is about.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod measured;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::*;
use crate::columns::{AccountColumn, OptionFault, PostColumn, ReplyControl, Tab, UnsupportedKind};
use crate::headings::HeadingFault;
use crate::language::Language;
use crate::media::MediaKind;
use crate::place::Place;
use crate::reason::Uncertain;
use crate::reason::{
    AccountCode, AccountState, Counts, ErrorDetail, Message, Plans, Refusal, days_left,
};
use crate::run_error::{NotAKey, RunError, Unread, Unwritten};
use crate::schedule::{TimeFault, TimeFaultKind};
use crate::seal::Seal;
use crate::shard::ShardFault;

const LANGUAGES: [Language; 2] = Language::ALL;

/// What stands in a sentence for whatever it is about.
const THING: &str = "thing@a.example";

/// Holds that sentences are in their language, and that no two are the same.
fn differ<T>(things: &[T], say: impl Fn(&T, Language) -> String) {
    let mut seen = BTreeSet::new();
    for thing in things {
        for language in LANGUAGES {
            let said = say(thing, language);
            let is_japanese = said.contains(|letter| ('\u{3041}'..'\u{a000}').contains(&letter));
            assert_eq!(is_japanese, language == Language::Japanese, "{said}");
            assert!(seen.insert(said.clone()), "twice: {said}");
        }
    }
}

#[test]
fn a_credentials_file_that_cannot_be_read_is_told_by_why() {
    let whys = [Unread::NotFound, Unread::NotAllowed, Unread::NotAFile];
    let missing = whys.map(|why| RunError::CredentialsMissing { path: THING.to_owned(), why });
    for stop in &missing {
        let said = LANGUAGES.map(|language| run_errors::say(stop, language));
        assert!(said.iter().all(|said| said.contains(THING)), "{said:?}");
    }
    differ(&missing, run_errors::say);
}

#[test]
fn every_run_error_has_its_own_sentence_and_names_its_subject() {
    let thing = || THING.to_owned();
    let email = || Some(thing());
    let with_thing = [
        RunError::SpreadsheetUnreadable(thing()),
        RunError::FederationRefused { words: thing() },
        RunError::CredentialsUnusable { kind: thing() },
        RunError::FileNotWritten { path: thing(), why: Unwritten::NoRoom },
        RunError::NotSealed(Box::new(AccountState::Unreachable {
            days: 0,
            detail: ErrorDetail::Said(thing()),
        })),
        RunError::KeyRefused { email: thing() },
        RunError::RobotDisabled { email: thing() },
        RunError::IdentityRefused { words: thing() },
        RunError::ProjectRefused { words: thing() },
        RunError::SignInRefused { words: thing() },
        RunError::NotShared { email: email() },
        RunError::ReadOnly { email: email() },
        RunError::NotFound { email: email() },
        RunError::ApiDisabled { words: thing() },
        RunError::ZoneUnknown { zone: thing() },
        RunError::Headings {
            tab: thing(),
            fault: HeadingFault::Missing { missing: vec!["Text"], found: Vec::new() },
        },
        RunError::Headings {
            tab: thing(),
            fault: HeadingFault::Duplicate {
                header: "Text".to_owned(),
                first: "A".to_owned(),
                second: "C".to_owned(),
            },
        },
        RunError::SheetsRefused { words: thing() },
        RunError::Bug(thing()),
        RunError::ShardUnclear(ShardFault::NoNumber { name: THING }),
        RunError::ShardUnclear(ShardFault::Beyond { name: THING, index: 4, count: 4 }),
        RunError::ShardUnclear(ShardFault::Counts { name: THING, tasks: 4, count: 8 }),
        RunError::NotLaidOut { found: vec![thing()] },
    ];
    for stop in &with_thing {
        let said = LANGUAGES.map(|language| run_errors::say(stop, language));
        assert!(said.iter().all(|said| said.contains(THING)), "{said:?}");
    }
    differ(&with_thing, run_errors::say);
    let alone = [
        RunError::NoSpreadsheet,
        RunError::NoCredentials,
        RunError::CredentialsNotJson,
        RunError::SealKeyUnreadable,
        RunError::NoSealKey,
        RunError::ClockWrong,
        RunError::SignInUnreachable,
        RunError::NotShared { email: None },
        RunError::NotASpreadsheet,
        RunError::Copied,
        RunError::SheetsUnreachable,
        RunError::SheetsUnreadable,
        RunError::SheetsBusy,
        RunError::Halted,
        RunError::ThreadsUnreachable,
        RunError::ShardUnclear(ShardFault::Which { count: 4 }),
        RunError::StorageFull,
        RunError::NothingToSeal,
        RunError::CredentialsUnusable { kind: String::new() },
        RunError::ClockOff { ahead: 300 },
    ];
    differ(&alone, run_errors::say);
}

#[test]
fn a_tab_that_is_not_found_is_named_in_both_languages() {
    let wanted = Tab::Posts;
    let missing = RunError::TabMissing { wanted, found: vec![THING.to_owned()] };
    let unclear = RunError::TabUnclear { wanted, like: vec![THING.to_owned()] };
    for language in LANGUAGES {
        let [missing, unclear] = [&missing, &unclear].map(|stop| run_errors::say(stop, language));
        let names = ["Posts", "投稿", THING];
        assert!(names.iter().all(|name| missing.contains(name) && unclear.contains(name)));
        assert_ne!(missing, unclear);
    }
}

#[test]
fn each_wrong_kind_of_credentials_has_its_own_sentence() {
    let keys = [
        NotAKey::OAuthClient,
        NotAKey::ApiKey,
        NotAKey::Several,
        NotAKey::Quotes,
        NotAKey::Damaged,
    ];
    differ(&keys, |why, language| run_errors::say(&RunError::NotAKey(*why), language));
    let untyped = RunError::CredentialsUnusable { kind: String::new() };
    assert!(run_errors::say(&untyped, Language::English).contains("have no type"));
}

#[test]
fn every_state_of_an_account_is_told_and_remembered_as_itself() {
    use AccountState as S;
    let detail = || ErrorDetail::NoAnswer;
    let well = [S::Fine { days: Some(2) }, S::Fine { days: None }, S::Fine { days: Some(1) }];
    let renews_later = S::NotRenewed { days: 4, detail: detail() };
    let near_its_end = S::NotRenewed { days: 3, detail: detail() };
    let troubles = [
        (S::ShortLived, "short-lived"),
        (S::Expired { days_ago: 0 }, "expired-0"),
        (S::Expired { days_ago: 3 }, "expired-3"),
        (S::Invalid, "invalid"),
        (S::NotATester, "not-a-tester"),
        (S::NotPermitted, "not-permitted"),
        (S::Restricted, "restricted"),
        (S::LoginAsked, "login-asked"),
        (S::ProofAsked, "proof-asked"),
        (S::Blocked { detail: ErrorDetail::Before }, "blocked"),
        (S::WrongAccount { row_says: "a".to_owned(), belongs_to: "b".to_owned() }, "wrong-account"),
        (S::SameName { other_row: 3 }, "same-name"),
        (S::Unreachable { days: 1, detail: ErrorDetail::Before }, "unasked"),
        (S::Loading { days: 1, column: AccountColumn::Token }, "loading"),
    ];
    for (state, word) in &troubles {
        assert_eq!(state.code().map(|code| code.to_string()).as_deref(), Some(*word));
        assert!(!state.is_usable(), "{word}");
    }
    let unreachable = S::Unreachable { days: 0, detail: detail() };
    assert!(unreachable.code().is_none() && !unreachable.is_usable());
    assert!(well.iter().chain([&renews_later]).all(|it| it.is_usable() && it.code().is_none()));
    assert_eq!(near_its_end.code(), Some(AccountCode::NotRenewed { days: 3 }));
    assert!(near_its_end.is_usable());
    let states = troubles.map(|(state, _)| state).into_iter().chain(well);
    let states: Vec<S> = states.chain([renews_later, near_its_end, unreachable]).collect();
    differ(&states, S::say);
}

#[test]
fn each_call_failure_has_its_own_sentence_and_quotes_foreign_words() {
    use ErrorDetail as B;
    let words = || "(#4) Too many (4)".to_owned();
    let ours = [
        B::NoAnswer,
        B::NoConnection,
        B::CutOff,
        B::Unreadable { http: 502 },
        B::TooLong,
        B::LeftAlone,
        B::NoToken,
        B::NoName,
        B::NotFound,
        B::TooManyCalls { words: words() },
        B::PageUnread { words: words() },
        B::MediaUnread { words: words() },
        B::Before,
    ];
    differ(&ours, B::say);
    for detail in [&ours[9], &ours[10], &ours[11], &B::Said(words())] {
        assert!(detail.say(Language::Japanese).ends_with("「(#4) Too many (4)」"));
        assert!(detail.say(Language::English).ends_with("\"(#4) Too many (4)\""));
        assert_eq!(detail.to_string(), words());
    }
}

#[test]
fn days_are_counted_by_the_calendar_of_the_sheet() {
    // An hour before midnight in Tokyo.
    let now: DateTime<Utc> = "2026-11-23T14:00:00Z".parse().unwrap();
    let place = Place { zone: Tz::Asia__Tokyo, locale: "ja_JP".to_owned(), now };
    for (hours, days) in [(0, 0), (1, 1), (24, 1), (25, 2), (-23, 0), (-24, -1), (24 * 59, 59)] {
        assert_eq!(days_left(now + TimeDelta::hours(hours), &place), days, "{hours}");
    }
    assert_eq!(AccountState::fine(Some(now), &place), AccountState::Fine { days: Some(0) });
}

#[test]
fn planned_and_uncertain_actions_are_worded_differently() {
    use {Plans as P, Uncertain as U};
    let plans = [P::Publish, P::Resolve, P::Look, P::Refresh, P::Learn];
    differ(&plans, |plan, language| plan.say(language));
    let doubts = [U::ContainerFailed, U::SeveralAlike, U::SentTooOften, U::ContainerGone];
    differ(&doubts, |doubt, language| Message::Check(*doubt).say(language));
}

#[test]
fn a_fault_shows_what_belongs_in_its_own_cell() {
    let fault = |column| TimeFault { column, why: TimeFaultKind::Unreadable, read: "x".to_owned() };
    for (column, example) in [
        (PostColumn::Date, "like 2026-11-23."),
        (PostColumn::Time, "like 10:00."),
        (PostColumn::PublishAt, "like 2026-11-23 10:00."),
    ] {
        let said = cells::moment(&fault(column), Language::English);
        assert!(said.ends_with(example), "{said}");
    }
    for (n_media, about) in [(0, "the row has none"), (1, "holds 1 images")] {
        let fault = OptionFault::AltTooMany { n_lines: 2, n_media };
        let said = cells::option(PostColumn::AltText, &fault, Language::English);
        assert!(said.contains(about), "{said}");
    }
}

/// Holds what is said in both languages.
fn said(say: impl Fn(Language) -> String, english: &str, japanese: &str) {
    assert_eq!(LANGUAGES.map(say), [english, japanese]);
}

#[test]
fn a_report_names_its_rows_and_counts_them() {
    said(|language| commands::row(5, language), "row 5", "5 行目");
    let counts = Counts { published: 1, waiting: 2, need_person: 3, renewed: 4 };
    said(
        |language| commands::summary(counts, false, language),
        "1 published, 2 waiting; tokens: 4 renewed. Needs your attention: 3.",
        "投稿済み 1 件、待機 2 件、トークン更新 4 件、要対応 3 件。",
    );
    said(
        |language| commands::summary(counts, true, language),
        "1 to publish, 2 waiting; tokens: 4 to renew. Needs your attention: 3.",
        "投稿予定 1 件、待機 2 件、トークン更新予定 4 件、要対応 3 件。",
    );
    said(
        |language| commands::demo::public(5, 2, language),
        "The practice Threads now shows 5 posts, 2 of them as replies.",
        "練習用の Threads には 5 件の投稿があります（うち返信 2 件）。",
    );
    said(
        |language| commands::demo::still_public(5, language),
        "Still 5 posts: nothing goes out twice.",
        "投稿は 5 件のまま。同じ投稿が二度出ることはありません。",
    );
    said(
        |language| desk::filled("Posts", language),
        "the columns of the empty tab \"Posts\"",
        "空のタブ「Posts」の列",
    );
}

#[test]
fn a_preview_counts_one_and_many_and_leaves_out_what_there_is_none_of() {
    let counts = |one, two, three| move |language| preview::counts(one, two, three, language);
    said(counts(1, 0, 0), "1 post coming", "予定 1 件");
    said(
        counts(2, 1, 1),
        "2 posts coming, 1 to correct, 1 draft",
        "予定 2 件、要対応 1 件、下書き 1 件",
    );
    said(counts(0, 0, 2), "0 posts coming, 2 drafts", "予定 0 件、下書き 2 件");
    let medium = |of| move |language| preview::medium(Some(MediaKind::Image), 1, of, language);
    said(medium(1), "Picture", "画像");
    said(medium(2), "Picture 1/2", "画像 1/2");
    said(|language| preview::length(12, language), "12 of 500 characters", "500 文字中 12 文字");
    said(|language| preview::answers_row(5, language), "Reply to row 5", "5 行目への返信");
    differ(&ReplyControl::ALL, |who, language| preview::who_can_reply(*who, language).to_owned());
}

#[test]
fn a_preview_says_when_and_where() {
    let at: DateTime<Utc> = "2026-11-23T01:05:00Z".parse().unwrap();
    let at = at.with_timezone(&Tz::Asia__Tokyo);
    said(
        |language| preview::moment(at, language),
        "Mon 23 Nov 2026 10:05",
        "2026年11月23日（月）10:05",
    );
    said(
        |language| preview::as_of(at, language),
        "As of Mon 23 Nov 2026 10:05. All times are in Asia/Tokyo.",
        "2026年11月23日（月）10:05 時点。日時はすべて Asia/Tokyo です。",
    );
    said(
        |language| preview::written("a.html", "1", language),
        "1. Open a.html in a browser.",
        "1。a.html をブラウザで開いてください。",
    );
    let until = |minutes| move |language| preview::until(TimeDelta::minutes(minutes), language);
    said(until(0), "now", "今");
    said(until(-1), "1 min ago", "1分前");
    said(until(90), "in 1 h 30 min", "あと1時間30分");
    said(until(45 * 60), "in 1 day 21 h", "あと1日21時間");
    said(until(24 * 60 + 59), "in 1 day", "あと1日");
    said(until(71 * 60), "in 2 days 23 h", "あと2日23時間");
    said(until(73 * 60), "in 3 days", "あと3日");
}

#[test]
fn whether_a_token_is_sealed_is_told_in_five_ways() {
    let seal = |is_current| Some(Seal { user: THING.to_owned(), is_current });
    let ways = [
        (seal(true), true),
        (seal(false), true),
        (seal(false), false),
        (None, true),
        (None, false),
    ];
    differ(&ways, |(seal, is_usable), language| {
        seals::standing(seal.as_ref(), *is_usable, language).to_owned()
    });
    let days = [None, Some(1), Some(59)];
    differ(&days, |days, language| {
        let said = seals::paste("shop_a", *days, language);
        assert!(said.contains("@shop_a"), "{said}");
        assert!(days.is_none_or(|days| said.contains(&days.to_string())), "{said}");
        said
    });
    differ(&[seals::SEALED, seals::KEEP_THE_KEY, seals::ASK], |words, language| {
        words.say(language).to_owned()
    });
}

#[test]
fn what_threads_cannot_use_of_a_video_is_told_by_its_word() {
    let words = [
        "INVALID_DURATION",
        "INVALID_ASPEC_RATIO",
        "INVALID_FRAME_RATE",
        "INVALID_BIT_RATE",
        "INVALID_AUDIO_CHANNELS",
        "FAILED_PROCESSING_VIDEO",
        "SOMETHING_ELSE",
    ];
    let say = |word: &str, language| Refusal::MediaFailed { word: word.to_owned() }.say(language);
    differ(&words, |word, language| {
        let said = say(word, language);
        assert!(said.contains(word), "{said}");
        // But for their own words, no two reasons are the same.
        said.replace(word, "")
    });
    let sound = |word| say(word, Language::English).replace(word, "");
    assert_eq!(sound("FAILED_PROCESSING_AUDIO"), sound("INVALID_AUDIO_CHANNELS"));
}

#[test]
fn what_is_said_around_a_row_names_it() {
    differ(&[THING], |thing, language| {
        let said = [
            cells::unsupported(thing, UnsupportedKind::Other, language),
            run_errors::protected(thing, "Message", language),
            logged("hello", thing, language),
            commands::waits(Some((*thing).to_owned()), "10:05", language),
            shard::part(crate::shard::Shard::new(2, 4).unwrap(), language) + thing,
            settings::not_sent(language) + thing,
            commands::read(3, 14, language) + thing,
            commands::soon::not_ready(
                &Refusal::MediaFailed { word: (*thing).to_owned() },
                language,
            ),
        ];
        assert!(said.iter().all(|said| said.contains(THING)), "{said:?}");
        said.join("\n")
    });
    let english = Language::English;
    assert!(shard::part(crate::shard::Shard::new(2, 4).unwrap(), english).contains(" 2/4 "));
    assert!(settings::is_not_sent(&settings::not_sent(english)));
    assert!(commands::read(3, 14, english).contains("Accounts: 3. Posts to look after: 14."));
    assert!(commands::waits(None, "10:05", english).ends_with("come due until 10:05."));
    let refusal = Refusal::MediaFailed { word: "X".to_owned() };
    let not_ready = commands::soon::not_ready(&refusal, english);
    assert!(not_ready.starts_with("Not ready yet") && not_ready.ends_with(&refusal.say(english)));
}

#[test]
fn the_log_says_how_a_post_begins_and_what_its_row_says_as_far_as_there_is_any() {
    let english = |begins, message| logged(begins, message, Language::English);
    assert_eq!(english("hello", "It is out."), "\"hello\": It is out.");
    assert_eq!(english("hello", ""), "\"hello\"");
    assert_eq!(english("", "It is out."), "It is out.");
}

#[test]
fn a_token_in_a_protected_cell_works_and_is_not_renewed() {
    let said = |days| AccountState::Protected { days }.say(Language::English);
    assert!(said(Some(1)).starts_with("Works, 1 day left, but its Token cell is protected"));
    assert!(said(None).starts_with("Works, but its Token cell is protected"));
}

#[test]
fn a_token_that_could_not_be_renewed_asks_for_a_new_one_in_its_last_days() {
    let said = |days| {
        let detail = ErrorDetail::NoAnswer;
        AccountState::NotRenewed { days, detail }.say(Language::English)
    };
    assert!(said(3).contains("3 days left") && said(3).ends_with("paste it here."));
    assert!(said(4).ends_with("the next run tries again."));
}

#[test]
fn a_pause_is_told_to_end_in_the_minute_after_it_and_with_its_day_if_that_is_another() {
    let at = |time: &str| time.parse::<DateTime<Utc>>().unwrap();
    let pause = |until| {
        let now = at("2026-11-23T01:05:00Z");
        match Message::pause(at(until), now, Tz::Asia__Tokyo) {
            Message::Pause { until, is_another_day } => {
                (until.format("%d %H:%M").to_string(), is_another_day)
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(pause("2026-11-23T01:10:00Z"), ("23 10:10".to_owned(), false));
    assert_eq!(pause("2026-11-23T01:10:01Z"), ("23 10:11".to_owned(), false));
    assert_eq!(pause("2026-11-23T15:00:00Z"), ("24 00:00".to_owned(), true));
}

#[test]
fn messages_about_a_single_row_are_all_different() {
    let messages = [Message::Missed, Message::NothingToPost, Message::Untimed, Message::NotMarked];
    differ(&messages, Message::say);
}

#[test]
fn every_fault_of_a_setting_says_what_to_type() {
    use crate::setting::{Setting, SettingFault};
    let values = Setting::ALL.map(SettingFault::Value);
    let others = [SettingFault::Unknown, SettingFault::Twice { row: 3 }];
    let all: Vec<SettingFault> = values.into_iter().chain(others).collect();
    // The name of a language stands in its own letters.
    differ(&all, |fault, language| settings::fault(*fault, language).replace("日本語", ""));
    let head = settings::notice_head("Desk", 2, Language::English);
    assert_eq!(head, "threadsheet: \"Desk\" needs you (2).");
}

#[test]
fn what_a_server_answers_is_told_by_what_a_person_can_do_about_it() {
    use crate::media::{MediaFault, MediaWhy, server_response::ServedWhy};
    let say = |status: &u16, language| {
        let why = MediaWhy::Served(ServedWhy::Status(*status));
        cells::media(&MediaFault { why, read: "https://a.example".to_owned() }, language)
    };
    let english = |status| say(&status, Language::English);
    for status in [404, 410] {
        assert!(english(status).contains("there is nothing at this address"), "{status}");
    }
    for status in [401, 403] {
        assert!(english(status).contains("without signing in"), "{status}");
    }
    assert!(english(500).contains("did not deliver the file (500)"));
    differ(&[404, 403, 500], say);
}

#[test]
fn a_time_without_a_date_is_told_by_the_column_that_lacks_it() {
    let say = |column| {
        let fault = TimeFault { column, why: TimeFaultKind::NoDate, read: "9:00".to_owned() };
        cells::moment(&fault, Language::English)
    };
    assert!(say(PostColumn::Date).contains("is empty, so the time"));
    assert!(say(PostColumn::PublishAt).contains("the date is missing"));
}

#[test]
fn an_account_that_nothing_was_found_out_about_says_for_how_long() {
    use AccountState as S;
    let unreachable = S::Unreachable { days: 0, detail: ErrorDetail::NoAnswer };
    let loading = S::Loading { days: 0, column: AccountColumn::Token };
    assert!(unreachable.is_unasked() && loading.is_unasked());
    assert!(!S::Invalid.is_unasked() && !S::Fine { days: None }.is_unasked());
    let after = unreachable.for_days(3);
    assert!(after.say(Language::English).starts_with("For 3 days Threads could not be asked"));
    assert_eq!(loading.for_days(1).code(), Some(AccountCode::Loading));
    assert_eq!(S::Invalid.for_days(3), S::Invalid);
}

#[test]
fn an_account_that_works_under_a_new_name_is_told_so() {
    use crate::account_receipt::AccountReceipt;
    let receipt = AccountReceipt {
        name: "shop_a".to_owned(),
        called: Some("shop_z".to_owned()),
        ..AccountReceipt::default()
    };
    for language in LANGUAGES {
        let fine = AccountState::Fine { days: Some(9) };
        let renamed = accounts::renamed("shop_a", "shop_z", language);
        assert!(renamed.contains("@shop_a") && renamed.contains("@shop_z"), "{renamed}");
        let said = fine.say_of(&receipt, language);
        assert_eq!(said, fine.say(language) + language.pick(" ", "") + &renamed);
        let same = AccountReceipt { called: None, ..receipt.clone() };
        assert_eq!(fine.say_of(&same, language), fine.say(language));
        assert_eq!(
            AccountState::Invalid.say_of(&receipt, language),
            AccountState::Invalid.say(language)
        );
    }
}

#[test]
fn a_date_without_a_year_is_offered_whole_as_it_is_to_be_typed() {
    use crate::schedule::Meant;
    let say = |meant, language| {
        let why = TimeFaultKind::NoYear(Some(meant));
        let column = PostColumn::PublishAt;
        cells::moment(&TimeFault { column, why, read: "12/4".to_owned() }, language)
    };
    let at = |time: &str| Meant::At(format!("2026-12-04T{time}").parse().unwrap());
    for (meant, english, japanese) in [
        (Meant::Day("2026-12-04".parse().unwrap()), "2026-12-04", "2026/12/04"),
        (at("09:30:00"), "2026-12-04 9:30", "2026/12/04 9:30"),
        (at("09:30:15"), "2026-12-04 9:30:15", "2026/12/04 9:30:15"),
    ] {
        let said = say(meant, Language::English);
        assert!(said.ends_with(&format!("If {english} is meant, type {english}.")), "{said}");
        assert!(say(meant, Language::Japanese).contains(&format!("「{japanese}」")));
    }
}
