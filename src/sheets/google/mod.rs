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

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, DATE};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::setup::ObservedTab;
use threadsheet_core::text::without_secrets;
use threadsheet_core::time_scale::TimeScale;
use tokio::time::{Instant, timeout_at};

use self::credentials::{Identity, fresh_token, identity, sign_in};
use self::listing::{Listing, Metadata, Spreadsheet};
use super::Connection;
use super::changes::Change;
use super::decorations::{self, Decorated};
use super::fence::{Epoch, METADATA_ID};
use super::grid::{Answer, CELL_FIELDS, Columns, Grid, LINK_FIELDS, Updated};
use crate::clock::{Mark, ServiceTime};
use crate::http;

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
    /// An answer that says that all went well, and that cannot be read.
    Unreadable,
    /// Signing in failed: nothing happened.
    SignIn(RunError),
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
    time_scale: TimeScale,
    /// No request outlives this.
    until: Instant,
    /// What its answers say about the time.
    time: ServiceTime,
    /// Whether it has refused a request for the links and chips behind the words of cells.
    knows_no_links: AtomicBool,
    /// How the people of this spreadsheet write dates.
    pub(super) language: Language,
}

impl Google {
    /// Signs in with credentials JSON.
    pub(super) async fn sign_in(connection: Connection<'_>) -> Result<Self, RunError> {
        let Connection { credentials, root, spreadsheet, until, time_scale } = connection;
        let identity = identity(credentials).await?;
        let signing_in = timeout_at(until, sign_in(&identity, until, time_scale)).await;
        signing_in.map_err(|_| RunError::SignInUnreachable)??;
        let root = format!("{}/", root.trim_end_matches('/'));
        // Signing in knows no proxy either, and a practice world on this machine needs none.
        let http = http::client()?.no_proxy().https_only(!http::is_loopback(&root));
        let http = http.build().map_err(http::broken)?;
        let (spreadsheet, time) = (spreadsheet.to_owned(), ServiceTime::default());
        let knows_no_links = AtomicBool::new(false);
        let language = Language::default();
        Ok(Self {
            http,
            identity,
            root,
            spreadsheet,
            time_scale,
            until,
            time,
            knows_no_links,
            language,
        })
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
                      sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),\
                      protectedRanges(range,unprotectedRanges,warningOnly,requestingUserCanEdit))";
        let query = [("fields", fields), ("prettyPrint", "false")];
        let request = self.http.get(self.url("")).query(&query);
        let spreadsheet: Spreadsheet = self.send_limited(request, LISTING_MAX).await?;
        Ok(spreadsheet.listing())
    }

    /// Asks for the version by its id, where no list shows it.
    pub(super) async fn epoch(&self) -> Result<Option<Epoch>, Failed> {
        let url = self.url(&format!("/developerMetadata/{METADATA_ID}"));
        let request = self.http.get(url).query(&[("prettyPrint", "false")]);
        match self.send_limited::<Metadata>(request, LISTING_MAX).await {
            Ok(metadata) => Ok(metadata.epoch()),
            // Google answers 404 where there is no metadata of that id, and so no version.
            Err(Failed::Refused(_)) => Ok(None),
            Err(failed) => Err(failed),
        }
    }

    /// Applies changes behind the fence, all or none.
    pub(super) async fn apply(
        &self,
        (before, after): (Option<&Epoch>, &Epoch),
        changes: &[Change],
        ranges: &[String],
    ) -> Result<Applied, Failed> {
        let fence = requests::fence(before, after);
        let body = body(fence, (changes, self.language), ranges).ok_or(Failed::Unknown)?;
        let fields = format!("spreadsheetId,updatedSpreadsheet.{}", grid_fields(""));
        let query = [("fields", fields.as_str()), ("prettyPrint", "false")];
        let request = self.http.post(self.url(":batchUpdate")).query(&query);
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        let answer: Updated = self.send(request).await?;
        // A proxy may answer 200 with JSON of its own. Only an answer that names this spreadsheet, or shows its cells,
        // proves that the batch was applied; without that, the version is asked.
        let is_named = answer.spreadsheet_id.as_ref() == Some(&self.spreadsheet);
        let grids = answer.updated_spreadsheet.map(Answer::grids);
        // An answer without all that was asked for leaves the rest to a reading.
        let grids = grids.filter(|grids| grids.len() >= ranges.len());
        let is_certain = is_named || grids.is_some();
        Ok(Applied { is_certain, grids })
    }

    /// Reads the cells of `ranges`, one grid for each.
    pub(super) async fn grids(&self, ranges: &[String]) -> Result<Vec<Grid>, Failed> {
        if !self.knows_no_links.load(Ordering::Relaxed) {
            match self.grids_with(&format!(",{LINK_FIELDS}"), ranges).await {
                // The 400 may have another reason, so the request is tried without these fields before they are blamed.
                Err(Failed::Refused(Refusal { http: 400, .. })) => {}
                answer => return answer,
            }
        }
        let grids = self.grids_with("", ranges).await?;
        // It was these fields that were refused: they are not asked for again.
        self.knows_no_links.store(true, Ordering::Relaxed);
        Ok(grids)
    }

    async fn grids_with(&self, more: &str, ranges: &[String]) -> Result<Vec<Grid>, Failed> {
        let fields = grid_fields(more);
        let mut query: Vec<(&str, &str)> = vec![("fields", &fields), ("prettyPrint", "false")];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let answer: Answer = self.send(self.http.get(self.url("")).query(&query)).await?;
        Ok(answer.grids())
    }

    /// Reads ranges with all that lies over their cells, one tab for each.
    pub(super) async fn decorations(&self, ranges: &[String]) -> Result<Vec<ObservedTab>, Failed> {
        let fields = decorations::fields();
        let mut query: Vec<(&str, &str)> = vec![("fields", &fields), ("prettyPrint", "false")];
        query.extend(ranges.iter().map(|range| ("ranges", range.as_str())));
        let answer: Decorated = self.send(self.http.get(self.url("")).query(&query)).await?;
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
        // A write that is cut off by this may have been applied: it counts as unknown, and the version is asked.
        (Instant::now() + self.time_scale.of(CALL_TIMEOUT)).min(self.until)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failed> {
        self.send_limited(request, ANSWER_MAX).await
    }

    async fn exchange(
        &self,
        request: RequestBuilder,
        bytes_max: usize,
    ) -> Option<(StatusCode, Vec<u8>)> {
        let exchange = exchange(request, bytes_max, &self.time);
        timeout_at(self.call_until(), exchange).await.ok().flatten()
    }

    /// Sends once; of an answer longer than `bytes_max` nothing is known.
    async fn send_limited<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        bytes_max: usize,
    ) -> Result<T, Failed> {
        let token =
            sign_in(&self.identity, self.until, self.time_scale).await.map_err(Failed::SignIn)?;
        let again = request.try_clone();
        let mut answered = self.exchange(request.bearer_auth(token), bytes_max).await;
        // A token may end before its time, and a call that was turned away for it did nothing.
        let is_signed_out =
            matches!(&answered, Some((status, _)) if *status == StatusCode::UNAUTHORIZED);
        if let Some(again) = again.filter(|_| is_signed_out)
            && let Some(token) = fresh_token(&self.identity, self.time_scale).await
        {
            answered = self.exchange(again.bearer_auth(token), bytes_max).await;
        }
        let (status, body) = answered.ok_or(Failed::Unknown)?;
        tracing::debug!(status = status.as_u16(), bytes = body.len(), "the spreadsheet answered");
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|_| Failed::Unreadable);
        }
        // Nothing is followed: a redirect comes from a gateway, and says nothing about whether Google got the request.
        if status.is_redirection() {
            return Err(Failed::Unknown);
        }
        Err(serde_json::from_slice(&body).map_or(Failed::Unknown, |value| refused(status, &value)))
    }
}

