//! Which line follows which: what each turn writes down, and what it leaves as it was.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const THEN: &str = "2026-11-23T01:00:00.000Z";
const NOW: &str = "2026-11-23T01:05:00.000Z";

/// Returns a line with something in every place.
fn full(state: State) -> RowState {
    let at = THEN.parse().unwrap();
    let first = RowState::first("rabcdefgh".to_owned(), "h1".to_owned(), "n1", at);
    RowState {
        version: 4,
        state,
        first_sent: Some(at),
        container: Some("179".to_owned()),
        children: vec!["1".to_owned(), "2".to_owned()],
        sends: 2,
        given_up: 1,
        sender: Some("my_shop".to_owned()),
        parent: Some("rabcdefgi".to_owned()),
        media: Some("180".to_owned()),
        permalink: Some("https://www.threads.com/@my_shop/post/A".to_owned()),
        why: Some(RowCode::read("old")),
        ..first
    }
}

fn writer_id() -> WriterId<'static> {
    WriterId { nonce: "n2", at: NOW.parse().unwrap() }
}

/// Returns what a line says beside what no turn changes.
fn says(line: &RowState) -> String {
    let line = line.to_string();
    let kept = [" o=my_shop", " p=rabcdefgi m=180 u=https://www.threads.com/@my_shop/post/A"];
    let is_kept = kept.iter().all(|kept| line.contains(kept));
    assert!(line.starts_with("rabcdefgh 5 ") && is_kept, "{line}");
    let line = kept.iter().fold(line, |line, kept| line.replace(kept, ""));
    line.replace("rabcdefgh 5 ", "").replace(&format!(" t={NOW} n=n2"), "")
}

#[test]
fn a_container_is_kept_claimed_and_claimed_again() {
    let container = Container { id: "200".to_owned(), children: vec!["3".to_owned()] };
    let before = full(State::Queued);
    assert_eq!(says(&before.keep(&container, writer_id())), "queued h=h1 g=1 c=200 k=3");
    let claim = before.claim(&container, writer_id());
    assert_eq!(says(&claim), format!("trying h=h1 a=1 g=1 f={NOW} c=200 k=3 x={NOW}"));
    let again = full(State::Trying).claim_again(writer_id());
    assert_eq!(says(&again), format!("trying h=h1 a=3 g=1 f={THEN} c=179 k=1,2 x={NOW}"));
}

#[test]
fn a_claim_that_was_not_used_is_taken_back_to_what_is_certain() {
    let trying = full(State::Trying);
    let unused = format!("trying h=h1 a=1 g=1 f={THEN} c=179 k=1,2 x={NOW}");
    assert_eq!(says(&trying.unused(writer_id())), unused);
    let first = RowState { sends: 1, ..trying.clone() };
    assert_eq!(says(&first.unused(writer_id())), "queued h=h1 g=1 c=179 k=1,2");
    assert_eq!(says(&trying.give_up(writer_id())), "queued h=h1 g=2");
}

#[test]
fn an_end_says_what_was_found_or_why_there_is_none() {
    let trying = full(State::Trying);
    let sent = format!("a=2 g=1 f={THEN} c=179 k=1,2");
    let check = trying.check(Uncertain::SeveralAlike, writer_id());
    assert_eq!(says(&check), format!("check h=h1 {sent} w=several-alike"));
    let failed = trying.failed(RowCode::read("refused"), writer_id());
    assert_eq!(says(&failed), format!("failed h=h1 a=2 g=1 f={THEN} w=refused"));
    let posted = trying.posted(Some("190".to_owned()), None, writer_id());
    assert_eq!(
        (posted.state, posted.media.as_deref(), posted.permalink),
        (State::Posted, Some("190"), None)
    );
}

#[test]
fn a_container_belongs_to_the_words_that_it_was_made_for() {
    let line = full(State::Queued);
    assert_eq!(line.speaking_of("h1"), line);
    let other = line.speaking_of("h2");
    let (container, children, why) = (None, Vec::new(), None);
    let hash = "h2".to_owned();
    let wanted = RowState { hash, container, children, given_up: 0, why, ..line };
    assert_eq!(other, wanted);
}

#[test]
fn a_container_that_was_never_found_is_given_up_before_another_is_claimed() {
    assert_eq!(says(&full(State::Trying).freed("h1", writer_id())), "queued h=h1 g=2");
    let waiting = full(State::Queued);
    assert_eq!(waiting.freed("h1", writer_id()), waiting);
    assert_eq!(waiting.freed("h2", writer_id()), waiting.speaking_of("h2"));
}

#[test]
fn a_row_that_waits_says_for_what_and_a_container_that_was_not_found_is_counted() {
    let queued = full(State::Queued).stuck(RowCode::read("quota"), writer_id());
    assert_eq!(says(&queued), format!("queued h=h1 a=2 g=1 f={THEN} c=179 k=1,2 w=quota s={NOW}"));
    let missed = full(State::Trying).missed(writer_id());
    assert_eq!(missed.not_found, 1);
    assert_eq!(missed.missed(writer_id()).not_found, 2);
    assert_eq!((missed.sends, missed.container.as_deref()), (1, Some("179")));
}

