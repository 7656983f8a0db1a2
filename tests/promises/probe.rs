//! What the live probe finds under each quirk of the services, and what it never does.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::probe::{self, News, Wish};
use threadsheet::report::json;
use threadsheet::report::probe::{Probe, Tidied, fact};
use threadsheet::report::screen::Screen;
use threadsheet_core::language::Language;
use threadsheet_core::probe_result::{Finding, Question};
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::sheets::{Role, Seed};
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{EMAIL, LIFE, Practice};
use tokio::sync::watch;

mod failures;
mod quirks;
mod refusals;

/// The spreadsheet that nobody uses.
const THROW_AWAY: &str = "throw-away";

/// A practice world with a spreadsheet that nobody uses, in which one account and its token stand.
struct Bench(Practice);

impl Bench {
    async fn new(quirk: impl FnOnce(&mut World)) -> Self {
        let mut desk = Practice::new(&["shop_a", "shop_b"], &[]).await;
        THROW_AWAY.clone_into(&mut desk.spreadsheet);
        desk.time_scale = TimeScale::hurried(40);
        let mut world = enter(&desk.world);
        world.sheets.add(THROW_AWAY, "For trials", "en_GB", "Asia/Tokyo");
        world.sheets.share(THROW_AWAY, EMAIL, Role::Writer);
        let issued = desk.started - TimeDelta::days(2);
        let token = world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
        let accounts = [["Account", "Token"], ["shop_a", &token]];
        let accounts = accounts.map(|row| row.map(|text| Seed::Text(text.to_owned())).to_vec());
        world.sheets.add_tab(THROW_AWAY, 5, "Accounts", accounts.to_vec());
        quirk(&mut world);
        world.seen.clear();
        drop(world);
        Self(desk)
    }

    /// Probes, with that answer to every question about posts and about the token.
    async fn try_probe(&self, account: Option<&str>, posts: bool, renewal: bool) -> Tried {
        let (_sender, halt) = watch::channel(false);
        self.halted_probe(account, [posts, renewal], halt).await
    }

    async fn halted_probe(
        &self,
        account: Option<&str>,
        [posts, renewal]: [bool; 2],
        halt: watch::Receiver<bool>,
    ) -> Tried {
        let asked = RefCell::new(Vec::new());
        let ask = async |question: Question, _| {
            let answer = match &question {
                Question::Post { .. } => posts,
                Question::Renew { .. } => renewal,
            };
            asked.borrow_mut().push(question);
            answer
        };
        let told = RefCell::new(Vec::new());
        let tell = |news: News| {
            if let News::Found(finding, _) = news {
                told.borrow_mut().push(finding.clone());
            }
        };
        let wish = Wish { language: None, account: account.map(str::to_owned) };
        let ended = probe::probe(&self.0.config(), wish, ask, &tell, halt).await;
        Tried { ended, asked: asked.into_inner(), told: told.into_inner() }
    }

    async fn probe(&self, account: Option<&str>, posts: bool, renewal: bool) -> Probe {
        let Tried { ended, told, .. } = self.try_probe(account, posts, renewal).await;
        let probe = ended.unwrap_or_else(|stop| panic!("the probe stopped: {stop}"));
        assert_eq!(probe.findings, told, "all that is found is told");
        probe
    }

    /// Returns all that is in a spreadsheet.
    fn whole(&self, id: &str) -> Value {
        enter(&self.0.world).sheets.whole(id).unwrap()
    }

    /// Asserts that a spreadsheet is as it was; what is in it holds a token, and is not shown.
    fn assert_unchanged(&self, id: &str, before: &Value) {
        assert!(self.whole(id) == *before, "{id} has changed");
    }

    fn count(&self, operation: &str) -> usize {
        enter(&self.0.world).count(operation)
    }

    /// Returns what stands in the Token cell.
    fn token(&self) -> String {
        enter(&self.0.world).sheets.shown(THROW_AWAY, "Accounts").unwrap()[1][1].clone()
    }

    fn is_valid(&self, token: &str) -> bool {
        let world = enter(&self.0.world);
        let now = world.clock.now();
        world.threads.valid_tokens("shop_a", now).contains(&token.to_owned())
    }
}

/// How a probe ended, what it asked, and what it told as it went.
struct Tried {
    ended: Result<Probe, RunError>,
    asked: Vec<Question>,
    told: Vec<Finding>,
}

/// Returns what was found, by the names that programs know.
fn outcomes(probe: &Probe) -> BTreeMap<String, String> {
    let object: Value = serde_json::from_str(&json::probe(probe)).unwrap();
    let findings = object["findings"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|found| (word(&found["fact"]), word(&found["outcome"]))).collect()
}

fn assert_found(probe: &Probe, expected: &[(&str, &str)]) {
    let found = outcomes(probe);
    for (fact, outcome) in expected {
        assert_eq!(found[*fact], *outcome, "{fact}: {found:?}");
    }
}

/// Returns all that people and programs are told.
fn all_said(probe: &Probe) -> String {
    let mut said = json::probe(probe);
    for language in [Language::English, Language::Japanese] {
        let lines = probe.findings.iter().map(|finding| fact(finding, language, Screen::Log));
        said.extend(lines);
    }
    said
}
