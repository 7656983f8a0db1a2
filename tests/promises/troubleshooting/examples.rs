//! All that the program says when something is wrong, an example of each.
//!
//! What ends a run, how a token is, and what is said in a post's row stand in chains: each says which comes next. A new
//! one does not compile before it has its place in the chain.

use std::fs;
use std::iter::successors;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use threadsheet_core::cell_error::CellError;
use threadsheet_core::columns::{
    AccountColumn, LengthFault, OptionFault, PostColumn, PostStatus, Tab, UnknownStatus,
    UnsupportedKind,
};
use threadsheet_core::headings::HeadingFault;
use threadsheet_core::i18n::stock as stock_words;
use threadsheet_core::i18n::{accounts, cells, findings, run_errors, settings};
use threadsheet_core::language::Language;
use threadsheet_core::media::server_response::ServedWhy;
use threadsheet_core::media::{MediaFault, MediaKind, MediaWhy, Page};
use threadsheet_core::name::NameFault;
use threadsheet_core::reason::Uncertain;
use threadsheet_core::reason::{
    AccountState, ErrorDetail, Found, Message, Refusal, StockMessage, TreeFault,
};
use threadsheet_core::run_error::{InTheWay, NotAKey, RunError, Unread, Unwritten};
use threadsheet_core::schedule::{Meant, TimeFault, TimeFaultKind, TimeNotice};
use threadsheet_core::setting::{Setting, SettingFault};
use threadsheet_core::shard::ShardFault;
use threadsheet_core::slots::{RuleFault, SlotsFault, SlotsFaultKind};
use threadsheet_core::text::{TextFault, TextNotice};
use threadsheet_core::token::SealFault;
use threadsheet_core::token::{Service, TokenFault};

/// Whatever a sentence is about.
fn thing() -> String {
    "…".to_owned()
}

/// Whatever a service says.
fn said() -> ErrorDetail {
    ErrorDetail::Said(thing())
}

/// Returns an example of everything that is said in a language.
pub(super) fn everything(language: Language) -> Vec<String> {
    let ends = successors(Some(RunError::NoSpreadsheet), after_stop);
    let tokens = successors(Some(AccountState::ShortLived), after_state);
    let rows = successors(Some(Message::Missed), after_message);
    let refusals = successors(Some(Refusal::NoParent), after_refusal);
    let mut said: Vec<String> = ends.map(|stop| run_errors::say(&stop, language)).collect();
    said.extend(tokens.map(|state| state.say(language)));
    said.extend(rows.map(|message| message.say(language)));
    said.extend(refusals.map(|refusal| Message::Refused(refusal).say(language)));
    said.extend(cell_faults().iter().map(|fault| fault.say(language)));
    said.extend(beside(language));
    said.extend(stock().iter().map(|message| message.say(language)));
    said.push(stock_words::TAB_UNREADABLE.say(language).to_owned());
    said.extend([stock_words::others("…", language), stock_words::beyond(5_000, language)]);
    said.extend(of_the_action(language));
    said
}

/// Returns what is said in stock rows that a person has to mend.
fn stock() -> Vec<StockMessage> {
    use StockMessage as M;
    let rules = [
        RuleFault::Empty,
        RuleFault::Error(thing()),
        RuleFault::NotEveryMonth(31),
        RuleFault::NoSuchDay(40),
        RuleFault::Interval(0),
        RuleFault::NoTime(thing()),
        RuleFault::NoDay(thing()),
        RuleFault::Times(SlotsFault { part: thing(), why: SlotsFaultKind::NoSuchTime }),
        RuleFault::Unknown(thing()),
    ];
    let others = [
        M::NoFreeDay,
        M::NoSlots,
        M::NothingToPost,
        M::EmptyText { number: 2 },
        M::ColumnMissing { column: PostColumn::Topic },
        M::NotUsed { header: thing() },
        M::RestUnclear { read: thing() },
        M::TimesUnclear { read: thing() },
        M::UntilUnclear { read: thing() },
        M::UnknownStatus { word: thing() },
        M::PostsClosed,
        M::StatesClosed,
        M::NotAdded { words: thing() },
    ];
    rules.map(M::When).into_iter().chain(others).collect()
}

