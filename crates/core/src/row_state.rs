//! A post's row state: one line of plain text in its Receipt cell, unique in the sheet.
//!
//! Every change of state replaces the exact previous line by the next one, wherever the row has
//! moved meanwhile. So the line names the row (a random id), counts its versions, and carries all
//! that a later run needs to go on: which container was or may have been sent, and for what words.

mod thread;

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};

pub use self::thread::{PublishedPart, SentPart};
use super::reason::RowCode;

/// What a line says of a reply that is kept back.
const KEPT_BACK: &str = "after";

/// What is certain about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing of it was sent.
    Queued,
    /// Its container was sent, or may have been.
    Trying,
    /// It is public.
    Posted,
    /// It was refused, or certainly not sent.
    Failed,
    /// Its time had passed too long ago.
    Missed,
    /// Only a person can tell whether it went out.
    Check,
}

impl State {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Queued, "queued"),
        (Self::Trying, "trying"),
        (Self::Posted, "posted"),
        (Self::Failed, "failed"),
        (Self::Missed, "missed"),
        (Self::Check, "check"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

/// A row's state, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowState {
    /// The row's random id; it starts with a letter.
    pub id: String,
    /// How often the line has been replaced.
    pub version: u32,
    /// What is certain.
    pub state: State,
    /// The hash of account, time, text, media and options that the state speaks of.
    pub hash: String,
    /// When the line was written: UTC, the spreadsheet service's time, whole milliseconds.
    pub at: DateTime<Utc>,
    /// When the container was first sent: UTC, the spreadsheet service's time. A post that is older is another one.
    pub first_sent: Option<DateTime<Utc>>,
    /// The run that wrote it.
    pub nonce: String,
    /// The container that may be sent, or was.
    pub container: Option<String>,
    /// The container's children, by which a published carousel is recognised.
    pub children: Vec<String>,
    /// How often the container was sent.
    pub sends: u32,
    /// How many containers were given up before this one.
    pub given_up: u32,
    /// In how many runs Threads did not find the container that they sent (24/4279009).
    pub not_found: u32,
    /// The account whose container it is, by its name.
    pub sender: Option<String>,
    /// The Threads user id of that account, which outlives a change of its name.
    pub user: Option<String>,
    /// Until when the claim is in use, its publishing call included: UTC, the spreadsheet service's
    /// time, whole milliseconds. Every reader keeps to it, whatever its own settle period is.
    pub until: Option<DateTime<Utc>>,
    /// What a person had asked for before the row stopped; `None` for its own time.
    pub requested_status: Option<RequestedStatus>,
    /// Up to when what other rows sent with the same content is another post: a person has asked for this one all
    /// the same. UTC, the spreadsheet service's time.
    pub others_until: Option<DateTime<Utc>>,
    /// The row id of the post that this one answers.
    pub parent: Option<String>,
    /// The published media's id.
    pub media: Option<String>,
    /// The published post's address.
    pub permalink: Option<String>,
    /// Why it failed, waits, or needs a look.
    pub why: Option<RowCode>,
    /// Since when it has been waiting for that reason: UTC, the spreadsheet service's time.
    pub since: Option<DateTime<Utc>>,
    /// The slot that a row without a time was given: UTC.
    pub slot: Option<DateTime<Utc>>,
    /// The part of a thread that it speaks of; none for a row without further parts, and between two parts.
    pub part: Option<SentPart>,
    /// The parts of a thread that are out, in their order; empty for a row without further parts.
    pub thread: Vec<PublishedPart>,
    /// When the first of them went out, or at the latest: UTC, the spreadsheet service's time. None in the lines of
    /// earlier versions.
    pub first_out: Option<DateTime<Utc>>,
    /// Since when the next of them may go out: when the one before it went out, at the latest, or a person asked for it
    /// anew. UTC, the spreadsheet service's time; none in the lines of earlier versions.
    pub rest_since: Option<DateTime<Utc>>,
    /// Whether the first reply was to go out some time after the post: then it waits where nobody can tell how long.
    pub is_kept_back: bool,
    /// Words of the form `key=value` that a later version of the program has written: they are
    /// handed on as they stand.
    pub rest: Vec<String>,
}

