//! A preview: the coming posts as cards, from what was read and what would be decided, changing nothing.

use chrono::{DateTime, Utc};
use threadsheet_core::account::AccountRow;
use threadsheet_core::columns::{PostColumn, ReplyTo};
use threadsheet_core::i18n::lists;
use threadsheet_core::media::Medium;
use threadsheet_core::plan::Decision;
use threadsheet_core::post::{Draft, PostRow};
use threadsheet_core::reason::{Found, Message};
use threadsheet_core::run_error::RunError;
use threadsheet_core::text::{length, redact};
use threadsheet_core::upcoming::{Stage, Upcoming};
use threadsheet_core::week::Week;

use crate::config::Config;
use crate::report::News;
use crate::report::preview::{Answers, Card, Part, Picture, Preview};
use crate::run::report_lines::links;
use crate::run::snapshot::Snapshot;
use crate::run::start::{open_workbook, own_clock};
use crate::run::upcoming::upcoming;

/// How much of one cell a card holds, in characters: a cell may hold 50,000, a post 500.
const SHOWN_MAX: usize = 5_000;

/// Reads the sheet and returns the coming posts, changing nothing.
///
/// # Errors
///
/// What ends a whole run; see [`RunError`].
pub async fn preview(config: &Config, observer: &dyn Fn(News)) -> Result<Preview, RunError> {
    let clock = own_clock(config);
    let mut workbook = open_workbook(config, "preview").await?;
    let clock = clock.following(workbook.time(), config.time_scale);
    let snapshot = Snapshot::read(&mut workbook, config, &clock, observer).await?;
    Ok(of_snapshot(&snapshot, config, workbook.requests()))
}

/// Returns the coming posts in their order.
fn of_snapshot(snapshot: &Snapshot, config: &Config, sheet_requests: u32) -> Preview {
    let limits = config.limits_under(&snapshot.settings_tab.chosen);
    let upcoming_posts = upcoming(snapshot, limits);
    let cards = upcoming_posts
        .upcoming()
        .map(|upcoming| with_account_trouble(upcoming, snapshot))
        .map(|upcoming| with_placeholders(upcoming, snapshot));
    let preview = Preview {
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: shown(&snapshot.listing.title),
        cards: cards.map(|upcoming| card(upcoming, snapshot.place.now)).collect(),
        week: Week::of(&upcoming_posts),
        sheet_requests,
        links: links(snapshot, config),
    };
    preview.arrange()
}

/// Has a post that nothing else is said of tell that the last run found its account's token, the very one
/// that stands there, to be of no use.
fn with_account_trouble<'a>(upcoming: Upcoming<'a>, snapshot: &Snapshot) -> Upcoming<'a> {
    let is_useless = |account: &AccountRow| {
        let (Ok(cell), Some(receipt)) = (&account.token, &account.receipt) else { return false };
        receipt.trouble.is_some() && receipt.is_of(&cell.token)
    };
    let is_own = |account: &&AccountRow| account.name.as_ref() == Ok(&upcoming.decision.account);
    let mut own = snapshot.accounts.iter().filter(is_own);
    if !upcoming.words.is_empty() || upcoming.stage == Stage::Draft || !own.any(is_useless) {
        return upcoming;
    }
    let words = Message::AccountTroubled.say(snapshot.language());
    Upcoming { words, is_wrong: true, ..upcoming }
}

/// Adds what a text still holds that somebody meant to replace to what is said of its post.
fn with_placeholders<'a>(upcoming: Upcoming<'a>, snapshot: &Snapshot) -> Upcoming<'a> {
    let found = upcoming.placeholders();
    if found.is_empty() {
        return upcoming;
    }
    let language = snapshot.language();
    let hint = Found::Placeholders { found: &found }.say(language);
    let said = [upcoming.words.clone(), hint].into_iter().filter(|words| !words.is_empty());
    let words = lists::sentences(&said.collect::<Vec<_>>(), language);
    Upcoming { words, ..upcoming }
}

fn card(upcoming: Upcoming, now: DateTime<Utc>) -> Card {
    let when = upcoming.time();
    let reply_after = upcoming.reply_after(now);
    let Upcoming { post, decision, stage, words, is_wrong, .. } = upcoming;
    let nothing = Draft::default();
    let draft = post.shown_draft().unwrap_or(&nothing);
    let text = shown(&draft.text);
    let options = |at: Option<usize>| {
        let of = draft.options.iter();
        let of = of.filter_map(move |(column, value)| Some((*column, shown(value.get(at)?))));
        of.collect::<Vec<_>>()
    };
    let parts = post.further_parts().enumerate().map(|(at, part)| {
        // The others follow the first one at once.
        let after = reply_after.filter(|_| at == 0);
        let media = part.draft.as_ref().map(|draft| draft.media.as_slice()).unwrap_or_default();
        Part {
            column: PostColumn::of_part(part.number),
            text: shown(part.text()),
            length: length(part.text()),
            media: media.iter().map(|medium| picture(medium, Vec::new())).collect(),
            after: after.map(|(delay, _)| delay),
            when: after.and_then(|(_, when)| when),
        }
    });
    Card {
        row: post.row + 1,
        account: post.account.clone().unwrap_or_default(),
        stage,
        when,
        answers: answers(post, decision),
        is_part: false,
        length: length(&draft.text),
        text,
        media: (0..)
            .zip(&draft.media)
            .map(|(at, medium)| picture(medium, options(Some(at))))
            .collect(),
        parts: parts.collect(),
        options: options(None),
        words: shown(&words),
        is_wrong,
    }
}

fn picture(medium: &Medium, options: Vec<(PostColumn, String)>) -> Picture {
    Picture { kind: medium.kind, url: shown(&medium.url), options }
}

fn answers(post: &PostRow, decision: &Decision) -> Option<Answers> {
    if post.answers_a_row() {
        return decision.parent_row.map(|row| Answers::Row(row + 1));
    }
    match post.reply_to.as_ref().ok()?.as_ref()? {
        ReplyTo::Previous => None,
        ReplyTo::Permalink(post) | ReplyTo::MediaId(post) => Some(Answers::Post(shown(post))),
    }
}

/// Returns what a cell shows, without a token and not without end.
fn shown(cell: &str) -> String {
    let cell = redact(cell);
    match cell.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}
