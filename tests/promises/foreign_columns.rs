//! Nothing of a person's is touched: a column or a tab that has a name of the program's and holds a person's
//! own content is left alone, and the program's own is made beside it.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::dry_run;
use threadsheet::init::{self, InitOptions};
use threadsheet::preview;
use threadsheet::report::{PostOutcome, Report};
use threadsheet_core::columns::{AccountColumn, PostColumn};
use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{EMAIL, LIFE, Practice, outcomes};

use crate::init::survey::{changes, whole};

const BOTH: [Language; 2] = [Language::English, Language::Japanese];

/// A person's columns: the header, and what stands in the two rows below it.
type Column = (String, [Seed; 2]);

fn text(text: &str) -> Seed {
    if text.is_empty() { Seed::Empty } else { Seed::Text(text.to_owned()) }
}

/// Returns what a person has in a column of this name: words, a date, a formula that shows nothing.
fn content(at: usize) -> [Seed; 2] {
    let day = chrono::NaiveDate::from_ymd_opt(2024, 5, 6).unwrap();
    match at % 4 {
        0 => [text("INV-0001"), text("to be checked by Ms Tanaka")],
        1 => [Seed::Moment(day.and_hms_opt(7, 8, 9).unwrap()), Seed::Empty],
        2 => [Seed::Empty, Seed::Formula("=IF(1=1,\"\",\"x\")".to_owned())],
        _ => [Seed::Bool(false), Seed::Number(3.5)],
    }
}

/// Lays out a desk with these columns of a person's between the ones that are needed: one account, one post
/// that is due and one that is not.
async fn desk(language: Language, accounts: &[Column], posts: &[Column]) -> Practice {
    let mut desk = Practice::new(&["shop_a"], &[]).await;
    "fresh".clone_into(&mut desk.spreadsheet);
    let mut world = enter(&desk.world);
    world.sheets.add("fresh", "Fresh", language.pick("en_GB", "ja_JP"), "Asia/Tokyo");
    world.sheets.share("fresh", EMAIL, Role::Writer);
    let now = world.clock.now();
    let token = world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES);
    let table = |needed: &[(&str, [Seed; 2])], columns: &[Column]| {
        let own = columns.iter().map(|(header, cells)| (header.as_str(), cells.clone()));
        let (first, rest) = needed.split_at(1);
        let all: Vec<(&str, [Seed; 2])> =
            first.iter().cloned().chain(own).chain(rest.iter().cloned()).collect();
        let header = all.iter().map(|(header, _)| text(header)).collect();
        let row = |at: usize| all.iter().map(|(_, cells)| cells[at].clone()).collect();
        vec![header, row(0), row(1)]
    };
    let header = |column: AccountColumn| column.header(language);
    let rows = [
        (header(AccountColumn::Account), [text("shop_a"), Seed::Empty]),
        (header(AccountColumn::Token), [text(&token), Seed::Empty]),
    ];
    let title = language.pick("Accounts", "アカウント");
    world.sheets.add_tab("fresh", 11, title, table(&rows, accounts));
    let header = |column: PostColumn| column.header(language);
    let at = |minutes| {
        let at = now + TimeDelta::minutes(minutes);
        Seed::Moment(at.with_timezone(&chrono_tz::Asia::Tokyo).naive_local())
    };
    let rows = [
        (header(PostColumn::Account), [text("shop_a"), text("shop_a")]),
        (header(PostColumn::Text), [text("Now"), text("Later")]),
        (header(PostColumn::PublishAt), [at(-5), at(60 * 24)]),
        (header(PostColumn::Status), [Seed::Empty, Seed::Empty]),
    ];
    world.sheets.add_tab("fresh", 22, language.pick("Posts", "投稿"), table(&rows, posts));
    let blue = json!({"userEnteredFormat": {"backgroundColor": {"blue": 1}}, "note": "mine"});
    for sheet_id in [11, 22] {
        let area = json!({"sheetId": sheet_id, "startRowIndex": 1, "endRowIndex": 3});
        let fields = "userEnteredFormat.backgroundColor,note";
        let look = json!([{"repeatCell": {"range": area, "cell": blue, "fields": fields}}]);
        world.sheets.batch("fresh", look).unwrap();
    }
    drop(world);
    desk
}

fn accounts(language: Language) -> Vec<Column> {
    let columns = AccountColumn::WRITTEN.into_iter().enumerate();
    columns.map(|(at, column)| (column.header(language).to_owned(), content(at))).collect()
}

/// The columns of Posts that the program fills in, which the registry may not change by itself.
const WRITTEN: [PostColumn; 4] =
    [PostColumn::PublishedAt, PostColumn::Permalink, PostColumn::Message, PostColumn::Receipt];

