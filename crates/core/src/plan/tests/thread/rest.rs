//! The rest of a thread: what a person makes of it, what it is refused for, and what the Log gives back.

use super::*;
use crate::account_receipt::AccountReceipt;

/// Returns the decision about a row with this line, a Status, and cells that were changed since.
fn decision(
    desk: &mut Desk,
    line: &RowState,
    status: &str,
    changed: &[(PostColumn, &str)],
) -> Decision {
    let line = line.to_string();
    let own = [(PostColumn::Status, status), (PostColumn::Receipt, line.as_str())];
    let row = desk.post(&[changed, &PARTS[..], &own[..]].concat());
    desk.decision(row)
}

/// Returns what is said of the next part of a thread.
fn said(decision: &Decision) -> Option<Message> {
    let Says::This(Message::OfThread { says, .. }) = &decision.says else { return None };
    says.as_deref().cloned()
}

#[test]
fn a_person_who_says_published_ends_a_thread_with_what_is_out() {
    let ends = "turn Posted, shows Published, says nothing";
    for state in [State::Queued, State::Failed, State::Missed] {
        let mut desk = Desk::new();
        let line = line(&desk, 1, &PARTS, state, 1);
        let ended = decision(&mut desk, &line, "Published", &[(PostColumn::Message, "old words")]);
        assert_eq!(told(Some(&ended)), ends, "{state:?}");
    }
}

#[test]
fn where_only_marked_rows_are_posted_the_rest_of_an_unmarked_thread_waits() {
    for (status, wanted) in [("", "says NotMarked"), ("Draft", "says OfThread")] {
        let mut desk = Desk::new();
        let row = add(&mut desk, (State::Queued, 1), status, &[]);
        desk.posts.iter_mut().for_each(Row::hold_unmarked);
        assert_eq!(desk.decided(row), wanted, "{status:?}");
    }
}

#[test]
fn the_rest_of_a_thread_is_late_after_max_late_and_not_where_a_person_asks_for_it() {
    let decided = |state, status: &str, late: TimeDelta| {
        let mut desk = Desk::new();
        let at = desk.place.now - late;
        let line = RowState { at, ..line(&desk, 1, &PARTS, state, 1) };
        told(Some(&decision(&mut desk, &line, status, &[])))
    };
    let max_late = Limits::default().max_late;
    assert_eq!(decided(State::Queued, "Publishing", max_late), "publish");
    let missed = "turn Missed, shows Missed, says OfThread";
    let later = max_late + TimeDelta::milliseconds(1);
    assert_eq!(decided(State::Queued, "Publishing", later), missed);
    for status in ["", "Post now"] {
        let counts_anew = "turn Queued, publish, shows Publishing";
        assert_eq!(decided(State::Queued, status, later), counts_anew, "{status}");
    }
}

#[test]
fn a_thread_that_is_over_says_that_a_part_of_it_was_changed_after_it_was_sent() {
    use PostColumn as P;
    let changed = [(P::Reply3, ""), (P::Text, "other")];
    let over = "turn Posted, shows Published, says ChangedAfterSending";
    assert_eq!(decided(State::Queued, 2, "Publishing", &changed), over);
}

#[test]
fn what_the_next_part_waits_for_is_said_and_its_row_is_queued_again() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    desk.account(&[(AccountColumn::Enabled, "no")]);
    let line = line(&desk, 1, &PARTS, State::Missed, 1);
    let waits = decision(&mut desk, &line, "Post now", &[]);
    assert_eq!(told(Some(&waits)), "turn Queued, shows Publishing, says OfThread");
    assert_eq!(said(&waits), Some(Message::AccountDisabled));
}

