//! Previews that no sheet was read for: a small desk, and a hostile one.

use chrono::{DateTime, Utc};
use threadsheet::report::Links;
use threadsheet::report::preview::{Answers, Card, Part, Picture, Preview};
use threadsheet_core::columns::PostColumn;
use threadsheet_core::language::Language;
use threadsheet_core::media::MediaKind;
use threadsheet_core::reason::Later;
use threadsheet_core::text;
use threadsheet_core::upcoming::Stage;
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, PostEntry, Week};

/// What people who mean ill, or who copy from a web page, put into cells.
pub(super) const HOSTILE: [&str; 12] = [
    "<script>window.ran = 1; document.title = 'ran'</script>",
    "</p></article></main><img src=x onerror=\"window.ran = 1\">",
    "\" onmouseover=\"window.ran = 1\" x=\"",
    "' autofocus onfocus='window.ran = 1",
    "</style><style>* { display: none }</style>",
    "</title><svg onload=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; <!-- ]]> {{7*7}} ${7*7}",
    "\u{202e}desrever\u{202d} \u{2066}isolated\u{2069} \u{200f}right\u{200e} العربية עברית",
    "👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇯🇵 e\u{301}\u{301}\u{301} 𠮷野家 \u{fe0f}",
    "\u{0}\u{1b}[2J\u{7}\u{85}\u{fffe}\u{feff}",
];

/// Addresses that must lead nowhere.
pub(super) const ADDRESSES: [&str; 7] = [
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1//https://a.example/",
    "data:text/html,<script>window.ran=1</script>",
    "data:image/svg+xml,<svg onload='window.ran=1'/>",
    "http://a.example/x.jpg",
    "//a.example/x.jpg",
    "file:///etc/passwd",
];

pub(super) fn time(typed: &str) -> DateTime<Utc> {
    typed.parse().unwrap()
}

pub(super) fn card(row: usize, text: &str) -> Card {
    Card {
        row,
        account: "mori_coffee".to_owned(),
        stage: Stage::Scheduled,
        when: Some(time("2026-12-02T00:00:00Z")),
        answers: None,
        is_part: false,
        length: text::length(text),
        text: text.to_owned(),
        media: Vec::new(),
        parts: Vec::new(),
        options: Vec::new(),
        words: String::new(),
        is_wrong: false,
    }
}

pub(super) fn desk(cards: Vec<Card>) -> Preview {
    let preview = Preview {
        at: time("2026-12-01T09:20:00Z"),
        zone: chrono_tz::Asia::Tokyo,
        language: Language::English,
        title: "Desk".to_owned(),
        cards,
        week: Week::default(),
        sheet_requests: 2,
        links: Links { spreadsheet: "desk".to_owned(), accounts: 11, posts: 22, settings: None },
    };
    preview.arrange()
}

fn picture(kind: Option<MediaKind>, url: &str, alt: Option<&str>) -> Picture {
    let alt = alt.map(|alt| (PostColumn::AltText, alt.to_owned()));
    Picture { kind, url: url.to_owned(), options: alt.into_iter().collect() }
}

fn part(column: PostColumn, text: &str, media: Vec<Picture>) -> Part {
    let (length, text) = (text::length(text), text.to_owned());
    Part { column, length, text, media, after: None, when: None }
}

/// A desk with one of each thing that a card can show.
pub(super) fn small() -> Preview {
    let image = Some(MediaKind::Image);
    desk(vec![
        Card {
            options: vec![
                (PostColumn::Topic, "coffee".to_owned()),
                (PostColumn::ReplyControl, "followers_only".to_owned()),
            ],
            parts: vec![
                part(PostColumn::Reply1, "More of it", Vec::new()),
                part(
                    PostColumn::Reply3,
                    "",
                    vec![picture(image, "https://example.com/5.jpg", None)],
                ),
            ],
            ..card(2, "Good morning\n\nSecond paragraph")
        },
        Card { answers: Some(Answers::Row(2)), ..card(3, "And a part") },
        Card {
            stage: Stage::NextRun,
            when: None,
            media: vec![
                picture(image, "https://example.com/1.jpg", Some("A cup")),
                picture(Some(MediaKind::Video), "https://example.com/2.mp4", None),
                picture(None, "https://example.com/3", Some("Steam")),
            ],
            ..card(4, "Three")
        },
        Card {
            stage: Stage::Failed,
            when: Some(time("2026-12-01T09:00:00Z")),
            media: vec![picture(image, "https://example.com/4.jpg", Some("A door"))],
            words: "Row 2 already has this post.".to_owned(),
            is_wrong: true,
            ..card(5, &"あ".repeat(503))
        },
        Card {
            stage: Stage::Draft,
            when: None,
            options: vec![(
                PostColumn::Link,
                "https://www.example.com/books?new=1&old=0".to_owned(),
            )],
            answers: Some(Answers::Post("https://www.threads.com/@a/post/B".to_owned())),
            words: "The clocks show this time twice.".to_owned(),
            ..card(6, "A draft")
        },
    ])
}

