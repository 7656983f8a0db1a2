//! Containers: invisible, slow to get ready, dead after a day.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::Threads;
use super::draft::{self, Draft};
use super::errors::Refusal;
use super::fields;
use super::media::{Verdict, Wanted};
use super::parameters::Parameters;
use super::post::PostKind;
use super::token::Caller;
use crate::http::Reply;

/// Source: <https://developers.facebook.com/docs/threads/troubleshooting>: a container that is not
/// published within 24 hours expires.
const LIFE: TimeDelta = TimeDelta::hours(24);

/// The scopes of which one is needed to answer somebody else's post.
///
/// Source: <https://developers.facebook.com/docs/threads/create-posts/create-replies>.
const FOREIGN_PARENT: [&str; 3] =
    ["threads_keyword_search", "threads_manage_mentions", "threads_profile_discovery"];

/// A container's status.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    InProgress,
    Finished,
    Published,
    Error(&'static str),
    Expired,
}

/// A media container.
#[derive(Debug, Clone)]
pub(super) struct Container {
    pub(super) account: usize,
    pub(super) draft: Draft,
    created: DateTime<Utc>,
    ready: DateTime<Utc>,
    failure: Option<&'static str>,
    /// When it was published first, and as which media.
    pub(super) published: Option<(DateTime<Utc>, String)>,
    /// How many publish calls were told that there is no such container.
    pub(super) n_publishes_hidden: u32,
    n_statuses_hidden: u32,
}

impl Container {
    /// Returns what has become of it, whatever a lagging answer says.
    fn status(&self, now: DateTime<Utc>) -> Status {
        // The order is the point: what is out stays PUBLISHED after its day is over, and a failure shows only once
        // the processing would have been done.
        match self.failure {
            _ if self.published.is_some() => Status::Published,
            Some(word) if now >= self.ready => Status::Error(word),
            _ if now >= self.created + LIFE => Status::Expired,
            _ if now < self.ready => Status::InProgress,
            _ => Status::Finished,
        }
    }
}

impl Threads {
    /// `POST /{user}/threads`.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/reference/publishing>.
    pub(super) fn create(
        &mut self,
        caller: Caller,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        self.need(caller, "threads_content_publish")?;
        let draft = draft::read(parameters, self.quirks.counting)?;
        self.may_make(caller, &draft)?;
        if let Some(parent) = &draft.reply_to {
            self.need(caller, "threads_manage_replies")?;
            self.parent(caller, parent, now)?;
        }
        if let Some(quoted) = &draft.quote_of {
            self.public_post(quoted, now).ok_or_else(|| Refusal::media_not_found(quoted))?;
        }
        // Last of all checks, because it uses up failures that are to come first, which a refused draft must leave.
        let (ready, failure) = self.process(caller, &draft, now)?;
        let publishes_at_once = draft.publishes_at_once;
        let id = self.serial.id(1794);
        let container = Container {
            account: caller.account,
            draft,
            created: now,
            ready,
            failure,
            published: None,
            n_publishes_hidden: 0,
            n_statuses_hidden: 0,
        };
        // A refused post at once leaves nothing behind.
        if publishes_at_once {
            self.has_quota(caller, &container.draft, now)?;
        }
        self.containers.insert(id.clone(), container);
        if publishes_at_once {
            return Ok(Reply::json(200, &json!({ "id": self.make_public(&id, now) })));
        }
        Ok(Reply::json(200, &json!({ "id": id })))
    }

