//! `check --live-probe`: tries out what no page says about the two services, on a spreadsheet that
//! nobody uses and with a test account.
//!
//! The only module that does what the job must not do: it sends batches without a version, moves
//! columns, and publishes one container more than once. It does so where nobody works, asks before
//! anything is public, and takes away what it has made.

mod concurrent_writes;
mod context;
mod counting;
mod posts;
mod preconditions;
mod renewal;
mod requests;
mod sheets;

use std::time::Duration;

use threadsheet_core::language::Language;
use threadsheet_core::probe_result::{Fact, Finding, Question, Why};
use threadsheet_core::run_error::RunError;
use threadsheet_core::token::Token;
use tokio::sync::watch;
use tokio::time::Instant;

use self::context::{Lab, Notes};
use self::preconditions::{Account, Ground};
use crate::clock::Clock;
use crate::config::Config;
use crate::report::probe::{Probe, Tidied};
use crate::shutdown::{halted, unless_halted};

/// How long tidying up may take once the probe was told to stop: schedulers kill after ten seconds.
const HALT_PATIENCE: Duration = Duration::from_secs(5);

/// What of the budget is kept for tidying up.
const RESERVE: Duration = Duration::from_secs(20);

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The language of the answers; else the spreadsheet's own.
    pub language: Option<Language>,
    /// The test account, as it was typed; without one Threads is never called.
    pub account: Option<String>,
}

/// Something that has just happened, for those who watch.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// A secret was read, or given to us: whoever shows anything keeps it out.
    Secret(&'a Token),
    /// The measuring begins.
    Begun {
        /// The spreadsheet's title.
        title: &'a str,
        /// Whether Threads is asked too.
        asks_threads: bool,
        /// The language of the answers.
        language: Language,
    },
    /// Something was found out.
    Found(&'a Finding, Language),
}

/// Measures what no page says. What others would see, or what other places depend on, is done only
/// where `ask` answers with a yes.
///
/// # Errors
///
/// [`RunError::InUse`] for a spreadsheet on which anybody works; and what ends a whole run.
pub async fn probe(
    config: &Config,
    wish: Wish,
    ask: impl AsyncFn(Question, Language) -> bool,
    watch: &dyn Fn(News),
    halt: watch::Receiver<bool>,
) -> Result<Probe, RunError> {
    let survey = preconditions::survey(config, wish, watch);
    let Ground { title, language, account } = unless_halted(&halt, survey).await?;
    let name = account.as_ref().ok().map(|account| account.name.clone());
    let agreed = match &account {
        Ok(account) => Agreed::to(account, &ask, language).await,
        Err(_) => Agreed::default(),
    };
    watch(News::Begun { title: &title, asks_threads: account.is_ok(), language });
    let found = |finding: &Finding| watch(News::Found(finding, language));
    let notes = Notes::new(&found);
    // How long somebody thinks about an answer is not the probe's time.
    let until = Instant::now() + config.budget;
    let opening = Lab::open(config, Clock::start(None), until, &notes);
    let lab = unless_halted(&halt, opening).await?;
    let reserve = RESERVE.min(config.budget / 5);
    let measured = tokio::select! {
        measured = measure(&lab, account.as_ref(), agreed) => measured,
        () = ends(&halt, until - reserve) => Ok(()),
    };
    // Last of all: the old token may end with it, and every other measurement needs one.
    let may_renew = agreed.renewal && measured.is_ok() && !*halt.borrow();
    // A renewal that has begun is not left in the middle, so it stands outside.
    if let Some(account) = account.as_ref().ok().filter(|_| may_renew) {
        renewal::old_token(&lab, account, watch).await;
    }
    let is_tidied = tokio::select! {
        is_tidied = sheets::tidy(&lab) => is_tidied,
        () = patience_ends(&halt, config) => false,
    };
    // Only now, so that a failure leaves nothing behind in the spreadsheet.
    measured?;
    notes.close(|fact| why(fact, account.as_ref(), agreed));
    let tidied = match (is_tidied, notes.token_is_new()) {
        (false, _) => Tidied::No,
        (true, false) => Tidied::Yes,
        (true, true) => Tidied::ButForTheToken,
    };
    let (findings, sent, addresses) = notes.into_parts();
    Ok(Probe { title, language, account: name, findings, sent, addresses, tidied })
}

/// What somebody has agreed to.
#[derive(Debug, Clone, Copy, Default)]
struct Agreed {
    posts: bool,
    renewal: bool,
}

impl Agreed {
    async fn to(
        account: &Account,
        ask: &impl AsyncFn(Question, Language) -> bool,
        language: Language,
    ) -> Self {
        let name = || account.name.clone();
        let posts_max = posts::SENDS_MAX;
        let posts = ask(Question::Post { account: name(), posts_max }, language).await;
        let renewal =
            account.is_renewable && ask(Question::Renew { account: name() }, language).await;
        Self { posts, renewal }
    }
}

async fn measure(
    lab: &Lab<'_>,
    account: Result<&Account, &Why>,
    agreed: Agreed,
) -> Result<(), RunError> {
    sheets::measure(lab).await?;
    let Ok(account) = account else { return Ok(()) };
    counting::measure(lab, account).await;
    if agreed.posts {
        posts::measure(lab, account).await;
    }
    Ok(())
}

/// Returns why a fact was not measured of which nothing else is known.
fn why(fact: Fact, account: Result<&Account, &Why>, agreed: Agreed) -> Why {
    match (account, fact) {
        _ if !fact.is_of_threads() => Why::Ended,
        (Err(why), _) => why.clone(),
        (Ok(account), Fact::OldToken) if !account.is_renewable => Why::NotRenewable,
        (Ok(_), Fact::OldToken) if !agreed.renewal => Why::NotAgreed,
        (Ok(_), fact) if posts::FACTS.contains(&fact) && !agreed.posts => Why::NotAgreed,
        (Ok(_), _) => Why::Ended,
    }
}

/// Waits until the time is over, or somebody ends the probe.
async fn ends(halt: &watch::Receiver<bool>, until: Instant) {
    tokio::select! {
        () = halted(halt) => {}
        () = tokio::time::sleep_until(until) => {}
    }
}

/// Waits until somebody ends the probe, and tidying up has had its time.
async fn patience_ends(halt: &watch::Receiver<bool>, config: &Config) {
    halted(halt).await;
    tokio::time::sleep(config.time_scale.of(HALT_PATIENCE)).await;
}
