//! What Threads does with one container that is published, and published again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::in_doubt::ContainerStatus;
use threadsheet_core::probe_result::{Again, Fact, Finding, SecondPublish, Sight, Why};
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::text::same;
use tokio::time::Instant;

use super::context::Lab;
use super::preconditions::Account;
use crate::threads::wire::Media;
use crate::threads::{ApiError, Kind, Unpublished};

/// How often the container is sent at most. Each call makes one post at most, so this is also how
/// many posts there can be.
pub(super) const SENDS_MAX: u32 = 3;

/// What is found out here.
pub(super) const FACTS: [Fact; 3] = [Fact::SecondPublish, Fact::Status, Fact::List];

/// How long after the publish the container and the list are looked at.
const LOOKS: [Duration; 9] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
    Duration::from_secs(20),
    Duration::from_secs(30),
    Duration::from_secs(45),
    Duration::from_mins(1),
];

/// After which looks the container is sent again.
const AGAIN: [Duration; 2] = [Duration::from_secs(2), Duration::from_mins(1)];

/// The last look, some time after the last publish, for the list may lag.
const LAST_LOOK: Duration = Duration::from_secs(75);

/// The pause before a container is asked again whether it is ready, or sent that was not found.
const PAUSE: Duration = Duration::from_secs(5);

/// How often it is asked whether it is ready.
const POLLS_MAX: u32 = 12;

/// How long a publish may take.
const PUBLISH_TIMEOUT: Duration = Duration::from_mins(1);

/// How long all of this takes, with room.
const WHOLE: Duration = Duration::from_secs(150);

/// Publishes a text, watches what becomes of it, and sends the same container again.
pub(super) async fn measure(lab: &Lab<'_>, account: &Account) {
    if !lab.has_time_for(WHOLE) {
        return unmeasured(lab, &Why::Ended);
    }
    let text = format!("threadsheet probe {}", lab.clock.real().format("%Y-%m-%d %H:%M:%S%.3f"));
    // Room for a machine's clock that differs from that of Threads.
    let since = lab.clock.real() - TimeDelta::minutes(2);
    let mut post = match Post::publish(lab, account, text, since).await {
        Ok(post) => post,
        Err(detail) => return unmeasured(lab, &Why::NotDone { detail }),
    };
    for look in LOOKS {
        lab.wait_since(post.published, look).await;
        post.look().await;
        if AGAIN.contains(&look) && lab.notes.sent() < SENDS_MAX {
            post.send_again().await;
        }
    }
    lab.wait_since(post.published, LAST_LOOK).await;
    post.look().await;
    post.tell().await;
}

fn unmeasured(lab: &Lab<'_>, why: &Why) {
    for fact in FACTS {
        lab.notes.add(Finding::Unmeasured(fact, why.clone()));
    }
}

/// A post that is public.
struct Post<'a> {
    lab: &'a Lab<'a>,
    account: &'a Account,
    text: String,
    /// The instant before which nothing in the list is ours, UTC.
    since: DateTime<Utc>,
    container: String,
    media: Option<String>,
    published: Instant,
    says_so: Sight,
    in_list: Sight,
    answers: Vec<(Duration, Again)>,
    listed: Option<Vec<Media>>,
}

impl<'a> Post<'a> {
    async fn publish(
        lab: &'a Lab<'a>,
        account: &'a Account,
        text: String,
        since: DateTime<Utc>,
    ) -> Result<Self, ErrorDetail> {
        let said = |trouble: ApiError| trouble.detail;
        let form = [("media_type", "TEXT".to_owned()), ("text", text.clone())];
        let container = lab.threads.create(&account.token.token, &form).await.map_err(said)?;
        for _ in 0..POLLS_MAX {
            let status = lab.threads.status(&account.token.token, &container).await;
            if status == Ok(ContainerStatus::Finished) {
                break;
            }
            lab.pause(PAUSE).await;
        }
        let media = first(lab, account, &container).await?;
        let unseen = Sight { first: None, last: Duration::ZERO, instead: None };
        Ok(Self {
            lab,
            account,
            text,
            since,
            container,
            media,
            published: Instant::now(),
            says_so: unseen.clone(),
            in_list: unseen,
            answers: Vec::new(),
            listed: None,
        })
    }

