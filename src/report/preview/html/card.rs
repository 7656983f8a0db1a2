//! One post on the page.

use chrono::SecondsFormat;
use maud::{Markup, html};
use threadsheet_core::columns::Shown;
use threadsheet_core::i18n::{commands, preview as words};
use threadsheet_core::language::Language;
use threadsheet_core::media::MediaKind;
use threadsheet_core::text::{LENGTH_MAX, limit_at};

use super::super::markup::{address, host, text};
use super::super::{Answers, Card, Part, Picture, Preview};
use super::icons::{ACTIONS, LINK, PICTURE, PLAY, icon};
use crate::report::About;
use threadsheet_core::upcoming::Stage;

/// How many colours there are for the circles that stand for accounts.
const HUES: usize = 6;

/// Returns the card of a post.
pub(super) fn article(preview: &Preview, card: &Card) -> Markup {
    let language = preview.language;
    let name = match card.account.as_str() {
        "" => words::NO_ACCOUNT.say(language),
        name => name,
    };
    let id = row_id(card.row);
    // Nobody will like or answer what does not go out as it stands.
    let is_coming = !card.is_wrong && !card.stage.is_stopped();
    html! {
        article.post.draft[card.stage == Stage::Draft] aria-labelledby=(id) {
            (rail(name))
            div.body {
                header.who {
                    h3 id=(id) { bdi { (text(name)) } }
                    @if let Some(topic) = card.shown(Shown::Topic) {
                        p.topic { (hidden(words::TOPIC.say(language))) bdi { (text(topic)) } }
                    }
                    (when(preview, card))
                }
                (answers(card, language))
                @if !card.text.is_empty() {
                    p.text dir="auto" { (body(&card.text)) }
                }
                (strip(&card.media, language))
                @if let Some(link) = card.shown(Shown::LinkCard) { (link_card(link, language)) }
                @for part in &card.parts { (further(preview, part)) }
                @if is_coming {
                    p.actions aria-hidden="true" { @for path in ACTIONS { (icon(path)) } }
                }
                (said(card, language))
                (facts(preview, card))
            }
        }
    }
}

/// The circle that stands for the account, and the line that leads on to the next part.
fn rail(name: &str) -> Markup {
    let hue = name.bytes().fold(7, |sum: usize, byte| (sum * 31 + usize::from(byte)) % 997) % HUES;
    let letter: String = name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    html! {
        div.rail aria-hidden="true" { span.avatar.{ "hue-" (hue) } { (text(&letter)) } }
    }
}

fn when(preview: &Preview, card: &Card) -> Markup {
    let Some(at) = card.when else {
        return html! { p.when { (card.stage.say(preview.language)) } };
    };
    let local = preview.local(at);
    let instant = local.to_rfc3339_opts(SecondsFormat::Secs, true);
    html! {
        p.when {
            time datetime=(instant) { (words::moment(local, preview.language)) }
            " "
            span { (words::until(at - preview.at, preview.language)) }
        }
    }
}

fn answers(card: &Card, language: Language) -> Markup {
    match &card.answers {
        Some(Answers::Row(row)) if !card.is_part => {
            html! { p.answers { (text(&words::answers_row(*row, language))) } }
        }
        Some(Answers::Post(post)) => {
            let shown = html! { bdi { (text(post)) } };
            html! { p.answers { (words::ANSWERS.say(language)) " " (linked(post, &shown)) } }
        }
        _ => Markup::default(),
    }
}

/// The text, with what is beyond the limit marked.
fn body(shown: &str) -> Markup {
    let (fits, over) = shown.split_at(limit_at(shown));
    html! {
        (text(fits))
        @if !over.is_empty() { mark { (text(over)) } }
    }
}

/// A further part of the thread, under the one before.
fn further(preview: &Preview, part: &Part) -> Markup {
    let language = preview.language;
    let header = part.column.header(language);
    let length = words::length(part.length, language);
    let over = (part.length > LENGTH_MAX).then_some("over");
    html! {
        section.part aria-label=(header) {
            ul.facts role="list" aria-hidden="true" {
                li { (header) }
                li class=[over] { (part.length) "/" (LENGTH_MAX) }
            }
            (hidden(&length))
            @if let Some(after) = preview.after_the_post(part) { p.answers { (text(&after)) } }
            @if !part.text.is_empty() { p.text dir="auto" { (body(&part.text)) } }
            (strip(&part.media, language))
        }
    }
}

