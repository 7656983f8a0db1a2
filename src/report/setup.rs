//! What `init` has added, or would: facts, and the page for people.

use threadsheet_core::i18n::commands::ONLY_A_PLAN;
use threadsheet_core::i18n::desk;
use threadsheet_core::language::Language;

use super::screen::{Screen, Tone};
use super::text_layout::{COLUMNS, clean, fit, wrap};

/// What was added to a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// Whether this is a plan that nobody has carried out.
    pub is_plan: bool,
    /// The desk's language.
    pub language: Language,
    /// The spreadsheet's title.
    pub title: String,
    /// What was added, in plain words.
    pub added: Vec<String>,
    /// Whether a copy of another desk was made a desk of its own.
    pub is_adopted: bool,
    /// What else a person may want to know.
    pub hints: Vec<String>,
    /// The spreadsheet's address.
    pub address: String,
    /// How many spreadsheet requests were sent.
    pub sheet_requests: u32,
}

/// Returns the page.
#[must_use]
pub fn page(setup: &Setup, screen: Screen) -> String {
    let Setup { is_plan, language, title, added, is_adopted, hints, .. } = setup;
    // A line that began with the title's own words could be read as a command by what keeps a log.
    let heading = format!("threadsheet init: {}", clean(title));
    let mut page = vec![screen.paint(Tone::Strong, &fit(&heading, COLUMNS)), String::new()];
    let above = if *is_plan { desk::WOULD_ADD } else { desk::ADDED };
    page.extend((!added.is_empty()).then(|| above.say(*language).to_owned()));
    let mark = screen.paint(Tone::Good, "+");
    for words in added {
        let lines = wrap(&clean(words), COLUMNS - 4).join("\n    ");
        page.push(format!("  {mark} {lines}"));
    }
    let mut said: Vec<&str> = Vec::new();
    if added.is_empty() && !is_adopted {
        said.push(desk::COMPLETE.say(*language));
    }
    said.extend(hints.iter().map(String::as_str));
    if !is_plan && !added.is_empty() {
        said.push(desk::NEXT.say(*language));
    }
    if *is_plan {
        said.push(ONLY_A_PLAN.say(*language));
    }
    for words in said {
        if page.last().is_some_and(|line| !line.is_empty()) {
            page.push(String::new());
        }
        page.extend(wrap(&clean(words), COLUMNS));
    }
    page.extend([String::new(), clean(&setup.address)]);
    page.join("\n")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Returns what `init` has added to a spreadsheet.
    pub(in crate::report) fn of_a_log() -> Setup {
        Setup {
            is_plan: false,
            language: Language::English,
            title: "My posts".to_owned(),
            added: vec!["the tab Log".to_owned()],
            is_adopted: false,
            hints: Vec::new(),
            address: "https://docs.google.com/spreadsheets/d/abc/edit".to_owned(),
            sheet_requests: 2,
        }
    }

    #[test]
    fn the_address_of_the_spreadsheet_ends_the_page_and_stands_in_the_object() {
        let setup = of_a_log();
        assert_eq!(page(&setup, Screen::Plain).lines().last(), Some(setup.address.as_str()));
        assert!(
            super::super::json::setup(&setup)
                .contains(&format!("\"address\": \"{}\"", setup.address))
        );
    }
}
