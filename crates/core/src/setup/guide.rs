//! The Guide tab: what to do, and when the program last ran.

use super::desired::{RED, header_format};
use super::step::{Area, CellStyle, Colour, Entry, Long, Pattern, Step, When};
use crate::cell::{Cell, Value, fold};
use crate::columns::is_numbered;
use crate::i18n::desk;
use crate::language::Language;
use crate::sheet_ids::GUIDE_SHEET_ID;

/// The row, from 0, that says when the program last ran.
const LAST_RUN_ROW: usize = 2;
/// The row below it: the hours after which that cell turns red.
const ALARM_ROW: usize = 3;
/// The row of the first step.
const STEPS_ROW: usize = 5;
/// How many rows and columns the tab has.
const SIZE: (usize, usize) = (30, 3);
const COLOUR: Colour = Colour(246, 190, 0);

/// The cell that says when the program last ran stands in the second column, beside its label.
pub const LAST_RUN_COLUMN: usize = 1;

/// A run is usually due every half hour and told of at most once an hour: so this is twice the
/// longest pause that is usual. A person may change it in the tab.
const ALARM_HOURS: f64 = 3.0;

/// How many rows from the top are looked through for the last run.
pub const LAST_RUN_ROWS: usize = 20;

/// Finds the cell that says when the program last ran, by the label beside it: its row, from 0, and
/// what it says. A cell in which a person has put something else is not found.
#[must_use]
pub fn last_run(rows: &[Vec<Cell>]) -> Option<(usize, Option<f64>)> {
    let labels = Language::ALL.map(|language| desk::LAST_RUN.say(language));
    let is_label =
        |row: &Vec<Cell>| row.first().is_some_and(|cell| labels.contains(&cell.shown_text()));
    // The label is looked for and not a fixed row, since people may insert rows above it.
    let row = rows.iter().position(is_label)?;
    match rows[row].get(LAST_RUN_COLUMN) {
        // Overwriting a formula would take away what a person has built there.
        Some(cell) if cell.formula.is_some() => None,
        Some(Cell { value: Value::Number(serial), .. }) => Some((row, Some(*serial))),
        Some(cell) if !cell.is_empty() => None,
        _ => Some((row, None)),
    }
}

/// Tells whether a tab of this title may be a Guide: where the service chooses the ids of tabs, it is known
/// by its title and its labels.
#[must_use]
pub fn is_title(title: &str) -> bool {
    Language::ALL.into_iter().any(|language| {
        let titles = [desk::GUIDE_TITLE, desk::GUIDE_TITLE_BESIDE].map(|it| it.say(language));
        titles.iter().any(|said| fold(said) == fold(title)) || is_numbered(title, titles[1])
    })
}

/// Returns the whole tab.
pub(super) fn steps(title: &str, index: Option<usize>, language: Language) -> Vec<Step> {
    let sheet_id = GUIDE_SHEET_ID;
    let (rows, columns) = SIZE;
    let title = title.to_owned();
    let mut steps = vec![Step::AddTab { sheet_id, title, rows, columns, index, colour: COLOUR }];
    let enter = |row, column, entry| Step::Enter { sheet_id, row, column, entry };
    let text = |words: &str| Entry::Text(words.to_owned());
    steps.push(enter(0, 0, text(desk::GUIDE_HEADING.say(language))));
    steps.push(enter(LAST_RUN_ROW, 0, text(desk::LAST_RUN.say(language))));
    steps.push(enter(LAST_RUN_ROW, 2, text(desk::LAST_RUN_HINT.say(language))));
    steps.push(enter(ALARM_ROW, 0, text(desk::ALARM_AFTER.say(language))));
    steps.push(enter(ALARM_ROW, LAST_RUN_COLUMN, Entry::Number(ALARM_HOURS)));
    steps.push(enter(ALARM_ROW, 2, text(desk::ALARM_HINT.say(language))));
    let instructions = desk::steps(language);
    for (at, step) in instructions.iter().enumerate() {
        steps.push(enter(STEPS_ROW + at, 0, text(&(at + 1).to_string())));
        steps.push(enter(STEPS_ROW + at, 2, text(step)));
    }
    steps.extend(formats(instructions.len()));
    steps.push(alarm());
    steps
}

fn area(rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Area {
    Area { sheet_id: GUIDE_SHEET_ID, first_row: rows.start, end_row: Some(rows.end), columns }
}

fn formats(n_steps: usize) -> Vec<Step> {
    let title = CellStyle { size: Some(16), is_bold: true, ..CellStyle::default() };
    let label = CellStyle { is_bold: true, is_at_top: true, ..CellStyle::default() };
    let moment = CellStyle {
        pattern: Some(Pattern::DateTime),
        is_bold: true,
        is_at_top: true,
        ..CellStyle::default()
    };
    let number = CellStyle { is_at_top: true, ..CellStyle::default() };
    let words = CellStyle { long: Some(Long::Wraps), is_at_top: true, ..CellStyle::default() };
    let cell = LAST_RUN_COLUMN..LAST_RUN_COLUMN + 1;
    let steps = STEPS_ROW..STEPS_ROW + n_steps;
    let width = |column: usize, pixels| Step::Width {
        sheet_id: GUIDE_SHEET_ID,
        columns: column..column + 1,
        pixels,
    };
    vec![
        Step::Format(area(0..1, 0..1), title),
        Step::Format(area(LAST_RUN_ROW..ALARM_ROW + 1, 0..1), label),
        Step::Format(area(LAST_RUN_ROW..LAST_RUN_ROW + 1, cell.clone()), moment),
        Step::Format(area(ALARM_ROW..ALARM_ROW + 1, cell), number),
        Step::Format(area(LAST_RUN_ROW..ALARM_ROW + 1, 2..3), words.clone()),
        Step::Format(area(steps.clone(), 0..1), header_format(false)),
        Step::Format(area(steps, 2..3), words),
        width(0, 170),
        width(1, 140),
        width(2, 620),
    ]
}

/// The cell turns red by itself: anybody who opens the sheet sees it, and nothing needs to run for it.
fn alarm() -> Step {
    let (run, hours) = (LAST_RUN_ROW + 1, ALARM_ROW + 1);
    // A product stands for "and", which would need a separator.
    // Before the first run the cell is empty and counts as 0, which must not raise the alarm.
    let formula = format!("=($B${run}>0)*((NOW()-$B${run})*24>$B${hours})");
    let area = area(LAST_RUN_ROW..LAST_RUN_ROW + 1, LAST_RUN_COLUMN..LAST_RUN_COLUMN + 1);
    Step::Colour { area, when: When::Holds(formula), fill: RED, index: 0 }
}
