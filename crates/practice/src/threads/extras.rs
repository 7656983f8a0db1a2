//! The parameters beyond a plain post: polls, GIFs, spoilers, attachments.
//!
//! The real service silently drops a poll of the wrong shape and posts the text without it; here the wrong
//! shape is refused. Correct values are kept as they were sent.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::errors::Refusal;
use super::parameters::Parameters;
use super::post::PostKind;

/// The parameters that this module reads.
pub(super) const NAMES: [&str; 10] = [
    "poll_attachment",
    "gif_attachment",
    "location_id",
    "is_spoiler_media",
    "text_entities",
    "text_attachment",
    "is_ghost_post",
    "enable_reply_approvals",
    "crossreshare_to_ig",
    "crossreshare_to_ig_dark_mode",
];

type Answer<T> = Result<T, Refusal>;

/// Reads them, and returns those that were given.
pub(super) fn read(parameters: &Parameters, kind: PostKind) -> Answer<BTreeMap<String, String>> {
    for switch in NAMES.iter().filter(|name| name.starts_with("is_") || name.contains("to_ig")) {
        parameters.switch(switch)?;
    }
    parameters.switch("enable_reply_approvals")?;
    if parameters.filled("location_id").is_some() {
        parameters.number("location_id")?;
    }
    text_only(parameters, kind)?;
    let has_media = kind != PostKind::Text;
    if parameters.switch("is_spoiler_media")? && !has_media {
        return Err(Refusal::parameter("Param is_spoiler_media is only for media"));
    }
    poll(parameters)?;
    gif(parameters)?;
    text_attachment(parameters)?;
    text_entities(parameters)?;
    ghost(parameters)?;
    // A switch that is `false` is as good as not sent, so the post does not keep it.
    let given = |name: &&str| parameters.filled(name).is_some_and(|value| value != "false");
    let pair = |name: &str| (name.to_owned(), parameters.get(name).unwrap_or_default().to_owned());
    Ok(NAMES.iter().filter(|name| given(name)).map(|name| pair(name)).collect())
}

fn text_only(parameters: &Parameters, kind: PostKind) -> Answer<()> {
    for name in ["poll_attachment", "gif_attachment", "text_attachment", "is_ghost_post"] {
        let is_given = parameters.filled(name).is_some_and(|value| value != "false");
        if is_given && kind != PostKind::Text {
            return Err(Refusal::parameter(format!("Param {name} is only for TEXT")));
        }
    }
    Ok(())
}

/// Source: <https://developers.facebook.com/docs/threads/create-posts/polls>.
fn poll(parameters: &Parameters) -> Answer<()> {
    let Some(poll) = object(parameters, "poll_attachment")? else { return Ok(()) };
    if parameters.filled("link_attachment").is_some() {
        return Err(Refusal::parameter("Param poll_attachment does not go with link_attachment"));
    }
    let known = ["option_a", "option_b", "option_c", "option_d"];
    let fits = |option: &Value| {
        option.as_str().is_some_and(|text| (1..=25).contains(&text.chars().count()))
    };
    let is_complete = poll.contains_key("option_a") && poll.contains_key("option_b");
    // A fourth option without a third is a hole.
    let has_hole = poll.contains_key("option_d") && !poll.contains_key("option_c");
    let is_known = poll.keys().all(|name| known.contains(&name.as_str()));
    if is_complete && is_known && !has_hole && poll.values().all(fits) {
        return Ok(());
    }
    Err(Refusal::parameter("Param poll_attachment must have 2 to 4 options of 1 to 25 characters"))
}

/// Source: <https://developers.facebook.com/docs/threads/changelog>: GIPHY since February 2026, and
/// no other provider since the end of March.
fn gif(parameters: &Parameters) -> Answer<()> {
    let Some(gif) = object(parameters, "gif_attachment")? else { return Ok(()) };
    let text = |name: &str| gif.get(name).and_then(Value::as_str).unwrap_or_default();
    if gif.len() == 2 && !text("gif_id").is_empty() && text("provider") == "GIPHY" {
        return Ok(());
    }
    Err(Refusal::parameter("Param gif_attachment must have a gif_id and the provider GIPHY"))
}

/// Source: <https://developers.facebook.com/docs/threads/create-posts/text-attachments>.
fn text_attachment(parameters: &Parameters) -> Answer<()> {
    let Some(attachment) = object(parameters, "text_attachment")? else { return Ok(()) };
    let known = ["plaintext", "link_attachment_url", "text_with_styling_info"];
    let plaintext = attachment.get("plaintext").and_then(Value::as_str).unwrap_or_default();
    let is_right = (1..=10_000).contains(&plaintext.chars().count())
        && attachment.keys().all(|name| known.contains(&name.as_str()))
        && parameters.filled("poll_attachment").is_none()
        && parameters.filled("link_attachment").is_none();
    if is_right { Ok(()) } else { Err(Refusal::parameter("Param text_attachment is not valid")) }
}

/// Source: <https://developers.facebook.com/docs/threads/create-posts/spoilers>: at most ten.
fn text_entities(parameters: &Parameters) -> Answer<()> {
    let Some(text) = parameters.filled("text_entities") else { return Ok(()) };
    // What is no such list becomes an empty one, which is refused below.
    let list = serde_json::from_str::<Vec<Map<String, Value>>>(text).unwrap_or_default();
    let fits = |entity: &Map<String, Value>| {
        let kind = entity.get("entity_type").and_then(Value::as_str).unwrap_or_default();
        let counts = ["offset", "length"].map(|name| entity.get(name).and_then(Value::as_u64));
        kind.eq_ignore_ascii_case("spoiler") && counts.iter().all(Option::is_some)
    };
    if (1..=10).contains(&list.len()) && list.iter().all(fits) {
        return Ok(());
    }
    Err(Refusal::parameter("Param text_entities is not valid"))
}

/// Source: <https://developers.facebook.com/docs/threads/create-posts/ghost-posts>: no reply, and
/// no reply approvals.
fn ghost(parameters: &Parameters) -> Answer<()> {
    let is_reply = parameters.filled("reply_to_id").is_some();
    let approves = parameters.switch("enable_reply_approvals")?;
    if parameters.switch("is_ghost_post")? && (is_reply || approves) {
        return Err(Refusal::parameter("Param is_ghost_post goes with neither"));
    }
    Ok(())
}

fn object(parameters: &Parameters, name: &str) -> Answer<Option<Map<String, Value>>> {
    let Some(text) = parameters.filled(name) else { return Ok(None) };
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(Some(object)),
        _ => Err(Refusal::parameter(format!("Param {name} must be a JSON object"))),
    }
}
