//! The header rows of other people's sheets.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::cell::Value;
use crate::columns::Tab;

fn rows(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
    rows.iter().map(|row| row.iter().map(|shown| Cell::text(shown)).collect()).collect()
}

fn posts(header: &[&str]) -> Result<PostHeadings, HeadingFault> {
    PostHeadings::find(&rows(&[header]))
}

#[test]
fn every_tab_is_found_by_its_own_headers_in_both_languages() {
    for language in [Language::English, Language::Japanese] {
        let header: Vec<&str> = PostColumn::ALL.map(|column| column.header(language)).to_vec();
        let found = posts(&header).unwrap();
        assert_eq!((found.language, found.row_idx), (language, 0));
        for (idx, column) in PostColumn::ALL.into_iter().enumerate() {
            assert_eq!(found.column(column), Some(idx), "{column:?}");
        }
        let header: Vec<&str> = AccountColumn::ALL.map(|column| column.header(language)).to_vec();
        let found = AccountHeadings::find(&rows(&[&header])).unwrap();
        for (idx, column) in AccountColumn::ALL.into_iter().enumerate() {
            assert_eq!(found.column(column), Some(idx), "{column:?}");
        }
        let header: Vec<&str> = LogColumn::ALL.map(|column| column.header(language)).to_vec();
        let found = LogHeadings::find(&rows(&[&header])).unwrap();
        assert_eq!(found, LogHeadings::of_a_new_tab(language));
    }
}

#[test]
fn a_header_is_found_whatever_its_case_width_order_or_line_breaks() {
    let found =
        posts(&["STATUS ", "memo", "Publish\nat", "Ｔｅｘｔ", "", " account\u{a0}"]).unwrap();
    let columns =
        [PostColumn::Status, PostColumn::PublishAt, PostColumn::Text, PostColumn::Account];
    let found: Vec<_> = columns.map(|column| found.column(column).unwrap()).to_vec();
    assert_eq!(found, [0, 2, 3, 5]);
}

#[test]
fn a_header_row_is_found_in_the_first_rows_only() {
    let header: &[&str] = &["アカウント", "本文", "投稿日時", "ステータス"];
    let title: &[&str] = &["投稿の予定表"];
    let found = PostHeadings::find(&rows(&[title, &[], header])).unwrap();
    assert_eq!((found.row_idx, found.language), (2, Language::Japanese));
    let mut deep = vec![title; 10];
    deep.push(header);
    assert!(matches!(PostHeadings::find(&rows(&deep)), Err(HeadingFault::Missing { .. })));
    let twice = PostHeadings::find(&rows(&[header, header])).unwrap();
    assert_eq!(twice.row_idx, 0);
}

#[test]
fn a_missing_column_stops_the_tab_and_is_named_in_its_language() {
    let fault = posts(&["アカウント", "本文", "投稿日時", "メモ"]).unwrap_err();
    let found = ["アカウント", "本文", "投稿日時", "メモ"].map(str::to_owned).to_vec();
    assert_eq!(fault, HeadingFault::Missing { missing: vec!["ステータス"], found });
    let fault = posts(&["Account", "Text", "Date", "Status"]).unwrap_err();
    assert!(matches!(fault, HeadingFault::Missing { missing, .. } if missing == ["Time"]));
    assert!(matches!(posts(&[]), Err(HeadingFault::Missing { found, .. }) if found.is_empty()));
}

#[test]
fn duplicate_headers_stop_the_tab_and_are_both_named() {
    let fault = posts(&["Account", "Text", "Publish at", "Status", "text "]).unwrap_err();
    let expected = HeadingFault::Duplicate {
        header: "Text".to_owned(),
        first: "B".to_owned(),
        second: "E".to_owned(),
    };
    assert_eq!(fault, expected);
}

