//! The methods, one function each.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::batch;
use super::super::book::Book;
use super::super::errors::Fault;
use super::super::field_mask::Mask;
use super::super::json::{self, Object, flag, list, text};
use super::super::render::View;
use super::super::spreadsheet::{self, Ask};
use super::super::{Role, metadata};
use super::Access::{Create, Read, Search, Write};
use super::{Call, Method, admit, values};

/// Every method there is.
pub(super) const METHODS: &[Method] = &[
    Method {
        route: ("GET", &[], ""),
        name: "spreadsheets.get",
        body: None,
        answer: "Spreadsheet",
        access: Read,
        run: get,
    },
    Method {
        route: ("POST", &[], "batchUpdate"),
        name: "spreadsheets.batchUpdate",
        body: Some(("BatchUpdateSpreadsheetRequest", "")),
        answer: "BatchUpdateSpreadsheetResponse",
        access: Write,
        run: batch_update,
    },
    Method {
        route: ("POST", &[], ""),
        name: "spreadsheets.create",
        body: Some(("Spreadsheet", "spreadsheet")),
        answer: "Spreadsheet",
        access: Create,
        run: create,
    },
    Method {
        route: ("GET", &["values", "*"], ""),
        name: "spreadsheets.values.get",
        body: None,
        answer: "ValueRange",
        access: Read,
        run: values::get,
    },
    Method {
        route: ("GET", &["values"], "batchGet"),
        name: "spreadsheets.values.batchGet",
        body: None,
        answer: "BatchGetValuesResponse",
        access: Read,
        run: values::batch_get,
    },
    Method {
        route: ("PUT", &["values", "*"], ""),
        name: "spreadsheets.values.update",
        body: Some(("ValueRange", "data")),
        answer: "UpdateValuesResponse",
        access: Write,
        run: values::update,
    },
    Method {
        route: ("POST", &["values"], "batchUpdate"),
        name: "spreadsheets.values.batchUpdate",
        body: Some(("BatchUpdateValuesRequest", "")),
        answer: "BatchUpdateValuesResponse",
        access: Write,
        run: values::batch_update,
    },
    Method {
        route: ("POST", &["values", "*"], "append"),
        name: "spreadsheets.values.append",
        body: Some(("ValueRange", "data")),
        answer: "AppendValuesResponse",
        access: Write,
        run: values::append,
    },
    Method {
        route: ("POST", &["values", "*"], "clear"),
        name: "spreadsheets.values.clear",
        body: Some(("ClearValuesRequest", "")),
        answer: "ClearValuesResponse",
        access: Write,
        run: values::clear,
    },
    Method {
        route: ("POST", &["values"], "batchClear"),
        name: "spreadsheets.values.batchClear",
        body: Some(("BatchClearValuesRequest", "")),
        answer: "BatchClearValuesResponse",
        access: Write,
        run: values::batch_clear,
    },
    Method {
        route: ("GET", &["developerMetadata", "*"], ""),
        name: "spreadsheets.developerMetadata.get",
        body: None,
        answer: "DeveloperMetadata",
        access: Search,
        run: metadata_get,
    },
    Method {
        route: ("POST", &["developerMetadata"], "search"),
        name: "spreadsheets.developerMetadata.search",
        body: Some(("SearchDeveloperMetadataRequest", "")),
        answer: "SearchDeveloperMetadataResponse",
        access: Search,
        run: metadata_search,
    },
    Method {
        route: ("POST", &["sheets", "*"], "copyTo"),
        name: "spreadsheets.sheets.copyTo",
        body: Some(("CopySheetToAnotherSpreadsheetRequest", "")),
        answer: "SheetProperties",
        access: Write,
        run: copy_to,
    },
];

fn get(call: &mut Call<'_>) -> Result<String, Fault> {
    let view = call.view()?;
    let ranges = spreadsheet::ranges(view, list(&call.query, "ranges")).map_err(Fault::invalid)?;
    // With a mask `includeGridData` is passed over, as documented: the mask alone says whether cells are wanted.
    let cells = call.mask.is_some() || flag(&call.query, "includeGridData");
    let mask = call.mask.as_ref().unwrap_or(&Mask::All);
    if call.sheets.quirks.links_refused && mask.names("hyperlink") {
        return Err(Fault::mask("sheets.data.row_data.values.hyperlink"));
    }
    let mut out = String::new();
    let (reader, hides) = (call.caller.email.as_str(), call.sheets.quirks.metadata_hidden);
    spreadsheet::write(&mut out, view, &Ask { mask, ranges, cells, reader, hides });
    Ok(out)
}

