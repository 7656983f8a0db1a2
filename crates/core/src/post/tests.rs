//! What a row is read as, and what of it can be shown although it cannot go out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod parts;

use super::*;
use crate::cell::{Beside, Format};
use crate::columns::OptionFault;
use crate::language::Language;
use crate::media::{MediaFault, MediaWhy};
use crate::row_state::PublishedPart;
use crate::schedule::zone;
use crate::text::TextFault;

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
fn a_row_reports_its_first_fault_in_reporting_order() {
    use PostColumn as P;
    let faults = [
        (text(P::Account, "店"), "Name"),
        (text(P::Media, "ftp://a.example/x.jpg"), "Media"),
        (text(P::ReplyTo, "row 5"), "Option"),
        (text(P::PublishAt, "tomorrow"), "ScheduledTime"),
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
    assert_eq!(good.shown_draft().unwrap().option(P::Topic), Some("coffee"));
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
    assert_eq!(shown.parameters(Some(0)), [("alt_text", "a cat".to_owned())]);
    assert_eq!((shown.option(P::Topic), shown.option(P::Link)), (Some("coffee"), None));
    assert_eq!(shown.option(P::ReplyControl), Some("everyone"));
}

#[test]
fn a_link_goes_with_text_alone() {
    use PostColumn as P;
    let link = text(P::Link, "https://a.example/page");
    let draft = row(std::slice::from_ref(&link)).draft.unwrap();
    assert_eq!(draft.option(P::Link), Some("https://a.example/page"));
    let both = row(&[link, text(P::Media, "https://a.example/1.jpg")]);
    assert_eq!(both.draft, Err(CellError::Option(P::Link, OptionFault::LinkWithMedia)));
}

#[test]
fn changing_a_format_keeps_the_post_and_changing_a_value_makes_a_new_one() {
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
fn a_cell_that_is_not_read_literally_gets_a_notice() {
    use PostColumn as P;
    let read = row(&[text(P::PublishAt, "26/11/24 10:00"), text(P::Text, "a\u{7f}")]);
    let kinds: Vec<_> = read.notices.iter().map(|notice| format!("{notice:?}")).collect();
    assert_eq!(kinds, ["ScheduledTime(ByLocale(2026-11-24))", "Text(ControlsRemoved)"]);
}

#[test]
fn a_receipt_cell_is_blank_a_line_of_ours_or_spoilt() {
    assert_eq!(StoredState::read(" \n"), StoredState::Blank);
    assert_eq!(StoredState::read("x"), StoredState::Malformed("x".to_owned()));
    assert_eq!(StoredState::read("x").text(), "x");
    assert_eq!(StoredState::Blank.text(), "");
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
fn a_volatile_time_does_not_make_a_new_post() {
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

/// Returns a row with this Status and time that remembers this state and this wish.
fn wished(status: &str, time: &str, state: Option<State>) -> Option<RequestedStatus> {
    use PostColumn as P;
    let hash = row(&[text(P::Status, status), text(P::PublishAt, time)]).hash;
    let at = "2026-11-23T01:00:00Z".parse().unwrap();
    let line = state.map(|state| {
        let first = RowState::first("rabcdefgh".to_owned(), hash, "n1", at);
        let container = (state == State::Trying).then(|| "179".to_owned());
        RowState { state, container, requested_status: Some(RequestedStatus::Ready), ..first }
            .to_string()
    });
    let line = line.unwrap_or_default();
    row(&[text(P::Status, status), text(P::PublishAt, time), text(P::Receipt, &line)])
        .requested_status()
}

#[test]
fn what_a_person_asked_for_is_remembered_behind_the_programs_own_words() {
    let (now, ready) = (Some(RequestedStatus::PostNow), Some(RequestedStatus::Ready));
    let time = "2026-11-23 10:00";
    for (status, time, state, requested_status) in [
        ("Post now", time, None, now),
        ("Ready", time, None, ready),
        ("Ready", time, Some(State::Missed), now),
        ("Publishing", time, Some(State::Queued), ready),
        ("Publishing", "", Some(State::Queued), ready),
        ("Publishing", "", None, now),
        ("Failed", time, Some(State::Failed), ready),
        ("Missed", time, Some(State::Missed), ready),
        ("Check", time, Some(State::Check), ready),
        ("", time, Some(State::Trying), ready),
        ("", time, Some(State::Failed), None),
        ("", "", Some(State::Failed), ready),
        ("", "", Some(State::Missed), ready),
        ("", "", Some(State::Queued), None),
        ("", time, None, None),
        ("Draft", time, Some(State::Trying), None),
    ] {
        assert_eq!(wished(status, time, state), requested_status, "{status} {time} {state:?}");
    }
}

#[test]
fn a_row_is_finished_once_it_is_published_and_shows_its_address_and_date() {
    use PostColumn as P;
    let url = "https://www.threads.com/@my_shop/post/A";
    let is_finished = |state, known: Option<&str>, cells: &[(PostColumn, &str)]| {
        let at = "2026-11-23T01:00:00Z".parse().unwrap();
        let first = RowState::first("rabcdefgh".to_owned(), "h1".to_owned(), "n1", at);
        let line = RowState { state, permalink: known.map(str::to_owned), ..first }.to_string();
        let cells = cells.iter().copied().chain([(P::Receipt, line.as_str())]);
        row(&cells.map(|(column, shown)| text(column, shown)).collect::<Vec<_>>()).is_finished()
    };
    let published = (P::Status, "Published");
    let all = [published, (P::Permalink, url), (P::PublishedAt, "2026-11-23 10:00")];
    assert!(is_finished(State::Posted, Some(url), &all));
    assert!(is_finished(State::Posted, None, &all));
    assert!(is_finished(State::Posted, Some(url), &[published]), "the tab has no such columns");
    assert!(!is_finished(State::Posted, Some("https://other"), &all));
    assert!(!is_finished(State::Posted, Some(url), &[published, (P::PublishedAt, "")]));
    assert!(!is_finished(State::Queued, Some(url), &all));
    assert!(!is_finished(State::Posted, Some(url), &[(P::Status, "Draft"), all[1], all[2]]));
    assert!(!row(&[text(P::Status, "Published")]).is_finished());
}

#[test]
fn a_row_that_fills_an_unsupported_column_is_not_posted_without_it() {
    let place = Place {
        zone: zone("Asia/Tokyo").unwrap(),
        locale: "ja_JP".to_owned(),
        now: "2026-11-23T01:05:00Z".parse().unwrap(),
    };
    let header = ["Account", "Text", "Publish at", "Status", "Poll"].map(Cell::text);
    let headings = PostHeadings::find(&[header.to_vec()]).unwrap();
    let fault = |poll: &str| {
        let cells = ["my_shop", "hello", "2026-11-23 10:00", "", poll].map(Cell::text);
        PostRow::read(1, &cells, &headings, &place).draft.err()
    };
    let (header, kind) = ("Poll".to_owned(), UnsupportedKind::Other);
    assert_eq!(fault("tea or coffee"), Some(CellError::Unsupported { header, kind }));
    assert_eq!(fault(""), None);
}

#[test]
fn an_account_cell_that_is_loading_is_told_as_such() {
    let row = row(&[text(PostColumn::Account, "Loading...")]);
    assert_eq!(row.account, Err(CellError::Loading(PostColumn::Account)));
}

#[test]
fn a_number_that_shows_midnight_may_have_been_typed_as_a_day_alone() {
    let notices = |value, format| {
        let cell = Cell { value, format, shown: "2026-11-24 0:00".into(), ..Cell::default() };
        row(&[(PostColumn::PublishAt, cell)]).notices
    };
    let day = "2026-11-24".parse().unwrap();
    let midnight = CellNotice::ScheduledTime(TimeNotice::Midnight(day));
    assert_eq!(notices(Value::Number(46_350.0), Format::DateTime), [midnight]);
    assert_eq!(notices(Value::Number(46_350.5), Format::DateTime), []);
    assert_eq!(notices(Value::Text("2026-11-24 0:00".into()), Format::default()), []);
}

#[test]
fn a_secret_in_a_cell_that_becomes_public_stops_the_post() {
    use PostColumn as P;
    let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
    for column in [P::AltText, P::Topic, P::Link] {
        let row = row(&[text(column, &token)]);
        assert_eq!(row.draft, Err(CellError::Secret(column)));
    }
}

#[test]
fn a_picture_that_cannot_be_read_stops_a_row_with_something_to_post_and_no_empty_one() {
    use PostColumn as P;
    let no_value =
        Cell { beside: Beside::NoValue, formula: Some("=A1".to_owned()), ..Cell::default() };
    let media = (P::Media, no_value.clone());
    let draft = |cells: &[(PostColumn, Cell)]| row(cells).draft.err();
    let is_of_media = |fault| matches!(fault, Some(CellError::Media(_)));
    assert!(is_of_media(draft(std::slice::from_ref(&media))));
    assert!(!is_of_media(draft(&[media, text(P::Text, "")])));
    // A text that gives nothing, beside a picture or alone.
    let picture = text(P::Media, "https://a.example/1.jpg");
    let nothing = (P::Text, no_value);
    let of_text = Some(CellError::Text(TextFault::NoValue));
    assert_eq!(draft(&[nothing.clone(), picture]), of_text);
    assert_eq!(draft(&[nothing]), None);
}

#[test]
fn a_time_after_another_post_may_stand_in_time_and_goes_with_reply_to_alone() {
    use crate::schedule::TimeFaultKind as Why;
    let read = |date: &str, time: &str, reply_to: &str| {
        let two = [text(PostColumn::Date, date), text(PostColumn::Time, time)];
        row(&[&two[..], &[text(PostColumn::ReplyTo, reply_to)]].concat()).when
    };
    let Ok(When::After(delay)) = read("", "30分後", "previous") else { panic!("it is not read") };
    assert_eq!((delay.length.num_minutes(), delay.column), (30, PostColumn::Time));
    for (date, time, reply_to, column, why, shown) in [
        ("", "+30m", "", PostColumn::Time, Why::DelayWithoutReplyTo, "+30m"),
        ("", "-30m", "", PostColumn::Time, Why::DelayWithoutReplyTo, "-30m"),
        ("", "+30", "", PostColumn::Time, Why::PlainNumber, "+30"),
        ("", "+30", "previous", PostColumn::Time, Why::DelayWithoutUnit, "+30"),
        ("2026-11-23", "+30m", "previous", PostColumn::Time, Why::DelayWithDate, "+30m"),
        ("2026-11-23", "+30m", "", PostColumn::Time, Why::DelayWithDate, "+30m"),
    ] {
        let Err(CellError::ScheduledTime(fault)) = read(date, time, reply_to) else {
            panic!("{date} {time} {reply_to} is read")
        };
        let found = (fault.column, fault.why, fault.read.as_str());
        assert_eq!(found, (column, why, shown), "{date} {time} {reply_to}");
    }
}

#[test]
fn the_parts_of_a_thread_are_read_in_their_order_and_gaps_are_skipped() {
    use PostColumn as P;
    let post = row(&[
        text(P::Reply2, "more\n\nhttps://a.example/1.jpg"),
        text(P::Reply1, " \u{200b} "),
        text(P::Reply3, "https://a.example/page"),
        text(P::Reply9, "https://a.example/2.mp4"),
    ]);
    let parts = &post.thread.as_ref().unwrap().parts;
    let said = parts.iter().map(|part| {
        let draft = part.draft.as_ref().unwrap();
        (part.number, draft.text.as_str(), draft.media.len())
    });
    let wanted = [(0, "hello", 0), (2, "more", 1), (3, "https://a.example/page", 0), (9, "", 1)];
    assert_eq!(said.collect::<Vec<_>>(), wanted);
    assert_eq!(post.n_parts(), 4);
    assert_eq!(row(&[text(P::Reply1, "\u{200b}")]).thread, None);
    let unticked = Cell { value: Value::Bool(false), shown: "FALSE".into(), ..Cell::default() };
    assert_eq!(row(&[(P::Reply1, unticked)]).thread, None);
}

#[test]
fn each_part_counts_in_the_fingerprint_and_the_post_alone_has_its_own() {
    use PostColumn as P;
    let plain = row(&[]);
    let of = |cells: &[(PostColumn, Cell)]| row(cells);
    let one = of(&[text(P::Reply1, "a")]);
    let other = of(&[text(P::Reply1, "b")]);
    let moved = of(&[text(P::Reply2, "a")]);
    assert!(one.hash != plain.hash && one.hash != other.hash && one.hash != moved.hash);
    for post in [&one, &other, &moved] {
        assert_eq!(post.first_hash(), plain.hash);
        assert!(post.has_first_hash(&plain.hash) && post.has_first_hash(&plain.other_hash));
    }
    assert_eq!(of(&[text(P::Reply1, " ")]).hash, plain.hash);
}

#[test]
fn a_part_that_threads_would_refuse_is_told_by_its_own_column() {
    use PostColumn as P;
    let fault = |typed: &str| {
        let post = row(&[text(P::Reply2, typed)]);
        post.part(2).unwrap().draft.clone().unwrap_err()
    };
    let of = |fault| CellError::Option(P::Reply2, fault);
    let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
    assert_eq!(fault(&format!("mine: {token}")), CellError::Secret(P::Reply2));
    let long = of(OptionFault::Text(TextFault::TooLong { length: 501 }));
    assert_eq!(fault(&"あ".repeat(501)), long);
    let links = [1, 2, 3, 4, 5, 6].map(|at| format!("https://a.example/{at}")).join(" ");
    assert_eq!(fault(&links), of(OptionFault::Text(TextFault::TooManyLinks { n_links: 6 })));
    let media = MediaFault { why: MediaWhy::NotHttps, read: "http://a.example/1.jpg".into() };
    assert_eq!(fault("x\nhttp://a.example/1.jpg"), of(OptionFault::Media(media)));
    // An address of a picture does not count as text.
    let text_and_media = format!("{}\nhttps://a.example/1.jpg", "あ".repeat(500));
    let post = row(&[text(P::Reply2, &text_and_media)]);
    assert!(post.part(2).unwrap().draft.is_ok());
}

#[test]
fn the_part_that_comes_next_is_the_first_filled_one_below_what_is_out() {
    use PostColumn as P;
    let out = |numbers: &[u8]| -> Vec<PublishedPart> {
        let part = |number: &u8| PublishedPart { number: *number, hash: "h".into(), media: None };
        numbers.iter().map(part).collect()
    };
    let post = row(&[text(P::Reply1, "a"), text(P::Reply3, "c"), text(P::Reply4, "d")]);
    for (numbers, next) in [
        (&[][..], Some(0)),
        (&[0], Some(1)),
        (&[0, 1], Some(3)),
        // One that was filled in between is not posted above what is out.
        (&[0, 3], Some(4)),
        (&[0, 1, 4], None),
    ] {
        assert_eq!(post.part_after(&out(numbers)), next, "{numbers:?}");
    }
    assert_eq!(row(&[]).part_after(&out(&[0])), None);
}

#[test]
fn what_was_changed_in_parts_that_are_out_is_seen() {
    use PostColumn as P;
    let post = row(&[text(P::Reply1, "a"), text(P::Reply2, "b")]);
    let out = |post: &PostRow, n: usize| -> Vec<PublishedPart> {
        let parts = &post.thread.as_ref().unwrap().parts[..n];
        let out = |part: &Part| {
            let (number, hash) = (part.number, part.hash.clone());
            PublishedPart { number, hash, media: None }
        };
        parts.iter().map(out).collect()
    };
    let (one, two, all) = (out(&post, 1), out(&post, 2), out(&post, 3));
    for out in [&one, &two, &all] {
        assert!(!post.is_changed_above(out));
    }
    let later = row(&[text(P::Reply1, "a"), text(P::Reply2, "other")]);
    assert!(!later.is_changed_above(&two) && later.is_changed_above(&all));
    let first = row(&[text(P::Text, "other"), text(P::Reply1, "a"), text(P::Reply2, "b")]);
    assert!(first.is_changed_above(&one));
    let emptied = row(&[text(P::Reply2, "b")]);
    assert!(!emptied.is_changed_above(&one) && emptied.is_changed_above(&two));
    assert!(row(&[]).is_changed_above(&two) && !row(&[]).is_changed_above(&one));
}

#[test]
fn a_refusal_by_threads_names_the_cell_that_caused_it() {
    use PostColumn as P;
    let draft = |countries: &str| row(&[text(P::Countries, countries)]).draft.unwrap();
    let entry = P::Countries.entry().content.as_ref().unwrap();
    let (name, _) = entry.refusals[0];
    let fault = CellError::Option(P::Countries, OptionFault::CountriesNotAllowed);
    assert_eq!(draft("JP").refused(name), Some(fault));
    assert_eq!(draft("JP").refused("something else"), None);
    assert_eq!(draft("").refused(name), None);
}

/// Reads a row of the needed columns and of one more with this header.
fn beside(header: &str, typed: &str) -> PostRow {
    let titles = ["Account", "Text", "Publish at", "Status", header];
    let cells = ["my_shop", "", "", "", typed];
    let rows = [titles, cells].map(|row| row.map(Cell::text).to_vec());
    let headings = PostHeadings::find(&rows).unwrap();
    let now = "2026-11-23T01:05:00Z".parse().unwrap();
    let place = Place { zone: zone("Asia/Tokyo").unwrap(), locale: "ja_JP".to_owned(), now };
    PostRow::read(1, &rows[1], &headings, &place)
}

#[test]
fn a_column_that_says_whether_a_row_is_meant_for_threads_holds_it_without_a_yes() {
    let withheld = |typed: &str| {
        beside("Post on Threads", typed).withheld_by.map(|by| (by.header, by.unclear))
    };
    let by =
        |unclear: Option<&str>| Some(("Post on Threads".to_owned(), unclear.map(str::to_owned)));
    assert_eq!(withheld("yes"), None);
    assert_eq!(withheld("no"), by(None));
    assert_eq!(withheld("perhaps"), by(Some("perhaps")));
    assert_eq!(withheld("Loading..."), by(None), "it may come to an answer by itself");
    assert_eq!(beside("memo", "no").withheld_by, None);
}

#[test]
fn a_column_that_nobody_knows_is_noticed_where_it_holds_a_picture() {
    assert_eq!(beside("memo", "https://a.example/x.jpg").unknown_media, [4]);
    assert!(beside("memo", "words").unknown_media.is_empty());
}

#[test]
fn what_was_sent_is_known_by_its_words_and_by_those_of_a_slot_at_its_very_time() {
    let post = row(&[]);
    let slot = "2026-11-23T01:00:00Z".parse().ok();
    let other = "2026-11-23T02:00:00Z".parse().ok();
    assert!(post.is_what_was_sent(&post.hash, None));
    assert!(post.is_what_was_sent(&post.timeless_hash, slot));
    assert!(!post.is_what_was_sent(&post.timeless_hash, other));
    assert!(!post.is_what_was_sent("other", slot));
}
