//! One post on its way, and what is said about it at the end.

use threadsheet_core::cell_error::CellNotice;
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::i18n::{lists, logged};
use threadsheet_core::in_doubt::CONTAINER_LIFE;
use threadsheet_core::language::Language;
use threadsheet_core::log::Event;
use threadsheet_core::plan::{
    Decision, PartRequest, Says, Spacing, Step, Then, goes_out_at, of_thread, reply_delay,
    reply_due,
};
use threadsheet_core::post::PostRow;
use threadsheet_core::reason::Uncertain;
use threadsheet_core::reason::{Message, Refusal};
use threadsheet_core::row_state::{RowState, SentPart, State};
use threadsheet_core::text::redact;
use threadsheet_core::transitions::Container;

use super::context::PublishStage;
use crate::report::{PostLine, PostOutcome};
use crate::run::cell_format::{date_cell, free_cell, message_cell, status_cell, text_cell};
use crate::run::report_lines::post_line;
use crate::run::writer::batch::{Claim, LogLine, RowWrite};

/// One post on its way.
#[derive(Debug, Clone)]
pub(crate) struct PostJob {
    pub(crate) post: PostRow,
    pub(crate) decision: Decision,
    /// The line that stands in the row.
    pub(crate) line: RowState,
    /// The media id of what it answers, once that is known.
    pub(crate) parent: Option<String>,
    /// Of one in doubt, the media ids of the whole thread that it answers: any of them may have been the last one when it
    /// was sent.
    pub(crate) answered: Vec<String>,
    /// Which part of the row's thread it is: 0 is the post itself.
    number: u8,
    /// Which container the next attempt sends.
    attempt: Attempt,
    /// Lines that the Log is still to be told, oldest first.
    log: Vec<LogLine>,
}

/// Which container an attempt sends. Sending one again is what may publish a post twice, so it is never inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// One that is made for it, or that an earlier run kept without sending it.
    Fresh,
    /// The very container that an earlier run has sent, once it is certain that it is not public.
    SameAgain,
}

impl PostJob {
    /// Returns the job of a decision about a post whose row has this line.
    pub(crate) fn new(post: PostRow, decision: Decision, line: RowState) -> Self {
        let attempt =
            if decision.then == Then::Resolve { Attempt::SameAgain } else { Attempt::Fresh };
        let number = post.part_of(&line).unwrap_or(0);
        // Of a thread of which nothing is out, all parts are judged together.
        let is_whole = number == 0 && line.state == State::Queued;
        let post = if is_whole { post } else { post.at_part(number) };
        let parent = line.thread.last().and_then(|part| part.media.clone());
        let (answered, log) = (Vec::new(), Vec::new());
        Self { post, decision, line, parent, answered, number, attempt, log }
    }

    /// Returns the media ids of what it may answer; none where nobody knows.
    pub(crate) fn parents(&self) -> Vec<String> {
        let is_known = self.answered.is_empty();
        if is_known { self.parent.iter().cloned().collect() } else { self.answered.clone() }
    }

    /// Returns the job of the part that follows once `line` stands in the row: none where all are out, or where a
    /// person holds the rest back.
    pub(crate) fn following(&self, line: RowState) -> Option<Self> {
        let goes_on = line.state == State::Queued && !self.is_draft();
        let due = reply_due(&self.post, &line).ok().flatten().unwrap_or(self.decision.due);
        let decision = Decision {
            due,
            step: Step::Keep,
            says: Says::Keep,
            then: Then::Publish,
            shows: Some(PostStatus::Publishing),
            ..self.decision.clone()
        };
        // The word that was in its Status cell was about the part that is out.
        let post = PostRow { status: Ok(PostStatus::Publishing), ..self.post.clone() };
        goes_on.then(|| Self::new(post, decision, line))
    }

    /// Returns the job once its claim was won and stands in the row as this line.
    pub(crate) fn claimed(self, line: RowState) -> Self {
        let decision = Decision { shows: Some(PostStatus::Publishing), ..self.decision };
        Self { line, decision, log: Vec::new(), ..self }
    }

    pub(crate) fn is_look(&self) -> bool {
        self.decision.then == Then::Look
    }

    /// Tells whether its row shows parts of a thread that come after it.
    pub(crate) fn has_more_parts(&self) -> bool {
        self.post.further_parts().any(|part| part.number > self.number)
    }

