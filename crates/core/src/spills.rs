//! Cells that a formula in another cell fills. The API gives them without a formula of their own, and the pictures among
//! them without a value too: they look like empty cells.

use std::collections::BTreeMap;

use crate::cell::{
    Beside, Cell, Value, columns_filled, holds_loading, may_fall_short, rows_filled_below,
};
use crate::columns::PostColumn;
use crate::headings::PostHeadings;
use crate::text;

/// The formulas above a row that may fill its cells.
#[derive(Debug, Clone)]
pub struct Spills {
    /// The Media columns.
    media: Vec<usize>,
    /// The columns that the program alone writes: what they show is its own sentence, never a formula's.
    written: Vec<usize>,
    /// The formulas, by their columns: in each the nearest, for it ends where the next begins.
    formulas: BTreeMap<usize, Formula>,
}

#[derive(Debug, Clone)]
struct Formula {
    row: usize,
    /// The last row that it may fill.
    last: usize,
    /// How many columns it may fill, its own included.
    width: usize,
    /// Whether it puts pictures into a Media column.
    shows_pictures: bool,
    /// Whether it may end before its last row.
    may_fall_short: bool,
}

impl Spills {
    /// Returns what is known before the first row of a tab with these columns.
    #[must_use]
    pub fn new(headings: &PostHeadings) -> Self {
        let written = PostColumn::written().flat_map(|column| headings.columns(column));
        Self {
            media: headings.columns(PostColumn::Media).to_vec(),
            written: written.copied().collect(),
            formulas: BTreeMap::new(),
        }
    }

    /// Goes on to a row, from 0: marks the cells that the formulas above it fill, and takes note of its own formulas.
    pub fn pass(&mut self, row: usize, cells: &mut Vec<Cell>) {
        self.mark(row, cells);
        for (column, cell) in cells.iter().enumerate() {
            self.note((row, column), cell);
        }
    }

    fn mark(&self, row: usize, cells: &mut Vec<Cell>) {
        if self.formulas.is_empty() || cells.iter().all(Cell::is_empty) {
            return;
        }
        for column in &self.media {
            let above = self.formulas.get(column);
            let Some(above) = above.filter(|it| it.shows_pictures && it.last >= row) else {
                continue;
            };
            if cells.len() <= *column {
                cells.resize(*column + 1, Cell::default());
            }
            let cell = &mut cells[*column];
            if *cell == (Cell { format: cell.format, ..Cell::default() }) {
                // A sheet has no more than ten million cells.
                cell.beside = Beside::Picture(u32::try_from(above.row).unwrap_or(u32::MAX));
            }
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            let is_plain = matches!(cell.value, Value::Text(_)) && cell.formula.is_none();
            if is_plain && holds_loading(cell.shown_text()) && self.is_filled(row, column) {
                cell.value = Value::Loading;
            }
        }
    }

    fn is_filled(&self, row: usize, column: usize) -> bool {
        let mut formulas = self.formulas.range(..=column);
        !self.written.contains(&column)
            && formulas.any(|(first, it)| it.last >= row && column - first < it.width)
    }

