//! The whole job, shown on the practice world: no account, no network, no set-up.
//!
//! Nothing here is staged. The real clients talk to the practice services over loopback, and every
//! table is read back from the practice sheet.

mod tabs;

use std::io;
use std::sync::MutexGuard;

use chrono::{DateTime, Utc};
use threadsheet_core::i18n::Phrase;
use threadsheet_core::i18n::commands::demo as words;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_practice::oauth::SERVICE_ACCOUNT;
use threadsheet_practice::sample_desk::{self, SPREADSHEET, SheetLanguage};
use threadsheet_practice::server::{Ports, Server};
use threadsheet_practice::world::{Shared, World, enter};
use tokio::sync::watch;

use crate::config::{Config, Credentials};
use crate::preview;
use crate::report::News;
use crate::report::preview::text::week_lines;
use crate::report::screen::{Screen, Tone, say};
use crate::report::text::{self, Page};
use crate::report::text_layout::{COLUMNS, wrap};
use crate::run;

/// The widest name of the practice desk.
const NAMES: usize = 11;

/// A practice world that is being served, with a desk in it.
pub struct Stage {
    /// Where it is served.
    pub server: Server,
    /// A service-account key with which it can be entered.
    pub credentials: Credentials,
    world: Shared,
    sheet_language: SheetLanguage,
}

impl Stage {
    /// Enters the practice world, to change its quirks.
    pub fn world(&self) -> MutexGuard<'_, World> {
        enter(&self.world)
    }

    /// Serves the practice world with its desk in a language.
    ///
    /// # Errors
    ///
    /// Where a port cannot be had.
    pub async fn set(language: Language, ports: Ports) -> io::Result<Self> {
        let sheet_language = match language {
            Language::English => SheetLanguage::English,
            Language::Japanese => SheetLanguage::Japanese,
        };
        let world = World::default().share();
        fill(&world, sheet_language);
        let server = Server::start_at(world.clone(), ports).await?;
        let credentials = Credentials(enter(&world).credentials_json(&server.token_uri));
        Ok(Self { server, credentials, world, sheet_language })
    }

    fn config(&self, asked: &Config) -> Config {
        Config {
            spreadsheet: SPREADSHEET.to_owned(),
            credentials: self.credentials.clone(),
            sheets_url: self.server.sheets_url.clone(),
            threads_url: self.server.threads_url.clone(),
            now: None,
            ..asked.clone()
        }
    }

    /// Returns what a person sees in the tabs with the accounts and with the posts.
    fn tabs(&self) -> [Vec<Vec<String>>; 2] {
        let world = enter(&self.world);
        self.sheet_language
            .tabs()
            .map(|tab| world.sheets.shown(SPREADSHEET, tab).unwrap_or_default())
    }

    /// Returns how many posts are public, and how many of them answer another.
    fn public(&self) -> (usize, usize) {
        let world = enter(&self.world);
        let posts = world.threads.posts();
        (posts.len(), posts.iter().filter(|post| post.reply_to.is_some()).count())
    }
}

fn fill(world: &Shared, sheet_language: SheetLanguage) {
    let mut world = enter(world);
    let now: DateTime<Utc> = world.clock.now();
    let World { sheets, threads, .. } = &mut *world;
    sample_desk::fill(sheets, threads, sheet_language, SERVICE_ACCOUNT, now);
}

/// Shows the desk, a run, the desk after it, a second run, and the week that is planned.
///
/// # Errors
///
/// What ends a run, and a machine that gives no port on loopback.
pub async fn show(
    asked: &Config,
    language: Language,
    screen: Screen,
    halt: watch::Receiver<bool>,
) -> Result<(), RunError> {
    let stage = Stage::set(language, Ports::default());
    let stage = stage.await.map_err(|error| RunError::Bug(error.kind().to_string()))?;
    let config = stage.config(asked);
    let page = Page { language, names: NAMES, screen };
    let chapter = |words: Phrase| say(&format!("\n{}\n", page.strong(words.say(language))));

    say_wrapped(words::WELCOME.say(language));
    let [accounts, posts] = stage.tabs();
    chapter(words::BEFORE);
    say(&tabs::accounts(&accounts, language, screen));
    say(&tabs::posts_before(&posts, language, screen));

    chapter(words::RUN);
    let report = run::run(&config, &|news| tell(&news, page), halt.clone()).await?;
    say(&format!("\n{}", text::foot(&report).join("\n")));

    let [accounts, posts] = stage.tabs();
    chapter(words::AFTER);
    say(&tabs::accounts(&accounts, language, screen));
    say(&tabs::posts_after(&posts, language, screen));
    let (public, answers) = stage.public();
    say_wrapped(&words::public(public, answers, language));

    chapter(words::AGAIN);
    let second = run::run(&config, &|_| {}, halt).await?;
    say(&text::foot(&second).join("\n"));
    let (still_public, _) = stage.public();
    say_wrapped(&words::still_public(still_public, language));

    chapter(words::WEEK);
    let preview = preview::preview(&config, &|_| {}).await?;
    say(week_lines(&preview, screen).join("\n").trim_start());
    say("…");

    chapter(words::NEXT);
    for step in words::steps(language) {
        say_wrapped(step);
    }
    Ok(())
}

fn tell(news: &News, page: Page) {
    match news {
        News::Secret(_)
        | News::Sheet { .. }
        | News::Read { .. }
        | News::Asks { .. }
        | News::Asked(_)
        | News::Waits { .. } => {}
        News::Account(line) => say(&page.account(line)),
        News::Post(line) => say(&page.post(line)),
        News::Setting(line) => say(&page.setting(line)),
    }
}

fn say_wrapped(words: &str) {
    say(&wrap(words, COLUMNS).join("\n"));
}

impl Page {
    fn strong(self, words: &str) -> String {
        self.screen.paint(Tone::Strong, words)
    }
}
