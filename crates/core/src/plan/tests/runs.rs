//! A simulator of several runs, and of what a person does to the rows between them: for what one plan alone does not show.
//!
//! It keeps the rows as cells of text, a Log, and a list of what is public. Each run reads a desk out of the cells, plans, and
//! carries the plan out as `run` does: the first write, then for each post claim, Log, publication and outcome, the posts
//! before the replies to them. Between two runs a test edits the cells as a person would: copies, deletes, types.
//!
//! It repeats in a few lines what the program does with a plan, without requests, faults or a second run beside it; the
//! promises hold the program itself. Threads takes whatever it is sent, so that what is public shows what was decided.

use std::collections::{BTreeMap, HashMap};

use super::*;
use crate::log::Event;
use crate::row_state::SentPart;
use crate::transitions::Container;

/// A cell that makes a row answer the one above.
pub(super) const REPLY: (PostColumn, &str) = (PostColumn::ReplyTo, "previous");
/// Five minutes before the first run.
pub(super) const TODAY: &str = "2026-11-23 10:00";
pub(super) const TOMORROW: &str = "2026-11-24 10:00";

/// What a person types to make a row the next post.
pub(super) const REWRITTEN: [(PostColumn, &str); 3] =
    [(PostColumn::Text, "tomorrow's"), (PostColumn::PublishAt, TOMORROW), (PostColumn::Status, "")];

/// Returns a post that was due at this time and a reply with this one, a time or how long it waits, after their first
/// run.
pub(super) fn chain(due: &str, reply: &str) -> Runs {
    let post = [(PostColumn::Text, "post"), (PostColumn::PublishAt, due)];
    let reply = [(PostColumn::Text, "reply"), (PostColumn::PublishAt, reply), REPLY];
    let mut runs = Runs::of(&[&post, &reply]);
    runs.run();
    runs
}

/// A spreadsheet, its Log and what is public on Threads.
pub(super) struct Runs {
    pub(super) rows: Vec<BTreeMap<PostColumn, String>>,
    log: Vec<Line>,
    public: Vec<Public>,
    /// The time of the next run.
    pub(super) now: DateTime<Utc>,
    /// Whether replies may go out; else their containers are made and kept.
    pub(super) may_reply: bool,
    n: usize,
}

struct Public {
    media: String,
    text: String,
    /// What its Publish at cell showed then.
    planned: String,
    /// The media id under which it is.
    parent: Option<String>,
}

/// A post that goes out in a run.
pub(super) struct Job {
    decision: Decision,
    post: PostRow,
    line: RowState,
}

impl Runs {
    /// Returns a spreadsheet with these rows, from the top, before its first run.
    pub(super) fn of(rows: &[&[(PostColumn, &str)]]) -> Self {
        let now = "2026-11-23T01:05:00Z".parse().unwrap();
        let (log, public) = (Vec::new(), Vec::new());
        let mut runs = Self { rows: Vec::new(), log, public, now, may_reply: true, n: 0 };
        for (at, cells) in rows.iter().enumerate() {
            runs.insert(at, cells);
        }
        runs
    }

    /// Inserts a row at this place, from 0.
    pub(super) fn insert(&mut self, at: usize, cells: &[(PostColumn, &str)]) {
        let account = [(PostColumn::Account, SHOP)];
        let cells = account.iter().chain(cells);
        self.rows.insert(at, cells.map(|(column, text)| (*column, (*text).to_owned())).collect());
    }

    /// Inserts a copy of a whole row at another place.
    pub(super) fn copy(&mut self, from: usize, to: usize) {
        self.rows.insert(to, self.rows[from].clone());
    }

    pub(super) fn delete(&mut self, row: usize) {
        self.rows.remove(row);
    }

    pub(super) fn set(&mut self, row: usize, cells: &[(PostColumn, &str)]) {
        let cells = cells.iter().map(|(column, text)| (*column, (*text).to_owned()));
        self.rows[row].extend(cells);
    }

