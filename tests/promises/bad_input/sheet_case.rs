//! A line of the table about a whole spreadsheet: what a person does to it before a run, in the middle of one,
//! or after it, and what every row shows in the end.

use std::panic::Location;

use serde_json::{Value, json};
use threadsheet_core::columns::{PostColumn, PostStatus, SettingColumn, Tab};
use threadsheet_core::i18n;
use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::{CellAddress, Seed};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::SHEET;

use super::case_desk::{ACCOUNT, Desk, LANGUAGES, NOW};

/// What a person does.
type Deed = fn(&mut Hands);

/// A row, from 1, the Status and the Message that it shows in the end, each in English and in Japanese.
type Shown = (usize, [&'static str; 2], [String; 2]);

/// A spreadsheet, what is done to it, and what becomes of it.
#[derive(Clone)]
pub(super) struct SheetCase {
    pub(super) number: u16,
    /// Texts of posts that are due, from row 2.
    rows: Vec<&'static str>,
    first: Vec<Deed>,
    meanwhile: Option<(&'static str, Deed)>,
    then: Vec<Deed>,
    public: Vec<&'static str>,
    shown: Vec<Shown>,
    stops: Option<[String; 2]>,
    place: &'static Location<'static>,
}

/// Returns a spreadsheet with posts that are due, from row 2.
#[track_caller]
pub(super) fn sheet_case(number: u16, rows: &[&'static str]) -> SheetCase {
    SheetCase {
        number,
        rows: rows.to_vec(),
        first: Vec::new(),
        meanwhile: None,
        then: Vec::new(),
        public: rows.to_vec(),
        shown: Vec::new(),
        stops: None,
        place: Location::caller(),
    }
}

impl SheetCase {
    /// Before the first run, a person does this.
    pub(super) fn first(mut self, deed: Deed) -> Self {
        self.first.push(deed);
        self
    }

    /// In the middle of the run, just before its first request of this kind, a person does this.
    pub(super) fn before(self, request: &'static str, deed: Deed) -> Self {
        Self { meanwhile: Some((request, deed)), ..self }
    }

    /// After a run a person does this, and there is another run.
    pub(super) fn then(mut self, deed: Deed) -> Self {
        self.then.push(deed);
        self
    }

    /// These texts are public in the end, in this order; if nothing is said, those of all rows.
    pub(super) fn public(self, texts: &[&'static str]) -> Self {
        Self { public: texts.to_vec(), ..self }
    }

    /// A row shows this in the end; `None` for a Status that is empty.
    pub(super) fn shows(
        mut self,
        row: usize,
        status: impl Into<Option<PostStatus>>,
        english: &str,
        japanese: &str,
    ) -> Self {
        let status = status.into();
        let words = LANGUAGES.map(|language| status.map_or("", |status| status.word(language)));
        self.shown.push((row, words, [english.to_owned(), japanese.to_owned()]));
        self
    }

    /// A row shows a word of the person's own as its Status in the end.
    pub(super) fn shows_word(
        mut self,
        row: usize,
        word: &'static str,
        english: &str,
        japanese: &str,
    ) -> Self {
        self.shown.push((row, [word; 2], [english.to_owned(), japanese.to_owned()]));
        self
    }

    /// The last run ends early, and says this.
    pub(super) fn stops(self, english: &str, japanese: &str) -> Self {
        Self { stops: Some([english.to_owned(), japanese.to_owned()]), ..self }
    }

    async fn play(&self, language: Language) -> Vec<String> {
        let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
        for (row, text) in (2..).zip(&self.rows) {
            desk.type_post(row, PostColumn::Account, ACCOUNT);
            desk.type_post(row, PostColumn::Text, text);
            desk.type_post(row, PostColumn::PublishAt, "2026-11-23 10:00");
        }
        let world = &desk.practice.world;
        self.first.iter().for_each(|deed| deed(&mut Hands::new(&mut enter(world), language)));
        if let Some((request, deed)) = self.meanwhile {
            let hook = move |world: &mut World| deed(&mut Hands::new(world, language));
            enter(world).faults.before(Trigger::nth_of(request, 1), Box::new(hook));
        }
        let mut ended = desk.try_run().await;
        for deed in &self.then {
            deed(&mut Hands::new(&mut enter(world), language));
            ended = desk.try_run().await;
        }
        assert!(
            self.meanwhile.is_none() || enter(world).faults.n_waiting() == 0,
            "nothing happened"
        );
        let said = ended.err().map(|stop| i18n::run_errors::say(&stop, language));
        self.compare(&desk, &said.unwrap_or_default())
    }

    /// Returns what is not as the line says.
    fn compare(&self, desk: &Desk, stopped: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut hold = |what: &str, wanted: &str, found: &str| {
            if wanted != found {
                wrong.push(format!("{what}\n  wanted: {wanted}\n  found:  {found}"));
            }
        };
        let pick = |words: &[String; 2]| desk.language.pick(words[0].clone(), words[1].clone());
        hold("Message", &self.stops.as_ref().map(pick).unwrap_or_default(), stopped);
        hold("public", &self.public.join(" | "), &desk.practice.public_texts().join(" | "));
        for (row, status, says) in &self.shown {
            let status = desk.language.pick(status[0], status[1]);
            hold(&format!("Status of {row}"), status, &desk.post(*row, PostColumn::Status));
            hold("Message", &pick(says), &desk.post(*row, PostColumn::Message));
        }
        wrong
    }
}

/// Plays all stories in both languages, and lists whatever is not as they say.
pub(super) async fn hold(stories: &[SheetCase]) {
    let mut wrong = Vec::new();
    for story in stories {
        for language in LANGUAGES {
            let case = format!("{}: case {} in {language:?}", story.place, story.number);
            let found = story.play(language).await;
            wrong.extend(found.iter().map(|what| format!("{case}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// The spreadsheet under a person's hands. Rows are counted from 1, as the sheet counts.
pub(super) struct Hands<'a> {
    pub(super) world: &'a mut World,
    pub(super) language: Language,
}

impl<'a> Hands<'a> {
    fn new(world: &'a mut World, language: Language) -> Self {
        Self { world, language }
    }

    /// Does what the menus of the spreadsheet do.
    pub(super) fn batch(&mut self, requests: Value) {
        self.world.sheets.batch(SHEET, requests).unwrap();
    }

    /// Returns what the Posts tab shows.
    pub(super) fn shown(&self) -> Vec<Vec<String>> {
        self.world.sheets.shown(SHEET, Tab::Posts.title(self.language)).unwrap()
    }

    /// Returns the place of a column by its header, from 0.
    pub(super) fn column(&self, column: PostColumn) -> usize {
        let header = column.header(self.language);
        let rows = self.shown();
        rows.iter().find_map(|row| row.iter().position(|cell| cell == header)).unwrap()
    }

    /// Returns what a cell shows.
    pub(super) fn read(&self, row: usize, column: PostColumn) -> String {
        let column = self.column(column);
        self.shown().get(row - 1).and_then(|row| row.get(column)).cloned().unwrap_or_default()
    }

    /// Types into a cell under a header.
    pub(super) fn type_in(&mut self, row: usize, column: PostColumn, typed: &str) {
        let column = self.column(column);
        self.type_at(row, column, typed);
    }

    /// Types into a cell by the place of its column, from 0.
    pub(super) fn type_at(&mut self, row: usize, column: usize, typed: &str) {
        let title = Tab::Posts.title(self.language);
        let now = NOW.parse().unwrap();
        self.world.sheets.type_in(CellAddress::new(SHEET, title, row - 1, column), typed, now);
    }

    /// Types a header in place of the one in row 1.
    pub(super) fn rename(&mut self, column: PostColumn, header: &str) {
        let column = self.column(column);
        self.type_at(1, column, header);
    }

    /// Adds a Settings tab that sets one thing.
    pub(super) fn set(&mut self, setting: Setting, value: &str) {
        let language = self.language;
        let text = |text: &str| Seed::Text(text.to_owned());
        let headers = SettingColumn::ALL.map(|column| text(column.header(language))).to_vec();
        let row = vec![text(setting.name(language)), text(value)];
        let title = Tab::Settings.title(language);
        self.world.sheets.add_tab(SHEET, 33, title, vec![headers, row]);
    }

    /// Inserts an empty row in the Posts tab.
    pub(super) fn insert_row(&mut self, row: usize) {
        let range =
            json!({"sheetId": 22, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row});
        self.batch(json!([{"insertDimension": {"range": range}}]));
    }

    /// Copies a row of the Posts tab over another.
    pub(super) fn copy_row(&mut self, from: usize, to: usize) {
        let block = |row: usize| {
            json!({"sheetId": 22, "startRowIndex": row - 1, "endRowIndex": row,
                "startColumnIndex": 0, "endColumnIndex": 26})
        };
        self.batch(json!([{"copyPaste": {"source": block(from), "destination": block(to)}}]));
    }

    /// Empties all cells of a row that the program has written.
    pub(super) fn undo_row(&mut self, row: usize) {
        let own = [PostColumn::Status, PostColumn::PublishedAt, PostColumn::Permalink];
        for column in own.into_iter().chain([PostColumn::Message, PostColumn::Receipt]) {
            self.type_in(row, column, "");
        }
    }
}
