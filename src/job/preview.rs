//! The coming posts as cards: from what was read and what would be decided, changing nothing.

use std::collections::HashSet;

use super::snapshot::Snapshot;
use crate::core::account::AccountAction;
use crate::core::fault::CellFault;
use crate::core::headings::PostStatus;
use crate::core::moment::When;
use crate::core::name;
use crate::core::options::ReplyTo;
use crate::core::plan::{self, Decision, Limits, Plan, Row, Says, Then};
use crate::core::post::{Draft, PostRow};
use crate::core::text::{covered, length};
use crate::core::words::{Message, Refusal};
use crate::report::preview::{Answers, Card, Picture, Preview, Stage};

/// How much of one cell a card holds, in characters: a cell may hold 50,000, a post 500.
const SHOWN_MAX: usize = 5_000;

/// Returns the coming posts in their order.
pub(super) fn preview(snapshot: &Snapshot, limits: Limits, sheet_requests: u32) -> Preview {
    let outlook = plan::outlook(&snapshot.sheet(limits));
    let rows = outlook.posts.iter().filter_map(|decision| {
        let at = snapshot.posts.binary_search_by_key(&decision.row, Row::row).ok()?;
        match snapshot.posts.get(at)? {
            Row::Open(post) => Some((post.as_ref(), decision)),
            Row::Finished { .. } => None,
        }
    });
    let desk = Desk { snapshot, outlook: &outlook };
    let preview = Preview {
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: shown(&snapshot.listing.title),
        cards: rows.map(|(post, decision)| desk.card(post, decision)).collect(),
        sheet_requests,
    };
    preview.arrange()
}

/// What a card is made from beside its own row.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    outlook: &'a Plan,
}

impl Desk<'_> {
    fn card(&self, post: &PostRow, decision: &Decision) -> Card {
        let nothing = Draft::default();
        let draft = post.shown_draft().unwrap_or(&nothing);
        let stage = stage(post, decision);
        let (words, is_wrong) = self.said(post, decision, stage);
        let text = shown(&draft.text);
        let alt = draft.alt_text.iter().map(|alt| alt.as_deref().map(shown));
        let pictures = draft.media.iter().zip(alt.chain(std::iter::repeat(None)));
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
            media: pictures
                .map(|(medium, alt)| Picture { kind: medium.kind, url: shown(&medium.url), alt })
                .collect(),
            link: draft.link.as_deref().map(shown),
            topic: draft.topic.as_deref().map(shown),
            reply_control: draft.reply_control,
            words: shown(&words),
            is_wrong,
        }
    }

    /// Returns the sentence of the row, and whether it asks a person to do something.
    fn said(&self, post: &PostRow, decision: &Decision, stage: Stage) -> (String, bool) {
        let language = self.snapshot.language();
        let message = match &decision.says {
            Says::This(message) => Some(message.clone()),
            // A draft is judged by nobody; what is wrong with it is good to know beforehand.
            Says::Keep if stage == Stage::Draft => self.fault(post).map(Message::Refused),
            Says::Keep if stage.is_stopped() || stage == Stage::UnderWay => {
                let is_wrong = stage.is_stopped() || decision.then == Then::Look;
                return (post.message().to_owned(), is_wrong);
            }
            Says::Keep | Says::Nothing if decision.then == Then::Nothing => self.trouble(decision),
            Says::Keep | Says::Nothing => None,
        };
        message.map_or_else(Default::default, |message| {
            (message.say(language), needs_person(&message))
        })
    }

    /// Returns why a row could not be posted, were it queued.
    fn fault(&self, post: &PostRow) -> Option<Refusal> {
        let known: HashSet<&str> =
            self.outlook.accounts.iter().map(|step| step.name.as_str()).collect();
        match (&post.account, post.fault()) {
            // An idea needs no account yet.
            (Err(CellFault::Name(name::NameFault::Empty)), fault) => fault
                .filter(|fault| !matches!(fault, CellFault::Name(_)))
                .cloned()
                .map(Refusal::Cell),
            (Ok(name), _) if !known.contains(name.as_str()) => {
                let nearest = name::nearest(name, known).map(str::to_owned);
                Some(Refusal::UnknownAccount { name: name.clone(), nearest })
            }
            (_, fault) => fault.cloned().map(Refusal::Cell),
        }
    }

    /// Returns what will hold the post up when its time has come, unless something is done.
    fn trouble(&self, decision: &Decision) -> Option<Message> {
        let accounts = self.snapshot.accounts.iter().zip(&self.outlook.accounts);
        let mut own = accounts.filter(|(_, step)| step.name == decision.account);
        own.find_map(|(account, step)| match step.action {
            _ if !account.is_enabled => Some(Message::AccountDisabled),
            AccountAction::Expired | AccountAction::Fault(_) | AccountAction::SameName { .. } => {
                Some(Message::AccountTroubled)
            }
            AccountAction::Keep | AccountAction::Learn | AccountAction::Refresh => None,
        })
    }
}

fn stage(post: &PostRow, decision: &Decision) -> Stage {
    let status = decision.shows.or_else(|| post.status.clone().ok());
    match (decision.then, status, &post.when) {
        (Then::Publish, ..) => Stage::NextRun,
        (Then::Settle, ..) | (_, Some(PostStatus::Publishing), _) => Stage::UnderWay,
        (Then::Look, ..) | (_, Some(PostStatus::Check), _) => Stage::Check,
        (_, Some(PostStatus::Failed), _) => Stage::Failed,
        (_, Some(PostStatus::Missed), _) => Stage::Missed,
        (_, Some(PostStatus::Draft), _) => Stage::Draft,
        (..) if matches!(&decision.says, Says::This(message) if !is_of_its_cells(message)) => {
            Stage::Waiting
        }
        (_, _, Ok(When::At(_))) => Stage::Scheduled,
        (..) => Stage::Undated,
    }
}

/// Tells whether a sentence is about how the cells were read, and not about what the post waits for.
fn is_of_its_cells(message: &Message) -> bool {
    matches!(message, Message::Noticed(_) | Message::NoTime { .. })
}

fn needs_person(message: &Message) -> bool {
    match message {
        Message::Refused(_)
        | Message::Missed
        | Message::NoTime { .. }
        | Message::UnknownStatus { .. }
        | Message::AccountTroubled
        | Message::HasPermalink
        | Message::CopyOfAnother
        | Message::ReceiptSpoilt
        | Message::CheckUnexplained
        | Message::CheckAgain
        | Message::Check(_) => true,
        Message::Noticed(_)
        | Message::AccountDisabled
        | Message::ParentWaits { .. }
        | Message::AlreadyPublished
        | Message::Restored
        | Message::OutcomeUnknown
        | Message::QuotaUsed
        | Message::Processing
        | Message::Requeued
        | Message::TimeUp
        | Message::NoLink
        | Message::ChangedAfterSending
        | Message::ChangedMeanwhile
        | Message::OtherRun
        | Message::Passing { .. } => false,
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