    /// Tells whether it is a further part of the thread in its row.
    pub(crate) fn is_further_part(&self) -> bool {
        self.number > 0
    }

    pub(crate) fn is_reply(&self) -> bool {
        self.is_further_part() || self.post.is_reply()
    }

    /// Tells whether it goes out right after the post that it answers.
    pub(crate) fn is_part(&self) -> bool {
        self.is_further_part() || self.post.answers_a_row()
    }

    /// Tells whether it goes out alone, after a pause. A part of a chain follows at once, what an earlier run has sent
    /// has had its turn, and no pause holds what a person wants out at once.
    pub(crate) fn keeps(&self, spacing: Spacing) -> bool {
        !spacing.is_none() && !self.is_part() && !self.is_again() && !self.post.goes_out_at_once()
    }

    /// Tells whether a person wants it out now, whatever holds the account's other posts.
    pub(crate) fn is_wanted_now(&self) -> bool {
        if self.is_further_part() {
            self.part_request().is_some()
        } else {
            self.post.goes_out_at_once()
        }
    }

    /// Tells whether a person has set the row to Draft.
    pub(crate) fn is_draft(&self) -> bool {
        self.post.status == Ok(PostStatus::Draft)
    }

    /// Returns what a person asked for that applies to it as a further part.
    fn part_request(&self) -> Option<PartRequest> {
        PartRequest::of(&self.post, &self.line).filter(|_| self.is_further_part())
    }

    /// Tells whether a person has it sent before its own time after the post.
    fn is_ahead_of_its_time(&self) -> bool {
        self.part_request().is_some_and(PartRequest::is_ahead_of_time)
    }

    /// Returns what is said of the first reply of a thread whose own time after the post has not come, or cannot be told,
    /// for one that nobody has asked for since the post is out.
    pub(crate) fn keeps_its_time(&self, stage: PublishStage<'_>) -> Option<Message> {
        if !self.is_further_part() || self.is_ahead_of_its_time() {
            return None;
        }
        match reply_due(&self.post, &self.line) {
            Err(fault) => Some(Message::Refused(Refusal::Cell(fault))),
            Ok(due) => {
                let soon = stage.time.clock.now() + stage.rules.limits.ahead;
                let due = due.filter(|due| *due > soon)?;
                Some(goes_out_at(due, &self.line, &stage.wording.place))
            }
        }
    }

    /// Tells whether its container, which an earlier run sent, is to be sent once more.
    pub(crate) fn is_again(&self) -> bool {
        self.attempt == Attempt::SameAgain
    }

    /// Returns the container that an earlier run kept without sending it.
    pub(crate) fn kept_free(&self) -> Option<Container> {
        self.kept().filter(|_| self.line.state == State::Queued)
    }

    /// Returns the row id of the post that it answers, where that is a row.
    pub(crate) fn parent_row(&self) -> Option<&str> {
        let answers_a_row = !self.is_further_part() && self.post.answers_a_row();
        self.line.parent.as_deref().filter(|_| answers_a_row)
    }

    /// Returns the container that an earlier run kept for these very words.
    pub(crate) fn kept(&self) -> Option<Container> {
        // What stands in other parts of its thread says nothing of the container of this one.
        let is_of_this_part = self.line.part.is_some() && self.line.part == self.part();
        let line = if is_of_this_part || self.is_again() {
            self.line.clone()
        } else {
            self.line.speaking_of(&self.post.hash)
        };
        Some(Container { id: line.container?, children: line.children })
    }

    /// Returns the intent of a Threads user, by id, to send this container.
    pub(crate) fn claim(
        &self,
        container: &Container,
        user: &str,
        stage: PublishStage<'_>,
    ) -> Claim {
        self.intent(self.free_line(stage).claim(container, stage.time.writer_id()), user, stage)
    }

    /// Returns the intent to send the very same container once more.
    pub(crate) fn claim_again(&self, user: &str, stage: PublishStage<'_>) -> Claim {
        let next = self.line.claim_again(stage.time.writer_id());
        // What stands in parts that are not out yet says nothing of the container.
        let hash = if self.line.part.is_some() { &self.post.hash } else { &next.hash };
        self.intent(RowState { hash: hash.clone(), ..next }, user, stage)
    }

    /// Tells whether the row still says what was sent.
    pub(crate) fn says_what_was_sent(&self) -> bool {
        self.post.says_what_was_sent(&self.line)
    }

