//! Finding a post in its account's own list, when the answer to its publishing was lost.
//!
//! A carousel is recognised by its children. Anything else is recognised by what it says, of what
//! kind it is, what it answers, and when; and only if exactly one post fits. Never the newest.

use std::collections::HashSet;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::columns::PostColumn;
use crate::in_doubt::ListMatch;
use crate::media::MediaKind;
use crate::post::Draft;
use crate::text;

/// How far the clocks of two machines may be apart.
pub const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(2);

/// A post of an account's own list.
#[derive(Debug, Clone, Default)]
pub struct ListedPost {
    /// The media id.
    pub id: String,
    /// What it says; empty where it says nothing.
    pub text: String,
    /// Its kind, where the list tells it.
    pub kind: Option<ListedKind>,
    /// The address.
    pub permalink: Option<String>,
    /// When it was published, UTC, where the list tells it.
    pub published: Option<DateTime<Utc>>,
    /// The topic, without #.
    pub topic: Option<String>,
    /// The media ids of a carousel's children.
    pub children: Vec<String>,
    /// The media id of what it answers, among the replies.
    pub answers: Option<String>,
}

/// The kind of a post in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedKind {
    /// Words alone.
    Text,
    /// One picture.
    Image,
    /// One video.
    Video,
    /// Several of them.
    Carousel,
    /// One that the program never makes.
    Other,
}

/// The post that is looked for.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// What it says; `None` where its words were changed after it had been sent.
    pub draft: Option<&'a Draft>,
    /// A carousel's children.
    pub children: &'a [String],
    /// The media ids of what it may answer; empty where nobody knows, or where it answers nothing.
    pub parents: &'a [String],
    /// It cannot be older than this. UTC, the real clock.
    pub since: DateTime<Utc>,
}

/// The media that rows have: none of them is another row's post.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// From the sheet as it was read, shared by all accounts.
    known: Rc<HashSet<String>>,
    /// Found or published by this account since.
    since: HashSet<String>,
}

impl Taken {
    /// Returns the media of the sheet as it was read.
    #[must_use]
    pub fn of(media: impl Iterator<Item = String>) -> Self {
        Self { known: Rc::new(media.collect()), since: HashSet::new() }
    }

    /// Adds one that was found or published since.
    pub fn insert(&mut self, media: String) {
        self.since.insert(media);
    }

    fn contains(&self, media: &str) -> bool {
        self.known.contains(media) || self.since.contains(media)
    }
}

/// Looks for a post in a list.
#[must_use]
pub fn find_match(list: &[ListedPost], wanted: &Wanted, taken: &Taken) -> ListMatch {
    if !wanted.children.is_empty() {
        // Child ids belong to this container alone, so no other row can hold the post and `taken` need not be
        // asked.
        let fit = list.iter().filter(|media| has_children(media, wanted.children));
        return only(fit);
    }
    // The cells hold other content than was sent; comparing them with the list could find some other row's
    // post.
    let Some(draft) = wanted.draft else { return ListMatch::Unknowable };
    // Media that other rows have are left out first: of two posts alike, one is then often the only one left.
    let like = |same: fn(&str, &str) -> bool| {
        let own = list.iter().filter(|media| !taken.contains(&media.id));
        only(own.filter(|media| fits(media, draft, wanted, same)))
    };
    match like(same_words) {
        // Threads may give a link back in another spelling, and nothing that is public may go out again.
        ListMatch::None => like(same_but_for_links),
        found => found,
    }
}

fn same_words(one: &str, other: &str) -> bool {
    // Threads takes the sign off a tag that it makes the topic.
    text::same(&one.replace('#', ""), &other.replace('#', ""))
}

fn same_but_for_links(one: &str, other: &str) -> bool {
    let ((one, of_one), (other, of_other)) = (with_bare_links(one), with_bare_links(other));
    // A query may be added or taken away; two different ones lead to different pages.
    let are_alike =
        |(one, other): (&String, &String)| one == other || one.is_empty() || other.is_empty();
    same_words(&one, &other) && of_one.iter().zip(&of_other).all(are_alike)
}

