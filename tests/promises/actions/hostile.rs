//! No text from a cell, from Threads or from Google is an order to the runner, whatever is run.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::world::enter;

use super::{Desk, INSIDE, Said, masks};

/// What people would type who know the runner, and who know Markdown.
const HOSTILE: [&str; 14] = [
    "::set-env name=PATH::/tmp",
    "x\n::error::broken",
    "x\r::error::broken",
    "x\r\n \t::add-mask::broken",
    "x\u{2028}::error::broken\u{b}::error::broken\u{85}::error::broken",
    "\u{feff}:\u{200b}:error::broken",
    "##[add-mask]broken",
    "x ##[error]broken #\u{ad}#[group]broken",
    "::stop-commands::broken",
    "]]><script>alert(1)</script><!--",
    "| a | b |\n|---|---|\n`c` ``` [d](https://e.example) ![f](https://g.example/h.png)",
    "@everyone #1 https://i.example www.j.example k@l.example :tada: $m$ __n__ *o* ~~p~~ &lt; \\",
    "</details> \u{202e}q",
    "%0A::error::broken",
];

const COMMANDS: [&[&str]; 10] = [
    &["preview", "-vv"],
    &["preview", "--format", "json"],
    &["preview", "--html", "-"],
    &["init", "--dry-run", "-vv"],
    &["check", "-vv"],
    &["check", "--format", "json", "-vv"],
    &["check", "--live-probe", "-vv"],
    &["run", "--dry-run", "-v"],
    &["run", "--format", "json", "-vv"],
    &["run", "-vv"],
];

/// Returns a desk in every cell of which somebody means harm.
fn desk() -> Desk {
    let accounts = HOSTILE.map(|text| [text, text]);
    let mut posts: Vec<[&str; 3]> = HOSTILE.iter().map(|text| ["shop_a", *text, "Ready"]).collect();
    posts.extend(HOSTILE.map(|text| [text, text, text]));
    Desk::titled("::error::Desk ##[error]\n::error::Desk", &accounts, &posts)
}

/// Holds that the runner is told only what we tell it, and returns what that was.
fn only_ours(desk: &Desk, arguments: &[&str]) -> Said {
    let said = desk.step(arguments);
    let orders = said.orders();
    for order in &orders {
        let is_ours = ["add-mask", "error", "warning"].contains(&order.name.as_str());
        assert!(is_ours, "{arguments:?}: {order:?}");
        let is_one_line = !order.data.contains(['\r', '\n']) && !order.title.contains(['\r', '\n']);
        assert!(is_one_line, "{arguments:?}: {order:?}");
        let is_annotation = order.name != "add-mask";
        assert!(!is_annotation || !order.title.is_empty(), "{arguments:?}: {order:?}");
        assert_ne!(order.data, "broken", "{arguments:?}");
    }
    let known = desk.tokens();
    for masked in masks(&orders) {
        // What stands in a cell of tokens may be one, however odd it looks.
        let is_known =
            known.iter().any(|token| token == masked) || HOSTILE.concat().contains(masked);
        assert!(is_known, "{arguments:?}: {masked} is no secret");
    }
    said
}

#[test]
fn no_cell_gives_the_runner_an_order() {
    let desk = desk();
    for arguments in COMMANDS {
        let said = only_ours(&desk, arguments);
        assert!(said.code.is_some_and(|code| code < 5), "{arguments:?}: {}", said.err);
        if arguments.contains(&"json") {
            let object: Value = serde_json::from_str(&said.out).unwrap();
            let title = object["title"].as_str().unwrap();
            assert_eq!(title, "::error::Desk ##[error]\n::error::Desk", "a value is as it was");
        }
        harmless(&desk.summary());
    }
}

#[test]
fn no_answer_of_a_service_gives_the_runner_an_order() {
    let words = HOSTILE.join("\n");
    for (operation, status) in [
        ("threads", 400),
        ("threads.debug_token", 400),
        ("threads.publish", 500),
        ("sheets", 400),
        ("sheets.batchUpdate", 400),
        ("oauth", 400),
    ] {
        let desk = Desk::new(&[], &[["shop_a", "Hello", "Ready"]]);
        let body = json!({"error": {"code": 100, "message": words, "error_user_msg": words,
            "status": words, "details": [{"reason": words}]}, "error_description": words});
        let fault = Fault::Instead(Reply::json(status, &body), Effect::Without);
        enter(&desk.world).faults.on(Trigger::every(operation), fault);
        for arguments in [&["run", "-vv", "--budget", "2s"][..], &["check", "--budget", "2s"]] {
            only_ours(&desk, arguments);
            harmless(&desk.summary());
        }
    }
}

