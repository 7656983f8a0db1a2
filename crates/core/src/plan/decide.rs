//! The decision about one row, by what it remembers and what a person has done to it since.

use chrono::{DateTime, TimeDelta, Utc};

use super::eligibility::{Judged, judge};
use super::index::Index;
use super::misplaced;
use super::stopped::{not_marked, stopped, was_a_cell_fault};
use super::{Decision, Row, Says, Step, Then, same_words, thread};
use crate::cell_error::CellError;
use crate::columns::{PostColumn, PostStatus};
use crate::log::Witness;
use crate::name::NameFault;
use crate::post::{PostRow, StoredState};
use crate::reason::{Message, RowCode};
use crate::row_state::{RowState, State};
use crate::schedule::When;
use crate::threads_errors::Kind;

/// Decides about the row at this place of the list.
pub(super) fn decide(at: usize, post: &PostRow, index: &Index) -> Decision {
    let decision = decide_alone(at, post, index);
    // Only a post that goes out is checked against the Log once more, after its claim; nothing else needs the
    // limit.
    let goes_out = matches!(decision.then, Then::Publish | Then::Prepare);
    let earlier = if goes_out { earlier(at, post, index) } else { None };
    Decision { earlier, ..decision }
}

fn decide_alone(at: usize, post: &PostRow, index: &Index) -> Decision {
    let decision = Decision::keep(post, index.sheet.place.now);
    // This comes first: what a killed run wrote here for another row must not be read as this row's own state.
    if let Some(known) = misplaced::known_by_its_address(post, index) {
        return restored(of_lost_row(post, &known, index), post, index, decision);
    }
    if let Some(misplaced) = misplaced::decide(post, index, &decision) {
        return misplaced;
    }
    if let Some(column) = post.loading
        && is_left_alone_while_loading(post)
    {
        return loading(post, column, decision);
    }
    match &post.stored {
        // A copy is told apart before the Log is asked, because the Log speaks of the row that the id belongs
        // to.
        StoredState::Line(receipt) if index.is_copy(at, &receipt.id) => {
            copied(at, post, receipt, index, decision)
        }
        StoredState::Line(receipt) => match better_known(post, receipt, index) {
            Some(known) => restored(known, post, index, decision),
            None => remembered(at, post, receipt, index, decision),
        },
        StoredState::Blank | StoredState::Malformed(_) => match forgotten(post, index) {
            Some(known) => restored(known, post, index, decision),
            None => fresh(at, post, index, decision),
        },
    }
}

/// Tells whether a row is left as it is until the sheet has worked out its cells: until then nobody can tell
/// whether they were changed, and one that was posted must not be taken for a new post.
fn is_left_alone_while_loading(post: &PostRow) -> bool {
    let is_under_way = post.stored.line().is_some_and(|line| line.state == State::Trying);
    let is_done = matches!(
        post.status,
        Ok(PostStatus::Draft
            | PostStatus::Publishing
            | PostStatus::Published
            | PostStatus::Deleted
            | PostStatus::Check)
    );
    post.has_content && !is_under_way && !is_done && !is_note(post)
}

fn loading(post: &PostRow, column: PostColumn, decision: Decision) -> Decision {
    // What stopped it before is worth more than what passes.
    let is_stopped = matches!(post.status, Ok(PostStatus::Failed | PostStatus::Missed));
    let says = if is_stopped { Says::Keep } else { Says::This(Message::Loading { column }) };
    Decision { says, ..decision }
}