    /// `GET /{container}`: id, status, `error_message`.
    pub(super) fn container_node(
        &mut self,
        id: &str,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["fields"])?;
        let wanted = fields::parse(parameters.get("fields"))?;
        let hidden_first = self.quirks.status_not_found_first;
        let Some(container) = self.containers.get_mut(id) else {
            return Err(Refusal::no_such_object("GET", id));
        };
        let asks_status = wanted.iter().any(|field| field.name == "status");
        // Seen of the real service: a container that was just made cannot be found, by its status either.
        if asks_status && container.n_statuses_hidden < hidden_first {
            container.n_statuses_hidden += 1;
            return Err(Refusal::media_not_found(id));
        }
        let status = self.shown_status(id, now)?;
        let value = |field: &fields::Field| -> Option<Value> {
            match (field.name.as_str(), status) {
                ("id", _) => Some(json!(id)),
                ("status", Status::InProgress) => Some(json!("IN_PROGRESS")),
                ("status", Status::Finished) => Some(json!("FINISHED")),
                ("status", Status::Published) => Some(json!("PUBLISHED")),
                ("status", Status::Error(_)) => Some(json!("ERROR")),
                ("status", Status::Expired) => Some(json!("EXPIRED")),
                ("error_message", Status::Error(word)) => Some(json!(word)),
                _ => None,
            }
        };
        let node = fields::pick(&wanted, &["id", "status", "error_message"], value)?;
        Ok(Reply::json(200, &node))
    }

    /// Returns a container's true status, or `IN_PROGRESS` for an account whose containers never finish.
    pub(super) fn status(&self, id: &str, now: DateTime<Utc>) -> Option<Status> {
        let container = self.containers.get(id)?;
        let is_stuck = self.quirks.stuck_accounts.contains(self.username_at(container.account));
        match container.status(now) {
            Status::Finished if is_stuck => Some(Status::InProgress),
            status => Some(status),
        }
    }

    /// Returns the status as an answer shows it, which may lag behind a publish.
    fn shown_status(&self, id: &str, now: DateTime<Utc>) -> Result<Status, Refusal> {
        // Only what is read lags; whether a container can be published is judged by its true status.
        let published = self.containers.get(id).and_then(|container| container.published.as_ref());
        let age = published.map(|(at, _)| now - *at);
        let is_forgotten = match (age, self.quirks.published_readable) {
            (Some(age), Some(readable)) => age >= readable,
            _ => false,
        };
        match self.status(id, now) {
            Some(_) if is_forgotten => Err(Refusal::no_such_object("GET", id)),
            Some(Status::Published) if age.is_some_and(|age| age < self.quirks.status_lag) => {
                Ok(Status::Finished)
            }
            Some(status) => Ok(status),
            None => Err(Refusal::no_such_object("GET", id)),
        }
    }

    fn may_make(&self, caller: Caller, draft: &Draft) -> Result<(), Refusal> {
        let account = self.account_at(caller.account).ok_or_else(Refusal::bad_token)?;
        if account.is_restricted {
            return Err(Refusal::restricted());
        }
        if draft.others.contains_key("location_id") {
            self.need(caller, "threads_location_tagging")?;
        }
        if draft.others.keys().any(|name| name.contains("to_ig")) {
            self.need(caller, "threads_share_to_instagram")?;
        }
        if let Some(countries) = &draft.countries {
            // Source: <https://developers.facebook.com/docs/threads/create-posts/geo-gating>.
            let is_code =
                |code: &str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
            if !account.may_gate {
                return Err(Refusal::parameter("THREADS_API__FEATURE_NOT_AVAILABLE"));
            }
            if !countries.split(',').all(is_code) {
                return Err(Refusal::parameter("THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES"));
            }
        }
        match &draft.link_attachment {
            Some(link) if self.quirks.unreadable_links.contains(link) => {
                Err(Refusal::unreadable_link())
            }
            _ => Ok(()),
        }
    }

    /// Refuses a parent that is no media, is not there (yet), or is another's without the scope.
    fn parent(&self, caller: Caller, id: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
        // Containers and media are different nodes: the id of a container is no parent, even after it was published.
        if !is_number || self.containers.contains_key(id) {
            let message = "Param reply_to_id is not a valid threads_media ID";
            return Err(Refusal::parameter_as_500(message));
        }
        let post = self.public_post(id, now).ok_or_else(|| Refusal::media_not_found(id))?;
        if now - post.published < self.quirks.parent_lag {
            return Err(Refusal::media_not_found(id));
        }
        let is_own = post.account == self.username_at(caller.account);
        if is_own || FOREIGN_PARENT.iter().any(|scope| self.need(caller, scope).is_ok()) {
            return Ok(());
        }
        Err(Refusal::no_permission())
    }

    /// Returns when the container will be ready, and the word of its failure.
    fn process(
        &mut self,
        caller: Caller,
        draft: &Draft,
        now: DateTime<Utc>,
    ) -> Result<(DateTime<Utc>, Option<&'static str>), Refusal> {
        let processing = self.quirks.processing;
        let (wanted, takes) = match draft.kind {
            PostKind::Text => return Ok((later(now, processing.text), None)),
            PostKind::Carousel if self.quirks.carousels_refused_first > 0 => {
                self.quirks.carousels_refused_first -= 1;
                return Err(Refusal::carousel_children());
            }
            PostKind::Carousel => return self.gather(caller, draft, now),
            PostKind::Image => (Wanted::Image, processing.image),
            PostKind::Video => (Wanted::Video, processing.video),
        };
        let url = draft.media_url.as_deref().unwrap_or_default();
        match self.web.fetch(url, wanted) {
            Verdict::Good => Ok((later(now, takes), None)),
            Verdict::Fails(word) => Ok((later(now, takes), Some(word))),
            Verdict::Unfetchable => Err(Refusal::unfetchable()),
        }
    }

    /// Checks a carousel's children; it is ready some time after the last of them.
    fn gather(
        &self,
        caller: Caller,
        draft: &Draft,
        now: DateTime<Utc>,
    ) -> Result<(DateTime<Utc>, Option<&'static str>), Refusal> {
        let mut ready = now;
        // Where children need not be finished, one may fail only after the carousel was made, which then fails too.
        let mut failure = None;
        for id in &draft.children {
            let child = self.containers.get(id).filter(|child| child.account == caller.account);
            let child = child.filter(|child| child.draft.is_carousel_item);
            let child = child.ok_or_else(Refusal::carousel_children)?;
            match self.status(id, now) {
                Some(Status::Finished) => {}
                Some(Status::InProgress) if !self.quirks.children_must_be_finished => {}
                Some(Status::Error(_) | Status::Expired) => return Err(Refusal::dead_child(id)),
                _ => return Err(Refusal::carousel_children()),
            }
            ready = ready.max(child.ready);
            failure = failure.or(child.failure.map(|_| "UNKNOWN"));
        }
        Ok((later(ready, self.quirks.processing.carousel), failure))
    }
}

/// Returns the time `by` later, or the last there is: a quirk may say "never".
fn later(at: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    at.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