#[test]
fn how_often_a_container_was_not_found_is_remembered_as_long_as_it_is_that_container() {
    let trying = RowState { not_found: 2, ..full(State::Trying) };
    let container = |id: &str| Container { id: id.to_owned(), children: Vec::new() };
    assert_eq!(trying.keep(&container("179"), writer_id()).not_found, 2);
    assert_eq!(trying.claim(&container("179"), writer_id()).not_found, 2);
    assert_eq!(trying.claim(&container("200"), writer_id()).not_found, 0);
    assert_eq!(trying.speaking_of("h2").not_found, 0);
    assert_eq!(trying.give_up(writer_id()).not_found, 0);
    assert_eq!(trying.posted(None, None, writer_id()).not_found, 0);
}

#[test]
fn a_claim_over_the_quota_is_not_counted_as_long_as_threads_counts_the_day() {
    let over = |sends, hours: i64| {
        let at = writer_id().at;
        let first_sent = Some(at - TimeDelta::hours(hours));
        let trying = RowState { sends, first_sent, until: Some(at), ..full(State::Trying) };
        let line = trying.over_quota(writer_id());
        assert_eq!((line.state, line.until), (State::Trying, Some(at)));
        line.sends
    };
    assert_eq!([over(3, 23), over(2, 0), over(1, 1)], [2, 1, 1]);
    assert_eq!([over(3, 24), over(1, 25)], [3, 1]);
    let never = RowState { first_sent: None, ..full(State::Trying) };
    assert_eq!(never.over_quota(writer_id()).sends, 1);
}

#[test]
fn other_words_are_not_held_to_what_a_person_said_of_these() {
    let asked = RowState { others_until: Some(writer_id().at), ..full(State::Queued) };
    assert_eq!(asked.speaking_of("h1").others_until, asked.others_until);
    assert_eq!(asked.speaking_of("h2").others_until, None);
}

#[test]
fn a_part_that_is_out_leads_to_the_next_and_the_last_one_ends_the_thread() {
    let part = |number, hash: &str| Some(SentPart { number, hash: hash.to_owned() });
    let trying = RowState { media: None, permalink: None, ..full(State::Trying) };
    let trying = trying.about(part(0, "f0"));
    let link = "https://www.threads.com/@my_shop/post/B";
    let next = trying.part_posted(Some("181".into()), Some(link.into()), true, writer_id());
    let line = next.to_string();
    let wanted = format!(
        "rabcdefgh 5 queued h=h1 t={NOW} n=n2 o=my_shop p=rabcdefgi m=181 u={link} l=0:f0:181 y={NOW} z={NOW}"
    );
    assert_eq!(line, wanted);
    assert!(next.is_between_parts());
    let container = Container { id: "200".to_owned(), children: Vec::new() };
    let claim = next.about(part(2, "f2")).claim(&container, writer_id());
    let line = format!(" q=2:f2 l=0:f0:181 y={NOW} z={NOW}");
    assert!(claim.to_string().ends_with(&line), "{claim}");
    assert!(!claim.is_between_parts());
    // The row's address stays that of the post itself.
    let last =
        claim.part_posted(Some("182".into()), Some("https://other".into()), false, writer_id());
    assert_eq!((last.state, last.media.as_deref()), (State::Posted, Some("181")));
    assert_eq!(last.permalink.as_deref(), Some(link));
    let line = format!(" l=0:f0:181,2:f2:182 y={NOW} z={NOW}");
    assert!(last.to_string().ends_with(&line), "{last}");
    // What is given back keeps what is out.
    let unused = claim.unused(writer_id());
    assert_eq!((unused.state, unused.thread.len()), (State::Queued, 1));
}

#[test]
fn a_part_that_is_found_later_went_out_within_its_claim() {
    let writer_id = writer_id();
    let found = |until: Option<DateTime<Utc>>, number| {
        let sent = Some(SentPart { number, hash: "f0".to_owned() });
        let claim = RowState { until, first_out: None, ..full(State::Trying).about(sent) };
        let next = claim.part_posted(Some("181".into()), None, true, writer_id);
        (next.first_out, next.rest_since)
    };
    let (before, after) = (writer_id.at - TimeDelta::days(7), writer_id.at + TimeDelta::minutes(2));
    let soon = Some(before + TimeDelta::minutes(1));
    assert_eq!(found(Some(before), 0), (soon, soon));
    assert_eq!(found(Some(writer_id.at), 0), (Some(writer_id.at), Some(writer_id.at)));
    assert_eq!(found(Some(after), 0), (Some(writer_id.at), Some(writer_id.at)));
    assert_eq!(found(None, 0), (Some(writer_id.at), Some(writer_id.at)));
    assert_eq!(found(Some(before), 2), (None, soon));
}

#[test]
fn a_post_that_was_sent_without_further_parts_is_the_first_of_those_that_came_since() {
    let next = full(State::Trying).part_posted(Some("181".into()), None, true, writer_id());
    assert!(next.to_string().contains(" l=0:h1:181 y="), "{next}");
}