    pub(super) fn get(&self, row: usize, column: PostColumn) -> &str {
        self.rows[row].get(&column).map_or("", String::as_str)
    }

    /// Adds what the Log knows of a row that no run has seen.
    pub(super) fn knows(&mut self, line: Line) {
        self.log.insert(0, Line { at: Some(self.now), ..line });
    }

    /// Returns for when what is public was planned, by its row, in the order in which it went out.
    pub(super) fn planned(&self) -> Vec<&str> {
        self.public.iter().map(|post| post.planned.as_str()).collect()
    }

    /// Returns the texts of what is public, in the order in which it went out, each with what it is under.
    pub(super) fn public(&self) -> Vec<(&str, Option<&str>)> {
        let text = |media: &String| {
            let posts = self.public.iter().find(|post| post.media == *media);
            posts.map(|post| post.text.as_str()).unwrap()
        };
        self.public.iter().map(|post| (&*post.text, post.parent.as_ref().map(text))).collect()
    }

    /// Runs a few times, an hour apart.
    pub(super) fn run_for_hours(&mut self, n: usize) {
        for _ in 0..n {
            self.run();
            self.now += TimeDelta::hours(1);
        }
    }

    /// Returns the spreadsheet as a run reads it.
    pub(super) fn desk(&self) -> Desk {
        let mut desk = Desk::new();
        desk.place.now = self.now;
        desk.account(&[(AccountColumn::Account, "second_shop")]);
        desk.log_lines = Some(LogLines { lines: self.log.clone() });
        let id = |row: &BTreeMap<PostColumn, String>| {
            row.get(&PostColumn::Receipt).and_then(|it| Some(Peek::of(it)?.id.to_owned()))
        };
        let ids: Vec<String> = self.rows.iter().filter_map(id).collect();
        for (at, row) in self.rows.iter().enumerate() {
            let cells: Vec<_> = row.iter().map(|(column, text)| (*column, &**text)).collect();
            let post = desk.read(at + 1, &cells);
            let is_copied = |line: &RowState| ids.iter().filter(|id| **id == line.id).count() > 1;
            let is_copied = post.stored.line().is_some_and(is_copied);
            // As a snapshot keeps them.
            let is_finished = post.is_finished()
                && (!is_copied || post.stored.line().is_some_and(|line| line.hash == post.hash));
            desk.posts.push(if is_finished {
                let line = post.stored.text().into();
                let account = post.account.clone().unwrap().into();
                let (text, publish_at) = (None, None);
                let tree = post.tree.as_ref().map(|tree| Box::new(tree.cells.clone()));
                Row::Finished { row: at + 1, account, line, text, publish_at, tree }
            } else {
                Row::Open(Box::new(post))
            });
        }
        place_in_trees(&mut desk.posts);
        desk
    }

    /// Runs once.
    pub(super) fn run(&mut self) {
        self.now += TimeDelta::seconds(10);
        let desk = self.desk();
        let plan = desk.plan();
        let jobs = self.write_plan(&desk, &plan);
        self.publish(&desk, jobs);
    }

    /// Makes the first write of a run, and returns what goes out after it.
    pub(super) fn write_plan(&mut self, desk: &Desk, plan: &Plan) -> Vec<Job> {
        let post = |row: usize| match &desk.posts[row - 1] {
            Row::Open(post) => Some(post.as_ref().clone()),
            Row::Finished { .. } => None,
        };
        let mut ids: HashMap<usize, String> = HashMap::new();
        for decision in &plan.posts {
            let id = match &decision.step {
                Step::Open(_) => Some(self.next_name("rid")),
                Step::Restore(known) => Some(known.id.clone()),
                _ => post(decision.row).and_then(|post| Some(post.stored.line()?.id.clone())),
            };
            ids.extend(id.map(|id| (decision.row, id)));
        }
        let mut jobs = Vec::new();
        for decision in &plan.posts {
            let post = post(decision.row).unwrap();
            let parent = decision.parent_row.and_then(|row| {
                ids.get(&row).cloned().or_else(|| Some(desk.posts[row - 1].receipt()?.id))
            });
            let old = post.stored.line().cloned();
            let id = ids.get(&decision.row).map(String::as_str);
            let nonce = self.next_name("n");
            let writer_id = WriterId { nonce: &nonce, at: self.now };
            let next = decision.next_line(&post, id, parent, writer_id);
            if let Some((event, about)) =
                next.as_ref().and_then(|next| decision.told(old.as_ref(), next))
            {
                self.log(event, &about);
            }
            let line = next.or(old.clone());
            self.show(decision, old.as_ref(), line.as_ref());
            if let (Then::Publish, Some(line)) = (decision.then, line) {
                jobs.push(Job { decision: decision.clone(), post, line });
            }
        }
        jobs
    }

