//! Which column a reason is about: where a person has to type.

use super::{AccountState, Message, Refusal, TreeFault};
use crate::cell_error::{CellError, CellNotice};
use crate::columns::{AccountColumn, PostColumn};

/// Returns the column of the Accounts tab that a state is about.
#[must_use]
pub fn of_state(state: &AccountState) -> AccountColumn {
    match state {
        AccountState::Cell(CellError::Name(_)) | AccountState::SameName { .. } => {
            AccountColumn::Account
        }
        AccountState::Loading { column, .. } => *column,
        AccountState::EnabledUnclear { .. } => AccountColumn::Enabled,
        _ => AccountColumn::Token,
    }
}

/// Returns the column of the Posts tab that a sentence is about; none for one about another tab.
#[must_use]
pub fn of_message(message: &Message) -> Option<PostColumn> {
    match message {
        Message::Refused(refusal) | Message::RefusedAsked { refusal, .. } => of_refusal(refusal),
        Message::Noticed(notices) => notices.first().map(|notice| match notice {
            CellNotice::ScheduledTime(_) => PostColumn::PublishAt,
            CellNotice::Text(_) => PostColumn::Text,
        }),
        Message::PartAdded { part } => Some(*part),
        Message::ReplyGoesOut { .. } => Some(PostColumn::ReplyAfter),
        Message::OfThread { part, says, .. } => match says.as_deref() {
            Some(Message::Refused(Refusal::Cell(fault))) => of_fault(fault),
            Some(Message::Refused(_)) => *part,
            Some(message) => of_message(message),
            None => Some(PostColumn::Status),
        },
        Message::AccountDisabled
        | Message::AccountPaused { until: Some(_), .. }
        | Message::AccountTroubled
        | Message::NoAccounts
        | Message::AccountLoading
        | Message::SettingUnread { .. }
        | Message::HeldByAccount
        // Of its media or of its link: what Threads says tells which.
        | Message::Unfetched { .. } => None,
        Message::Missed
        | Message::NoTime { .. }
        | Message::Untimed
        | Message::InSlot { .. }
        | Message::DayTaken { .. }
        | Message::SlotsTaken { .. }
        | Message::DailyCap { .. }
        | Message::GoesOutAfter { .. } => Some(PostColumn::PublishAt),
        // The cell that is to be corrected is another tab's; this one names whose it is.
        Message::Unaddressed
        | Message::AccountPaused { until: None, .. }
        | Message::SlotsUnclear(_)
        | Message::ThreadOfAnother { .. }
        | Message::ParentOfAnother { .. }
        | Message::DailyCapUnclear { .. } => Some(PostColumn::Account),
        Message::Loading { column } => Some(*column),
        Message::ServerSilent { .. } | Message::NeverReady => Some(PostColumn::Media),
        Message::NothingToPost => Some(PostColumn::Text),
        Message::ParentWaits { .. }
        | Message::ParentIsCopy { .. }
        | Message::DelayWaits { .. } => Some(PostColumn::ReplyTo),
        Message::TreeUnclear { .. } | Message::TreeLoading { .. } => Some(PostColumn::TreeOrder),
        Message::HasPermalink => Some(PostColumn::Permalink),
        _ => Some(PostColumn::Status),
    }
}

/// Returns the column of the Posts tab that a fault is about.
#[must_use]
pub fn of_fault(fault: &CellError) -> Option<PostColumn> {
    Some(match fault {
        CellError::Name(_) => PostColumn::Account,
        CellError::ScheduledTime(fault) => fault.column,
        CellError::Text(_) => PostColumn::Text,
        CellError::Media(_) => PostColumn::Media,
        CellError::Status(_) | CellError::Unsupported { .. } => PostColumn::Status,
        CellError::Loading(column) | CellError::Secret(column) | CellError::Option(column, _) => {
            *column
        }
        CellError::Token(_) => return None,
    })
}

fn of_refusal(refusal: &Refusal) -> Option<PostColumn> {
    match refusal {
        Refusal::Cell(fault) | Refusal::CellByThreads { fault, .. } => of_fault(fault),
        Refusal::UnknownAccount { .. } | Refusal::Tree(TreeFault::OtherAccount { .. }) => {
            Some(PostColumn::Account)
        }
        Refusal::SamePost { .. } | Refusal::SameText { .. } | Refusal::ThreadRewritten => {
            Some(PostColumn::Text)
        }
        Refusal::NoParent
        | Refusal::ParentGone
        | Refusal::ParentNotFound
        | Refusal::Tree(TreeFault::ReplyTo { .. } | TreeFault::PublishedElsewhere { .. }) => {
            Some(PostColumn::ReplyTo)
        }
        Refusal::Tree(
            TreeFault::NoOrder { .. } | TreeFault::SameOrder { .. } | TreeFault::Passed { .. },
        ) => Some(PostColumn::TreeOrder),
        Refusal::Tree(TreeFault::OrderTaken { .. }) | Refusal::TreeParentGone => {
            Some(PostColumn::TreeId)
        }
        Refusal::PartBeforeNotFound | Refusal::PartBeforeUnknown | Refusal::PartMoved => {
            Some(PostColumn::Reply1)
        }
        Refusal::MediaFailed { .. } | Refusal::MediumUnknown { .. } => Some(PostColumn::Media),
        Refusal::ByThreads { .. } => Some(PostColumn::Status),
    }
}