fn batch_update(call: &mut Call<'_>) -> Result<String, Fault> {
    let requests = list(&call.body, "requests");
    if requests.is_empty() {
        return Err(Fault::invalid("Must specify at least one request."));
    }
    let mut draft = call.draft()?;
    let now = call.sheets.now;
    let caller = Some(call.caller.email.as_str());
    let mut desk = batch::Desk { book: &mut draft, quirks: call.sheets.quirks, now, caller };
    let replies = desk.apply(requests).map_err(Fault::invalid)?;
    let mut answer = Map::new();
    answer.insert("spreadsheetId".to_owned(), json!(call.id));
    answer.insert("replies".to_owned(), Value::Array(replies));
    let mask = call.mask.as_ref().unwrap_or(&Mask::All);
    let mut told = String::new();
    let mut whole = Object::open(&mut told);
    for (name, value) in answer {
        if let Some(mask) = mask.child(&name) {
            json::write(whole.field(&name), &mask.filter(value));
        }
    }
    let include = flag(&call.body, "includeSpreadsheetInResponse");
    if let Some(below) = mask.child("updatedSpreadsheet").filter(|_| include) {
        let view = View { book: &draft, now };
        let ranges = spreadsheet::ranges(view, list(&call.body, "responseRanges"));
        let ranges = ranges.map_err(Fault::invalid)?;
        let cells = call.mask.is_some() || flag(&call.body, "responseIncludeGridData");
        spreadsheet::write(
            whole.field("updatedSpreadsheet"),
            view,
            &Ask {
                mask: below,
                ranges,
                cells,
                reader: &call.caller.email,
                hides: call.sheets.quirks.metadata_hidden,
            },
        );
    }
    whole.close();
    // Last of all: a response range that cannot be found refuses the batch, and then nothing may have changed.
    call.keep(draft);
    Ok(told)
}

fn create(call: &mut Call<'_>) -> Result<String, Fault> {
    // A service account has no room of its own to keep a file in.
    if call.caller.email.ends_with("gserviceaccount.com") {
        return Err(Fault::denied());
    }
    let properties = call.body.get("properties").cloned().unwrap_or_default();
    let or = |name: &str, usual: &str| match text(&properties, name) {
        "" => usual.to_owned(),
        given => given.to_owned(),
    };
    call.sheets.made += 1;
    let id = format!("practice-{:04}", call.sheets.made);
    let (locale, zone) = (or("locale", "en_US"), or("timeZone", "Etc/GMT"));
    let mut book = Book::new(&id, &or("title", "Untitled spreadsheet"), &locale, &zone);
    book.shared.push((call.caller.email.clone(), Role::Writer));
    book.untouched = false;
    let sheets = list(&call.body, "sheets");
    let asked: Vec<Value> = sheets
        .iter()
        .map(|sheet| json!({"addSheet": {"properties": sheet.get("properties").cloned().unwrap_or(json!({}))}}))
        .collect();
    if sheets
        .iter()
        .any(|sheet| sheet.as_object().is_some_and(|all| all.keys().any(|n| n != "properties")))
    {
        return Err(Fault::invalid(
            "The practice sheet creates spreadsheets with empty tabs only.",
        ));
    }
    if !asked.is_empty() {
        book.tabs.clear();
        let (quirks, now) = (call.sheets.quirks, call.sheets.now);
        let mut desk = batch::Desk { book: &mut book, quirks, now, caller: None };
        desk.apply(&asked).map_err(Fault::invalid)?;
    }
    let view = View { book: &book, now: call.sheets.now };
    let mask = call.mask.as_ref().unwrap_or(&Mask::All);
    let mut out = String::new();
    spreadsheet::write(
        &mut out,
        view,
        &Ask { mask, ranges: None, cells: false, reader: &call.caller.email, hides: false },
    );
    call.keep(book);
    Ok(out)
}

fn metadata_get(call: &mut Call<'_>) -> Result<String, Fault> {
    let found = metadata::get(call.view()?.book, call.range())?;
    Ok(call.cut_value(found))
}

fn metadata_search(call: &mut Call<'_>) -> Result<String, Fault> {
    let found = metadata::search(call.view()?.book, &call.body).map_err(Fault::invalid)?;
    Ok(call.cut_value(found))
}

fn copy_to(call: &mut Call<'_>) -> Result<String, Fault> {
    let id: i32 = call.range().parse().map_err(|_| Fault::not_found())?;
    let tab = Arc::clone(call.view()?.book.tab(id).map_err(Fault::missing)?);
    let target = text(&call.body, "destinationSpreadsheetId");
    let book = call.sheets.books.get(target).ok_or_else(Fault::not_found)?;
    admit(book, call.caller, true)?;
    let mut draft = book.clone();
    let properties = batch::copy_tab(&mut draft, &tab);
    call.keep(draft);
    Ok(call.cut_value(properties))
}