    /// Shows in a row what was decided about it.
    fn show(&mut self, decision: &Decision, old: Option<&RowState>, line: Option<&RowState>) {
        let row = decision.row - 1;
        if matches!(decision.step, Step::Open(_)) && old.is_some() {
            self.set(row, &[(PostColumn::Permalink, ""), (PostColumn::PublishedAt, "")]);
        }
        if let Some(line) = line {
            self.set(row, &[(PostColumn::Receipt, &line.to_string())]);
        }
        match decision.shows {
            Some(PostStatus::Published) => self.show_published(row, line.unwrap()),
            Some(PostStatus::Queued) => self.set(row, &[(PostColumn::Status, "")]),
            Some(status) => {
                self.set(row, &[(PostColumn::Status, status.word(Language::English))]);
            }
            None => {}
        }
        match &decision.says {
            Says::Keep => {}
            Says::Nothing => self.set(row, &[(PostColumn::Message, "")]),
            Says::This(message) => {
                self.set(row, &[(PostColumn::Message, &message.say(Language::English))]);
            }
        }
    }

    fn show_published(&mut self, row: usize, line: &RowState) {
        self.set(
            row,
            &[
                (PostColumn::Receipt, &line.to_string()),
                (PostColumn::Status, "Published"),
                (PostColumn::PublishedAt, "2026-11-23 10:00"),
                (PostColumn::Permalink, line.permalink.as_deref().unwrap_or_default()),
                (PostColumn::Message, ""),
            ],
        );
    }

    /// Publishes what goes out, each after what it answers.
    pub(super) fn publish(&mut self, desk: &Desk, jobs: Vec<Job>) {
        let is_going = |id: &str| jobs.iter().any(|job| job.line.id == id);
        let lines = desk.posts.iter().filter_map(Row::receipt);
        let posted = lines.filter(|line| line.state == State::Posted && !is_going(&line.id));
        let mut public: HashMap<String, Option<String>> =
            posted.map(|line| (line.id.clone(), line.last_media().map(str::to_owned))).collect();
        for mut job in jobs {
            let mut parent = job.line.thread.last().and_then(|part| part.media.clone());
            if job.line.thread.is_empty() && job.post.answers_a_row() {
                let id = job.line.parent.as_ref().expect("a reply without a parent");
                // It is in doubt.
                let Some(media) = public.get(id) else { continue };
                parent = Some(media.clone().expect("a parent without a media id"));
            }
            while job.line.state != State::Posted {
                if let Some(parent) = parent.as_ref().filter(|_| !self.may_reply) {
                    self.keep(&job, parent);
                    break;
                }
                let Some(next) = self.send(&job, parent.as_deref()) else { break };
                parent = next.last_media().map(str::to_owned);
                job.line = next;
                if self.is_kept_back(&job) {
                    self.set(
                        job.decision.row - 1,
                        &[
                            (PostColumn::Receipt, &job.line.to_string()),
                            (PostColumn::Status, "Publishing"),
                        ],
                    );
                    break;
                }
            }
            if job.line.state == State::Posted {
                self.show_published(job.decision.row - 1, &job.line);
                public.insert(job.line.id, parent);
            }
        }
    }

