//! Google Sheets, in the types of google-sheets4.
//!
//! The only module that names the crate. Its types spell every request of a batch and the answer that
//! lists the tabs, so that a property which does not exist does not compile. Everything is sent by our
//! own HTTP client: the crate's reads an answer of any length and does not hand its headers on, and its
//! cell takes three kilobytes. Signing in is yup-oauth2's, over a connection that is limited too.

mod connector;
mod credentials;
pub(super) mod listing;
mod requests;

use std::time::Duration;

use google_sheets4::api::BatchUpdateSpreadsheetRequest;
use google_sheets4::common::remove_json_null_values;
use reqwest::header::DATE;
use reqwest::{Client, RequestBuilder, StatusCode, redirect, retry};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use self::connector::is_on_this_machine;
use self::credentials::{Identity, identity, sign_in};
use self::listing::Listing;
use super::batch::Change;
use super::epoch::Epoch;
use super::furniture::{self, Furnished};
use super::grid::{Answer, CELL_FIELDS, Columns, Grid, Updated};
use crate::clock::{Mark, ServiceTime};
use crate::core::layout::TabThere;
use crate::core::pace::Pace;
use crate::core::stop::Stop;
use crate::core::token::without_secrets;
use crate::tls;

/// How long one spreadsheet request may take. Google itself gives up after 180 s; a run has other
/// things to do, and asks again.
const CALL_TIMEOUT: Duration = Duration::from_secs(45);

/// The most bytes of an answer that are read.
const ANSWER_MAX: usize = 256 << 20;

/// The same of the answer that lists the tabs: it holds no cells.
const LISTING_MAX: usize = 16 << 20;

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
    http: Client,
    identity: Identity,
    root: String,
    spreadsheet: String,
    pace: Pace,
    /// No request outlives this.
    until: Instant,
    /// What its answers say about the time.
    time: ServiceTime,
}

impl Google {
    /// Signs in with credentials JSON.
    pub(super) async fn sign_in(
        json: &str,
        root: &str,
        spreadsheet: &str,
        until: Instant,
        pace: Pace,
    ) -> Result<Self, Stop> {
        let identity = identity(json).await?;
        let signing_in = timeout_at(until, sign_in(&identity, pace)).await;
        signing_in.map_err(|_| Stop::SignInUnreachable)??;
        let root = format!("{}/", root.trim_end_matches('/'));
        let http = Client::builder()
            .tls_backend_preconfigured(tls::config_for_http()?)
            // Nothing is carried to another address than the one that was asked for.
            .redirect(redirect::Policy::none())
            .https_only(!is_on_this_machine(&root))
            .retry(retry::never());
        // Signing in knows no proxy either, and a practice world on this machine needs none.
        let http = http.no_proxy().build().map_err(tls::broken)?;
        let (spreadsheet, time) = (spreadsheet.to_owned(), ServiceTime::default());
        Ok(Self { http, identity, root, spreadsheet, pace, until, time })
    }

    pub(super) fn email(&self) -> Option<String> {
        self.identity.email.clone()
    }

    /// Returns the service's clock, as far as its answers tell.
    pub(super) fn time(&self) -> ServiceTime {
        self.time.clone()
    }

    /// Lists the tabs, and what else a run needs before it reads cells.
    pub(super) async fn list(&self) -> Result<Listing, Failed> {
        let fields = "properties(title,locale,timeZone),developerMetadata(metadataId,metadataValue),\
                      sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))";
        let query = [("fields", fields), ("prettyPrint", "false")];
        let request = self.http.get(self.url("")).query(&query);
        Ok(Listing::read(self.send_limited(request, LISTING_MAX).await?))
    }

    /// Applies changes behind the fence, all or none, and returns the cells of `ranges` as they
    /// are afterwards.
    pub(super) async fn apply(
        &self,
        (before, after): (Option<&Epoch>, &Epoch),
        changes: &[Change],
        ranges: &[String],
    ) -> Result<Vec<Grid>, Failed> {
        let mut requests = requests::fence(before, after);
        requests.extend(changes.iter().flat_map(requests::requests));
        let body = BatchUpdateSpreadsheetRequest {
            requests: Some(requests),
            include_spreadsheet_in_response: Some(!ranges.is_empty()),
            response_include_grid_data: Some(!ranges.is_empty()),
            response_ranges: Some(ranges.to_vec()),
        };
        // The crate's types write a null for everything that is not set.
        let mut body = serde_json::to_value(&body).map_err(|_| Failed::Unknown)?;
        remove_json_null_values(&mut body);
        let fields = format!("updatedSpreadsheet.{}", grid_fields());
        let query = [("fields", fields.as_str()), ("prettyPrint", "false")];
        let request = self.http.post(self.url(":batchUpdate")).query(&query).json(&body);
        let answer: Updated = self.send(request).await?;
        match answer.updated_spreadsheet {
            Some(updated) => Ok(updated.grids()),
            None if ranges.is_empty() => Ok(Vec::new()),
            // What was asked for is not there, so this answer proves nothing.
            None => Err(Failed::Unknown),
        }
    }

