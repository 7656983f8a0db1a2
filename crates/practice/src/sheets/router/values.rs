//! The methods on plain values.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::a1::Block;
use super::super::book::Book;
use super::super::errors::Fault;
use super::super::json::{self, Object, flag, list, put, text};
use super::super::render::View;
use super::super::spreadsheet;
use super::super::tab::Tab;
use super::super::values::write::{Input, Written};
use super::super::values::{self, Style};
use super::Call;

fn style(options: &Value) -> Style {
    Style::of(
        text(options, "majorDimension"),
        text(options, "valueRenderOption"),
        text(options, "dateTimeRenderOption"),
    )
}

fn echo_style(options: &Value, major: &str) -> Style {
    Style::of(
        major,
        text(options, "responseValueRenderOption"),
        text(options, "responseDateTimeRenderOption"),
    )
}

pub(super) fn get(call: &mut Call<'_>) -> Result<String, Fault> {
    let view = call.view()?;
    let (place, block) = view.book.find(call.range()).map_err(Fault::invalid)?;
    let mut out = String::new();
    values::write_range(&mut out, view, &view.book.tabs[place], block, style(&call.query));
    Ok(call.cut(out))
}

pub(super) fn batch_get(call: &mut Call<'_>) -> Result<String, Fault> {
    let view = call.view()?;
    let ranges = spreadsheet::ranges(view, list(&call.query, "ranges")).map_err(Fault::invalid)?;
    let mut out = String::new();
    let mut whole = Object::open(&mut out);
    json::write(whole.field("spreadsheetId"), &json!(call.id));
    if let Some(ranges) = ranges {
        let out = whole.field("valueRanges");
        for (at, (place, block)) in ranges.into_iter().enumerate() {
            out.push(if at == 0 { '[' } else { ',' });
            values::write_range(out, view, &view.book.tabs[place], block, style(&call.query));
        }
        out.push(']');
    }
    whole.close();
    Ok(call.cut(out))
}

/// Returns how values are to be understood; the service requires this option.
fn input(options: &Value, book: &Book, call: &Call<'_>) -> Result<Input, Fault> {
    match text(options, "valueInputOption") {
        option @ ("RAW" | "USER_ENTERED") => {
            Ok(Input { typed: option == "USER_ENTERED", today: book.local(call.sheets.now).date() })
        }
        _ => Err(Fault::invalid("'valueInputOption' is required but not specified")),
    }
}

/// Writes one `ValueRange`; a range in the body must be the one in the path.
fn write_one(
    book: &mut Book,
    range: &Value,
    name: &str,
    at: &str,
    input: Input,
) -> Result<(Written, Block), String> {
    let lines = values::lines(range, at)?;
    let (place, block) = book.find(name)?;
    let own = text(range, "range");
    if !own.is_empty() && book.find(own)? != (place, block) {
        return Err(format!("Requested writing within range [{name}], but the body names [{own}]"));
    }
    let written = values::write::write(book, (place, block), &lines, input)?;
    Ok((written, block))
}

fn echo(told: &mut Value, view: View<'_>, tab: &Tab, block: Block, style: Style) {
    let mut out = String::new();
    values::write_range(&mut out, view, tab, block, style);
    told["updatedData"] = serde_json::from_str(&out).unwrap_or_default();
}

pub(super) fn update(call: &mut Call<'_>) -> Result<String, Fault> {
    let mut draft = call.draft()?;
    let input = input(&call.query, &draft, call)?;
    let (written, block) =
        write_one(&mut draft, &call.body, call.range(), "", input).map_err(Fault::invalid)?;
    let mut told = written.to_value(&draft);
    if echoes(&call.query) {
        let view = View { book: &draft, now: call.sheets.now };
        let style = echo_style(&call.query, text(&call.body, "majorDimension"));
        // A single cell is only a corner to write from, so what was written from it is echoed.
        let block = if block.height() * block.width() == 1 { written.block } else { block };
        echo(&mut told, view, &draft.tabs[written.place], block, style);
    }
    call.keep(draft);
    Ok(call.cut_value(told))
}

