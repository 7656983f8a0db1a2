//! The preview as one page for a browser: no script, nothing from elsewhere but https pictures.
//!
//! The page's own policy forbids every other source, and its style is allowed by its hash, so
//! that even markup that slipped through could neither run nor load anything.

mod card;
mod icons;
mod week;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::SecondsFormat;
use maud::{DOCTYPE, Markup, PreEscaped, html};
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
    let sections = preview.sections();
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            (head(&format!("{heading}: {title}")))
            body {
                header.top {
                    p.sheet { bdi { (title) } }
                    h1 { (heading) }
                    p.counts { (text(&preview.counts())) }
                    p.soft { time datetime=(instant) { (words::as_of(at, language)) } }
                }
                main {
                    (week::calendar(preview))
                    @if preview.is_empty() {
                        p.nothing { (words::NOTHING.say(language)) }
                    }
                    @for (at, (name, threads)) in sections.iter().enumerate() {
                        (section(preview, at + 1, *name, threads))
                    }
                }
            }
        }
    };
    page.into_string()
}

fn head(title: &str) -> Markup {
    let hash = STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; img-src https:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            title { (title) }
            // The policy allows the style byte for byte.
            style { (PreEscaped(STYLE)) }
        }
    }
}

fn section(preview: &Preview, number: usize, section: Section, threads: &[&[Card]]) -> Markup {
    let needs = section == Section::NeedsPerson;
    let id = format!("section-{number}");
    html! {
        section class=[needs.then_some("needs")] aria-labelledby=(id) {
            h2 id=(id) { (text(&preview.heading(section))) }
            ol.feed role="list" {
                @for thread in threads {
                    li.thread {
                        @for card in *thread { (article(preview, card)) }
                    }
                }
            }
        }
    }
}
