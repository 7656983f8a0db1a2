//! What the Message cell of a stock row says, and what a report says of stock rows.

use chrono::{NaiveDateTime, NaiveTime};

use super::LANGUAGE;
use crate::columns::{PostColumn, StockColumn};
use crate::i18n::display::short;
use crate::reason::StockMessage;
use crate::slots::RuleFault;

pub(crate) const TAB_UNREADABLE: &str = "The Stock tab lacks its columns Text and When, or has a column twice, so nothing is taken from it. Put the headers right.";

/// What to type into When.
const RULES: &str =
    "Type slots, or a rule like daily 9:00; Mon, Thu 20:00; 1st 9:00; every 3 days 9:00.";

fn time(at: NaiveDateTime) -> impl std::fmt::Display {
    at.format("%Y-%m-%d %-H:%M")
}

/// Returns an end as it was typed: a whole day ends with the next midnight.
fn end(until: NaiveDateTime) -> String {
    match until.date().pred_opt() {
        Some(day) if until.time() == NaiveTime::MIN => day.format("%Y-%m-%d").to_string(),
        _ => time(until).to_string(),
    }
}

pub(crate) fn message(message: &StockMessage) -> String {
    match message {
        StockMessage::Planned { at } => {
            format!("It stands in Posts for {}. To stop it there, set that row's Status to Draft or delete the row.", time(*at))
        }
        StockMessage::StillPlanned { at, says } => {
            format!("{} A post of this row still stands in Posts for {}.", self::message(says), time(*at))
        }
        StockMessage::HeldInPosts { at } => format!(
            "The post for {} stands in Posts, but does not go out as it is: that row's Status and Message say why. The next one follows by the rule.",
            time(*at)
        ),
        StockMessage::Cancelled { at } => format!(
            "The post for {} was taken out of Posts, so it does not go out. The next one follows by the rule.",
            time(*at)
        ),
        StockMessage::Next { at } => {
            format!("Next: {}. It is added to Posts a day before.", time(*at))
        }
        StockMessage::WaitsForSlot => "It takes a slot that no post wants, once it is its turn.".to_owned(),
        StockMessage::Rests { from } => format!("It rests until {} (Rest).", time(*from)),
        StockMessage::UsedUp { times } => {
            format!("Done: it was used {times} times (Times). Raise the number to go on.")
        }
        StockMessage::Over { until } => {
            format!("Done: there is no further time before its end, {} (Until). Type a later date to go on.", end(*until))
        }
        StockMessage::Repeats { from } => format!(
            "Waiting: another post has the same text, and the Settings tab lets it go out again from {} on. Add other texts below a line --- to take them in turn.",
            time(*from)
        ),
        StockMessage::NoFreeDay => "Waiting: the rule has no time on a day on which the account may post one more. Change When, or raise the daily cap.".to_owned(),
        StockMessage::NoSlots => "Waiting: this account has no Slots in the Accounts tab. Type them there, or type a rule like daily 9:00 into When.".to_owned(),
        StockMessage::Held(message) => message.say(LANGUAGE),
        StockMessage::Loading { column } => {
            format!("Waiting: the sheet is still working out {}.", column.header(LANGUAGE))
        }
        StockMessage::NothingToPost => "There is nothing to post yet: type a text or a media address.".to_owned(),
        StockMessage::EmptyText { number } => {
            format!("Text {number} is empty: there is nothing between two lines ---. Write it, or take one of the lines out.")
        }
        StockMessage::Refused { number: Some(number), refusal } => {
            format!("Text {number}: {}", refusal.say(LANGUAGE))
        }
        StockMessage::Refused { number: None, refusal } => refusal.say(LANGUAGE),
        StockMessage::ColumnMissing { column } => {
            let header = column.header(LANGUAGE);
            format!("The Posts tab has no column {header}, so this could not be posted as it stands. Add the column there, or empty the cell.")
        }
        StockMessage::NotUsed { header } => format!(
            "\"{}\" has no meaning in the Stock tab: When says the time, and a post from here replies to nothing. Empty the cell.",
            short(header)
        ),
        StockMessage::When(fault) => rule(fault),
        StockMessage::RestUnclear { .. }
        | StockMessage::TimesUnclear { .. }
        | StockMessage::UntilUnclear { .. }
        | StockMessage::UnknownStatus { .. } => unclear(message),
        StockMessage::PostsClosed => "Waiting: nothing can be added to Posts. Its Receipt column is missing or protected; see the report of the last run.".to_owned(),
        StockMessage::StatesClosed => "Waiting: the Receipt column of this tab is protected, so it could not be remembered that the row was used. Let the service account edit it.".to_owned(),
        StockMessage::NotAdded { words } => format!(
            "Waiting: Google has refused to add the row to Posts (\"{}\"). The next run tries again.",
            short(words)
        ),
    }
}

