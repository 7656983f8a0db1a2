//! A line of the table about a row of the Accounts tab, and what holds it.

use std::panic::Location;

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::report::screen::Screen;
use threadsheet::report::{json as printed, text};
use threadsheet_core::columns::{AccountColumn, PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LIFE, SHEET, is_told};

use super::case_desk::{Desk, LANGUAGES};

/// What the row says whose token works and was issued two days ago.
const WELL: [&str; 2] =
    ["OK, renews automatically; 58 days left.", "正常です。自動で更新されます（残り 58 日）。"];

/// What a post says whose account is told something.
const TROUBLED: [&str; 2] = [
    "Waiting: the account's token needs attention; see the Accounts tab. This post goes out once that is fixed, unless it is too late by then.",
    "待機中: アカウントのトークンを確認してください。「アカウント」タブの案内どおりに直すと、遅れすぎていなければ投稿します。",
];

/// What a post says whose account is switched off.
const OFF: [&str; 2] = [
    "Waiting: the account is switched off. Tick Enabled in the Accounts tab to send its posts.",
    "待機中: このアカウントは停止中です。「アカウント」タブの「有効」にチェックを入れると投稿します。",
];

/// Whose token is pasted, and which.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// One that was issued so many hours ago and lives so many days.
    Long(i64, i64),
    /// One that lives for an hour.
    Short,
    /// Another account's.
    Of(&'static str),
}

/// A row as a person types it, what it says then, and what becomes of its account's post.
#[derive(Debug, Clone)]
pub(super) struct AccountCase {
    pub(super) number: u16,
    /// The account; without one, the row has its own.
    name: Option<&'static str>,
    kind: Kind,
    typed: Vec<(AccountColumn, String)>,
    note: Option<&'static str>,
    /// What Threads answers to everything that this account asks.
    answer: Option<Value>,
    says: [String; 2],
    /// What its post says; nothing for one that goes out.
    post: Option<[&'static str; 2]>,
    place: &'static Location<'static>,
}

/// Returns a row of an account of its own, with a token that works.
#[track_caller]
pub(super) fn account_case(number: u16) -> AccountCase {
    AccountCase {
        number,
        name: None,
        kind: Kind::Long(48, LIFE.num_days()),
        typed: Vec::new(),
        note: None,
        answer: None,
        says: WELL.map(str::to_owned),
        post: None,
        place: Location::caller(),
    }
}

impl AccountCase {
    /// Types into a cell in place of what usually stands there.
    pub(super) fn and(mut self, column: AccountColumn, typed: &str) -> Self {
        self.typed.push((column, typed.to_owned()));
        self
    }

    pub(super) fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Puts a note on the Token cell.
    pub(super) fn note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// Has a token that was issued so many hours ago and lives so many days.
    pub(super) fn issued(self, hours_ago: i64, lives_days: i64) -> Self {
        Self { kind: Kind::Long(hours_ago, lives_days), ..self }
    }

    pub(super) fn short_lived(self) -> Self {
        Self { kind: Kind::Short, ..self }
    }

    /// Has the token of another account.
    pub(super) fn of(self, other: &'static str) -> Self {
        Self { kind: Kind::Of(other), ..self }
    }

    /// Has Threads answer this error to everything.
    pub(super) fn answered(self, error: &Value) -> Self {
        Self { answer: Some(json!({ "error": error })), ..self }
    }

    /// Its token works, and its Token status says this.
    pub(super) fn fine(self, english: &str, japanese: &str) -> Self {
        Self { says: [english.to_owned(), japanese.to_owned()], ..self }
    }

    /// Its Token status says this, and its post waits. `{above}` and `{below}` are the rows beside it, and
    /// `{name}` is the account.
    pub(super) fn told(self, english: &str, japanese: &str) -> Self {
        Self { post: Some(TROUBLED), ..self.fine(english, japanese) }
    }

    /// Its token is well, and its post waits all the same.
    pub(super) fn off(self) -> Self {
        Self { post: Some(OFF), ..self }
    }

    fn name(&self, row: usize) -> String {
        self.name.map_or_else(|| format!("shop_{row}"), str::to_owned)
    }

