//! What a live probe has found out: facts, and the lines for people.

use threadsheet_core::i18n::probe as words;
use threadsheet_core::language::Language;
use threadsheet_core::probe_result::{Bearing, Finding, Why};

use super::screen::{Screen, Tone};
use super::text::mark;
use super::text_layout::{COLUMNS, clean, fit, wrap};

/// Where the words about a fact begin.
const INDENT: usize = 4;

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The spreadsheet's title.
    pub title: String,
    /// The language of the words.
    pub language: Language,
    /// The test account, without @, where Threads was asked.
    pub account: Option<String>,
    /// One for each fact.
    pub findings: Vec<Finding>,
    /// How often something was sent to be published.
    pub sent: u32,
    /// The addresses of the posts that are public now.
    pub addresses: Vec<String>,
    /// How the spreadsheet was left.
    pub tidied: Tidied,
}

/// How a spreadsheet is left after a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tidied {
    /// As it was.
    Yes,
    /// As it was, but for the token, which was renewed.
    ButForTheToken,
    /// Something of the probe is still there.
    No,
}

impl Tidied {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::ButForTheToken => "but_for_the_token",
            Self::No => "no",
        }
    }
}

impl Probe {
    /// Returns the exit code: 1 where a promise is weaker or a person has to do something, else 0.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let needs_person = |finding: &Finding| {
            finding.bearing() == Bearing::Weaker
                || matches!(finding, Finding::Unmeasured(_, Why::Account { .. }))
        };
        u8::from(self.tidied == Tidied::No || self.findings.iter().any(needs_person))
    }
}

/// Returns the first line, and what is to be expected.
#[must_use]
pub fn head(title: &str, asks_threads: bool, language: Language, screen: Screen) -> String {
    // A line that began with the title's own words could be read as a command by what keeps a log.
    let heading = fit(&format!("threadsheet check --live-probe: {}", clean(title)), COLUMNS);
    let begun = words::begun(asks_threads, language);
    format!("{}\n{begun}\n", screen.paint(Tone::Strong, &heading))
}

/// Returns the lines about a fact.
#[must_use]
pub fn fact(finding: &Finding, language: Language, screen: Screen) -> String {
    let tone = match finding.bearing() {
        Bearing::Holds => Tone::Good,
        Bearing::Weaker => Tone::Bad,
        Bearing::Open => Tone::Soft,
    };
    let margin = " ".repeat(INDENT);
    let mut lines = vec![format!("  {} {}", mark(tone, screen), finding.fact().say(language))];
    let said = wrap(&clean(&finding.say(language)), COLUMNS - INDENT);
    lines.extend(said.iter().map(|line| format!("{margin}{}", screen.paint(Tone::Soft, line))));
    lines.join("\n")
}

/// Returns the lines at the end.
#[must_use]
pub fn foot(probe: &Probe) -> String {
    let language = probe.language;
    let has = |bearing| probe.findings.iter().any(|finding| finding.bearing() == bearing);
    let mut said = Vec::new();
    if has(Bearing::Weaker) {
        said.push(words::SOME_WEAKER.say(language).to_owned());
    } else if has(Bearing::Holds) {
        said.push(words::ALL_HOLD.say(language).to_owned());
    }
    if let Some(account) = probe.account.as_ref().filter(|_| probe.sent > 0) {
        said.push(words::left(account, &probe.addresses, language));
    }
    let tidied = match probe.tidied {
        Tidied::Yes => words::AS_IT_WAS,
        Tidied::ButForTheToken => words::BUT_FOR_THE_TOKEN,
        Tidied::No => words::NOT_AS_IT_WAS,
    };
    said.push(tidied.say(language).to_owned());
    let lines = said.iter().flat_map(|words| wrap(&clean(words), COLUMNS));
    format!("\n{}", lines.collect::<Vec<_>>().join("\n"))
}