/// Returns the line that the Log makes of a row whose cell says less than was done.
fn better_known(post: &PostRow, receipt: &RowState, index: &Index) -> Option<RowState> {
    // Posted is final for a row id; an attempt that the Log shows without an outcome cannot take it back. A thread
    // may have gone on since, where the row shows more parts than it was posted with.
    if receipt.state == State::Posted && !thread::may_go_on(post, receipt) {
        return None;
    }
    // Under another row's line, the row is the one that its words were sent for, id and all.
    if misplaced::is_anothers_first_line(post, receipt, index)
        && let Some(known) = forgotten(post, index)
    {
        return Some(known);
    }
    // The same words may have been sent under another id, before a person brought this one back.
    let is_checked = receipt.state == State::Check;
    // A row in Check is already before a person, so what another id sent decides nothing about it.
    // And of a thread that is under way the row itself knows what went out before.
    let is_alone = is_checked || !receipt.thread.is_empty() || receipt.state == State::Posted;
    let mut ids = if is_alone { Vec::new() } else { lost_ids(post, index) };
    // It is the row without a line that lost it, where this one has all of its own.
    if !ids.is_empty()
        && same_words::has_its_parent(post, index)
        && index.is_without_a_line(&post.hash)
    {
        ids.clear();
    }
    ids.push(&receipt.id);
    let witness = index.witness(&ids)?;
    // What is known of the parts that are out is no news.
    let known = match (receipt.state, receipt.last_out()) {
        (State::Posted, None) => Some(0),
        (_, last) => last,
    };
    if Some(witness.line.part_number()) <= known {
        return None;
    }
    let knows_more = match receipt.state {
        // Only the proof that it is public ends Check: anything less was known when the row got there.
        State::Check => witness.state == State::Posted || thread::is_further(&witness, receipt),
        // The container that was logged first is the one that may have been sent.
        State::Trying => {
            witness.state != State::Trying || witness.line.container != receipt.container
        }
        // Queued, Failed and Missed claim that nothing was sent, and any witness contradicts that.
        _ => true,
    };
    knows_more.then(|| of_witness((post, receipt), &witness, index))
}

/// Returns the line of a row that the Log knows and whose cell was emptied or spoilt: the same content was
/// sent for an id that no row carries now.
fn forgotten(post: &PostRow, index: &Index) -> Option<RowState> {
    let witness = index.witness(&lost_ids(post, index))?;
    Some(of_lost_row(post, &witness, index))
}

/// Returns the line of the row that a witness speaks of, where no row carries its id.
fn of_lost_row(post: &PostRow, witness: &Witness, index: &Index) -> RowState {
    // The row gets the id of the Log back and not a new one, so that later Log lines are about the same row.
    let (id, hash) = (witness.line.id.clone(), witness.line.hash.clone());
    let first = RowState::first(id, hash, "log", index.sheet.place.now);
    of_witness((post, &first), witness, index)
}

/// Returns the ids under which the same content was sent and that no row carries now.
fn lost_ids<'a>(post: &PostRow, index: &Index<'a>) -> Vec<&'a str> {
    let mut ids = index.rows_with_hash(&post.hash);
    // Log lines from before an upgrade hold the fingerprint of the first version.
    ids.extend(index.rows_with_hash(&post.other_hash));
    if let Some(timed_hash) = &post.timed_hash {
        ids.extend(index.rows_with_hash(timed_hash));
    }
    // The post is the same one, whatever further parts stand behind it now.
    ids.extend(post.first_hashes().flat_map(|hash| index.rows_with_first_hash(hash)));
    // A row that has lost its row state shows the time of its slot as if a person had typed it.
    if let Ok(When::At(moment)) = &post.when {
        ids.extend(index.rows_in_slot(&post.timeless_hash, moment.at));
        ids.extend(index.rows_in_slot(post.first_timeless_hash(), moment.at));
    }
    let asked = others_until(post);
    let is_of_before = |id: &&str| {
        let mut lines = index.log_lines.lines.iter().filter(|line| line.id == *id);
        // A line without a readable time may be newer than what the person said, so it does not count as
        // earlier.
        asked.is_some() && lines.all(|line| line.at.is_some() && line.at <= asked)
    };
    ids.retain(|id| {
        index.is_lost(id) && !is_of_before(id) && out_before(id, post, index).is_none()
    });
    ids
}

/// Returns up to when other posts with the same content do not count as this one: a person has asked for this
/// row although it was not known whether it was out.
fn others_until(post: &PostRow) -> Option<DateTime<Utc>> {
    post.stored.line().filter(|line| post.has_hash(&line.hash)).and_then(|line| line.others_until)
}

