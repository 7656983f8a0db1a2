//! What the real service may do where its documentation does not say. Each is a switch, and a client must
//! cope with every setting.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::TimeDelta;

use super::response_variants::ResponseVariant;

/// What a second `threads_publish` of one container does.
///
/// No page says it, and nobody has published a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondPublish {
    /// It is answered with 24/4279009, the same words as for a container that is not there yet.
    #[default]
    Refused,
    /// It is answered with the id of the post that is there already.
    SameId,
    /// It makes a second post.
    PostsAgain,
}

/// How the characters of a text are counted.
///
/// The documentation says that an emoji counts its UTF-8 bytes; reports disagree about the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counting {
    /// One for a character, and for an emoji its length in UTF-8.
    #[default]
    Documented,
    /// The length in UTF-8.
    Bytes,
    /// One for a character, emoji or not.
    Characters,
    /// The length in UTF-16.
    Utf16,
}

/// What one `threads_publish` is answered, instead of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishTrouble {
    /// The answer.
    pub answer: PublishAnswer,
    /// Whether the post goes out all the same.
    pub takes_effect: bool,
}

/// An answer to `threads_publish` that tells nothing, or something wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishAnswer {
    /// HTTP 500, code 2, `is_transient` true.
    Transient,
    /// HTTP 500, code 10: seen although the post was live.
    NoPermission,
    /// HTTP 500, code 1.
    Unknown,
    /// HTTP 400, 24/4279009.
    NotFound,
    /// HTTP 400, 2207051: taken for spam.
    Spam,
    /// HTTP 400, -1/4279047: the link's page could not be read.
    UnreadableLink,
    /// HTTP 200 without an id.
    NoId,
}

/// How long containers take until they can be published.
#[derive(Debug, Clone, Copy)]
pub struct Processing {
    /// Of text.
    pub text: TimeDelta,
    /// Of an image.
    pub image: TimeDelta,
    /// Of a video.
    pub video: TimeDelta,
    /// Of a carousel, counted from when its last child is done.
    pub carousel: TimeDelta,
}

impl Processing {
    /// Returns the processing of a service that is done at once.
    #[must_use]
    pub fn at_once() -> Self {
        let zero = TimeDelta::zero();
        Self { text: zero, image: zero, video: zero, carousel: zero }
    }
}

impl Default for Processing {
    fn default() -> Self {
        Self {
            text: TimeDelta::milliseconds(300),
            image: TimeDelta::seconds(1),
            video: TimeDelta::seconds(3),
            carousel: TimeDelta::seconds(1),
        }
    }
}

/// How the service behaves where its documentation does not say; any of it may be changed at any time.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of the world, set by name")]
pub struct Quirks {
    /// What a second publish of one container does.
    pub second_publish: SecondPublish,
    /// How the characters of a text are counted.
    pub counting: Counting,
    /// How long a new post is missing from lists.
    pub list_lag: TimeDelta,
    /// How long a published container still says FINISHED.
    pub status_lag: TimeDelta,
    /// How long a new post cannot be named as a parent yet (24/4279009).
    pub parent_lag: TimeDelta,
    /// How often each container's publish is answered 24/4279009 first.
    pub not_found_first: u32,
    /// How often each container's status is answered 24/4279009 first.
    pub status_not_found_first: u32,
    /// What the coming publish calls are answered, one entry for each; `None` is the truth.
    pub publish_troubles: VecDeque<Option<PublishTrouble>>,
    /// Whether a refresh gives a new string, or the same one with a new life.
    pub refresh_rotates: bool,
    /// Whether the old string dies when a refresh gives a new one.
    pub old_token_dies_on_refresh: bool,
    /// How long containers take.
    pub processing: Processing,
    /// How many more carousels are refused for invalid children although their children are valid.
    pub carousels_refused_first: u32,
    /// Whether a carousel may be made only of children that are FINISHED.
    pub children_must_be_finished: bool,
    /// How long a published container's status stays readable; `None` is for ever.
    pub published_readable: Option<TimeDelta>,
    /// Whether a `#tag` that became the topic comes back without its hash.
    pub tag_loses_hash: bool,
    /// Whether permalinks are left out, as for posts under a copyright claim.
    pub hides_permalinks: bool,
    /// The root of `paging.next`, where it is not the caller's own.
    pub paging_root: Option<String>,
    /// Accounts whose every answer takes this much longer, by user name.
    pub slow_accounts: BTreeMap<String, TimeDelta>,
    /// Accounts whose containers stay `IN_PROGRESS`, by user name.
    pub stuck_accounts: BTreeSet<String>,
    /// How answers are written.
    pub response_variants: BTreeSet<ResponseVariant>,
    /// Links whose pages cannot be read (-1/4279047).
    pub unreadable_links: BTreeSet<String>,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            // The defaults are what is expected of Threads; docs/RELIABILITY.md says what happens with the opposites.
            second_publish: SecondPublish::default(),
            counting: Counting::default(),
            list_lag: TimeDelta::zero(),
            status_lag: TimeDelta::zero(),
            parent_lag: TimeDelta::zero(),
            not_found_first: 0,
            status_not_found_first: 0,
            publish_troubles: VecDeque::new(),
            // No page says whether a renewal gives a new string, or what becomes of the old one.
            refresh_rotates: true,
            old_token_dies_on_refresh: false,
            processing: Processing::default(),
            carousels_refused_first: 0,
            children_must_be_finished: true,
            published_readable: None,
            tag_loses_hash: true,
            hides_permalinks: false,
            paging_root: None,
            slow_accounts: BTreeMap::new(),
            stuck_accounts: BTreeSet::new(),
            response_variants: BTreeSet::new(),
            unreadable_links: BTreeSet::new(),
        }
    }
}
