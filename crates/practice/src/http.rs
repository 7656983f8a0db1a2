//! One request and one reply, free of any transport, so that both services are plain functions.

use serde_json::Value;

/// A request as a service sees it.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path, percent-encoded as it came, without the query.
    pub path: String,
    /// The query's pairs, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Header names in lower case, and their values.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the first header of that lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// Returns the first query parameter of that name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// Returns the token of an `Authorization: Bearer` header.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    /// Returns the pairs of a form-encoded body.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// Returns the path's segments, percent-decoded, empty ones left out.
    #[must_use]
    pub fn segments(&self) -> Vec<String> {
        // Google answers a path with a slash too many, such as `/v4/spreadsheets/ID/`, like the path without it.
        self.path.split('/').filter(|segment| !segment.is_empty()).map(percent_decode).collect()
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn percent_decode(segment: &str) -> String {
    // A plus sign is itself in a path, so it is protected from the form rules.
    let protected = format!("x={}", segment.replace('+', "%2B").replace('&', "%26"));
    // The prefix `x=` makes it one pair whatever the segment is, so there always is a first one.
    url::form_urlencoded::parse(protected.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// A reply of a service.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The content type.
    pub content_type: &'static str,
    /// Further headers: names in lower case, and their values. A content length here replaces the body's own.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// Returns a JSON reply.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            content_type: "application/json; charset=UTF-8",
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
        }
    }

    /// Returns an HTML page, as gateways send them.
    #[must_use]
    pub fn html(status: u16, body: &str) -> Self {
        Self {
            status,
            content_type: "text/html; charset=UTF-8",
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        }
    }
}