/// How long ago the same content must have gone out, without a time and with its row gone, to count as another
/// post.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Returns when a lost row went out that is another post than this one: people delete rows and type the same
/// text again. A row that has a time is the same post, because its time is part of its content; and a row that
/// still shows when or where it went out was undone.
fn out_before(id: &str, post: &PostRow, index: &Index) -> Option<DateTime<Utc>> {
    // What it shows of the post that it was meanwhile says nothing of these words.
    let was_another = post
        .stored
        .line()
        .is_some_and(|line| line.state == State::Posted && !post.has_hash(&line.hash));
    let shows_it = !was_another && shows_where_it_went_out(post);
    // A spoilt line shows that the row has a past, so its content was not simply typed again.
    let is_spoilt = matches!(post.stored, StoredState::Malformed(_));
    let is_after = matches!(post.when, Ok(When::After(_)));
    let has_own_time = !is_after && post.when != Ok(When::Blank);
    if has_own_time || shows_it || is_spoilt {
        return None;
    }
    // A lost row that is still in doubt is never another post: its container may yet become public.
    let witness = index.witness(&[id]).filter(|seen| seen.state == State::Posted)?;
    let out = witness.line.at?;
    let is_long_ago = index.sheet.place.now - out > AGAIN_AFTER;
    let is_another = if is_after {
        // The same time after another post is another time.
        (is_long_ago || same_words::has_its_parent(post, index))
            && same_words::was_elsewhere(out, post, index)
    } else {
        is_long_ago
    };
    is_another.then_some(out)
}

/// Tells whether a row shows when or where a post went out.
fn shows_where_it_went_out(post: &PostRow) -> bool {
    let columns = [PostColumn::PublishedAt, PostColumn::Permalink];
    columns.into_iter().any(|column| post.own(column).is_some_and(|cell| !cell.is_empty()))
}

/// Returns up to when posts with the same content are other posts.
fn earlier(at: usize, post: &PostRow, index: &Index) -> Option<DateTime<Utc>> {
    let is_in_doubt = post.stored.line().is_some_and(|line| line.state == State::Check);
    // A row in Check goes out only by Post now: the person has said that what was sent before does not count.
    // What the Log knows of the same words under another post is not about this one, unless a lost row may have
    // been this one.
    let is_elsewhere =
        || same_words::is_said_elsewhere(at, post, index) && lost_ids(post, index).is_empty();
    let is_known = is_in_doubt || is_elsewhere();
    let asked = is_known.then_some(index.sheet.place.now).or_else(|| others_until(post));
    let sent = index.rows_with_hash(&post.hash).into_iter();
    let sent = sent.chain(index.rows_with_first_hash(post.first_hash()));
    let lost = sent.filter(|id| index.is_lost(id));
    lost.filter_map(|id| out_before(id, post, index)).chain(asked).max()
}

fn of_witness(
    (post, receipt): (&PostRow, &RowState),
    witness: &Witness,
    index: &Index,
) -> RowState {
    let line = &witness.line;
    let known = RowState {
        container: line.container.clone(),
        media: line.media.clone(),
        permalink: line.permalink.clone(),
        // The hash is that of the content that was sent, not of what the cells hold now: an edit since then
        // must show.
        hash: line.hash.clone(),
        slot: line.slot.or(receipt.slot),
        stock_use: line.stock_use.clone().or_else(|| receipt.stock_use.clone()),
        // The Log counts only attempts without an outcome, the cell may have forgotten some, and one was made
        // at least.
        sends: receipt.sends.max(witness.attempts).max(1),
        // The run that claimed it may still be about to send it.
        until: line.until.filter(|_| witness.state == State::Trying),
        ..receipt.next(witness.state, &receipt.nonce, index.sheet.place.now)
    };
    thread::restored(known, post, witness, index)
}