/// Returns a text with no more of its links than the host and the path, and the queries of the links. Japanese has no
/// blanks, so that a link ends before the first letter that no address holds.
fn with_bare_links(text: &str) -> (String, Vec<String>) {
    let is_outside = |sign: char| sign.is_whitespace() || !sign.is_ascii();
    let (mut bare, mut queries) = (String::new(), Vec::new());
    for piece in text.split_inclusive(is_outside) {
        let word = piece.trim_end_matches(is_outside);
        let (link, query) = bare_link(word);
        bare.push_str(&link);
        queries.extend(query);
        bare.push_str(&piece[word.len()..]);
    }
    (bare, queries)
}

/// Tells whether a word holds a host: a dot between letters or digits.
fn is_link(word: &str) -> bool {
    let is_inner = |at: &usize| {
        let (before, after) = (word[..*at].chars().next_back(), word[at + 1..].chars().next());
        [before, after].into_iter().all(|sign| sign.is_some_and(|it| it.is_ascii_alphanumeric()))
    };
    word.match_indices('.').map(|(at, _)| at).any(|at| is_inner(&at))
}

fn bare_link(word: &str) -> (String, Option<String>) {
    if !is_link(word) {
        return (word.to_owned(), None);
    }
    let lower = word.to_ascii_lowercase();
    let bare = lower.replace("https://", "").replace("http://", "").replace("www.", "");
    let (path, query) = bare.split_once(['?', '#']).unwrap_or((bare.as_str(), ""));
    let trimmed =
        |part: &str| part.trim_end_matches(|sign: char| sign.is_ascii_punctuation()).to_owned();
    // A query holds capitals that mean something.
    let query =
        if query.is_empty() { "" } else { word.split_once(['?', '#']).map_or("", |(_, it)| it) };
    (trimmed(path), Some(trimmed(query)))
}

fn only<'a>(mut fit: impl Iterator<Item = &'a ListedPost>) -> ListMatch {
    match (fit.next(), fit.next()) {
        (None, _) => ListMatch::None,
        (Some(listed), None) => {
            ListMatch::One { media: listed.id.clone(), permalink: listed.permalink.clone() }
        }
        // Taking the newest would give one row's link to another whenever two posts say the same.
        (Some(_), Some(_)) => ListMatch::Several,
    }
}

fn has_children(listed: &ListedPost, children: &[String]) -> bool {
    let found: HashSet<&str> = listed.children.iter().map(String::as_str).collect();
    // The list may give the children in another order.
    found.len() == children.len() && children.iter().all(|child| found.contains(child.as_str()))
}

