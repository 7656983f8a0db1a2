//! Promises of the practice spreadsheet service, one story each.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::*;

mod batches;
mod quirks;
mod reads;
mod writes;

const ME: &str = "robot@practice.iam.gserviceaccount.com";

/// A practice world with one caller.
struct World {
    sheets: Sheets,
    caller: Caller,
    now: DateTime<Utc>,
}

impl World {
    /// Returns a world with the spreadsheet `book` and a tab `Sheet1` with these texts.
    fn with(rows: &[&[&str]]) -> Self {
        let mut sheets = Sheets::new();
        sheets.add("book", "Book", "en_US", "Asia/Tokyo");
        sheets.share("book", ME, Role::Writer);
        let seeds = rows
            .iter()
            .map(|row| row.iter().map(|text| Seed::Typed((*text).to_owned())).collect())
            .collect();
        sheets.add_tab("book", 0, "Sheet1", seeds);
        let scopes = vec!["https://www.googleapis.com/auth/spreadsheets".to_owned()];
        let caller = Caller { email: ME.to_owned(), scopes };
        let now = "2026-10-03T03:30:00Z".parse().expect("instant");
        Self { sheets, caller, now }
    }

    /// Returns status and body of an answer.
    fn ask(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method: method.to_owned(),
            path: format!("/v4/spreadsheets/{path}"),
            query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
            ..Request::default()
        };
        let reply = self.sheets.answer(&self.caller, &request, self.now);
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    fn get(&mut self, path: &str) -> Value {
        let (status, body) = self.ask("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// Returns the replies of a batch.
    fn batch(&mut self, requests: &Value) -> Value {
        let (status, body) = self.ask("POST", "book:batchUpdate", &json!({"requests": requests}));
        assert_eq!(status, 200, "{body}");
        body["replies"].clone()
    }

    /// Returns the words of a refusal with that status.
    fn refused(&mut self, status: u16, method: &str, path: &str, body: &Value) -> String {
        let (got, body) = self.ask(method, path, body);
        assert_eq!(got, status, "{path}: {body}");
        assert_eq!(body["error"]["code"], json!(status));
        body["error"]["message"].as_str().expect("message").to_owned()
    }

    fn refused_batch(&mut self, requests: &Value) -> String {
        self.refused(400, "POST", "book:batchUpdate", &json!({"requests": requests}))
    }

    fn shown(&self) -> Vec<Vec<String>> {
        self.sheets.shown("book", "Sheet1").expect("tab")
    }

    /// Returns the first column as shown.
    fn column(&self) -> String {
        let cells = self.shown().into_iter().map(|row| row.into_iter().next().unwrap_or_default());
        cells.collect::<Vec<_>>().join(" ")
    }
}

fn tag(id: i32, row: usize) -> Value {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": id, "metadataKey": "row", "visibility": "DOCUMENT",
        "location": {"dimensionRange": {"dimension": "ROWS", "startIndex": row, "endIndex": row + 1}},
    }}})
}

/// Returns `id@row` for every piece of row metadata.
fn tags(world: &mut World) -> Vec<String> {
    let body = json!({"dataFilters": [{"developerMetadataLookup": {"locationType": "ROW"}}]});
    let (_, found) = world.ask("POST", "book/developerMetadata:search", &body);
    let matched = found["matchedDeveloperMetadata"].as_array().cloned().unwrap_or_default();
    let told = matched.iter().map(|one| {
        let one = &one["developerMetadata"];
        format!("{}@{}", one["metadataId"], one["location"]["dimensionRange"]["startIndex"])
    });
    told.collect()
}