#[test]
fn a_similar_header_is_not_taken_for_a_column_that_the_program_writes() {
    let found =
        posts(&["Account", "Text", "When", "状態", "url", "posted at", "メモ", "message id"])
            .unwrap();
    assert_eq!(found.column(PostColumn::PublishAt), Some(2));
    assert_eq!(found.column(PostColumn::Status), Some(3));
    for own in [PostColumn::Permalink, PostColumn::PublishedAt, PostColumn::Message] {
        assert_eq!(found.column(own), None, "{own:?}");
    }
    let found = AccountHeadings::find(&rows(&[&["username", "access_token", "expires"]])).unwrap();
    assert_eq!(found.column(AccountColumn::Token), Some(1));
    assert_eq!(found.column(AccountColumn::Expires), None);
}

#[test]
fn numbered_media_columns_are_one_list_in_their_order() {
    let found =
        posts(&["アカウント", "本文", "投稿日時", "画像10", "画像2", "画像1", "ステータス"]);
    assert_eq!(found.unwrap().columns(PostColumn::Media), [5, 4, 3]);
    let found = posts(&[
        "アカウント",
        "本文",
        "日付",
        "時刻",
        "画像URL_1枚目",
        "画像URL_2枚目",
        "動画URL",
        "ステータス",
    ])
    .unwrap();
    assert_eq!(found.columns(PostColumn::Media), [4, 5, 6]);
    assert!(found.has_date_and_time());
    let twice = posts(&["Account", "Text", "When", "Status", "Image 1", "image_1"]);
    assert!(matches!(twice, Err(HeadingFault::Duplicate { .. })));
}

#[test]
fn a_header_made_by_a_formula_counts_and_an_error_does_not() {
    let mut header = rows(&[&["Account", "Text", "Publish at", "Status", "Topic"]]).remove(0);
    header[1].formula = Some("=ARRAYFORMULA(\"Text\")".to_owned());
    header[4] = Cell { value: Value::Error("#REF!".to_owned()), ..Cell::default() };
    let found = PostHeadings::find(&[header]).unwrap();
    assert_eq!((found.column(PostColumn::Text), found.column(PostColumn::Topic)), (Some(1), None));
}

#[test]
fn a_tab_is_found_by_its_title_in_either_language() {
    assert_eq!(Tab::find(" posts "), Some((Tab::Posts, Language::English)));
    assert_eq!(Tab::find("ｱｶｳﾝﾄ"), Some((Tab::Accounts, Language::Japanese)));
    assert_eq!(Tab::find("threadsheet 履歴"), Some((Tab::Log, Language::Japanese)));
    assert_eq!(Tab::find("Posts (2)"), None);
}

#[test]
fn where_no_header_row_is_complete_the_closest_one_is_named() {
    let told = |table: &[&[&str]]| match PostHeadings::find(&rows(table)) {
        Err(HeadingFault::Missing { missing, found }) => (missing[0], found),
        other => panic!("{other:?}"),
    };
    let found = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let headless = told(&[&[], &["x", "", "y"], &["z"]]);
    assert_eq!(headless, ("Text", found(&["x", "y"])));
    assert_eq!(told(&[&["x"], &["Topic"], &["z", "w"]]).1, found(&["Topic"]));
    // Without a known header the signs tell the language; with one, it does.
    assert_eq!(told(&[&["名前", "x"]]).0, "本文");
    assert_eq!(told(&[&["Text", "メモ"]]).0, "Publish at");
    let mut error = rows(&[&["x", "y"]]);
    error[0][1] = Cell { value: Value::Error("#REF!".to_owned()), ..Cell::default() };
    let fault = PostHeadings::find(&error).unwrap_err();
    assert!(matches!(fault, HeadingFault::Missing { found, .. } if found == ["x"]));
}

#[test]
fn an_accounts_tab_needs_its_two_columns() {
    let fault = AccountHeadings::find(&rows(&[&["Account", "Enabled"]])).unwrap_err();
    assert!(matches!(fault, HeadingFault::Missing { missing, .. } if missing == ["Token"]));
}

