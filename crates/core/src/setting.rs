//! The Settings tab: what holds for the whole desk, each found by its name, in any order.
//!
//! A bad row is a value here, not an error: it costs its own setting alone, whose default holds, or for which posts
//! wait where it was to hold some of them back.

mod registry;
mod value;

pub use registry::{Chosen, Entry, Setting, Unread, UnreadSetting};
pub use value::{posts_a_day, rest};

use super::cell::{Cell, fold};
use super::columns::SettingColumn;
use super::headings::SettingHeadings;
use super::language::Language;

impl Setting {
    /// Finds a setting by its name in either language.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let squeeze = |name: &str| -> String {
            fold(name).chars().filter(|c| !matches!(c, ' ' | '"' | '「' | '」')).collect()
        };
        let wanted = squeeze(name);
        let is_it = |setting: &Self| {
            Language::ALL.iter().any(|language| squeeze(setting.name(*language)) == wanted)
        };
        Self::ALL.into_iter().find(is_it)
    }
}

/// Why a row of the tab sets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingFault {
    /// No setting has this name.
    Unknown,
    /// A row above sets it already.
    Twice {
        /// That row, from 1.
        row: usize,
    },
    /// The value cannot be read, or is too small or too large.
    Value(Setting),
}

/// A row of the tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// The row, from 0.
    pub row: usize,
    /// Whether there is anything in its Setting cell.
    pub is_named: bool,
    /// Which setting it names.
    pub setting: Option<Setting>,
    /// Whether there is anything in its Value cell.
    pub is_set: bool,
    /// Why it sets nothing; `None` also for an empty value.
    pub fault: Option<SettingFault>,
    /// What its Message cell shows.
    pub message: String,
}

/// Reads the tab: what it sets, and its rows that have a name or a message.
#[must_use]
pub fn read(rows: &[Vec<Cell>], headings: &SettingHeadings) -> (Chosen, Vec<SettingRow>) {
    let (mut chosen, mut read) = (Chosen::default(), Vec::<SettingRow>::new());
    let empty = Cell::default();
    let mut is_a_name_loading = false;
    for (row, cells) in rows.iter().enumerate().skip(headings.row_idx + 1) {
        let cell = |column| {
            let index = headings.column(column);
            index.and_then(|index| cells.get(index)).unwrap_or(&empty)
        };
        let (name, value) = (cell(SettingColumn::Setting), cell(SettingColumn::Value));
        let message = cell(SettingColumn::Message).shown_text().to_owned();
        let is_named = !fold(name.shown_text()).is_empty();
        if !is_named && message.is_empty() {
            continue;
        }
        let setting = Setting::find(name.shown_text());
        let above = read.iter().find(|other| setting.is_some() && other.setting == setting);
        let is_loading = value.is_loading();
        let is_set = is_loading || !fold(value.shown_text()).is_empty();
        let fault = match (setting, above) {
            (None, _) if name.is_loading() => {
                is_a_name_loading |= is_set;
                None
            }
            // A heading or a note of a person's own asks for nothing.
            (None, _) => (is_named && is_set).then_some(SettingFault::Unknown),
            // The upper row holds and the lower one is told, so that nobody has to guess which of the two
            // counts.
            (Some(_), Some(above)) => Some(SettingFault::Twice { row: above.row + 1 }),
            (Some(_), None) if !is_set => None,
            (Some(setting), None) if is_loading => {
                chosen.unread.note(setting, true);
                None
            }
            (Some(setting), None) => {
                let is_read = (setting.entry().set)(&mut chosen, value).is_some()
                    || setting.may_be_none() && value::says_none(value);
                (!is_read).then(|| {
                    chosen.unread.note(setting, false);
                    SettingFault::Value(setting)
                })
            }
        };
        read.push(SettingRow { row, is_named, setting, is_set, fault, message });
    }
    if is_a_name_loading {
        // It may be any setting that has no row yet.
        let is_missing = |setting: &Setting| read.iter().all(|row| row.setting != Some(*setting));
        for setting in Setting::ALL.into_iter().filter(is_missing) {
            chosen.unread.note(setting, true);
        }
    }
    (chosen, read)
}

/// Tells whether a tab is a person's own although it has these headers: it has rows, and none of them names a
/// setting. One row alone may be a slip.
#[must_use]
pub fn is_theirs(rows: &[Vec<Cell>], headings: &SettingHeadings) -> bool {
    let (_, rows) = read(rows, headings);
    let n_named = rows.iter().filter(|row| row.is_named).count();
    n_named > 1 && rows.iter().all(|row| row.setting.is_none())
}