    /// Reads the cells of `ranges`, one grid for each.
    pub(super) async fn grids(&self, ranges: &[String]) -> Result<Vec<Grid>, Failed> {
        let fields = grid_fields();
        let mut query: Vec<(&str, &str)> = vec![("fields", &fields), ("prettyPrint", "false")];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let answer: Answer = self.send(self.http.get(self.url("")).query(&query)).await?;
        Ok(answer.grids())
    }

    /// Reads ranges with all that lies over their cells, one tab for each.
    pub(super) async fn furniture(&self, ranges: &[String]) -> Result<Vec<TabThere>, Failed> {
        let fields = furniture::fields();
        let mut query: Vec<(&str, &str)> = vec![("fields", &fields), ("prettyPrint", "false")];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let answer: Furnished = self.send(self.http.get(self.url("")).query(&query)).await?;
        Ok(answer.tabs())
    }

    /// Reads what the cells of whole columns show, one list for each.
    pub(super) async fn columns(&self, ranges: &[String]) -> Result<Vec<Vec<Box<str>>>, Failed> {
        let mut query: Vec<(&str, &str)> = vec![
            ("majorDimension", "COLUMNS"),
            ("valueRenderOption", "FORMATTED_VALUE"),
            ("fields", "valueRanges.values"),
            ("prettyPrint", "false"),
        ];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let request = self.http.get(self.url("/values:batchGet")).query(&query);
        let answer: Columns = self.send(request).await?;
        Ok(answer.columns())
    }

    /// Sends a batch of any requests, and returns the whole answer.
    pub(super) async fn batch(&self, requests: Value) -> Result<Value, Failed> {
        let query = [("fields", "replies"), ("prettyPrint", "false")];
        let body = serde_json::json!({ "requests": requests });
        self.send(self.http.post(self.url(":batchUpdate")).query(&query).json(&body)).await
    }

    /// Returns any fields of the spreadsheet; of its cells, those of a range.
    pub(super) async fn look(&self, fields: &str, range: Option<&str>) -> Result<Value, Failed> {
        let mut query = vec![("fields", fields), ("prettyPrint", "false")];
        query.extend(range.map(|range| ("ranges", range)));
        self.send(self.http.get(self.url("")).query(&query)).await
    }

    fn url(&self, rest: &str) -> String {
        format!("{}v4/spreadsheets/{}{rest}", self.root, self.spreadsheet)
    }

    fn call_until(&self) -> Instant {
        (Instant::now() + self.pace.of(CALL_TIMEOUT)).min(self.until)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failed> {
        self.send_limited(request, ANSWER_MAX).await
    }

    /// Sends once; of an answer longer than `bytes_max` nothing is known.
    async fn send_limited<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        bytes_max: usize,
    ) -> Result<T, Failed> {
        let token = sign_in(&self.identity, self.pace).await.map_err(Failed::SignIn)?;
        let exchange = exchange(request.bearer_auth(token), bytes_max, &self.time);
        let answered = timeout_at(self.call_until(), exchange).await;
        let (status, body) = answered.ok().flatten().ok_or(Failed::Unknown)?;
        tracing::debug!(status = status.as_u16(), bytes = body.len(), "the spreadsheet answered");
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|_| Failed::Unknown);
        }
        if status.is_redirection() {
            return Err(Failed::Unknown);
        }
        Err(serde_json::from_slice(&body).map_or(Failed::Unknown, |value| refused(&value)))
    }
}

/// Returns the answer, if all of it comes and it is not longer than `bytes_max`.
async fn exchange(
    request: RequestBuilder,
    bytes_max: usize,
    time: &ServiceTime,
) -> Option<(StatusCode, Vec<u8>)> {
    let asked = Mark::now();
    let mut response = request.send().await.ok()?;
    let date = response.headers().get(DATE).and_then(|date| date.to_str().ok());
    time.note(date, asked);
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > bytes_max {
            return None;
        }
    }
    Some((status, body))
}

fn grid_fields() -> String {
    format!(
        "sheets(properties.sheetId,data(startRow,startColumn,columnMetadata.developerMetadata.metadataId,rowData.values({CELL_FIELDS})))"
    )
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
            words: without_secrets(error["message"].as_str().unwrap_or_default()),
            reason: reason.to_owned(),
        }),
        _ => Failed::Unknown,
    }
}