#[test]
fn a_date_beside_publish_at_needs_no_time_and_does_not_count() {
    let found = posts(&["Account", "Text", "Publish at", "Date", "Status"]).unwrap();
    assert!(!found.has_date_and_time());
}

#[test]
fn a_columns_own_name_in_the_language_of_the_tab_comes_first() {
    let found = posts(&["Account", "Text", "Publish at", "状態", "ステータス", "Status"]).unwrap();
    assert_eq!(found.columns(PostColumn::Status), [5]);
    let found = posts(&["Account", "Text", "Publish at", "状態", "ステータス"]).unwrap();
    assert_eq!(found.columns(PostColumn::Status), [4]);
}

#[test]
fn of_two_columns_with_the_same_name_only_one_with_our_prefix_is_used() {
    let needed = ["Account", "Text", "Publish at", "Status"];
    let with = |more: &[&str]| posts(&[needed.as_slice(), more].concat());
    let found = with(&["Message", "threadsheet Message", "message"]).unwrap();
    assert_eq!(found.column(PostColumn::Message), Some(5));
    assert_eq!(found.foreign(), [(PostColumn::Message, 4), (PostColumn::Message, 6)]);
    assert!(matches!(with(&["Message", "Message"]), Err(HeadingFault::Duplicate { .. })));
    let twice = with(&["threadsheet Message", "Threadsheet message"]);
    assert!(matches!(twice, Err(HeadingFault::Duplicate { .. })));
}

#[test]
fn the_most_specific_of_several_aliases_names_the_column() {
    let found = posts(&["account_id", "username", "content", "body", "When", "状態"]).unwrap();
    assert_eq!(found.column(PostColumn::Account), Some(1));
    assert_eq!(found.column(PostColumn::Text), Some(2));
}

#[test]
fn unknown_headers_count_as_japanese_only_with_japanese_characters() {
    let missing = |header: &str| match posts(&[header, "x"]) {
        Err(HeadingFault::Missing { missing, .. }) => missing[0],
        other => panic!("{other:?}"),
    };
    assert_eq!(missing("Título"), "Text");
    assert_eq!(missing("Заголовок"), "Text");
    assert_eq!(missing("名前"), "本文");
}

#[test]
fn a_column_is_a_persons_where_it_holds_anything_before_the_programs_first_line() {
    let line =
        "rabcdefgh 1 posted h=0011223344556677 t=1970-01-01T00:00:00.000Z n=n1 u=https://t/1";
    let header = ["Account", "Text", "Publish at", "Status", "Permalink", "Message", "Receipt"];
    let found = |row: [&str; 3], guarded: &[usize], is_known| {
        let cells = ["a", "b", "c", "", row[0], row[1], row[2]];
        let table = rows(&[&header, &cells]);
        let mut found = PostHeadings::find(&table).unwrap();
        found.leave_foreign(&Traces { guarded, is_known }, &|column| {
            held(table.iter().map(|row| row.get(column)))
        });
        found.foreign().into_iter().map(|(column, _)| column).collect::<Vec<_>>()
    };
    let [permalink, message, receipt] =
        [PostColumn::Permalink, PostColumn::Message, PostColumn::Receipt];
    assert_eq!(found(["", "", ""], &[], false), []);
    assert_eq!(found(["x", "y", "INV-1"], &[], false), [permalink, message, receipt]);
    assert_eq!(found(["x", "y", ""], &[], true), [], "known without pins");
    // Lines of the program's own, in a service that keeps no column guards and in one that does.
    assert_eq!(found(["https://t/1", "y", line], &[], false), []);
    assert_eq!(found(["https://t/1", "y", line], &[3, 6], false), [message]);
    assert_eq!(found(["https://t/2", "y", line], &[3, 5, 6], false), [permalink]);
    // A line that somebody has damaged is still no invoice.
    assert_eq!(found(["", "", &line.replace(' ', "_")], &[], false), []);
}