fn posts(language: Language) -> Vec<Column> {
    assert_eq!(PostColumn::written().collect::<Vec<_>>(), WRITTEN);
    let columns = WRITTEN.into_iter().enumerate();
    columns.map(|(at, column)| (column.header(language).to_owned(), content(at))).collect()
}

fn shown(desk: &Practice, tab: &str) -> Vec<Vec<String>> {
    enter(&desk.world).sheets.shown(&desk.spreadsheet, tab).unwrap()
}

/// Returns what a cell under a header shows; the row from 1, as the sheet counts.
fn cell(desk: &Practice, tab: &str, row: usize, header: &str) -> String {
    let rows = shown(desk, tab);
    let column = rows[0].iter().position(|name| name == header);
    let column = column.unwrap_or_else(|| panic!("no column {header}: {:?}", rows[0]));
    rows.get(row - 1).and_then(|row| row.get(column)).cloned().unwrap_or_default()
}

fn type_in(desk: &Practice, tab: &str, row: usize, column: usize, typed: &str) {
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    world.sheets.type_in(CellAddress::new(&desk.spreadsheet, tab, row - 1, column), typed, now);
}

async fn check(desk: &Practice) -> Report {
    check::check(&desk.config(), &|_| {}).await.unwrap()
}

async fn init(desk: &Practice) -> Vec<String> {
    let setup = init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap();
    [setup.added, setup.hints].concat()
}

/// Returns what a check says of columns that are left alone.
fn left_alone(report: &Report) -> Vec<String> {
    let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
    let words = findings.map(|finding| finding.words.clone()).chain(report.notes.clone());
    words.filter(|words| words.contains("threadsheet ")).collect()
}

#[tokio::test]
async fn a_run_writes_nothing_into_a_column_that_holds_a_persons_own_content() {
    for language in BOTH {
        let [accounts, posts] = [accounts(language), posts(language)];
        for at in 0..accounts.len() + posts.len() {
            let of_account: Vec<Column> = accounts.get(at).cloned().into_iter().collect();
            let of_post = at.checked_sub(accounts.len()).and_then(|at| posts.get(at).cloned());
            let of_post: Vec<Column> = of_post.into_iter().collect();
            let desk = desk(language, &of_account, &of_post).await;
            let header = [of_account, of_post].concat().remove(0).0;
            let before = whole(&desk);
            for run in 0..3 {
                let report = desk.run().await;
                let is_out = outcomes(&report).contains(&(2, PostOutcome::Published));
                assert_eq!(is_out, run == 0, "{header}: {report:#?}");
                assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new(), "{header}");
                // It is told once.
                assert_eq!(left_alone(&report).len(), usize::from(run == 0), "{header}");
                assert_eq!(report.exit_code(), 0, "{header}");
            }
            assert_eq!(desk.public_texts(), ["Now"]);
        }
    }
}

#[tokio::test]
async fn the_programs_own_columns_are_made_beside_a_persons_and_written() {
    for language in BOTH {
        let desk = desk(language, &accounts(language), &posts(language)).await;
        let before = whole(&desk);
        desk.run().await;
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        let (of_accounts, of_posts) =
            (language.pick("Accounts", "アカウント"), language.pick("Posts", "投稿"));
        let account =
            |column: AccountColumn| cell(&desk, of_accounts, 2, column.header_beside(language));
        let post = |column: PostColumn| cell(&desk, of_posts, 2, column.header_beside(language));
        assert_eq!(account(AccountColumn::Profile), "@shop_a");
        assert!(account(AccountColumn::Receipt).starts_with("account "));
        assert!(!account(AccountColumn::Status).is_empty());
        assert!(!account(AccountColumn::Expires).is_empty());
        assert_eq!(post(PostColumn::Permalink), desk.public()[0].permalink);
        assert!(!post(PostColumn::PublishedAt).is_empty());
        assert!(post(PostColumn::Receipt).contains(" posted "));
        let header = &shown(&desk, of_posts)[0];
        let receipt =
            header.iter().position(|name| name == PostColumn::Receipt.header_beside(language));
        assert!(enter(&desk.world).sheets.is_hidden("fresh", of_posts, receipt.unwrap()));
        // From now on each tool has its own: nothing is made again, whoever goes first.
        let headers = [shown(&desk, of_accounts)[0].clone(), shown(&desk, of_posts)[0].clone()];
        init(&desk).await;
        desk.run().await;
        let now = [shown(&desk, of_accounts)[0].clone(), shown(&desk, of_posts)[0].clone()];
        assert_eq!(now, headers);
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
    }
}

