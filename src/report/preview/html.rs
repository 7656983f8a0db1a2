//! The preview as one page for a browser: no script, nothing from elsewhere but https pictures.
//!
//! The page's own policy forbids every other source, and its style is allowed by its hash, so
//! that even markup that slipped through could neither run nor load anything.

mod card;
mod icons;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::SecondsFormat;
use ring::digest::{SHA256, digest};
use threadsheet_core::i18n::preview as words;

use self::card::article;
use super::markup::text;
use super::{Card, Preview, Section};

const STYLE: &str = include_str!("html/style.css");

/// Returns the page.
#[must_use]
pub fn page(preview: &Preview) -> String {
    let language = preview.language;
    let (title, heading) = (text(&preview.title), words::TITLE.say(language));
    let at = preview.local(preview.at);
    let instant = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut page = vec![
        "<!DOCTYPE html>".to_owned(),
        format!("<html lang=\"{}\">", language.code()),
        head(&format!("{heading}: {title}")),
        "<body>".to_owned(),
        "<header class=\"top\">".to_owned(),
        format!("<p class=\"sheet\"><bdi>{title}</bdi></p>"),
        format!("<h1>{heading}</h1>"),
        format!("<p class=\"counts\">{}</p>", text(&preview.counts())),
        format!(
            "<p class=\"soft\"><time datetime=\"{instant}\">{}</time></p>",
            text(&words::as_of(at, language))
        ),
        "</header>".to_owned(),
        "<main>".to_owned(),
    ];
    let sections = preview.sections();
    if sections.is_empty() {
        page.push(format!("<p class=\"nothing\">{}</p>", words::NOTHING.say(language)));
    }
    for (at, (name, threads)) in sections.iter().enumerate() {
        page.push(section(preview, at + 1, *name, threads));
    }
    page.extend(["</main>", "</body>", "</html>", ""].map(str::to_owned));
    page.join("\n")
}

fn head(title: &str) -> String {
    let hash = STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    [
        "<head>",
        "<meta charset=\"utf-8\">",
        &format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src https:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
        ),
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<meta name=\"color-scheme\" content=\"light dark\">",
        "<meta name=\"referrer\" content=\"no-referrer\">",
        "<meta name=\"robots\" content=\"noindex\">",
        &format!("<title>{title}</title>"),
        &format!("<style>{STYLE}</style>"),
        "</head>",
    ]
    .join("\n")
}

fn section(preview: &Preview, number: usize, section: Section, threads: &[&[Card]]) -> String {
    let kind = match section {
        Section::NeedsPerson => " class=\"needs\"",
        _ => "",
    };
    let mut lines = vec![
        format!("<section{kind} aria-labelledby=\"section-{number}\">"),
        format!("<h2 id=\"section-{number}\">{}</h2>", text(&preview.heading(section))),
        "<ol class=\"feed\" role=\"list\">".to_owned(),
    ];
    for thread in threads {
        lines.push("<li class=\"thread\">".to_owned());
        lines.extend(thread.iter().map(|card| article(preview, card)));
        lines.push("</li>".to_owned());
    }
    lines.extend(["</ol>", "</section>"].map(str::to_owned));
    lines.join("\n")
}