/// What a person asked for in Status, where that is not the row's own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestedStatus {
    /// Post now.
    PostNow,
    /// Ready: at its time, or at once where it has none.
    Ready,
}

impl RequestedStatus {
    fn word(self) -> &'static str {
        match self {
            Self::PostNow => "now",
            Self::Ready => "ready",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::PostNow, Self::Ready]
            .into_iter()
            .find(|requested_status| requested_status.word() == word)
    }
}

/// The fields of a line that are needed for very many rows: nothing is copied, and only these were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peek<'a> {
    /// The row's id.
    pub id: &'a str,
    /// What is certain.
    pub state: State,
    /// The hash of the words.
    pub hash: &'a str,
    /// The published media's id.
    pub media: Option<&'a str>,
    /// The published post's address.
    pub permalink: Option<&'a str>,
    /// Whether parts of a thread are out.
    pub has_parts_out: bool,
    /// The hash of the post alone, where it is out as the first part of a thread, or may be.
    pub first_hash: Option<&'a str>,
}

impl<'a> Peek<'a> {
    /// Looks at a Receipt cell; `None` for what is no line of ours.
    #[must_use]
    pub fn of(line: &'a str) -> Option<Self> {
        // Splitting at single blanks, and not at any white space, keeps a line that somebody has reformatted
        // from being read.
        let mut words = line.split(' ');
        let id = words.next().filter(|id| is_row_id(id))?;
        words.next()?;
        let state = State::read(words.next()?)?;
        let (media, permalink, first_hash) = (None, None, None);
        let mut peek =
            Self { id, state, hash: "", media, permalink, has_parts_out: false, first_hash };
        for word in words {
            match word.split_once('=')? {
                ("h", hash) => peek.hash = hash,
                ("m", media) => peek.media = Some(media),
                ("u", permalink) => peek.permalink = Some(permalink),
                ("q", part) => peek.first_hash = part.strip_prefix("0:").or(peek.first_hash),
                ("l", parts) => {
                    (peek.has_parts_out, peek.first_hash) = (true, parts.split(':').nth(1));
                }
                _ => {}
            }
        }
        // Without a hash the row could not be compared with any other.
        (!peek.hash.is_empty()).then_some(peek)
    }
}

