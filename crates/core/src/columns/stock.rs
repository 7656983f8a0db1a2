//! The columns of the tab Stock: those of Posts that make a post, and how often it is used.

use super::entry::Writer;
use super::names::{Named, Names, header_beside_in, header_in, written};
use super::posts::PostColumn;
use crate::language::{Language, PerLanguage};

/// A column of the Stock tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StockColumn {
    /// A column of Posts that a person fills in.
    Post(PostColumn),
    /// By which rule it is used.
    When,
    /// How long at least lies between two uses.
    Rest,
    /// How often it is used at most.
    Times,
    /// Until when it is used.
    Until,
    /// How often it was used.
    Used,
    /// When it was used last.
    LastUsed,
    /// Plain words for the person.
    Message,
    /// The row's own state, for the program alone.
    Receipt,
}

/// Tells whether a column of Posts makes a part of the post itself. When the post goes out, and what it answers, is
/// said by the rule, and by nothing.
const fn is_content(column: PostColumn) -> bool {
    let is_of_person = matches!(column.entry().writer, Writer::Person);
    let is_of_time = matches!(column, PostColumn::PublishAt | PostColumn::Date | PostColumn::Time);
    let is_of_chain =
        matches!(column, PostColumn::ReplyTo | PostColumn::TreeId | PostColumn::TreeOrder);
    is_of_person && !is_of_time && !is_of_chain
}

const fn n_content() -> usize {
    let (mut n, mut at) = (0, 0);
    while at < PostColumn::ALL.len() {
        n += is_content(PostColumn::ALL[at]) as usize;
        at += 1;
    }
    n
}

/// The columns with everything that they may be called.
pub(crate) const STOCK_NAMES: &[Named<StockColumn>] = &{
    let status = Named {
        column: StockColumn::Post(PostColumn::Status),
        names: &PostColumn::Status.entry().names,
    };
    let mut named = [status; n_content() + 1 + OWN_NAMES.len()];
    let (mut at, mut next) = (0, 1);
    while at < PostColumn::ALL.len() {
        let column = PostColumn::ALL[at];
        if is_content(column) {
            let names = &column.entry().names;
            named[next] = Named { column: StockColumn::Post(column), names };
            next += 1;
        }
        at += 1;
    }
    at = 0;
    while at < OWN_NAMES.len() {
        named[next + at] = OWN_NAMES[at];
        at += 1;
    }
    named
};

const OWN_NAMES: [Named<StockColumn>; 8] = [
    Named {
        column: StockColumn::When,
        names: &Names::new(PerLanguage { en: "When", ja: "いつ" }, &[]),
    },
    Named {
        column: StockColumn::Rest,
        names: &Names::new(PerLanguage { en: "Rest", ja: "間隔" }, &[]),
    },
    Named {
        column: StockColumn::Times,
        names: &Names::new(PerLanguage { en: "Times", ja: "回数" }, &[]),
    },
    Named {
        column: StockColumn::Until,
        names: &Names::new(PerLanguage { en: "Until", ja: "期限" }, &[]),
    },
    Named { column: StockColumn::Used, names: &written!(en: "Used", ja: "使用回数") },
    Named { column: StockColumn::LastUsed, names: &written!(en: "Last used", ja: "最終使用") },
    Named { column: StockColumn::Message, names: &written!(en: "Message", ja: "メッセージ") },
    Named { column: StockColumn::Receipt, names: &written!(en: "Receipt", ja: "受付番号") },
];

impl StockColumn {
    /// The columns that the program writes.
    pub const WRITTEN: [Self; 4] = [Self::Used, Self::LastUsed, Self::Message, Self::Receipt];

    /// The columns that a new tab has.
    pub const NEW: [Self; 12] = [
        Self::Post(PostColumn::Account),
        Self::Post(PostColumn::Text),
        Self::When,
        Self::Rest,
        Self::Times,
        Self::Until,
        Self::Post(PostColumn::Media),
        Self::Post(PostColumn::Status),
        Self::Used,
        Self::LastUsed,
        Self::Message,
        Self::Receipt,
    ];

    /// Returns the columns of Posts that make a post.
    pub fn content() -> impl Iterator<Item = PostColumn> + Clone {
        PostColumn::ALL.into_iter().filter(|column| is_content(*column))
    }

    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(STOCK_NAMES, &self, language)
    }

    /// Returns the header of the program's own column beside a person's of the usual name.
    #[must_use]
    pub fn header_beside(self, language: Language) -> &'static str {
        header_beside_in(STOCK_NAMES, &self, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stock_row_has_every_column_of_a_post_but_those_of_its_time() {
        let content: Vec<PostColumn> = StockColumn::content().collect();
        assert!(content.contains(&PostColumn::Text) && content.contains(&PostColumn::Reply9));
        for column in [PostColumn::PublishAt, PostColumn::ReplyTo, PostColumn::Permalink] {
            assert!(!content.contains(&column), "{column:?}");
        }
        for column in content {
            let header = StockColumn::Post(column).header(Language::Japanese);
            assert_eq!(header, column.header(Language::Japanese));
        }
    }

    #[test]
    fn every_column_of_a_new_tab_has_a_header_of_its_own() {
        for language in Language::ALL {
            let mut headers = StockColumn::NEW.map(|column| column.header(language));
            headers.sort_unstable();
            assert!(headers.windows(2).all(|pair| pair[0] != pair[1]), "{headers:?}");
            assert!(headers.iter().all(|header| !header.is_empty()));
        }
    }
}