    fn intent(&self, next: RowState, user: &str, stage: PublishStage<'_>) -> Claim {
        let account = self.decision.account.clone();
        let user = Some(user.to_owned()).filter(|user| !user.is_empty());
        let next = RowState { user: user.or(next.user.clone()), ..next };
        let requested_status = if self.is_further_part() {
            self.part_request().map(PartRequest::requested_status)
        } else {
            self.post.requested_status()
        };
        let next = RowState { sender: Some(account.clone()), requested_status, ..next };
        // The column may be gone by the time the reply has its turn.
        let keeps_back = !self.is_further_part() && reply_delay(&self.post).is_some();
        let was_kept_back = self.line.is_kept_back && (self.is_further_part() || self.is_again());
        let next = RowState { is_kept_back: keeps_back || was_kept_back, ..next };
        let is_first_reply = self.is_further_part() && self.line.last_out() == Some(0);
        // What was given up is told in the same write that gives it up.
        let log = self.log.clone();
        let write = RowWrite { log, ..RowWrite::at_line(&self.line, Some(next)) };
        Claim {
            write,
            cells: vec![status_cell(PostStatus::Publishing, stage.wording.posts_in)],
            account,
            // What the cell shows by now: this run may have written it since it was read.
            status: self.decision.shows.map_or_else(|| self.post.status.clone(), Ok),
            free: self.free_status(),
            settled: self.is_again().then_some(self.line.at),
            earlier: self.decision.earlier,
            reply_after: is_first_reply.then(|| self.post.reply_after.clone()),
        }
    }

    /// Returns the write of a public post, or of a public part of a thread; with the report's line once all are out.
    pub(crate) fn posted(
        &self,
        media: Option<String>,
        permalink: Option<String>,
        stage: PublishStage<'_>,
    ) -> (RowWrite, Option<PostLine>) {
        let next = self.line_after(media.clone(), permalink.clone(), stage);
        let about = RowState {
            part: self.line.part.clone(),
            container: self.line.container.clone(),
            media,
            permalink,
            ..next.clone()
        };
        let is_done = next.state == State::Posted;
        let says = if is_done {
            self.said_of_a_public_post(&next)
        } else {
            vec![self.how_far(&next, stage)]
        };
        let says: Vec<String> = says.iter().map(|it| it.say(stage.wording.posts_in)).collect();
        let words = lists::sentences(&says, stage.wording.posts_in);
        let mut cells = vec![message_cell(&words)];
        if is_done {
            // Of a thread it is the time of the post, as the address is.
            let out = next.first_out.unwrap_or_else(|| stage.time.clock.now());
            cells.push(status_cell(PostStatus::Published, stage.wording.posts_in));
            cells.push((PostColumn::PublishedAt, date_cell(out, &stage.wording.place)));
        }
        // That of the post itself, which the row may have lost since.
        let permalink = next.permalink.clone();
        cells.extend(
            permalink.as_ref().map(|permalink| (PostColumn::Permalink, text_cell(permalink))),
        );
        let log = self.logged(Event::Published, &about, &words, stage);
        let write = RowWrite { cells, log, ..RowWrite::at_line(&self.line, Some(next)) };
        let line = PostLine { permalink, ..self.line_of(PostOutcome::Published, words) };
        (write, is_done.then_some(line))
    }

    /// Returns what is said of a row whose thread goes on: how far it is, and when the next part goes out.
    fn how_far(&self, line: &RowState, stage: PublishStage<'_>) -> Message {
        let following = self.following(line.clone());
        let says = following.and_then(|next| next.keeps_its_time(stage));
        // The next run says what is wrong with a cell.
        let says = says.filter(|says| matches!(says, Message::ReplyGoesOut { .. }));
        of_thread(&self.post, line, says)
    }

    /// Returns the line once what was sent is public.
    fn line_after(
        &self,
        media: Option<String>,
        permalink: Option<String>,
        stage: PublishStage<'_>,
    ) -> RowState {
        let writer_id = stage.time.writer_id();
        let is_alone = self.post.thread.is_none() && self.line.part.is_none();
        if is_alone && self.line.thread.is_empty() {
            return self.line.posted(media, permalink, writer_id);
        }
        let all = self.line.part_posted(media.clone(), permalink.clone(), false, writer_id);
        if self.post.part_after(&all.thread).is_none() {
            return all;
        }
        self.line.part_posted(media, permalink, true, writer_id)
    }