#[expect(clippy::too_many_lines, reason = "a line for each stop, so that none is left out")]
fn after_stop(stop: &RunError) -> Option<RunError> {
    use {
        HeadingFault as H, InTheWay as I, NotAKey as K, RunError as S, ShardFault as P, Unread as U,
    };
    let (email, tab) = (|| Some(thing()), thing);
    Some(match stop {
        S::NoSpreadsheet => S::SpreadsheetUnreadable(thing()),
        S::SpreadsheetUnreadable(_) => S::NoCredentials,
        S::NoCredentials => S::CredentialsMissing { path: thing(), why: U::NotFound },
        S::CredentialsMissing { why: U::NotFound, .. } => {
            S::CredentialsMissing { path: thing(), why: U::NotAllowed }
        }
        S::CredentialsMissing { why: U::NotAllowed, .. } => {
            S::CredentialsMissing { path: thing(), why: U::NotAFile }
        }
        S::CredentialsMissing { .. } => S::CredentialsNotJson,
        S::CredentialsNotJson => S::CredentialsUnusable { kind: thing() },
        S::CredentialsUnusable { kind } if !kind.is_empty() => {
            S::CredentialsUnusable { kind: String::new() }
        }
        S::CredentialsUnusable { .. } => S::NotAKey(K::OAuthClient),
        S::NotAKey(K::OAuthClient) => S::NotAKey(K::ApiKey),
        S::NotAKey(K::ApiKey) => S::NotAKey(K::Several),
        S::NotAKey(K::Several) => S::NotAKey(K::Quotes),
        S::NotAKey(K::Quotes) => S::NotAKey(K::Damaged),
        S::NotAKey(K::Damaged) => S::FileNotWritten { path: thing(), why: Unwritten::Other },
        S::FileNotWritten { .. } => S::ShardUnclear(P::NoNumber { name: "…" }),
        S::ShardUnclear(P::NoNumber { name }) => {
            S::ShardUnclear(P::Beyond { name, index: 4, count: 4 })
        }
        S::ShardUnclear(P::Beyond { name, .. }) => {
            S::ShardUnclear(P::Counts { name, tasks: 3, count: 4 })
        }
        S::ShardUnclear(P::Counts { .. }) => S::ShardUnclear(P::Which { count: 4 }),
        S::ShardUnclear(P::Which { .. }) => S::ClockWrong,
        S::ClockWrong => S::ClockOff { ahead: 95 },
        S::ClockOff { ahead: 1.. } => S::ClockOff { ahead: -95 },
        S::ClockOff { .. } => S::KeyRefused { email: thing() },
        S::KeyRefused { .. } => S::RobotDisabled { email: thing() },
        S::RobotDisabled { .. } => S::IdentityRefused { words: thing() },
        S::IdentityRefused { .. } => S::FederationRefused { words: thing() },
        S::FederationRefused { .. } => S::SignInRefused { words: thing() },
        S::SignInRefused { .. } => S::SignInUnreachable,
        S::SignInUnreachable => S::NotShared { email: email() },
        S::NotShared { .. } => S::ReadOnly { email: email() },
        S::ReadOnly { .. } => S::NotFound { email: email() },
        S::NotFound { .. } => S::ApiDisabled { words: thing() },
        S::ApiDisabled { .. } => S::ProjectRefused { words: thing() },
        S::ProjectRefused { .. } => S::StorageFull,
        S::StorageFull => S::NotASpreadsheet,
        S::NotASpreadsheet => S::Copied,
        S::Copied => S::ZoneUnknown { zone: thing() },
        S::ZoneUnknown { .. } => S::TabMissing { wanted: Tab::Posts, found: vec![thing()] },
        S::TabMissing { .. } => S::NotLaidOut { found: vec![thing()] },
        S::NotLaidOut { .. } => S::TabUnclear { wanted: Tab::Posts, like: vec![thing()] },
        S::TabUnclear { .. } => {
            let fault = H::Missing { missing: vec!["…"], found: vec![thing()] };
            S::Headings { tab: tab(), fault }
        }
        S::Headings { fault: H::Missing { .. }, .. } => {
            let fault = H::Duplicate { header: thing(), first: thing(), second: thing() };
            S::Headings { tab: tab(), fault }
        }
        S::Headings { fault: H::Duplicate { .. }, .. } => S::InUse(I::Mark),
        S::InUse(I::Mark) => S::InUse(I::Filled { tab: tab() }),
        S::InUse(I::Filled { .. }) => S::InUse(I::Accounts { tab: tab() }),
        S::InUse(I::Accounts { .. }) => S::InUse(I::AccountMissing { account: thing() }),
        S::InUse(I::AccountMissing { .. }) => S::InUse(I::NoName { typed: thing() }),
        S::InUse(I::NoName { .. }) => S::SheetsRefused { words: thing() },
        S::SheetsRefused { .. } => S::SheetsUnreachable,
        S::SheetsUnreachable => S::SheetsUnreadable,
        S::SheetsUnreadable => S::SheetsBusy,
        S::SheetsBusy => S::Halted,
        S::Halted => S::ThreadsUnreachable,
        S::ThreadsUnreachable => S::NoSealKey,
        S::NoSealKey => S::NothingToSeal,
        S::NothingToSeal => S::SealKeyUnreadable,
        S::SealKeyUnreadable => S::NotSealed(Box::new(AccountState::ShortLived)),
        S::NotSealed(_) => S::Bug(thing()),
        S::Bug(_) => return None,
    })
}