/// Inserts a row above the headers of a tab before the first write of a run, and returns what is wrong afterwards.
async fn audit_pushed_down(
    desk: &Practice,
    tab: &str,
    sheet_id: i32,
    made: &[&str],
) -> Vec<String> {
    let range = json!({"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1});
    let push = json!([{"insertDimension": {"range": range}}]);
    let act = move |world: &mut World| {
        world.sheets.batch("fresh", push.clone()).unwrap();
    };
    let write = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(write, Box::new(act));
    desk.run().await;
    let rows = shown(desk, tab);
    desk.run().await;
    let mut wrong = Vec::new();
    let count = |row: &Vec<String>, header: &str| row.iter().filter(|it| *it == header).count();
    let is_named = |header: &&str| count(&rows[1], header) == 1;
    if !rows[0].iter().all(String::is_empty) || !made.iter().all(is_named) {
        wrong.push(format!("{tab}: {rows:#?}"));
    }
    let later = shown(desk, tab);
    if later[0] != rows[0] || later[1] != rows[1] {
        wrong.push(format!("{tab}: made again: {later:#?}"));
    }
    wrong
}

#[tokio::test]
async fn a_row_inserted_above_the_headers_while_columns_are_made_leaves_no_header_behind() {
    let mut wrong = Vec::new();
    for language in BOTH {
        let of_accounts = AccountColumn::WRITTEN.map(|column| column.header_beside(language));
        let of_posts = WRITTEN.map(|column| column.header_beside(language));
        let tabs = [
            (language.pick("Accounts", "アカウント"), 11, &of_accounts[..]),
            (language.pick("Posts", "投稿"), 22, &of_posts[..]),
        ];
        for (tab, sheet_id, made) in tabs {
            let desk = desk(language, &accounts(language), &posts(language)).await;
            wrong.extend(audit_pushed_down(&desk, tab, sheet_id, made).await);
            // A single column, where the Receipt has long been there.
            let desk = self::desk(language, &[], &[]).await;
            desk.run().await;
            let (theirs, ours) = match sheet_id {
                11 => (
                    AccountColumn::Profile.header(language),
                    AccountColumn::Profile.header_beside(language),
                ),
                _ => (
                    PostColumn::Message.header(language),
                    PostColumn::Message.header_beside(language),
                ),
            };
            let column = shown(&desk, tab)[0].len();
            type_in(&desk, tab, 1, column, theirs);
            type_in(&desk, tab, 2, column, "my notes");
            wrong.extend(audit_pushed_down(&desk, tab, sheet_id, &[ours]).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[tokio::test]
async fn init_check_preview_and_a_dry_run_leave_a_persons_columns_alone_and_agree_with_the_run() {
    for language in BOTH {
        let desk = desk(language, &accounts(language), &posts(language)).await;
        let before = whole(&desk);
        let n_columns = AccountColumn::WRITTEN.len() + PostColumn::written().count();
        let checked = check(&desk).await;
        assert_eq!(left_alone(&checked).len(), n_columns, "{checked:#?}");
        let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
        assert_eq!(left_alone(&planned).len(), n_columns);
        preview::preview(&desk.config(), &|_| {}).await.unwrap();
        assert_eq!(whole(&desk), before, "they change nothing at all");
        let said = init(&desk).await.join("\n");
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        for column in PostColumn::written() {
            let (own, beside) = (column.header(language), column.header_beside(language));
            assert!(said.contains(beside) && said.contains(own), "{beside}: {said}");
        }
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
        assert_eq!(left_alone(&report), Vec::<String>::new(), "init has said it");
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        let posts = language.pick("Posts", "投稿");
        let permalink = PostColumn::Permalink.header_beside(language);
        assert_eq!(cell(&desk, posts, 2, permalink), desk.public()[0].permalink);
        // It is said for as long as it holds, and is no fault.
        let checked = check(&desk).await;
        assert_eq!((left_alone(&checked).len(), checked.exit_code()), (n_columns, 0));
    }
}

#[tokio::test]
async fn a_persons_column_stays_theirs_once_it_is_emptied_or_filled_anew() {
    for language in BOTH {
        let message = PostColumn::Message.header(language).to_owned();
        let desk =
            desk(language, &[], &[(message.clone(), [text("my notes"), text("more")])]).await;
        desk.run().await;
        let posts = language.pick("Posts", "投稿");
        let column = shown(&desk, posts)[0].iter().position(|name| *name == message).unwrap();
        type_in(&desk, posts, 2, column, "");
        type_in(&desk, posts, 3, column, "");
        // A row that is told something.
        let at = shown(&desk, posts)[0]
            .iter()
            .position(|name| name == PostColumn::PublishAt.header(language));
        type_in(&desk, posts, 3, at.unwrap(), "some day");
        desk.run().await;
        assert_eq!(cell(&desk, posts, 3, &message), "");
        assert_ne!(cell(&desk, posts, 3, PostColumn::Message.header_beside(language)), "");
        type_in(&desk, posts, 3, column, "new notes");
        desk.run().await;
        assert_eq!(cell(&desk, posts, 3, &message), "new notes");
    }
}

#[tokio::test]
async fn a_column_of_our_name_that_a_person_adds_later_with_content_is_theirs_and_an_empty_one_is_ours()
 {
    for language in BOTH {
        for notes in ["call them back", ""] {
            let desk = desk(language, &[], &[]).await;
            desk.run().await;
            let posts = language.pick("Posts", "投稿");
            let message = PostColumn::Message.header(language);
            let column = shown(&desk, posts)[0].len() + 2;
            type_in(&desk, posts, 1, column, message);
            type_in(&desk, posts, 3, column, notes);
            let at = shown(&desk, posts)[0]
                .iter()
                .position(|name| name == PostColumn::PublishAt.header(language));
            type_in(&desk, posts, 3, at.unwrap(), "some day");
            desk.run().await;
            let beside = PostColumn::Message.header_beside(language);
            let own = if notes.is_empty() { message } else { beside };
            assert_ne!(cell(&desk, posts, 3, own), "");
            assert_ne!(cell(&desk, posts, 3, own), notes);
            if notes.is_empty() {
                assert!(!shown(&desk, posts)[0].iter().any(|name| name == beside));
            } else {
                assert_eq!(cell(&desk, posts, 3, message), notes);
            }
        }
    }
}

#[tokio::test]
async fn a_persons_own_tabs_called_log_guide_and_settings_are_left_alone_and_ours_are_made_beside()
{
    for language in BOTH {
        let desk = desk(language, &[], &[]).await;
        let titles = language.pick(["Log", "Guide", "Settings"], ["履歴", "使い方", "設定"]);
        let headers = language.pick(["Setting", "Value", "Message"], ["設定", "値", "メッセージ"]);
        for (at, title) in (31..).zip(titles) {
            // Even with our very headers: none of the rows is a setting of ours.
            let rows = [headers, ["theme", "dark", ""], ["owner", "Tanaka", "since May"]];
            let rows = rows.map(|row| row.map(text).to_vec()).to_vec();
            enter(&desk.world).sheets.add_tab("fresh", at, title, rows);
        }
        let before = whole(&desk);
        desk.run().await;
        init(&desk).await;
        let report = desk.run().await;
        assert_eq!(report.settings, [], "{report:#?}");
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        let now = whole(&desk);
        let there = |title: &str| {
            let mut tabs = now["sheets"].as_array().unwrap().iter();
            tabs.any(|tab| tab["properties"]["title"] == title)
        };
        for title in titles {
            assert!(there(&format!("threadsheet {title}")), "{title}");
        }
        assert_eq!(desk.public_texts(), ["Now"]);
    }
}

#[tokio::test]
async fn a_persons_notes_beside_settings_stay_and_what_is_wrong_is_told_beside_them() {
    for language in BOTH {
        let desk = desk(language, &[], &[]).await;
        let headers = language.pick(["Setting", "Value", "Message"], ["設定", "値", "メッセージ"]);
        let spacing = Setting::Gap.name(language);
        let late = Setting::MaxLate.name(language);
        let rows = [headers, [spacing, "soon", "as Ms Tanaka wants it"], [late, "24 h", ""]];
        let rows = rows.map(|row| row.map(text).to_vec()).to_vec();
        let title = language.pick("Settings", "設定");
        enter(&desk.world).sheets.add_tab("fresh", 31, title, rows);
        let before = whole(&desk);
        for _ in 0..2 {
            let report = desk.run().await;
            assert_eq!(report.settings.len(), 1);
            assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
            let header = language.pick("threadsheet Message", "threadsheet メッセージ");
            assert_eq!(cell(&desk, title, 2, header), report.settings[0].words);
            assert_eq!(shown(&desk, title)[0].len(), 4);
        }
    }
}

#[tokio::test]
async fn a_persons_column_of_a_long_tab_is_left_alone_too() {
    for language in BOTH {
        let desk = desk(language, &[], &posts(language)).await;
        let more =
            json!([{"appendDimension": {"sheetId": 22, "dimension": "ROWS", "length": 5_100}}]);
        enter(&desk.world).sheets.batch("fresh", more).unwrap();
        let before = whole(&desk);
        for run in 0..3 {
            let report = desk.run().await;
            let n_told = if run == 0 { PostColumn::written().count() } else { 0 };
            assert_eq!(left_alone(&report).len(), n_told);
            assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        }
        assert_eq!(desk.public_texts(), ["Now"]);
        let permalink = PostColumn::Permalink.header_beside(language);
        let title = language.pick("Posts", "投稿");
        assert_eq!(cell(&desk, title, 2, permalink), desk.public()[0].permalink);
    }
}
