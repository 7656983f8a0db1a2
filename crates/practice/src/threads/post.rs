//! The public posts: what anybody can see, and which container each one came from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

/// What a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostKind {
    /// Text without media.
    Text,
    /// One image.
    Image,
    /// One video.
    Video,
    /// Several of them.
    Carousel,
}

impl PostKind {
    /// Returns the word that the API shows for a published post.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "TEXT_POST",
            Self::Image => "IMAGE",
            Self::Video => "VIDEO",
            Self::Carousel => "CAROUSEL_ALBUM",
        }
    }
}

/// A part of a carousel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The child's id, which is that of its container.
    pub id: String,
    /// Image or video.
    pub kind: PostKind,
    /// The address it was fetched from.
    pub media_url: String,
    /// Its alternative text.
    pub alt_text: Option<String>,
}

/// A post that is or was public.
#[derive(Debug, Clone)]
pub struct Post {
    /// The user name of the account.
    pub account: String,
    /// The published id.
    pub media_id: String,
    /// The container that it came from.
    pub container_id: String,
    /// What it is.
    pub kind: PostKind,
    /// The text exactly as it was sent.
    pub text: Option<String>,
    /// The address of its one image or video.
    pub media_url: Option<String>,
    /// The alternative text of its one image or video.
    pub alt_text: Option<String>,
    /// A carousel's parts in their order.
    pub children: Vec<Child>,
    /// The media id that it answers.
    pub reply_to: Option<String>,
    /// The media id that it quotes.
    pub quote_of: Option<String>,
    /// Who can reply, in the API's word.
    pub reply_control: Option<String>,
    /// The link attachment.
    pub link_attachment: Option<String>,
    /// The only countries in which it can be seen: their codes, with commas between them.
    pub countries: Option<String>,
    /// The topic, from the parameter or from the first tag in the text.
    pub topic_tag: Option<String>,
    /// Whether the topic was taken out of the text.
    pub topic_is_from_text: bool,
    /// All other parameters of the container, as they were sent.
    pub others: BTreeMap<String, String>,
    /// When it became public, UTC.
    pub published: DateTime<Utc>,
    /// Its address.
    pub permalink: String,
    /// The last part of its address.
    pub shortcode: String,
    /// When it was deleted, UTC.
    pub deleted: Option<DateTime<Utc>>,
}

impl Post {
    /// Returns the text as the API shows it.
    ///
    /// A tag in the text that became the topic is shown without its hash.
    /// Source: <https://developers.facebook.com/docs/threads/posts> (Tags).
    #[must_use]
    pub fn shown_text(&self) -> Option<String> {
        let text = self.text.as_ref()?;
        match &self.topic_tag {
            Some(topic) if self.topic_is_from_text => {
                // Once only: the tags after the one that became the topic keep their hash.
                Some(text.replacen(&format!("#{topic}"), topic, 1))
            }
            _ => Some(text.clone()),
        }
    }
}
