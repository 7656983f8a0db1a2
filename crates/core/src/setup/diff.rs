//! A tab of ours on its way to being complete: which columns stand, which are added, what each lacks.

use chrono::NaiveDateTime;

use super::desired::{Column, Kind, formatted, lacking, made};
use super::observed::ObservedTab;
use super::posts::Names;
use super::step::{Area, Colour, Entry, Step};
use super::tab;
use super::{Addition, Places, accounts, posts};
use crate::cell::column_letters;
use crate::columns::{AccountColumn, PostColumn, PostStatus};
use crate::headings::{Headings, PartialHeaders};
use crate::i18n::{desk, lists};
use crate::language::Language;
use crate::reason::Found;

/// How many rows a new tab has.
const NEW_ROWS: usize = 1000;
const COLOUR: Colour = Colour(31, 78, 95);

/// What a tab was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Blank,
    InUse,
}

/// A tab, and what is meant to be in it.
pub(super) struct TabDiff {
    tab: ObservedTab,
    before: Before,
    /// The header row, from 0.
    row: usize,
    language: Language,
    /// Columns that stand under headers of their own.
    standing: Vec<(usize, Column)>,
    /// Columns that are added, from left to right.
    added: Vec<Column>,
    /// Where the names of accounts are, in a tab of accounts.
    names_column: usize,
    /// What a tab gets that was empty, beside its columns.
    extras: Vec<Step>,
    /// Headers that a person may add.
    optional: Vec<&'static str>,
    /// A person's own columns of a name of ours: where they are, and what ours is called beside them.
    foreign: Vec<(usize, &'static str)>,
}

impl TabDiff {
    pub(super) fn of_accounts(found: tab::Found<AccountColumn>, language: Language) -> Self {
        let column = |column| accounts::column(column, language);
        let needed = |headings: &Headings<AccountColumn>| absent(headings, &accounts::OF_PROGRAM);
        let (mut diff, partial) = Self::of(found, language);
        let Some(PartialHeaders { headings, missing }) = partial else {
            diff.added = accounts::NEW.map(column).to_vec();
            let sheet_id = diff.tab.sheet_id;
            let at = accounts::NEW.iter().position(|one| *one == AccountColumn::Enabled);
            diff.extras = at.map(|at| accounts::boxes(sheet_id, 0, at)).unwrap_or_default();
            return diff;
        };
        let column =
            |one: AccountColumn| Column { header: headings.own_header(one), ..column(one) };
        let standing = |one: AccountColumn| Some((headings.column(one)?, column(one)));
        let foreign = headings.foreign().into_iter();
        diff.foreign = foreign.map(|(one, at)| (at, headings.own_header(one))).collect();
        diff.standing = AccountColumn::ALL.into_iter().filter_map(standing).collect();
        diff.optional = absent(&headings, &accounts::OPTIONAL)
            .into_iter()
            .map(|column| column.header(language))
            .collect();
        // A tab without the column gets it as the first of those that are added.
        let names = headings.column(AccountColumn::Account);
        diff.names_column = names.unwrap_or_else(|| diff.tab.first_free());
        diff.added = missing.into_iter().chain(needed(&headings)).map(column).collect();
        diff
    }

    pub(super) fn of_posts(
        found: tab::Found<PostColumn>,
        language: Language,
        names: &Names,
        example: Option<NaiveDateTime>,
    ) -> Self {
        let column = |column| posts::column(column, language, names);
        let (mut diff, partial) = Self::of(found, language);
        let Some(PartialHeaders { headings, missing }) = partial else {
            diff.added = posts::new().into_iter().map(column).collect();
            diff.add_count();
            diff.add_example(example);
            return diff;
        };
        let column = |one: PostColumn| Column { header: headings.own_header(one), ..column(one) };
        let standing = |one: PostColumn| Some((headings.column(one)?, column(one)));
        let foreign = headings.foreign().into_iter();
        diff.foreign = foreign.map(|(one, at)| (at, headings.own_header(one))).collect();
        diff.standing = PostColumn::ALL.into_iter().filter_map(standing).collect();
        diff.optional = absent(&headings, &posts::optional())
            .into_iter()
            .map(|column| column.header(language))
            .collect();
        let of_program: Vec<PostColumn> = PostColumn::written().collect();
        let of_program = absent(&headings, &of_program);
        diff.added = missing.into_iter().chain(of_program).map(column).collect();
        diff
    }

