//! What a row is read as, and what of it can be shown although it cannot go out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::cell::Format;
use crate::language::Language;
use crate::moment::zone;
use crate::options::OptionFault;

/// Reads a row of these columns.
fn row(cells: &[(PostColumn, Cell)]) -> PostRow {
    let needed = [PostColumn::Account, PostColumn::Text, PostColumn::PublishAt, PostColumn::Status];
    let more = cells.iter().map(|(column, _)| *column).filter(|column| !needed.contains(column));
    let columns: Vec<PostColumn> = needed.into_iter().chain(more).collect();
    let titles = columns.iter().map(|it| Cell::text(it.header(Language::English))).collect();
    let headings = PostHeadings::find(&[titles]).unwrap();
    let now = "2026-11-23T01:05:00Z".parse().unwrap();
    let place = Place { zone: zone("Asia/Tokyo").unwrap(), locale: "ja_JP".to_owned(), now };
    let usual = [
        (PostColumn::Account, Cell::text("my_shop")),
        (PostColumn::Text, Cell::text("hello")),
        (PostColumn::PublishAt, Cell::text("2026-11-23 10:00")),
    ];
    let cell = |column: &PostColumn| {
        let found = cells.iter().chain(&usual).find(|(its, _)| its == column);
        found.map(|(_, cell)| cell.clone()).unwrap_or_default()
    };
    PostRow::read(1, &columns.iter().map(cell).collect::<Vec<_>>(), &headings, &place)
}

fn text(column: PostColumn, text: &str) -> (PostColumn, Cell) {
    (column, Cell::text(text))
}

#[test]
fn a_row_that_is_free_again_shows_the_word_that_its_person_had() {
    use PostColumn as P;
    for (status, time, free) in [
        ("Draft", "2026-11-23 10:00", PostStatus::Draft),
        ("Draft", "", PostStatus::Draft),
        ("Ready", "2026-11-23 10:00", PostStatus::Ready),
        ("Post now", "2026-11-23 10:00", PostStatus::PostNow),
        ("Publishing", "2026-11-23 10:00", PostStatus::Queued),
        ("Publishing", "", PostStatus::PostNow),
        ("Publishing", "2026-11-23", PostStatus::PostNow),
    ] {
        let row = row(&[text(P::Status, status), text(P::PublishAt, time)]);
        assert_eq!(row.free_status(), free, "{status} {time}");
    }
}

#[test]
fn a_row_is_told_its_first_fault_in_the_order_of_telling() {
    use PostColumn as P;
    let faults = [
        (text(P::Account, "店"), "Name"),
        (text(P::Media, "ftp://a.example/x.jpg"), "Media"),
        (text(P::ReplyTo, "row 5"), "Option"),
        (text(P::PublishAt, "tomorrow"), "Moment"),
    ];
    for at in 0..faults.len() {
        let cells: Vec<_> = faults[at..].iter().map(|(cell, _)| cell.clone()).collect();
        let told = format!("{:?}", row(&cells).fault());
        assert!(told.starts_with(&format!("Some({}(", faults[at].1)), "{told}");
    }
    assert_eq!(row(&[]).fault(), None);
}

#[test]
fn what_can_be_read_of_a_spoilt_row_is_shown_and_a_good_row_as_it_is() {
    use PostColumn as P;
    let good = row(&[text(P::Topic, "coffee")]);
    assert_eq!(good.readable, None);
    assert_eq!(good.shown_draft(), good.draft.as_ref().ok());
    assert_eq!(good.shown_draft().unwrap().topic.as_deref(), Some("coffee"));
    let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
    let spoilt = row(&[
        text(P::Text, &format!("mine: {token}")),
        text(P::Media, "https://a.example/1.jpg"),
        text(P::AltText, "a cat"),
        text(P::Topic, "coffee"),
        text(P::ReplyControl, "everyone"),
        text(P::Link, "not a link"),
    ]);
    assert!(spoilt.draft.is_err());
    let shown = spoilt.shown_draft().unwrap();
    assert_eq!((shown.text.as_str(), shown.media.len()), ("mine: ***", 1));
    assert_eq!(shown.alt_text, [Some("a cat".to_owned())]);
    assert_eq!((shown.topic.as_deref(), shown.link.as_deref()), (Some("coffee"), None));
    assert_eq!(shown.reply_control, Some(ReplyControl::Everyone));
}

