//! One method for each endpoint.

use std::time::Duration;

use chrono::{DateTime, Utc};
use threadsheet_core::in_doubt::ContainerStatus;
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;
use tokio::time::Instant;

use super::answer::ApiError;
use super::transport::{Once, Transport};
use super::wire::{Container, Debugged, Id, Limits, LongLived, Media, Page, Profile, TokenFacts};

/// How many pages of an account's posts are read while looking for one.
const PAGES_MAX: usize = 4;

/// More posts a day than this no account may publish: such a figure is none.
const FIGURE_MAX: i64 = 1_000_000;

/// The first moment from which Threads lists posts, in seconds.
///
/// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>.
const FIRST_LISTED_S: i64 = 1_688_540_400;

/// The Threads API for one run.
#[derive(Debug)]
pub struct Threads {
    transport: Transport,
}

/// A token that replaces another.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// The new token.
    pub token: Token,
    /// How long it lives from now.
    pub lives: Duration,
}

/// Why a container was not published, as far as anybody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpublished {
    /// The request did not leave this machine: its time was over before it could.
    NotSent,
    /// It was sent, and answered otherwise or not at all.
    ApiError(ApiError),
}

/// What is left of the day's publishing quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Posts that may still be published.
    pub posts: u32,
    /// Replies that may still be published.
    pub replies: u32,
}

impl Threads {
    /// Returns a client for the service at `root` that gives up at `until`.
    ///
    /// # Errors
    ///
    /// A mistake of ours: the client cannot be built.
    pub fn new(root: &str, until: Instant, time_scale: TimeScale) -> Result<Self, RunError> {
        Ok(Self { transport: Transport::new(root, until, time_scale)? })
    }

