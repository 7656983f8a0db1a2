//! What the spreadsheet service does where its documentation is silent, on a tab of our own.

use serde_json::{Value, json};
use threadsheet_core::i18n::probe::TAB;
use threadsheet_core::probe_result::{Fact, Finding, GuardBehaviour, Reception, Why};
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::run_error::RunError;

use super::concurrent_writes::{self, why};
use super::context::Lab;
use super::requests::{
    COLUMNS, GUARD_ID, TAB_ID, VERSION_ID, add_tab, create_guard, create_version, delete_guard,
    delete_tab, delete_version, move_to_the_end, write,
};
use crate::sheets::grid::a1;
use crate::sheets::raw::NotDone;

/// The version with which everything begins.
const BEGIN: &str = "version 0";

/// Where the column's mark is made.
const COLUMN: usize = 1;

/// How often it is tried to take everything away.
const TIDY_MAX: u32 = 4;

pub(super) async fn measure(lab: &Lab<'_>) -> Result<(), RunError> {
    // A probe that was killed may have left its tab and its version, which would spoil the first measurements.
    if !tidy(lab).await {
        return Err(RunError::SheetsUnreachable);
    }
    let prepared = json!([add_tab(), create_version(BEGIN), write(BEGIN)]);
    match lab.batch(&prepared).await {
        Ok(_) => lab.notes.wrote(),
        Err(NotDone::RunError(stop)) => return Err(stop),
        Err(NotDone::Refused { words }) => return Err(RunError::SheetsRefused { words }),
        Err(NotDone::Busy | NotDone::NoAnswer) => return Err(RunError::SheetsUnreachable),
    }
    let unmatched = lab.batch(&json!([delete_version(Some("version of nobody"))])).await;
    lab.notes.add(match reception(unmatched)? {
        Ok(reception) => Finding::UnmatchedDelete(reception),
        Err(why) => Finding::Unmeasured(Fact::UnmatchedDelete, why),
    });
    let same = lab.batch(&json!([create_version(BEGIN)])).await;
    lab.notes.add(match reception(same)? {
        Ok(reception) => Finding::SameId(reception),
        Err(why) => Finding::Unmeasured(Fact::SameId, why),
    });
    concurrent_writes::versions(lab, BEGIN).await?;
    concurrent_writes::swaps(lab).await?;
    let guard = guard(lab).await;
    lab.notes.add(match guard {
        Ok(guard) => Finding::Columns(guard),
        Err(not_done) => Finding::Unmeasured(Fact::Columns, why(not_done)?),
    });
    Ok(())
}

fn reception(answer: Result<Vec<Value>, NotDone>) -> Result<Result<Reception, Why>, RunError> {
    Ok(match answer {
        Ok(_) => Ok(Reception::Taken),
        Err(NotDone::Refused { words }) => {
            Ok(Reception::Refused { detail: ErrorDetail::Said(words) })
        }
        Err(not_done) => Err(why(not_done)?),
    })
}

/// Marks a column, moves it, and looks for the mark; then writes as a run would that does not know
/// of the move.
async fn guard(lab: &Lab<'_>) -> Result<GuardBehaviour, NotDone> {
    match lab.batch(&json!([create_guard(COLUMN)])).await {
        Err(NotDone::Refused { words }) => return Ok(GuardBehaviour::Refused { words }),
        made => made?,
    };
    if place(lab).await? != Some(COLUMN) {
        return Ok(GuardBehaviour::Untold);
    }
    lab.batch(&json!([move_to_the_end(COLUMN)])).await?;
    match place(lab).await? {
        None => return Ok(GuardBehaviour::Lost),
        Some(at) if at + 1 != COLUMNS => return Ok(GuardBehaviour::Stays),
        Some(_) => {}
    }
    match lab.batch(&json!([delete_guard(COLUMN), create_guard(COLUMN)])).await {
        Ok(_) => Ok(GuardBehaviour::LetsThrough),
        Err(NotDone::Refused { .. }) => Ok(GuardBehaviour::Holds),
        Err(not_done) => Err(not_done),
    }
}

/// Returns the column beside which the mark is told.
async fn place(lab: &Lab<'_>) -> Result<Option<usize>, NotDone> {
    let fields = "sheets.data.columnMetadata.developerMetadata.metadataId";
    let told = lab.look(fields, Some(&a1(TAB, 0..1, 0..COLUMNS))).await?;
    let columns = told["sheets"][0]["data"][0]["columnMetadata"].as_array();
    let is_marked = |column: &Value| {
        let entries = column["developerMetadata"].as_array();
        entries.into_iter().flatten().any(|entry| entry["metadataId"] == GUARD_ID)
    };
    Ok(columns.and_then(|columns| columns.iter().position(is_marked)))
}

/// Takes away what a probe has made, this one or one that was killed; tells whether nothing is left.
pub(super) async fn tidy(lab: &Lab<'_>) -> bool {
    for _ in 0..TIDY_MAX {
        let fields = "sheets.properties(sheetId,title),developerMetadata.metadataId";
        let Ok(told) = lab.look(fields, None).await else { return false };
        let left = left(&told);
        if left.is_empty() {
            return true;
        }
        // Whether it was done, the next look tells.
        let _answer = lab.batch(&json!(left)).await;
    }
    false
}

fn left(told: &Value) -> Vec<Value> {
    let sheets = told["sheets"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_ours = |sheet: &Value| {
        let properties = &sheet["properties"];
        properties["sheetId"] == TAB_ID && properties["title"] == TAB
    };
    let entries = told["developerMetadata"].as_array().map(Vec::as_slice).unwrap_or_default();
    let has_tab = sheets.iter().any(is_ours);
    let has_version = entries.iter().any(|entry| entry["metadataId"] == VERSION_ID);
    let tab = has_tab.then(delete_tab);
    let version = has_version.then(|| delete_version(None));
    tab.into_iter().chain(version).collect()
}
