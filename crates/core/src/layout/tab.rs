//! A tab of ours as it was found: not at all, empty, or in use.

use super::There;
use super::there::TabThere;
use crate::cell::Cell;
use crate::headings::{HEADER_ROWS_MAX, HeadingFault, Headings, Sketch, Tab, Traces};
use crate::language::Language;
use crate::run_error::RunError;

/// How a tab of ours was found.
pub(super) enum Found<C> {
    /// There is none; it gets this id.
    Nowhere(Tab, i32),
    /// There is one of that title with nothing in it.
    Blank(TabThere, Language),
    /// Its headers were found.
    InUse(TabThere, Sketch<C>),
}

impl<C> Found<C> {
    pub(super) fn find(
        there: &There,
        name: Tab,
        sheet_id: i32,
        sketch: impl Fn(&[Vec<Cell>]) -> Result<Sketch<C>, HeadingFault>,
        leave: impl Fn(&mut Headings<C>, &Traces, &TabThere),
    ) -> Result<Self, RunError> {
        let titled = |tab: &TabThere| match Tab::find(&tab.title) {
            Some((found, language)) => (found == name).then_some(language),
            None => there.is_chosen(name, tab.sheet_id).then_some(there.locale),
        };
        let Some((tab, language)) =
            there.tabs.iter().find_map(|tab| Some((tab.clone(), titled(tab)?)))
        else {
            // A tab that the program made and that has another title now is not made twice.
            return if there.titles.iter().any(|(id, _)| *id == sheet_id) {
                let found = there.titles.iter().map(|(_, title)| title.clone()).collect();
                Err(RunError::TabMissing { wanted: name, found })
            } else {
                Ok(Self::Nowhere(name, sheet_id))
            };
        };
        if tab.is_blank() {
            return Ok(Self::Blank(tab, language));
        }
        match sketch(&tab.top(HEADER_ROWS_MAX)) {
            Ok(mut sketch) => {
                let pinned: Vec<usize> = tab.pins.iter().map(|(_, column)| *column).collect();
                let traces = Traces { pinned: &pinned, is_known: there.is_known() };
                leave(&mut sketch.headings, &traces, &tab);
                Ok(Self::InUse(tab, sketch))
            }
            Err(fault) => Err(RunError::Headings { tab: tab.title, fault }),
        }
    }

    /// Returns the language of the headers that stand in the tab.
    pub(super) fn written_in(&self) -> Option<Language> {
        match self {
            Self::InUse(_, sketch) => Some(sketch.headings.language),
            Self::Nowhere(..) | Self::Blank(..) => None,
        }
    }

    /// Returns the language that the tab itself speaks.
    pub(super) fn language(&self) -> Option<Language> {
        match self {
            Self::Nowhere(..) => None,
            Self::Blank(_, language) => Some(*language),
            Self::InUse(_, sketch) => Some(sketch.headings.language),
        }
    }
}