fn fits(listed: &ListedPost, draft: &Draft, wanted: &Wanted, same: fn(&str, &str) -> bool) -> bool {
    let kind = match draft.media.as_slice() {
        [] => Some(ListedKind::Text),
        [medium] => medium.kind.map(|kind| match kind {
            MediaKind::Image => ListedKind::Image,
            MediaKind::Video => ListedKind::Video,
        }),
        _ => Some(ListedKind::Carousel),
    };
    // Only the server knew what an address without an ending leads to.
    let is_kind = kind.is_none() || listed.kind.is_none() || listed.kind == kind;
    let topic = draft.option(PostColumn::Topic).map(text::folded);
    // What the list does not tell is no hindrance, for topic, parent, kind and time alike: fields may be
    // missing.
    let is_topic = topic.is_none()
        || listed.topic.as_deref().is_none_or(|tag| Some(text::folded(tag)) == topic);
    let answers = listed.answers.as_deref();
    let is_one = |answered: &str| wanted.parents.iter().any(|parent| parent == answered);
    let is_reply = wanted.parents.is_empty() || answers.is_none_or(is_one);
    let same = same(&listed.text, &draft.text);
    let is_young = listed.published.is_none_or(|at| at >= wanted.since - CLOCK_SKEW);
    is_kind && is_topic && is_reply && same && is_young
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Value;

    fn listed(id: &str, text: &str) -> ListedPost {
        ListedPost {
            id: id.into(),
            text: text.into(),
            kind: Some(ListedKind::Text),
            published: Some(DateTime::UNIX_EPOCH + TimeDelta::hours(1)),
            ..ListedPost::default()
        }
    }

    fn look(list: &[ListedPost], text: &str, children: &[String], taken: &[&str]) -> ListMatch {
        let draft = Draft { text: text.into(), ..Draft::default() };
        let since = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let wanted = Wanted { draft: Some(&draft), children, parents: &[], since };
        find_match(list, &wanted, &Taken::of(taken.iter().map(|id| (*id).to_owned())))
    }

    #[test]
    fn one_post_that_fits_is_taken_and_of_two_none_is() {
        let one = ListMatch::One { media: "1".into(), permalink: None };
        let list = [listed("1", "Good  morning\u{301}"), listed("2", "other")];
        assert_eq!(look(&list, "Good morning\u{301}", &[], &[]), one);
        let twins = [listed("1", "Hello"), listed("2", "Hello")];
        assert_eq!(look(&twins, "Hello", &[], &[]), ListMatch::Several);
        assert_eq!(look(&twins, "Hello", &[], &["2"]), one);
        assert_eq!(look(&list, "Good", &[], &[]), ListMatch::None);
    }

    #[test]
    fn a_post_whose_links_came_back_in_another_spelling_is_found() {
        let one = ListMatch::One { media: "1".into(), permalink: None };
        for (sent, listed_as) in [
            ("See https://example.com", "See https://example.com/"),
            ("See https://example.com/menu/ today", "See https://example.com/menu today"),
            ("See http://example.com/menu", "See https://www.example.com/menu"),
            ("See https://www.Example.com/menu?id=1", "See example.com/menu"),
            ("詳しくはhttps://example.com/です。", "詳しくはhttps://example.comです。"),
            ("See https://example.com/a", "See https://example.com/a?utm_source=threads"),
            ("(https://example.com/)", "(https://example.com)"),
        ] {
            assert_eq!(look(&[listed("1", listed_as)], sent, &[], &[]), one, "{sent}");
            assert_eq!(look(&[listed("1", sent)], listed_as, &[], &[]), one, "{listed_as}");
        }
        for (sent, listed_as) in [
            ("See https://example.com/a", "See https://example.com/b"),
            ("See https://example.com/a", "Look https://example.com/a"),
            ("See https://example.com/a", "See https://example.org/a"),
            ("Hello", "Hello https://example.com"),
            ("Sold out.", "Sold out"),
            ("See https://youtube.com/watch?v=AAA", "See https://youtube.com/watch?v=BBB"),
        ] {
            let found = look(&[listed("1", listed_as)], sent, &[], &[]);
            assert_eq!(found, ListMatch::None, "{sent}");
        }
        let two = [
            listed("1", "See https://a.example/?id=1"),
            listed("2", "See https://a.example/?id=2"),
        ];
        assert_eq!(
            look(&two, "See https://a.example/?id=1", &[], &[]),
            one,
            "its very words first"
        );
        let other_page = look(&two, "See https://a.example/?id=3", &[], &[]);
        assert_eq!(other_page, ListMatch::None, "another query is another page");
        assert_eq!(look(&two, "See https://a.example/", &[], &[]), ListMatch::Several);
    }

    #[test]
    fn a_post_from_before_the_attempt_is_another_one() {
        let mut old = listed("1", "Hello");
        old.published = Some(DateTime::UNIX_EPOCH + TimeDelta::minutes(58));
        let one = ListMatch::One { media: "1".into(), permalink: None };
        assert_eq!(look(&[old.clone()], "Hello", &[], &[]), one, "clocks may be apart as far");
        old.published = old.published.map(|at| at - TimeDelta::seconds(1));
        assert_eq!(look(&[old.clone()], "Hello", &[], &[]), ListMatch::None);
        old.published = None;
        assert_eq!(look(&[old], "Hello", &[], &[]), one, "the list does not tell when");
    }

    #[test]
    fn a_post_of_another_kind_another_topic_or_another_parent_is_another_one() {
        let topic = Value::OfPost("Cats".to_owned());
        let draft = Draft {
            text: "Hello".into(),
            options: vec![(PostColumn::Topic, topic)],
            ..Draft::default()
        };
        let since = DateTime::UNIX_EPOCH;
        let parents = ["6".to_owned(), "7".to_owned()];
        let wanted = Wanted { draft: Some(&draft), children: &[], parents: &parents, since };
        let find = |listed: ListedPost| find_match(&[listed], &wanted, &Taken::default());
        let one = ListMatch::One { media: "1".into(), permalink: None };
        let like = |kind, topic: Option<&str>, answers: Option<&str>| ListedPost {
            kind,
            topic: topic.map(str::to_owned),
            answers: answers.map(str::to_owned),
            ..listed("1", "Hello")
        };
        let text = Some(ListedKind::Text);
        assert_eq!(
            find(like(None, None, None)),
            one,
            "what the list does not tell is no hindrance"
        );
        for parent in ["6", "7"] {
            assert_eq!(find(like(text, Some("Cats"), Some(parent))), one);
        }
        assert_eq!(find(like(Some(ListedKind::Other), Some("Cats"), Some("7"))), ListMatch::None);
        assert_eq!(find(like(text, Some("dogs"), Some("7"))), ListMatch::None);
        assert_eq!(find(like(text, Some("Cats"), Some("8"))), ListMatch::None);
    }

    #[test]
    fn a_post_whose_words_were_changed_since_is_not_looked_for_by_them() {
        let since = DateTime::UNIX_EPOCH;
        let wanted = Wanted { draft: None, children: &[], parents: &[], since };
        let list = [listed("1", "Hello")];
        assert_eq!(find_match(&list, &wanted, &Taken::default()), ListMatch::Unknowable);
    }

    #[test]
    fn a_carousel_is_known_by_its_children_whatever_it_says() {
        let mut album = listed("9", "edited since");
        album.children = vec!["b".to_owned(), "a".to_owned()];
        let children = ["a".to_owned(), "b".to_owned()];
        let one = ListMatch::One { media: "9".into(), permalink: None };
        assert_eq!(look(&[album.clone()], "", &children, &["9"]), one);
        assert_eq!(look(&[album], "", &["a".to_owned()], &[]), ListMatch::None);
    }

    #[test]
    fn a_post_that_this_run_has_found_for_another_row_is_not_found_again() {
        let mut taken = Taken::default();
        let draft = Draft { text: "Hello".into(), ..Draft::default() };
        let since = DateTime::UNIX_EPOCH;
        let wanted = Wanted { draft: Some(&draft), children: &[], parents: &[], since };
        let list = [listed("1", "Hello")];
        assert!(matches!(find_match(&list, &wanted, &taken), ListMatch::One { .. }));
        taken.insert("1".to_owned());
        assert_eq!(find_match(&list, &wanted, &taken), ListMatch::None);
    }

    #[test]
    fn a_post_of_one_picture_or_video_is_of_that_kind_and_one_of_several_a_carousel() {
        let is_found = |addresses: &str, kind| {
            let media = crate::media::read(&[&crate::cell::Cell::text(addresses)]);
            let draft = Draft {
                text: "Hello".into(),
                media: media.unwrap_or_default(),
                ..Draft::default()
            };
            let since = DateTime::UNIX_EPOCH;
            let wanted = Wanted { draft: Some(&draft), children: &[], parents: &[], since };
            let list = [ListedPost { kind: Some(kind), ..listed("1", "Hello") }];
            find_match(&list, &wanted, &Taken::default()) != ListMatch::None
        };
        let (image, video) = ("https://a.example/1.jpg", "https://a.example/1.mp4");
        let two = format!("{image} {video}");
        for (addresses, wanted) in [
            ("", ListedKind::Text),
            (image, ListedKind::Image),
            (video, ListedKind::Video),
            (two.as_str(), ListedKind::Carousel),
        ] {
            let kinds =
                [ListedKind::Text, ListedKind::Image, ListedKind::Video, ListedKind::Carousel];
            for kind in kinds {
                assert_eq!(is_found(addresses, kind), kind == wanted, "{addresses:?} {kind:?}");
            }
        }
    }
}