/// Tells whether the column Message is a person's own: beside a name stand words that the program never
/// writes, by what `is_ours` says of a sentence.
#[must_use]
pub fn is_message_theirs(
    rows: &[Vec<Cell>],
    headings: &SettingHeadings,
    is_ours: fn(&str) -> bool,
) -> bool {
    let (_, rows) = read(rows, headings);
    let is_foreign = |message: &str| !message.is_empty() && !is_ours(message);
    rows.iter().any(|row| row.is_named && is_foreign(&row.message))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use chrono::TimeDelta;

    use super::*;
    use crate::cell::Value;
    use crate::i18n::settings as words;
    use crate::webhook::Webhook;

    const TOP: [&str; 3] = ["Setting", "Value", "Message"];

    fn english(setting: Setting) -> &'static str {
        setting.name(Language::English)
    }

    /// Returns a tab with these rows below a title and the headers.
    fn tab(rows: &[[&str; 3]]) -> (Vec<Vec<Cell>>, SettingHeadings) {
        let all = [["My settings", "", ""], TOP].into_iter().chain(rows.iter().copied());
        let rows: Vec<Vec<Cell>> = all.map(|row| row.map(Cell::text).to_vec()).collect();
        let headings = SettingHeadings::find(&rows).unwrap();
        (rows, headings)
    }

    #[test]
    fn a_setting_is_found_by_its_name_in_either_language_whatever_its_blanks_and_quotes() {
        for setting in Setting::ALL {
            for language in Language::ALL {
                let name = setting.name(language);
                assert_eq!(Setting::find(name), Some(setting), "{name}");
                assert_eq!(Setting::find(&format!(" \"{name}\" ")), Some(setting), "{name}");
            }
        }
        assert_eq!(Setting::find("Colour"), None);
        assert_eq!(Setting::find(""), None);
    }

    #[test]
    fn each_row_sets_its_setting_or_is_told_why_it_does_not() {
        use SettingFault as F;
        let spacing = english(Setting::Gap);
        let (rows, headings) = tab(&[
            [spacing, "10 minutes", ""],
            [spacing, "5 minutes", ""],
            ["", "", "a message without a name"],
            ["", "a value alone", ""],
            ["Colour", "red", ""],
            ["The others", "", ""],
            [english(Setting::MaxLate), "soon", ""],
            [english(Setting::RefreshWithin), "", ""],
        ]);
        let (chosen, read) = read(&rows, &headings);
        let spacing = Some(TimeDelta::minutes(10));
        assert_eq!(chosen, Chosen { spacing, ..Chosen::default() });
        let found: Vec<_> =
            read.iter().map(|row| (row.row, row.setting, row.is_set, row.fault)).collect();
        let expected = [
            (2, Some(Setting::Gap), true, None),
            (3, Some(Setting::Gap), true, Some(F::Twice { row: 3 })),
            (4, None, false, None),
            (6, None, true, Some(F::Unknown)),
            (7, None, false, None),
            (8, Some(Setting::MaxLate), true, Some(F::Value(Setting::MaxLate))),
            (9, Some(Setting::RefreshWithin), false, None),
        ];
        assert_eq!(found, expected);
        let named: Vec<usize> = read.iter().filter(|row| row.is_named).map(|row| row.row).collect();
        assert_eq!(named, [2, 3, 6, 7, 8, 9]);
    }

    #[test]
    fn a_name_that_is_loading_may_be_any_setting_that_has_no_row() {
        let gap = english(Setting::Gap);
        let unread = |rows: &[[&str; 3]]| {
            let (rows, headings) = tab(rows);
            let (chosen, read) = read(&rows, &headings);
            assert!(read.iter().all(|row| row.fault.is_none()));
            let Unread { marks, posts_a_day, other } = chosen.unread;
            [marks, posts_a_day, other].map(|unread| unread.map(|unread| unread.setting))
        };
        let all = unread(&[["Loading...", "5", ""]]);
        assert_eq!(all[..2], [Some(Setting::OnlyQueued), Some(Setting::PostsADay)]);
        assert!(all[2].is_some());
        let marks = english(Setting::OnlyQueued);
        let repeats = english(Setting::SameTextAfter);
        let rows = [
            ["Loading...", "5", ""],
            [gap, "10m", ""],
            [marks, "", ""],
            [repeats, "", ""],
            [english(Setting::MaxLate), "", ""],
        ];
        assert_eq!(unread(&rows), [None, Some(Setting::PostsADay), None]);
        assert_eq!(unread(&[["Loading...", "", ""]]), [None; 3], "nothing is asked for");
    }

    #[test]
    fn a_value_that_nobody_can_tell_of_a_setting_that_holds_posts_is_noted() {
        for (setting, typed) in [
            (Setting::Gap, "soon"),
            (Setting::SameTextAfter, "a while"),
            (Setting::PostsADay, "a few"),
            (Setting::OnlyQueued, "perhaps"),
        ] {
            assert!(setting.holds_posts());
            for (value, is_loading) in [(typed, false), ("Loading...", true)] {
                let (rows, headings) = tab(&[[english(setting), value, ""]]);
                let (chosen, read) = read(&rows, &headings);
                let Unread { marks, posts_a_day, other } = chosen.unread;
                let noted: Vec<_> = [marks, posts_a_day, other].into_iter().flatten().collect();
                assert_eq!(noted, [UnreadSetting { setting, is_loading }], "{value}");
                assert_eq!(marks.is_some(), setting == Setting::OnlyQueued);
                assert_eq!(posts_a_day.is_some(), setting == Setting::PostsADay);
                assert_eq!(read[0].fault.is_none(), is_loading, "{value}");
            }
        }
    }

    #[test]
    fn a_value_that_the_sheet_is_still_working_out_is_no_fault_in_any_spelling() {
        let mut spellings =
            ["Loading...", "Loading…", "読み込んでいます..."].map(Cell::text).to_vec();
        spellings.push(Cell { value: Value::Loading, ..Cell::default() });
        for setting in Setting::ALL {
            for cell in spellings.iter().filter(|cell| cell.is_loading()) {
                let (mut rows, headings) = tab(&[[english(setting), "", ""]]);
                rows[2][1] = cell.clone();
                let (chosen, read) = read(&rows, &headings);
                assert_eq!((read[0].fault, read[0].is_set), (None, true), "{setting:?} {cell:?}");
                let others = [Setting::RefreshWithin, Setting::Webhook, Setting::Language];
                let waits = chosen.unread != Unread::default();
                assert_eq!(waits, !others.contains(&setting), "{setting:?}");
            }
        }
    }

    #[test]
    fn every_setting_is_taken_from_its_own_row() {
        let values = [
            (Setting::RefreshWithin, "10 days"),
            (Setting::MaxLate, "2 hours"),
            (Setting::Gap, "3 minutes"),
            (Setting::PostsADay, "5件"),
            (Setting::SameTextAfter, "2週間"),
            (Setting::OnlyQueued, "yes"),
            (Setting::Language, "日本語"),
            (Setting::Webhook, "https://chat.example/x"),
        ];
        let cells = values.map(|(setting, value)| [english(setting), value, ""]);
        let (rows, headings) = tab(&cells);
        let expected = Chosen {
            refresh_within: Some(TimeDelta::days(10)),
            max_late: Some(TimeDelta::hours(2)),
            spacing: Some(TimeDelta::minutes(3)),
            posts_a_day: Some(5),
            same_text_after: Some(TimeDelta::days(14)),
            only_queued: Some(true),
            language: Some(Language::Japanese),
            webhook: Webhook::read("https://chat.example/x"),
            unread: Unread::default(),
        };
        assert_eq!(read(&rows, &headings).0, expected);
    }

    #[test]
    fn a_tab_of_other_names_is_a_persons_own_and_one_row_alone_may_be_a_slip() {
        let is_theirs = |rows: &[[&str; 3]]| {
            let (rows, headings) = tab(rows);
            is_theirs(&rows, &headings)
        };
        let (one, other) = (["Colour", "red", ""], ["Size", "XL", ""]);
        assert!(is_theirs(&[one, other]));
        assert!(!is_theirs(&[one, other, [english(Setting::Gap), "", ""]]));
        assert!(!is_theirs(&[one]) && !is_theirs(&[one, ["", "", "a note"]]) && !is_theirs(&[]));
    }

    #[test]
    fn a_limit_may_be_said_to_be_none_in_words_and_nought_may_not() {
        for setting in [Setting::Gap, Setting::PostsADay, Setting::SameTextAfter] {
            let name = setting.entry().name.get(Language::English);
            for (typed, is_read) in
                [("none", true), ("なし", true), ("無制限", true), ("some", false)]
            {
                let rows = [["Setting", "Value"], [name, typed]];
                let rows: Vec<Vec<Cell>> =
                    rows.iter().map(|row| row.map(Cell::text).to_vec()).collect();
                let headings = SettingHeadings::find(&rows).unwrap();
                let (chosen, read) = read(&rows, &headings);
                assert_eq!(read[0].fault.is_none(), is_read, "{name}: {typed}");
                assert_eq!(chosen.unread == Unread::default(), is_read, "{name}: {typed}");
            }
        }
        assert!(!value::says_none(&Cell::text("0")));
    }

    #[test]
    fn words_that_the_program_never_writes_make_the_message_column_a_persons_own() {
        let is_theirs = |rows: &[[&str; 3]]| {
            let (rows, headings) = tab(rows);
            is_message_theirs(&rows, &headings, words::is_ours)
        };
        let ours = words::fault(SettingFault::Unknown, Language::English);
        assert!(is_theirs(&[["Colour", "red", ""], ["Size", "XL", "ask Tom"]]));
        assert!(!is_theirs(&[["Colour", "red", &ours], ["Size", "XL", ""]]));
        assert!(!is_theirs(&[["", "", "ask Tom"]]), "beside no name");
    }
}
