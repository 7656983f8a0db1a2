//! The parameters of `POST /threads`, checked against the documented rules.
//!
//! Source: <https://developers.facebook.com/docs/threads/reference/publishing> and the guides under
//! <https://developers.facebook.com/docs/threads/create-posts>.

use std::collections::BTreeMap;

use url::Url;

use super::errors::Refusal;
use super::media::is_fetchable;
use super::parameters::Parameters;
use super::post::PostKind;
use super::quirks::Counting;
use super::{extras, text};

/// Source: <https://developers.facebook.com/docs/threads/create-posts/accessibility>.
const ALT_TEXT_MAX: usize = 1000;

/// Source: <https://developers.facebook.com/docs/threads/posts>, 20 since September 2024.
const CHILDREN: std::ops::RangeInclusive<usize> = 2..=20;

/// Source: <https://developers.facebook.com/docs/threads/reference/publishing>, since July 2025.
const REPLY_CONTROLS: [&str; 5] = [
    "everyone",
    "accounts_you_follow",
    "mentioned_only",
    "parent_post_author_only",
    "followers_only",
];

const PLAIN: [&str; 14] = [
    "media_type",
    "text",
    "image_url",
    "video_url",
    "is_carousel_item",
    "children",
    "reply_to_id",
    "reply_control",
    "alt_text",
    "link_attachment",
    "quote_post_id",
    "auto_publish_text",
    "topic_tag",
    "allowlisted_country_codes",
];

/// A container's content, as far as it can be checked without knowing accounts, posts and media.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: PostKind,
    pub(super) text: Option<String>,
    pub(super) media_url: Option<String>,
    pub(super) is_carousel_item: bool,
    pub(super) children: Vec<String>,
    pub(super) reply_to: Option<String>,
    pub(super) reply_control: Option<String>,
    pub(super) alt_text: Option<String>,
    pub(super) link_attachment: Option<String>,
    pub(super) quote_of: Option<String>,
    pub(super) topic_tag: Option<String>,
    pub(super) publishes_at_once: bool,
    pub(super) countries: Option<String>,
    pub(super) others: BTreeMap<String, String>,
}

type Answer<T> = Result<T, Refusal>;

/// Reads a container's parameters.
pub(super) fn read(parameters: &Parameters, counting: Counting) -> Answer<Draft> {
    let known: Vec<&str> = PLAIN.into_iter().chain(extras::NAMES).collect();
    parameters.only(&known)?;
    let kind = kind(parameters)?;
    let owned = |name: &str| parameters.filled(name).map(str::to_owned);
    let draft = Draft {
        kind,
        text: text(parameters, kind, counting)?,
        media_url: media_url(parameters, kind)?,
        is_carousel_item: parameters.switch("is_carousel_item")?,
        children: children(parameters, kind)?,
        reply_to: owned("reply_to_id"),
        reply_control: reply_control(parameters)?,
        alt_text: alt_text(parameters, kind)?,
        link_attachment: link_attachment(parameters, kind)?,
        quote_of: owned("quote_post_id"),
        topic_tag: topic_tag(parameters)?,
        publishes_at_once: parameters.switch("auto_publish_text")?,
        countries: owned("allowlisted_country_codes"),
        others: extras::read(parameters, kind)?,
    };
    if draft.publishes_at_once && kind != PostKind::Text {
        return Err(Refusal::parameter("Param auto_publish_text is only for TEXT"));
    }
    if draft.is_carousel_item {
        carousel_item(&draft)?;
    }
    links(&draft)?;
    Ok(draft)
}

fn kind(parameters: &Parameters) -> Answer<PostKind> {
    match parameters.required("media_type")? {
        "TEXT" => Ok(PostKind::Text),
        "IMAGE" => Ok(PostKind::Image),
        "VIDEO" => Ok(PostKind::Video),
        "CAROUSEL" => Ok(PostKind::Carousel),
        _ => Err(Refusal::parameter(
            "Param media_type must be one of {CAROUSEL, IMAGE, TEXT, VIDEO}",
        )),
    }
}

fn text(parameters: &Parameters, kind: PostKind, counting: Counting) -> Answer<Option<String>> {
    if kind == PostKind::Text {
        parameters.required("text")?;
    }
    let Some(text) = parameters.filled("text") else { return Ok(None) };
    if kind == PostKind::Text && text.trim().is_empty() {
        return Err(Refusal::parameter("The parameter text is required."));
    }
    if text::length(text, counting) > text::LENGTH_MAX {
        return Err(Refusal::parameter("Param text must be at most 500 characters long."));
    }
    Ok(Some(text.to_owned()))
}

