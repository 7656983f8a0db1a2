//! A tab of ours as it was found: not at all, empty, or in use.

use super::Observed;
use super::observed::ObservedTab;
use crate::cell::Cell;
use crate::columns::Tab;
use crate::headings::{HEADER_ROWS_MAX, HeadingFault, Headings, PartialHeaders, Traces};
use crate::language::Language;
use crate::run_error::RunError;

/// How a tab of ours was found.
pub(super) enum Found<C> {
    /// There is none; it gets this id.
    Nowhere(Tab, i32),
    /// There is one of that title with nothing in it.
    Blank(ObservedTab, Language),
    /// Its headers were found.
    InUse(ObservedTab, Box<PartialHeaders<C>>),
}

impl<C> Found<C> {
    pub(super) fn find(
        observed: &Observed,
        name: Tab,
        sheet_id: i32,
        partial: impl Fn(&[Vec<Cell>]) -> Result<PartialHeaders<C>, HeadingFault>,
        leave: impl Fn(&mut Headings<C>, &Traces, &ObservedTab),
    ) -> Result<Self, RunError> {
        let titled = |tab: &ObservedTab| match Tab::find(&tab.title) {
            Some((found, language)) => (found == name).then_some(language),
            None => observed.is_chosen(name, tab.sheet_id).then_some(observed.locale),
        };
        let Some((tab, language)) =
            observed.tabs.iter().find_map(|tab| Some((tab.clone(), titled(tab)?)))
        else {
            // A tab that the program made and that has another title now is not made twice.
            return if observed.titles.iter().any(|(id, _)| *id == sheet_id) {
                let found = observed.titles.iter().map(|(_, title)| title.clone()).collect();
                Err(RunError::TabMissing { wanted: name, found })
            } else {
                Ok(Self::Nowhere(name, sheet_id))
            };
        };
        if tab.is_blank() {
            return Ok(Self::Blank(tab, language));
        }
        match partial(&tab.top(HEADER_ROWS_MAX)) {
            Ok(mut partial) => {
                let guarded: Vec<usize> =
                    tab.column_guards.iter().map(|(_, column)| *column).collect();
                let traces = Traces { guarded: &guarded, is_known: observed.is_known() };
                leave(&mut partial.headings, &traces, &tab);
                Ok(Self::InUse(tab, Box::new(partial)))
            }
            Err(fault) => Err(RunError::Headings { tab: tab.title, fault }),
        }
    }

    /// Returns the language of the headers that stand in the tab.
    pub(super) fn written_in(&self) -> Option<Language> {
        match self {
            Self::InUse(_, partial) => Some(partial.headings.language),
            Self::Nowhere(..) | Self::Blank(..) => None,
        }
    }

    /// Returns the language that the tab itself speaks.
    pub(super) fn language(&self) -> Option<Language> {
        match self {
            Self::Nowhere(..) => None,
            Self::Blank(_, language) => Some(*language),
            Self::InUse(_, partial) => Some(partial.headings.language),
        }
    }
}
