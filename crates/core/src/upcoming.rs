//! How each post that is not out stands, whether or not a run has anything to do about it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::cell_error::CellError;
use crate::columns::{PostColumn, PostStatus};
use crate::language::Language;
use crate::name;
use crate::plan::{Decision, Plan, Row, Says, Sheet, Then, is_post_out, of_thread, reply_delay};
use crate::post::{Part, PostRow};
use crate::reason::{Message, Refusal, column};
use crate::row_state::RowState;
use crate::schedule::When;
use crate::text;

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for its time.
    Scheduled,
    /// The next run sends it.
    NextRun,
    /// A run after the next one sends it, without anybody having to do something.
    NextRuns,
    /// It was sent, and whether it is public is not known yet.
    UnderWay,
    /// It waits for something else than its time.
    Waiting,
    /// It has no time yet.
    Undated,
    /// A draft never goes out.
    Draft,
    /// It was not posted.
    Failed,
    /// Nobody has tried it yet, and as it stands it would fail.
    ToFix,
    /// Its time was too long ago.
    Missed,
    /// Only a person can tell whether it is out.
    Check,
}

/// What is decided about every post that is not out.
#[derive(Debug)]
pub struct UpcomingPosts<'a> {
    sheet: Sheet<'a>,
    plan: Plan,
}

/// A post that is not out.
#[derive(Debug)]
pub struct Upcoming<'a> {
    /// Its row.
    pub post: &'a PostRow,
    /// What is decided about it.
    pub decision: &'a Decision,
    /// Where it stands.
    pub stage: Stage,
    /// What its row says, or will say; empty where there is nothing to say.
    pub words: String,
    /// Whether the words ask a person to do something.
    pub is_wrong: bool,
    /// The cell that the words are about; none where they are about another tab.
    pub column: Option<PostColumn>,
}

impl Stage {
    /// Returns the word of the JSON form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::NextRun => "next_run",
            Self::NextRuns => "next_runs",
            Self::UnderWay => "under_way",
            Self::Waiting => "waiting",
            Self::Undated => "undated",
            Self::Draft => "draft",
            Self::Failed => "failed",
            Self::ToFix => "to_fix",
            Self::Missed => "missed",
            Self::Check => "check",
        }
    }

    /// Returns the words for people.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        use crate::i18n::preview::stage;
        let words = match self {
            Self::Scheduled => stage::SCHEDULED,
            Self::NextRun => stage::NEXT_RUN,
            Self::NextRuns => stage::NEXT_RUNS,
            Self::UnderWay => stage::UNDER_WAY,
            Self::Waiting => stage::WAITING,
            Self::Undated => stage::UNDATED,
            Self::Draft => stage::DRAFT,
            Self::Failed => stage::FAILED,
            Self::ToFix => stage::TO_FIX,
            Self::Missed => stage::MISSED,
            Self::Check => stage::CHECK,
        };
        words.say(language)
    }

    /// Tells whether it does not go out until a person has done something about its row.
    #[must_use]
    pub fn is_stopped(self) -> bool {
        matches!(self, Self::Failed | Self::ToFix | Self::Missed | Self::Check)
    }
}

