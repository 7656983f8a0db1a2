//! Whether an old token lives on after its renewal. The new one is written down before anything else.

use std::time::Duration;

use serde_json::json;
use threadsheet_core::probe_result::{Fact, Finding, OldToken, Why};
use threadsheet_core::token::Token;

use super::News;
use super::context::Lab;
use super::preconditions::Account;
use super::requests::{changed, swap};
use crate::sheets::grid::tab_range;

/// How long it may take to renew a token and to write it down.
const ROOM: Duration = Duration::from_mins(1);

/// How often it is tried to write the new token down.
const TRIES_MAX: u32 = 6;

/// Renews the token, lets the new one replace it in its cell, and tries the old one.
///
/// To be waited for: what is dropped in the middle may lose the new token.
pub(super) async fn old_token(lab: &Lab<'_>, account: &Account, watch: &dyn Fn(News)) {
    // As in a run, nothing is renewed before the spreadsheet was written.
    if !lab.notes.may_renew() || !lab.has_time_for(ROOM) {
        return;
    }
    let old = &account.token.token;
    let renewed = match lab.threads.refresh(old).await {
        Ok(renewed) => renewed.token,
        Err(trouble) => {
            let why = Why::NotDone { detail: trouble.detail };
            return lab.notes.add(Finding::Unmeasured(Fact::OldToken, why));
        }
    };
    watch(News::Secret(&renewed));
    let is_same = renewed == *old;
    let is_kept = is_same || keep(lab, account, &renewed).await;
    if is_kept && !is_same {
        lab.notes.has_new_token();
    }
    let old = match lab.threads.me(old).await {
        _ if is_same => OldToken::Same,
        Ok(_) => OldToken::Lives,
        Err(trouble) if trouble.ends_the_token() => OldToken::Ends { detail: trouble.detail },
        Err(trouble) => OldToken::Unknown { detail: trouble.detail },
    };
    lab.notes.add(Finding::OldToken { old, is_kept });
}

/// Replaces the old token by the new one, wherever in the tab it stands now; tells whether the new one
/// stands there.
async fn keep(lab: &Lab<'_>, account: &Account, renewed: &Token) -> bool {
    let dressed = lab.dress(renewed, &account.user);
    let replaced = json!([swap(account.tab.sheet_id, &account.token.raw, &dressed)]);
    for _ in 0..TRIES_MAX {
        match lab.batch(&replaced).await {
            Ok(replies) if changed(&replies) > 0 => return true,
            // Another answer may have been lost on its way.
            _ if stands(lab, account, &dressed).await => return true,
            _ => lab.rest().await,
        }
    }
    false
}

/// Tells whether a cell of the tab holds the token, dressed so.
async fn stands(lab: &Lab<'_>, account: &Account, dressed: &str) -> bool {
    let range = tab_range(&account.tab.title);
    let told = lab.look("sheets.data.rowData.values.formattedValue", Some(&range)).await;
    let cells =
        told.ok().and_then(|told| told["sheets"][0]["data"][0]["rowData"].as_array().cloned());
    let mut cells = cells
        .into_iter()
        .flatten()
        .flat_map(|row| row["values"].as_array().cloned().unwrap_or_default());
    cells.any(|cell| cell["formattedValue"] == dressed)
}
