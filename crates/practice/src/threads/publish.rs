//! The one call that makes a container public.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Threads;
use super::account::{POSTS_A_DAY, REPLIES_A_DAY};
use super::container::Status;
use super::draft::Draft;
use super::errors::Refusal;
use super::parameters::Parameters;
use super::post::{Child, Post, PostKind};
use super::quirks::{PublishAnswer, PublishTrouble, SecondPublish};
use super::text;
use super::token::Caller;
use crate::http::Reply;

/// What a publish call leads to, before any quirk changes the answer.
enum Outcome {
    /// Make it public.
    Publish,
    /// Answer the id of the post that is there.
    Same(String),
}

impl Threads {
    /// `POST /{user}/threads_publish`.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/reference/publishing>.
    pub(super) fn publish(
        &mut self,
        caller: Caller,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["creation_id"])?;
        self.need(caller, "threads_content_publish")?;
        let id = parameters.number("creation_id")?.to_owned();
        // A call that is refused above takes no trouble off the list: the next one that could publish meets it.
        let trouble = self.quirks.publish_troubles.pop_front().flatten();
        match trouble {
            Some(trouble) => self.publish_in_trouble(caller, &id, trouble, now),
            None => match self.judge(caller, &id, now)? {
                Outcome::Publish => {
                    let media = self.make_public(&id, now);
                    Ok(self.published_reply(&id, &media))
                }
                Outcome::Same(media) => Ok(self.published_reply(&id, &media)),
            },
        }
    }

    /// Publishes if the trouble takes effect, and answers what the trouble says instead of the truth.
    fn publish_in_trouble(
        &mut self,
        caller: Caller,
        id: &str,
        trouble: PublishTrouble,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        // What cannot be published is refused as ever, and what is out already is not published again.
        if trouble.takes_effect && matches!(self.judge(caller, id, now)?, Outcome::Publish) {
            self.make_public(id, now);
        }
        match trouble.answer {
            PublishAnswer::Transient => Err(Refusal::transient_500()),
            PublishAnswer::NoPermission => Err(Refusal::no_permission()),
            PublishAnswer::Unknown => Err(Refusal::unknown_500()),
            PublishAnswer::NotFound => Err(Refusal::media_not_found(id)),
            PublishAnswer::Spam => Err(Refusal::taken_for_spam()),
            PublishAnswer::UnreadableLink => Err(Refusal::unreadable_link()),
            PublishAnswer::NoId => Ok(Reply::json(200, &json!({"success": true}))),
        }
    }

    fn judge(&mut self, caller: Caller, id: &str, now: DateTime<Utc>) -> Result<Outcome, Refusal> {
        let is_restricted = self.account_at(caller.account).is_none_or(|known| known.is_restricted);
        if is_restricted {
            return Err(Refusal::restricted());
        }
        let hidden_first = self.quirks.not_found_first;
        let status = self.status(id, now);
        let container = self.containers.get_mut(id);
        // Another account's container is answered like one that is not there.
        let container = container.filter(|container| container.account == caller.account);
        let Some(container) = container else { return Err(Refusal::media_not_found(id)) };
        if container.draft.is_carousel_item {
            let message = "Param creation_id is a carousel item, which is not published by itself";
            return Err(Refusal::parameter(message));
        }
        if container.n_publishes_hidden < hidden_first {
            // Counted for each container: a new one begins anew, so making another does not get around it.
            container.n_publishes_hidden += 1;
            return Err(Refusal::media_not_found(id));
        }
        let draft = container.draft.clone();
        let media = container.published.as_ref().map(|(_, media)| media.clone());
        match (status, self.quirks.second_publish, media) {
            (Some(Status::Finished), _, _)
            // A second post meets the same checks as the first, that of the quota among them.
            | (Some(Status::Published), SecondPublish::PostsAgain, _) => {}
            (Some(Status::Published), SecondPublish::SameId, Some(media)) => {
                return Ok(Outcome::Same(media));
            }
            // One answer for a container that is not ready, has failed, has expired or is out already: after an
            // attempt without an outcome a client must not take it for "not published".
            _ => return Err(Refusal::media_not_found(id)),
        }
        // The parent may have been deleted since the container was made.
        if let Some(parent) = &draft.reply_to {
            self.public_post(parent, now).ok_or_else(|| Refusal::media_not_found(parent))?;
        }
        self.has_quota(caller, &draft, now)?;
        Ok(Outcome::Publish)
    }

    /// Refuses a post beyond the day's quota, which is enforced here and nowhere earlier.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting).
    pub(super) fn has_quota(
        &self,
        caller: Caller,
        draft: &Draft,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (posts, replies) = self.used(caller.account, now);
        let is_used_up = match &draft.reply_to {
            Some(_) => replies >= REPLIES_A_DAY,
            None => posts >= POSTS_A_DAY,
        };
        if is_used_up { Err(Refusal::quota()) } else { Ok(()) }
    }

    /// Makes a container public, and returns the media id.
    pub(super) fn make_public(&mut self, id: &str, now: DateTime<Utc>) -> String {
        let media = self.serial.id(1805);
        let shortcode = self.serial.letters("D", 10);
        // Callers have judged the container, so it is there; without one no post is made.
        let Some(container) = self.containers.get_mut(id) else { return media };
        // After a second publish the container still stands for its first post.
        container.published.get_or_insert_with(|| (now, media.clone()));
        let (draft, place) = (container.draft.clone(), container.account);
        let account = self.username_at(place).to_owned();
        let children = draft.children.iter().filter_map(|child| self.child(child)).collect();
        let from_text = draft.text.as_deref().and_then(text::topic);
        let topic_is_from_text = draft.topic_tag.is_none() && from_text.is_some();
        let permalink = format!("https://www.threads.com/@{account}/post/{shortcode}");
        self.posts.push(Post {
            account,
            media_id: media.clone(),
            container_id: id.to_owned(),
            kind: draft.kind,
            text: draft.text,
            media_url: draft.media_url,
            alt_text: draft.alt_text,
            children,
            reply_to: draft.reply_to,
            quote_of: draft.quote_of,
            reply_control: draft.reply_control,
            link_attachment: draft.link_attachment,
            countries: draft.countries,
            topic_tag: draft.topic_tag.or(from_text),
            topic_is_from_text,
            others: draft.others,
            published: now,
            permalink,
            shortcode,
            deleted: None,
        });
        media
    }

    fn child(&self, id: &str) -> Option<Child> {
        let draft = &self.containers.get(id)?.draft;
        let kind = if draft.kind == PostKind::Video { PostKind::Video } else { PostKind::Image };
        let media_url = draft.media_url.clone().unwrap_or_default();
        Some(Child { id: id.to_owned(), kind, media_url, alt_text: draft.alt_text.clone() })
    }

    /// Source for the second field:
    /// <https://developers.facebook.com/docs/threads/create-posts/share-to-ig-stories>.
    fn published_reply(&self, id: &str, media: &str) -> Reply {
        let shares = self
            .containers
            .get(id)
            .is_some_and(|container| container.draft.others.contains_key("crossreshare_to_ig"));
        if shares {
            let body = json!({"id": media, "crossreshare_to_ig_status": "SUCCESS"});
            return Reply::json(200, &body);
        }
        Reply::json(200, &json!({ "id": media }))
    }
}
