//! The tabs of the practice desk, drawn as tables that fit a terminal.
//!
//! Everything comes out of the cells as the sheet shows them; nothing is added.

use comfy_table::{
    Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use threadsheet_core::columns::{AccountColumn, PostColumn, PostStatus};
use threadsheet_core::language::Language;

use crate::report::screen::Screen;
use crate::report::text_layout::{COLUMNS, clean, fit, width, wrap};

/// What every token begins with: all of a token that is ever shown.
const TOKEN_BEGINS: &str = "THAA";

/// A column of a drawn table.
struct Shown {
    /// The headers whose cells it shows, below one another.
    headers: Vec<&'static str>,
    /// How many columns of the terminal its text takes.
    width: usize,
    /// Whether its cells may take several lines; else what does not fit is left off.
    wraps: bool,
}

fn one(header: &'static str, width: usize) -> Shown {
    Shown { headers: vec![header], width, wraps: false }
}

/// Draws the Accounts tab.
pub(super) fn accounts(tab: &[Vec<String>], language: Language, screen: Screen) -> String {
    let header = |column: AccountColumn| column.header(language);
    let columns = [
        one(header(AccountColumn::Account), 12),
        one(header(AccountColumn::Token), 13),
        one(header(AccountColumn::Expires), 16),
        Shown { headers: vec![header(AccountColumn::Status)], width: 21, wraps: true },
    ];
    draw(tab, &columns, language, screen)
}

/// Draws the Posts tab as a person fills it in.
pub(super) fn posts_before(tab: &[Vec<String>], language: Language, screen: Screen) -> String {
    let header = |column: PostColumn| column.header(language);
    let columns = [
        one(header(PostColumn::Account), 11),
        one(header(PostColumn::Text), 14),
        one(header(PostColumn::PublishAt), 16),
        one(header(PostColumn::ReplyTo), 8),
        one(header(PostColumn::Status), 10),
    ];
    draw(tab, &columns, language, screen)
}

/// Draws the Posts tab with what the program writes.
pub(super) fn posts_after(tab: &[Vec<String>], language: Language, screen: Screen) -> String {
    let header = |column: PostColumn| column.header(language);
    let told = vec![header(PostColumn::Permalink), header(PostColumn::Message)];
    let columns = [
        one(header(PostColumn::Account), 11),
        one(header(PostColumn::Text), 12),
        one(header(PostColumn::Status), 10),
        Shown { headers: told, width: 29, wraps: true },
    ];
    draw(tab, &columns, language, screen)
}

fn draw(tab: &[Vec<String>], columns: &[Shown], language: Language, screen: Screen) -> String {
    let Some((header, rows)) = tab.split_first() else { return String::new() };
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_width(u16::try_from(COLUMNS).unwrap_or(u16::MAX));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if screen == Screen::Colour {
        table.enforce_styling()
    } else {
        table.force_no_tty()
    };
    let names = columns.iter().map(|column| Cell::new(column.headers.join(" / ")));
    let names = names.map(|name| name.add_attribute(Attribute::Bold));
    table.set_header([Cell::new("")].into_iter().chain(names));
    for (at, row) in rows.iter().enumerate() {
        let number = Cell::new(at + 2).add_attribute(Attribute::Dim);
        let cells = columns.iter().map(|column| cell(header, row, column, language));
        table.add_row([number].into_iter().chain(cells));
    }
    let fixed = |width: usize| u16::try_from(width + 2).unwrap_or(u16::MAX);
    let widths = [2].into_iter().chain(columns.iter().map(|column| column.width));
    table.set_constraints(
        widths.map(|width| ColumnConstraint::Absolute(Width::Fixed(fixed(width)))),
    );
    table.to_string()
}

fn cell(header: &[String], row: &[String], column: &Shown, language: Language) -> Cell {
    let shown = |name: &&str| {
        let at = header.iter().position(|header| header == name)?;
        row.get(at).map(|text| redact(&clean(text))).filter(|text| !text.is_empty())
    };
    let texts: Vec<String> = column.headers.iter().filter_map(shown).collect();
    let lines = texts.iter().flat_map(|text| wrap(text, column.width));
    let lines: Vec<String> = lines.flat_map(|line| broken(&line, column.width)).collect();
    let text = if column.wraps { lines.join("\n") } else { fit(&texts.join(" "), column.width) };
    let is = |status: PostStatus| text == status.word(language);
    let colour = if is(PostStatus::Published) {
        Some(Color::Green)
    } else if [PostStatus::Failed, PostStatus::Check, PostStatus::Missed].into_iter().any(is) {
        Some(Color::Red)
    } else {
        None
    };
    let cell = Cell::new(&text);
    match colour {
        Some(colour) => cell.fg(colour),
        None => cell,
    }
}

/// Breaks an address that is longer than a line after its slashes.
fn broken(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in line.split_inclusive('/') {
        match lines.last_mut() {
            Some(line) if width(line) + width(piece) <= columns => line.push_str(piece),
            _ => lines.push(piece.to_owned()),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns a text in which a token is cut off after its first letters.
fn redact(text: &str) -> String {
    match text.split_once(TOKEN_BEGINS) {
        Some((before, _)) => format!("{before}{TOKEN_BEGINS}…"),
        None => text.to_owned(),
    }
}
