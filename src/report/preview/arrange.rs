//! The order of the cards: by section and time, with every part behind the post that it answers.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{Answers, Card, Preview, Section};
use threadsheet_core::upcoming::Stage;

/// A part further down than this begins a thread of its own, so that no sheet makes us climb
/// without end.
const PARTS_MAX: usize = 500;

impl Preview {
    /// Puts the cards into their order, and notes which of them answers the one before it.
    #[must_use]
    pub fn arrange(mut self) -> Self {
        let mut left: Vec<Option<Card>> =
            std::mem::take(&mut self.cards).into_iter().map(Some).collect();
        let rows: HashMap<usize, usize> = left
            .iter()
            .enumerate()
            .filter_map(|(at, card)| Some((card.as_ref()?.row, at)))
            .collect();
        let parent = |card: &Card| match card.answers {
            Some(Answers::Row(row)) => rows.get(&row).copied(),
            _ => None,
        };
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); left.len()];
        let mut roots = Vec::new();
        for (at, card) in left.iter().flatten().enumerate() {
            match parent(card) {
                Some(parent) if parent != at => children[parent].push(at),
                _ => roots.push(at),
            }
        }
        roots.sort_by_key(|at| left[*at].as_ref().map(|card| self.place(card)));
        // Whatever hangs together in a circle has no root, and is shown nevertheless.
        let all = roots.into_iter().chain(0..left.len());
        for root in all.collect::<Vec<_>>() {
            let mut next = vec![root];
            while let Some(at) = next.pop() {
                // Shown already: taken once, no card comes twice, whatever circles the answers make.
                let Some(mut card) = left[at].take() else { continue };
                card.is_part = parent(&card).is_some()
                    && self
                        .cards
                        .last()
                        .is_some_and(|last| card.answers == Some(Answers::Row(last.row)))
                    && next.len() < PARTS_MAX;
                self.cards.push(card);
                // Reversed, because the last one in is the first one out.
                next.extend(children[at].iter().rev());
            }
        }
        self
    }

    /// Returns the sections in their order, each with its threads; a thread is a post with its parts.
    #[must_use]
    pub fn sections(&self) -> Vec<(Section, Vec<&[Card]>)> {
        let mut sections: Vec<(Section, Vec<&[Card]>)> = Vec::new();
        for thread in self.cards.chunk_by(|_, card| card.is_part) {
            let Some(first) = thread.first() else { continue };
            let section = match (&first.answers, sections.last()) {
                // A second answer to the same post stays with it.
                (Some(Answers::Row(row)), Some((section, threads)))
                    if threads.iter().copied().flatten().any(|card| card.row == *row) =>
                {
                    *section
                }
                _ => self.section(first),
            };
            match sections.last_mut() {
                Some((last, threads)) if *last == section => threads.push(thread),
                _ => sections.push((section, vec![thread])),
            }
        }
        sections
    }

    fn section(&self, card: &Card) -> Section {
        match (card.stage, card.when) {
            (stage, _) if stage.is_stopped() => Section::NeedsPerson,
            (Stage::NextRun | Stage::UnderWay, _) => Section::NextRun,
            (Stage::NextRuns, _) => Section::NextRuns,
            (Stage::Draft, _) => Section::Drafts,
            (Stage::Waiting, _) if card.is_wrong => Section::NeedsPerson,
            (Stage::Waiting, Some(when)) if when <= self.at => Section::Waiting,
            (Stage::Waiting, None) => Section::Waiting,
            (_, Some(when)) => Section::Day(self.local(when).date_naive()),
            (_, None) => Section::Undated,
        }
    }

    fn place(&self, card: &Card) -> (Section, DateTime<Utc>, usize) {
        (self.section(card), card.when.unwrap_or(DateTime::<Utc>::MAX_UTC), card.row)
    }
}