fn restored(known: RowState, post: &PostRow, index: &Index, decision: Decision) -> Decision {
    let mut due = None;
    let (shows, then, says) = match known.state {
        // Some parts of its thread are out; the rest does not follow where a person holds it, or it was stopped.
        State::Queued => {
            let is_held =
                |status: &PostStatus| !status.asks_to_post() && *status != PostStatus::Publishing;
            match post.status.as_ref().ok().copied().filter(is_held) {
                None => {
                    let (says, next) = thread::of_put_back(post, &known, index);
                    due = next;
                    (PostStatus::Publishing, Then::Nothing, says)
                }
                Some(PostStatus::Draft) => (PostStatus::Draft, Then::Nothing, Message::RestIsDraft),
                Some(status) => (status, Then::Nothing, Message::NoReason { status }),
            }
        }
        State::Missed => (PostStatus::Missed, Then::Nothing, Message::RestIsLate),
        State::Posted => (PostStatus::Published, Then::Nothing, Message::Restored),
        State::Check => (PostStatus::Check, Then::Nothing, Message::CheckAgain),
        _ => (PostStatus::Publishing, Then::Resolve, Message::OutcomeUnknown),
    };
    Decision {
        due: due.unwrap_or(decision.due),
        step: Step::Restore(Box::new(known)),
        shows: Some(shows),
        says: Says::This(says),
        then,
        ..decision
    }
}

/// A copy of another row: a post of its own once its words or time are new and its Status is free.
fn copied(
    at: usize,
    post: &PostRow,
    receipt: &RowState,
    index: &Index,
    decision: Decision,
) -> Decision {
    match post.status {
        // What the other row was asked for is not asked for here.
        Ok(PostStatus::Queued) => {
            let own = PostRow { stored: StoredState::Blank, ..post.clone() };
            return judged(judge(at, &own, index), Open::New, decision);
        }
        // The slot is the other row's; this one waits for its own.
        Ok(PostStatus::Publishing) if post.slot().is_some() && !post.goes_out_at_once() => {
            let (stored, status) = (StoredState::Blank, Ok(PostStatus::Queued));
            let own = PostRow { status, stored, ..post.clone() };
            let judged = judged(judge(at, &own, index), Open::New, decision);
            return Decision { shows: judged.shows.or(Some(PostStatus::Queued)), ..judged };
        }
        // The cell itself says what is asked for, so what the other row remembers does not matter.
        Ok(PostStatus::PostNow | PostStatus::Ready) => {
            // Nor does its slot.
            let own = PostRow { stored: StoredState::Blank, ..post.clone() };
            let own = if post.slot().is_some() { &own } else { post };
            return judged(judge(at, own, index), Open::New, decision);
        }
        // Our own word was copied along. As long as two rows hold one line, neither can go on. What is out of a thread is
        // the other row's, and is not posted anew unless a person queues it.
        Ok(PostStatus::Publishing) if receipt.first_hash().is_some() => {
            return Decision {
                step: Step::Open(State::Failed),
                shows: Some(PostStatus::Failed),
                says: Says::This(Message::CopyOfAnother),
                why: Some(RowCode::ThreadRewritten),
                ..decision
            };
        }
        Ok(PostStatus::Publishing) => {
            let judged = judged(judge(at, post, index), Open::New, decision);
            return Decision { shows: judged.shows.or(Some(post.free_status())), ..judged };
        }
        Ok(PostStatus::Draft) => {
            let is_another = !post.has_hash(&receipt.hash);
            let shows_another = is_another && shows_where_it_went_out(post);
            let decision = Decision { shows_another, ..decision };
            // A blank Status on a desk that posts only what is marked: the row asks for nothing yet, and is told how
            // to ask.
            if post.is_unmarked {
                return not_marked(index, decision);
            }
            let says = if is_another { Says::This(Message::CopyOfAnother) } else { Says::Keep };
            return Decision { says, ..decision };
        }
        _ => {}
    }
    let original = index.rightful(&receipt.id).and_then(|at| index.sheet.posts.get(at));
    let is_original_known = original.is_some_and(Row::says_what_its_line_says);
    // Where both say something else by now, the one that is still to come is being written anew.
    let is_to_come =
        matches!(&post.when, Ok(When::At(moment)) if moment.at > index.sheet.place.now);
    let is_told = post.hash != receipt.hash && (is_original_known || is_to_come);
    let says = if is_told { Says::This(Message::CopyOfAnother) } else { Says::Keep };
    Decision { says, ..decision }
}