fn after_state(state: &AccountState) -> Option<AccountState> {
    use {AccountState as S, SealFault as F, TokenFault as T};
    let cell = |fault| S::Cell(CellError::Token(fault));
    Some(match state {
        S::ShortLived => S::Expired { days_ago: 0 },
        S::Expired { days_ago: 0 } => S::Expired { days_ago: 3 },
        S::Expired { .. } => S::Invalid,
        S::Invalid => S::NotATester,
        S::NotATester => S::WrongApp,
        S::WrongApp => S::NotPermitted,
        S::NotPermitted => S::Restricted,
        S::Restricted => S::LoginAsked,
        S::LoginAsked => S::ProofAsked,
        S::ProofAsked => S::Blocked { detail: said() },
        S::Blocked { .. } => S::WrongAccount { row_says: thing(), belongs_to: thing() },
        S::WrongAccount { .. } => S::EnabledUnclear { read: thing() },
        S::EnabledUnclear { .. } => S::SameName { other_row: 3 },
        S::SameName { .. } => S::Unreachable { days: 0, detail: said() },
        S::Unreachable { days: 0, .. } => S::Unreachable { days: 3, detail: said() },
        S::Unreachable { .. } => S::Loading { days: 0, column: AccountColumn::Account },
        S::Loading { .. } => S::NotRenewed { days: 9, detail: said() },
        S::NotRenewed { .. } => S::Protected { days: Some(9) },
        S::Protected { .. } => S::Fine { days: Some(60) },
        S::Fine { days: Some(_) } => S::Fine { days: None },
        S::Fine { days: None } => cell(T::Empty),
        S::Cell(CellError::Token(fault)) => match fault {
            T::Empty => cell(T::Formula),
            T::Formula => cell(T::NotThreads(Service::Instagram)),
            T::NotThreads(_) => cell(T::OfApp),
            T::OfApp => cell(T::AnId),
            T::AnId => cell(T::Sealed(F::NoKey)),
            T::Sealed(F::NoKey) => cell(T::Sealed(F::OtherKey)),
            T::Sealed(F::OtherKey) => cell(T::Sealed(F::Elsewhere)),
            T::Sealed(F::Elsewhere) => cell(T::Sealed(F::OtherUser)),
            T::Sealed(F::OtherUser) => cell(T::Sealed(F::Damaged)),
            T::Sealed(F::Damaged) => cell(T::Sealed(F::Newer)),
            T::Sealed(F::Newer) => cell(T::NotATester),
            T::NotATester => cell(T::WrongApp),
            T::WrongApp => cell(T::Unreadable),
            T::Unreadable => S::Cell(CellError::Name(NameFault::Empty)),
        },
        S::Cell(CellError::Name(NameFault::Empty)) => {
            S::Cell(CellError::Name(NameFault::Unreadable(thing())))
        }
        S::Cell(CellError::Name(NameFault::Unreadable(_))) => {
            S::Cell(CellError::Name(NameFault::Several(thing())))
        }
        S::Cell(_) => return None,
    })
}

