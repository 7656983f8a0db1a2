//! What the Message cell of a post says.

use chrono::NaiveDateTime;

use super::{LANGUAGE, cells, refusals};
use crate::i18n::display::short;
use crate::i18n::thread;
use crate::reason::Message;
use crate::reason::Uncertain;
use crate::slots::{SLOTS_MAX, SlotsFault, SlotsFaultKind};

#[expect(clippy::too_many_lines, reason = "a list of sentences")]
pub(crate) fn message(message: &Message) -> String {
    match message {
        Message::Refused(refusal) => refusal.say(LANGUAGE),
        Message::RefusedAsked { refusal, asked } => refusals::refusal(refusal, Some(*asked)),
        Message::Check(uncertain) => check(*uncertain),
        Message::NoTime { date } => {
            format!("Waiting: {date} has no time of day. Add one, for example {date} 9:00.")
        }
        Message::DayTaken { date } => format!(
            "Waiting: this account has no free slot on {date} any more (\"Slots\" in the Accounts tab). Type a date and a time, or another date."
        ),
        Message::InSlot { at } => format!(
            "Waiting: goes out at about {}, a slot of this account (\"Slots\" in the Accounts tab); nothing to do. For another time, type a date and a time.",
            at.format("%Y-%m-%d %-H:%M")
        ),
        Message::SlotsTaken { from, at } => format!(
            "Waiting: every slot of the next eight days is taken. It gets one on {from}, as things are that of {}; nothing to do. For an earlier time, type a date and a time.",
            at.format("%Y-%m-%d %-H:%M")
        ),
        Message::SlotsUnclear(fault) => format!(
            "Waiting: it has no time, and \"Slots\" of the account, in the Accounts tab, cannot be read: {} Or type a date and a time here.",
            slots(fault)
        ),
        Message::Noticed(notices) => {
            let said: Vec<String> = notices.iter().map(|notice| notice.say(LANGUAGE)).collect();
            said.join(" ")
        }
        Message::Loading { column } => cells::loading(*column),
        Message::ServerSilent { url } => format!(
            "Waiting: the server of {0} did not answer, so it is not known yet whether this is an image or a video. The next run asks again; if the address does not open in your browser, correct it.",
            short(url)
        ),
        Message::Protected { header } => format!(
            "Waiting: \"{header}\" is protected, and nothing can be posted without writing to it. In Data > Protect sheets and ranges, allow the address that the spreadsheet is shared with to edit it, or remove the protection."
        ),
        Message::UnknownStatus { word } => format!(
            "Waiting: the Status \"{}\" is not known. Leave it empty or use Queued, Post now, Ready, Draft.",
            short(word)
        ),
        Message::NoReason { status } => {
            let word = status.word(LANGUAGE);
            format!(
                "It says {word}, and threadsheet does not know why. If another tool has set it, look at the other columns for its reason. Empty Status to queue it, or set it to Draft."
            )
        }
        Message::Pause { until, is_another_day } => {
            let pattern = if *is_another_day { "%Y-%m-%d %-H:%M" } else { "%-H:%M" };
            let until = until.format(pattern);
            format!(
                "Waiting: goes out at about {until}, after the pause between two posts of one account (tab Settings); nothing to do."
            )
        }
        Message::DailyCap { cap, day, is_too_late: false } => format!(
            "Waiting: this account publishes at most {cap} a day (\"Daily cap\" in the Accounts tab, or the tab Settings). This post goes out on {day}; nothing to do."
        ),
        Message::DailyCap { cap, day, is_too_late: true } => format!(
            "Waiting: this account publishes at most {cap} a day (\"Daily cap\" in the Accounts tab, or the tab Settings), and it would be {day} before this post has its turn, which is too late. Give it a later time, raise the cap, or set Status to Post now."
        ),
        Message::DailyCapUnclear { read } => format!(
            "Waiting: \"Daily cap\" of the account, in the Accounts tab, says \"{}\", which is not a number from 1 to 250. Type such a number, or empty that cell.",
            short(read)
        ),
        Message::SettingUnread { name, is_loading: false } => format!(
            "Waiting: the value of \"{}\" in the tab Settings cannot be read. Correct it there.",
            name.get(LANGUAGE)
        ),
        Message::SettingUnread { name, is_loading: true } => format!(
            "Waiting: the value of \"{}\" in the tab Settings still shows \"Loading...\". The next run checks again; nothing to do.",
            name.get(LANGUAGE)
        ),
        Message::NotForThreads { header } => format!(
            "Waiting: \"{}\" does not say yes in this row, so it is not posted on Threads. To post it, tick the box or type yes.",
            short(header)
        ),
        Message::AccountPaused { until, is_too_late } => paused(*until, *is_too_late),
        Message::GateUnclear { header, read } => format!(
            "Waiting: \"{}\" says \"{}\" in this row, which is neither yes nor no, so it is not posted on Threads. Type yes or no.",
            short(header),
            short(read)
        ),
        Message::TreeUnclear { row } => format!(
            "Waiting: it is not clear which row of its tree comes before this one. First correct \"Tree ID\" or \"Tree order\" of row {row}; each row of a tree needs a number of its own."
        ),
        Message::TreeLoading { row } => format!(
            "Waiting: \"Tree ID\" or \"Tree order\" of row {row}, which may come before this one, still shows \"Loading...\". The next run checks again; nothing to do."
        ),
        Message::ParentWaits { row } => format!(
            "Waiting for row {row}, which it replies to. If that row says Failed or Draft, correct it first."
        ),
        Message::ParentIsCopy { row } => format!(
            "Waiting: row {row}, which it replies to, is a copy of another row's post. Give row {row} words of its own and empty its Status, or delete row {row}."
        ),
        Message::ParentOfAnother { row, name } => format!(
            "Waiting: row {row}, which it replies to, was published by {0}, and \"Account\" names another account now. Put {0} back in both rows to post this reply.",
            short(name)
        ),
        Message::DelayWaits { row, delay } => format!(
            "Waiting: goes out {} after row {row} is published. If that row says Failed or Draft, correct it first.",
            cells::length(*delay)
        ),
        Message::GoesOutAfter { row, delay, at } => format!(
            "Goes out at about {}, {} after row {row}; nothing to do.",
            at.format("%Y-%m-%d %-H:%M"),
            cells::length(*delay)
        ),
        Message::OfThread { n_out, n_parts, part, is_changed, says } => {
            thread::of_thread((*n_out, *n_parts), *part, *is_changed, says.as_deref(), LANGUAGE)
        }
        Message::ReplyGoesOut { at, is_another_day } => {
            let pattern = if *is_another_day { "%Y-%m-%d %-H:%M" } else { "%-H:%M" };
            format!("The next goes out at about {}; nothing to do.", at.format(pattern))
        }
        Message::PartAdded { part } => format!(
            "\"{}\" is not posted. Empty Status to post it under the rest of its thread, or empty that cell.",
            part.header(LANGUAGE)
        ),
        Message::ThreadOfAnother { name } => format!(
            "Waiting: this thread was begun by {}, and \"Account\" names another account now. Put {0} back to post the rest, or set Status to Published to leave the thread as it is.",
            short(name)
        ),
        Message::SenderMissing { name } => {
            let name = short(name);
            format!(
                "Sent, but Threads did not say whether it is public, and the account that sent it is not in the Accounts tab. Put the row of {name} back, with its token; the next run then checks."
            )
        }
        Message::Passing { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "Waiting: something went wrong with Threads this time ({detail}). The next run tries again; nothing to do."
            )
        }
        Message::Unfetched { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "Waiting: Threads could not open an address of this row ({detail}). It is tried again for an hour; if the address does not open in your browser, correct it."
            )
        }
        Message::NotTaken { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "Waiting: Threads did not take this post ({detail}). Every run tries again. If it stays like this, change the row, or look for a notice in the Threads app."
            )
        }
        fixed => self::fixed(fixed).to_owned(),
    }
}