#[test]
fn a_link_goes_with_text_alone() {
    use PostColumn as P;
    let link = text(P::Link, "https://a.example/page");
    let draft = row(std::slice::from_ref(&link)).draft.unwrap();
    assert_eq!(draft.link.as_deref(), Some("https://a.example/page"));
    let both = row(&[link, text(P::Media, "https://a.example/1.jpg")]);
    assert_eq!(both.draft, Err(CellFault::Option(OptionFault::LinkWithMedia)));
}

#[test]
fn another_format_is_no_other_post_and_another_value_is() {
    use PostColumn as P;
    let number = |value, shown: &str, format| {
        let shown = shown.to_owned();
        (P::PublishAt, Cell { value: Value::Number(value), shown, format, ..Cell::default() })
    };
    let hash = |cell| row(&[cell]).hash;
    let date = hash(number(46_349.5, "2026-11-23 12:00", Format::DateTime));
    assert_eq!(hash(number(46_349.500_000_1, "23/11/2026", Format::DateTime)), date);
    assert_ne!(hash(number(46_350.5, "2026-11-23 12:00", Format::DateTime)), date);
    // A plain number counts as it is shown.
    let price = |shown: &str| {
        row(&[{
            let (_, cell) = number(1.1, shown, Format::Plain);
            (P::Text, cell)
        }])
    };
    assert_ne!(price("¥1.10").hash, price("1.1").hash);
    assert_eq!(hash(text(P::Text, "a\n b")), hash(text(P::Text, " a b ")));
    for column in [P::Account, P::Text, P::AltText, P::Topic, P::Link, P::ReplyControl, P::ReplyTo]
    {
        assert_ne!(row(&[text(column, "x")]).hash, row(&[text(column, "y")]).hash, "{column:?}");
    }
}

#[test]
fn a_row_keeps_the_cells_that_the_program_writes() {
    use PostColumn as P;
    let told = row(&[text(P::Message, "words"), text(P::Permalink, " https://a.example ")]);
    assert_eq!((told.message(), told.permalink.as_str()), ("words", "https://a.example"));
    assert!(told.own(P::PublishedAt).is_none() && told.own(P::Status).is_some());
}

#[test]
fn what_was_read_otherwise_than_it_stands_is_noticed() {
    use PostColumn as P;
    let read = row(&[text(P::PublishAt, "26/11/24 10:00"), text(P::Text, "a\u{7f}")]);
    let kinds: Vec<_> = read.notices.iter().map(|notice| format!("{notice:?}")).collect();
    assert_eq!(kinds, ["Moment(ByLocale(2026-11-24))", "Text(ControlsRemoved)"]);
}

#[test]
fn a_receipt_cell_is_blank_a_line_of_ours_or_spoilt() {
    assert_eq!(Register::read(" \n"), Register::Blank);
    assert_eq!(Register::read("x"), Register::Malformed("x".to_owned()));
    assert_eq!(Register::read("x").text(), "x");
    assert_eq!(Register::Blank.text(), "");
}

#[test]
fn on_a_desk_that_posts_only_what_is_marked_a_blank_status_is_a_draft() {
    use PostColumn as P;
    let ticked = |flag| Cell { value: Value::Bool(flag), ..Cell::default() };
    for (status, is_held) in [
        (Cell::default(), true),
        (Cell::text(" \u{3000}"), true),
        (ticked(false), true),
        (ticked(true), false),
        (Cell::text("Queued"), false),
        (Cell::text("Ready"), false),
    ] {
        let mut post = row(&[(P::Status, status)]);
        let before = post.status.clone();
        post.hold_unmarked();
        let after = if is_held { Ok(PostStatus::Draft) } else { before };
        assert_eq!((&post.status, post.is_unmarked), (&after, is_held), "{after:?}");
    }
}

#[test]
fn a_time_that_is_another_one_at_each_look_makes_no_other_row() {
    let at = |formula: &str, serial| {
        let formula = Some(formula.to_owned());
        let cell = Cell {
            value: Value::Number(serial),
            format: Format::DateTime,
            formula,
            ..Cell::default()
        };
        row(&[(PostColumn::PublishAt, cell)]).hash
    };
    let (now, a_minute_later) = (46_349.5, 46_349.501);
    assert_eq!(at("=NOW()", now), at("=NOW()", a_minute_later));
    assert_ne!(at("=A2+1", now), at("=A2+1", a_minute_later));
}