fn slots_unclear(why: SlotsFaultKind) -> Message {
    Message::SlotsUnclear(SlotsFault { part: thing(), why })
}

fn of_thread(says: Option<Message>) -> Message {
    let part = Some(PostColumn::Reply2);
    let (n_out, n_parts, says) = (2, 4, says.map(Box::new));
    Message::OfThread { n_out, n_parts, part, is_changed: false, says }
}

fn setting_unread(is_loading: bool) -> Message {
    Message::SettingUnread { name: Setting::Gap.entry().name, is_loading }
}

#[expect(clippy::too_many_lines, reason = "a line for each message, so that none is left out")]
fn after_message(message: &Message) -> Option<Message> {
    use {Message as M, Uncertain as U};
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    Some(match message {
        M::Missed => M::NoTime { date },
        M::NoTime { .. } => M::DayTaken { date },
        M::DayTaken { .. } => M::UnknownStatus { word: thing() },
        M::UnknownStatus { .. } => M::NotMarked,
        M::NotMarked => M::Untimed,
        M::Untimed => M::InSlot { at: date.and_time(NaiveTime::MIN) },
        M::InSlot { at } => M::SlotsTaken { from: date, at: *at },
        M::SlotsTaken { .. } => slots_unclear(SlotsFaultKind::NoSuchTime),
        M::SlotsUnclear(fault) => match fault.why {
            SlotsFaultKind::NoSuchTime | SlotsFaultKind::Loading => {
                slots_unclear(SlotsFaultKind::Bare)
            }
            SlotsFaultKind::Bare => slots_unclear(SlotsFaultKind::NoSpread),
            SlotsFaultKind::NoSpread => slots_unclear(SlotsFaultKind::SpreadAlone),
            SlotsFaultKind::SpreadAlone => slots_unclear(SlotsFaultKind::Overlap(thing())),
            SlotsFaultKind::Overlap(_) => slots_unclear(SlotsFaultKind::TooMany(49)),
            SlotsFaultKind::TooMany(_) => slots_unclear(SlotsFaultKind::Rule),
            SlotsFaultKind::Rule => slots_unclear(SlotsFaultKind::Unknown),
            SlotsFaultKind::Unknown => slots_unclear(SlotsFaultKind::NoTime),
            SlotsFaultKind::NoTime => M::Unaddressed,
        },
        M::Unaddressed => {
            let until = date.and_time(NaiveTime::MIN);
            M::Pause { until, is_another_day: false }
        }
        M::Pause { until, is_another_day: false } => {
            M::Pause { until: *until, is_another_day: true }
        }
        M::Pause { .. } => M::DailyCap { cap: 3, day: date, is_too_late: false },
        M::DailyCap { is_too_late: false, .. } => {
            M::DailyCap { cap: 3, day: date, is_too_late: true }
        }
        M::DailyCap { .. } => M::DailyCapUnclear { read: thing() },
        M::DailyCapUnclear { .. } => setting_unread(false),
        M::SettingUnread { is_loading: false, .. } => setting_unread(true),
        M::SettingUnread { .. } => M::NotForThreads { header: thing() },
        M::NotForThreads { .. } => M::GateUnclear { header: thing(), read: thing() },
        M::GateUnclear { .. } => M::AccountDisabled,
        M::AccountDisabled => {
            M::AccountPaused { until: Some(date.and_time(NaiveTime::MIN)), is_too_late: false }
        }
        M::AccountPaused { until: Some(until), is_too_late: false } => {
            M::AccountPaused { until: Some(*until), is_too_late: true }
        }
        M::AccountPaused { until: Some(_), .. } => {
            M::AccountPaused { until: None, is_too_late: false }
        }
        M::AccountPaused { .. } => M::AccountTroubled,
        M::AccountTroubled => M::NoAccounts,
        M::NoAccounts => M::AccountLoading,
        M::AccountLoading => M::TreeUnclear { row: 3 },
        M::TreeUnclear { row } => M::TreeLoading { row: *row },
        M::TreeLoading { .. } => M::ParentWaits { row: 3 },
        M::ParentWaits { .. } => M::DelayWaits { row: 3, delay: TimeDelta::minutes(30) },
        M::DelayWaits { row, delay } => {
            M::GoesOutAfter { row: *row, delay: *delay, at: date.and_time(NaiveTime::MIN) }
        }
        M::GoesOutAfter { .. } => M::HasPermalink,
        M::HasPermalink => M::AlreadyPublished,
        M::AlreadyPublished => M::CopyOfAnother,
        M::CopyOfAnother => M::Restored,
        M::Restored => M::OutcomeUnknown,
        M::OutcomeUnknown => M::SenderMissing { name: thing() },
        M::SenderMissing { .. } => M::SenderTroubled,
        M::SenderTroubled => M::CheckUnexplained,
        M::CheckUnexplained => M::ReceiptSpoilt,
        M::ReceiptSpoilt => M::CheckAgain,
        M::CheckAgain => M::Check(U::ContainerFailed),
        M::Check(U::ContainerFailed) => M::Check(U::SeveralAlike),
        M::Check(U::SeveralAlike) => M::Check(U::SentTooOften),
        M::Check(U::SentTooOften) => M::Check(U::ContainerGone),
        M::Check(U::ContainerGone) => M::Check(U::NotAsked),
        M::Check(U::NotAsked) => M::Check(U::ListUnread),
        M::Check(U::ListUnread) => M::QuotaUsed,
        M::QuotaUsed => M::Processing,
        M::Processing => M::NoLink,
        M::NoLink => M::ChangedAfterSending,
        M::ChangedAfterSending => M::ChangedMeanwhile,
        M::ChangedMeanwhile => M::OtherRun,
        M::OtherRun => M::OutByTheLog,
        M::OutByTheLog => M::Requeued,
        M::Requeued => M::TimeUp,
        M::TimeUp => M::NoReason { status: PostStatus::Failed },
        M::NoReason { .. } => M::NothingToPost,
        M::NothingToPost => M::Loading { column: PostColumn::Text },
        M::Loading { .. } => M::ServerSilent { url: thing() },
        M::ServerSilent { .. } => M::MayNotReply,
        M::MayNotReply => M::NotTaken { detail: said() },
        M::NotTaken { .. } => of_thread(None),
        M::OfThread { says: None, .. } => {
            of_thread(Some(M::Refused(Refusal::ByThreads { detail: said() })))
        }
        M::OfThread { says: Some(says), .. } if matches!(**says, M::Refused(_)) => {
            let at = date.and_time(NaiveTime::MIN);
            of_thread(Some(M::ReplyGoesOut { at, is_another_day: false }))
        }
        M::OfThread { .. } => M::ThreadOfAnother { name: thing() },
        M::ThreadOfAnother { .. } => M::ParentOfAnother { row: 3, name: thing() },
        M::ParentOfAnother { .. } => M::ParentIsCopy { row: 3 },
        M::ParentIsCopy { .. } => M::ThreadRestored,
        M::ThreadRestored => M::PartAdded { part: PostColumn::Reply3 },
        M::PartAdded { .. } => M::RestIsLate,
        M::RestIsLate => M::RestIsDraft,
        M::RestIsDraft => M::Protected { header: thing() },
        M::Protected { .. } => M::Unfetched { detail: said() },
        M::Unfetched { .. } => M::NeverReady,
        M::NeverReady => M::HeldAsDraft,
        M::HeldAsDraft => M::HeldByAccount,
        M::HeldByAccount => M::Passing { detail: said() },
        // Refusals and notifications are lists of their own, and one is said of a thread alone.
        M::Passing { .. }
        | M::Refused(_)
        | M::RefusedAsked { .. }
        | M::Noticed(_)
        | M::ReplyGoesOut { .. } => return None,
    })
}