    /// Looks at the container and at the list.
    async fn look(&mut self) {
        let token = &self.account.token.token;
        let status = self.lab.threads.status(token, &self.container).await;
        self.says_so.last = self.published.elapsed();
        self.says_so.instead = match status {
            Ok(ContainerStatus::Published) => None,
            Ok(status) => Some(ErrorDetail::Said(word(&status))),
            Err(trouble) => Some(trouble.detail),
        };
        if self.says_so.instead.is_none() {
            self.says_so.first.get_or_insert(self.says_so.last);
        }
        let listed = self.lab.threads.list(token, false, self.since).await;
        self.in_list.last = self.published.elapsed();
        match listed {
            Ok(mut listed) => {
                let is_ours = |media: &Media| {
                    media.text.as_deref().is_some_and(|text| same(text, &self.text))
                };
                listed.retain(is_ours);
                if !listed.is_empty() {
                    self.in_list.first.get_or_insert(self.in_list.last);
                }
                self.in_list.instead = None;
                self.listed = Some(listed);
            }
            Err(trouble) => self.in_list.instead = Some(trouble.detail),
        }
    }

    async fn send_again(&mut self) {
        let answer = send(self.lab, self.account, &self.container).await;
        let again = match answer {
            Ok(media) if self.media.as_ref().is_none_or(|first| *first == media) => Again::SameId,
            Ok(_) => Again::OtherId,
            Err(trouble) => Again::Refused { detail: trouble.detail },
        };
        self.answers.push((self.published.elapsed(), again));
    }

    async fn tell(self) {
        let notes = self.lab.notes;
        let listed = self.listed.unwrap_or_default();
        let mut addresses: Vec<String> =
            listed.iter().filter_map(|media| media.permalink.clone()).collect();
        if let Some(media) = self.media.as_ref().filter(|_| addresses.is_empty()) {
            let known = self.lab.threads.permalink(&self.account.token.token, media).await;
            addresses.extend(known.ok().flatten());
        }
        notes.knows_addresses(addresses);
        // A list that never showed the post tells nothing about how many there are.
        let count = Some(listed.len()).filter(|count| *count > 0);
        notes.add(if self.answers.is_empty() {
            // All the sends that there may be went into the first one.
            Finding::Unmeasured(Fact::SecondPublish, Why::Ended)
        } else {
            Finding::SecondPublish(SecondPublish { answers: self.answers, listed: count })
        });
        notes.add(Finding::Status(self.says_so));
        notes.add(Finding::List(self.in_list));
    }
}

/// Publishes for the first time. What was not found is sent again; no other answer is.
async fn first(
    lab: &Lab<'_>,
    account: &Account,
    container: &str,
) -> Result<Option<String>, ErrorDetail> {
    loop {
        let trouble = match send(lab, account, container).await {
            Ok(media) => return Ok(Some(media)),
            Err(trouble) => trouble,
        };
        let status = lab.threads.status(&account.token.token, container).await;
        // An answer that was lost or wrong: the post is public, and its id unknown.
        if status == Ok(ContainerStatus::Published) {
            return Ok(None);
        }
        if trouble.kind != Kind::NotFound || lab.notes.sent() >= SENDS_MAX {
            return Err(trouble.detail);
        }
        lab.pause(PAUSE).await;
    }
}

/// Sends the container, once, and counts that.
async fn send(lab: &Lab<'_>, account: &Account, container: &str) -> Result<String, ApiError> {
    lab.notes.sends();
    let token = &account.token.token;
    // No run claims this container, so there is no claim that could have grown old.
    let published = lab.threads.publish(token, container, PUBLISH_TIMEOUT, &|| true).await;
    published.map_err(|unpublished| match unpublished {
        Unpublished::ApiError(trouble) => trouble,
        Unpublished::NotSent => ApiError::no_answer(ErrorDetail::NoAnswer),
    })
}

/// Returns the API's own word.
fn word(status: &ContainerStatus) -> String {
    match status {
        ContainerStatus::InProgress => "IN_PROGRESS".to_owned(),
        ContainerStatus::Finished => "FINISHED".to_owned(),
        ContainerStatus::Published => "PUBLISHED".to_owned(),
        ContainerStatus::Expired => "EXPIRED".to_owned(),
        ContainerStatus::Error(word) => format!("ERROR {word}"),
        ContainerStatus::Unreadable => "?".to_owned(),
    }
}
