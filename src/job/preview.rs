//! The coming posts as cards: from what was read and what would be decided, changing nothing.

use threadsheet_core::account::AccountRow;
use threadsheet_core::columns::ReplyTo;
use threadsheet_core::moment::When;
use threadsheet_core::plan::Decision;
use threadsheet_core::post::{Draft, PostRow};
use threadsheet_core::reason::Message;
use threadsheet_core::text::{covered, length};

use super::coming::{Coming, Outlook};
use super::pass::links;
use super::snapshot::Snapshot;
use crate::report::preview::{Answers, Card, Picture, Preview, Stage};
use crate::settings::Settings;

/// How much of one cell a card holds, in characters: a cell may hold 50,000, a post 500.
const SHOWN_MAX: usize = 5_000;

/// Returns the coming posts in their order.
pub(super) fn preview(snapshot: &Snapshot, settings: &Settings, sheet_requests: u32) -> Preview {
    let limits = settings.limits_under(&snapshot.choices.chosen);
    let outlook = Outlook::new(snapshot, limits);
    let cards = outlook.coming().map(|coming| told_of_its_account(coming, snapshot));
    let preview = Preview {
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: shown(&snapshot.listing.title),
        cards: cards.map(card).collect(),
        sheet_requests,
        links: links(snapshot, settings),
    };
    preview.arrange()
}

/// Has a post that nothing else is said of tell that the last run found its account's token, the very one
/// that stands there, to be of no use.
fn told_of_its_account<'a>(coming: Coming<'a>, snapshot: &Snapshot) -> Coming<'a> {
    let is_useless = |account: &AccountRow| {
        let (Ok(cell), Some(receipt)) = (&account.token, &account.receipt) else { return false };
        receipt.trouble.is_some() && receipt.is_of(&cell.token)
    };
    let is_own = |account: &&AccountRow| account.name.as_ref() == Ok(&coming.decision.account);
    let mut own = snapshot.accounts.iter().filter(is_own);
    if !coming.words.is_empty() || coming.stage == Stage::Draft || !own.any(is_useless) {
        return coming;
    }
    let words = Message::AccountTroubled.say(snapshot.language());
    Coming { words, is_wrong: true, ..coming }
}

fn card(coming: Coming) -> Card {
    let Coming { post, decision, stage, words, is_wrong, .. } = coming;
    let nothing = Draft::default();
    let draft = post.shown_draft().unwrap_or(&nothing);
    let text = shown(&draft.text);
    let options = |at: Option<usize>| {
        let of = draft.options.iter();
        let of = of.filter_map(move |(column, value)| Some((*column, shown(value.get(at)?))));
        of.collect::<Vec<_>>()
    };
    Card {
        row: post.row + 1,
        account: post.account.clone().unwrap_or_default(),
        stage,
        when: match &post.when {
            Ok(When::At(moment)) => Some(moment.at),
            _ => None,
        },
        answers: answers(post, decision),
        is_part: false,
        length: length(&draft.text),
        text,
        media: (0..)
            .zip(&draft.media)
            .map(|(at, medium)| Picture {
                kind: medium.kind,
                url: shown(&medium.url),
                options: options(Some(at)),
            })
            .collect(),
        options: options(None),
        words: shown(&words),
        is_wrong,
    }
}

fn answers(post: &PostRow, decision: &Decision) -> Option<Answers> {
    match post.reply_to.as_ref().ok()?.as_ref()? {
        ReplyTo::Previous => decision.parent_row.map(|row| Answers::Row(row + 1)),
        ReplyTo::Permalink(post) | ReplyTo::MediaId(post) => Some(Answers::Post(shown(post))),
    }
}

/// Returns what a cell shows, without a token and not without end.
fn shown(cell: &str) -> String {
    let cell = covered(cell);
    match cell.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}