impl Upcoming<'_> {
    /// Returns when it goes out, by its cells, by the post that it answers or by its slot, UTC; none where nothing says.
    #[must_use]
    pub fn time(&self) -> Option<DateTime<Utc>> {
        match &self.post.when {
            // The post is out, and this is about its first reply.
            _ if has_a_reply_to_come(self.decision) => Some(self.decision.due),
            Ok(When::At(moment)) => Some(moment.at),
            // Known once the post that it answers is out.
            Ok(When::After(_)) if matches!(self.stage, Stage::Scheduled | Stage::NextRun) => {
                Some(self.decision.due)
            }
            _ => slot(self.post, self.decision),
        }
    }

    /// Returns how long after the post its first reply goes out, and when that is at the earliest, as far as one can tell at
    /// `now`: both in UTC. None where it follows at once, and where a reply is out already.
    #[must_use]
    pub fn reply_after(&self, now: DateTime<Utc>) -> Option<(TimeDelta, Option<DateTime<Utc>>)> {
        let is_out = is_post_out(self.post, self.decision);
        let last_out = self.post.stored.line().and_then(RowState::last_out).filter(|_| is_out);
        let delay = reply_delay(self.post).filter(|_| last_out.unwrap_or(0) == 0)?;
        if is_out {
            // Otherwise it is held up by something else than its time.
            return Some((delay, self.time().filter(|_| has_a_reply_to_come(self.decision))));
        }
        let is_told = matches!(self.stage, Stage::Scheduled | Stage::NextRun | Stage::NextRuns);
        let out = self.time().or(Some(now).filter(|_| self.stage == Stage::NextRun));
        Some((delay, out.filter(|_| is_told).map(|out| out.max(now) + delay)))
    }

    /// Returns what its text still holds that somebody meant to replace. A draft is still being written, and what was
    /// sent cannot be changed any more.
    #[must_use]
    pub fn placeholders(&self) -> Vec<String> {
        let is_to_come = !matches!(self.stage, Stage::Draft | Stage::UnderWay | Stage::Check);
        let draft = self.post.shown_draft().filter(|_| is_to_come);
        let further = self.post.further_parts().filter(|_| is_to_come).map(Part::text);
        let texts = draft.map(|draft| draft.text.as_str()).into_iter().chain(further);
        texts.flat_map(text::placeholders).map(str::to_owned).collect()
    }
}

impl<'a> UpcomingPosts<'a> {
    /// Takes the decisions that [`crate::plan::upcoming`] made about a sheet.
    #[must_use]
    pub fn new(sheet: Sheet<'a>, plan: Plan) -> Self {
        Self { sheet, plan }
    }

    /// Returns the posts in the order of the rows.
    pub fn upcoming(&self) -> impl Iterator<Item = Upcoming<'_>> {
        self.plan.posts.iter().filter_map(|decision| {
            let post = self.post(decision.row)?;
            let stage = stage(post, decision, self.sheet.place.now);
            let Said { words, is_wrong, column } = self.said(post, decision, stage);
            Some(Upcoming { post, decision, stage, words, is_wrong, column })
        })
    }

    /// Returns what it was decided from.
    pub(crate) fn sheet(&self) -> &Sheet<'a> {
        &self.sheet
    }

    /// Returns all that is decided.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns a row, from 0, that is not finished.
    fn post(&self, row: usize) -> Option<&PostRow> {
        let at = self.sheet.posts.binary_search_by_key(&row, Row::row).ok()?;
        match self.sheet.posts.get(at)? {
            Row::Open(post) => Some(post),
            Row::Finished { .. } => None,
        }
    }

    /// Returns the sentence of the row.
    fn said(&self, post: &PostRow, decision: &Decision, stage: Stage) -> Said {
        let language = self.sheet.language;
        let message = match &decision.says {
            Says::This(message) => Some(message.clone()),
            // A run does not judge drafts; what is wrong with one is good to know beforehand.
            Says::Keep if stage == Stage::Draft => self.fault(post).map(Message::Refused),
            // An earlier run has told it; which cell it meant is looked up in the cells.
            Says::Keep if stage == Stage::Failed && post.message().is_empty() => {
                // Another tool's mark, or a sentence that was taken away.
                Some(
                    self.fault(post)
                        .map_or(Message::NoReason { status: PostStatus::Failed }, Message::Refused),
                )
            }
            Says::Keep if stage.is_stopped() || stage == Stage::UnderWay => {
                let is_wrong = stage.is_stopped() || decision.then == Then::Look;
                let column = post.fault().and_then(column::of_fault);
                let column = Some(column.unwrap_or(PostColumn::Status));
                return Said { words: post.message().to_owned(), is_wrong, column };
            }
            Says::Keep | Says::Nothing => None,
        };
        let message = message.or_else(|| how_far(post, decision));
        message.map_or_else(Said::default, |message| Said {
            words: message.say(language),
            is_wrong: needs_person(&message),
            column: column::of_message(&message),
        })
    }

    /// Returns why a row could not be posted, were it queued.
    fn fault(&self, post: &PostRow) -> Option<Refusal> {
        let known = || self.plan.accounts.iter().map(|step| step.name.as_str());
        match (&post.account, post.fault()) {
            (Err(CellError::Name(name::NameFault::Empty)), _) => post
                .fault_besides_account()
                .filter(|fault| !matches!(fault, CellError::Loading(_)))
                .cloned()
                .map(Refusal::Cell),
            // While an account's name is being worked out, the one in this row may be it.
            (Ok(name), _)
                if !known().any(|known| known == name) && self.is_an_account_loading() =>
            {
                None
            }
            (Ok(name), _) if !known().any(|known| known == name) => {
                let nearest = name::nearest(name, known()).map(str::to_owned);
                Some(Refusal::UnknownAccount { name: name.clone(), nearest })
            }
            // What passes by itself is nothing wrong.
            (_, Some(CellError::Loading(_))) => None,
            (_, fault) => fault.cloned().map(Refusal::Cell),
        }
    }

    fn is_an_account_loading(&self) -> bool {
        self.sheet.accounts.iter().any(|account| account.loading.is_some())
    }
}