#[test]
fn a_refusal_of_the_next_part_is_written_once_for_the_same_cells_and_the_same_reason() {
    let long = "a".repeat(501);
    let changed = [(PostColumn::Reply1, long.as_str())];
    let mut desk = Desk::new();
    let queued = line(&desk, 1, &PARTS, State::Queued, 1);
    let refused = decision(&mut desk, &queued, "Publishing", &changed);
    assert_eq!(refused.step, Step::Turn(State::Failed));
    let why = refused.why.clone();
    assert!(why.as_ref().is_some_and(RowCode::is_of_a_cell), "{why:?}");
    let hash = desk.read(1, &[&changed, &PARTS[..]].concat()).hash;
    let failed = RowState { state: State::Failed, hash, why, ..queued };
    let step = |line: &RowState| decision(&mut Desk::new(), line, "Failed", &changed).step;
    assert_eq!(step(&failed), Step::Keep);
    let refused_anew = Step::Turn(State::Failed);
    let other_words = RowState { hash: "other".to_owned(), ..failed.clone() };
    assert_eq!(step(&other_words), refused_anew);
    let anew = |line: &RowState| decision(&mut Desk::new(), line, "Queued", &changed).step;
    assert_eq!(anew(&failed), Step::Keep);
    let other_reason = RowState { why: Some(RowCode::PartMoved), ..failed.clone() };
    assert_eq!(anew(&other_reason), refused_anew);
    assert_eq!(anew(&RowState { why: other_reason.why, ..other_words }), refused_anew);
    assert_eq!(anew(&RowState { state: State::Missed, ..failed }), refused_anew);
}

#[test]
fn a_part_that_is_out_already_and_was_moved_down_is_posted_only_when_asked_for_once_more() {
    use PostColumn as P;
    let moved = [(P::Reply1, "new"), (P::Reply3, "two")];
    let refused = |state, status: &str, why: Option<RowCode>| {
        let mut desk = Desk::new();
        let line = RowState { why, ..line(&desk, 1, &PARTS, state, 2) };
        said(&decision(&mut desk, &line, status, &moved))
    };
    let part_moved = Some(Message::Refused(Refusal::PartMoved));
    assert_eq!(refused(State::Queued, "Publishing", None), part_moved);
    assert_eq!(refused(State::Failed, "Post now", None), part_moved);
    let told = Some(RowCode::PartMoved);
    assert_eq!(refused(State::Failed, "Post now", Some(RowCode::ThreadRewritten)), part_moved);
    assert_eq!(refused(State::Failed, "Queued", told.clone()), part_moved);
    assert_eq!(refused(State::Failed, "Post now", told), None);
    // The same words below, while what is out stands as it was, are meant so.
    assert_eq!(decided(State::Queued, 2, "Publishing", &[(P::Reply3, "two")]), "publish");
}

#[test]
fn parts_requested_under_a_rewritten_post_are_refused_once() {
    use PostColumn as P;
    let refused = |status: &str, why: Option<RowCode>| {
        let mut desk = Desk::new();
        let line = RowState { why, ..line(&desk, 1, &PARTS, State::Failed, 1) };
        said(&decision(&mut desk, &line, status, &[(P::Text, "other")]))
    };
    let rewritten = Some(Message::Refused(Refusal::ThreadRewritten));
    assert_eq!(refused("", None), rewritten);
    assert_eq!(refused("Post now", None), rewritten);
    assert_eq!(refused("Queued", Some(RowCode::ThreadRewritten)), rewritten);
    assert_eq!(refused("Post now", Some(RowCode::ThreadRewritten)), None);
    // What goes on by itself is not stopped by it.
    assert_eq!(decided(State::Queued, 1, "Publishing", &[(P::Text, "other")]), "publish");
}

#[test]
fn an_account_is_identified_by_its_user_id() {
    let desk_of = |user: &str| {
        let mut desk = Desk::new();
        desk.accounts.clear();
        let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
        let token = crate::hash::long(&token);
        let (user, name) = (user.to_owned(), "my_cafe".to_owned());
        let line = AccountReceipt { token, user, name, ..AccountReceipt::default() }.to_string();
        let cells = [(AccountColumn::Account, "my_cafe"), (AccountColumn::Receipt, line.as_str())];
        desk.account(&cells);
        desk
    };
    let waits_for = |own: &str, sent_by: Option<&str>, sender: &str| {
        let mut desk = desk_of(own);
        let (sender, user) = (Some(sender.to_owned()), sent_by.map(str::to_owned));
        let line = RowState { sender, user, ..line(&desk, 1, &PARTS, State::Queued, 1) };
        let decision =
            decision(&mut desk, &line, "Publishing", &[(PostColumn::Account, "my_cafe")]);
        match said(&decision) {
            Some(Message::ThreadOfAnother { name }) => Some(name),
            _ => None,
        }
    };
    // It was called my_shop when the thread began.
    assert_eq!(waits_for("17", Some("17"), SHOP), None);
    assert_eq!(waits_for("18", Some("17"), SHOP).as_deref(), Some(SHOP));
    // Another user has its name now.
    assert_eq!(waits_for("18", Some("17"), "my_cafe").as_deref(), Some("my_cafe"));
    // Where one of the two is not known, the name counts.
    assert_eq!(waits_for("17", None, SHOP).as_deref(), Some(SHOP));
    assert_eq!(waits_for("17", None, "my_cafe"), None);
}

