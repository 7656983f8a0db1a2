//! Why a post stands as it does: what its Message cell explains.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{ErrorDetail, Refusal, Uncertain};
use crate::cell_error::CellNotice;
use crate::columns::{PostColumn, PostStatus};
use crate::language::PerLanguage;
use crate::slots::SlotsFault;

/// What is said in a post's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// It certainly did not go out.
    Refused(Refusal),
    /// The same of a row with a time that was asked for by a word in Status: emptied, Status would mean that time.
    RefusedAsked {
        /// Why.
        refusal: Refusal,
        /// What its Status said.
        asked: PostStatus,
    },
    /// Its time was too long ago.
    Missed,
    /// It has a date and no time.
    NoTime {
        /// The date.
        date: NaiveDate,
    },
    /// It has neither a date nor a time.
    Untimed,
    /// It has no time, and goes out in a slot of its account.
    InSlot {
        /// When, in the spreadsheet's zone.
        at: NaiveDateTime,
    },
    /// It has a date without a time, and its account has no free slot on that day.
    DayTaken {
        /// The date.
        date: NaiveDate,
    },
    /// It has no time, and all slots of its account that are near enough are taken.
    SlotsTaken {
        /// On which day it gets a slot, as things are.
        from: NaiveDate,
        /// When that slot is, in the spreadsheet's zone.
        at: NaiveDateTime,
    },
    /// It has no time, and nobody can tell the slots of its account.
    SlotsUnclear(SlotsFault),
    /// It has neither an account nor a time.
    Unaddressed,
    /// It waits for its time, and its cells were not read quite as they stand.
    Noticed(Vec<CellNotice>),
    /// The Status cell holds no known word.
    UnknownStatus {
        /// What it holds.
        word: String,
    },
    /// A cell that it needs may not be written.
    Protected {
        /// The column's header, or the title of the Log.
        header: String,
    },
    /// The sheet is still working out one of its cells.
    Loading {
        /// Which.
        column: PostColumn,
    },
    /// The server of a medium does not answer, so its kind is unknown.
    ServerSilent {
        /// The address.
        url: String,
    },
    /// Its time has come, and it has neither text nor media.
    NothingToPost,
    /// Its Status is empty on a desk that posts only what is marked.
    NotMarked,
    /// The account has posted too short a time ago.
    Pause {
        /// When the pause is over, in the spreadsheet's zone.
        until: NaiveDateTime,
        /// Whether that is on another day.
        is_another_day: bool,
    },
    /// The account has published as many posts today as it may.
    DailyCap {
        /// How many that are.
        cap: u32,
        /// On which day the post has its turn, in the spreadsheet's zone.
        day: NaiveDate,
        /// Whether it is too late by then.
        is_too_late: bool,
    },
    /// Nobody can tell how many posts a day the account may publish.
    DailyCapUnclear {
        /// What the cell shows.
        read: String,
    },
    /// Nobody can tell what a setting says that holds posts back.
    SettingUnread {
        /// Its name.
        name: PerLanguage<&'static str>,
        /// Whether the sheet is still working it out.
        is_loading: bool,
    },
    /// A column says that the row is not meant for Threads.
    NotForThreads {
        /// Its header.
        header: String,
    },
    /// Nobody can tell whether the row is meant for Threads.
    GateUnclear {
        /// The header of the column that says so.
        header: String,
        /// What its cell shows.
        read: String,
    },
    /// A person has unticked the account.
    AccountDisabled,
    /// A person lets the account pause.
    AccountPaused {
        /// Until when, in the spreadsheet's zone; none where the cell cannot be read.
        until: Option<NaiveDateTime>,
        /// Whether the post is too late by then.
        is_too_late: bool,
    },
    /// The account's token needs a person.
    AccountTroubled,
    /// The desk has no account yet.
    NoAccounts,
    /// The sheet is still working out a cell of the account, or a cell that may name it.
    AccountLoading,
    /// What comes before it in its tree is not clear.
    TreeUnclear {
        /// The row that leaves it open, from 1.
        row: usize,
    },
    /// The sheet is still working out what comes before it in its tree.
    TreeLoading {
        /// The row whose cells show no value yet, from 1.
        row: usize,
    },
    /// The post that it answers is not out.
    ParentWaits {
        /// The parent's row, from 1.
        row: usize,
    },
    /// The row that it answers was copied from another one with its post, and is no post of its own yet.
    ParentIsCopy {
        /// That row, from 1.
        row: usize,
    },
    /// The row that it answers was published by another account than it names by now.
    ParentOfAnother {
        /// That row, from 1.
        row: usize,
        /// The account's name.
        name: String,
    },
    /// It goes out some time after the post that it answers, which is not out.
    DelayWaits {
        /// The parent's row, from 1.
        row: usize,
        /// How long after it.
        delay: TimeDelta,
    },
    /// It goes out some time after the post that it answers, which is out.
    GoesOutAfter {
        /// The parent's row, from 1.
        row: usize,
        /// How long after it.
        delay: TimeDelta,
        /// When that is, in the spreadsheet's zone.
        at: NaiveDateTime,
    },
    /// Parts of its thread are out.
    OfThread {
        /// How many.
        n_out: usize,
        /// Of how many.
        n_parts: usize,
        /// The column of the next one.
        part: Option<PostColumn>,
        /// Whether parts were changed since they went out.
        is_changed: bool,
        /// Why the next one does not go out.
        says: Option<Box<Self>>,
    },
    /// The post is out, and its first reply goes out some time after it.
    ReplyGoesOut {
        /// When that is, in the spreadsheet's zone.
        at: NaiveDateTime,
        /// Whether that is on another day than the post went out.
        is_another_day: bool,
    },
    /// Parts of its thread are out, and its memory of that was lost and found in the Log.
    ThreadRestored,
    /// Parts of its thread are out, by another account than the row names by now.
    ThreadOfAnother {
        /// That account's name.
        name: String,
    },
    /// The part before the next one of its thread went out too long ago.
    RestIsLate,
    /// Its Status says Draft, so the rest of its thread does not follow.
    RestIsDraft,
    /// Its Status says Published, and it shows a further part of its thread that is not out.
    PartAdded {
        /// The column of the part.
        part: PostColumn,
    },
    /// It has an address, so somebody has posted it.
    HasPermalink,
    /// It was published, and its Status was changed without changing the post.
    AlreadyPublished,
    /// It is a copy of another row.
    CopyOfAnother,
    /// Its memory was lost and found in the Log.
    Restored,
    /// It was sent, and no answer said whether it is public.
    OutcomeUnknown,
    /// The same, and the account that sent it is not in the desk.
    SenderMissing {
        /// The account's name.
        name: String,
    },
    /// The same, and the account's token needs a person.
    SenderTroubled,
    /// Its Status says Publishing, and nothing explains that.
    CheckUnexplained,
    /// Its Receipt was changed by a hand, and nothing else tells what became of it.
    ReceiptSpoilt,
    /// Nothing new was found about it.
    CheckAgain,
    /// Only a person can tell whether it is public.
    Check(Uncertain),
    /// The account may not post more today.
    QuotaUsed,
    /// Threads is still working on its media.
    Processing,
    /// It is public, and its address is not known.
    NoLink,
    /// It was changed after it had been sent.
    ChangedAfterSending,
    /// It was changed while it was about to be sent.
    ChangedMeanwhile,
    /// The Log says that its very words are public.
    OutByTheLog,
    /// Another run is sending it.
    OtherRun,
    /// Its container died before it became public; it goes out anew.
    Requeued,
    /// The run had to end before it could be sent.
    TimeUp,
    /// Its Status says that it was stopped, and the program does not know why.
    NoReason {
        /// What it says.
        status: PostStatus,
    },
    /// The token may post, and may not answer.
    MayNotReply,
    /// Threads did not take it, for a reason that is not in the catalogue.
    NotTaken {
        /// What it answered.
        detail: ErrorDetail,
    },
    /// It was sent, is certainly not public, and a person has made a draft of it.
    HeldAsDraft,
    /// The same, and a person has unticked the account.
    HeldByAccount,
    /// Threads could not fetch what the row names; it is tried again for a while.
    Unfetched {
        /// What it was.
        detail: ErrorDetail,
    },
    /// Threads has been working on its media for hours.
    NeverReady,
    /// Passing trouble: it is tried again.
    Passing {
        /// What came back.
        detail: ErrorDetail,
    },
}

impl Message {
    /// Returns the same of the rest of a thread, which has a time of its own: that of the row is over.
    #[must_use]
    pub fn of_the_rest(self) -> Self {
        match self {
            Self::AccountPaused { until, .. } => Self::AccountPaused { until, is_too_late: false },
            message => message,
        }
    }

    /// Returns what is said of a post that waits for its account's pause to end.
    #[must_use]
    pub fn pause(until: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> Self {
        // The minute in which it is over has not ended before the pause has.
        let until = (until + TimeDelta::seconds(59)).with_timezone(&zone).naive_local();
        let is_another_day = until.date() != now.with_timezone(&zone).naive_local().date();
        Self::Pause { until, is_another_day }
    }
}
