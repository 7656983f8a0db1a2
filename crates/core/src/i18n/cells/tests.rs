//! Every sentence about a cell, read as its person reads it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::NaiveDate;

use super::*;
use crate::cell_error::{CellError, CellNotice};
use crate::columns::LengthFault;
use crate::media::MediaKind;
use crate::media::server_response::ServedWhy;
use crate::media::{MediaWhy, Page};
use crate::schedule::{Meant, TimeFaultKind};
use crate::token::SealFault;
use crate::token::Service;

/// Checks both sentences of a fault for the words that matter.
fn check(fault: &CellError, english: &[&str], japanese: &[&str]) {
    for (language, words) in [(Language::English, english), (Language::Japanese, japanese)] {
        let said = fault.say(language);
        for word in words {
            assert!(said.contains(word), "no {word:?} in: {said}");
        }
    }
}

fn time_fault(column: PostColumn, why: TimeFaultKind, read: &str) -> CellError {
    CellError::ScheduledTime(TimeFault { column, why, read: read.to_owned() })
}

fn media_fault(why: MediaWhy, read: &str) -> CellError {
    CellError::Media(MediaFault { why, read: read.to_owned() })
}

fn every_moment_fault() -> Vec<CellError> {
    let moments = [
        TimeFaultKind::Error,
        TimeFaultKind::Volatile,
        TimeFaultKind::PlainNumber,
        TimeFaultKind::NoDate,
        TimeFaultKind::NoYear(None),
        TimeFaultKind::NoYear(Some(Meant::Day(NaiveDate::default()))),
        TimeFaultKind::Relative,
        TimeFaultKind::AtOnce,
        TimeFaultKind::NoSuchDay,
        TimeFaultKind::NoSuchTime,
        TimeFaultKind::YearTooFar,
        TimeFaultKind::WrongWeekday,
        TimeFaultKind::Several,
        TimeFaultKind::DayOrMonth,
        TimeFaultKind::Unreadable,
        TimeFaultKind::DelayWithoutReplyTo,
        TimeFaultKind::DelayAfterUnknownPost,
        TimeFaultKind::DelayWithDate,
        TimeFaultKind::DelayNegative,
        TimeFaultKind::DelayTooLong,
        TimeFaultKind::DelayWithoutUnit,
    ];
    let columns = [PostColumn::PublishAt, PostColumn::Date, PostColumn::Time];
    let of_column = |column| moments.map(|why| time_fault(column, why, "READ"));
    columns.into_iter().flat_map(of_column).collect()
}

fn every_media_fault() -> Vec<CellError> {
    let media = [
        MediaWhy::Error,
        MediaWhy::Picture,
        MediaWhy::NoValue,
        MediaWhy::Spilled(1),
        MediaWhy::NotHttps,
        MediaWhy::Data,
        MediaWhy::LocalFile,
        MediaWhy::PrivateAddress,
        MediaWhy::Ending("heic".to_owned()),
        MediaWhy::Page(Page::GoogleDrive),
        MediaWhy::Page(Page::Document),
        MediaWhy::Page(Page::GooglePhotos),
        MediaWhy::Page(Page::Dropbox),
        MediaWhy::Page(Page::OneDrive),
        MediaWhy::Page(Page::Social("Instagram")),
        MediaWhy::TooMany(21),
        MediaWhy::NotUrl,
        MediaWhy::LinkBehind,
        MediaWhy::Several,
        MediaWhy::Blank,
    ];
    media.map(|why| media_fault(why, "READ")).to_vec()
}

fn every_option_fault() -> Vec<CellError> {
    let read = || "READ".to_owned();
    let length = |why| OptionFault::Length { why, read: read() };
    let faults = [
        (PostColumn::Topic, OptionFault::Error("#REF!".to_owned())),
        (PostColumn::AltText, OptionFault::AltTooLong { line: 2, length: 1_050 }),
        (PostColumn::AltText, OptionFault::AltTooMany { n_lines: 3, n_media: 2 }),
        (PostColumn::AltText, OptionFault::AltTooMany { n_lines: 1, n_media: 0 }),
        (PostColumn::Topic, OptionFault::TopicTooLong(read())),
        (PostColumn::Topic, OptionFault::TopicSign(read())),
        (PostColumn::Topic, OptionFault::TopicSeveral(read())),
        (PostColumn::Link, OptionFault::Link(read())),
        (PostColumn::Link, OptionFault::LinkPrivate(read())),
        (PostColumn::Link, OptionFault::LinkBehind(read())),
        (PostColumn::Link, OptionFault::LinkWithMedia),
        (PostColumn::ReplyControl, OptionFault::ReplyControl(read())),
        (PostColumn::ReplyTo, OptionFault::ReplyTo(read())),
        (PostColumn::TreeOrder, OptionFault::TreeOrder(read())),
        (PostColumn::TreeOrder, OptionFault::OrderWithoutTree(read())),
        (PostColumn::Countries, OptionFault::Country(read())),
        (PostColumn::Countries, OptionFault::CountriesNotAllowed),
        (PostColumn::ReplyAfter, OptionFault::Error("#REF!".to_owned())),
        (PostColumn::ReplyAfter, length(LengthFault::Unreadable)),
        (PostColumn::ReplyAfter, length(LengthFault::WithoutUnit)),
        (PostColumn::ReplyAfter, length(LengthFault::Negative)),
        (PostColumn::ReplyAfter, length(LengthFault::TooLong)),
        (PostColumn::ReplyAfter, length(LengthFault::Volatile)),
        (PostColumn::ReplyAfter, OptionFault::ColumnGone),
        (PostColumn::Reply1, OptionFault::Text(TextFault::Picture)),
        (PostColumn::Reply2, OptionFault::Text(TextFault::TooLong { length: 612 })),
        (PostColumn::Reply3, OptionFault::Text(TextFault::TooManyLinks { n_links: 6 })),
        (
            PostColumn::Reply1,
            OptionFault::Media(MediaFault { why: MediaWhy::NotHttps, read: read() }),
        ),
    ];
    faults.map(|(column, fault)| CellError::Option(column, fault)).to_vec()
}

