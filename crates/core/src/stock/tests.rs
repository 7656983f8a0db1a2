//! What a stock row is read as, and the row of Posts that is made of it.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::language::Language;
use crate::schedule::zone;

fn place() -> Place {
    let now = "2026-11-23T01:05:00Z".parse().unwrap();
    Place { zone: zone("Asia/Tokyo").unwrap(), locale: "ja_JP".to_owned(), now }
}

/// The columns of a new tab, and one that a person has added.
fn columns() -> Vec<StockColumn> {
    StockColumn::NEW.into_iter().chain([StockColumn::Post(PostColumn::Topic)]).collect()
}

fn headings() -> StockHeadings {
    let titles = columns().into_iter().map(|column| Cell::text(column.header(Language::English)));
    StockHeadings::find(&[titles.collect()]).unwrap()
}

fn posts() -> PostHeadings {
    use PostColumn as P;
    let columns = [P::Account, P::Text, P::PublishAt, P::Media, P::AltText, P::Status, P::Receipt];
    let titles = columns.map(|column| Cell::text(column.header(Language::English)));
    PostHeadings::find(&[titles.to_vec()]).unwrap()
}

fn row(cells: &[(StockColumn, &str)]) -> StockRow {
    let cell = |column: StockColumn| {
        let found = cells.iter().find(|(its, _)| *its == column);
        Cell::text(found.map_or("", |(_, text)| *text))
    };
    let cells: Vec<Cell> = columns().into_iter().map(cell).collect();
    StockRow::read(1, &cells, &headings(), &place()).unwrap()
}

const TEXT: StockColumn = StockColumn::Post(PostColumn::Text);

#[test]
fn texts_that_a_line_divides_are_taken_in_turn() {
    let row = row(&[(TEXT, "One\n---\nTwo\n\n --- \nThree\n--- not a line\n")]);
    assert_eq!(row.variants, ["One", "Two", "Three\n--- not a line"]);
    assert_eq!([1, 2, 3, 4].map(|number| row.variant_of(number)), [0, 1, 2, 0]);
    assert_eq!(self::row(&[(TEXT, "One\n---\n---\nTwo")]).variants, ["One", "", "Two"]);
}

#[test]
fn three_signs_alone_divide_texts_as_any_keyboard_types_them_and_a_longer_ruler_does_not() {
    for divider in ["---", "ーーー", "−−−", "———", "―――", "‐‐‐", "–––", "───", "━━━"]
    {
        let text = format!("A\n{divider}\nB");
        assert_eq!(row(&[(TEXT, &text)]).variants, ["A", "B"], "{divider}");
    }
    for ruler in ["--", "----", "----------", "ーーーーー", "- - -", "-ー-"] {
        let text = format!("SALE\n{ruler}\nToday only");
        assert_eq!(row(&[(TEXT, &text)]).variants, [text], "{ruler}");
    }
}

#[test]
fn an_end_needs_its_year() {
    for typed in ["1/15", "1月15日", "Jan 15", "tomorrow"] {
        assert!(row(&[(TEXT, "x"), (StockColumn::Until, typed)]).until.is_err(), "{typed}");
    }
}

#[test]
fn each_cell_is_read_by_itself() {
    use StockColumn as S;
    let good = row(&[(TEXT, "x"), (S::When, "slots"), (S::Rest, "3日"), (S::Times, "5回")]);
    assert_eq!(good.rest, Ok(Some(TimeDelta::days(3))));
    assert_eq!((good.times, good.until), (Ok(Some(5)), Ok(None)));
    for (column, text) in [
        (S::Rest, "long"),
        (S::Times, "0"),
        (S::Times, "many"),
        (S::Times, "1.5"),
        (S::Until, "soon"),
    ] {
        let bad = row(&[(TEXT, "x"), (column, text)]);
        let faults = [bad.rest.err(), bad.times.err(), bad.until.err()];
        assert_eq!(faults.into_iter().flatten().collect::<Vec<_>>(), [text], "{column:?}");
    }
    let until = row(&[(TEXT, "x"), (S::Until, "2026-12-01")]).until;
    assert_eq!(until, Ok(Some("2026-12-01T15:00:00Z".parse().unwrap())), "the whole day");
    for far in ["2020-01-01", "2099/12/31"] {
        assert!(row(&[(TEXT, "x"), (S::Until, far)]).until.is_ok(), "{far}");
    }
    let status = |word| row(&[(TEXT, "x"), (S::Post(PostColumn::Status), word)]).is_active;
    assert_eq!((status(""), status("Draft")), (Ok(true), Ok(false)));
    assert_eq!(status("Post now"), Err("Post now".to_owned()));
}

#[test]
fn a_row_without_anything_of_a_persons_is_none() {
    let cells = vec![Cell::default(); StockColumn::NEW.len()];
    assert!(StockRow::read(1, &cells, &headings(), &place()).is_none());
}

#[test]
fn the_row_that_is_made_is_read_as_it_was_meant() {
    let account = (StockColumn::Post(PostColumn::Account), "@My_Shop");
    let media = (StockColumn::Post(PostColumn::Media), "https://a.example/1.jpg");
    let row = row(&[account, (TEXT, "One\n---\nTwo"), media]);
    let at = "2026-11-24T00:00:00Z".parse().unwrap();
    let post = row.post(1, at, &posts(), &place());
    assert_eq!(post.account, Ok("my_shop".to_owned()));
    assert!(matches!(&post.when, Ok(When::At(moment)) if moment.at == at), "{:?}", post.when);
    let draft = post.draft.unwrap();
    assert_eq!((draft.text.as_str(), draft.media.len()), ("Two", 1));
    assert_eq!(post.status, Ok(PostStatus::Queued));
}

#[test]
fn a_column_that_posts_lack_is_named() {
    let topic = (StockColumn::Post(PostColumn::Topic), "coffee");
    assert_eq!(row(&[(TEXT, "x"), topic]).missing_column(&posts()), Some(PostColumn::Topic));
    assert_eq!(row(&[(TEXT, "x")]).missing_column(&posts()), None);
}

#[test]
fn what_a_person_types_makes_another_hash_and_what_the_program_writes_does_not() {
    let plain = row(&[(TEXT, "x"), (StockColumn::When, "slots")]);
    assert_ne!(plain.hash, row(&[(TEXT, "x"), (StockColumn::When, "daily 9:00")]).hash);
    let told = [(TEXT, "x"), (StockColumn::When, "slots"), (StockColumn::Message, "told")];
    assert_eq!(plain.hash, row(&told).hash);
}
