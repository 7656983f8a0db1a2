//! Request routing: which method a request calls, whether the caller may, and how the answer is formatted.

use serde_json::{Map, Value};

use super::book::Book;
use super::errors::Fault;
use super::field_mask::Mask;
use super::json::{self, text};
use super::render::View;
use super::{Caller, Role, Sheets, schema};
use crate::http::{Reply, Request};

mod methods;
mod values;

/// A scope's address begins with this.
const SCOPE: &str = "https://www.googleapis.com/auth/";

/// A method of the API.
#[derive(Debug, Clone, Copy)]
struct Method {
    /// The verb and the words after the spreadsheet's id; `*` stands for anything.
    route: (&'static str, &'static [&'static str], &'static str),
    /// The method's name in the discovery document.
    name: &'static str,
    /// The body's message, and the path in front of its fields in refusals.
    body: Option<(&'static str, &'static str)>,
    /// The answer's message, for the `fields` parameter.
    answer: &'static str,
    access: Access,
    run: fn(&mut Call<'_>) -> Result<String, Fault>,
}

/// A call that is let in.
struct Call<'c> {
    sheets: &'c mut Sheets,
    caller: &'c Caller,
    id: &'c str,
    words: &'c [String],
    query: Value,
    body: Value,
    mask: Option<Mask>,
}

impl Call<'_> {
    fn view(&self) -> Result<View<'_>, Fault> {
        let book = self.sheets.books.get(self.id).ok_or_else(Fault::not_found)?;
        Ok(View { book, now: self.sheets.now })
    }

    /// Returns a copy of the spreadsheet to work on; it counts once it is put back.
    fn draft(&self) -> Result<Book, Fault> {
        let mut book = self.view()?.book.clone();
        book.untouched = false;
        Ok(book)
    }

    fn keep(&mut self, book: Book) {
        self.sheets.books.insert(book.id.clone(), book);
    }

    fn range(&self) -> &str {
        self.words.get(1).map(String::as_str).unwrap_or_default()
    }

    /// Cuts an answer that was written whole.
    fn cut(&self, whole: String) -> String {
        match &self.mask {
            None | Some(Mask::All) => whole,
            Some(mask) => match serde_json::from_str::<Value>(&whole) {
                Ok(value) => mask.filter(value).to_string(),
                // It was written here, so it is JSON, and this does not happen.
                Err(_) => whole,
            },
        }
    }

    fn cut_value(&self, whole: Value) -> String {
        match &self.mask {
            None => whole.to_string(),
            Some(mask) => mask.filter(whole).to_string(),
        }
    }
}

/// What a method needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    /// A read that the read-only scopes do not open.
    Search,
    Write,
    /// Needs no spreadsheet to exist.
    Create,
}

/// The method that a request calls, and on what.
struct Route {
    method: &'static Method,
    /// The spreadsheet's id.
    id: String,
    /// The words after the id.
    words: Vec<String>,
}

/// Answers a request.
pub(super) fn answer(sheets: &mut Sheets, caller: &Caller, request: &Request) -> Reply {
    let Some(route) = route(request) else {
        return Reply::html(404, "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>");
    };
    let query = schema::read_query(route.method.name, &request.query);
    let pretty =
        query.as_ref().ok().and_then(|query| query.get("prettyPrint")) != Some(&Value::Bool(false));
    match query.and_then(|query| call(sheets, caller, request, &route, query)) {
        Ok(body) => {
            let body = if pretty { json::pretty(&body) } else { body };
            let content_type = "application/json; charset=UTF-8";
            Reply { status: 200, content_type, headers: Vec::new(), body: body.into_bytes() }
        }
        Err(fault) => fault.reply(),
    }
}

fn route(request: &Request) -> Option<Route> {
    let mut segments = request.segments().into_iter();
    if segments.next()? != "v4" {
        return None;
    }
    let mut words: Vec<String> = std::iter::once(segments.next()?).chain(segments).collect();
    // The verb is after the last colon, but a range has colons too.
    let last = words.last_mut()?;
    let verbs =
        methods::METHODS.iter().map(|method| method.route.2).filter(|verb| !verb.is_empty());
    let verb = verbs
        .into_iter()
        .find(|verb| last.strip_suffix(*verb).is_some_and(|rest| rest.ends_with(':')));
    if let Some(verb) = verb {
        last.truncate(last.len() - verb.len() - 1);
    }
    // `/v4/spreadsheets/ID/:batchUpdate`, with a slash too many, is answered by Google as well.
    words.retain(|word| !word.is_empty());
    let mut words = words.into_iter();
    if words.next()? != "spreadsheets" {
        return None;
    }
    let id = words.next().unwrap_or_default();
    let words: Vec<String> = words.collect();
    let verb = verb.unwrap_or_default();
    let method = methods::METHODS.iter().find(|method| {
        let (http, wanted, known) = method.route;
        http == request.method
            && known == verb
            && (method.access == Access::Create) == id.is_empty()
            && wanted.len() == words.len()
            && wanted.iter().zip(&words).all(|(one, two)| *one == "*" || one == two)
    })?;
    Some(Route { method, id, words })
}

fn call(
    sheets: &mut Sheets,
    caller: &Caller,
    request: &Request,
    route: &Route,
    query: Map<String, Value>,
) -> Result<String, Fault> {
    let method = route.method;
    if !opens(caller, method.access) {
        return Err(Fault::scope(method.name));
    }
    let writes = matches!(method.access, Access::Write | Access::Create);
    let now = sheets.now;
    sheets.quota.count(&caller.email, writes, now)?;
    let query = Value::Object(query);
    let body = read_body(method, &request.body)?;
    let mask = match text(&query, "fields") {
        "" => None,
        fields => Some(Mask::of_answer(fields, method.answer)?),
    };
    if method.access != Access::Create {
        let book = sheets.books.get(&route.id).ok_or_else(Fault::not_found)?;
        admit(book, caller, method.access == Access::Write)?;
    }
    let mut call = Call { sheets, caller, id: &route.id, words: &route.words, query, body, mask };
    let answer = (method.run)(&mut call)?;
    Ok(answer)
}

fn opens(caller: &Caller, access: Access) -> bool {
    let names = caller.scopes.iter().filter_map(|scope| scope.strip_prefix(SCOPE));
    let mut names = names.map(|name| name.trim_end_matches('/'));
    names.any(|name| match name {
        "spreadsheets" | "drive" | "drive.file" => true,
        "spreadsheets.readonly" | "drive.readonly" => access == Access::Read,
        _ => false,
    })
}

/// Checks that a spreadsheet is shared with the caller, for changes if they are wanted.
///
/// # Errors
///
/// A 403 if it is not.
fn admit(book: &Book, caller: &Caller, write: bool) -> Result<(), Fault> {
    let role = book.shared.iter().find(|(email, _)| email.eq_ignore_ascii_case(&caller.email));
    match role {
        Some((_, Role::Writer)) => Ok(()),
        Some((_, Role::Reader)) if !write => Ok(()),
        _ => Err(Fault::denied()),
    }
}

fn read_body(method: &Method, body: &[u8]) -> Result<Value, Fault> {
    let Some((message, at)) = method.body else { return Ok(Value::Null) };
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(Map::new()));
    }
    let parsed: Value = serde_json::from_slice(body)
        .map_err(|error| Fault::invalid(format!("Invalid JSON payload received. {error}")))?;
    schema::read(message, &parsed, at)
}
