//! Finding a post in its account's own list, when the answer to its publishing was lost.
//!
//! A carousel is recognised by its children. Anything else is recognised by what it says, of what
//! kind it is, what it answers, and when; and only if exactly one post fits. Never the newest.

use std::collections::HashSet;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::columns::PostColumn;
use threadsheet_core::in_doubt::ListMatch;
use threadsheet_core::media::MediaKind;
use threadsheet_core::post::Draft;
use threadsheet_core::text;

use crate::threads::wire::Media;

/// How far the clocks of two machines may be apart.
pub(crate) const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(2);

/// The post that is looked for.
pub(crate) struct Wanted<'a> {
    /// What it says; `None` where its words were changed after it had been sent.
    pub(crate) draft: Option<&'a Draft>,
    /// A carousel's children.
    pub(crate) children: &'a [String],
    /// The media id of what it answers.
    pub(crate) parent: Option<&'a str>,
    /// It cannot be older than this. UTC, the real clock.
    pub(crate) since: DateTime<Utc>,
}

/// The media that rows have: none of them is another row's post.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// From the sheet as it was read, shared by all accounts.
    known: Rc<HashSet<String>>,
    /// Found or published by this account since.
    since: HashSet<String>,
}

impl Taken {
    pub(crate) fn of(media: impl Iterator<Item = String>) -> Self {
        Self { known: Rc::new(media.collect()), since: HashSet::new() }
    }

    pub(crate) fn insert(&mut self, media: String) {
        self.since.insert(media);
    }

    fn contains(&self, media: &str) -> bool {
        self.known.contains(media) || self.since.contains(media)
    }
}

/// Looks for a post in a list.
pub(crate) fn find_match(list: &[Media], wanted: &Wanted, taken: &Taken) -> ListMatch {
    if !wanted.children.is_empty() {
        let fit = list.iter().filter(|media| has_children(media, wanted.children));
        return only(fit);
    }
    let Some(draft) = wanted.draft else { return ListMatch::Unknowable };
    only(list.iter().filter(|media| !taken.contains(&media.id) && fits(media, draft, wanted)))
}

fn only<'a>(mut fit: impl Iterator<Item = &'a Media>) -> ListMatch {
    match (fit.next(), fit.next()) {
        (None, _) => ListMatch::None,
        (Some(media), None) => {
            ListMatch::One { media: media.id.clone(), permalink: media.permalink.clone() }
        }
        (Some(_), Some(_)) => ListMatch::Several,
    }
}

fn has_children(media: &Media, children: &[String]) -> bool {
    let found = media.children.iter().flat_map(|children| &children.data);
    let found: HashSet<&str> = found.map(|child| child.id.as_str()).collect();
    found.len() == children.len() && children.iter().all(|child| found.contains(child.as_str()))
}

fn fits(media: &Media, draft: &Draft, wanted: &Wanted) -> bool {
    let kind = match draft.media.as_slice() {
        [] => Some("TEXT_POST"),
        [medium] => medium.kind.map(|kind| match kind {
            MediaKind::Image => "IMAGE",
            MediaKind::Video => "VIDEO",
        }),
        _ => Some("CAROUSEL_ALBUM"),
    };
    // Only the server knew what an address without an ending leads to.
    let is_kind =
        kind.is_none() || media.media_type.is_none() || media.media_type.as_deref() == kind;
    let topic = draft.option(PostColumn::Topic).map(text::folded);
    let is_topic = topic.is_none()
        || media.topic_tag.as_deref().is_none_or(|tag| Some(text::folded(tag)) == topic);
    let answers = media.replied_to.as_ref().map(|parent| parent.id.as_str());
    let is_reply = wanted.parent.is_none() || answers.is_none() || answers == wanted.parent;
    let said = media.text.as_deref().unwrap_or_default();
    // Threads takes the sign off a tag that it makes the topic.
    let same = text::same(&said.replace('#', ""), &draft.text.replace('#', ""));
    let is_young = published(media).is_none_or(|at| at >= wanted.since - CLOCK_SKEW);
    is_kind && is_topic && is_reply && same && is_young
}

/// Returns when a post was published. The offset has no colon, so it is no RFC 3339.
fn published(media: &Media) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_str(media.timestamp.as_deref()?, "%Y-%m-%dT%H:%M:%S%z");
    at.ok().map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::wire::{Children, Parent};

    fn media(id: &str, text: &str) -> Media {
        Media {
            id: id.into(),
            text: Some(text.into()),
            media_type: Some("TEXT_POST".into()),
            timestamp: Some("1970-01-01T01:00:00+0000".into()),
            ..Media::default()
        }
    }

    fn look(list: &[Media], text: &str, children: &[String], taken: &[&str]) -> ListMatch {
        let draft = Draft { text: text.into(), ..Draft::default() };
        let since = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let wanted = Wanted { draft: Some(&draft), children, parent: None, since };
        find_match(list, &wanted, &Taken::of(taken.iter().map(|id| (*id).to_owned())))
    }

    #[test]
    fn one_post_that_fits_is_taken_and_of_two_none_is() {
        let one = ListMatch::One { media: "1".into(), permalink: None };
        let list = [media("1", "Good  morning\u{301}"), media("2", "other")];
        assert_eq!(look(&list, "Good morning\u{301}", &[], &[]), one);
        let twins = [media("1", "Hello"), media("2", "Hello")];
        assert_eq!(look(&twins, "Hello", &[], &[]), ListMatch::Several);
        assert_eq!(look(&twins, "Hello", &[], &["2"]), one);
        assert_eq!(look(&list, "Good", &[], &[]), ListMatch::None);
    }

    #[test]
    fn a_post_from_before_the_attempt_is_another_one() {
        let mut old = media("1", "Hello");
        old.timestamp = Some("1970-01-01T00:57:59+0000".into());
        assert_eq!(look(&[old], "Hello", &[], &[]), ListMatch::None);
    }

    #[test]
    fn a_carousel_is_known_by_its_children_whatever_it_says() {
        let mut album = media("9", "edited since");
        let child = |id: &str| Parent { id: id.into() };
        album.children = Some(Children { data: vec![child("b"), child("a")] });
        let children = ["a".to_owned(), "b".to_owned()];
        let one = ListMatch::One { media: "9".into(), permalink: None };
        assert_eq!(look(&[album.clone()], "", &children, &["9"]), one);
        assert_eq!(look(&[album], "", &["a".to_owned()], &[]), ListMatch::None);
    }
}