/// Returns what is wrong with a Slots cell, and what to type.
fn slots(fault: &SlotsFault) -> String {
    let part = short(&fault.part);
    match &fault.why {
        SlotsFaultKind::NoSuchTime | SlotsFaultKind::Loading => {
            format!("\"{part}\" is not a time of day. Type it like 8:00 or 20:30.")
        }
        SlotsFaultKind::Bare => {
            format!("\"{part}\" may be an hour or something else. Type it like 8:00.")
        }
        SlotsFaultKind::NoSpread => format!(
            "\"{part}\" does not say by how many minutes, from 1 to 720. Type it like 20:00±30."
        ),
        SlotsFaultKind::SpreadAlone => {
            format!("\"{part}\" has no time in front of it. Type it like 20:00±30.")
        }
        SlotsFaultKind::Overlap(other) => format!(
            "\"{part}\" and \"{}\" may fall on the same minute. Move one of them, or make what stands behind ± smaller.",
            short(other)
        ),
        SlotsFaultKind::TooMany(count) => {
            format!("it has {count} slots a week, and {SLOTS_MAX} are the most. Take some out.")
        }
        SlotsFaultKind::Rule => format!(
            "\"{part}\" is a rule, and slots are times of the days of a week. Type them like Mon-Fri 8:00; Sat 10:00."
        ),
        SlotsFaultKind::Unknown => format!(
            "\"{part}\" is not known. Type days and times like Mon-Fri 8:00; Sat 10:00, or just 8:00, 20:00."
        ),
        SlotsFaultKind::NoTime => {
            format!("\"{part}\" has no time. Add one, like Sat 10:00.")
        }
    }
}