/// A row that remembers nothing, and that the Log does not know.
fn fresh(at: usize, post: &PostRow, index: &Index, decision: Decision) -> Decision {
    if !post.holds_anything {
        return decision;
    }
    match &post.status {
        Err(word) => {
            Decision { says: Says::This(Message::UnknownStatus { word: word.clone() }), ..decision }
        }
        Ok(status) if status.asks_to_post() && !post.has_content => empty(post, decision),
        // A memory that was spoilt, of which the Log knows nothing either.
        Ok(PostStatus::Queued | PostStatus::Ready)
            if matches!(post.stored, StoredState::Malformed(_)) =>
        {
            unexplained(Message::ReceiptSpoilt, decision)
        }
        Ok(status) if status.asks_to_post() && is_posted_elsewhere(post, index) => {
            Decision { says: Says::This(Message::HasPermalink), ..decision }
        }
        Ok(PostStatus::Queued) if is_note(post) => {
            Decision { says: Says::This(Message::Unaddressed), ..decision }
        }
        Ok(status) if status.asks_to_post() => judged(judge(at, post, index), Open::New, decision),
        // A word of ours that nothing explains: it may have been posted.
        Ok(PostStatus::Publishing) if post.has_content => {
            unexplained(Message::CheckUnexplained, decision)
        }
        Ok(PostStatus::Draft) if post.is_unmarked => not_marked(index, decision),
        // Nobody has published what is still to come: the word was meant otherwise, such as OK for "may go out".
        Ok(status @ PostStatus::Published) if is_ahead(post, index) => {
            Decision { says: Says::This(Message::NoReason { status: *status }), ..decision }
        }
        Ok(status) => stopped(post, *status, decision),
    }
}

/// Tells whether the time of a row is still to come, and the row shows nothing of a post.
fn is_ahead(post: &PostRow, index: &Index) -> bool {
    let is_to_come =
        matches!(&post.when, Ok(When::At(moment)) if moment.at > index.sheet.place.now);
    let told = Message::NoReason { status: PostStatus::Published }.say(index.sheet.language);
    // Another tool's message explains its word.
    let is_unexplained = post.message().is_empty() || post.message() == told;
    let shows_nothing = post.permalink.is_empty() && !shows_where_it_went_out(post);
    is_to_come && post.has_content && shows_nothing && is_unexplained
}

/// A row with neither text nor media is not filled in yet; nothing of it is remembered.
fn empty(post: &PostRow, decision: Decision) -> Decision {
    // What is still being worked out may fill it by itself.
    match post.loading {
        Some(_) => decision,
        None => Decision { says: Says::This(Message::NothingToPost), ..decision },
    }
}

/// A row with neither account nor time may be a total or a note of a person's own: it is told, and
/// nothing else is done about it.
fn is_note(post: &PostRow) -> bool {
    post.account == Err(CellError::Name(NameFault::Empty)) && post.when == Ok(When::Blank)
}

fn unexplained(says: Message, decision: Decision) -> Decision {
    Decision {
        step: Step::Open(State::Check),
        shows: Some(PostStatus::Check),
        says: Says::This(says),
        ..decision
    }
}

/// A row with an address and without a memory was posted by somebody; it is free again only
/// where the Log knows that other words were published there.
fn is_posted_elsewhere(post: &PostRow, index: &Index) -> bool {
    let known = index.log_lines.published_at(&post.permalink);
    let is_its_own = known.is_none_or(|line| {
        let is_first = line.first_hash().is_some_and(|hash| post.has_first_hash(hash));
        is_first || post.is_what_was_sent(&line.hash, line.slot)
    });
    !post.permalink.is_empty() && is_its_own
}