    fn note(&mut self, (row, column): (usize, usize), cell: &Cell) {
        let Some(formula) = cell.formula.as_deref() else {
            // A formula that would fill a cell with a value of its own shows an error. So a value is the formula's,
            // unless the formula has ended before.
            let is_value = !cell.is_empty() && !cell.is_loading();
            if let Some(above) = self.formulas.get_mut(&column).filter(|_| is_value) {
                above.shows_pictures &= !above.may_fall_short;
            }
            return;
        };
        self.formulas.remove(&column);
        let below = rows_filled_below(formula);
        // A formula that shows an error fills no other cell.
        if below == 0 || (cell.error().is_some() && !cell.is_loading()) {
            return;
        }
        let noted = Formula {
            row,
            last: row.saturating_add(below),
            width: columns_filled(formula),
            // Any other that gives nothing is most likely a look at an empty cell: it is told in its own row.
            shows_pictures: self.media.contains(&column) && text::is_picture(formula),
            may_fall_short: may_fall_short(formula),
        };
        self.formulas.insert(column, noted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(formula: &str, beside: Beside) -> Cell {
        Cell { formula: Some(formula.to_owned()), beside, ..Cell::default() }
    }

    /// The formulas of a tab with the columns Text, Media and Message.
    fn spills() -> Spills {
        Spills { media: vec![1], written: vec![2], formulas: BTreeMap::new() }
    }

    /// Returns whether a row with a text, so many rows below a cell of a Media column, has a picture that cannot be read.
    fn is_held(above: &Cell, below: usize) -> bool {
        let mut spills = spills();
        spills.pass(1, &mut vec![Cell::text("Hi"), above.clone()]);
        let mut cells = vec![Cell::text("Hi")];
        spills.pass(1 + below, &mut cells);
        cells.get(1).is_some_and(|cell| cell.beside == Beside::Picture(1))
    }

    #[test]
    fn an_empty_cell_below_a_formula_that_spreads_pictures_holds_one() {
        for formula in [
            "=ARRAYFORMULA(IMAGE(B2:B))",
            "=arrayformula( image(B2:B) )",
            "=MAP(B2:B,LAMBDA(u,IMAGE(u)))",
            "=IFERROR(ARRAYFORMULA(IMAGE(B2:B)),\"\")",
            "=ARRAYFORMULA(IMAGE(urls))",
            "=ARRAYFORMULA(IMAGE(FILTER(Pictures!B2:B,Pictures!A2:A=1)))",
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
            // A look at another tab, which has found an empty cell or nothing at all.
            "=IFERROR(FILTER(Pictures!B:B,Pictures!A:A=A2))",
            "=ARRAYFORMULA(Pictures!B2:B)",
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
        let mut spills = spills();
        let formula = made("=ARRAYFORMULA(IF(B2:B=\"\",\"\",IMAGE(B2:B)))", Beside::NoValue);
        spills.pass(1, &mut vec![Cell::text("Hi"), formula]);
        let blank = Cell { beside: Beside::EmptyText, ..Cell::default() };
        let mut cells = vec![Cell::text("Hi"), blank.clone()];
        spills.pass(2, &mut cells);
        assert_eq!(cells[1], blank);
    }

    #[test]
    fn a_word_that_a_formula_elsewhere_is_still_working_out_makes_its_cell_wait() {
        let mut spills = spills();
        let formula = Cell {
            formula: Some("=ARRAYFORMULA(\"Today: \"&B2:B)".to_owned()),
            ..Cell::text("Today: fair")
        };
        spills.pass(1, &mut vec![formula]);
        let mut cells = vec![Cell::text("Today: Loading...")];
        spills.pass(2, &mut cells);
        assert!(cells[0].is_loading());
        let mut typed = vec![Cell::text("Today: Loading...")];
        self::spills().pass(2, &mut typed);
        assert!(!typed[0].is_loading(), "somebody has typed it");
    }

    #[test]
    fn a_formula_ends_where_the_next_of_its_column_begins() {
        let pictures = made("=ARRAYFORMULA(IMAGE(B2:B))", Beside::NoValue);
        let filtered = made("=FILTER(ARRAYFORMULA(IMAGE(P!B:B)),P!A:A=1)", Beside::NoValue);
        let address = || Cell::text("https://a.example/x.jpg");
        let is_held = |above: &Cell, between: Cell| {
            let mut spills = spills();
            spills.pass(1, &mut vec![Cell::text("Hi"), above.clone()]);
            spills.pass(2, &mut vec![Cell::text("Hi"), between]);
            let mut cells = vec![Cell::text("Hi")];
            spills.pass(3, &mut cells);
            cells.len() > 1
        };
        assert!(!is_held(&pictures, made("=IMAGE(B3)", Beside::NoValue)));
        assert!(!is_held(&filtered, address()), "it has given fewer rows than its range has");
        assert!(is_held(&pictures, address()), "it fills its whole range: the address is its own");
        assert!(is_held(&filtered, Cell { beside: Beside::EmptyText, ..Cell::default() }));
    }

    /// Returns whether a text in a column counts as still worked out, below a formula in the first column.
    fn waits(formula: &str, column: usize) -> bool {
        let mut spills = Spills { written: Vec::new(), ..spills() };
        spills.pass(0, &mut vec![Cell { formula: Some(formula.to_owned()), ..Cell::text("7") }]);
        let mut cells = vec![Cell::text("x"); column];
        cells.push(Cell::text("Now loading..."));
        spills.pass(1, &mut cells);
        cells[column].is_loading()
    }

    #[test]
    fn a_formula_fills_as_many_columns_as_its_ranges_have_and_else_its_own() {
        for (formula, width) in [
            ("=ARRAYFORMULA(IFERROR(LEN(B1:B)/(LEN(B1:B)>0)))", 1),
            ("=ARRAYFORMULA(\"A1:Z9 \"&B1:B)", 1),
            ("=FILTER(Posts!$B$1:$D,Posts!$A$1:$A=1)", 3),
            ("=SORT(Z1:AB)", 3),
            ("=ARRAYFORMULA(IFERROR((B1:C)))", 2),
            ("=ARRAYFORMULA(VLOOKUP(A1:A,Posts!A:F,2))", 1),
            ("=ARRAYFORMULA(words)", 1),
            ("=TRANSPOSE(A1:F3)", 1),
            ("=FILTER(1:9,TRUE)", 1),
        ] {
            let filled = (0..9).filter(|column| waits(formula, *column)).count();
            assert_eq!(filled, width, "{formula}");
        }
    }

    #[test]
    fn what_the_program_says_itself_is_never_taken_for_a_formulas_words() {
        let mut spills = spills();
        let wide = Cell { formula: Some("=SORT(Posts!A1:C)".to_owned()), ..Cell::text("x") };
        spills.pass(0, &mut vec![wide]);
        let says = Cell::text("Waiting: \"Text\" still shows \"Loading...\".");
        let mut cells = vec![says.clone(); 3];
        spills.pass(1, &mut cells);
        assert!(cells[0].is_loading() && cells[1].is_loading());
        assert_eq!(cells[2], says);
    }

    #[test]
    fn a_blank_row_below_a_formula_that_spreads_pictures_stays_blank() {
        let mut spills = spills();
        let formula = made("=ARRAYFORMULA(IMAGE(B2:B))", Beside::NoValue);
        spills.pass(1, &mut vec![Cell::text("Hi"), formula]);
        for blank in [Vec::new(), vec![Cell::default(); 2]] {
            let mut cells = blank.clone();
            spills.pass(2, &mut cells);
            assert_eq!(cells, blank);
        }
    }

    #[test]
    fn a_format_makes_no_empty_cell_a_filled_one() {
        let mut spills = spills();
        let formula = made("=ARRAYFORMULA(IMAGE(B2:B))", Beside::NoValue);
        spills.pass(1, &mut vec![Cell::text("Hi"), formula]);
        let dated = Cell { format: crate::cell::Format::DateTime, ..Cell::default() };
        let mut cells = vec![Cell::text("Hi"), dated];
        spills.pass(2, &mut cells);
        assert_eq!(cells[1].beside, Beside::Picture(1));
    }

    #[test]
    fn only_what_stands_within_the_width_of_a_formula_waits_with_it() {
        let mut spills = Spills { written: Vec::new(), ..spills() };
        let formula = |text: &str| Cell { formula: Some(text.to_owned()), ..Cell::text("7") };
        // In the second column, three columns wide.
        spills.pass(0, &mut vec![Cell::default(), formula("=SORT(Posts!A1:C)")]);
        let loading = Cell::text("Now loading...");
        let mut cells = vec![loading; 5];
        spills.pass(1, &mut cells);
        let waits: Vec<bool> = cells.iter().map(Cell::is_loading).collect();
        assert_eq!(waits, [false, true, true, true, false]);
    }
}