/// One of every fault there is.
fn every_fault() -> Vec<CellError> {
    let mut faults = every_moment_fault();
    faults.extend(every_media_fault());
    let read = || "READ".to_owned();
    faults.extend(every_option_fault());
    faults.extend(
        [
            TextFault::Error("#REF!".to_owned()),
            TextFault::Picture,
            TextFault::NoValue,
            TextFault::Token,
            TextFault::TooLong { length: 623 },
            TextFault::TooManyLinks { n_links: 7 },
        ]
        .map(CellError::Text),
    );
    faults.extend(
        [
            NameFault::Empty,
            NameFault::Error("#REF!".to_owned()),
            NameFault::Unreadable(read()),
            NameFault::Several(read()),
        ]
        .map(CellError::Name),
    );
    faults.extend(
        [
            TokenFault::Empty,
            TokenFault::Formula,
            TokenFault::NotThreads(Service::Instagram),
            TokenFault::NotThreads(Service::Facebook),
            TokenFault::OfApp,
            TokenFault::AnId,
            TokenFault::Unreadable,
        ]
        .map(CellError::Token),
    );
    faults.extend(
        [
            SealFault::NoKey,
            SealFault::OtherKey,
            SealFault::Elsewhere,
            SealFault::OtherUser,
            SealFault::Damaged,
            SealFault::Newer,
        ]
        .map(|fault| CellError::Token(TokenFault::Sealed(fault))),
    );
    let public = [PostColumn::Media, PostColumn::AltText, PostColumn::Topic, PostColumn::Link];
    faults.extend(public.map(CellError::Secret));
    faults.push(CellError::Loading(PostColumn::Text));
    faults.push(CellError::Status(UnknownStatus { read: read() }));
    faults
}

#[test]
fn every_sentence_names_its_cell_in_its_language_and_is_unique() {
    let mut said = Vec::new();
    for fault in every_fault() {
        let (english, japanese) = (fault.say(Language::English), fault.say(Language::Japanese));
        assert!(english.contains('"') && english.ends_with(['.', '…', 't']), "{english}");
        assert!(japanese.contains('「') && !japanese.is_ascii(), "{japanese}");
        assert!(english.is_ascii() || english.contains(['…', '\u{fffd}']), "{english}");
        said.extend([english, japanese]);
    }
    let n_said = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), n_said);
}

#[test]
fn a_date_is_told_with_what_was_read_and_what_to_type() {
    let at = |why, read| time_fault(PostColumn::PublishAt, why, read);
    check(
        &at(TimeFaultKind::NoSuchTime, "25:00"),
        &["\"Publish at\" says \"25:00\"", "Type it like 2026-11-23 10:00."],
        &["「投稿日時」の「25:00」", "「2026/11/23 10:00」のように入力してください。"],
    );
    check(
        &at(TimeFaultKind::Error, "#VALUE!"),
        &["formula error #VALUE!"],
        &["数式エラー（#VALUE!）"],
    );
    check(&at(TimeFaultKind::Volatile, "=NOW()"), &["=NOW()", "no fixed time"], &["=NOW()"]);
    check(
        &at(TimeFaultKind::YearTooFar, "2569"),
        &["more than 5 years"],
        &["5 年を超える日付は使えません"],
    );
    check(
        &time_fault(PostColumn::Time, TimeFaultKind::NoSuchTime, "25:00"),
        &["\"Time\" says", "like 10:00."],
        &["「時刻」の", "「10:00」のように"],
    );
    check(
        &time_fault(PostColumn::Date, TimeFaultKind::NoDate, "9:00"),
        &["\"Date\" is empty", "9:00"],
        &["「日付」が空", "9:00"],
    );
}