/// Says that a cell cannot be read.
fn unclear(message: &StockMessage) -> String {
    match message {
        StockMessage::RestUnclear { read } => format!(
            "Rest says \"{}\", which is not a length of time from 1 hour to 2 years. Type it like 3 days or 12h.",
            short(read)
        ),
        StockMessage::TimesUnclear { read } => format!(
            "Times says \"{}\", which is not a whole number from 1 on. Type one, or leave it empty for as often as you like.",
            short(read)
        ),
        StockMessage::UntilUnclear { read } => {
            format!(
                "Until says \"{}\", which is not a date with its year. Type it like 2026-12-31.",
                short(read)
            )
        }
        StockMessage::UnknownStatus { word } => format!(
            "Status says \"{}\". Leave it empty to use this row, or type Draft to keep it back.",
            short(word)
        ),
        _ => String::new(),
    }
}

fn rule(fault: &RuleFault) -> String {
    match fault {
        RuleFault::Empty => format!("When is empty. {RULES}"),
        RuleFault::Loading => "Waiting: the sheet is still working out When.".to_owned(),
        RuleFault::Error(name) => format!("When shows the error {}. {RULES}", short(name)),
        RuleFault::NotEveryMonth(day) => format!(
            "Not every month has a day {day}. Type last day 9:00 for the last day of each month, or a day up to the 28th."
        ),
        RuleFault::NoSuchDay(day) => {
            format!("No month has a day {day}. Type a day from 1st to 28th, or last day 9:00.")
        }
        RuleFault::Interval(days) => {
            format!(
                "{days} days is not a time between two uses. Type it like every 3 days 9:00, with 1 to 365."
            )
        }
        RuleFault::NoTime(read) => {
            format!("\"{}\" has no time of day. Add one, like 9:00.", short(read))
        }
        RuleFault::NoDay(read) => format!(
            "\"{}\" names no day of the week. Add it, like Mon, Thu 20:00, or type daily for every day.",
            short(read)
        ),
        RuleFault::Times(fault) => format!(
            "The times of day in \"{}\" cannot be used as they stand. Type them like 9:00 or 9:00, 18:30, at most 48 a week and apart from each other.",
            short(&fault.part)
        ),
        RuleFault::Unknown(read) => {
            format!("\"{}\" is not a rule that is known here. {RULES}", short(read))
        }
    }
}

pub(crate) fn made(row: usize, at: NaiveDateTime) -> String {
    format!("Added to Posts from row {row} of Stock, for {}.", time(at))
}

pub(crate) fn would_make(at: NaiveDateTime) -> String {
    format!("would be added to Posts for {}", time(at))
}

pub(crate) fn others(tab: &str) -> String {
    format!(
        "The tab {} has no columns Text and When. It is taken for your own and left alone. \"threadsheet init --stock\" makes a tab for posts that are used again.",
        short(tab)
    )
}

pub(crate) fn beyond(last_row: usize) -> String {
    format!(
        "The Stock tab is used down to row {last_row}, and something stands below it that is not. Delete rows that are done, or move what stands below further up."
    )
}

pub(crate) fn note(column: StockColumn) -> &'static str {
    match column {
        StockColumn::Post(PostColumn::Text) => {
            "The post that is used again. Several texts, divided by a line with --- alone, are taken in turn. Before each use a new row is added to Posts."
        }
        StockColumn::Post(PostColumn::Status) => "Empty: the row is used. Draft: it is kept back.",
        StockColumn::Post(column) => super::desk::notes::post_note(column),
        StockColumn::When => {
            "slots: in a slot of the account that no post wants. Or a rule: daily 9:00; Mon, Thu 20:00; 1st 9:00; last day 9:00; every 3 days 9:00."
        }
        StockColumn::Rest => "At least so long between two uses, like 3 days. May be empty.",
        StockColumn::Times => "How often it is used at most. Empty: as often as its rule says.",
        StockColumn::Until => "The last day on which it is used. Empty: for ever.",
        StockColumn::Used => "How often it was used. The program fills this in.",
        StockColumn::LastUsed => "For when it was used last. The program fills this in.",
        StockColumn::Message => "When it is used next, or what to do. The program fills this in.",
        StockColumn::Receipt => "The row's memory, for the program alone. Leave it as it is.",
    }
}

pub(crate) fn examples() -> [[&'static str; 2]; 3] {
    [
        [
            "Good morning! We are open from 9:00 today.\n---\nGood morning! Come in, the coffee is ready.",
            "Mon-Fri 8:00",
        ],
        ["Did you know that we deliver?", "slots"],
        ["New month, new menu.", "1st 9:00"],
    ]
}