    /// Tells whether the next reply of a thread goes out later.
    fn is_kept_back(&self, job: &Job) -> bool {
        let post = PostRow { status: Ok(PostStatus::Publishing), ..job.post.clone() };
        let due = reply_due(&post, &job.line).ok().flatten();
        job.line.state == State::Queued && due.is_some_and(|due| due > self.now)
    }

    /// Keeps the container of a reply that may not go out yet.
    fn keep(&mut self, job: &Job, parent: &str) {
        let nonce = self.next_name("n");
        let writer_id = WriterId { nonce: &nonce, at: self.now };
        let id = format!("{}under{parent}", self.next_name("c"));
        let container = Container { id, children: Vec::new() };
        let line = job.line.freed(&job.post.hash, writer_id).about(part(job));
        let line = line.keep(&container, writer_id).to_string();
        self.set(job.decision.row - 1, &[(PostColumn::Receipt, &line)]);
    }

    /// Sends the next part of a post, and returns what its row remembers then; none where the Log knows that it is out.
    fn send(&mut self, job: &Job, parent: Option<&str>) -> Option<RowState> {
        let (nonce, line) = (self.next_name("n"), &job.line);
        let writer_id = WriterId { nonce: &nonce, at: self.now };
        let is_of_this_part = line.part.is_some() && line.part == part(job);
        let kept = if is_of_this_part { line.clone() } else { line.speaking_of(&job.post.hash) };
        let kept = kept.container.filter(|_| line.state == State::Queued);
        let id = kept.clone().unwrap_or_else(|| self.next_name("c"));
        let container = Container { id, children: Vec::new() };
        let free = line.freed(&job.post.hash, writer_id).about(part(job));
        let claim = free.claim(&container, writer_id);
        let claim = RowState { sender: Some(job.decision.account.clone()), ..claim };
        self.log(Event::Sending, &claim);
        let log = LogLines { lines: self.log.clone() };
        if !log.is_first_attempt_since(&claim, None, job.decision.earlier) {
            self.log(Event::Unsent, &claim);
            return None;
        }
        let number = job.post.part_of(line).unwrap_or(0);
        let column = if number == 0 { PostColumn::Text } else { PostColumn::of_part(number) };
        let text = self.get(job.decision.row - 1, column).to_owned();
        // A container is under what it was made for.
        let made_for = kept.as_ref().and_then(|id| id.split_once("under")).map(|(_, media)| media);
        let parent = made_for.or(parent).map(str::to_owned);
        let media = Some(format!("18000{}", self.next_name("")));
        let permalink = Some(format!("https://www.threads.com/@my_shop/post/P{}", self.n));
        let planned = self.get(job.decision.row - 1, PostColumn::PublishAt).to_owned();
        self.public.push(Public { media: media.clone().unwrap(), text, planned, parent });
        let next = if job.post.thread.is_none() && claim.thread.is_empty() {
            claim.posted(media.clone(), permalink.clone(), writer_id)
        } else {
            let next =
                |is_more| claim.part_posted(media.clone(), permalink.clone(), is_more, writer_id);
            next(job.post.part_after(&next(false).thread).is_some())
        };
        self.log(Event::Published, &RowState { media, permalink, ..claim });
        Some(next)
    }

    pub(super) fn log(&mut self, event: Event, line: &RowState) {
        let line = line.clone();
        let line = Line {
            event,
            account: SHOP.to_owned(),
            id: line.id,
            hash: line.hash,
            at: Some(line.at),
            until: None,
            nonce: line.nonce,
            slot: line.slot,
            container: line.container,
            media: line.media,
            permalink: line.permalink,
            part: line.part,
            stock_use: line.stock_use,
        };
        self.log.insert(0, line);
    }

    /// Returns a name that nothing else has.
    pub(super) fn next_name(&mut self, of: &str) -> String {
        self.n += 1;
        format!("{of}{:05}", self.n)
    }
}

/// Returns which part of its thread a post is about to send.
fn part(job: &Job) -> Option<SentPart> {
    let number = job.post.part_of(&job.line).unwrap_or(0);
    job.post.part(number).map(|part| SentPart { number, hash: part.hash.clone() })
}