fn after_refusal(refusal: &Refusal) -> Option<Refusal> {
    use {Refusal as R, TreeFault as F};
    Some(match refusal {
        R::NoParent => R::ParentGone,
        R::ParentGone => R::UnknownAccount { name: thing(), nearest: Some(thing()) },
        R::UnknownAccount { .. } => R::SamePost { other_row: 3 },
        R::SamePost { .. } => {
            let from = NaiveDate::MIN.and_time(NaiveTime::MIN);
            R::SameText { other_row: 3, from }
        }
        R::SameText { .. } => R::Tree(F::NoOrder { other_row: 3 }),
        R::Tree(F::NoOrder { other_row }) => R::Tree(F::SameOrder { other_row: *other_row }),
        R::Tree(F::SameOrder { other_row }) => R::Tree(F::OrderTaken { other_row: *other_row }),
        R::Tree(F::OrderTaken { other_row }) => R::Tree(F::Passed { other_row: *other_row }),
        R::Tree(F::Passed { other_row }) => R::Tree(F::OtherAccount { other_row: *other_row }),
        R::Tree(F::OtherAccount { other_row }) => R::Tree(F::ReplyTo { other_row: *other_row }),
        R::Tree(F::ReplyTo { other_row }) => {
            R::Tree(F::PublishedElsewhere { other_row: *other_row })
        }
        R::Tree(F::PublishedElsewhere { .. }) => R::TreeParentGone,
        R::TreeParentGone => R::ParentNotFound,
        R::ParentNotFound => R::PartBeforeNotFound,
        R::PartBeforeNotFound => R::PartBeforeUnknown,
        R::PartBeforeUnknown => R::ThreadRewritten,
        R::ThreadRewritten => R::PartMoved,
        R::PartMoved => R::ByThreads { detail: said() },
        R::ByThreads { .. } => R::MediaFailed { word: thing() },
        R::MediaFailed { word } if *word == thing() => {
            R::MediaFailed { word: "INVALID_DURATION".to_owned() }
        }
        R::MediaFailed { .. } => R::MediumUnknown { url: thing(), why: ServedWhy::Unknown },
        // The faults of cells are a list of their own.
        R::MediumUnknown { .. } | R::Cell(_) | R::CellByThreads { .. } => return None,
    })
}

