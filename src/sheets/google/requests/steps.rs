//! Additions to a desk as the service's own requests.
//!
//! Each names the one property that it sets, so that everything else of a cell or a tab stays.

use google_sheets4::FieldMask;
use google_sheets4::api::{
    AddConditionalFormatRuleRequest, AddProtectedRangeRequest, AddSheetRequest, BooleanCondition,
    BooleanRule, CellData, CellFormat, Color, ColorStyle, ConditionValue, ConditionalFormatRule,
    DataValidationRule, DimensionProperties, ExtendedValue, GridProperties, GridRange,
    NumberFormat, ProtectedRange, RepeatCellRequest, RowData, SetDataValidationRequest,
    SheetProperties, TextFormat, UpdateDimensionPropertiesRequest, UpdateSheetPropertiesRequest,
};
use serde_json::Value;
use threadsheet_core::cell;
use threadsheet_core::i18n::cells;
use threadsheet_core::language::Language;
use threadsheet_core::setup::{Area, CellStyle, Choices, Colour, Entry, Long, Pattern, Step, When};

use super::{append_columns, dimension, hide, index, request, update_cells};

/// Returns the request of one addition; dates are shown as people of that language write them.
pub(super) fn addition(step: &Step, language: Language) -> Value {
    match step {
        Step::AddTab { sheet_id, title, rows, columns, index, colour } => {
            add_tab(*sheet_id, title, (*rows, *columns), *index, *colour)
        }
        Step::AddColumns { sheet_id, count } => append_columns(*sheet_id, *count),
        Step::Freeze { sheet_id, rows } => freeze(*sheet_id, *rows),
        Step::Enter { sheet_id, row, column, entry } => {
            enter((*sheet_id, *row, *column), entered(entry))
        }
        Step::Note { sheet_id, row, column, text } => {
            let data = CellData { note: Some(text.clone()), ..Default::default() };
            enter((*sheet_id, *row, *column), (data, &["note"]))
        }
        Step::Format(area, style) => repeat_format(area, style, language),
        Step::Offer(area, choices) => offer(area, choices),
        Step::Colour { area, when, fill, index } => colour_when(area, when, *fill, *index),
        Step::Warn(area, why) => warn(area, why),
        Step::Width { sheet_id, columns, pixels } => {
            let range = dimension(*sheet_id, "COLUMNS", columns.start, columns.end);
            let properties =
                DimensionProperties { pixel_size: Some(*pixels), ..Default::default() };
            request(
                "updateDimensionProperties",
                &UpdateDimensionPropertiesRequest {
                    range: Some(range),
                    properties: Some(properties),
                    fields: Some(FieldMask::new(&["pixelSize"])),
                    ..Default::default()
                },
            )
        }
        Step::Hide { sheet_id, column } => hide(*sheet_id, *column, true),
    }
}

fn add_tab(
    sheet_id: i32,
    title: &str,
    (rows, columns): (usize, usize),
    place: Option<usize>,
    colour: Colour,
) -> Value {
    let properties = SheetProperties {
        sheet_id: (sheet_id >= 0).then_some(sheet_id),
        title: Some(title.to_owned()),
        index: place.map(index),
        tab_color_style: Some(colour_style(colour)),
        grid_properties: Some(GridProperties {
            row_count: Some(index(rows)),
            column_count: Some(index(columns)),
            ..Default::default()
        }),
        ..Default::default()
    };
    request("addSheet", &AddSheetRequest { properties: Some(properties) })
}

fn freeze(sheet_id: i32, rows: usize) -> Value {
    let grid = GridProperties { frozen_row_count: Some(index(rows)), ..Default::default() };
    request(
        "updateSheetProperties",
        &UpdateSheetPropertiesRequest {
            properties: Some(SheetProperties {
                sheet_id: Some(sheet_id),
                grid_properties: Some(grid),
                ..Default::default()
            }),
            fields: Some(FieldMask::new(&["gridProperties.frozenRowCount"])),
        },
    )
}

fn entered(entry: &Entry) -> (CellData, &'static [&'static str]) {
    let mut value = ExtendedValue::default();
    match entry {
        Entry::Text(text) => value.string_value = Some(text.clone()),
        Entry::Number(number) => value.number_value = Some(*number),
        Entry::Ticked => value.bool_value = Some(true),
        Entry::DateTime(moment) => value.number_value = Some(cell::serial_of_instant(*moment)),
        Entry::Formula(formula) => value.formula_value = Some(formula.clone()),
    }
    (CellData { user_entered_value: Some(value), ..Default::default() }, &["userEnteredValue"])
}

fn enter(start: (i32, usize, usize), (data, fields): (CellData, &[&str])) -> Value {
    update_cells(start, vec![RowData { values: Some(vec![data]) }], fields)
}