pub(super) fn batch_update(call: &mut Call<'_>) -> Result<String, Fault> {
    let mut draft = call.draft()?;
    let input = input(&call.body, &draft, call)?;
    // Which of two overlapping ranges wins is documented nowhere; here it is the later one.
    let mut all: Vec<(Written, Style)> = Vec::new();
    for (at, range) in list(&call.body, "data").iter().enumerate() {
        let name = text(range, "range");
        let (written, _) = write_one(&mut draft, range, name, &format!("data[{at}]."), input)
            .map_err(|words| Fault::invalid(format!("Invalid data[{at}]: {words}")))?;
        all.push((written, echo_style(&call.body, text(range, "majorDimension"))));
    }
    let view = View { book: &draft, now: call.sheets.now };
    let mut told = Map::new();
    told.insert("spreadsheetId".to_owned(), json!(call.id));
    let mut places: Vec<usize> = all.iter().map(|(written, _)| written.place).collect();
    places.sort_unstable();
    places.dedup();
    let count = |of: fn(&Written) -> &BTreeSet<usize>| {
        let lines = all
            .iter()
            .flat_map(|(written, _)| of(written).iter().map(|line| (written.place, *line)));
        lines.collect::<BTreeSet<_>>().len()
    };
    put(&mut told, "totalUpdatedRows", count(|written| &written.rows));
    put(&mut told, "totalUpdatedColumns", count(|written| &written.columns));
    put(
        &mut told,
        "totalUpdatedCells",
        all.iter().map(|(written, _)| written.cells).sum::<usize>(),
    );
    put(&mut told, "totalUpdatedSheets", places.len());
    let responses = all.iter().map(|(written, style)| {
        let mut one = written.to_value(&draft);
        if echoes(&call.body) {
            echo(&mut one, view, &draft.tabs[written.place], written.block, *style);
        }
        one
    });
    put(&mut told, "responses", responses.collect::<Vec<_>>());
    call.keep(draft);
    Ok(call.cut_value(Value::Object(told)))
}

pub(super) fn append(call: &mut Call<'_>) -> Result<String, Fault> {
    let mut draft = call.draft()?;
    let input = input(&call.query, &draft, call)?;
    let lines = values::lines(&call.body, "").map_err(Fault::invalid)?;
    let (place, asked) = draft.find(call.range()).map_err(Fault::invalid)?;
    let found = values::append::table(&draft.tabs[place], asked);
    let rows = lines.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
    let inserts = found.is_some() && text(&call.query, "insertDataOption") == "INSERT_ROWS";
    let (top, left) = found.map_or((asked.top, asked.left), |table| (table.bottom, table.left));
    values::append::make_room(&mut draft, place, top, rows, inserts).map_err(Fault::invalid)?;
    let corner = Block { top, left, bottom: top + 1, right: left + 1 };
    let written =
        values::write::write(&mut draft, (place, corner), &lines, input).map_err(Fault::invalid)?;
    let tab = &draft.tabs[place];
    let mut updates = written.to_value(&draft);
    if echoes(&call.query) {
        let view = View { book: &draft, now: call.sheets.now };
        let style = echo_style(&call.query, text(&call.body, "majorDimension"));
        echo(&mut updates, view, tab, written.block, style);
    }
    let mut told = json!({"spreadsheetId": call.id, "updates": updates});
    if let Some(table) = found {
        told["tableRange"] = json!(table.named(&tab.title));
    }
    call.keep(draft);
    Ok(call.cut_value(told))
}

pub(super) fn clear(call: &mut Call<'_>) -> Result<String, Fault> {
    let mut draft = call.draft()?;
    let (place, block) = draft.find(call.range()).map_err(Fault::invalid)?;
    values::write::clear(&mut draft, (place, block));
    let range = block.named(&draft.tabs[place].title);
    call.keep(draft);
    Ok(call.cut_value(json!({"spreadsheetId": call.id, "clearedRange": range})))
}

pub(super) fn batch_clear(call: &mut Call<'_>) -> Result<String, Fault> {
    let mut draft = call.draft()?;
    let mut cleared = Vec::new();
    for text in list(&call.body, "ranges").iter().filter_map(Value::as_str) {
        let (place, block) = draft.find(text).map_err(Fault::invalid)?;
        values::write::clear(&mut draft, (place, block));
        cleared.push(block.named(&draft.tabs[place].title));
    }
    call.keep(draft);
    Ok(call.cut_value(json!({"spreadsheetId": call.id, "clearedRanges": cleared})))
}

/// Tells whether an answer should carry the values that were written.
fn echoes(options: &Value) -> bool {
    flag(options, "includeValuesInResponse")
}