/// Returns what may be wrong with the cells of a post.
fn cell_faults() -> Vec<CellError> {
    use {
        OptionFault as O, PostColumn as P, TextFault as T, TimeFaultKind as W, UnsupportedKind as K,
    };
    let texts = [
        T::Error(thing()),
        T::Picture,
        T::NoValue,
        T::Token,
        T::TooLong { length: 623 },
        T::TooManyLinks { n_links: 7 },
    ];
    let moments = [
        W::Volatile,
        W::PlainNumber,
        W::NoDate,
        W::NoYear(None),
        W::NoYear(Some(Meant::Day(NaiveDate::from_ymd_opt(2026, 12, 24).unwrap()))),
        W::Relative,
        W::NoSuchDay,
        W::NoSuchTime,
        W::YearTooFar,
        W::WrongWeekday,
        W::Several,
        W::DayOrMonth,
        W::Unreadable,
        W::DelayWithoutReplyTo,
        W::DelayAfterUnknownPost,
        W::DelayWithDate,
        W::DelayNegative,
        W::DelayTooLong,
        W::DelayWithoutUnit,
    ];
    let options = [
        (P::AltText, O::AltTooLong { line: 2, length: 1_234 }),
        (P::AltText, O::AltTooMany { n_lines: 2, n_media: 0 }),
        (P::AltText, O::AltTooMany { n_lines: 2, n_media: 1 }),
        (P::Topic, O::TopicTooLong(thing())),
        (P::Topic, O::TopicSign(thing())),
        (P::Topic, O::TopicSeveral(thing())),
        (P::Link, O::LinkWithMedia),
        (P::Link, O::Link(thing())),
        (P::Link, O::LinkPrivate(thing())),
        (P::Link, O::LinkBehind(thing())),
        (P::ReplyControl, O::ReplyControl(thing())),
        (P::ReplyTo, O::ReplyTo(thing())),
        (P::TreeOrder, O::TreeOrder(thing())),
        (P::TreeOrder, O::OrderWithoutTree(thing())),
        (P::Countries, O::Country(thing())),
        (P::Countries, O::CountriesNotAllowed),
        (P::Reply1, O::Text(T::Error(thing()))),
        (P::Reply1, O::Text(T::Picture)),
        (P::Reply1, O::Text(T::TooLong { length: 623 })),
        (P::Reply1, O::Text(T::TooManyLinks { n_links: 7 })),
        (P::Reply1, O::Media(MediaFault { why: MediaWhy::NotHttps, read: thing() })),
    ];
    let kinds = [K::ThreadPart, K::Hashtags, K::Flag, K::Other];
    let moment = |why, column| CellError::ScheduledTime(TimeFault { column, why, read: thing() });
    texts
        .map(CellError::Text)
        .into_iter()
        .chain(moments.map(|why| moment(why, PostColumn::PublishAt)))
        .chain([moment(W::NoDate, PostColumn::Date)])
        .chain(media().map(|why| CellError::Media(MediaFault { why, read: thing() })))
        .chain(options.map(|(column, fault)| CellError::Option(column, fault)))
        .chain(of_reply_after())
        .chain([CellError::Status(UnknownStatus { read: thing() })])
        .chain([CellError::Secret(PostColumn::Media)])
        .chain(kinds.map(|kind| CellError::Unsupported { header: thing(), kind }))
        .collect()
}

