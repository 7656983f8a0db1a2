//! The preview in a terminal: 80 columns, a line at the left that joins the parts of a thread.

mod week;

#[cfg(feature = "practice")]
pub(crate) use week::lines as week_lines;

use threadsheet_core::columns::Shown;
use threadsheet_core::i18n::{commands, preview as words};
use threadsheet_core::language::Language;
use threadsheet_core::text::LENGTH_MAX;

use super::super::screen::{Screen, Tone};
use super::super::text_layout::{COLUMNS, clean, fit, fold, harmless, pad, width};
use super::{Answers, Card, Picture, Preview};
use threadsheet_core::upcoming::Stage;

/// What stands before every line of a post.
const MARGIN: usize = 4;

/// Returns the page.
#[must_use]
pub fn page(preview: &Preview, screen: Screen) -> String {
    let language = preview.language;
    let when = preview.local(preview.at).format("%Y-%m-%d %H:%M");
    let when = format!("{when} ({})", preview.zone.name());
    let spacing = COLUMNS.saturating_sub(width(&when));
    let title = fit(&clean(&preview.title), spacing.saturating_sub(2));
    let mut page = vec![
        format!("{}{when}", screen.paint(Tone::Strong, &pad(&title, spacing))),
        format!("{}: {}", words::TITLE.say(language), preview.counts()),
    ];
    page.extend(week::lines(preview, screen));
    for (section, threads) in preview.sections() {
        page.push(format!("\n{}", screen.paint(Tone::Strong, &preview.heading(section))));
        for (at, thread) in threads.iter().enumerate() {
            // An empty line between threads, none after the heading.
            page.extend((at > 0).then(String::new));
            for (part, card) in thread.iter().enumerate() {
                let drawn = Drawn { preview, card, screen, goes_on: part + 1 < thread.len() };
                page.extend(drawn.lines());
            }
        }
    }
    if preview.cards.is_empty() {
        page.extend(fold(words::NOTHING.say(language), COLUMNS));
    }
    page.join("\n")
}

/// A card as it is drawn.
struct Drawn<'a> {
    preview: &'a Preview,
    card: &'a Card,
    screen: Screen,
    /// Whether another part follows.
    goes_on: bool,
}

impl Drawn<'_> {
    fn lines(&self) -> Vec<String> {
        let Self { card, screen, .. } = self;
        let language = self.preview.language;
        let mut lines = vec![self.head()];
        let tone = if card.stage == Stage::Draft { Some(Tone::Soft) } else { None };
        let mut add = |tone: Option<Tone>, words: &str| {
            for line in words.split('\n').flat_map(|line| fold(&harmless(line), COLUMNS - MARGIN)) {
                let line = line.trim_end();
                lines.push(tone.map_or_else(|| line.to_owned(), |tone| screen.paint(tone, line)));
            }
        };
        if let Some(answers) = self.answers() {
            add(Some(Tone::Soft), &answers);
        }
        if !card.text.is_empty() {
            add(tone, &card.text);
        }
        for (at, picture) in card.media.iter().enumerate() {
            add(Some(Tone::Soft), &medium(picture, at + 1, card.media.len(), language));
        }
        if let Some(link) = card.shown(Shown::LinkCard) {
            add(Some(Tone::Soft), &format!("{}: {}", words::LINK.say(language), clean(link)));
        }
        for part in &card.parts {
            let header = part.column.header(language);
            let after = self.preview.after_the_post(part);
            let after = after.map(|after| format!(" · {after}")).unwrap_or_default();
            add(Some(Tone::Soft), &format!("{header} · {}/{LENGTH_MAX}{after}", part.length));
            if !part.text.is_empty() {
                add(tone, &part.text);
            }
            for (at, picture) in part.media.iter().enumerate() {
                add(Some(Tone::Soft), &medium(picture, at + 1, part.media.len(), language));
            }
        }
        let is_long = card.length > LENGTH_MAX;
        add(Some(if is_long { Tone::Bad } else { Tone::Soft }), &facts(card, language));
        if !card.words.is_empty() {
            let tone = if card.is_wrong { Tone::Bad } else { Tone::Soft };
            let mark = if card.is_wrong { "! " } else { "" };
            add(Some(tone), &format!("{mark}{}", clean(&card.words)));
        }
        let rail = screen.paint(Tone::Soft, if self.goes_on { "│" } else { "" });
        let margin = |at: usize| match at {
            0 => String::new(),
            _ if self.goes_on => format!("  {rail} "),
            _ => " ".repeat(MARGIN),
        };
        let lines = lines.iter().enumerate();
        lines.map(|(at, line)| format!("{}{line}", margin(at)).trim_end().to_owned()).collect()
    }

    /// The first line: who, about what, when, and how long until then.
    fn head(&self) -> String {
        let Self { preview, card, screen, .. } = self;
        let language = preview.language;
        let when = card.when.map(|at| {
            let moment = words::moment(preview.local(at), language);
            format!("{moment} · {}", words::until(at - preview.at, language))
        });
        let when = when.unwrap_or_default();
        let (mark, tone) = match card.stage {
            _ if card.is_wrong => ("!", Tone::Bad),
            Stage::Draft => ("○", Tone::Soft),
            Stage::Undated | Stage::Waiting => ("○", Tone::Strong),
            _ => ("●", Tone::Strong),
        };
        let room = COLUMNS - MARGIN - width(&when) - 2;
        let name = match clean(&card.account) {
            name if name.is_empty() => words::NO_ACCOUNT.say(language).to_owned(),
            name => name,
        };
        let topic = card.shown(Shown::Topic).map(|topic| format!(" › {}", clean(topic)));
        let name = pad(&fit(&format!("{name}{}", topic.unwrap_or_default()), room), room);
        let tone_of_name = if card.stage == Stage::Draft { Tone::Soft } else { Tone::Strong };
        let (mark, name) = (screen.paint(tone, mark), screen.paint(tone_of_name, &name));
        format!("  {mark} {name}  {}", screen.paint(Tone::Soft, &when))
    }

    fn answers(&self) -> Option<String> {
        let language = self.preview.language;
        match self.card.answers.as_ref()? {
            Answers::Row(_) if self.card.is_part => None,
            Answers::Row(row) => Some(words::answers_row(*row, language)),
            Answers::Post(post) => {
                Some(format!("{} {}", words::ANSWERS.say(language), clean(post)))
            }
        }
    }
}

fn medium(picture: &Picture, place: usize, of: usize, language: Language) -> String {
    let name = words::medium(picture.kind, place, of, language);
    let alt = match picture.caption() {
        Some(alt) => format!("{}: {}", words::ALT.say(language), clean(alt)),
        None => words::NO_ALT.say(language).to_owned(),
    };
    format!("[{name}] {} ({alt})", clean(&picture.url))
}

fn facts(card: &Card, language: Language) -> String {
    let mut facts = vec![
        commands::row(card.row, language),
        card.stage.say(language).to_owned(),
        format!("{}/{LENGTH_MAX}", card.length),
    ];
    facts.extend(card.facts(language).iter().map(|fact| clean(fact)));
    facts.join(" · ")
}