    /// Returns an empty diff, and the headers that were found, if any were.
    fn of<C>(found: tab::Found<C>, language: Language) -> (Self, Option<PartialHeaders<C>>) {
        let (tab, before, partial) = match found {
            tab::Found::Nowhere(name, sheet_id) => {
                let title = name.title(language).to_owned();
                let tab = ObservedTab { sheet_id, title, rows: NEW_ROWS, ..ObservedTab::default() };
                (tab, Before::Nothing, None)
            }
            tab::Found::Blank(tab, _) => (tab, Before::Blank, None),
            tab::Found::InUse(tab, partial) => (tab, Before::InUse, Some(*partial)),
        };
        let row = partial.as_ref().map_or(0, |partial| partial.headings.row_idx);
        let diff = Self {
            tab,
            before,
            row,
            language,
            standing: Vec::new(),
            added: Vec::new(),
            names_column: 0,
            extras: Vec::new(),
            optional: Vec::new(),
            foreign: Vec::new(),
        };
        (diff, partial)
    }

    /// Returns the range with the accounts' names, and what it shows.
    pub(super) fn names(&self) -> Names {
        let letters = column_letters(self.names_column);
        // A1 notation doubles a quote within a quoted title.
        let title = self.tab.title.replace('\'', "''");
        // A1 notation counts rows from 1.
        let (first, last) = (self.row + 2, self.tab.rows.max(self.row + 2));
        let shown = self.tab.below(self.row, self.names_column);
        let shown = shown.map(|observed| observed.cell.shown_text().to_owned());
        Names {
            range: format!("='{title}'!${letters}${first}:${letters}${last}"),
            known: shown.filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Counts the characters beside the text.
    fn add_count(&mut self) {
        let text = posts::new().iter().position(|column| *column == PostColumn::Text).unwrap_or(0);
        self.added.insert(text + 1, posts::count(self.language));
        let (entry, format) = posts::counting(self.row, text, self.language);
        let (sheet_id, row, column) = (self.tab.sheet_id, self.row, text + 1);
        let columns = column..column + 1;
        let area = Area { sheet_id, first_row: row, end_row: Some(row + 1), columns };
        self.extras
            .extend([Step::Enter { sheet_id, row, column, entry }, Step::Format(area, format)]);
    }

    fn add_example(&mut self, at: Option<NaiveDateTime>) {
        let entry = |column: PostColumn| match column {
            PostColumn::Text => Some(Entry::Text(desk::EXAMPLE_TEXT.say(self.language).to_owned())),
            PostColumn::PublishAt => at.map(Entry::DateTime),
            PostColumn::Status => {
                Some(Entry::Text(PostStatus::Draft.word(self.language).to_owned()))
            }
            _ => None,
        };
        let (sheet_id, row) = (self.tab.sheet_id, self.row + 1);
        let step = |column: PostColumn| {
            let header = column.header(self.language);
            let column_idx = self.added.iter().position(|design| design.header == header)?;
            Some(Step::Enter { sheet_id, row, column: column_idx, entry: entry(column)? })
        };
        let steps: Vec<Step> = posts::new().into_iter().filter_map(step).collect();
        self.extras.extend(steps);
    }

    /// Returns which further headers a person may add.
    pub(super) fn hint(&self, said_in: Language) -> Option<String> {
        let headers = lists::items(&self.optional, said_in);
        let may_add = desk::MAY_ADD.say(said_in);
        let tab = &self.tab.title;
        (!self.optional.is_empty()).then(|| format!("{tab}: {may_add}{headers}"))
    }

    /// Returns what is said of a person's own columns that have a name of ours.
    pub(super) fn left_alone(&self, said_in: Language) -> Vec<String> {
        let found = |(column, own): &(usize, &'static str)| {
            let (tab, header) = (&self.tab.title, self.tab.shown(self.row, *column));
            Found::ForeignColumn { tab, column: *column, header, own }.say(said_in)
        };
        self.foreign.iter().map(found).collect()
    }

    /// Returns what the tab lacks; what is said of it is said in that language.
    pub(super) fn additions(&self, places: &mut Places, said_in: Language) -> Vec<Addition> {
        match self.before {
            Before::InUse => self.completed(said_in),
            Before::Nothing | Before::Blank => vec![self.laid_out(places, said_in)],
        }
    }

    fn laid_out(&self, places: &mut Places, said_in: Language) -> Addition {
        let Self { tab, row, language, .. } = self;
        let (sheet_id, title) = (tab.sheet_id, tab.title.clone());
        let mut steps = Vec::new();
        let words = if self.before == Before::Nothing {
            let (rows, columns, index) = (tab.rows, self.added.len(), places.next());
            let words = desk::tab(&title, said_in);
            steps.push(Step::AddTab { sheet_id, title, rows, columns, index, colour: COLOUR });
            words
        } else {
            steps.extend(self.grown(0));
            desk::filled(&title, said_in)
        };
        // A person who has frozen rows, whichever, has chosen.
        if tab.frozen == 0 {
            steps.push(Step::Freeze { sheet_id, rows: row + 1 });
        }
        // New colour rules go after the existing ones, which keep their precedence.
        let mut rules = tab.rules;
        for (column, design) in self.added.iter().enumerate() {
            // The header of the count is its formula's own.
            let is_count = design.header == desk::COUNT_HEADER.say(*language);
            let make = if is_count { formatted } else { made };
            steps.extend(make(tab, *row, column, design));
            let lacking = lacking(tab, *row, column, design, &mut rules);
            steps.extend(lacking.into_iter().map(|(_, step)| step));
        }
        // The extras are entries in cells, so they follow the steps that make the columns.
        steps.extend(self.extras.iter().cloned());
        Addition { words, steps }
    }

    /// Makes room for the columns that are added from `first` on.
    fn grown(&self, first: usize) -> Option<Step> {
        // Columns are added at the right end only: inserting one would move a person's columns.
        let count = (first + self.added.len()).saturating_sub(self.tab.columns);
        let sheet_id = self.tab.sheet_id;
        (count > 0).then_some(Step::AddColumns { sheet_id, count })
    }

    fn completed(&self, said_in: Language) -> Vec<Addition> {
        let Self { tab, row, .. } = self;
        let mut rules = tab.rules;
        let mut found: Vec<(Kind, &'static str, Step)> = Vec::new();
        let first = tab.first_free();
        let grown = self.grown(first).into_iter().map(|step| (Kind::Column, "", step));
        found.extend(grown);
        for (at, design) in self.added.iter().enumerate() {
            let lacking = lacking(tab, *row, first + at, design, &mut rules);
            let steps = made(tab, *row, first + at, design).into_iter();
            let steps = steps.chain(lacking.into_iter().map(|(_, step)| step));
            found.extend(steps.map(|step| (Kind::Column, design.header, step)));
        }
        // Rules are numbered in the order in which they are made, and columns come first.
        for (column, design) in &self.standing {
            let lacking = lacking(tab, *row, *column, design, &mut rules);
            found.extend(lacking.into_iter().map(|(kind, step)| (kind, design.header, step)));
        }
        let kinds = [Kind::Column, Kind::Choices, Kind::Colours, Kind::Warning, Kind::Note];
        kinds.into_iter().filter_map(|kind| gathered(kind, &found, &tab.title, said_in)).collect()
    }
}

/// Puts all steps of one kind together, with the headers that they are about.
fn gathered(
    kind: Kind,
    found: &[(Kind, &'static str, Step)],
    title: &str,
    language: Language,
) -> Option<Addition> {
    let of_kind = || found.iter().filter(|(one, ..)| *one == kind);
    let mut headers: Vec<&str> = of_kind().map(|(_, header, _)| *header).collect();
    headers.retain(|header| !header.is_empty());
    // One header has several steps of a kind, which stand next to each other.
    headers.dedup();
    let say = match kind {
        Kind::Column => desk::columns,
        Kind::Note => desk::notes,
        Kind::Choices => desk::choices,
        Kind::Colours => desk::colours,
        Kind::Warning => desk::warning,
    };
    let steps: Vec<Step> = of_kind().map(|(.., step)| step.clone()).collect();
    (!steps.is_empty()).then(|| Addition { words: say(title, &headers, language), steps })
}

/// Returns those of the wanted columns that have no header.
fn absent<C: Copy + Ord>(headings: &Headings<C>, wanted: &[C]) -> Vec<C> {
    wanted.iter().copied().filter(|column| headings.column(*column).is_none()).collect()
}