#[test]
fn what_was_typed_gives_the_runner_no_order() {
    let desk = Desk::new(&[], &[]);
    for option in ["--now", "--format", "--sheets-url", "--spreadsheet", "--credentials"] {
        let said = desk.step(&["run", option, "x\n::error::broken ##[error]broken"]);
        assert!(matches!(said.code, Some(2..=4)), "{option}");
        assert!(said.orders().iter().all(|order| order.data != "broken" && order.name == "error"));
    }
    let nothing: Vec<(&str, &str)> = vec![("THREADSHEET_NOW", "x\n::error::broken"), INSIDE[0]];
    assert_eq!(desk.step_with(&["run"], &nothing).orders(), []);
    assert!(desk.step(&["--help"]).out.contains("Usage: threadsheet"));
}

/// Reads a summary as GitHub does, and holds that nothing in it but our own is markup.
fn harmless(summary: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS;
    let mut texts = String::new();
    for event in Parser::new_ext(summary, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "</details>", "<summary>", "</summary>"];
                let rest = ours.iter().fold(html.to_string(), |html, ours| html.replace(ours, ""));
                assert!(!rest.contains(['<', '>', '&']), "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let hosts = ["https://docs.google.com/", "https://www.threads.com/"];
                assert!(hosts.iter().any(|host| dest_url.starts_with(host)), "{dest_url}");
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Strong
                | Tag::HtmlBlock,
            ) => {}
            Event::Start(tag) => panic!("{tag:?}\n{summary}"),
            Event::End(TagEnd::TableCell | TagEnd::Item | TagEnd::Paragraph) => texts.push(' '),
            Event::End(_) => {}
            Event::Text(text) => texts.push_str(&text),
            // An address that people copy: nothing is made of what is code.
            Event::Code(code) => {
                let is_of_address = |c: char| c.is_ascii_graphic() && !"`|<>[]()\\\"".contains(c);
                assert!(code.starts_with("http") && code.chars().all(is_of_address), "{code}");
            }
            Event::SoftBreak | Event::HardBreak => texts.push('\n'),
            other => panic!("{other:?}\n{summary}"),
        }
    }
    // GitHub makes links of these in what is shown.
    let is_name = |after: &str| after.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    for sign in ["@", "#", "://", "www.", ":tada"] {
        let mut after = texts.split(sign).skip(1);
        assert!(!after.any(is_name), "{sign} in {texts}");
    }
}

#[test]
fn hundreds_of_rows_keep_a_summary_small_and_say_what_is_left_out() {
    let long = ["|<&`*_[".repeat(300), "長い言葉".repeat(500)];
    let mut posts = vec![["nobody", long[0].as_str(), "Ready"]; 250];
    posts.extend(vec![[long[1].as_str(), "Hello", "Ready"]; 250]);
    let accounts = vec![[long[0].as_str(), long[1].as_str()]; 150];
    let desk = Desk::new(&accounts, &posts);
    let said = only_ours(&desk, &["run", "--dry-run"]);
    assert_eq!(said.annotations().len(), 10);
    assert!(said.annotations().iter().all(|order| order.data.chars().count() < 4_096));
    let summary = desk.summary();
    assert!(summary.len() < (1 << 20) / 2, "{} bytes", summary.len());
    assert!(
        summary.contains("more: the spreadsheet shows them all."),
        "nothing is said to be left out"
    );
    harmless(&summary);
}

#[test]
fn what_a_person_reads_in_a_summary_is_what_the_cell_says() {
    let desk = Desk::new(&[], &[["shop_a", "a|b <c> @d こちらhttps://e *f* g_h", "Ready"]]);
    desk.step(&["run"]);
    let summary = desk.summary();
    let line = summary.lines().find(|line| line.contains("[row 2]")).unwrap();
    let read = Parser::new(line).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    });
    // Only a name is kept apart from its sign, by a space without a width: an address is copied as it stands.
    let read = read.collect::<String>();
    assert!(read.contains("a|b <c> @\u{200b}d こちらhttps://e *f* g_h"), "{read}");
}