/// Returns what may be wrong with the time for which a reply is kept back.
fn of_reply_after() -> impl Iterator<Item = CellError> {
    let lengths = [
        LengthFault::Unreadable,
        LengthFault::WithoutUnit,
        LengthFault::Negative,
        LengthFault::TooLong,
        LengthFault::Volatile,
    ];
    let lengths = lengths.map(|why| OptionFault::Length { why, read: thing() });
    let faults = lengths.into_iter().chain([OptionFault::ColumnGone]);
    faults.map(|fault| CellError::Option(PostColumn::ReplyAfter, fault))
}

/// Returns what may be wrong with an address of a picture or video.
fn media() -> impl Iterator<Item = MediaWhy> {
    use {MediaWhy as M, ServedWhy as S};
    let typed = [
        M::Picture,
        M::NoValue,
        M::Spilled(1),
        M::TooMany(21),
        M::NotHttps,
        M::Data,
        M::LocalFile,
        M::PrivateAddress,
        M::Ending(thing()),
        M::NotUrl,
        M::LinkBehind,
        M::Several,
        M::Blank,
    ];
    let pages = [
        Page::GoogleDrive,
        Page::Document,
        Page::GooglePhotos,
        Page::Dropbox,
        Page::OneDrive,
        Page::Social("…"),
    ];
    let served = [
        S::NoAnswer,
        S::Status(404),
        S::Status(403),
        S::Status(503),
        S::Redirects,
        S::Astray,
        S::Page,
        S::ContentType(thing()),
        S::OtherKind(MediaKind::Image),
        S::OtherKind(MediaKind::Video),
        S::TooLarge { kind: MediaKind::Image, bytes: 9 << 20 },
        S::TooLarge { kind: MediaKind::Video, bytes: 2 << 30 },
        S::Unknown,
    ];
    typed.into_iter().chain(pages.map(M::Page)).chain(served.map(M::Served))
}