    fn said_of_a_public_post(&self, line: &RowState) -> Vec<Message> {
        let is_changed = if line.thread.is_empty() {
            self.post.hash != self.line.hash
        } else {
            self.post.is_changed_above(&line.thread)
        };
        if is_changed {
            return vec![Message::ChangedAfterSending];
        }
        let has_link = line.permalink.is_some();
        // What was left out of a post is told even where there was no time to tell it before.
        let notices = self.post.notices.iter().copied();
        let of_text: Vec<CellNotice> =
            notices.filter(|notice| matches!(notice, CellNotice::Text(_))).collect();
        let noticed = (!of_text.is_empty()).then_some(Message::Noticed(of_text));
        (!has_link).then_some(Message::NoLink).into_iter().chain(noticed).collect()
    }

    /// Returns the write of a post that was refused before anything of it was sent.
    pub(crate) fn refused(
        &self,
        refusal: Refusal,
        stage: PublishStage<'_>,
    ) -> (RowWrite, PostLine) {
        let line = self.line.speaking_of(&self.post.hash).about(self.part());
        let next = line.failed(refusal.code(), stage.time.writer_id());
        let next = RowState { requested_status: self.post.requested_status(), ..next };
        // Emptied, the Status cell means the row's own time, or nothing where only marked rows go out.
        let asked = Some(self.post.free_status()).filter(|status| {
            let is_asked = *status != PostStatus::Queued && self.post.has_time();
            is_asked || stage.wording.only_queued
        });
        let message = match asked {
            Some(asked) if !self.is_further_part() => Message::RefusedAsked { refusal, asked },
            _ => Message::Refused(refusal),
        };
        let words = self.told(&message).say(stage.wording.posts_in);
        let cells =
            vec![status_cell(PostStatus::Failed, stage.wording.posts_in), message_cell(&words)];
        let log = self.logged(Event::Failed, &next, &words, stage);
        let write = RowWrite { cells, log, ..RowWrite::at_line(&self.line, Some(next)) };
        (write, PostLine { is_news: true, ..self.line_of(PostOutcome::Failed, words) })
    }