impl RowState {
    /// Returns the fields that [`Peek`] has.
    #[must_use]
    pub fn peek(&self) -> Peek<'_> {
        Peek {
            id: &self.id,
            state: self.state,
            hash: &self.hash,
            media: self.media.as_deref(),
            permalink: self.permalink.as_deref(),
            has_parts_out: !self.thread.is_empty(),
            first_hash: self.first_hash(),
        }
    }

    /// Returns the hash of the post alone, where it is out as the first part of a thread, or may be.
    #[must_use]
    pub fn first_hash(&self) -> Option<&str> {
        let sent = self.part.as_ref().filter(|part| part.number == 0);
        let out = self.thread.first().map(|part| part.hash.as_str());
        out.or(sent.map(|part| part.hash.as_str()))
    }

    /// Returns when its post went out, or was first sent, as far as the line tells.
    #[must_use]
    pub fn began_at(&self) -> DateTime<Utc> {
        self.first_out.or(self.first_sent).unwrap_or(self.at)
    }

    /// Returns when the post of a thread of which parts are out went out: a line of an earlier version tells only when the
    /// last part did.
    #[must_use]
    pub fn first_out_at(&self) -> DateTime<Utc> {
        self.first_out.unwrap_or(self.at)
    }

    /// Returns the parts that are out, also of a row that was published without further parts.
    #[must_use]
    pub fn parts_out(&self) -> Vec<PublishedPart> {
        if self.state == State::Posted && self.thread.is_empty() {
            let (hash, media) = (self.hash.clone(), self.media.clone());
            return vec![PublishedPart { number: 0, hash, media }];
        }
        self.thread.clone()
    }

    /// Returns the number of the last part that is out, by which it is told how far the thread is.
    #[must_use]
    pub fn last_out(&self) -> Option<u8> {
        self.thread.iter().map(|part| part.number).max()
    }

    /// Returns the media id of the last part that is out.
    #[must_use]
    pub fn last_media(&self) -> Option<&str> {
        match self.thread.last() {
            Some(part) => part.media.as_deref(),
            None => self.media.as_deref(),
        }
    }

    /// Tells whether parts of a thread are out, and of the others none is in doubt.
    #[must_use]
    pub fn is_between_parts(&self) -> bool {
        let is_at_rest = matches!(self.state, State::Queued | State::Failed | State::Missed);
        is_at_rest && !self.thread.is_empty()
    }

    /// Returns the first line of a row.
    #[must_use]
    pub fn first(id: String, hash: String, nonce: &str, at: DateTime<Utc>) -> Self {
        Self {
            id,
            version: 1,
            state: State::Queued,
            hash,
            at,
            first_sent: None,
            nonce: nonce.to_owned(),
            container: None,
            children: Vec::new(),
            sends: 0,
            given_up: 0,
            not_found: 0,
            sender: None,
            user: None,
            until: None,
            requested_status: None,
            others_until: None,
            parent: None,
            media: None,
            permalink: None,
            why: None,
            since: None,
            slot: None,
            part: None,
            thread: Vec::new(),
            first_out: None,
            rest_since: None,
            is_kept_back: false,
            rest: Vec::new(),
        }
    }

    /// Returns the line that follows this one: the same row and words, one version later.
    #[must_use]
    pub fn next(&self, state: State, nonce: &str, at: DateTime<Utc>) -> Self {
        let is_under_way = |state| matches!(state, State::Queued | State::Trying);
        let still_waits = is_under_way(self.state) && is_under_way(state);
        let why = self.why.clone().filter(|why| still_waits && why.outlasts_a_container());
        Self {
            // The version makes each line unique, even where a row returns to a state that it had before.
            version: self.version.saturating_add(1),
            state,
            nonce: nonce.to_owned(),
            at,
            // Only the same claim going on keeps its `until`; in any other state nothing is on its way.
            until: self.until.filter(|_| state == State::Trying && self.state == state),
            since: self.since.filter(|_| why.is_some()),
            why,
            ..self.clone()
        }
    }

    /// Parses a Receipt cell; `None` for a line that a hand or another tool has changed.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let id = words.next().filter(|id| is_row_id(id))?.to_owned();
        let version = words.next()?.parse().ok()?;
        let state = State::read(words.next()?)?;
        // The placeholders never survive: without a hash and a nonce the line is refused below, and without a
        // time it does not read back as it was.
        let mut receipt = Self::first(id, String::new(), "", DateTime::UNIX_EPOCH);
        (receipt.version, receipt.state) = (version, state);
        for word in words {
            let (key, value) = word.split_once('=')?;
            receipt.set(key, value)?;
        }
        let whole = !receipt.hash.is_empty() && !receipt.nonce.is_empty();
        // A claim without a container could never be resolved; as a spoilt line it goes to the Log and then to
        // a person.
        let sent = matches!(receipt.state, State::Trying);
        let is_sound = whole && (!sent || receipt.container.is_some());
        // The line is replaced by finding its very text, so one that would be written otherwise is none.
        (is_sound && receipt.to_string() == line).then_some(receipt)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        let text = || Some(value.to_owned());
        match key {
            "h" => self.hash = text()?,
            "t" => self.at = DateTime::parse_from_rfc3339(value).ok()?.to_utc(),
            "f" => self.first_sent = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "n" => self.nonce = text()?,
            "c" => self.container = text(),
            "k" => self.children = value.split(',').map(str::to_owned).collect(),
            "a" => self.sends = value.parse().ok()?,
            "g" => self.given_up = value.parse().ok()?,
            "e" => self.not_found = value.parse().ok()?,
            "o" => self.sender = text(),
            "i" => self.user = text(),
            "x" => self.until = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "r" => self.requested_status = Some(RequestedStatus::read(value)?),
            "b" => self.others_until = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "p" => self.parent = text(),
            "m" => self.media = text(),
            "u" => self.permalink = text(),
            "w" => self.why = Some(RowCode::read(&decode(value))),
            "s" => self.since = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "d" => self.slot = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "q" => self.part = Some(SentPart::parse(value)?),
            "l" => {
                self.thread = value.split(',').map(PublishedPart::parse).collect::<Option<_>>()?;
            }
            "y" => self.first_out = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "z" => self.rest_since = Some(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
            "v" => self.is_kept_back = (value == KEPT_BACK).then_some(true)?,
            // A later version of the program may have written more; it is not ours to drop.
            "" => return None,
            _ => self.rest.push(format!("{key}={value}")),
        }
        Some(())
    }
}