fn remembered(
    at: usize,
    post: &PostRow,
    receipt: &RowState,
    index: &Index,
    decision: Decision,
) -> Decision {
    let is_changed = post.hash != receipt.hash;
    if let Some(decision) = thread::decide(post, receipt, index, &decision) {
        return decision;
    }
    match (receipt.state, &post.status) {
        // No Status can free a row in doubt: sending it anew could make it public twice.
        (State::Trying, _) => Decision {
            // A person who withdraws it may be in time.
            shows: (!matches!(post.status, Ok(PostStatus::Publishing | PostStatus::Draft)))
                .then_some(PostStatus::Publishing),
            then: Then::Resolve,
            ..decision
        },
        // Without a changed hash a posted row never goes out again under its id, whatever its Status says.
        (State::Posted, status) => posted((at, post), status, is_changed, index, decision),
        // Post now is the one word by which a person takes the decision on, knowing that it may be public
        // already.
        (State::Check, Ok(PostStatus::PostNow)) => {
            judged(judge(at, post, index), Open::Next(receipt), decision)
        }
        (State::Check, Ok(PostStatus::Published)) => Decision {
            step: Step::Turn(State::Posted),
            shows: Some(PostStatus::Published),
            says: Says::Nothing,
            ..decision
        },
        // An approval says nothing about whether it went out before.
        (State::Check, Ok(PostStatus::Queued | PostStatus::Ready)) => {
            Decision { then: Then::Look, ..decision }
        }
        // Looking sends nothing, so it needs no mark.
        (State::Check, _) if post.is_unmarked => Decision { then: Then::Look, ..decision },
        (_, Ok(PostStatus::Draft)) if post.is_unmarked => not_marked(index, decision),
        (_, Err(word)) => {
            Decision { says: Says::This(Message::UnknownStatus { word: word.clone() }), ..decision }
        }
        // The Log does not know any more what stood here before another row's line.
        (State::Queued | State::Failed | State::Missed, Ok(PostStatus::Published))
            if misplaced::is_anothers_first_line(post, receipt, index) =>
        {
            misplaced::to_check(Step::Turn(State::Check), decision)
        }
        // Publishing is left over from a claim that was given back, or was typed by hand: the row state says
        // that nothing was sent.
        (State::Queued, Ok(PostStatus::Publishing)) => {
            let judged = judged(judge(at, post, index), Open::Next(receipt), decision);
            Decision { shows: judged.shows.or(Some(post.free_status())), ..judged }
        }
        // A cell fault may be mended elsewhere, by a new account or a deleted twin, without this row's hash
        // changing.
        (State::Failed, Ok(PostStatus::Failed))
            if (is_changed || was_a_cell_fault(receipt)) && !is_copy_of_a_thread(receipt) =>
        {
            again(at, post, receipt, index, decision)
        }
        // An earlier version marked such rows Failed for good; they go on without anybody clearing them by
        // hand.
        (State::Failed, Ok(PostStatus::Failed)) if was_no_fault_of_the_row(receipt) => {
            let again = again(at, post, receipt, index, decision.clone());
            // What is too late by now, or has no time, is left as it was.
            if again.then == Then::Publish { again } else { decision }
        }
        (State::Missed, Ok(PostStatus::Missed)) if is_changed => {
            again(at, post, receipt, index, decision)
        }
        (State::Queued | State::Failed | State::Missed, Ok(status)) if status.asks_to_post() => {
            let judged = judged(judge(at, post, index), Open::Next(receipt), decision);
            // What it was asked for before stands in the cell again.
            let free = Some(post.free_status()).filter(|free| free != status);
            Decision { shows: judged.shows.or(free), ..judged }
        }
        (_, Ok(status)) => stopped(post, *status, decision),
    }
}

/// Tells whether a row was copied from one of which a part is out: a person queues it by its Status, once all of it is
/// written.
fn is_copy_of_a_thread(receipt: &RowState) -> bool {
    receipt.why == Some(RowCode::ThreadRewritten) && receipt.thread.is_empty()
}

/// Judges a stopped row anew: what is right now is queued again, and shows it.
fn again(
    at: usize,
    post: &PostRow,
    receipt: &RowState,
    index: &Index,
    decision: Decision,
) -> Decision {
    let decision = judged(judge(at, post, index), Open::Next(receipt), decision);
    let is_free = matches!(decision.step, Step::Turn(State::Queued));
    Decision { shows: if is_free { Some(post.free_status()) } else { decision.shows }, ..decision }
}

