//! A line of the table about a row of the Settings tab, and what holds it.

use std::panic::Location;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::sheets::grid::tab_range;
use threadsheet::sheets::{Connection, Workbook};
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{SettingColumn, Tab};
use threadsheet_core::headings::SettingHeadings;
use threadsheet_core::language::Language;
use threadsheet_core::setting::{self, Chosen, Setting};
use threadsheet_core::webhook::Webhook;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::SHEET;

use super::case_desk::{Desk, LANGUAGES};

/// What holds after the row was read.
#[derive(Debug, Clone, PartialEq)]
enum Holds {
    /// What holds without it.
    TheUsual,
    Lasts(TimeDelta),
    Is(bool),
    Speaks(Language),
    Calls(&'static str),
    Counts(u32),
}

/// A row as a person types it, what holds then, and what it says.
#[derive(Debug, Clone)]
pub(super) struct SettingCase {
    pub(super) number: u16,
    setting: Setting,
    /// What stands in place of the setting's name.
    name: Option<&'static str>,
    typed: &'static str,
    /// A second row of the same name, of which the words are then.
    again: Option<&'static str>,
    holds: Holds,
    says: [&'static str; 2],
    place: &'static Location<'static>,
}

/// Returns a row that names a setting, and what is typed beside it.
#[track_caller]
pub(super) fn setting_case(number: u16, setting: Setting, typed: &'static str) -> SettingCase {
    SettingCase {
        number,
        setting,
        name: None,
        typed,
        again: None,
        holds: Holds::TheUsual,
        says: ["", ""],
        place: Location::caller(),
    }
}

impl SettingCase {
    /// Has a person spell the setting's name like this.
    pub(super) fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Has a person type the same name once more below.
    pub(super) fn again(self, typed: &'static str) -> Self {
        Self { again: Some(typed), ..self }
    }

    pub(super) fn seconds(self, seconds: i64) -> Self {
        Self { holds: Holds::Lasts(TimeDelta::seconds(seconds)), ..self }
    }

    pub(super) fn minutes(self, minutes: i64) -> Self {
        self.seconds(minutes * 60)
    }

    pub(super) fn days(self, days: i64) -> Self {
        self.minutes(days * 24 * 60)
    }

    pub(super) fn counts(self, posts: u32) -> Self {
        Self { holds: Holds::Counts(posts), ..self }
    }

    pub(super) fn is(self, yes: bool) -> Self {
        Self { holds: Holds::Is(yes), ..self }
    }

    pub(super) fn speaks(self, language: Language) -> Self {
        Self { holds: Holds::Speaks(language), ..self }
    }

    pub(super) fn calls(self, address: &'static str) -> Self {
        Self { holds: Holds::Calls(address), ..self }
    }

    /// The row, or the second one of its name, says this.
    pub(super) fn says(self, words: [&'static str; 2]) -> Self {
        Self { says: words, ..self }
    }

    /// Types the row, runs, and returns what is not as the line says.
    async fn play(&self, desk: &Desk, workbook: &mut Workbook) -> Vec<String> {
        let tab = Tab::Settings.title(desk.language);
        let type_in = |row, column: SettingColumn, typed: &str| {
            desk.practice.type_in(tab, row, column.header(desk.language), typed);
        };
        // Nothing is left of how the row above made the cells look.
        let range = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 3});
        let plain =
            json!([{"repeatCell": {"range": range, "cell": {}, "fields": "userEnteredFormat"}}]);
        enter(&desk.practice.world).sheets.batch(SHEET, plain).unwrap();
        let name = self.name.unwrap_or_else(|| self.setting.name(desk.language));
        type_in(2, SettingColumn::Setting, &format!("'{name}"));
        type_in(2, SettingColumn::Value, self.typed);
        type_in(3, SettingColumn::Setting, self.again.map_or("", |_| name));
        type_in(3, SettingColumn::Value, self.again.unwrap_or_default());
        desk.run().await;
        let grids = workbook.read(&[tab_range(tab)]).await.unwrap();
        let chosen = chosen(&grids[0].rows);
        let told = if self.again.is_some() { 3 } else { 2 };
        let message = SettingColumn::Message.header(desk.language);
        let (found, says) = (desk.cell(Tab::Settings, told, message), desk.language.pick(0, 1));
        let mut wrong = Vec::new();
        if self.says[says] != found {
            wrong.push(format!("Message\n  wanted: {}\n  found:  {found}", self.says[says]));
        }
        let holds = self.what_holds(&chosen);
        if holds != self.holds {
            wrong.push(format!("holds\n  wanted: {:?}\n  found:  {holds:?}", self.holds));
        }
        wrong
    }

    fn what_holds(&self, chosen: &Chosen) -> Holds {
        let lasts = match self.setting {
            Setting::Gap => chosen.spacing,
            Setting::MaxLate => chosen.max_late,
            Setting::RefreshWithin => chosen.refresh_within,
            Setting::SameTextAfter => chosen.same_text_after,
            Setting::PostsADay | Setting::OnlyQueued | Setting::Language | Setting::Webhook => None,
        };
        let calls = |webhook: &Webhook| match self.holds {
            Holds::Calls(address) if webhook.expose().as_str() == address => self.holds.clone(),
            _ => Holds::Calls("another address"),
        };
        let others = [
            chosen.posts_a_day.map(Holds::Counts),
            chosen.only_queued.map(Holds::Is),
            chosen.language.map(Holds::Speaks),
            chosen.webhook.as_ref().map(calls),
        ];
        let lasts = lasts.map(|lasts| Holds::Lasts(TimeDelta::seconds(lasts.num_seconds())));
        lasts.or(others.into_iter().flatten().next()).unwrap_or(Holds::TheUsual)
    }
}

fn chosen(rows: &[Vec<Cell>]) -> Chosen {
    setting::read(rows, &SettingHeadings::find(rows).unwrap()).0
}

/// Types one row after the other into a Settings tab, and lists whatever is not as they say.
pub(super) async fn hold(rows: &[SettingCase]) {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
        let header = |column: SettingColumn| Seed::Text(column.header(language).to_owned());
        let headers = SettingColumn::ALL.map(header).to_vec();
        let title = Tab::Settings.title(language);
        enter(&desk.practice.world).sheets.add_tab(SHEET, 33, title, vec![headers]);
        let asked = desk.config();
        let until = tokio::time::Instant::now() + asked.budget;
        let connection = Connection {
            credentials: &asked.credentials.0,
            root: &asked.sheets_url,
            spreadsheet: SHEET,
            until,
            time_scale: asked.time_scale,
        };
        let mut workbook = Workbook::open(connection, "reader").await.unwrap();
        for row in rows {
            let case = format!("{}: case {} in {language:?}", row.place, row.number);
            let found = row.play(&desk, &mut workbook).await;
            wrong.extend(found.iter().map(|what| format!("{case}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n\n{}", wrong.len(), wrong.join("\n"));
}