impl fmt::Display for RowState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The order of the words is fixed for ever: `parse` takes only what would be written exactly so, and
        // every line that stands in a sheet would count as spoilt if it changed.
        write!(f, "{} {} {} h={}", self.id, self.version, self.state.word(), self.hash)?;
        write!(f, " t={} n={}", stamp(self.at), self.nonce)?;
        let counts = [('a', self.sends), ('g', self.given_up), ('e', self.not_found)];
        // Zeros are left out, so a line from before a count existed still reads back as it was written.
        for (key, count) in counts.iter().filter(|(_, n)| *n > 0) {
            write!(f, " {key}={count}")?;
        }
        let mut optional = |key: char, value: &Option<String>| match value {
            Some(value) => write!(f, " {key}={value}"),
            None => Ok(()),
        };
        optional('f', &self.first_sent.map(stamp))?;
        optional('c', &self.container)?;
        optional('k', &Some(self.children.join(",")).filter(|children| !children.is_empty()))?;
        optional('o', &self.sender)?;
        optional('i', &self.user)?;
        optional('x', &self.until.map(stamp))?;
        optional(
            'r',
            &self.requested_status.map(|requested_status| requested_status.word().to_owned()),
        )?;
        optional('b', &self.others_until.map(stamp))?;
        optional('p', &self.parent)?;
        optional('m', &self.media)?;
        optional('u', &self.permalink)?;
        optional('w', &self.why.as_ref().map(|why| encode(&why.to_string())))?;
        optional('s', &self.since.map(stamp))?;
        optional('d', &self.slot.map(stamp))?;
        optional('q', &self.part.as_ref().map(ToString::to_string))?;
        let thread: Vec<String> = self.thread.iter().map(ToString::to_string).collect();
        optional('l', &Some(thread.join(",")).filter(|thread| !thread.is_empty()))?;
        // These come last, where a version that does not know them hands them on.
        optional('y', &self.first_out.map(stamp))?;
        optional('z', &self.rest_since.map(stamp))?;
        optional('v', &self.is_kept_back.then(|| KEPT_BACK.to_owned()))?;
        self.rest.iter().try_for_each(|word| write!(f, " {word}"))
    }
}