/// Returns what is said beside faults: notifications, findings of a check, and what is wrong with the tab Settings.
fn beside(language: Language) -> Vec<String> {
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let moments = [
        TimeNotice::Skipped { taken: date.and_time(NaiveTime::MIN) },
        TimeNotice::Twice,
        TimeNotice::ShortYear(2026),
        TimeNotice::ByLocale(date),
        TimeNotice::Midnight(date),
    ];
    let texts = [
        TextNotice::ControlsRemoved,
        TextNotice::Broken,
        TextNotice::NotText,
        TextNotice::LinkBehind,
        TextNotice::Chip,
    ];
    let (missing, headers) = (["…"], [thing()]);
    let moment = threadsheet_core::schedule::ScheduledTime {
        at: chrono::DateTime::UNIX_EPOCH,
        notice: None,
    };
    let (zone, home) = (chrono_tz::Tz::Asia__Tokyo, chrono_tz::Tz::Europe__London);
    let found = [
        Found::Zone { zone, locale: "…", home },
        Found::LacksScopes { missing: &missing },
        Found::LacksReplyScopes { missing: &missing },
        Found::QuotaShort { due: 2, left: 1 },
        Found::FarOff { moment: &moment, zone, days: 700 },
        Found::Placeholders { found: &headers },
        Found::NoReplyToKeepBack,
        Found::MediaUnasked { n_media: 3 },
        Found::TabByHeaders { tab: "…", wanted: "…" },
        Found::TabUnused { tab: "…", wanted: "…", used: "…" },
        Found::ForeignColumn { tab: "…", column: 3, header: "…", own: "…" },
        Found::Unsupported { headers: &headers },
        Found::MediaElsewhere { headers: &headers },
        Found::TextElsewhere { headers: &headers },
    ];
    let wrong = [SettingFault::Unknown, SettingFault::Twice { row: 3 }];
    let values = Setting::ALL.map(SettingFault::Value);
    let mut said: Vec<String> = Vec::new();
    said.extend(moments.map(|notice| cells::time_notice(notice, language)));
    said.extend(texts.map(|notice| cells::text_notice(notice, language)));
    said.extend(found.map(|found| found.say(language)));
    said.extend(wrong.into_iter().chain(values).map(|fault| settings::fault(fault, language)));
    said.push(settings::not_sent(language));
    said.push(accounts::renamed("…", "…", language));
    said.push(findings::run_clock(-660, language));
    said.push(findings::CLOCK_UNCHECKED.say(language).to_owned());
    said
}

/// Returns what the action says before there is a program: pairs of quoted lines after `stop`, English first.
fn of_the_action(language: Language) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/action/run.sh");
    let script = fs::read_to_string(script).unwrap();
    let quoted = |line: &str| {
        let line = line.trim().trim_end_matches('\\').trim_end();
        Some(line.strip_prefix('\'')?.strip_suffix('\'')?.to_owned())
    };
    let lines: Vec<String> = script.lines().filter_map(quoted).collect();
    assert!(lines.len() >= 2 && lines.len().is_multiple_of(2), "{lines:?}");
    lines.into_iter().skip(language.pick(0, 1)).step_by(2).collect()
}
