//! Google Sheets, through google-sheets4 for lists and writes and through plain HTTP for grids.
//!
//! The only module that names the crate. Its calls are boxed, for each is generic over the whole
//! HTTP stack and would otherwise be compiled again with every caller. Grids are read by
//! our own request, for the crate's cell takes three kilobytes each.

mod credentials;
pub(super) mod listing;
mod requests;

use std::pin::Pin;
use std::time::Duration;

use google_sheets4::api::BatchUpdateSpreadsheetRequest;
use google_sheets4::common::remove_json_null_values;
use google_sheets4::{Error, Sheets};
use serde_json::Value;

use self::credentials::{Connector, Identity, SCOPE, connector, http_client, identity, sign_in};
use self::listing::Listing;
use super::batch::Change;
use super::epoch::Epoch;
use super::grid::{Answer, CELL_FIELDS, Grid, Sheet};
use crate::core::stop::Stop;

/// How long one spreadsheet request may take; Google itself gives up after 180 s.
const CALL_TIMEOUT: Duration = Duration::from_secs(60);

/// The most bytes of a grid that are read.
const GRID_MAX: usize = 256 << 20;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A call that did not succeed, and what that says about whether it took effect.
#[derive(Debug)]
pub(super) enum Failed {
    /// Refused as a whole: nothing happened.
    Refused(Refusal),
    /// Too many calls: nothing happened, and the same call may succeed later.
    Busy,
    /// No answer, or one that proves nothing.
    Unknown,
    /// Signing in failed: nothing happened.
    SignIn(Stop),
}

/// Google's refusal.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    pub(super) http: i64,
    pub(super) words: String,
    pub(super) reason: String,
}

/// A signed-in client for one spreadsheet.
pub(super) struct Google {
    hub: Sheets<Connector>,
    http: reqwest::Client,
    identity: Identity,
    root: String,
    spreadsheet: String,
}

impl Google {
    /// Signs in with credentials JSON.
    pub(super) async fn sign_in(json: &str, root: &str, spreadsheet: &str) -> Result<Self, Stop> {
        let identity = identity(json).await?;
        sign_in(&identity).await?;
        let root = format!("{}/", root.trim_end_matches('/'));
        let mut hub = Sheets::new(http_client(connector()?), identity.authenticator.clone());
        hub.base_url(root.clone());
        let http = reqwest::Client::builder().retry(reqwest::retry::never()).build();
        let http = http.map_err(|_| Stop::NoRoots)?;
        Ok(Self { hub, http, identity, root, spreadsheet: spreadsheet.to_owned() })
    }

    pub(super) fn email(&self) -> Option<String> {
        self.identity.email.clone()
    }

    /// Lists the tabs, and what else a run needs before it reads cells.
    pub(super) fn list(&self) -> Boxed<'_, Result<Listing, Failed>> {
        Box::pin(async move {
            let fields = "properties(title,locale,timeZone),developerMetadata(metadataId,\
                          metadataValue),sheets.properties(sheetId,title,gridProperties(rowCount,\
                          columnCount))";
            let call = self
                .hub
                .spreadsheets()
                .get(&self.spreadsheet)
                .param("fields", fields)
                .param("prettyPrint", "false")
                .add_scope(SCOPE)
                .doit();
            let (_, spreadsheet) = limited(call).await?;
            Ok(Listing::read(spreadsheet))
        })
    }

    /// Applies changes behind the fence, all or none, and returns the cells of `ranges` as they
    /// are afterwards.
    pub(super) fn apply(
        &self,
        (before, after): (Option<&Epoch>, &Epoch),
        changes: &[Change],
        ranges: &[String],
    ) -> Boxed<'_, Result<Vec<Grid>, Failed>> {
        let mut requests = requests::fence(before, after);
        requests.extend(changes.iter().flat_map(requests::requests));
        let fields = format!(
            "replies.findReplace.occurrencesChanged,updatedSpreadsheet.sheets(properties.sheetId,\
             data(startRow,startColumn,rowData.values({CELL_FIELDS})))"
        );
        let body = BatchUpdateSpreadsheetRequest {
            requests: Some(requests),
            include_spreadsheet_in_response: Some(!ranges.is_empty()),
            response_include_grid_data: Some(!ranges.is_empty()),
            response_ranges: Some(ranges.to_vec()),
        };
        Box::pin(async move {
            let call = self
                .hub
                .spreadsheets()
                .batch_update(body, &self.spreadsheet)
                .param("fields", &fields)
                .param("prettyPrint", "false")
                .add_scope(SCOPE)
                .doit();
            let (_, answer) = limited(call).await?;
            // The crate's structs are turned into our own by way of the JSON they came from.
            let updated = serde_json::to_value(answer.updated_spreadsheet.unwrap_or_default());
            let updated = updated.and_then(|mut json| {
                remove_json_null_values(&mut json);
                serde_json::from_value::<Answer>(json)
            });
            Ok(updated
                .map_err(|_| Failed::Unknown)?
                .sheets
                .into_iter()
                .flat_map(Sheet::grids)
                .collect())
        })
    }

    /// Reads the cells of `ranges`, one grid for each.
    pub(super) async fn grids(&self, ranges: &[String]) -> Result<Vec<Grid>, Failed> {
        let fields = format!(
            "sheets(properties.sheetId,data(startRow,startColumn,rowData.values({CELL_FIELDS})))"
        );
        let token = sign_in(&self.identity).await.map_err(Failed::SignIn)?;
        let mut query: Vec<(&str, &str)> = vec![("fields", &fields), ("prettyPrint", "false")];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let url = format!("{}v4/spreadsheets/{}", self.root, self.spreadsheet);
        let request = self.http.get(url).query(&query).bearer_auth(token).send();
        let body = async {
            let mut response = request.await.ok()?;
            let status = response.status().as_u16();
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.ok()? {
                body.extend_from_slice(&chunk);
                if body.len() > GRID_MAX {
                    return None;
                }
            }
            Some((status, body))
        };
        let answered = tokio::time::timeout(CALL_TIMEOUT, body).await;
        let (status, body) = answered.ok().flatten().ok_or(Failed::Unknown)?;
        if !(200..300).contains(&status) {
            return Err(match serde_json::from_slice(&body) {
                Ok(value) => refused(&value),
                Err(_) => Failed::Unknown,
            });
        }
        let answer: Answer = serde_json::from_slice(&body).map_err(|_| Failed::Unknown)?;
        Ok(answer.sheets.into_iter().flat_map(Sheet::grids).collect())
    }
}

async fn limited<T>(
    call: impl Future<Output = google_sheets4::common::Result<T>>,
) -> Result<T, Failed> {
    match tokio::time::timeout(CALL_TIMEOUT, call).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(Error::BadRequest(value))) => Err(refused(&value)),
        Ok(Err(Error::MissingToken(_))) => Err(Failed::SignIn(Stop::SignInUnreachable)),
        Ok(Err(_)) | Err(_) => Err(Failed::Unknown),
    }
}

/// Reads an error body: of any status, for the crate does not hand the status on.
fn refused(value: &Value) -> Failed {
    let error = &value["error"];
    let http = error["code"].as_i64().unwrap_or(0);
    let details = error["details"].as_array().map(Vec::as_slice).unwrap_or_default();
    let reason = details.iter().find_map(|detail| detail["reason"].as_str()).unwrap_or_default();
    match http {
        429 => Failed::Busy,
        400..=499 => Failed::Refused(Refusal {
            http,
            words: error["message"].as_str().unwrap_or_default().to_owned(),
            reason: reason.to_owned(),
        }),
        _ => Failed::Unknown,
    }
}
