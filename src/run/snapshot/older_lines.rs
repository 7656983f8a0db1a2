//! Older lines of a long Log, of which the row of a post may have lost its memory.
//!
//! Lines of before the window do not matter to a post that goes out at its time: one that is as old is too late. With
//! *Post now* a post goes out ahead of its time, perhaps long ago; so where a row without a row state has a time that is
//! not over, its very words are looked for in the whole Log. A run makes a row state for each such row, so the next one
//! asks for nothing more. Only a row whose Receipt is protected gets none: while it waits, each run reads them again. A
//! thread may be under way for longer than the window, by as much as its first reply may be kept back; and before such a
//! reply goes out, the whole Log is asked whether it is out, for its row state may be one that was put back.

use std::collections::HashSet;

use threadsheet_core::columns::{LogColumn, PostColumn, PostStatus};
use threadsheet_core::headings::LogHeadings;
use threadsheet_core::log::{Line, LogLines};
use threadsheet_core::plan::{Row, looks_back, may_have_followed};
use threadsheet_core::post::{PostRow, StoredState};
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule::When;

use super::log::{Log, READS_MAX, ROWS, Window};
use super::long_tab::{BLOCKS_MAX, blocks};
use crate::sheets::grid::{a1, column_part};
use crate::sheets::{Tab, Workbook};

impl Log {
    /// Adds the older lines about posts whose rows may have lost their memory of them.
    ///
    /// # Errors
    ///
    /// A spreadsheet that cannot be read.
    pub(crate) async fn add_older(
        &mut self,
        workbook: &mut Workbook,
        posts: &[Row],
        window: Window<'_>,
    ) -> Result<(), RunError> {
        if self.cut.is_empty() {
            return Ok(());
        }
        let hashes: HashSet<&str> = posts
            .iter()
            .filter_map(|row| match row {
                Row::Open(post) if may_be_forgotten(post, window) => Some(post),
                _ => None,
            })
            .flat_map(|post| post.hashes_in_the_log())
            .collect();
        if hashes.is_empty() {
            return Ok(());
        }
        for (tab, headings) in &self.cut {
            let older = lines_of(workbook, tab, headings, &hashes).await?;
            let Some(known) = &mut self.lines else { continue };
            let is_new = |line: &_| !known.lines.contains(line);
            let older: Vec<_> = older.lines.into_iter().filter(is_new).collect();
            known.lines.extend(older);
        }
        Ok(())
    }
}

/// Tells whether the row would go out at a time that is not over, and does not say what was done about it.
fn may_be_forgotten(post: &PostRow, window: Window<'_>) -> bool {
    if post.loading.is_some() {
        return false;
    }
    if let StoredState::Line(line) = &post.stored {
        let goes_on = post
            .status
            .as_ref()
            .is_ok_and(|status| status.asks_to_post() || *status == PostStatus::Publishing);
        return goes_on && may_have_followed(post, line, (window.since, window.place.now));
    }
    let is_to_go_out =
        post.has_content && post.status.as_ref().is_ok_and(|status| status.asks_to_post());
    let is_in_time = match &post.when {
        Ok(When::At(moment)) => moment.at + looks_back(post) > window.since,
        // Without a time, only one that shows that it went out is the same post after a day.
        _ => post.own(PostColumn::PublishedAt).is_some_and(|cell| !cell.is_empty()),
    };
    // One that shows an address waits for its person, whatever the Log knows.
    is_to_go_out && is_in_time && post.permalink.is_empty()
}

/// Returns the lines below the first rows about the rows that have sent one of these words; again where a person moved
/// them between the two steps.
async fn lines_of(
    workbook: &mut Workbook,
    tab: &Tab,
    headings: &LogHeadings,
    hashes: &HashSet<&str>,
) -> Result<LogLines, RunError> {
    let mut lines = LogLines::default();
    for _ in 0..READS_MAX {
        let (found, is_all) = lines_once(workbook, tab, headings, hashes).await?;
        lines = found;
        if is_all {
            break;
        }
    }
    Ok(lines)
}

/// Returns the lines that were found, and whether there is one of each row that was looked for.
async fn lines_once(
    workbook: &mut Workbook,
    tab: &Tab,
    headings: &LogHeadings,
    hashes: &HashSet<&str>,
) -> Result<(LogLines, bool), RunError> {
    let nothing = (LogLines::default(), true);
    let Some(column) = headings.column(LogColumn::Row) else { return Ok(nothing) };
    let range = column_part(&tab.title, column, ROWS);
    let told = workbook.read_columns(&[range]).await?.into_iter().next().unwrap_or_default();
    let words = |text: &str, at: usize| text.split(' ').nth(at).unwrap_or_default().to_owned();
    let sent = told.iter().filter(|text| Line::hashes(text).any(|hash| hashes.contains(hash)));
    let ids: HashSet<String> = sent.map(|text| words(text, 0)).collect();
    let rows = (ROWS..).zip(&told).filter(|(_, text)| ids.contains(&words(text, 0)));
    let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
    let width = tab.columns.max(1);
    let blocks = blocks(&rows, BLOCKS_MAX);
    let ranges: Vec<String> =
        blocks.iter().map(|block| a1(&tab.title, block.clone(), 0..width)).collect();
    if ranges.is_empty() {
        return Ok(nothing);
    }
    let grids = workbook.read(&ranges).await?;
    let mut lines = LogLines::read(grids.iter().flat_map(|grid| &grid.rows), headings);
    lines.lines.retain(|line| ids.contains(&line.id));
    let is_all = ids.iter().all(|id| lines.lines.iter().any(|line| line.id == *id));
    Ok((lines, is_all))
}