fn paused(until: Option<NaiveDateTime>, is_too_late: bool) -> String {
    match until.map(|until| until.format("%Y-%m-%d %-H:%M")) {
        Some(until) if is_too_late => format!(
            "Waiting: the account pauses until {until} (\"Pause until\" in the Accounts tab), and by then this post will be too late. Give it a time after the pause, or set Status to Post now."
        ),
        Some(until) => format!(
            "Waiting: the account pauses until {until} (\"Pause until\" in the Accounts tab). This post goes out after that; nothing to do."
        ),
        None => "Waiting: \"Pause until\" of the account, in the Accounts tab, is not a date that can be read. Type it like 2027-01-05, or empty that cell to end the pause.".to_owned(),
    }
}

/// Returns the sentences that hold nothing from the sheet or from Threads.
#[expect(clippy::too_many_lines, reason = "a list of sentences")]
fn fixed(message: &Message) -> &'static str {
    match message {
        Message::Missed => {
            "Not posted: its time was too long ago. Give it a new time, or set Status to Post now to post it at once."
        }
        Message::NothingToPost => {
            "Waiting: there is nothing to post yet; \"Text\" and \"Media\" are empty. Fill in one of them. A picture placed over the cells cannot be read; paste its address into \"Media\"."
        }
        Message::Untimed => {
            "Waiting: it has no time. Type a date and a time, or set Status to Post now to post it at once."
        }
        Message::Unaddressed => {
            "Waiting: it has neither an account nor a time. Choose the account and type a date and a time; if it is not to be posted, set Status to Draft."
        }
        Message::NotMarked => {
            "Waiting: Status is empty, and the tab Settings lets only rows marked Queued go out. Choose Queued once this row is finished."
        }
        Message::AccountDisabled => {
            "Waiting: the account is switched off. Tick Enabled in the Accounts tab to send its posts."
        }
        Message::AccountTroubled => {
            "Waiting: the account's token needs attention; see the Accounts tab. This post goes out once that is fixed, unless it is too late by then."
        }
        Message::NoAccounts => {
            "Waiting: there is no account yet. Enter the account and its token in the Accounts tab; this post then goes out automatically."
        }
        Message::AccountLoading => {
            "Waiting: the Accounts tab still shows \"Loading...\" where this post's account is or may be. The next run checks again; nothing to do."
        }
        Message::MayNotReply => {
            "Waiting: this account's token is allowed to post but not to reply. Add threads_manage_replies and threads_read_replies in the Meta app, generate a new token and paste it in the Accounts tab; this reply then goes out automatically."
        }
        Message::ThreadRestored => {
            "The Log shows that part of this thread is published, so the row was put back. The next run goes on with the rest; nothing to do."
        }
        Message::RestIsLate => {
            "The rest of this thread was not posted: its time was too long ago. Set Status to Post now to post the rest, or to Published to leave the thread as it is."
        }
        Message::RestIsDraft => {
            "The rest of this thread is not posted while Status says Draft. Empty Status to post it."
        }
        Message::HasPermalink => {
            "Waiting: this row already has a Permalink, so it looks published. Empty the Permalink cell to post it."
        }
        Message::AlreadyPublished => {
            "This post is already published. To post again, copy the row and change the text or the time."
        }
        Message::CopyOfAnother => {
            "This is a copy of another row. Empty its Status to queue it as a new post."
        }
        Message::Restored => {
            "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time."
        }
        Message::OutcomeUnknown => {
            "Sent, but Threads did not say whether it is public. The next runs find out; nothing to do."
        }
        Message::SenderTroubled => {
            "Sent, but Threads did not say whether it is public. The account's token is needed to find out: the Accounts tab says what to do."
        }
        Message::CheckUnexplained => {
            "Check the profile: this row says Publishing, but nothing is known about it. Set Status to Published if it is there, or to Post now to send it."
        }
        Message::ReceiptSpoilt => {
            "Check the profile: the Receipt of this row was changed, so it is not known whether it was posted. Set Status to Published if it is there, or to Post now to send it."
        }
        Message::CheckAgain => {
            "Checked again and found nothing new. Set Status to Published if the post is there, or to Post now to send it."
        }
        Message::QuotaUsed => {
            "Waiting: this account has used up what Threads allows in 24 hours. It goes out when there is room."
        }
        Message::Processing => {
            "Waiting: Threads is still working on the image or video. The next run goes on."
        }
        Message::HeldAsDraft => {
            "Not published: an earlier attempt came to nothing, and it is not sent again because Status says Draft. Set Status to Queued or Post now to send it."
        }
        Message::HeldByAccount => {
            "Not published: an earlier attempt came to nothing, and it is not sent again because the account is switched off. Tick Enabled in the Accounts tab to send it."
        }
        Message::NeverReady => {
            "Waiting: Threads has been working on the image or video for hours without finishing. Every run tries again, but another file is more likely to work: save it again as JPEG or MP4 and put its address into \"Media\"."
        }
        Message::NoLink => "Published. Its address could not be found.",
        Message::ChangedAfterSending => {
            "Published as it was when it was sent; the later change is not included."
        }
        Message::ChangedMeanwhile => {
            "Waiting: the row was changed just now. The next run sends it as it is then."
        }
        Message::TimeUp => {
            "Waiting: the run had to end before this post's turn. The next run sends it."
        }
        Message::Requeued => {
            "Waiting: Threads dropped an earlier attempt before it was public. The next run sends it again."
        }
        Message::OutByTheLog => {
            "Waiting: the Log shows that these words are published already. The next run checks it."
        }
        Message::OtherRun => "Waiting: another run is sending this post.",
        Message::Refused(_)
        | Message::RefusedAsked { .. }
        | Message::Check(_)
        | Message::NoTime { .. }
        | Message::InSlot { .. }
        | Message::DayTaken { .. }
        | Message::SlotsTaken { .. }
        | Message::SlotsUnclear(_)
        | Message::Noticed(_)
        | Message::Loading { .. }
        | Message::ServerSilent { .. }
        | Message::Protected { .. }
        | Message::UnknownStatus { .. }
        | Message::NoReason { .. }
        | Message::Pause { .. }
        | Message::NotForThreads { .. }
        | Message::GateUnclear { .. }
        | Message::AccountPaused { .. }
        | Message::DailyCap { .. }
        | Message::DailyCapUnclear { .. }
        | Message::SettingUnread { .. }
        | Message::ParentWaits { .. }
        | Message::ParentIsCopy { .. }
        | Message::ParentOfAnother { .. }
        | Message::TreeUnclear { .. }
        | Message::TreeLoading { .. }
        | Message::DelayWaits { .. }
        | Message::GoesOutAfter { .. }
        | Message::Unfetched { .. }
        | Message::NotTaken { .. }
        | Message::SenderMissing { .. }
        | Message::OfThread { .. }
        | Message::ReplyGoesOut { .. }
        | Message::PartAdded { .. }
        | Message::ThreadOfAnother { .. }
        | Message::Passing { .. } => "",
    }
}

pub(crate) fn logged(begins: &str, message: &str) -> String {
    match (begins, message) {
        ("", message) => message.to_owned(),
        (begins, "") => format!("\"{begins}\""),
        (begins, message) => {
            format!("\"{begins}\": {message}")
        }
    }
}

fn check(uncertain: Uncertain) -> String {
    let why = match uncertain {
        Uncertain::ContainerFailed => "Threads reported an error after the post was sent",
        Uncertain::SeveralAlike => "several posts look exactly like this one",
        Uncertain::SentTooOften => "it was sent three times and never appeared",
        Uncertain::NotAsked => "it was sent, and for a day Threads could not be asked about it",
        Uncertain::ListUnread => {
            "it was sent, and for a day the account's posts could not be read to look for it"
        }
        Uncertain::ContainerGone => "Threads no longer has a record of it",
    };
    format!(
        "Check the profile: {why}. Set Status to Published if the post is there, or to Post now to send it."
    )
}