/// Returns a line of the Log about a part of the usual thread, the one at this place.
fn logged(event: Event, at: usize) -> Line {
    let post = Desk::new().read(1, &PARTS);
    let part = &post.thread.as_ref().unwrap().parts[at];
    Line {
        part: Some(SentPart { number: part.number, hash: part.hash.clone() }),
        media: (event == Event::Published).then(|| format!("18{at}")),
        container: Some(format!("17{at}")),
        permalink: Some(format!("https://www.threads.com/@my_shop/post/{at}")),
        ..witness::logged(event, 1, &post.hash)
    }
}

/// Returns what the Log gives back to a row with these cells.
fn given_back(lines: &[Line], cells: &[(PostColumn, &str)]) -> RowState {
    let mut desk = Desk::new();
    desk.log_lines = Some(LogLines { lines: lines.to_vec() });
    let row = desk.post(cells);
    let found = desk.plan().posts.into_iter().find(|decision| decision.row == row).unwrap();
    let Step::Restore(known) = found.step else { panic!("not restored: {found:?}") };
    *known
}

#[test]
fn a_row_in_check_is_given_back_a_later_part_that_was_sent() {
    let decided = |at| {
        let mut desk = Desk::new();
        desk.log_lines = Some(LogLines { lines: vec![logged(Event::Sending, at)] });
        let row = add(&mut desk, (State::Check, 1), "Check", &[]);
        desk.decided(row)
    };
    assert_eq!(decided(1), "says CheckAgain");
    assert_eq!(decided(2), "restore Trying, resolve, shows Publishing, says OutcomeUnknown");
}

#[test]
fn a_restored_thread_has_its_account_its_permalink_and_the_part_in_doubt() {
    let first = logged(Event::Published, 0);
    let (address, number) =
        (first.permalink.clone(), |line: &RowState| line.part.as_ref().map(|it| it.number));
    let in_doubt = given_back(&[logged(Event::Sending, 1), first.clone()], &PARTS);
    assert_eq!((in_doubt.state, number(&in_doubt)), (State::Trying, Some(1)));
    let second = logged(Event::Published, 1);
    let queued = given_back(&[second.clone(), first.clone()], &PARTS);
    assert_eq!((queued.state, number(&queued)), (State::Queued, None));
    let all = given_back(&[logged(Event::Published, 2), second, first], &PARTS);
    assert_eq!((all.state, number(&all)), (State::Posted, None));
    for known in [in_doubt, queued, all] {
        assert_eq!(known.sender.as_deref(), Some(SHOP));
        assert_eq!(known.permalink, address);
        assert_eq!(known.media.as_deref(), Some("180"));
    }
}

#[test]
fn attempts_are_counted_for_each_part_separately() {
    let line = given_back(&[logged(Event::Published, 0)], &PARTS);
    assert_eq!((line.state, line.sends, line.given_up), (State::Queued, 0, 0));
    let mut desk = Desk::new();
    let hash = desk.read(1, &[TEXT]).hash;
    let (media, container) = (Some("180".to_owned()), Some("179".to_owned()));
    let part = Some(SentPart { number: 0, hash: "old".to_owned() });
    let posted = RowState {
        media,
        container,
        part,
        sends: 2,
        given_up: 1,
        ..receipt(1, State::Posted, &hash)
    };
    decision(&mut desk, &posted, "", &[]);
    let next = desk.next_line(1).unwrap();
    assert_eq!((next.state, next.sends, next.given_up, next.part), (State::Queued, 0, 0, None));
    assert_eq!((next.container, next.first_sent), (None, None));
}

