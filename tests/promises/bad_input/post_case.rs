//! A line of the table about a row of the Posts tab, and what holds it.

use std::collections::BTreeSet;
use std::panic::Location;

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde_json::{Value, json};
use threadsheet::report::preview::Card;
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_practice::threads::{MediaFile, Post};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::SHEET;

use super::case_desk::{ACCOUNT, Desk, LANGUAGES, TREE, post_columns};

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// It goes out in this run.
    Posts,
    /// It waits for this time by the sheet's clock, and then goes out.
    At(&'static str),
    /// Nothing is sent, and its Status stays as it was typed.
    Waits,
    /// Nothing is sent, and its Status becomes this.
    Stops(PostStatus),
}

/// A row as a person types it, and what becomes of it.
#[derive(Debug, Clone)]
pub(super) struct PostCase {
    pub(super) number: u16,
    typed: Vec<(PostColumn, String)>,
    /// How a person has the first cell look, as a `CellFormat`.
    looks: Option<Value>,
    /// What a person has put behind the words of the first cell.
    holds: Option<Value>,
    /// What the servers of its media have there, where it is not what the addresses say.
    hosted: Vec<(&'static str, MediaFile)>,
    locale: &'static str,
    zone: Tz,
    outcome: Outcome,
    /// The text that is sent, where it is not what was typed.
    sends: Option<String>,
    /// The addresses of the pictures and videos that are sent, in their order.
    media: Vec<&'static str>,
    says: [String; 2],
    /// Where it stands in the table.
    place: &'static Location<'static>,
}

/// Returns a row that is due, with one cell in place of the usual one.
#[track_caller]
pub(super) fn post_case(number: u16, column: PostColumn, typed: &str) -> PostCase {
    PostCase {
        number,
        typed: vec![(column, typed.to_owned())],
        looks: None,
        holds: None,
        hosted: Vec::new(),
        locale: "ja_JP",
        zone: Tz::Asia__Tokyo,
        outcome: Outcome::Posts,
        sends: None,
        media: Vec::new(),
        says: [String::new(), String::new()],
        place: Location::caller(),
    }
}

impl PostCase {
    /// Types into a further cell.
    pub(super) fn and(mut self, column: PostColumn, typed: &str) -> Self {
        self.typed.push((column, typed.to_owned()));
        self
    }

    /// Has a person choose how the first cell looks.
    pub(super) fn looks(self, format: Value) -> Self {
        Self { looks: Some(format), ..self }
    }

    /// Has the first cell hold this too, as fields of a `CellData`.
    pub(super) fn holds(self, data: Value) -> Self {
        Self { holds: Some(data), ..self }
    }

    /// Has a server give out something else than the address promises.
    pub(super) fn hosted(mut self, url: &'static str, file: MediaFile) -> Self {
        self.hosted.push((url, file));
        self
    }

    pub(super) fn locale(self, locale: &'static str) -> Self {
        Self { locale, ..self }
    }

    pub(super) fn zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// It goes out, and this is what readers see.
    pub(super) fn sends(self, text: &str) -> Self {
        Self { sends: Some(text.to_owned()), ..self }
    }

