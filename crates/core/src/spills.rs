//! Cells that a formula in another cell fills. The API gives them without a formula of their own, and the pictures among
//! them without a value too: they look like empty cells.

use std::collections::BTreeMap;

use crate::cell::{Beside, Cell, Value, holds_loading, rows_filled_below};
use crate::text;

/// The formulas above a row that may fill its cells, by their columns; of each, the last row that it may fill.
#[derive(Debug, Clone, Default)]
pub struct Spills {
    /// Those that put pictures into a Media column.
    pictures: BTreeMap<usize, usize>,
    /// All of them.
    all: BTreeMap<usize, usize>,
}

impl Spills {
    /// Goes on to a row, from 0, with these Media columns: marks the cells that the formulas above it fill, and takes
    /// note of its own formulas.
    pub fn pass(&mut self, row: usize, cells: &mut Vec<Cell>, media: &[usize]) {
        self.mark(row, cells, media);
        for (column, cell) in cells.iter().enumerate() {
            self.note((row, column), cell, media.contains(&column));
        }
    }

    fn mark(&self, row: usize, cells: &mut Vec<Cell>, media: &[usize]) {
        if self.all.is_empty() || cells.iter().all(Cell::is_empty) {
            return;
        }
        let shows = |column: &&usize| self.pictures.get(column).is_some_and(|last| *last >= row);
        for column in media.iter().filter(shows) {
            if cells.len() <= *column {
                cells.resize(*column + 1, Cell::default());
            }
            let cells = cells.get_mut(*column).into_iter();
            let bare = |cell: &&mut Cell| *cell == &Cell { format: cell.format, ..Cell::default() };
            cells.filter(bare).for_each(|cell| cell.beside = Beside::NoValue);
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            let is_filled = || self.all.range(..=column).any(|(_, last)| *last >= row);
            let is_plain = matches!(cell.value, Value::Text(_)) && cell.formula.is_none();
            if is_plain && holds_loading(cell.shown_text()) && is_filled() {
                cell.value = Value::Loading;
            }
        }
    }

    fn note(&mut self, (row, column): (usize, usize), cell: &Cell, is_media: bool) {
        let Some(formula) = cell.formula.as_deref() else { return };
        let below = rows_filled_below(formula);
        // A formula that shows an error fills no other cell.
        if below == 0 || (cell.error().is_some() && !cell.is_loading()) {
            return;
        }
        let last = row.saturating_add(below);
        let keep = |lasts: &mut BTreeMap<usize, usize>| {
            let known = lasts.entry(column).or_insert(last);
            *known = last.max(*known);
        };
        keep(&mut self.all);
        if is_media && (cell.beside == Beside::NoValue || text::is_picture(formula)) {
            keep(&mut self.pictures);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(formula: &str, beside: Beside) -> Cell {
        Cell { formula: Some(formula.to_owned()), beside, ..Cell::default() }
    }

    /// Returns whether a row with a text, so many rows below a cell of a Media column, has a picture that cannot be read.
    fn is_held(above: &Cell, below: usize) -> bool {
        let mut spills = Spills::default();
        spills.pass(1, &mut vec![Cell::text("Hi"), above.clone()], &[1]);
        let mut cells = vec![Cell::text("Hi")];
        spills.pass(1 + below, &mut cells, &[1]);
        cells.get(1).is_some_and(|cell| cell.beside == Beside::NoValue)
    }

    #[test]
    fn an_empty_cell_below_a_formula_that_spreads_pictures_holds_one() {
        for formula in [
            "=ARRAYFORMULA(IMAGE(B2:B))",
            "=arrayformula( image(B2:B) )",
            "=MAP(B2:B,LAMBDA(u,IMAGE(u)))",
            "=IFERROR(ARRAYFORMULA(IMAGE(B2:B)),\"\")",
            "=ARRAYFORMULA(IMAGE(urls))",
            "=FILTER(Pictures!B2:B,Pictures!A2:A=1)",
            "={IMAGE(\"https://a.example/x.jpg\");Pictures!B2:B}",
        ] {
            assert!(is_held(&made(formula, Beside::NoValue), 1), "{formula}");
            assert!(is_held(&made(formula, Beside::NoValue), 9_000), "{formula}");
        }
        let header = Cell {
            formula: Some("={\"Media\";ARRAYFORMULA(IMAGE(B2:B))}".to_owned()),
            ..Cell::text("Media")
        };
        assert!(is_held(&header, 1));
    }

    #[test]
    fn a_formula_fills_no_more_than_its_range() {
        let formula = made("=ARRAYFORMULA(IMAGE(B2:B5))", Beside::NoValue);
        assert!(is_held(&formula, 3) && !is_held(&formula, 4));
    }

    #[test]
    fn a_formula_of_one_cell_fills_no_other() {
        for formula in [
            "=IMAGE(B2)",
            "=IMAGE(VLOOKUP(A2,Pictures!A:B,2))",
            "=ARRAYFORMULA(IMAGE(\"https://a.example/x.jpg\"))",
            "=ARRAYFORMULA(IMAGE($B$2))",
            "=B2",
            "=IF(A2=1,IMAGE(B2),\"\")",
        ] {
            assert!(!is_held(&made(formula, Beside::NoValue), 1), "{formula}");
        }
        let error = Cell {
            value: Value::Error("#REF!".to_owned()),
            ..made("=ARRAYFORMULA(IMAGE(B2:B))", Beside::Nothing)
        };
        assert!(!is_held(&error, 1));
        // Addresses that a formula spreads are values, and an empty text is one too.
        let addresses = Cell {
            formula: Some("=ARRAYFORMULA(B2:B)".to_owned()),
            ..Cell::text("https://a.example/x.jpg")
        };
        assert!(!is_held(&addresses, 1));
    }

    #[test]
    fn an_empty_text_below_such_a_formula_is_no_picture() {
        let mut spills = Spills::default();
        let formula = made("=ARRAYFORMULA(IF(B2:B=\"\",\"\",IMAGE(B2:B)))", Beside::NoValue);
        spills.pass(1, &mut vec![Cell::text("Hi"), formula], &[1]);
        let blank = Cell { beside: Beside::EmptyText, ..Cell::default() };
        let mut cells = vec![Cell::text("Hi"), blank.clone()];
        spills.pass(2, &mut cells, &[1]);
        assert_eq!(cells[1], blank);
    }

    #[test]
    fn a_word_that_a_formula_elsewhere_is_still_working_out_makes_its_cell_wait() {
        let mut spills = Spills::default();
        let formula = Cell {
            formula: Some("=ARRAYFORMULA(\"Today: \"&B2:B)".to_owned()),
            ..Cell::text("Today: fair")
        };
        spills.pass(1, &mut vec![formula], &[]);
        let mut cells = vec![Cell::text("Today: Loading...")];
        spills.pass(2, &mut cells, &[]);
        assert!(cells[0].is_loading());
        let mut typed = vec![Cell::text("Today: Loading...")];
        Spills::default().pass(2, &mut typed, &[]);
        assert!(!typed[0].is_loading(), "somebody has typed it");
    }
}
