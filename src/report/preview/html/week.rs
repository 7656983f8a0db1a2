//! The week of each account on the page: seven days beside one another, or below one another where there is less room.

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};
use threadsheet_core::i18n::{commands, week as words};
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, PostEntry};

use super::super::Preview;
use super::super::markup::text;
use super::card::{hidden, row_id};

/// Returns the calendar; nothing where no account has slots.
pub(super) fn calendar(preview: &Preview) -> Markup {
    if !preview.week.has_slots() {
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
    match &entry.post {
        None => html! {
            li.free { (time(preview, entry.at)) " " (words::FREE.say(preview.language)) }
        },
        Some(post) => html! {
            li.taken.own[!post.is_in_slot].stopped[post.stage.is_stopped()] {
                a href={ "#" (row_id(post.row)) } { (of_post(preview, account, entry.at, post)) }
            }
        },
    }
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