#[test]
fn a_text_is_told_by_how_much_it_is_too_long() {
    check(
        &CellError::Text(TextFault::TooLong { length: 1_623 }),
        &["\"Text\" has 1,623 characters; 1,123 too many", "emoji"],
        &["「本文」が 1,623 文字あり、1,123 文字多すぎます", "絵文字"],
    );
    check(
        &CellError::Text(TextFault::TooManyLinks { n_links: 7 }),
        &["7 different links", "Take out 2."],
        &["7 個のリンク", "2 個減らして"],
    );
}

#[test]
fn a_word_is_told_with_the_words_that_are_known() {
    check(
        &CellError::Status(UnknownStatus { read: "retry".to_owned() }),
        &["\"retry\"", "Queued, Post now, Ready, Draft"],
        &["「retry」", "「予約」「今すぐ」「承認済み」「下書き」"],
    );
    check(
        &CellError::Option(
            PostColumn::ReplyControl,
            OptionFault::ReplyControl("friends".to_owned()),
        ),
        &["friends", "everyone, accounts_you_follow"],
        &["friends", "「全員」「フォロー中のアカウント」"],
    );
}

#[test]
fn a_token_in_the_wrong_cell_is_not_repeated() {
    let token = ["TH", "AAabcdefghijklmnopqrstuvwxyz0123456789"].concat();
    for dirty in
        [token.clone(), token.to_lowercase(), format!("x {token}"), format!("@\"{token}\"")]
    {
        let faults = [
            CellError::Name(NameFault::Unreadable(dirty.clone())),
            media_fault(MediaWhy::NotUrl, &dirty),
            CellError::Option(
                PostColumn::Link,
                OptionFault::Link(format!("https://x/?access_token={token}")),
            ),
        ];
        for fault in faults {
            for language in [Language::English, Language::Japanese] {
                let said = fault.say(language).to_lowercase();
                assert!(!said.contains("abcdefghij") && said.contains("***"), "{said}");
            }
        }
    }
}

#[test]
fn a_notice_says_what_was_made_of_the_cell() {
    let date = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let taken = NaiveDate::from_ymd_opt(2027, 3, 14).unwrap().and_hms_opt(3, 0, 0).unwrap();
    let cases = [
        (
            CellNotice::ScheduledTime(TimeNotice::Skipped { taken }),
            "goes out at 03:00",
            "03:00 に投稿",
        ),
        (CellNotice::ScheduledTime(TimeNotice::Twice), "once", "最初の 1 回だけ"),
        (CellNotice::ScheduledTime(TimeNotice::ShortYear(2026)), "read as 2026", "2026 年"),
        (CellNotice::ScheduledTime(TimeNotice::ByLocale(date)), "4 March 2026", "2026年3月4日"),
        (CellNotice::Text(TextNotice::ControlsRemoved), "control characters", "制御文字"),
        (CellNotice::Text(TextNotice::Broken), "lost character", "文字化け"),
        (CellNotice::Text(TextNotice::LinkBehind), "have a link behind them", "リンクが設定"),
        (CellNotice::Text(TextNotice::Chip), "smart chip", "スマートチップ"),
        (CellNotice::Text(TextNotice::NotText), "as the cell shows it", "表示のまま"),
    ];
    for (notice, english, japanese) in cases {
        assert!(notice.say(Language::English).contains(english), "{english}");
        assert!(notice.say(Language::Japanese).contains(japanese), "{japanese}");
    }
}

#[test]
fn whatever_a_server_says_of_a_medium_is_told_with_what_to_do() {
    let too_large = |kind| ServedWhy::TooLarge { kind, bytes: 3 << 30 };
    let reasons = [
        ServedWhy::NoAnswer,
        ServedWhy::Status(404),
        ServedWhy::Status(403),
        ServedWhy::Status(503),
        ServedWhy::Redirects,
        ServedWhy::Astray,
        ServedWhy::Page,
        ServedWhy::ContentType("image/webp".to_owned()),
        ServedWhy::OtherKind(MediaKind::Image),
        ServedWhy::OtherKind(MediaKind::Video),
        too_large(MediaKind::Image),
        too_large(MediaKind::Video),
        ServedWhy::Unknown,
    ];
    for why in reasons {
        let said = |language| media_fault(MediaWhy::Served(why.clone()), "READ").say(language);
        let english = said(Language::English);
        let doing = ["aste", "correct", "Share", "put", "share", "Write", "write"];
        assert!(doing.iter().any(|word| english.contains(word)), "{english}");
        assert!(english.ends_with('.'), "{english}");
        let japanese = said(Language::Japanese);
        assert!(japanese.ends_with("ください。"), "{japanese}");
    }
}

#[test]
fn a_fault_is_told_in_the_language_of_its_tab() {
    let fault = CellError::Text(TextFault::Picture);
    assert!(fault.say(Language::English).starts_with("\"Text\""));
    assert!(fault.say(Language::Japanese).starts_with("「本文」"));
    let notice = CellNotice::ScheduledTime(TimeNotice::Twice);
    assert_ne!(notice.say(Language::English), notice.say(Language::Japanese));
}