fn media_url(parameters: &Parameters, kind: PostKind) -> Answer<Option<String>> {
    let wanted = match kind {
        PostKind::Image => Some("image_url"),
        PostKind::Video => Some("video_url"),
        PostKind::Text | PostKind::Carousel => None,
    };
    for name in ["image_url", "video_url"] {
        // Refused rather than passed over: a post without the picture that was meant would look like a success.
        if Some(name) != wanted && parameters.get(name).is_some() {
            return Err(Refusal::parameter(format!(
                "Param {name} does not go with the media_type"
            )));
        }
    }
    let Some(name) = wanted else { return Ok(None) };
    let url = parameters.required(name)?;
    if is_fetchable(url) {
        Ok(Some(url.to_owned()))
    } else {
        Err(Refusal::parameter(format!("Param {name} is not a valid URI.")))
    }
}

fn children(parameters: &Parameters, kind: PostKind) -> Answer<Vec<String>> {
    if kind != PostKind::Carousel {
        return match parameters.get("children") {
            Some(_) => Err(Refusal::parameter("Param children is only for CAROUSEL")),
            None => Ok(Vec::new()),
        };
    }
    let children = parameters.required("children")?.split(',').map(|id| id.trim().to_owned());
    let children: Vec<String> = children.collect();
    let mut different = children.clone();
    different.sort();
    different.dedup();
    if !CHILDREN.contains(&children.len()) || different.len() != children.len() {
        return Err(Refusal::carousel_children());
    }
    Ok(children)
}

fn reply_control(parameters: &Parameters) -> Answer<Option<String>> {
    match parameters.filled("reply_control") {
        Some(control) if !REPLY_CONTROLS.contains(&control) => Err(Refusal::parameter(format!(
            "Param reply_control must be one of {{{}}}",
            REPLY_CONTROLS.join(", ")
        ))),
        control => Ok(control.map(str::to_owned)),
    }
}

fn alt_text(parameters: &Parameters, kind: PostKind) -> Answer<Option<String>> {
    let Some(alt_text) = parameters.filled("alt_text") else { return Ok(None) };
    if !matches!(kind, PostKind::Image | PostKind::Video) {
        return Err(Refusal::parameter("Param alt_text is only for IMAGE and VIDEO"));
    }
    if alt_text.chars().count() > ALT_TEXT_MAX {
        return Err(Refusal::parameter("Param alt_text must be at most 1000 characters long."));
    }
    Ok(Some(alt_text.to_owned()))
}

fn link_attachment(parameters: &Parameters, kind: PostKind) -> Answer<Option<String>> {
    let Some(link) = parameters.filled("link_attachment") else { return Ok(None) };
    if kind != PostKind::Text {
        return Err(Refusal::parameter("Param link_attachment is only for TEXT"));
    }
    let is_web = |url: Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    if Url::parse(link).is_ok_and(is_web) {
        Ok(Some(link.to_owned()))
    } else {
        Err(Refusal::parameter("Param link_attachment is not a valid URI."))
    }
}

fn topic_tag(parameters: &Parameters) -> Answer<Option<String>> {
    match parameters.filled("topic_tag") {
        // The examples have no hash, so one of ours would be a second.
        Some(topic) if !text::is_topic(topic) || topic.starts_with('#') => Err(Refusal::parameter(
            "Param topic_tag must be 1 to 50 characters long, without periods and ampersands.",
        )),
        topic => Ok(topic.map(str::to_owned)),
    }
}

/// A carousel's item is a medium and its alternative text, and nothing of a post.
///
/// Source: <https://developers.facebook.com/docs/threads/posts> (Carousel posts).
fn carousel_item(draft: &Draft) -> Answer<()> {
    // A link or children cannot be here: they are refused for these kinds already.
    let is_medium = matches!(draft.kind, PostKind::Image | PostKind::Video);
    let is_post = draft.text.is_some()
        || draft.reply_to.is_some()
        || draft.reply_control.is_some()
        || draft.quote_of.is_some()
        || draft.topic_tag.is_some()
        || draft.countries.is_some()
        || !draft.others.is_empty();
    if is_medium && !is_post {
        return Ok(());
    }
    Err(Refusal::parameter("A carousel item takes a medium and its alt_text alone"))
}

/// Source: <https://developers.facebook.com/docs/threads/create-posts/text-attachments>: text and
/// attachment together, the same link once.
fn links(draft: &Draft) -> Answer<()> {
    let mut links = text::links(draft.text.as_deref().unwrap_or_default());
    links.extend(draft.link_attachment.clone());
    if links.len() > text::LINKS_MAX {
        return Err(Refusal::parameter("THREADS_API__LINK_LIMIT_EXCEEDED"));
    }
    Ok(())
}