fn entry(at: &str, post: impl Into<Option<PostEntry>>) -> Entry {
    Entry { at: time(at), post: post.into() }
}

fn post(row: usize, text: &str, stage: Stage, is_in_slot: bool) -> PostEntry {
    PostEntry { row, text: text.to_owned(), stage, is_in_slot }
}

/// Returns a week from 1 December on, with what is on some of its days, from 0.
fn account_week(name: &str, slots: usize, entries: Vec<(usize, Entry)>) -> AccountWeek {
    let today = time("2026-12-01T00:00:00Z").date_naive();
    let days = today.iter_days().take(7).map(|date| Day { date, pause: None, entries: Vec::new() });
    let mut days: Vec<Day> = days.collect();
    for (day, entry) in entries {
        days[day].entries.push(entry);
    }
    let name = name.to_owned();
    AccountWeek { row: 2, name, slots, gives_slots: slots > 0, days, later: None }
}

/// The small desk with slots, and one of each thing that a week can show.
pub(super) fn with_week() -> Preview {
    let mut slotted = account_week(
        "mori_coffee",
        14,
        vec![
            (0, entry("2026-12-01T09:20:00Z", post(4, "Three", Stage::NextRun, false))),
            (0, entry("2026-12-01T11:07:00Z", None)),
            (1, entry("2026-12-02T00:00:00Z", post(2, "Good morning", Stage::Scheduled, true))),
            (1, entry("2026-12-02T00:00:00Z", post(3, "And a part", Stage::Scheduled, false))),
            (1, entry("2026-12-02T03:30:00Z", post(5, &"long ".repeat(20), Stage::ToFix, true))),
            (2, entry("2026-12-03T00:00:00Z", None)),
            (2, entry("2026-12-03T03:30:00Z", None)),
            (5, entry("2026-12-06T03:30:00Z", None)),
        ],
    );
    slotted.days[3].pause = Some(DayPause::AllDay);
    slotted.days[5].pause = Some(DayPause::Until(time("2026-12-06T03:00:00Z")));
    slotted.later = Some(Later { posts: 2, first: time("2026-12-24T00:00:00Z").date_naive() });
    let own = entry("2026-12-04T00:00:00Z", post(6, "", Stage::Scheduled, false));
    let other = account_week("other", 0, vec![(3, own)]);
    Preview { week: Week { accounts: vec![slotted, other] }, ..small() }
}

/// A desk whose every cell is hostile, whatever let it through.
pub(super) fn hostile() -> Preview {
    let mut cards: Vec<Card> = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, cell)| Card {
            account: (*cell).to_owned(),
            media: vec![picture(None, "https://example.com/x.jpg", Some(cell))],
            options: vec![
                (PostColumn::Topic, (*cell).to_owned()),
                (PostColumn::Link, format!("https://example.com/?{cell}")),
                (PostColumn::ReplyControl, (*cell).to_owned()),
            ],
            words: (*cell).to_owned(),
            is_wrong: at % 2 == 0,
            ..card(at + 2, cell)
        })
        .collect();
    for (at, address) in ADDRESSES.iter().enumerate() {
        let media = |kind| picture(kind, address, Some(address));
        cards.push(Card {
            media: vec![media(None), media(Some(MediaKind::Image)), media(Some(MediaKind::Video))],
            options: vec![(PostColumn::Link, (*address).to_owned())],
            answers: Some(Answers::Post((*address).to_owned())),
            ..card(at + 50, address)
        });
    }
    let endless = "w".repeat(2_000);
    let address = format!("https://{}.example/{endless}", "a".repeat(60));
    cards.push(Card {
        account: "n".repeat(60),
        options: vec![(PostColumn::Topic, "t".repeat(50)), (PostColumn::Link, address.clone())],
        answers: Some(Answers::Post(endless.clone())),
        media: vec![
            picture(None, &address, Some(&endless)),
            picture(Some(MediaKind::Video), &address, Some(&endless)),
        ],
        words: endless.clone(),
        ..card(90, &endless)
    });
    cards.push(Card {
        media: vec![picture(Some(MediaKind::Image), &address, Some(&endless))],
        ..card(91, &"字".repeat(2_000))
    });
    let mut desk = desk(cards);
    desk.title = HOSTILE.concat();
    let cells = [&HOSTILE[..], &[endless.as_str()]].concat();
    let texts = cells.iter().enumerate();
    let entries = texts.map(|(at, cell)| {
        (at % 7, entry("2026-12-02T03:30:00Z", post(at + 2, cell, Stage::Scheduled, true)))
    });
    let full = (0..48).map(|at| (at % 7, entry("2026-12-02T03:30:00Z", None)));
    let entries: Vec<(usize, Entry)> = entries.chain(full).collect();
    let accounts = cells.iter().map(|name| account_week(name, 48, entries.clone()));
    desk.week = Week { accounts: accounts.collect() };
    desk
}