/// A batch that was answered as done.
#[derive(Debug)]
pub(super) struct Applied {
    /// Whether the answer is this spreadsheet's own.
    pub(super) is_certain: bool,
    /// The cells that were asked for, where the answer shows all of them.
    pub(super) grids: Option<Vec<Grid>>,
}

/// Returns the change that the request of this number, from 0, belongs to.
pub(super) fn change_of(fence: usize, changes: &[Change], request: usize) -> Option<&Change> {
    let mut left = request.checked_sub(fence)?;
    changes.iter().find(|change| {
        let count = requests::requests(change, Language::default()).len();
        let is_it = left < count;
        left = left.saturating_sub(count);
        is_it
    })
}

/// Writes a batch down, one request after the other.
fn body(
    fence: Vec<Value>,
    (changes, language): (&[Change], Language),
    ranges: &[String],
) -> Option<Vec<u8>> {
    let requests = changes.iter().flat_map(|change| requests::requests(change, language));
    let mut body = b"{\"requests\":[".to_vec();
    for (at, request) in fence.into_iter().chain(requests).enumerate() {
        if at > 0 {
            body.push(b',');
        }
        serde_json::to_writer(&mut body, &request).ok()?;
    }
    let asks = !ranges.is_empty();
    body.extend_from_slice(b"],");
    let rest = serde_json::json!({
        "includeSpreadsheetInResponse": asks,
        "responseIncludeGridData": asks,
        "responseRanges": ranges,
    });
    body.extend_from_slice(rest.to_string().get(1..)?.as_bytes());
    Some(body)
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
    // Even a refusal or a page cut off half way tells the time, so the date is noted before the body is read.
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

fn grid_fields(more: &str) -> String {
    format!(
        "sheets(properties.sheetId,data(startRow,startColumn,columnMetadata.developerMetadata.metadataId,rowData.values({CELL_FIELDS}{more})))"
    )
}

/// Reads an error body.
fn refused(status: StatusCode, value: &Value) -> Failed {
    let error = &value["error"];
    let http = error["code"].as_i64().unwrap_or(i64::from(status.as_u16()));
    let mut reasons =
        ["details", "errors"].into_iter().filter_map(|key| error[key].as_array()).flatten();
    let reason = reasons.find_map(|detail| detail["reason"].as_str()).unwrap_or_default();
    let is_too_often = matches!(
        reason,
        "RATE_LIMIT_EXCEEDED" | "rateLimitExceeded" | "userRateLimitExceeded" | "quotaExceeded"
    );
    match http {
        429 => Failed::Busy,
        403 if is_too_often => Failed::Busy,
        // Given up half way (ABORTED), or not waited for: whether it happened, the sheet tells.
        408 | 409 | 425 => Failed::Unknown,
        400..=499 => Failed::Refused(Refusal {
            http,
            words: without_secrets(error["message"].as_str().unwrap_or_default()),
            reason: reason.to_owned(),
        }),
        _ => Failed::Unknown,
    }
}