#[test]
fn the_programs_column_beside_a_persons_has_the_programs_name() {
    let [english, japanese] = [Language::English, Language::Japanese];
    assert_eq!(AccountColumn::Profile.header_beside(english), "threadsheet Profile");
    assert_eq!(PostColumn::Message.header_beside(japanese), "threadsheet メッセージ");
    assert_eq!(SettingColumn::Message.header_beside(english), "threadsheet Message");
    // A column that only people write has no other name.
    assert_eq!(PostColumn::Text.header_beside(english), "Text");
}

/// Returns what is found of a tab of posts with these headers and these cells below the first four.
fn left(header: &[&str], cells: &[&str], traces: Traces) -> PostHeadings {
    let needed = ["Account", "Text", "Publish at", "Status"];
    let header = [needed.as_slice(), header].concat();
    let table = rows(&[&header, &[["a", "b", "c", ""].as_slice(), cells].concat()]);
    let mut found = PostHeadings::find(&table).unwrap();
    found.leave_foreign(&traces, &|column| held(table.iter().map(|row| row.get(column))));
    found
}

#[test]
fn the_programs_columns_are_made_beside_a_persons_and_known_once_they_are_there() {
    let mut found =
        left(&["Permalink", "Message", "Receipt"], &["x", "y", "INV-1"], Traces::default());
    let [permalink, message] = [PostColumn::Permalink, PostColumn::Message];
    assert_eq!(found.own_header(permalink), "threadsheet Permalink");
    assert_eq!(found.own_header(PostColumn::PublishedAt), "Published at");
    found.plan(7, PostColumn::Receipt);
    assert_eq!(found.planned(), [(permalink, 7), (message, 8)]);
    let mut without = found.clone();
    without.leave_unmade(message);
    assert_eq!(without.planned(), [(permalink, 7)]);
    assert_eq!((without.is_planned(message), without.column(message)), (false, None));
    assert!(found.is_planned(message) && !found.is_planned(PostColumn::Receipt));
    found.made();
    assert_eq!(found.planned(), []);
    // What stands already is not made again.
    let mut beside =
        posts(&["Account", "Text", "Publish at", "Status", "Message", "threadsheet Message"])
            .unwrap();
    assert_eq!(beside.own_header(message), "threadsheet Message");
    beside.plan(6, PostColumn::Receipt);
    assert_eq!(beside.planned(), []);
}

#[test]
fn only_columns_the_program_has_not_written_are_read_to_find_their_owner() {
    let header = ["Account", "Text", "Publish at", "Status", "Permalink", "Message", "Receipt"];
    let found = posts(&header).unwrap();
    let doubtful = |guarded: &[usize], is_known| found.doubtful(&Traces { guarded, is_known });
    assert_eq!(doubtful(&[], false), [4, 5, 6]);
    assert_eq!(doubtful(&[5, 6], false), [4, 6], "the lines help");
    assert!(doubtful(&[4, 5, 6], false).is_empty());
    assert!(doubtful(&[], true).is_empty());
}

#[test]
fn a_header_row_that_is_read_again_keeps_to_what_was_known_of_its_columns() {
    let header = ["Permalink", "Message", "Receipt"];
    let old = left(&header, &["", "mine", ""], Traces { guarded: &[6], is_known: false });
    let again = |guarded: &[usize]| {
        let needed = ["Account", "Text", "Publish at", "Status"];
        let mut again = posts(&[needed.as_slice(), &header].concat()).unwrap();
        again.keep_to_known(&old, guarded);
        [PostColumn::Permalink, PostColumn::Message, PostColumn::Receipt]
            .map(|column| again.column(column))
    };
    assert_eq!(again(&[6]), [Some(4), None, Some(6)]);
    assert_eq!(again(&[4, 6]), [Some(4), None, Some(6)]);
}