/// The sentence of a row, as [`Upcoming`] has it.
#[derive(Default)]
struct Said {
    words: String,
    is_wrong: bool,
    column: Option<PostColumn>,
}

fn stage(post: &PostRow, decision: &Decision, now: DateTime<Utc>) -> Stage {
    let is_to_come = decision.due > now;
    let waits =
        |message: &Message| !(is_of_its_cells(message) || is_to_come && passes_by_then(message));
    // What the next run will show counts before what the cell shows now.
    let status = decision.shows.or_else(|| post.status.clone().ok());
    match (decision.then, status, &post.when) {
        // This comes first, as the decision shows Failed here, and only a row whose cell says so was really
        // tried.
        _ if is_to_fix(post, decision) => Stage::ToFix,
        (Then::Publish, ..) => Stage::NextRun,
        _ if has_a_reply_to_come(decision) => Stage::Scheduled,
        (Then::Resolve, ..) | (_, Some(PostStatus::Publishing), _) => Stage::UnderWay,
        (Then::Look, ..) | (_, Some(PostStatus::Check), _) => Stage::Check,
        (_, Some(PostStatus::Failed), _) => Stage::Failed,
        (_, Some(PostStatus::Missed), _) => Stage::Missed,
        (_, Some(PostStatus::Draft), _) if !post.is_unmarked => Stage::Draft,
        // A pause passes by itself, unlike what a post waits for otherwise.
        (..) if !is_to_come
            && matches!(&decision.says, Says::This(message) if passes_with_time(message)) =>
        {
            Stage::NextRuns
        }
        (..) if matches!(&decision.says, Says::This(message) if waits(message)) => Stage::Waiting,
        (_, _, Ok(When::At(_) | When::After(_))) => Stage::Scheduled,
        _ if is_to_come && slot(post, decision).is_some() => Stage::Scheduled,
        (..) => Stage::Undated,
    }
}

/// Tells whether the post of a row is out, and its first reply waits for nothing but its time.
fn has_a_reply_to_come(decision: &Decision) -> bool {
    let is_it = |says: &Message| matches!(says, Message::ReplyGoesOut { .. });
    matches!(&decision.says, Says::This(Message::OfThread { says: Some(says), .. }) if is_it(says))
}

/// Returns how far the thread of a row is of which parts are out.
fn how_far(post: &PostRow, decision: &Decision) -> Option<Message> {
    let line = post.stored.line().filter(|line| line.is_between_parts())?;
    (decision.then == Then::Publish).then(|| of_thread(post, line, None))
}

/// Returns the slot in which a post without a time goes out, UTC.
#[must_use]
pub fn slot(post: &PostRow, decision: &Decision) -> Option<DateTime<Utc>> {
    decision.slot.or_else(|| post.slot().filter(|slot| *slot == decision.due))
}

