//! `:batchUpdate`: requests in order, all or nothing.
//!
//! The caller hands over a copy and keeps it only if everything went well; rows are shared between
//! copies until they are changed, so a copy of a large sheet is cheap.
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request>.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::Quirks;
use super::a1::Block;
use super::book::Book;
use super::protect;
use super::render::View;

mod cells;
mod dimensions;
mod find_replace;
mod metadata;
mod overlays;
mod paste;
mod rules;
mod sort;
mod tabs;

pub(crate) use tabs::copy_tab;

/// A spreadsheet being changed.
pub(crate) struct Desk<'d> {
    pub(crate) book: &'d mut Book,
    pub(crate) quirks: Quirks,
    pub(crate) now: DateTime<Utc>,
    /// Whose requests they are, by address; none for a person, who may change everything.
    pub(crate) caller: Option<&'d str>,
}

impl Desk<'_> {
    fn view(&self) -> View<'_> {
        View { book: self.book, now: self.now }
    }

    /// Returns the tab and the cells of a field that holds a `GridRange`.
    fn block(&self, ask: &Value, name: &str) -> Result<(i32, Block), String> {
        match ask.get(name) {
            Some(range) => self.book.block(range),
            None => Err(format!("No {name} specified.")),
        }
    }

    /// Carries requests out, and returns one reply for each.
    ///
    /// # Errors
    ///
    /// The words for the first request that cannot be carried out; the copy is then worthless.
    pub(crate) fn apply(&mut self, requests: &[Value]) -> Result<Vec<Value>, String> {
        let mut replies = Vec::with_capacity(requests.len());
        for (at, request) in requests.iter().enumerate() {
            let mut kinds = request.as_object().into_iter().flatten();
            let (Some((kind, ask)), None) = (kinds.next(), kinds.next()) else {
                return Err(format!(
                    "Invalid requests[{at}]: Must specify exactly one kind of request."
                ));
            };
            // The schema knows every kind of request. Those that are not carried out are refused here, so that
            // nothing passes for done.
            let Some((_, run)) = KINDS.iter().find(|(known, _)| known == kind) else {
                return Err(format!(
                    "Invalid requests[{at}].{kind}: The practice sheet cannot do this."
                ));
            };
            // Judged before the request runs, on the spreadsheet as the requests in front of it have left it.
            let is_open = match self.caller {
                Some(email) => protect::check(self.book, email, kind, ask),
                None => Ok(()),
            };
            let told = is_open
                .and_then(|()| run(self, ask))
                .map_err(|why| format!("Invalid requests[{at}].{kind}: {why}"))?;
            let reply = match told {
                Value::Null => Map::new(),
                told => Map::from_iter([(kind.clone(), told)]),
            };
            replies.push(json!(reply));
        }
        Ok(replies)
    }
}

/// What a request answers: the inside of its reply, `null` for the silent ones.
type Answer = Result<Value, String>;

type Kind = (&'static str, fn(&mut Desk<'_>, &Value) -> Answer);

const KINDS: &[Kind] = &[
    ("addBanding", overlays::add_banding),
    ("addConditionalFormatRule", rules::add),
    ("addNamedRange", overlays::add_named),
    ("addProtectedRange", overlays::add_protected),
    ("addSheet", tabs::add),
    ("appendCells", cells::append),
    ("appendDimension", dimensions::append),
    ("autoResizeDimensions", dimensions::auto_resize),
    ("clearBasicFilter", overlays::clear_filter),
    ("copyPaste", paste::copy),
    ("createDeveloperMetadata", metadata::create),
    ("cutPaste", paste::cut),
    ("deleteBanding", overlays::delete_banding),
    ("deleteConditionalFormatRule", rules::delete),
    ("deleteDeveloperMetadata", metadata::delete),
    ("deleteDimension", dimensions::delete),
    ("deleteNamedRange", overlays::delete_named),
    ("deleteProtectedRange", overlays::delete_protected),
    ("deleteRange", dimensions::delete_range),
    ("deleteSheet", tabs::delete),
    ("duplicateSheet", tabs::duplicate),
    ("findReplace", find_replace::run),
    ("insertDimension", dimensions::insert),
    ("insertRange", dimensions::insert_range),
    ("mergeCells", overlays::merge),
    ("moveDimension", dimensions::shift),
    ("repeatCell", cells::repeat),
    ("setBasicFilter", overlays::set_filter),
    ("setDataValidation", cells::validate),
    ("sortRange", sort::run),
    ("unmergeCells", overlays::unmerge),
    ("updateBanding", overlays::update_banding),
    ("updateBorders", cells::borders),
    ("updateCells", cells::update),
    ("updateConditionalFormatRule", rules::update),
    ("updateDeveloperMetadata", metadata::update),
    ("updateDimensionProperties", dimensions::properties),
    ("updateNamedRange", overlays::update_named),
    ("updateProtectedRange", overlays::update_protected),
    ("updateSheetProperties", tabs::update),
    ("updateSpreadsheetProperties", tabs::update_spreadsheet),
];