#[test]
fn a_persons_profile_column_in_accounts_is_never_written() {
    let header = ["Account", "Token", "Profile", "Receipt"];
    let table = rows(&[&header, &["shop", "x", "our best shop", ""]]);
    let mut old = AccountHeadings::find(&table).unwrap();
    assert_eq!(old.own_header(AccountColumn::Profile), "Profile");
    old.leave_foreign(&Traces::default(), &|column| held(table.iter().map(|row| row.get(column))));
    assert_eq!(old.foreign(), [(AccountColumn::Profile, 2)]);
    assert_eq!(old.own_header(AccountColumn::Profile), "threadsheet Profile");
    let mut again = AccountHeadings::find(&table).unwrap();
    again.keep_to_known(&old, &[]);
    assert_eq!(again.column(AccountColumn::Profile), None);
}

#[test]
fn a_persons_message_beside_settings_is_left_alone_until_the_programs_own_stands_there() {
    let find = |header: &[&str]| SettingHeadings::find(&rows(&[header])).unwrap();
    let mut theirs = find(&["Setting", "Value", "Message"]);
    assert!(!theirs.has_own_message());
    theirs.leave_message();
    assert_eq!(theirs.column(SettingColumn::Message), None);
    assert_eq!(theirs.foreign(), [(SettingColumn::Message, 2)]);
    let mut own = find(&["Setting", "Value", "Message", "threadsheet Message"]);
    assert!(own.has_own_message());
    own.leave_message();
    assert_eq!(own.column(SettingColumn::Message), Some(3));
}

#[test]
fn an_unsupported_column_that_changes_a_post_is_told_with_its_header() {
    let needed = ["Account", "Text", "Publish at", "Status"];
    let beyond = |more: &[&str]| {
        let found = posts(&[needed.as_slice(), more].concat()).unwrap();
        let found = found.unsupported().iter();
        found.map(|it| (it.column_idx, it.header.clone())).collect::<Vec<_>>()
    };
    assert_eq!(beyond(&["memo", "Poll"]), [(5, "Poll".to_owned())]);
    // A known column is no part of a thread, whatever it is called.
    assert_eq!(beyond(&["Reply to"]), []);
}

#[test]
fn headers_with_an_optional_s_match_in_singular_and_plural() {
    let needed = ["Account", "Text", "Publish at", "Status"];
    let read = |header: &str| {
        let found = posts(&[needed.as_slice(), &[header]].concat()).unwrap();
        PostColumn::ALL.into_iter().find(|column| found.column(*column) == Some(4))
    };
    for (header, column) in [
        ("Media URL(s)", PostColumn::Media),
        ("image URL(s)", PostColumn::Media),
        ("画像URL（s）", PostColumn::Media),
        ("Link(s)", PostColumn::Link),
        ("link_url", PostColumn::Link),
        ("Alt text(s)", PostColumn::AltText),
        ("alt_text", PostColumn::AltText),
        ("reply_control", PostColumn::ReplyControl),
    ] {
        assert_eq!(read(header), Some(column), "{header}");
    }
    // What the program writes goes by its very name, and several links are no link card.
    for header in ["Message(s)", "Permalink(s)", "Receipt(s)", "Links", "URL", "Link to the brief"]
    {
        assert_eq!(read(header), None, "{header}");
    }
}

#[test]
fn further_columns_of_media_are_read_beside_the_first_under_a_number() {
    for (one, two) in [("Media", "Media 2"), ("メディア", "メディア2")] {
        let found = posts(&["Account", "Text", "Publish at", "Status", one, two]).unwrap();
        assert_eq!(found.columns(PostColumn::Media), [4, 5], "{two}");
    }
}

#[test]
fn a_column_that_nobody_knows_is_neither_ours_nor_one_that_is_told() {
    let header = ["Account", "Text", "Publish at", "Status", "memo", "Poll", "Post on Threads"];
    let found = posts(&header).unwrap();
    assert_eq!(found.unknown(), [(4, "memo".to_owned())]);
    assert_eq!(found.gates(), [(6, "Post on Threads".to_owned())]);
}

