//! The week of each account on the page: seven days beside one another, or below one another where there is less room.

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};
use threadsheet_core::i18n::{commands, week as words};
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, EntryKind, PostEntry, StockEntry};

use super::super::Preview;
use super::super::markup::text;
use super::card::{hidden, linked, row_id};

/// Returns the calendar; nothing where no account has slots or posts from Stock.
pub(super) fn calendar(preview: &Preview) -> Markup {
    if !preview.week.is_shown() {
        return Markup::default();
    }
    html! {
        section.week aria-labelledby="week" {
            h2 id="week" { (words::TITLE.say(preview.language)) }
            @for account in &preview.week.accounts {
                h3 { bdi { (text(&account.name)) } }
                p.soft { (account.say(preview.zone, preview.language)) }
                ol.days role="list" {
                    @for day in &account.days { (of_day(preview, account, day)) }
                }
            }
        }
    }
}

fn of_day(preview: &Preview, account: &AccountWeek, day: &Day) -> Markup {
    let language = preview.language;
    let today = account.days.first().map_or(day.date, |first| first.date);
    let pause = day.pause.map(|pause| match pause {
        DayPause::AllDay => words::PAUSED.say(language).to_owned(),
        DayPause::Until(until) => words::paused_until(preview.local(until).time(), language),
    });
    html! {
        li.day.paused[pause.is_some()] {
            p.date { time datetime=(day.date) { (words::day(day.date, today, language)) } }
            @if let Some(pause) = &pause { p.pause { (pause) } }
            @if day.entries.is_empty() {
                @if pause.is_none() { p.none { (hidden(words::NOTHING.say(language))) } }
            } @else {
                ol role="list" {
                    @for entry in &day.entries { (of_entry(preview, account, entry)) }
                }
            }
        }
    }
}

fn of_entry(preview: &Preview, account: &AccountWeek, entry: &Entry) -> Markup {
    match &entry.kind {
        EntryKind::Free => html! {
            li.free { (time(preview, entry.at)) " " (words::FREE.say(preview.language)) }
        },
        EntryKind::Post(post) => html! {
            li.taken.own[!post.is_in_slot].stopped[post.stage.is_stopped()] {
                a href={ "#" (row_id(post.row)) } { (of_post(preview, account, entry.at, post)) }
            }
        },
        EntryKind::Stock(stock) => html! {
            li.taken.own[!stock.is_in_slot].stock { (of_stock(preview, account, entry.at, stock)) }
        },
    }
}

/// A post that is still to be made of a row of Stock, with the way to that row in the spreadsheet.
fn of_stock(
    preview: &Preview,
    account: &AccountWeek,
    at: DateTime<Utc>,
    stock: &StockEntry,
) -> Markup {
    let language = preview.language;
    let row = commands::row(stock.row, language);
    let place = if stock.is_in_slot { words::IN_SLOT } else { words::OWN_TIME };
    let shown = html! {
        (time(preview, at))
        " "
        small.from_stock { (words::FROM_STOCK.say(language)) } " "
        bdi { (if stock.text.is_empty() { row } else { text(&stock.text) }) }
        @if account.slots > 0 { " " (hidden(place.say(language))) }
    };
    let sheet = preview.links.to_stock(stock.row);
    sheet.map_or_else(|| html! { span { (shown) } }, |sheet| linked(&sheet, &shown))
}

fn of_post(
    preview: &Preview,
    account: &AccountWeek,
    at: DateTime<Utc>,
    post: &PostEntry,
) -> Markup {
    let language = preview.language;
    let is_due = at <= preview.at;
    let shown =
        if post.text.is_empty() { commands::row(post.row, language) } else { text(&post.text) };
    let place = if post.is_in_slot { words::IN_SLOT } else { words::OWN_TIME };
    html! {
        @if is_due { b { (words::NOW.say(language)) } } @else { (time(preview, at)) }
        " "
        // Before the text, of which only the first lines are shown.
        @if let Some(said) = post.standing(language) {
            small.{ (post.stage.word()) } { (said) } " "
        }
        bdi { (shown) }
        // Where there are no slots, every time is its post's own.
        @if account.slots > 0 { " " (hidden(place.say(language))) }
    }
}

fn time(preview: &Preview, at: DateTime<Utc>) -> Markup {
    let local = preview.local(at);
    let instant = local.to_rfc3339_opts(SecondsFormat::Secs, true);
    html! { time datetime=(instant) { (local.format("%H:%M")) } }
}
