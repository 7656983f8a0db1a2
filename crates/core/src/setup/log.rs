//! The Log tab, where `init` makes it.

use super::desired::{header_format, long};
use super::step::{Area, Colour, Long, Step};
use crate::columns::LogColumn;
use crate::i18n::desk;
use crate::language::Language;
use crate::log::Event;
use crate::sheet_ids::LOG_SHEET_ID;

const ROWS: usize = 1000;
const COLOUR: Colour = Colour(154, 160, 166);

/// Returns the whole tab. Its first line says that no run has looked at the posts yet.
pub(super) fn steps(title: &str, index: Option<usize>, language: Language) -> Vec<Step> {
    let sheet_id = LOG_SHEET_ID;
    let (title, columns) = (title.to_owned(), LogColumn::ALL.len());
    let mut steps =
        vec![Step::AddTab { sheet_id, title, rows: ROWS, columns, index, colour: COLOUR }];
    steps.push(Step::Freeze { sheet_id, rows: 1 });
    let area = |rows: std::ops::Range<usize>, columns| Area {
        sheet_id,
        first_row: rows.start,
        end_row: Some(rows.end),
        columns,
    };
    let enter = |row, column, words: &str| Step::words(sheet_id, (row, column), words);
    for (at, column) in LogColumn::ALL.into_iter().enumerate() {
        steps.push(enter(0, at, column.header(language)));
        match column {
            LogColumn::What => steps.push(enter(1, at, Event::Prepared.word(language))),
            LogColumn::Words => steps.push(enter(1, at, desk::PREPARED.say(language))),
            _ => {}
        }
        let pixels = match column {
            LogColumn::Words => 360,
            LogColumn::Permalink => 200,
            _ => 130,
        };
        steps.push(Step::Width { sheet_id, columns: at..at + 1, pixels });
        // What it holds is for the program to read.
        steps.extend((column == LogColumn::Row).then_some(Step::Hide { sheet_id, column: at }));
    }
    steps.push(Step::Format(area(0..1, 0..columns), header_format(true)));
    steps.push(Step::Format(area(1..ROWS, 0..columns), long(Long::Ends)));
    steps
}
