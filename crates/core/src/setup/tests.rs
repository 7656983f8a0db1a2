//! What a spreadsheet lacks to be a desk, step by step.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::single_range_in_vec_init, reason = "columns are coloured range by range")]

use std::fmt::Write as _;

use expect_test::expect_file;

use super::*;
use crate::cell::{Cell, Value};
use crate::sheet_ids::{LOG_SHEET_IDS_BESIDE, is_log_sheet_id};

/// Returns a step with the beginnings of its sentences: how they go on is for `words` to say.
fn shortened(step: &Step) -> Step {
    let short = |text: &String| text.chars().take(24).collect::<String>();
    let mut step = step.clone();
    match &mut step {
        Step::Note { text, .. }
        | Step::Warn(_, text)
        | Step::Enter { entry: Entry::Text(text), .. } => *text = short(text),
        _ => {}
    }
    step
}

/// Returns a plan as a list: what is said of each addition, and its steps.
fn printed(plan: &Plan) -> String {
    let mut list = format!("{:?}\n", plan.language);
    for Addition { words, steps } in &plan.additions {
        writeln!(list, "\n{words}").unwrap();
        for step in steps {
            writeln!(list, "    {:?}", shortened(step)).unwrap();
        }
    }
    plan.hints.iter().for_each(|hint| writeln!(list, "\n{hint}").unwrap());
    list
}

fn empty() -> Observed {
    let example = "2026-11-24T09:00:00".parse().ok();
    let titles = vec![(0, "Sheet1".to_owned())];
    Observed { titles, options: Some(Language::English), example, ..Observed::default() }
}

