//! The Settings tab, where `init` makes it.

use super::desired::{header_format, long};
use super::step::{Area, CellStyle, Choices, Colour, Long, Pattern, Step};
use crate::columns::SettingColumn;
use crate::i18n::settings;
use crate::language::Language;
use crate::setting::Setting;
use crate::sheet_ids::SETTINGS_SHEET_ID;

/// How many rows the tab has: some more than there are settings, for a person's own notes.
const ROWS: usize = 30;
const COLOUR: Colour = Colour(107, 114, 120);

/// Returns the whole tab: each setting with its default, and a note on what it does.
pub(super) fn steps(title: &str, index: Option<usize>, language: Language) -> Vec<Step> {
    let sheet_id = SETTINGS_SHEET_ID;
    let (title, columns) = (title.to_owned(), SettingColumn::ALL.len());
    let mut steps =
        vec![Step::AddTab { sheet_id, title, rows: ROWS, columns, index, colour: COLOUR }];
    steps.push(Step::Freeze { sheet_id, rows: 1 });
    let enter = |row, column, words: &str| Step::words(sheet_id, (row, column), words);
    let area = |rows, column| Area::of_column(sheet_id, rows, column);
    for (column, name) in SettingColumn::ALL.into_iter().enumerate() {
        steps.push(enter(0, column, name.header(language)));
        let (pixels, body) = match name {
            SettingColumn::Setting => (300, long(Long::Wraps)),
            // As it is typed: no date is made of it.
            SettingColumn::Value => {
                (200, CellStyle { pattern: Some(Pattern::Text), ..long(Long::Ends) })
            }
            SettingColumn::Message => (420, long(Long::Wraps)),
        };
        steps.push(Step::Format(area(0..1, column), header_format(name == SettingColumn::Message)));
        steps.push(Step::Format(area(1..ROWS, column), body));
        steps.push(Step::Width { sheet_id, columns: column..column + 1, pixels });
    }
    for (at, setting) in Setting::ALL.into_iter().enumerate() {
        let row = at + 1;
        steps.push(enter(row, 0, setting.name(language)));
        let text = settings::note(setting, language).to_owned();
        steps.push(Step::Note { sheet_id, row, column: 0, text });
        let value = setting.entry().new_value.get(language);
        steps.extend((!value.is_empty()).then(|| enter(row, 1, value)));
        let choices = setting.entry().choices;
        let these = |words: [&str; 2]| Choices::These(words.map(str::to_owned).to_vec());
        let choices = choices.map(|words| these(words.get(language)));
        steps.extend(choices.map(|choices| Step::Offer(area(row..row + 1, 1), choices)));
    }
    steps
}