#[test]
fn in_a_log_with_the_headers_of_two_versions_the_left_ones_count() {
    let today: Vec<&str> = LogColumn::ALL.map(|it| it.header(Language::English)).to_vec();
    let before =
        ["When", "Account", "Row", "What", "Container id", "Media id", "Permalink", "Words"];
    // Each of the three is there twice, under the header of either version.
    let both = |left: [&'static str; 3], right: [&'static str; 3]| {
        let shared = ["When", "Account", "Container id", "Media id", "Permalink"];
        let header = [&left[..], &shared, &right].concat();
        let found = LogHeadings::find(&rows(&[&header])).unwrap();
        [LogColumn::Row, LogColumn::What, LogColumn::Words].map(|column| found.column(column))
    };
    let (new, old) = ([today[2], today[3], today[7]], [before[2], before[3], before[7]]);
    assert_eq!(both(new, old), [0, 1, 2].map(Some));
    assert_eq!(both(old, new), [0, 1, 2].map(Some));
    assert!(LogHeadings::find(&rows(&[&before])).is_ok());
}

#[test]
fn cells_that_the_row_state_explains_do_not_make_a_column_a_persons() {
    let line =
        "rabcdefgh 1 posted h=0011223344556677 t=1970-01-01T00:00:00.000Z n=n1 u=https://t/1";
    let foreign = |cells: [&str; 3]| {
        let header = ["Published at", "Permalink", "Receipt"];
        let traces = Traces { guarded: &[6], is_known: false };
        left(&header, &cells, traces).foreign()
    };
    assert_eq!(foreign(["2026-11-23 10:00", "https://t/1", line]), []);
    assert_eq!(foreign(["2026-11-23 10:00", "", ""]), [(PostColumn::PublishedAt, 4)]);
    // A damaged line has two of its words at the least.
    let receipt = |cell: &str| left(&["Receipt"], &[cell], Traces::default()).foreign();
    assert_eq!(receipt("h=00112233_n=n1"), []);
    for cell in ["n=5", "h=20cm", "INV-1"] {
        assert_eq!(receipt(cell), [(PostColumn::Receipt, 4)], "{cell}");
    }
}

#[test]
fn a_profile_is_the_programs_own_where_its_line_knows_the_name() {
    let foreign = |profile: &str, receipt: &str, guarded: &[usize]| {
        let header = ["Account", "Token", "Profile", "Receipt"];
        let table = rows(&[&header, &["shop_a", "x", profile, receipt]]);
        let mut found = AccountHeadings::find(&table).unwrap();
        let traces = Traces { guarded, is_known: false };
        found.leave_foreign(&traces, &|column| held(table.iter().map(|row| row.get(column))));
        found.foreign().into_iter().map(|(column, _)| column).collect::<Vec<_>>()
    };
    let line = "account token=0123abcd user=178 name=shop_a called=shop_z";
    for ours in ["@shop_a", "@shop_z"] {
        assert_eq!(foreign(ours, line, &[3]), [], "{ours}");
    }
    let profile = AccountColumn::Profile;
    assert_eq!(foreign("@shop_b", line, &[3]), [profile]);
    assert_eq!(foreign("our best shop", line, &[3]), [profile]);
    assert_eq!(foreign("@", "account token=0123abcd", &[3]), [profile], "it knows no name");
    // A damaged line has one of its words at the least.
    for damaged in ["account_token=0123abcd", "user=178"] {
        assert_eq!(foreign("", damaged, &[]), [], "{damaged}");
    }
    assert_eq!(foreign("", "INV-1", &[]), [AccountColumn::Receipt]);
}

#[test]
fn a_log_is_as_wide_as_its_last_column() {
    let new = LogHeadings::of_a_new_tab(Language::English);
    assert_eq!(new.width(), LogColumn::ALL.len());
    let titles = LogColumn::ALL.map(|column| column.header(Language::English));
    let moved = LogHeadings::find(&rows(&[&[&["memo", ""][..], &titles].concat()])).unwrap();
    assert_eq!(moved.width(), LogColumn::ALL.len() + 2);
}