    /// It goes out with these pictures and videos.
    pub(super) fn shows_media(self, urls: &[&'static str]) -> Self {
        Self { media: urls.to_vec(), ..self }
    }

    /// It waits for a time, by the sheet's clock.
    pub(super) fn at(self, time: &'static str) -> Self {
        Self { outcome: Outcome::At(time), ..self }
    }

    /// It is left alone, and its Status too.
    pub(super) fn waits(self) -> Self {
        Self { outcome: Outcome::Waits, ..self }
    }

    /// It is refused.
    pub(super) fn fails(self, english: &str, japanese: &str) -> Self {
        self.stops(PostStatus::Failed).says(english, japanese)
    }

    /// It is not sent, and its Status says so.
    pub(super) fn stops(self, status: PostStatus) -> Self {
        Self { outcome: Outcome::Stops(status), ..self }
    }

    /// Its Message says this; `{above}` is the number of the row above it, `{below}` of the one below.
    pub(super) fn says(self, english: &str, japanese: &str) -> Self {
        Self { says: [english.to_owned(), japanese.to_owned()], ..self }
    }

    /// Tells whether it is refused.
    pub(super) fn is_refused(&self) -> bool {
        self.outcome == Outcome::Stops(PostStatus::Failed)
    }

    /// Tells whether it stands in a Japanese spreadsheet.
    pub(super) fn is_usual(&self) -> bool {
        (self.locale, self.zone) == ("ja_JP", Tz::Asia__Tokyo)
    }

    /// Tells whether something is typed into this column.
    pub(super) fn types(&self, column: PostColumn) -> bool {
        self.typed.iter().any(|(typed, _)| *typed == column)
    }

    /// Puts the usual into every cell that it types into.
    pub(super) fn correct(&self, desk: &Desk, row: usize, time: &str) {
        for (column, _) in &self.typed {
            match column {
                PostColumn::Account => desk.type_post(row, *column, ACCOUNT),
                PostColumn::Text => desk.type_post(row, *column, &format!("Corrected {row}")),
                PostColumn::PublishAt => desk.type_post(row, *column, time),
                _ => desk.type_post(row, *column, ""),
            }
        }
    }

    /// Types the row.
    pub(super) fn type_into(&self, desk: &Desk, row: usize) {
        if TREE.iter().any(|column| self.types(*column)) {
            desk.add_tree_columns();
        }
        let usual = [
            (PostColumn::Account, ACCOUNT.to_owned()),
            (PostColumn::Text, format!("Good morning {row}")),
            (PostColumn::PublishAt, "2026-11-23 10:00".to_owned()),
        ];
        let is_typed = |column: &PostColumn| self.typed.iter().any(|(typed, _)| typed == column);
        let usual = usual.iter().filter(|(column, _)| !is_typed(column));
        for (column, typed) in self.typed.iter().chain(usual) {
            desk.type_post(row, *column, typed);
        }
        let mut world = enter(&desk.practice.world);
        for (url, file) in &self.hosted {
            world.threads.host_media(url, *file);
        }
        if let Some(data) = &self.holds {
            let at = post_columns().position(|column| column == self.typed[0].0).unwrap();
            let start = json!({"sheetId": 22, "rowIndex": row - 1, "columnIndex": at});
            let fields: Vec<&str> = data.as_object().unwrap().keys().map(String::as_str).collect();
            let holds = json!([{"updateCells": {"start": start, "fields": fields.join(","),
                "rows": [{"values": [data]}]}}]);
            world.sheets.batch(SHEET, holds).unwrap();
        }
        if let Some(format) = &self.looks {
            let at = post_columns().position(|column| column == self.typed[0].0).unwrap();
            let range = json!({"sheetId": 22, "startRowIndex": row - 1, "endRowIndex": row,
                "startColumnIndex": at, "endColumnIndex": at + 1});
            let looks = json!([{"repeatCell": {"range": range, "fields": "userEnteredFormat",
                "cell": {"userEnteredFormat": format}}}]);
            world.sheets.batch(SHEET, looks).unwrap();
        }
    }

    /// Returns what of a row is not as the line says.
    fn compare(
        &self,
        desk: &Desk,
        row: usize,
        typed_status: &str,
        card: Option<&Card>,
    ) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut hold = |what: &str, wanted: &str, found: &str| {
            if wanted != found {
                wrong.push(format!("{what}\n  wanted: {wanted}\n  found:  {found}"));
            }
        };
        let (status, post) = (desk.post(row, PostColumn::Status), desk.sent(row));
        let media = post.iter().flat_map(urls).collect::<Vec<_>>().join(" ");
        let text = post.map(|post| post.text.unwrap_or_default());
        hold("media", &self.media.join(" "), &media);
        let says = desk.language.pick(&self.says[0], &self.says[1]);
        let says = says.replace("{above}", &(row - 1).to_string());
        let says = says.replace("{below}", &(row + 1).to_string());
        hold("Message", &says, &desk.post(row, PostColumn::Message));
        let usual = format!("Good morning {row}");
        let own = self.typed.iter().find(|(column, _)| *column == PostColumn::Text);
        let own = own.map_or(usual.as_str(), |(_, typed)| typed);
        let sends = self.sends.as_deref().unwrap_or(own);
        let wanted = match self.outcome {
            Outcome::Posts => PostStatus::Published.word(desk.language),
            Outcome::At(_) | Outcome::Waits => typed_status,
            Outcome::Stops(status) => status.word(desk.language),
        };
        hold("Status", wanted, &status);
        match self.outcome {
            Outcome::Posts => hold("sent", sends, text.as_deref().unwrap_or("nothing")),
            _ => hold("sent", "nothing", text.as_deref().unwrap_or("nothing")),
        }
        if let Outcome::At(time) = self.outcome {
            let when = card.and_then(|card| card.when);
            let when =
                when.map(|when| when.with_timezone(&self.zone).format("%F %T %:z").to_string());
            // The distance from UTC is told where it matters.
            let when: String = when.unwrap_or_default().chars().take(time.len()).collect();
            hold("time", time, &when);
            hold("text to come", sends, card.map_or("no card", |card| &card.text));
        }
        wrong
    }
}

/// Returns the addresses of a public post's pictures and videos, in their order.
fn urls(post: &Post) -> Vec<String> {
    let of_children = post.children.iter().map(|child| child.media_url.clone());
    post.media_url.iter().cloned().chain(of_children).collect()
}

/// Types all lines into sheets, runs, and lists whatever is not as they say.
pub(super) async fn hold(lines: &[PostCase]) {
    let places: BTreeSet<(&str, &str)> =
        lines.iter().map(|line| (line.locale, line.zone.name())).collect();
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for (locale, zone) in &places {
            let here =
                lines.iter().filter(|line| (line.locale, line.zone.name()) == (*locale, *zone));
            let here: Vec<&PostCase> = here.collect();
            wrong.extend(play(&here, language, locale, zone.parse().unwrap()).await);
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n\n{}", wrong.len(), wrong.join("\n"));
}

async fn play(lines: &[&PostCase], language: Language, locale: &str, zone: Tz) -> Vec<String> {
    let desk = Desk::new(language, locale, zone).await;
    let rows = || (2..).zip(lines);
    rows().for_each(|(row, line)| line.type_into(&desk, row));
    let typed: Vec<String> = rows().map(|(row, _)| desk.post(row, PostColumn::Status)).collect();
    desk.run().await;
    // A file that could not be fetched is tried again for an hour, for its server may be down.
    desk.practice.pass(TimeDelta::hours(1));
    desk.run().await;
    let cards = desk.preview().await.cards;
    let mut wrong = Vec::new();
    for ((row, line), typed_status) in rows().zip(&typed) {
        let card = cards.iter().find(|card| card.row == row);
        let found = line.compare(&desk, row, typed_status, card);
        let case = format!("{}: case {} in {language:?}", line.place, line.number);
        wrong.extend(found.iter().map(|what| format!("{case}: {what}")));
    }
    let n_sent = lines.iter().filter(|line| line.outcome == Outcome::Posts).count();
    if desk.practice.public().len() != n_sent {
        wrong.push(format!(
            "{n_sent} posts were to be public, and {}",
            desk.practice.public().len()
        ));
    }
    wrong
}
