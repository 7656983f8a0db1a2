//! How a column is meant to look and what it offers, and what of that a tab still lacks.

use super::observed::ObservedTab;
use super::step::{Area, CellStyle, Choices, Colour, Entry, Long, Pattern, Step, When};
use crate::cell::Cell;

/// The headers of what a person fills in.
const OF_PERSON: Colour = Colour(31, 78, 95);
/// The headers of what the program writes.
const OF_PROGRAM: Colour = Colour(107, 114, 120);
const WHITE: Colour = Colour(255, 255, 255);

/// Done, or in order.
pub(super) const GREEN: Colour = Colour(217, 242, 227);
/// It waits for its time.
pub(super) const BLUE: Colour = Colour(221, 235, 250);
/// It is held back.
pub(super) const GREY: Colour = Colour(232, 234, 237);
/// It is under way.
pub(super) const YELLOW: Colour = Colour(255, 243, 205);
/// Somebody should look.
pub(super) const AMBER: Colour = Colour(253, 224, 190);
/// Something went wrong.
pub(super) const RED: Colour = Colour(250, 211, 208);
/// Its time has gone by.
pub(super) const VIOLET: Colour = Colour(228, 218, 240);

/// A column as it is meant to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) header: &'static str,
    pub(super) note: &'static str,
    pub(super) width: i32,
    /// Whether the program writes it.
    pub(super) is_of_program: bool,
    pub(super) body: CellStyle,
    pub(super) offer: Option<Offer>,
    pub(super) colours: Vec<(When, Colour)>,
    pub(super) warning: Option<&'static str>,
    pub(super) is_hidden: bool,
}

/// What a column offers for its cells.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) choices: Choices,
    /// What is in the choices, as cells show it.
    pub(super) known: Vec<String>,
    /// What else people have in such cells that is no mistake; it joins the choices. Where it is
    /// `None`, cells with other values get no choices at all, for they would be marked as mistakes.
    pub(super) is_understood: Option<fn(&Cell) -> bool>,
}

/// Why a step is taken, for the report to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Column,
    Note,
    Choices,
    Colours,
    Warning,
}

/// A look for texts that are longer than their cell.
pub(super) fn long(long: Long) -> CellStyle {
    CellStyle { long: Some(long), is_at_top: true, ..CellStyle::default() }
}

/// A look for names and keys, in which digits stay what they are.
pub(super) fn verbatim() -> CellStyle {
    CellStyle { pattern: Some(Pattern::Text), ..long(Long::Ends) }
}

/// A look for dates.
pub(super) fn dates() -> CellStyle {
    CellStyle { pattern: Some(Pattern::DateTime), is_at_top: true, ..CellStyle::default() }
}

/// The look of a header.
pub(super) fn header_format(is_of_program: bool) -> CellStyle {
    let fill = if is_of_program { OF_PROGRAM } else { OF_PERSON };
    CellStyle { fill: Some(fill), ink: Some(WHITE), is_bold: true, ..long(Long::Wraps) }
}

/// Returns a column of a tab from the row below its header on.
pub(super) fn body(sheet_id: i32, row: usize, column: usize) -> Area {
    Area { sheet_id, first_row: row + 1, end_row: None, columns: column..column + 1 }
}

/// Returns what a column that stands under a header of its own still lacks.
pub(super) fn lacking(
    tab: &ObservedTab,
    row: usize,
    column: usize,
    design: &Column,
    rules: &mut usize,
) -> Vec<(Kind, Step)> {
    let sheet_id = tab.sheet_id;
    let mut steps = Vec::new();
    if !tab.has_note(row, column) && !design.note.is_empty() {
        let text = design.note.to_owned();
        steps.push((Kind::Note, Step::Note { sheet_id, row, column, text }));
    }
    if let Some(choices) = design.offer.as_ref().and_then(|offer| offered(tab, row, column, offer))
    {
        steps.push((Kind::Choices, Step::Offer(body(sheet_id, row, column), choices)));
    }
    // One rule of a person's on the column is enough to leave its colours alone: two sets would contradict each
    // other.
    if !tab.is_coloured(column) {
        for (when, fill) in &design.colours {
            let (area, when) = (body(sheet_id, row, column), when.clone());
            steps.push((Kind::Colours, Step::Colour { area, when, fill: *fill, index: *rules }));
            *rules += 1;
        }
    }
    if let Some(warning) = design.warning.filter(|_| !tab.is_guarded(column)) {
        // The header is part of the warning: renaming it loses the column as surely as editing its cells.
        let area = Area { first_row: row, ..body(sheet_id, row, column) };
        steps.push((Kind::Warning, Step::Warn(area, warning.to_owned())));
    }
    steps
}

/// Returns the choices of a column that has none yet and would show no honest value as a mistake.
fn offered(tab: &ObservedTab, row: usize, column: usize, offer: &Offer) -> Option<Choices> {
    let mut more: Vec<String> = Vec::new();
    for observed in tab.below(row, column) {
        let shown = observed.cell.shown_text();
        // One validated cell shows that a person has set up choices of their own for the column.
        if observed.has_rule {
            return None;
        }
        if observed.cell.is_empty() || offer.known.iter().any(|known| known == shown) {
            continue;
        }
        // The column holds a value that would be marked as a mistake, so it is offered nothing.
        let is_understood = offer.is_understood?;
        if is_understood(&observed.cell) && !more.iter().any(|word| word == shown) {
            more.push(shown.to_owned());
        }
    }
    Some(match &offer.choices {
        Choices::These(ours) => Choices::These(ours.iter().cloned().chain(more).collect()),
        other => other.clone(),
    })
}

/// Returns the steps that make a column where nothing is: its header, its looks, its width.
pub(super) fn made(tab: &ObservedTab, row: usize, column: usize, design: &Column) -> Vec<Step> {
    let sheet_id = tab.sheet_id;
    let entry = Entry::Text(design.header.to_owned());
    let mut steps = vec![Step::Enter { sheet_id, row, column, entry }];
    steps.extend(formatted(tab, row, column, design));
    steps
}

/// Returns the looks and the width of a new column, as far as nobody has set them before.
pub(super) fn formatted(
    tab: &ObservedTab,
    row: usize,
    column: usize,
    design: &Column,
) -> Vec<Step> {
    let sheet_id = tab.sheet_id;
    let mut steps = Vec::new();
    if !tab.has_format(row, column) {
        let header = Area { first_row: row, end_row: Some(row + 1), ..body(sheet_id, row, column) };
        steps.push(Step::Format(header, header_format(design.is_of_program)));
    }
    if design.body != CellStyle::default()
        && tab.below(row, column).all(|observed| !observed.has_format)
    {
        steps.push(Step::Format(body(sheet_id, row, column), design.body.clone()));
    }
    if !tab.widened.contains(&column) {
        let columns = column..column + 1;
        steps.push(Step::Width { sheet_id, columns, pixels: design.width });
    }
    if design.is_hidden {
        steps.push(Step::Hide { sheet_id, column });
    }
    steps
}
