//! Trees of very many rows, and trees that are drawn by lot.

use super::*;

#[test]
fn thousands_of_rows_are_placed_quickly() {
    let desk = Desk::new();
    let first = desk.read(0, &cells("T1", "1", &[]));
    let mut posts: Vec<Row> = (0..40_000)
        .map(|row| {
            let mut post = PostRow { row: row as usize, ..first.clone() };
            // All of one tree: two with each number, a hundred with none, and half of them with one.
            post.tree.as_mut().unwrap().cells.order = match row {
                0..20_000 => Some(row / 2),
                20_000..20_100 => None,
                _ => Some(7),
            };
            Row::Open(Box::new(post))
        })
        .collect();
    place_in_trees(&mut posts);
    let is_fault = |row: &&Row| match row {
        Row::Open(post) => matches!(post.tree_place(), TreePlace::Fault(_)),
        Row::Finished { .. } => false,
    };
    assert_eq!(posts.iter().filter(is_fault).count(), 40_000);
}

/// What is drawn of a row: its tree, its number, its account, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drawn {
    tree: usize,
    order: Option<u32>,
    is_other_account: bool,
    stage: usize,
}

const OUT: usize = 0;
const DRAFT: usize = 1;

fn is_twin_of(one: &Drawn, other: &Drawn) -> bool {
    let key = |it: &Drawn| (it.tree, it.order, it.is_other_account);
    key(one) == key(other)
}

/// Returns why a row must not stand where it does, by looking at each of the others.
fn wrong(drawn: &[Drawn], at: usize, place: TreePlace) -> Option<&'static str> {
    let own = drawn[at];
    let others = || drawn.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, other)| other);
    let kin = || others().filter(|it| it.tree == own.tree);
    let one_account = || kin().filter(|it| it.is_other_account == own.is_other_account);
    let is_before = |it: &&Drawn| it.order < own.order && it.order.is_some();
    let is_fine =
        !one_account().any(|it| it.stage == OUT && it.order > own.order && it.order.is_some());
    match place {
        TreePlace::First if one_account().next().is_none() => None,
        TreePlace::First => {
            let is_lowest = own.order.is_some() && !one_account().any(|it| is_before(&it));
            let is_sure = one_account().all(|it| it.order.is_some());
            (!is_lowest || !is_sure || !is_fine).then_some("the first")
        }
        // Row 0 is the header.
        TreePlace::Under(row) => {
            let parent = drawn[row - 1];
            let is_of_tree = parent.tree == own.tree && is_before(&&parent);
            let is_of_account = parent.is_other_account == own.is_other_account;
            let is_next = !one_account().any(|it| is_before(&it) && it.order > parent.order);
            let twins = drawn.iter().filter(|it| (it.tree, it.order) == (own.tree, parent.order));
            let twins: Vec<&Drawn> =
                twins.filter(|it| it.is_other_account == own.is_other_account).collect();
            let count =
                |is_it: &dyn Fn(usize) -> bool| twins.iter().filter(|it| is_it(it.stage)).count();
            let is_only = match parent.stage {
                OUT => count(&|stage| stage == OUT) == 1,
                DRAFT => twins.len() == 1,
                _ => count(&|stage| stage != DRAFT) == 1,
            };
            // A row that has the number of one that is out was copied, and who knows what else.
            let is_copy = |it: &&Drawn| {
                it.stage != OUT && drawn.iter().any(|out| is_twin_of(it, out) && out.stage == OUT)
            };
            let is_copied = one_account().filter(is_before).any(|it| is_copy(&it));
            let is_sure = one_account().all(|it| it.order.is_some()) && !is_copied;
            let is_right = is_of_tree && is_of_account && is_next && is_only && is_sure && is_fine;
            (!is_right).then_some("under another one")
        }
        TreePlace::Gone => Some("gone, though nothing was fixed"),
        TreePlace::Unclear(_) | TreePlace::Loading(_) | TreePlace::Fault(_) => None,
    }
}

#[test]
fn random_trees_never_put_a_row_under_a_wrong_parent() {
    let mut seed = 1_u64;
    let mut draw = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % count
    };
    let (mut n_under, mut n_first) = (0, 0);
    let mut base = Desk::new();
    base.account(&[(AccountColumn::Account, "other")]);
    let statuses = ["Published", "Draft", "", "Failed", "Ready"];
    let kinds: Vec<PostRow> = (0..statuses.len() * 2)
        .map(|kind| {
            let account = if kind % 2 == 1 { "other" } else { SHOP };
            let more = [(PostColumn::Account, account), (PostColumn::Status, statuses[kind / 2])];
            let mut post = base.read(1, &cells("T", "1", &more));
            if kind / 2 == OUT {
                let line = receipt(1, State::Posted, &post.hash);
                post.stored = StoredState::Line(Box::new(line));
            }
            post
        })
        .collect();
    for _ in 0..3_000 {
        let drawn: Vec<Drawn> = (0..2 + draw(6))
            .map(|_| Drawn {
                tree: draw(2),
                order: u32::try_from(draw(7)).ok().filter(|order| *order < 6),
                is_other_account: draw(8) == 0,
                stage: draw(statuses.len()),
            })
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        for (row, it) in (1..).zip(&drawn) {
            let kind = it.stage * 2 + usize::from(it.is_other_account);
            let mut post = PostRow { row, ..kinds[kind].clone() };
            let tree = post.tree.as_mut().unwrap();
            tree.cells.id = TreeId::Is(format!("T{}", it.tree).into());
            tree.cells.order = it.order;
            if let StoredState::Line(line) = &mut post.stored {
                line.id = format!("rabcdefg{row}");
            }
            rows.push(Row::Open(Box::new(post)));
        }
        place_in_trees(&mut rows);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| drawn[*at].stage != OUT) {
            let Row::Open(post) = row else { panic!() };
            let place = post.tree_place();
            assert_eq!(wrong(&drawn, at, place), None, "row {} at {place:?}: {drawn:?}", at + 1);
            n_under += usize::from(matches!(place, TreePlace::Under(_)));
            n_first += usize::from(place == TreePlace::First);
        }
    }
    assert!(n_under > 500 && n_first > 1_000, "{n_under} under another one, {n_first} first");
}