    /// Types the row and its post; returns the token.
    fn type_into(&self, desk: &Desk, row: usize) -> String {
        let name = self.name(row);
        let token = self.issue(desk, &name);
        let (head, tail) = token.split_at(token.len() / 2);
        let fill = |typed: &str| {
            typed
                .replace("{token}", &token)
                .replace("{head}", head)
                .replace("{tail}", tail)
                .replace("{name}", &name)
                .replace("{NAME}", &name.to_uppercase())
        };
        desk.type_account(row, AccountColumn::Account, &name);
        desk.type_account(row, AccountColumn::Token, &token);
        for (column, typed) in &self.typed {
            desk.type_account(row, *column, &fill(typed));
        }
        let mut world = enter(&desk.practice.world);
        if let Some(note) = self.note {
            let start = json!({"sheetId": 11, "rowIndex": row - 1, "columnIndex": 1});
            let rows = json!([{"values": [{"note": fill(note)}]}]);
            let request =
                json!([{"updateCells": {"start": start, "rows": rows, "fields": "note"}}]);
            world.sheets.batch(SHEET, request).unwrap();
        }
        if let Some(answer) = &self.answer {
            let fault = Fault::Instead(Reply::json(400, answer), Effect::Without);
            world.faults.on(Trigger::every("threads").by(&name), fault);
        }
        drop(world);
        desk.type_post(row, PostColumn::Account, &name);
        desk.type_post(row, PostColumn::Text, &format!("Good morning {row}"));
        desk.type_post(row, PostColumn::PublishAt, "2026-11-23 10:00");
        token
    }

    fn issue(&self, desk: &Desk, name: &str) -> String {
        let now = desk.practice.started;
        let mut world = enter(&desk.practice.world);
        world.threads.add_account(name);
        let long = |name: &str, hours, days| (name.to_owned(), TimeDelta::hours(hours), days);
        let (owner, ago, days) = match self.kind {
            Kind::Short => return world.threads.issue_short_token(name, now, &DESK_SCOPES),
            Kind::Long(hours, days) => long(name, hours, days),
            Kind::Of(other) => match world.threads.valid_tokens(other, now).pop() {
                Some(token) => return token,
                None => long(other, 48, 60),
            },
        };
        world.threads.issue_token(&owner, now - ago, TimeDelta::days(days), &DESK_SCOPES)
    }

    /// Returns what of a row and its post is not as the line says.
    fn compare(&self, desk: &Desk, row: usize) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut hold = |what: &str, wanted: &str, found: &str| {
            if wanted != found {
                wrong.push(format!("{what}\n  wanted: {wanted}\n  found:  {found}"));
            }
        };
        let says = desk.language.pick(&self.says[0], &self.says[1]);
        let beside = [("{above}", row - 1), ("{below}", row + 1)];
        let says = beside
            .iter()
            .fold(says.clone(), |says, (name, row)| says.replace(name, &row.to_string()));
        let says = says.replace("{name}", &self.name(row));
        hold("Message", &says, &desk.account(row, AccountColumn::Status));
        let post = self.post.map(|[english, japanese]| desk.language.pick(english, japanese));
        hold("post", post.unwrap_or_default(), &desk.post(row, PostColumn::Message));
        let published = PostStatus::Published.word(desk.language);
        let status = if post.is_some() { "" } else { published };
        hold("Status of the post", status, &desk.post(row, PostColumn::Status));
        let is_out = desk.sent(row).is_some_and(|sent| sent.account == self.name(row));
        hold("is out", &post.is_none().to_string(), &is_out.to_string());
        wrong
    }
}

/// Types all lines into a sheet, runs, and lists whatever is not as they say.
pub(super) async fn hold(lines: &[AccountCase]) {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        wrong.extend(play(lines, language).await);
    }
    assert!(wrong.is_empty(), "{} of the table:\n\n{}", wrong.len(), wrong.join("\n"));
}

async fn play(lines: &[AccountCase], language: Language) -> Vec<String> {
    let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
    // Below the four that every desk has.
    let rows = || (6..).zip(lines);
    let tokens: Vec<String> = rows().map(|(row, line)| line.type_into(&desk, row)).collect();
    let report = desk.run().await;
    let mut wrong = Vec::new();
    for (row, line) in rows() {
        let case = format!("{}: case {} in {language:?}", line.place, line.number);
        wrong.extend(line.compare(&desk, row).iter().map(|what| format!("{case}: {what}")));
    }
    // 67: no token is in anything that is printed, and in no other cell.
    let printed = [text::page(&report, Screen::Plain), printed::report(&report)].concat();
    let other_cells = desk.cells_beside_tokens();
    for token in tokens {
        assert!(!is_told(&printed, &token) && !is_told(&other_cells, &token), "{printed}");
    }
    wrong
}