/// Tells whether a word has the shape of a row id: a letter, then letters and digits.
#[must_use]
pub fn is_row_id(word: &str) -> bool {
    word.len() >= 8
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Returns a time as lines of ours hold it: UTC, whole milliseconds.
pub(super) fn stamp(at: DateTime<Utc>) -> String {
    // A fixed number of digits: two runs must write the same time in the same way, because lines are found as
    // text.
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn encode(text: &str) -> String {
    // A reason may hold blanks and `=`, which would end the word or the key.
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn decode(text: &str) -> String {
    url::form_urlencoded::parse(format!("w={text}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn posted() -> RowState {
        let first = RowState::first(
            "rabcdefgh".into(),
            "0011223344556677".into(),
            "n1",
            DateTime::UNIX_EPOCH,
        );
        let mut trying = first.next(State::Trying, "n2", DateTime::UNIX_EPOCH);
        trying.container = Some("179".into());
        trying.children = vec!["1".into(), "2".into()];
        trying.sends = 1;
        trying.given_up = 2;
        trying.not_found = 1;
        trying.sender = Some("shop_a".into());
        trying.user = Some("17841400000000001".into());
        trying.until = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(300_000));
        trying.requested_status = Some(RequestedStatus::PostNow);
        trying.others_until = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(900));
        trying.first_sent = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(1_500));
        let mut posted = trying.next(State::Posted, "n2", DateTime::UNIX_EPOCH);
        posted.media = Some("180".into());
        posted.permalink = Some("https://www.threads.com/@a/post/x?y=1".into());
        posted.why = Some(RowCode::read("two words = a sentence, 日本語"));
        posted.since = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(1_200));
        posted.slot = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(9));
        posted.part = Some(SentPart { number: 2, hash: "22".into() });
        let out = |number, media: Option<&str>| PublishedPart {
            number,
            hash: format!("{number}f"),
            media: media.map(str::to_owned),
        };
        posted.thread = vec![out(0, Some("180")), out(1, None)];
        (posted.first_out, posted.rest_since) =
            (Some(DateTime::UNIX_EPOCH), Some(DateTime::UNIX_EPOCH));
        posted.is_kept_back = true;
        posted
    }

    #[test]
    fn a_line_says_everything_it_was_given() {
        assert_eq!(RowState::parse(&posted().to_string()), Some(posted()));
    }

    #[test]
    fn what_a_later_version_wrote_is_handed_on() {
        let line = format!("{} zz=later yy=%20", posted());
        let read = RowState::parse(&line).unwrap();
        assert_eq!(read.rest, ["zz=later", "yy=%20"]);
        assert_eq!(read.to_string(), line);
        assert!(
            read.next(State::Check, "n9", DateTime::UNIX_EPOCH).to_string().ends_with("yy=%20")
        );
    }

    #[test]
    fn a_glance_sees_what_a_look_does() {
        let (line, posted) = (posted().to_string(), posted());
        assert_eq!(Peek::of(&line), Some(posted.peek()));
        assert_eq!(Peek::of("anything else"), None);
    }

    #[test]
    fn a_line_that_somebody_changed_is_not_believed() {
        let line = posted().to_string();
        for broken in [
            String::new(),
            line.to_uppercase(),
            line.replace(" h=0011223344556677", ""),
            line.replace("posted", "published"),
            format!("{line} x=1"),
            format!("{line} =1"),
            format!("7{line}"),
            line.replace(" 3 posted", " 03 posted"),
            line.replace(" a=1 g=2", " g=2 a=1"),
            line.replace(" n=n2", " n="),
            line.replace(" h=0011223344556677", " h="),
            line.replace("posted", "trying").replace(" c=179", ""),
        ] {
            assert_eq!(RowState::parse(&broken), None, "{broken}");
        }
    }

    #[test]
    fn a_first_line_says_no_more_than_there_is() {
        let first = RowState::first("rabcdefgh".into(), "h1".into(), "n1", DateTime::UNIX_EPOCH);
        let line = "rabcdefgh 1 queued h=h1 t=1970-01-01T00:00:00.000Z n=n1";
        assert_eq!(first.to_string(), line);
    }

    #[test]
    fn the_parts_of_a_thread_stand_at_the_end_of_the_line() {
        let (line, epoch) = (posted().to_string(), "1970-01-01T00:00:00.000Z");
        let parts = format!(" q=2:22 l=0:0f:180,1:1f: y={epoch} z={epoch} v=after");
        assert!(line.ends_with(&parts), "{line}");
        for (whole, broken) in [
            (" v=after", " v=1"),
            (" v=after", " v="),
            (" q=2:22", " q=2"),
            (" q=2:22", " q=02:22"),
            (" q=2:22", " q=:22"),
            (" l=0:0f:180,1:1f:", " l=0:0f:180,1:1f"),
            (" l=0:0f:180,1:1f:", " l="),
            (" l=0:0f:180,1:1f:", " l=0::180"),
        ] {
            assert_eq!(RowState::parse(&line.replace(whole, broken)), None, "{broken}");
        }
    }

    #[test]
    fn a_wish_is_one_word_and_stays_the_same_for_ever() {
        assert_eq!(
            [RequestedStatus::PostNow, RequestedStatus::Ready].map(RequestedStatus::word),
            ["now", "ready"]
        );
    }

    #[test]
    fn a_wait_goes_on_over_a_container_that_comes_to_nothing_and_ends_with_the_post() {
        let at = DateTime::UNIX_EPOCH;
        let waits = |why: &str, from, to| {
            let first = RowState::first("rabcdefgh".into(), "h1".into(), "n1", at);
            let why = Some(RowCode::read(why));
            let next = RowState { state: from, why, since: Some(at), ..first }.next(to, "n2", at);
            assert_eq!(next.why.is_some(), next.since.is_some());
            next.since.is_some()
        };
        for why in ["passing", "processing", "not-taken", "not-ready"] {
            assert!(waits(why, State::Queued, State::Trying), "{why}");
            assert!(waits(why, State::Trying, State::Queued), "{why}");
            for to in [State::Posted, State::Failed, State::Missed, State::Check] {
                assert!(!waits(why, State::Queued, to), "{why}");
            }
            assert!(!waits(why, State::Failed, State::Queued), "{why}");
        }
        // A container that was made proves that its media were fetched.
        assert!(!waits("media", State::Queued, State::Queued));
    }

    #[test]
    fn a_claim_ends_with_the_attempt_that_it_was_made_for() {
        let at = DateTime::UNIX_EPOCH;
        let until = |from, to| {
            let first = RowState::first("rabcdefgh".into(), "h1".into(), "n1", at);
            RowState { state: from, until: Some(at), ..first }.next(to, "n2", at).until
        };
        assert_eq!(until(State::Trying, State::Trying), Some(at));
        assert_eq!(until(State::Trying, State::Posted), None);
        assert_eq!(until(State::Queued, State::Trying), None);
        assert_eq!(until(State::Queued, State::Queued), None);
    }

    #[test]
    fn a_glance_sees_the_post_of_a_thread_while_it_is_in_doubt_and_once_it_is_out() {
        let part = |number: u8| Some(SentPart { number, hash: format!("{number}f") });
        for thread in [vec![], posted().thread] {
            for part in [None, part(0), part(1)] {
                let line = RowState { part, thread: thread.clone(), ..posted() };
                assert_eq!(Peek::of(&line.to_string()), Some(line.peek()), "{line}");
            }
        }
        let trying = RowState { part: part(0), thread: Vec::new(), ..posted() };
        assert_eq!((trying.first_hash(), trying.peek().has_parts_out), (Some("0f"), false));
    }

    #[test]
    fn the_next_part_goes_under_the_last_one_that_is_out() {
        let one = RowState { thread: posted().thread[..1].to_vec(), ..posted() };
        assert_eq!((one.last_media(), one.last_out()), (Some("180"), Some(0)));
        assert_eq!((posted().last_media(), posted().last_out()), (None, Some(1)));
        let media = Some("190".to_owned());
        let alone = RowState { thread: Vec::new(), media, ..posted() };
        assert_eq!((alone.last_media(), alone.last_out()), (Some("190"), None));
    }
}
