//! What came with a call: the query's and the body's parameters, each of them once.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::errors::Refusal;
use crate::http::Request;

type Answer<T> = Result<T, Refusal>;

/// A call that came in, and when.
#[derive(Clone, Copy)]
pub(super) struct Call<'c> {
    pub(super) request: &'c Request,
    pub(super) parameters: &'c Parameters,
    pub(super) now: DateTime<Utc>,
}

/// A call's parameters.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
}

impl Parameters {
    /// Reads query and body.
    ///
    /// Form bodies are documented. Of JSON bodies the real service takes what is required and
    /// silently drops what is optional, which makes wrong posts; this one refuses the optional.
    pub(super) fn read(request: &Request) -> Answer<Self> {
        let mut pairs = request.query.clone();
        let content_type = request.header("content-type").unwrap_or_default().to_lowercase();
        if request.body.is_empty() {
            // No body, nothing to read.
        } else if content_type.starts_with("application/x-www-form-urlencoded") {
            pairs.extend(request.form());
        } else if content_type.starts_with("application/json") {
            pairs.extend(json_pairs(&request.body)?);
        } else if content_type.starts_with("multipart/form-data") {
            pairs.extend(super::multipart::parts(&content_boundary(request), &request.body)?);
        } else {
            return Err(Refusal::parameter("The body is in no encoding that this API reads"));
        }
        // A name that is given twice is a client's mistake, whichever of the two values it meant.
        let mut seen = Vec::new();
        for (name, _) in &pairs {
            if seen.contains(&name) {
                return Err(Refusal::parameter(format!("Param {name} was given more than once")));
            }
            seen.push(name);
        }
        Ok(Self { pairs })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns a parameter, and none where it is empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    pub(super) fn required(&self, name: &str) -> Answer<&str> {
        self.filled(name)
            .ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required.")))
    }

    /// Refuses any parameter that is not in `known`.
    ///
    /// The real service silently ignores some unknown names. Here a misspelt name must show.
    pub(super) fn only(&self, known: &[&str]) -> Answer<()> {
        // The token may come as a parameter of any call.
        let is_known = |name: &str| name == "access_token" || known.contains(&name);
        match self.pairs.iter().find(|(name, _)| !is_known(name)) {
            Some((name, _)) => Err(Refusal::parameter(format!("(#100) Unknown parameter {name}"))),
            None => Ok(()),
        }
    }

    /// Returns a switch: `true` or `false` and nothing else.
    pub(super) fn switch(&self, name: &str) -> Answer<bool> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Refusal::parameter(format!("Param {name} must be a boolean"))),
        }
    }

    /// Returns a parameter that must be an id.
    pub(super) fn number(&self, name: &str) -> Answer<&str> {
        let value = self.required(name)?;
        if value.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(value)
        } else {
            Err(Refusal::parameter(format!("Param {name} must be a number")))
        }
    }
}

/// What a JSON body may carry: the parameters that were seen to work in one.
const IN_JSON: [&str; 5] = ["media_type", "text", "image_url", "video_url", "creation_id"];

fn json_pairs(body: &[u8]) -> Answer<Vec<(String, String)>> {
    let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) else {
        return Err(Refusal::parameter("The body is no JSON object"));
    };
    let mut pairs = Vec::new();
    for (name, value) in object {
        if !IN_JSON.contains(&name.as_str()) {
            let message =
                format!("Param {name} is ignored in a JSON body; send it as a form field");
            return Err(Refusal::parameter(message));
        }
        match value {
            Value::String(text) => pairs.push((name, text)),
            Value::Number(number) => pairs.push((name, number.to_string())),
            _ => return Err(Refusal::parameter(format!("Param {name} must be a string"))),
        }
    }
    Ok(pairs)
}

fn content_boundary(request: &Request) -> String {
    let content_type = request.header("content-type").unwrap_or_default();
    let boundary = content_type.split(';').find_map(|part| part.trim().strip_prefix("boundary="));
    boundary.unwrap_or_default().trim_matches('"').to_owned()
}