fn cells(rows: &[&[&str]]) -> Vec<Vec<ObservedCell>> {
    let cell = |text: &&str| ObservedCell { cell: Cell::text(text), ..ObservedCell::default() };
    rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

/// Returns a desk that a person has made by hand, in Japanese, and has had in use for a while.
fn used() -> Observed {
    let accounts = ObservedTab {
        sheet_id: 5,
        title: "アカウント".to_owned(),
        rows: 40,
        columns: 2,
        cells: cells(&[&["アカウント", "トークン"], &["my_shop"], &["it's"]]),
        coloured: vec![2..3],
        ..ObservedTab::default()
    };
    let mut posts = ObservedTab {
        sheet_id: 6,
        title: "投稿".to_owned(),
        rows: 100,
        columns: 7,
        frozen: 1,
        cells: cells(&[
            &["わたしの投稿"],
            &["アカウント", "本文", "投稿日時", "ステータス", "担当", "", "", "", ""],
            &["my_shop", "おはよう", "", "予約済み", "田中", "", "", "", ""],
            &["my_shop", "こんにちは", "", "たぶん", "田中"],
            &["", "", "", "予約済み", ""],
        ]),
        column_guards: Vec::new(),
        hidden: vec![5],
        widened: vec![6],
        coloured: vec![0..2],
        rules: 1,
        guarded: vec![9..10],
    };
    posts.cells[1][1].has_note = true;
    posts.cells[2][0].has_rule = true;
    // A rule on a header, a look on one that is still to come, and one below another.
    posts.cells[1][3].has_rule = true;
    posts.cells[1][7].has_format = true;
    posts.cells[2][8].has_format = true;
    let titles = [&accounts, &posts].map(|tab| (tab.sheet_id, tab.title.clone())).to_vec();
    Observed { titles, tabs: vec![accounts, posts], ..Observed::default() }
}

#[test]
fn an_empty_spreadsheet_gets_exactly_this_setup() {
    let made = printed(&plan(&empty()).unwrap());
    expect_file!["tests/empty.txt"].assert_eq(&made);
}

#[test]
fn a_desk_in_use_gets_what_it_lacks_and_nothing_of_a_persons_is_touched() {
    let made = printed(&plan(&used()).unwrap());
    expect_file!["tests/used.txt"].assert_eq(&made);
}

#[test]
fn accounts_are_offered_where_no_rule_stands_and_no_other_name_would_be_marked() {
    let offered = |accounts: &[&[&str]], names: &[&str], has_rule: bool| {
        let mut observed = used();
        (observed.tabs[0].rows, observed.tabs[0].cells) = (1, cells(accounts));
        observed.tabs[1].cells.truncate(2);
        observed.tabs[1].cells.extend(names.iter().flat_map(|name| cells(&[&[name]])));
        observed.tabs[1].cells[2][0].has_rule = has_rule;
        let additions = plan(&observed).unwrap().additions.into_iter();
        let mut steps = additions.flat_map(|addition| addition.steps);
        let choice = |step| match step {
            Step::Offer(area, Choices::Of(range)) if area.columns == (0..1) => Some(range),
            _ => None,
        };
        steps.find_map(choice)
    };
    let header: &[&str] = &["アカウント", "トークン"];
    let one = [header, &["my_shop"]];
    let range = |last: &str| Some(format!("='アカウント'!$A$2:$A${last}"));
    assert_eq!(offered(&one, &["my_shop", ""], false), range("2"));
    assert_eq!(offered(&one, &["", "my_shop"], false), range("2"));
    assert_eq!(offered(&one, &["my_shop"], true), None);
    assert_eq!(offered(&one, &["another"], false), None);
    assert_eq!(offered(&[header], &[""], false), range("2"));
}

#[test]
fn a_column_is_free_where_nothing_is_written_noted_or_ruled() {
    let first = |mark: fn(&mut ObservedCell)| {
        let mut observed = used();
        mark(&mut observed.tabs[1].cells[1][8]);
        let steps =
            plan(&observed).unwrap().additions.into_iter().flat_map(|addition| addition.steps);
        let entered = |step| match step {
            Step::Enter { sheet_id: 6, column, .. } => Some(column),
            _ => None,
        };
        steps.filter_map(entered).min()
    };
    assert_eq!(first(|observed| observed.has_format = true), Some(6));
    assert_eq!(first(|observed| observed.has_note = true), Some(9));
    assert_eq!(first(|observed| observed.has_rule = true), Some(9));
    assert_eq!(first(|observed| observed.cell = Cell::text("x")), Some(9));
}

#[test]
fn a_blank_tab_of_ours_is_filled_and_grows_if_it_must() {
    let tab = |columns| ObservedTab {
        sheet_id: 5,
        title: "accounts".to_owned(),
        columns,
        frozen: 2,
        ..ObservedTab::default()
    };
    for (columns, count) in [(0, Some(8)), (7, Some(1)), (8, None), (9, None)] {
        let observed = Observed { tabs: vec![tab(columns)], ..empty() };
        let steps = plan(&observed).unwrap().additions.remove(0).steps;
        let grown = steps.iter().find_map(|step| match step {
            Step::AddColumns { sheet_id: 5, count } => Some(*count),
            _ => None,
        });
        assert_eq!(grown, count, "{columns}");
        let is_frozen = |step: &Step| matches!(step, Step::Freeze { sheet_id: 5, .. });
        assert!(!steps.iter().any(is_frozen));
    }
}

#[test]
fn new_tabs_come_before_a_single_existing_tab_and_otherwise_at_the_end() {
    let places = |observed: &Observed| {
        let steps =
            plan(observed).unwrap().additions.into_iter().flat_map(|addition| addition.steps);
        let place = |step| match step {
            Step::AddTab { index, .. } => Some(index),
            _ => None,
        };
        steps.filter_map(place).collect::<Vec<_>>()
    };
    assert_eq!(places(&empty()), [0, 1, 2, 3, 4].map(Some));
    let titles = vec![(0, "Sheet1".to_owned()), (1, "Sheet2".to_owned())];
    assert_eq!(places(&Observed { titles, ..empty() }), [None; 5]);
}

#[test]
fn a_tab_that_is_there_is_not_made_twice_and_one_of_a_persons_own_is_left_alone() {
    let titles = |observed: &Observed| {
        let steps =
            plan(observed).unwrap().additions.into_iter().flat_map(|addition| addition.steps);
        let title = |step| match step {
            Step::AddTab { title, .. } => Some(title),
            _ => None,
        };
        steps.filter_map(title).collect::<Vec<_>>()
    };
    assert_eq!(titles(&empty()), ["Accounts", "Posts", "Log", "Guide", "Settings"]);
    let with = |tabs: &[(i32, &str)]| {
        let titles = tabs.iter().map(|(id, title)| (*id, (*title).to_owned())).collect();
        Observed { titles, ..empty() }
    };
    let beside = titles(&with(&[(1, " log "), (2, "GUIDE")]));
    assert_eq!(beside, ["Accounts", "Posts", "threadsheet Log", "threadsheet Guide", "Settings"]);
    let renamed = with(&[(LOG_SHEET_ID, "My log"), (GUIDE_SHEET_ID, "My guide")]);
    assert_eq!(titles(&renamed), ["Accounts", "Posts", "Settings"]);
    // A Log of ours counts by its headers, whatever its id.
    let header: Vec<&str> =
        crate::columns::LogColumn::ALL.map(|it| it.header(Language::English)).to_vec();
    let log = |header: &[&str]| ObservedTab {
        sheet_id: 9,
        title: "Log".to_owned(),
        cells: cells(&[header]),
        ..ObservedTab::default()
    };
    let observed = |tab: ObservedTab| Observed {
        titles: vec![(9, tab.title.clone())],
        tabs: vec![tab],
        ..empty()
    };
    assert_eq!(titles(&observed(log(&header))), ["Accounts", "Posts", "Guide", "Settings"]);
    let foreign = titles(&observed(log(&header[1..])));
    assert_eq!(foreign, ["Accounts", "Posts", "threadsheet Log", "Guide", "Settings"]);
    let elsewhere = ObservedTab { title: "Notes".to_owned(), ..log(&header) };
    assert_eq!(titles(&observed(elsewhere)), ["Accounts", "Posts", "Log", "Guide", "Settings"]);
}

#[test]
fn a_tab_that_the_program_made_and_a_person_renamed_is_asked_for() {
    let titles = vec![(POSTS_SHEET_ID, "My posts".to_owned())];
    let stop = plan(&Observed { titles, ..empty() }).unwrap_err();
    assert!(matches!(stop, RunError::TabMissing { found, .. } if found == ["My posts"]));
    let mut tab = ObservedTab { title: "Posts".to_owned(), ..ObservedTab::default() };
    tab.cells = cells(&[&["milk", "bread"]]);
    let stop = plan(&Observed { tabs: vec![tab], ..empty() }).unwrap_err();
    assert!(matches!(stop, RunError::Headings { tab, .. } if tab == "Posts"));
}

#[test]
fn the_language_comes_from_the_option_the_headers_or_the_locale() {
    use Language::{English, Japanese};
    let spoken = |observed: Observed| plan(&observed).unwrap().language;
    let no_wish = |locale| Observed { options: None, locale, ..empty() };
    assert_eq!([English, Japanese].map(|locale| spoken(no_wish(locale))), [English, Japanese]);
    for one in 0..2 {
        let tabs = vec![used().tabs.remove(one)];
        assert_eq!(spoken(Observed { tabs, ..no_wish(English) }), Japanese);
    }
    assert_eq!(spoken(Observed { options: Some(English), ..used() }), English);
}

#[test]
fn the_cell_of_the_last_run_is_known_by_its_label() {
    let rows = |label: &str, cell: Cell| {
        let row = vec![Cell::text(label), cell];
        [vec![Cell::text("Guide")], vec![], row]
    };
    let label = desk::LAST_RUN.say(Language::Japanese);
    let serial = Cell { value: Value::Number(46_349.5), ..Cell::default() };
    let formula = Cell { formula: Some("=NOW()".to_owned()), ..serial.clone() };
    for (cell, found) in [
        (serial, Some((2, Some(46_349.5)))),
        (Cell::default(), Some((2, None))),
        (formula, None),
        (Cell::text("mine"), None),
    ] {
        assert_eq!(last_run(&rows(label, cell.clone())), found, "{cell:?}");
        assert_eq!(last_run(&rows("something else", cell)), None);
    }
    assert_eq!(last_run(&[vec![Cell::text(label)]]), Some((0, None)));
}

/// Returns a tab with an id, a title and these cells.
fn tab(sheet_id: i32, title: &str, rows: &[&[&str]]) -> ObservedTab {
    let (title, cells) = (title.to_owned(), cells(rows));
    ObservedTab { sheet_id, title, rows: 100, columns: 20, cells, ..ObservedTab::default() }
}

/// Returns the titles of the tabs that a spreadsheet with these tabs, in English, would get.
fn titles_added(observed: Observed) -> Vec<String> {
    let titles = observed.tabs.iter().map(|tab| (tab.sheet_id, tab.title.clone())).collect();
    let observed = Observed { titles, options: Some(Language::English), ..observed };
    let steps = plan(&observed).unwrap().additions.into_iter().flat_map(|addition| addition.steps);
    let title = |step| match step {
        Step::AddTab { title, .. } => Some(title),
        _ => None,
    };
    steps.filter_map(title).collect()
}

#[test]
fn a_log_of_the_programs_is_known_by_its_id() {
    let ids = [LOG_SHEET_ID, LOG_SHEET_IDS_BESIDE.start, LOG_SHEET_IDS_BESIDE.end - 1];
    assert!(ids.into_iter().all(is_log_sheet_id));
    let others = [0, ACCOUNTS_SHEET_ID, LOG_SHEET_IDS_BESIDE.end];
    assert!(!others.into_iter().any(is_log_sheet_id));
}

#[test]
fn settings_are_made_unless_they_are_there_under_their_title_or_their_id() {
    let header: &[&str] = &["Setting", "Value", "Message"];
    let settings = |sheet_id, title, rows: &[&[&str]]| {
        let tabs = vec![tab(sheet_id, title, rows)];
        let added = titles_added(Observed { tabs, ..Observed::default() });
        added.into_iter().find(|title| title.contains("Settings"))
    };
    assert_eq!(settings(9, "Settings", &[header]), None);
    assert_eq!(settings(SETTINGS_SHEET_ID, "My settings", &[&["x"]]), None);
    assert_eq!(settings(9, "Notes", &[header]).as_deref(), Some("Settings"));
    let theirs = [header, &["colour", "red"], &["size", "XL"]];
    assert_eq!(settings(9, "Settings", &theirs).as_deref(), Some("threadsheet Settings"));
}

#[test]
fn a_tab_that_was_chosen_under_another_title_is_not_made_beside_it() {
    let header: &[&str] = &["Account", "Text", "Publish at", "Status"];
    let added = |chosen| {
        let tabs = vec![tab(77, "Queue", &[header])];
        titles_added(Observed { tabs, chosen, ..Observed::default() })
    };
    assert_eq!(added([None, Some(77)]), ["Accounts", "Log", "Guide", "Settings"]);
    assert_eq!(added([None, Some(78)]), ["Accounts", "Posts", "Log", "Guide", "Settings"]);
}

/// Returns a desk whose columns Message and Profile hold something, and its Log if there is one.
fn with_message_and_profile(log: Option<ObservedTab>, column_guards: &[(i32, usize)]) -> Plan {
    let posts = [
        ["Account", "Text", "Publish at", "Status", "Message"].as_slice(),
        &["a", "b", "c", "", "call Tom"],
    ];
    let posts = ObservedTab { column_guards: column_guards.to_vec(), ..tab(6, "Posts", &posts) };
    let accounts =
        tab(5, "Accounts", &[&["Account", "Token", "Profile"], &["a", "b", "our best shop"]]);
    let tabs = [accounts, posts].into_iter().chain(log).collect();
    plan(&Observed { tabs, options: Some(Language::English), ..Observed::default() }).unwrap()
}

#[test]
fn a_persons_columns_with_our_names_are_kept_reported_and_supplemented() {
    let plan = with_message_and_profile(None, &[]);
    for (tab, sheet_id, letters, header) in
        [("Accounts", 5, "C", "Profile"), ("Posts", 6, "E", "Message")]
    {
        let own = format!("threadsheet {header}");
        let told = |hint: &String| {
            hint.contains(&format!("\"{tab}\", column {letters} (\"{header}\")"))
                && hint.contains(&own)
        };
        assert!(plan.hints.iter().any(told), "{header}: {:?}", plan.hints);
        let mut steps = plan.additions.iter().flat_map(|addition| &addition.steps);
        let is_entered = |step: &Step| match step {
            Step::Enter { sheet_id: at, entry: Entry::Text(text), .. } => {
                (*at, text.as_str()) == (sheet_id, own.as_str())
            }
            _ => false,
        };
        assert!(steps.any(is_entered), "{header}");
    }
}

#[test]
fn a_column_is_the_programs_own_where_its_log_shows_that_it_was_here_before() {
    let header: Vec<&str> =
        crate::columns::LogColumn::ALL.map(|it| it.header(Language::English)).to_vec();
    let log = |sheet_id, title, event| {
        Some(tab(sheet_id, title, &[&header, &["", "", "", event, "", "", "", ""]]))
    };
    let is_known = |log, column_guards: &[(i32, usize)]| {
        let hints = with_message_and_profile(log, column_guards).hints;
        !hints.iter().any(|hint| hint.contains("threadsheet Message"))
    };
    assert!(is_known(log(LOG_SHEET_ID, "Renamed", "First run"), &[]));
    assert!(is_known(log(9, "Log", "First run"), &[]));
    assert!(!is_known(log(9, "Log", "Prepared"), &[]), "no run has looked at the posts yet");
    assert!(!is_known(log(9, "Notes", "First run"), &[]));
    assert!(!is_known(log(9, "Log", "First run"), &[(1, 0)]), "pins tell it better");
    assert!(!is_known(None, &[]));
}

#[test]
fn headers_that_were_written_come_before_the_title_of_a_blank_tab() {
    let header: &[&str] = &["アカウント", "トークン"];
    let spoken = |tabs| plan(&Observed { tabs, ..Observed::default() }).unwrap().language;
    let blank = |title| tab(6, title, &[]);
    assert_eq!(spoken(vec![tab(5, "アカウント", &[header]), blank("Posts")]), Language::Japanese);
    assert_eq!(spoken(vec![blank("投稿")]), Language::Japanese);
    assert_eq!(spoken(vec![blank("Posts")]), Language::English);
}

#[test]
fn tabs_that_were_added_and_never_filled_in_are_filled_in_and_not_added_once_more() {
    let blank = [(9, "Log"), (10, "guide"), (11, "threadsheet Settings")];
    let tabs: Vec<ObservedTab> = blank.iter().map(|(id, title)| tab(*id, title, &[])).collect();
    let titles = tabs.iter().map(|tab| (tab.sheet_id, tab.title.clone())).collect();
    let observed =
        Observed { titles, tabs, options: Some(Language::English), ..Observed::default() };
    assert_eq!(titles_added(observed.clone()), ["Accounts", "Posts"]);
    let of = |sheet_id: i32| {
        let additions = plan(&observed).unwrap().additions;
        let steps = additions.iter().flat_map(|addition| &addition.steps);
        steps.filter(|step| format!("{step:?}").contains(&format!("sheet_id: {sheet_id},"))).count()
    };
    for (sheet_id, ours) in [(9, LOG_SHEET_ID), (10, GUIDE_SHEET_ID), (11, SETTINGS_SHEET_ID)] {
        assert!(of(sheet_id) > 1 && of(ours) == 0, "{sheet_id}");
    }
    // One that holds something, or has another title, is not ours.
    let filled = [tab(9, "Log", &[&["x"]]), tab(10, "Notes", &[])];
    let added = titles_added(Observed { tabs: filled.to_vec(), ..Observed::default() });
    assert_eq!(added, ["Accounts", "Posts", "threadsheet Log", "Guide", "Settings"]);
    // Where the program has chosen the id, there is no step in between.
    let own = tab(LOG_SHEET_ID, "Log", &[]);
    let added = titles_added(Observed { tabs: vec![own], ..Observed::default() });
    assert_eq!(added, ["Accounts", "Posts", "Guide", "Settings"]);
}

#[test]
fn a_guide_is_known_by_its_title_and_its_label_where_it_has_another_id() {
    let label = desk::LAST_RUN.say(Language::English);
    let guide = |title, rows: &[&[&str]]| {
        let added =
            titles_added(Observed { tabs: vec![tab(9, title, rows)], ..Observed::default() });
        added.into_iter().find(|title| title.contains("Guide"))
    };
    assert_eq!(guide("Guide", &[&[label]]), None);
    assert_eq!(guide("THREADSHEET guide", &[&[label]]), None);
    assert_eq!(guide("Notes", &[&[label]]).as_deref(), Some("Guide"));
    assert_eq!(guide("Guide", &[&["mine"]]).as_deref(), Some("threadsheet Guide"));
}