/// Tells whether an earlier version of the program laid a passing trouble, or one of the account, at the
/// row. Refusals that are the row's own are written down in other words.
fn was_no_fault_of_the_row(receipt: &RowState) -> bool {
    match &receipt.why {
        Some(RowCode::Answered(words)) => !Kind::of_words(words).concerns_the_row(),
        Some(RowCode::MayNotReply) => true,
        _ => false,
    }
}

fn posted(
    (at, post): (usize, &PostRow),
    status: &Result<PostStatus, String>,
    is_changed: bool,
    index: &Index,
    decision: Decision,
) -> Decision {
    let is_another =
        is_changed && post.stored.line().is_none_or(|line| post.says_another_post(line));
    let told = |decision| {
        let says = Says::This(Message::AlreadyPublished);
        Decision { says, ..decision }
    };
    match status {
        // Changed content in a published row is a new post: `Open::New` gives it a new id, and the old one
        // stays in the Log. It may say again what it said before another post.
        Ok(status) if status.asks_to_post() && is_another => match forgotten(post, index) {
            Some(known) => restored(known, post, index, decision),
            None => judged(judge(at, post, index), Open::New, decision),
        },
        Ok(PostStatus::Draft) if is_changed && post.is_unmarked => not_marked(index, decision),
        // The row is being rewritten for its next use; writing Published over Draft would take it from the
        // person.
        Ok(PostStatus::Draft) if is_changed => decision,
        // A person's own word stands: the row may be about to be rewritten.
        Ok(PostStatus::Draft) if !post.is_unmarked => told(decision),
        // Published would say of the new words what is true of the old ones alone.
        Ok(status @ (PostStatus::Failed | PostStatus::Check | PostStatus::Missed))
            if is_another =>
        {
            Decision { says: Says::This(Message::NoReason { status: *status }), ..decision }
        }
        Err(word) if is_another => {
            Decision { says: Says::This(Message::UnknownStatus { word: word.clone() }), ..decision }
        }
        Err(_) => told(decision),
        Ok(PostStatus::Published) => Decision { shows: Some(PostStatus::Published), ..decision },
        // The run that sent it ended before the row could say so.
        Ok(PostStatus::Publishing) => {
            Decision { shows: Some(PostStatus::Published), says: Says::Nothing, ..decision }
        }
        Ok(PostStatus::Deleted) => decision,
        Ok(_) => Decision { shows: Some(PostStatus::Published), ..told(decision) },
    }
}

/// Which row state the judgement is written to.
#[derive(Clone, Copy)]
enum Open<'a> {
    /// The row gets an id of its own.
    New,
    /// The row's line is replaced.
    Next(&'a RowState),
}

fn judged(judged: Judged, open: Open, decision: Decision) -> Decision {
    let step = |state: State, why: &Option<RowCode>| match open {
        Open::New => Step::Open(state),
        // What a row that waits is waiting for is the last run's note.
        // An unchanged state is not written again, or every run would add a version to each waiting row.
        Open::Next(receipt)
            if receipt.state == state && (state == State::Queued || &receipt.why == why) =>
        {
            Step::Keep
        }
        Open::Next(_) => Step::Turn(state),
    };
    match judged {
        Judged::Refused(refusal) => {
            let why = Some(refusal.code());
            Decision {
                step: step(State::Failed, &why),
                shows: Some(PostStatus::Failed),
                says: Says::This(Message::Refused(refusal)),
                why,
                ..decision
            }
        }
        Judged::Missed => Decision {
            step: step(State::Missed, &None),
            shows: Some(PostStatus::Missed),
            says: Says::This(Message::Missed),
            ..decision
        },
        Judged::Waits(says) => {
            Decision { step: step(State::Queued, &None), says: Says::This(says), ..decision }
        }
        Judged::Later(due, says) => Decision {
            step: step(State::Queued, &None),
            says: says.map_or(Says::Nothing, Says::This),
            due,
            ..decision
        },
        Judged::Due(due) => {
            Decision { step: step(State::Queued, &None), then: Then::Publish, due, ..decision }
        }
    }
}
