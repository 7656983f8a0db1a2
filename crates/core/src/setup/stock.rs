//! The Stock tab, where `init --stock` makes it.

use super::desired::{dates, header_format, long, verbatim};
use super::step::{Area, CellStyle, Choices, Colour, Long, Step};
use crate::columns::{PostColumn, PostStatus, StockColumn};
use crate::i18n::{desk, stock};
use crate::language::Language;
use crate::sheet_ids::STOCK_SHEET_ID;

/// How many rows a new tab has.
const ROWS: usize = 200;

/// The colour of its title.
const COLOUR: Colour = Colour(94, 129, 92);

/// Returns the whole tab, with examples that are kept back as drafts.
pub(super) fn steps(title: &str, index: Option<usize>, language: Language) -> Vec<Step> {
    let sheet_id = STOCK_SHEET_ID;
    let (title, columns) = (title.to_owned(), StockColumn::NEW.len());
    let mut steps =
        vec![Step::AddTab { sheet_id, title, rows: ROWS, columns, index, colour: COLOUR }];
    steps.push(Step::Freeze { sheet_id, rows: 1 });
    let enter = |row, column, words: &str| Step::words(sheet_id, (row, column), words);
    let area = |rows, column| Area::of_column(sheet_id, rows, column);
    for (at, column) in StockColumn::NEW.into_iter().enumerate() {
        steps.push(enter(0, at, column.header(language)));
        let text = stock::note(column, language).to_owned();
        steps.push(Step::Note { sheet_id, row: 0, column: at, text });
        let is_of_program = StockColumn::WRITTEN.contains(&column);
        let (pixels, body) = looks(column);
        steps.push(Step::Format(area(0..1, at), header_format(is_of_program)));
        steps.push(Step::Format(area(1..ROWS, at), body));
        steps.push(Step::Width { sheet_id, columns: at..at + 1, pixels });
        match column {
            StockColumn::Post(PostColumn::Status) => {
                let words = vec![PostStatus::Draft.word(language).to_owned()];
                steps.push(Step::Offer(area(1..ROWS, at), Choices::These(words)));
            }
            StockColumn::Receipt => {
                let warning = desk::RECEIPT_WARNING.say(language).to_owned();
                steps.push(Step::Warn(area(0..ROWS, at), warning));
                steps.push(Step::Hide { sheet_id, column: at });
            }
            _ => {}
        }
    }
    for (at, [text, rule]) in stock::examples(language).into_iter().enumerate() {
        for (column, cell) in [
            (StockColumn::Post(PostColumn::Text), text),
            (StockColumn::When, rule),
            (StockColumn::Post(PostColumn::Status), PostStatus::Draft.word(language)),
        ] {
            let place = StockColumn::NEW.iter().position(|its| *its == column);
            steps.extend(place.map(|place| enter(at + 1, place, cell)));
        }
    }
    steps
}

/// Returns the width of a column, and how its cells look.
fn looks(column: StockColumn) -> (i32, CellStyle) {
    match column {
        StockColumn::Post(PostColumn::Text) | StockColumn::Message => (360, long(Long::Wraps)),
        StockColumn::Post(PostColumn::Media) => (200, long(Long::Wraps)),
        StockColumn::Post(_) | StockColumn::Receipt => (120, long(Long::Ends)),
        // As they are typed: no time of day and no date is made of them.
        StockColumn::When => (200, verbatim()),
        StockColumn::Rest | StockColumn::Times => (90, verbatim()),
        StockColumn::Until => (110, long(Long::Ends)),
        StockColumn::Used => (80, long(Long::Ends)),
        StockColumn::LastUsed => (150, dates()),
    }
}