#[test]
fn a_thread_is_restored_from_whatever_the_row_and_the_log_still_have() {
    // Its further parts were emptied.
    let emptied = given_back(&[logged(Event::Published, 0)], &[TEXT]);
    assert_eq!((emptied.state, emptied.thread.len()), (State::Posted, 1));
    // It was sent without any, and has got some since.
    let hash = Desk::new().read(1, &[TEXT]).hash;
    let alone = witness::logged(Event::Published, 1, &hash);
    let grown = given_back(std::slice::from_ref(&alone), &PARTS);
    assert_eq!((grown.state, grown.thread.len()), (State::Queued, 1));
    // Neither of the two: it is no thread.
    assert_eq!(given_back(&[alone], &[TEXT]).thread, []);
}

#[test]
fn a_restored_thread_is_missed_after_max_late() {
    let state = |late| {
        let at = Some(Desk::new().place.now - late);
        given_back(&[Line { at, ..logged(Event::Published, 0) }], &PARTS).state
    };
    let max_late = Limits::default().max_late;
    assert_eq!(state(max_late), State::Queued);
    assert_eq!(state(max_late + TimeDelta::milliseconds(1)), State::Missed);
}

#[test]
fn a_published_row_that_shows_further_parts_is_given_back_what_was_sent_of_them() {
    let hash = Desk::new().read(1, &[TEXT]).hash;
    let line = RowState { media: Some("180".to_owned()), ..receipt(1, State::Posted, &hash) };
    let decided = |lines: Vec<Line>| {
        let mut desk = Desk::new();
        desk.log_lines = Some(LogLines { lines });
        let line = line.to_string();
        let row = desk.post(&[&PARTS[..], &[(PostColumn::Receipt, line.as_str())]].concat());
        desk.decided(row)
    };
    let first = logged(Event::Published, 0);
    let goes_on = "turn Queued, publish, shows Publishing";
    assert_eq!(decided(vec![first.clone()]), goes_on);
    let in_doubt = "restore Trying, resolve, shows Publishing, says OutcomeUnknown";
    assert_eq!(decided(vec![logged(Event::Sending, 1), first]), in_doubt);
}

#[test]
fn what_another_row_sent_of_the_same_thread_says_nothing_of_one_that_is_under_way() {
    let mut desk = Desk::new();
    let id = "rlost00000".to_owned();
    let lines = [1, 0].map(|at| Line { id: id.clone(), ..logged(Event::Published, at) });
    desk.log_lines = Some(LogLines { lines: lines.to_vec() });
    let row = add(&mut desk, (State::Queued, 1), "Publishing", &[]);
    assert_eq!(desk.decided(row), "publish");
}

#[test]
fn the_media_ids_of_a_row_are_those_of_its_published_parts() {
    let mut desk = Desk::new();
    let of = |line: RowState| finished(line.to_string()).media();
    let thread = line(&desk, 1, &PARTS, State::Queued, 2);
    assert_eq!(of(thread.clone()), ["180", "181"]);
    let own = Some("190".to_owned());
    assert_eq!(of(RowState { media: own.clone(), ..thread.clone() }), ["180", "181"]);
    let alone = RowState { media: own, thread: Vec::new(), ..thread };
    assert_eq!(of(alone.clone()), ["190"]);
    assert!(of(RowState { media: None, ..alone }).is_empty());
    let row = add(&mut desk, (State::Queued, 1), "Publishing", &[]);
    assert_eq!(desk.posts[row - 1].media(), ["180"]);
}

#[test]
fn the_post_of_a_thread_is_not_posted_again_though_all_its_further_parts_were_emptied() {
    use PostColumn as P;
    let emptied = [(P::Reply1, ""), (P::Reply3, "")];
    let already = "shows Published, says AlreadyPublished";
    for n_out in [2, 3] {
        assert_eq!(decided(State::Posted, n_out, "", &emptied), already);
    }
}

#[test]
fn containers_that_were_given_up_are_not_counted_for_the_part_after_one_that_is_put_back() {
    let mut desk = Desk::new();
    let line = RowState { given_up: 2, ..line(&desk, 1, &PARTS, State::Trying, 0) };
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 0)] });
    let Step::Restore(known) = decision(&mut desk, &line, "Publishing", &[]).step else {
        panic!("not restored")
    };
    assert_eq!((known.state, known.given_up, known.sends), (State::Queued, 0, 0));
}