fn strip(media: &[Picture], language: Language) -> Markup {
    let of = media.len();
    let figures = media.iter().enumerate().map(|(at, picture)| {
        figure(picture, &words::medium(picture.kind, at + 1, of, language), language)
    });
    let figures = html! { @for figure in figures { (figure) } };
    let name = words::medium(None, 1, 1, language);
    match of {
        0 => Markup::default(),
        1 => html! { div.media { (figures) } },
        // Whoever uses a keyboard can step into it and scroll.
        _ => html! {
            div.media.strip role="group" tabindex="0" aria-label={ (name) ": " (of) } { (figures) }
        },
    }
}

fn figure(picture: &Picture, name: &str, language: Language) -> Markup {
    let alt = picture.caption().map(text);
    let described = alt.as_ref().map_or_else(|| name.to_owned(), |alt| format!("{name}: {alt}"));
    let is_video = picture.kind == Some(MediaKind::Video);
    let sign = icon(if is_video { PLAY } else { PICTURE });
    html! {
        figure {
            div.frame {
                span.sign { (sign) small { (host(&picture.url)) } }
                @if let Some(address) = address(&picture.url).filter(|_| !is_video) {
                    img src=(address) alt=(described) loading="lazy" decoding="async" referrerpolicy="no-referrer";
                } @else {
                    span role="img" aria-label=(described) {}
                }
            }
            // The description is read out with the picture; below it, it is for the eye.
            figcaption aria-hidden="true" {
                @if let Some(alt) = alt {
                    b { (words::ALT.say(language)) } " " bdi { (alt) }
                } @else {
                    (words::NO_ALT.say(language))
                }
            }
        }
    }
}

fn link_card(link: &str, language: Language) -> Markup {
    let inner = html! {
        (icon(LINK))
        span { (hidden(words::LINK.say(language))) b { (host(link)) } bdi { (text(link)) } }
    };
    html! {
        @if let Some(address) = address(link) {
            a.link href=(address) rel="noopener noreferrer nofollow" { (inner) }
        } @else {
            p.link { (inner) }
        }
    }
}

/// Returns what leads to an address where there is one that may be led to; else what is shown alone.
fn linked(url: &str, shown: &Markup) -> Markup {
    match address(url) {
        Some(address) => html! { a href=(address) rel="noopener noreferrer nofollow" { (shown) } },
        None => shown.clone(),
    }
}

fn said(card: &Card, language: Language) -> Markup {
    let (class, label) =
        if card.is_wrong { ("wrong", words::WRONG) } else { ("note", words::NOTE) };
    html! {
        @if !card.words.is_empty() {
            p class=(class) dir="auto" { (hidden(label.say(language))) (text(&card.words)) }
        }
    }
}

fn facts(preview: &Preview, card: &Card) -> Markup {
    let language = preview.language;
    let length = words::length(card.length, language);
    let over = (card.length > LENGTH_MAX).then_some("over");
    html! {
        ul.facts role="list" {
            li { (row(preview, card)) }
            // In the place of a time that is missing, the head of the card says how it stands.
            @if card.when.is_some() {
                li.stage.(card.stage.word()) { (card.stage.say(language)) }
            }
            li class=[over] {
                span aria-hidden="true" { (card.length) "/" (LENGTH_MAX) }
                (hidden(&length))
            }
            @for fact in card.facts(language) { li { (text(&fact)) } }
        }
    }
}

/// The row, with the way to it in the spreadsheet.
fn row(preview: &Preview, card: &Card) -> Markup {
    let row = commands::row(card.row, preview.language);
    let shown = html! { (row) };
    let sheet = preview.links.to(About::Post(card.row), None);
    sheet.map_or_else(|| shown.clone(), |sheet| linked(&sheet, &shown))
}

/// Returns the place on the page of the card of a row.
pub(super) fn row_id(row: usize) -> String {
    format!("row-{row}")
}

/// Returns words for those who listen to the page.
pub(super) fn hidden(words: &str) -> Markup {
    html! { span.heard { (text(words)) " " } }
}
