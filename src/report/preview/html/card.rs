//! One post on the page.

use chrono::SecondsFormat;
use threadsheet_core::columns::Shown;
use threadsheet_core::i18n::{commands, preview as words};
use threadsheet_core::language::Language;
use threadsheet_core::media::MediaKind;
use threadsheet_core::text::{LENGTH_MAX, limit_at};

use super::super::markup::{address, host, text};
use super::super::{Answers, Card, Picture, Preview, Stage};
use super::icons::{ACTIONS, LINK, PICTURE, PLAY, icon};
use crate::report::About;

/// How many colours there are for the circles that stand for accounts.
const HUES: usize = 6;

/// Returns the card of a post.
pub(super) fn article(preview: &Preview, card: &Card) -> String {
    let language = preview.language;
    let name = match card.account.as_str() {
        "" => words::NO_ACCOUNT.say(language),
        name => name,
    };
    let kind = if card.stage == Stage::Draft { "post draft" } else { "post" };
    let mut lines = vec![
        format!("<article class=\"{kind}\" aria-labelledby=\"row-{}\">", card.row),
        rail(name),
        "<div class=\"body\">".to_owned(),
        "<header class=\"who\">".to_owned(),
        format!("<h3 id=\"row-{}\"><bdi>{}</bdi></h3>", card.row, text(name)),
    ];
    if let Some(topic) = card.shown(Shown::Topic) {
        let hidden = hidden(words::TOPIC.say(language));
        lines.push(format!("<p class=\"topic\">{hidden}<bdi>{}</bdi></p>", text(topic)));
    }
    lines.push(when(preview, card));
    lines.push("</header>".to_owned());
    lines.extend(answers(card, language));
    if !card.text.is_empty() {
        lines.push(format!("<p class=\"text\" dir=\"auto\">{}</p>", body(&card.text)));
    }
    lines.extend(strip(card, language));
    lines.extend(card.shown(Shown::LinkCard).map(|link| link_card(link, language)));
    // Nobody will like or answer what does not go out as it stands.
    if !card.is_wrong && !card.stage.is_stopped() {
        let icons = ACTIONS.map(icon).concat();
        lines.push(format!("<p class=\"actions\" aria-hidden=\"true\">{icons}</p>"));
    }
    lines.extend(said(card, language));
    lines.push(facts(preview, card));
    lines.extend(["</div>", "</article>"].map(str::to_owned));
    lines.join("\n")
}

/// The circle that stands for the account, and the line that leads on to the next part.
fn rail(name: &str) -> String {
    let hue = name.bytes().fold(7, |sum: usize, byte| (sum * 31 + usize::from(byte)) % 997) % HUES;
    let letter: String = name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    let avatar = format!("<span class=\"avatar hue-{hue}\">{}</span>", text(&letter));
    format!("<div class=\"rail\" aria-hidden=\"true\">{avatar}</div>")
}

fn when(preview: &Preview, card: &Card) -> String {
    let Some(at) = card.when else {
        return format!("<p class=\"when\">{}</p>", card.stage.say(preview.language));
    };
    let local = preview.local(at);
    let instant = local.to_rfc3339_opts(SecondsFormat::Secs, true);
    let moment = words::moment(local, preview.language);
    let until = words::until(at - preview.at, preview.language);
    format!(
        "<p class=\"when\"><time datetime=\"{instant}\">{moment}</time> <span>{until}</span></p>"
    )
}

fn answers(card: &Card, language: Language) -> Option<String> {
    let said = match card.answers.as_ref()? {
        Answers::Row(_) if card.is_part => return None,
        Answers::Row(row) => text(&words::answers_row(*row, language)),
        Answers::Post(post) => {
            let shown = format!("<bdi>{}</bdi>", text(post));
            let leads = address(post).map(|address| anchor(&address, "", &shown));
            format!("{} {}", words::ANSWERS.say(language), leads.unwrap_or(shown))
        }
    };
    Some(format!("<p class=\"answers\">{said}</p>"))
}

/// The text, with what is beyond the limit marked.
fn body(shown: &str) -> String {
    let (fits, over) = shown.split_at(limit_at(shown));
    let over = if over.is_empty() { String::new() } else { format!("<mark>{}</mark>", text(over)) };
    format!("{}{over}", text(fits))
}