    /// Returns a refusal as it is said of the job: what a further part goes under stands in no cell.
    pub(crate) fn refusal(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::ParentNotFound if self.is_further_part() || self.post.is_under_its_tree() => {
                Refusal::PartBeforeNotFound
            }
            refusal => refusal,
        }
    }

    /// Returns the write of a post of which only a person can tell whether it went out.
    pub(crate) fn checked(&self, why: Uncertain, stage: PublishStage<'_>) -> (RowWrite, PostLine) {
        let next = self.line.check(why, stage.time.writer_id());
        let words = self.told(&Message::Check(why)).say(stage.wording.posts_in);
        let cells =
            vec![status_cell(PostStatus::Check, stage.wording.posts_in), message_cell(&words)];
        let log = self.logged(Event::Check, &next, &words, stage);
        let write = RowWrite { cells, log, ..RowWrite::at_line(&self.line, Some(next)) };
        (write, PostLine { is_news: true, ..self.line_of(PostOutcome::Check, words) })
    }

    /// Returns the write of a post at which a person asked to look again, in vain.
    pub(crate) fn still_checked(&self, stage: PublishStage<'_>) -> (Option<RowWrite>, PostLine) {
        let words = self.told(&Message::CheckAgain).say(stage.wording.posts_in);
        let cells =
            vec![status_cell(PostStatus::Check, stage.wording.posts_in), message_cell(&words)];
        let write = RowWrite { cells, ..RowWrite::at_line(&self.line, None) };
        (Some(write), self.line_of(PostOutcome::Check, words))
    }

    /// Returns the write of a row in doubt that nobody can ask about. Once its container is past its life, no
    /// answer would tell any more than a person sees.
    pub(crate) fn unasked(
        &self,
        message: &Message,
        stage: PublishStage<'_>,
    ) -> (Option<RowWrite>, PostLine) {
        if self.is_look() {
            return self.still_checked(stage);
        }
        if stage.time.age(self.line.at) >= CONTAINER_LIFE + stage.time.recheck_after {
            let (write, line) = self.checked(Uncertain::NotAsked, stage);
            return (Some(write), line);
        }
        let (write, line) = self.waits(message, None, stage);
        let is_news = write.is_some() && matches!(message, Message::SenderMissing { .. });
        (write, PostLine { is_news, ..line })
    }

    /// Returns what is said where no account of the desk has sent it.
    pub(crate) fn sender_missing(&self) -> Message {
        let name = self.line.sender.clone().unwrap_or_else(|| self.decision.account.clone());
        Message::SenderMissing { name }
    }

    /// Returns the write of a row that waits, with the line that it gets if it gets another one.
    pub(crate) fn waits(
        &self,
        message: &Message,
        next: Option<RowState>,
        stage: PublishStage<'_>,
    ) -> (Option<RowWrite>, PostLine) {
        let words = self.told(message).say(stage.wording.posts_in);
        let outcome = match message {
            Message::OutcomeUnknown | Message::SenderMissing { .. } | Message::SenderTroubled => {
                PostOutcome::Publishing
            }
            _ => PostOutcome::Waiting,
        };
        let mut cells = Vec::new();
        let shown = self.post.own(PostColumn::Message);
        if shown.is_some_and(|cell| cell.shown_text() != words) {
            cells.push(message_cell(&words));
        }
        let is_freed = self.line.state == State::Trying
            && next.as_ref().is_some_and(|next| next.state == State::Queued);
        if is_freed {
            let free = self.free_status();
            cells.push(free_cell(free, stage.wording.posts_in, stage.wording.only_queued));
        }
        let is_something = next.is_some() || !cells.is_empty() || !self.log.is_empty();
        let log = self.log.clone();
        let write = RowWrite { cells, log, ..RowWrite::at_line(&self.line, next) };
        (is_something.then_some(write), self.line_of(outcome, words))
    }

    /// Returns the write that keeps a container; nothing that a person sees changes.
    pub(crate) fn kept_as(&self, next: RowState) -> RowWrite {
        RowWrite::at_line(&self.line, Some(next))
    }

    /// Has the Log told that the container of the line was given up: another attempt makes another one.
    pub(crate) fn give_container_up(&mut self, event: Event) {
        self.attempt = Attempt::Fresh;
        let account = &self.decision.account;
        self.log.push(LogLine::of_row(event, account, &self.line, String::new()));
    }

    /// Returns the line from which another container can be kept or claimed.
    pub(crate) fn free_line(&self, stage: PublishStage<'_>) -> RowState {
        self.line.freed(&self.post.hash, stage.time.writer_id()).about(self.part())
    }

    /// Returns the part of the row's thread that the job is about; none where the row has no further parts.
    fn part(&self) -> Option<SentPart> {
        let part = self.post.part(self.number)?;
        Some(SentPart { number: part.number, hash: part.hash.clone() })
    }

    /// Returns the Status of the row where nothing of this attempt is on its way: a thread of which parts are out goes
    /// on, unless a person has made a draft of it.
    fn free_status(&self) -> PostStatus {
        let goes_on = self.is_further_part() && !self.is_draft();
        // What a person asked for by its own word is still asked for.
        if goes_on && self.is_ahead_of_its_time() {
            return PostStatus::PostNow;
        }
        if goes_on { PostStatus::Publishing } else { self.post.free_status() }
    }

    /// Returns what is said of the row: where parts of its thread are out, with how far it is.
    pub(crate) fn told(&self, message: &Message) -> Message {
        if self.line.thread.is_empty() {
            return message.clone();
        }
        of_thread(&self.post, &self.line, Some(message.clone()))
    }

    fn logged(
        &self,
        event: Event,
        about: &RowState,
        words: &str,
        stage: PublishStage<'_>,
    ) -> Vec<LogLine> {
        let words = log_words(&self.post, about, words, stage.wording.posts_in);
        let line = LogLine::of_row(event, &self.decision.account, about, words);
        self.log.iter().cloned().chain([line]).collect()
    }

    /// Returns the report's line.
    pub(crate) fn line_of(&self, outcome: PostOutcome, words: String) -> PostLine {
        post_line(&self.post, &self.decision, outcome, words)
    }
}

/// Returns what the Log says of a row: how its text begins, where that is the text it speaks of, and what
/// the row says.
pub(crate) fn log_words(
    post: &PostRow,
    about: &RowState,
    message: &str,
    language: Language,
) -> String {
    let begins = if post.hash == about.hash { redact(&post.excerpt) } else { String::new() };
    logged(&begins, message, language)
}