    /// Tells whether calls were made and not one of them was answered.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.transport.is_unreachable()
    }

    /// Returns whom the token belongs to.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn me(&self, token: &Token) -> Result<Profile, ApiError> {
        self.transport.get("/v1.0/me", &fields("id,username"), token).await
    }

    /// Returns what Threads knows about a token, by asking with that token.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/troubleshooting/debug-access-token>.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn debug_token(&self, token: &Token) -> Result<TokenFacts, ApiError> {
        let secret = token.expose();
        let query = [("input_token", secret), ("access_token", secret)];
        let answer: Debugged =
            self.transport.get_secret("/v1.0/debug_token", &query, &[secret]).await?;
        Ok(answer.data)
    }

    /// Renews a long-lived token that is at least 24 hours old, for 60 days from now.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer; after the latter the old token may have
    /// been replaced.
    pub async fn refresh(&self, token: &Token) -> Result<Renewed, ApiError> {
        let secret = token.expose();
        let query = [("grant_type", "th_refresh_token"), ("access_token", secret)];
        self.renewed("/refresh_access_token", &query, &[secret]).await
    }

    /// Exchanges a short-lived token for a long-lived one.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn exchange(&self, token: &Token, app_secret: &str) -> Result<Renewed, ApiError> {
        let secret = token.expose();
        let query = [
            ("grant_type", "th_exchange_token"),
            ("client_secret", app_secret),
            ("access_token", secret),
        ];
        self.renewed("/access_token", &query, &[secret, app_secret]).await
    }

    async fn renewed(
        &self,
        path: &str,
        query: &[(&str, &str)],
        secrets: &[&str],
    ) -> Result<Renewed, ApiError> {
        let answer: LongLived = self.transport.get_secret(path, query, secrets).await?;
        let token = Token::answered(answer.access_token).ok_or_else(ApiError::no_token)?;
        let lives = answer.expires_in.and_then(|seconds| u64::try_from(seconds).ok());
        let lives = Duration::from_secs(lives.unwrap_or(0));
        Ok(Renewed { token, lives })
    }

    /// Makes a media container, which nobody sees.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer: a second container does no harm.
    pub async fn create(&self, token: &Token, form: &[(&str, String)]) -> Result<String, ApiError> {
        let made: Id = self.transport.post("/v1.0/me/threads", form, token).await?;
        Ok(made.id)
    }

    /// Returns a container's status.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn status(
        &self,
        token: &Token,
        container: &str,
    ) -> Result<ContainerStatus, ApiError> {
        let path = format!("/v1.0/{container}");
        let answer: Container =
            self.transport.get(&path, &fields("id,status,error_message"), token).await?;
        Ok(match answer.status.unwrap_or_default().as_str() {
            "IN_PROGRESS" => ContainerStatus::InProgress,
            "FINISHED" => ContainerStatus::Finished,
            "PUBLISHED" => ContainerStatus::Published,
            "EXPIRED" => ContainerStatus::Expired,
            "ERROR" => ContainerStatus::Error(answer.error_message.unwrap_or_default()),
            // A status that nobody knows, or none, proves neither that the post is public nor that it is not.
            _ => ContainerStatus::Unreadable,
        })
    }

    /// Publishes a container: one request, never repeated, that leaves only if it still may right then,
    /// and is given up after `timeout` by the real clock.
    ///
    /// # Errors
    ///
    /// Anything but an answer with a media id. But for [`Unpublished::NotSent`] it proves nothing about
    /// whether the post is public.
    pub async fn publish(
        &self,
        token: &Token,
        container: &str,
        timeout: Duration,
        may_leave: &dyn Fn() -> bool,
    ) -> Result<String, Unpublished> {
        let form = [("creation_id", container.to_owned())];
        let once = Once { timeout, may_leave };
        let made: Option<Result<Id, ApiError>> =
            self.transport.post_once("/v1.0/me/threads_publish", &form, token, once).await;
        Ok(made.ok_or(Unpublished::NotSent)?.map_err(Unpublished::ApiError)?.id)
    }

    /// Returns a published post's address; it is left out for some posts.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn permalink(&self, token: &Token, media: &str) -> Result<Option<String>, ApiError> {
        let path = format!("/v1.0/{media}");
        let answer: Media = self.transport.get(&path, &fields("id,permalink"), token).await?;
        Ok(answer.permalink)
    }

    /// Returns the account's own posts since `since`, or its replies, newest first.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer, for any of the pages.
    pub async fn list(
        &self,
        token: &Token,
        replies: bool,
        since: DateTime<Utc>,
    ) -> Result<Vec<Media>, ApiError> {
        let (found, is_whole) = self.pages(token, replies, since, |_| false).await?;
        // What was not read may hold the post, so the list counts as unreadable.
        is_whole.then_some(found).ok_or_else(|| ApiError::no_answer(ErrorDetail::TooLong))
    }

    /// Returns the newest of the account's own posts, or of its replies, that is the wanted one.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer, for any of the pages.
    pub async fn find(
        &self,
        token: &Token,
        replies: bool,
        is_it: impl Fn(&Media) -> bool,
    ) -> Result<Option<Media>, ApiError> {
        let since = DateTime::from_timestamp(FIRST_LISTED_S, 0).unwrap_or_default();
        let (found, _) = self.pages(token, replies, since, &is_it).await?;
        Ok(found.into_iter().find(is_it))
    }

    /// Reads pages, newest first, until one holds what is wanted; and tells whether that was the
    /// whole list.
    async fn pages(
        &self,
        token: &Token,
        replies: bool,
        since: DateTime<Utc>,
        is_it: impl Fn(&Media) -> bool,
    ) -> Result<(Vec<Media>, bool), ApiError> {
        // Posts and replies are two lists, and the first does not show the second. A field that Threads does not know
        // fails the whole request, so only those are asked for that are used.
        let (path, wanted) = if replies {
            (
                "/v1.0/me/replies",
                "id,text,timestamp,permalink,media_type,topic_tag,children,replied_to",
            )
        } else {
            ("/v1.0/me/threads", "id,text,timestamp,permalink,media_type,topic_tag,children")
        };
        let mut found = Vec::new();
        let mut after = None;
        for _ in 0..PAGES_MAX {
            let mut query = fields(wanted).to_vec();
            query.push(("since", since.timestamp().to_string()));
            // The most that Threads takes.
            query.push(("limit", "100".to_owned()));
            query.extend(after.map(|cursor| ("after", cursor)));
            let page: Page = self.transport.get(path, &query, token).await?;
            let is_empty = page.data.is_empty();
            let is_found = page.data.iter().any(&is_it);
            found.extend(page.data);
            let cursors = page.paging.and_then(|paging| paging.cursors);
            after = cursors.and_then(|cursors| cursors.after).filter(|_| !is_empty);
            if after.is_none() || is_found {
                return Ok((found, after.is_none()));
            }
        }
        Ok((found, false))
    }

    /// Returns what is left of the day's quota.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting): 250 posts
    /// and 1,000 replies in 24 hours.
    ///
    /// # Errors
    ///
    /// The service's refusal, or the lack of an answer.
    pub async fn quota(&self, token: &Token) -> Result<Quota, ApiError> {
        let wanted = "quota_usage,config,reply_quota_usage,reply_config";
        let answer: Limits =
            self.transport.get("/v1.0/me/threads_publishing_limit", &fields(wanted), token).await?;
        // Without figures the documented quota is assumed: Threads itself refuses what is too much.
        let Some(limit) = answer.data else { return Ok(Quota { posts: 250, replies: 1000 }) };
        Ok(Quota {
            posts: left(limit.config, limit.quota_usage, 250),
            replies: left(limit.reply_config, limit.reply_quota_usage, 1000),
        })
    }
}

/// Returns what is left of a quota. A figure that can be none is passed over: it would hold up an account's
/// posts for ever.
fn left(quota: Option<super::wire::Quota>, used: Option<i64>, usual: i64) -> u32 {
    let total = quota.and_then(|quota| quota.quota_total);
    let total = total.filter(|total| (1..=FIGURE_MAX).contains(total)).unwrap_or(usual);
    let used = used.filter(|used| (0..=FIGURE_MAX).contains(used)).unwrap_or(0);
    u32::try_from(total.saturating_sub(used)).unwrap_or(0)
}

fn fields(wanted: &str) -> [(&'static str, String); 1] {
    [("fields", wanted.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::wire;

    #[test]
    fn a_figure_that_can_be_none_holds_up_no_post() {
        let quota = |total| Some(wire::Quota { quota_total: Some(total) });
        for nonsense in [i64::MIN, -1, 0, FIGURE_MAX + 1, i64::MAX] {
            assert_eq!(left(quota(nonsense), Some(10), 250), 240, "a total of {nonsense}");
        }
        for nonsense in [i64::MIN, -1, FIGURE_MAX + 1, i64::MAX] {
            assert_eq!(left(quota(250), Some(nonsense), 250), 250, "{nonsense} used");
        }
        assert_eq!(left(None, None, 250), 250);
        assert_eq!(left(quota(100), Some(100), 250), 0);
        assert_eq!(left(quota(100), Some(101), 250), 0);
    }
}