fn strip(card: &Card, language: Language) -> Option<String> {
    let of = card.media.len();
    let medium = |(at, picture): (usize, &Picture)| {
        figure(picture, &words::medium(picture.kind, at + 1, of, language), language)
    };
    let figures: Vec<String> = card.media.iter().enumerate().map(medium).collect();
    let name = words::medium(None, 1, 1, language);
    match figures.as_slice() {
        [] => None,
        [one] => Some(format!("<div class=\"media\">\n{one}\n</div>")),
        // Whoever uses a keyboard can step into it and scroll.
        several => Some(format!(
            "<div class=\"media strip\" role=\"group\" tabindex=\"0\" aria-label=\"{name}: {of}\">\n{}\n</div>",
            several.join("\n")
        )),
    }
}

fn figure(picture: &Picture, name: &str, language: Language) -> String {
    let alt = picture.caption();
    let described = alt.map_or_else(|| name.to_owned(), |alt| format!("{name}: {alt}"));
    let described = text(&described);
    let shown = match address(&picture.url).filter(|_| picture.kind != Some(MediaKind::Video)) {
        Some(address) => format!(
            "<img src=\"{address}\" alt=\"{described}\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">"
        ),
        None => format!("<span role=\"img\" aria-label=\"{described}\"></span>"),
    };
    let sign = icon(if picture.kind == Some(MediaKind::Video) { PLAY } else { PICTURE });
    let sign =
        format!("<span class=\"sign\">{sign}<small>{}</small></span>", text(&host(&picture.url)));
    let caption = match alt {
        Some(alt) => format!("<b>{}</b> <bdi>{}</bdi>", words::ALT.say(language), text(alt)),
        None => words::NO_ALT.say(language).to_owned(),
    };
    // The description is read out with the picture; below it, it is for the eye.
    format!(
        "<figure>\n<div class=\"frame\">{sign}{shown}</div>\n<figcaption aria-hidden=\"true\">{caption}</figcaption>\n</figure>"
    )
}

fn link_card(link: &str, language: Language) -> String {
    let label = hidden(words::LINK.say(language));
    let host = text(&host(link));
    let inner = format!("{}<span>{label}<b>{host}</b><bdi>{}</bdi></span>", icon(LINK), text(link));
    match address(link) {
        Some(address) => anchor(&address, " class=\"link\"", &inner),
        None => format!("<p class=\"link\">{inner}</p>"),
    }
}

/// Returns an anchor; `address` and `inner` are harmless already.
fn anchor(address: &str, class: &str, inner: &str) -> String {
    format!("<a{class} href=\"{address}\" rel=\"noopener noreferrer nofollow\">{inner}</a>")
}

fn said(card: &Card, language: Language) -> Option<String> {
    let (class, label) = match card.is_wrong {
        _ if card.words.is_empty() => return None,
        true => ("wrong", words::WRONG),
        false => ("note", words::NOTE),
    };
    let label = hidden(label.say(language));
    Some(format!("<p class=\"{class}\" dir=\"auto\">{label}{}</p>", text(&card.words)))
}

fn facts(preview: &Preview, card: &Card) -> String {
    let language = preview.language;
    let over = if card.length > LENGTH_MAX { " class=\"over\"" } else { "" };
    let length = words::length(card.length, language);
    let mut facts = vec![
        format!("<li>{}</li>", row(preview, card)),
        format!(
            "<li{over}><span aria-hidden=\"true\">{}/{LENGTH_MAX}</span>{}</li>",
            card.length,
            hidden(&length)
        ),
    ];
    // In the place of a time that is missing, the head of the card says how it stands.
    if card.when.is_some() {
        let (class, stage) = (card.stage.word(), card.stage.say(language));
        facts.insert(1, format!("<li class=\"stage {class}\">{stage}</li>"));
    }
    facts.extend(card.facts(language).iter().map(|fact| format!("<li>{}</li>", text(fact))));
    format!("<ul class=\"facts\" role=\"list\">\n{}\n</ul>", facts.join("\n"))
}

/// The row, with the way to it in the spreadsheet.
fn row(preview: &Preview, card: &Card) -> String {
    let row = commands::row(card.row, preview.language);
    let sheet = preview.links.to(About::Post(card.row), None);
    let leads = sheet.and_then(|sheet| Some(anchor(&address(&sheet)?, "", &row)));
    leads.unwrap_or(row)
}

/// Returns words for those who listen to the page.
fn hidden(words: &str) -> String {
    format!("<span class=\"heard\">{} </span>", text(words))
}