fn repeat_format(area: &Area, style: &CellStyle, language: Language) -> Value {
    let CellStyle { fill, ink, is_bold, size, long, is_at_top, pattern } = style;
    let mut fields = Vec::new();
    let mut set = |is_set: bool, field: &'static str| {
        fields.extend(is_set.then_some(field));
        is_set
    };
    set(fill.is_some(), "userEnteredFormat.backgroundColorStyle");
    set(ink.is_some(), "userEnteredFormat.textFormat.foregroundColorStyle");
    set(*is_bold, "userEnteredFormat.textFormat.bold");
    set(size.is_some(), "userEnteredFormat.textFormat.fontSize");
    set(long.is_some(), "userEnteredFormat.wrapStrategy");
    set(*is_at_top, "userEnteredFormat.verticalAlignment");
    set(pattern.is_some(), "userEnteredFormat.numberFormat");
    let text = TextFormat {
        foreground_color_style: ink.map(colour_style),
        bold: is_bold.then_some(true),
        font_size: *size,
        ..Default::default()
    };
    let format = CellFormat {
        background_color_style: fill.map(colour_style),
        text_format: (ink.is_some() || *is_bold || size.is_some()).then_some(text),
        wrap_strategy: long.map(|long| strategy(long).to_owned()),
        vertical_alignment: is_at_top.then(|| "TOP".to_owned()),
        number_format: pattern.as_ref().map(|pattern| number_format(pattern, language)),
        ..Default::default()
    };
    let cell = CellData { user_entered_format: Some(format), ..Default::default() };
    request(
        "repeatCell",
        &RepeatCellRequest {
            range: Some(range(area)),
            cell: Some(cell),
            fields: Some(FieldMask::new(&fields)),
        },
    )
}

fn strategy(long: Long) -> &'static str {
    match long {
        Long::Wraps => "WRAP",
        Long::Ends => "CLIP",
    }
}

fn number_format(pattern: &Pattern, language: Language) -> NumberFormat {
    let (kind, pattern) = match pattern {
        Pattern::Text => ("TEXT", "@".to_owned()),
        Pattern::DateTime => ("DATE_TIME", cells::DATE_PATTERN.say(language).to_owned()),
        Pattern::Always(words) => ("NUMBER", format!("\"{words}\"")),
    };
    NumberFormat { type_: Some(kind.to_owned()), pattern: Some(pattern) }
}

/// Returns the request that offers choices in cells. They are never strict: what a person types is kept, and the row's
/// message tells if it means nothing.
fn offer(area: &Area, choices: &Choices) -> Value {
    let (kind, values) = match choices {
        Choices::These(words) => ("ONE_OF_LIST", words.iter().map(String::as_str).collect()),
        Choices::Of(range) => ("ONE_OF_RANGE", vec![range.as_str()]),
        Choices::Tick => ("BOOLEAN", Vec::new()),
    };
    let rule = DataValidationRule {
        condition: Some(condition(kind, &values)),
        show_custom_ui: Some(true),
        strict: Some(false),
        ..Default::default()
    };
    request(
        "setDataValidation",
        &SetDataValidationRequest {
            range: Some(range(area)),
            rule: Some(rule),
            ..Default::default()
        },
    )
}

fn colour_when(area: &Area, when: &When, fill: Colour, place: usize) -> Value {
    let condition = match when {
        When::Is(text) => condition("TEXT_EQ", &[text]),
        When::Begins(text) => condition("TEXT_STARTS_WITH", &[text]),
        When::Filled => condition("NOT_BLANK", &[]),
        When::Above(number) => condition("NUMBER_GREATER", &[&number.to_string()]),
        When::Holds(formula) => condition("CUSTOM_FORMULA", &[formula]),
    };
    let format =
        CellFormat { background_color_style: Some(colour_style(fill)), ..Default::default() };
    let rule = ConditionalFormatRule {
        ranges: Some(vec![range(area)]),
        boolean_rule: Some(BooleanRule { condition: Some(condition), format: Some(format) }),
        gradient_rule: None,
    };
    request(
        "addConditionalFormatRule",
        &AddConditionalFormatRuleRequest { index: Some(index(place)), rule: Some(rule) },
    )
}

fn condition(kind: &str, values: &[&str]) -> BooleanCondition {
    let value = |value: &&str| ConditionValue {
        user_entered_value: Some((*value).to_owned()),
        relative_date: None,
    };
    let values: Vec<ConditionValue> = values.iter().map(value).collect();
    BooleanCondition {
        type_: Some(kind.to_owned()),
        values: (!values.is_empty()).then_some(values),
    }
}

fn warn(area: &Area, why: &str) -> Value {
    let protected = ProtectedRange {
        range: Some(range(area)),
        description: Some(why.to_owned()),
        // A warning only: a person may have a reason to edit these cells, and a real protection could shut the program
        // itself out.
        warning_only: Some(true),
        ..Default::default()
    };
    request("addProtectedRange", &AddProtectedRangeRequest { protected_range: Some(protected) })
}

fn range(area: &Area) -> GridRange {
    GridRange {
        sheet_id: Some(area.sheet_id),
        start_row_index: Some(index(area.first_row)),
        end_row_index: area.end_row.map(index),
        start_column_index: Some(index(area.columns.start)),
        end_column_index: Some(index(area.columns.end)),
    }
}

fn colour_style(Colour(red, green, blue): Colour) -> ColorStyle {
    let part = |part: u8| Some(f32::from(part) / 255.0);
    let colour = Color { red: part(red), green: part(green), blue: part(blue), alpha: None };
    ColorStyle { rgb_color: Some(colour), theme_color: None }
}
