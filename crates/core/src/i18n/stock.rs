//! What the Message cell of a stock row says, and what a report says of stock rows.

use chrono::NaiveDateTime;

use crate::columns::StockColumn;
use crate::language::Language;
use crate::reason::StockMessage;

phrases! { (stock):
    /// Why the tab that the program made cannot be read.
    pub TAB_UNREADABLE;
}

catalogue! { (stock):
    /// Says why a stock row stands as it does.
    fn message(message: &StockMessage) -> String;
    /// Returns what the Log says of a use: of which stock row it is, as it stood, and for when.
    pub fn made(row: usize, at: NaiveDateTime) -> String;
    /// Returns what a dry run says of a use that a run would make.
    pub fn would_make(at: NaiveDateTime) -> String;
    /// Says that a tab of that name is taken for a person's own.
    pub fn others(tab: &str) -> String;
    /// Says that something stands below the last row that is used.
    pub fn beyond(last_row: usize) -> String;
    /// Returns the note on a header of the Stock tab.
    pub fn note(column: StockColumn) -> &'static str;
    /// Returns the texts of the examples that a new tab has, each with its When.
    pub fn examples() -> [[&'static str; 2]; 3];
}

impl StockMessage {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        message(self, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::PostColumn;
    use crate::reason::{Message, Refusal};
    use crate::slots::RuleFault;

    fn all() -> Vec<StockMessage> {
        use StockMessage as M;
        let at = chrono::NaiveDate::default().and_hms_opt(9, 0, 0).unwrap_or_default();
        let read = || "x".to_owned();
        let refusal = Box::new(Refusal::UnknownAccount { name: read(), nearest: None });
        vec![
            M::Planned { at },
            M::StillPlanned { at, says: Box::new(M::NothingToPost) },
            M::HeldInPosts { at },
            M::Cancelled { at },
            M::Next { at },
            M::WaitsForSlot,
            M::Rests { from: at },
            M::UsedUp { times: 3 },
            M::Over { until: at },
            M::Repeats { from: at },
            M::NoFreeDay,
            M::NoSlots,
            M::Held(Message::AccountDisabled),
            M::Loading { column: StockColumn::When },
            M::NothingToPost,
            M::EmptyText { number: 2 },
            M::Refused { number: Some(2), refusal: refusal.clone() },
            M::Refused { number: None, refusal },
            M::ColumnMissing { column: PostColumn::Topic },
            M::NotUsed { header: read() },
            M::When(RuleFault::Empty),
            M::When(RuleFault::Error("#REF!".to_owned())),
            M::When(RuleFault::NotEveryMonth(31)),
            M::When(RuleFault::NoSuchDay(40)),
            M::When(RuleFault::Interval(0)),
            M::When(RuleFault::NoTime(read())),
            M::When(RuleFault::NoDay(read())),
            M::When(RuleFault::Unknown(read())),
            M::RestUnclear { read: read() },
            M::TimesUnclear { read: read() },
            M::UntilUnclear { read: read() },
            M::UnknownStatus { word: read() },
            M::PostsClosed,
            M::StatesClosed,
            M::NotAdded { words: read() },
        ]
    }

    #[test]
    fn every_reason_has_its_own_sentence_in_each_language() {
        for language in Language::ALL {
            let mut said: Vec<String> = all().iter().map(|message| message.say(language)).collect();
            assert!(said.iter().all(|sentence| sentence.len() > 10), "{said:?}");
            let many = said.len();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), many);
        }
    }
}