/// Tells whether a post waits for its turn among those of its account.
fn passes_with_time(message: &Message) -> bool {
    matches!(message, Message::Pause { .. } | Message::DailyCap { is_too_late: false, .. })
}

/// Tells whether a run would refuse the row, and none has yet.
#[must_use]
pub fn is_to_fix(post: &PostRow, decision: &Decision) -> bool {
    decision.shows == Some(PostStatus::Failed) && post.status != Ok(PostStatus::Failed)
}

/// Tells whether a sentence is about how the cells were read, and not about what the post waits for.
fn is_of_its_cells(message: &Message) -> bool {
    matches!(
        message,
        Message::Noticed(_)
            | Message::NoTime { .. }
            | Message::DayTaken { .. }
            | Message::Untimed
            | Message::InSlot { .. }
            | Message::Unaddressed
            | Message::GoesOutAfter { .. }
    )
}

/// Tells whether what a sentence says may be over when the time comes.
fn passes_by_then(message: &Message) -> bool {
    matches!(message, Message::AccountTroubled | Message::NoAccounts) || passes_with_time(message)
}

#[expect(clippy::too_many_lines, reason = "a line for each message, so that none is left out")]
fn needs_person(message: &Message) -> bool {
    match message {
        Message::Refused(_)
        | Message::RefusedAsked { .. }
        | Message::Missed
        | Message::NoTime { .. }
        | Message::DayTaken { .. }
        | Message::Untimed
        | Message::Unaddressed
        | Message::UnknownStatus { .. }
        | Message::NothingToPost
        | Message::Protected { .. }
        | Message::AccountPaused { until: None, .. }
        | Message::AccountPaused { is_too_late: true, .. }
        | Message::DailyCap { is_too_late: true, .. }
        | Message::DailyCapUnclear { .. }
        | Message::SettingUnread { is_loading: false, .. }
        | Message::SlotsUnclear(_)
        | Message::GateUnclear { .. }
        | Message::AccountTroubled
        | Message::NoAccounts
        | Message::HasPermalink
        | Message::CopyOfAnother
        | Message::ReceiptSpoilt
        | Message::CheckUnexplained
        | Message::CheckAgain
        | Message::NoReason { .. }
        | Message::MayNotReply
        | Message::NotTaken { .. }
        | Message::NeverReady
        | Message::SenderMissing { .. }
        | Message::SenderTroubled
        | Message::ThreadOfAnother { .. }
        | Message::ParentIsCopy { .. }
        | Message::ParentOfAnother { .. }
        | Message::TreeUnclear { .. }
        | Message::RestIsLate
        | Message::Check(_) => true,
        Message::OfThread { says, .. } => says.as_deref().is_some_and(needs_person),
        Message::Noticed(_)
        | Message::InSlot { .. }
        | Message::SlotsTaken { .. }
        | Message::NotMarked
        | Message::SettingUnread { is_loading: true, .. }
        | Message::Pause { .. }
        | Message::NotForThreads { .. }
        | Message::AccountDisabled
        | Message::AccountPaused { until: Some(_), is_too_late: false }
        | Message::DailyCap { is_too_late: false, .. }
        | Message::ParentWaits { .. }
        | Message::DelayWaits { .. }
        | Message::GoesOutAfter { .. }
        | Message::AlreadyPublished
        | Message::RestIsDraft
        | Message::ReplyGoesOut { .. }
        | Message::PartAdded { .. }
        | Message::ThreadRestored
        | Message::Restored
        | Message::OutcomeUnknown
        | Message::Loading { .. }
        | Message::TreeLoading { .. }
        | Message::AccountLoading
        | Message::ServerSilent { .. }
        | Message::Unfetched { .. }
        | Message::HeldAsDraft
        | Message::HeldByAccount
        | Message::QuotaUsed
        | Message::Processing
        | Message::Requeued
        | Message::TimeUp
        | Message::NoLink
        | Message::ChangedAfterSending
        | Message::ChangedMeanwhile
        | Message::OtherRun
        | Message::OutByTheLog
        | Message::Passing { .. } => false,
    }
}
