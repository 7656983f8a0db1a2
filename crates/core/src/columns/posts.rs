//! The registry: every column of the tab Posts, and the entry that says everything about it.

use super::entry::{Content, Entry, Value, Writer};
use super::fault::OptionFault;
use super::names::{Named, header_beside_in, header_in};
use super::{
    alt_text, core_columns, countries, link, replies, reply_after, reply_control, reply_to, topic,
    tree,
};
use crate::cell::Cell;
use crate::language::Language;

/// Makes of each line a variant of [`PostColumn`] and its entry, so that none can be without the other.
macro_rules! registry {
    ($($(#[$doc:meta])* $column:ident => $entry:path,)+) => {
        /// A column of the Posts tab.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum PostColumn {
            $($(#[$doc])* $column,)+
        }

        impl PostColumn {
            /// Every column; a tab has [`Self::PublishAt`], or [`Self::Date`] and [`Self::Time`].
            pub const ALL: [Self; [$(Self::$column),+].len()] = [$(Self::$column),+];

            /// Returns everything about the column.
            #[must_use]
            pub const fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$column => &$entry,)+
                }
            }
        }
    };
}

// Their order is that in which cells are read and a row's faults are told, and in which the program makes its own
// columns: a new optional column goes before Status.
registry! {
    /// Which account posts.
    Account => core_columns::ACCOUNT,
    /// The text of the post.
    Text => core_columns::TEXT,
    /// Date and time in one cell.
    PublishAt => core_columns::PUBLISH_AT,
    /// The date, where the time has a column of its own.
    Date => core_columns::DATE,
    /// The time of day, beside [`PostColumn::Date`].
    Time => core_columns::TIME,
    /// URLs of images and videos; may be several columns.
    Media => core_columns::MEDIA,
    /// One line for each medium.
    AltText => alt_text::ENTRY,
    /// The topic tag.
    Topic => topic::ENTRY,
    /// The link attachment.
    Link => link::ENTRY,
    /// Who can reply.
    ReplyControl => reply_control::ENTRY,
    /// What the post replies to.
    ReplyTo => reply_to::ENTRY,
    /// Where alone it can be seen.
    Countries => countries::ENTRY,
    /// The first further part of a thread.
    Reply1 => replies::REPLY_1,
    /// The second further part of a thread.
    Reply2 => replies::REPLY_2,
    /// The third further part of a thread.
    Reply3 => replies::REPLY_3,
    /// The fourth further part of a thread.
    Reply4 => replies::REPLY_4,
    /// The fifth further part of a thread.
    Reply5 => replies::REPLY_5,
    /// The sixth further part of a thread.
    Reply6 => replies::REPLY_6,
    /// The seventh further part of a thread.
    Reply7 => replies::REPLY_7,
    /// The eighth further part of a thread.
    Reply8 => replies::REPLY_8,
    /// The ninth further part of a thread.
    Reply9 => replies::REPLY_9,
    /// How long after the post its first reply goes out.
    ReplyAfter => reply_after::ENTRY,
    /// Which rows make up one thread, in the sheets of other tools.
    TreeId => tree::ID,
    /// The row's place among them.
    TreeOrder => tree::ORDER,
    /// Where the post stands.
    Status => core_columns::STATUS,
    /// When it went out.
    PublishedAt => core_columns::PUBLISHED_AT,
    /// Its URL.
    Permalink => core_columns::PERMALINK,
    /// Plain words for the person.
    Message => core_columns::MESSAGE,
    /// The row's own state, for the program alone.
    Receipt => core_columns::RECEIPT,
}

const N_COLUMNS: usize = PostColumn::ALL.len();

/// The columns with everything that they may be called.
pub(crate) const POST_NAMES: &[Named<PostColumn>] = &{
    let first = PostColumn::ALL[0];
    let mut named = [Named { column: first, names: &first.entry().names }; N_COLUMNS];
    let mut at = 1;
    while at < N_COLUMNS {
        let column = PostColumn::ALL[at];
        named[at] = Named { column, names: &column.entry().names };
        at += 1;
    }
    named
};

impl PostColumn {
    /// Returns the header in a language.
    #[must_use]
    pub fn header(self, language: Language) -> &'static str {
        header_in(POST_NAMES, &self, language)
    }

    /// Returns the header of the program's own column beside a person's of the usual name.
    #[must_use]
    pub fn header_beside(self, language: Language) -> &'static str {
        header_beside_in(POST_NAMES, &self, language)
    }

    /// Returns the columns that the program alone writes.
    pub fn written() -> impl Iterator<Item = Self> + Clone {
        Self::ALL.into_iter().filter(|column| column.entry().writer == Writer::Program)
    }

    /// Returns the columns that the program writes, alone or in answer to a person, the Receipt aside.
    pub fn shown_by_program() -> impl Iterator<Item = Self> + Clone {
        let is_shown =
            |column: &Self| column.entry().writer != Writer::Person && *column != Self::Receipt;
        Self::ALL.into_iter().filter(is_shown)
    }

    /// Returns the columns of one cell that a person alone fills in: all but Media.
    pub fn typed() -> impl Iterator<Item = Self> + Clone {
        let is_typed =
            |column: &Self| column.entry().writer == Writer::Person && *column != Self::Media;
        Self::ALL.into_iter().filter(is_typed)
    }

    /// Returns those of them that make another post of their row where they say something else.
    pub(crate) fn of_the_post() -> impl Iterator<Item = Self> + Clone {
        Self::typed().filter(|column| column.entry().is_in_fingerprint)
    }

    /// Returns the columns whose cells are read by their entries alone.
    pub fn options() -> impl Iterator<Item = (Self, &'static Content)> + Clone {
        Self::ALL.into_iter().filter_map(|column| Some((column, column.entry().content.as_ref()?)))
    }

    /// Reads a cell of a post with so many media by the column's entry.
    ///
    /// # Errors
    ///
    /// [`OptionFault`] for what Threads does not take.
    pub fn read(self, cell: &Cell, n_media: usize) -> Result<Option<Value>, OptionFault> {
        self.entry().content.as_ref().map_or(Ok(None), |content| (content.read)(cell, n_media))
    }
}

impl PostColumn {
    /// The columns of the further parts of a thread, in their order.
    pub const REPLIES: [Self; 9] = [
        Self::Reply1,
        Self::Reply2,
        Self::Reply3,
        Self::Reply4,
        Self::Reply5,
        Self::Reply6,
        Self::Reply7,
        Self::Reply8,
        Self::Reply9,
    ];

    /// Returns the number of the part of a thread that the column holds, from 1; none for any other column.
    #[must_use]
    pub fn part(self) -> Option<u8> {
        Self::REPLIES.into_iter().zip(1..).find(|(column, _)| *column == self).map(|(_, at)| at)
    }

    /// Returns the column of a part by its number: 0 is the post itself.
    #[must_use]
    pub fn of_part(number: u8) -> Self {
        let at = usize::from(number).checked_sub(1);
        at.and_then(|at| Self::REPLIES.get(at)).copied().unwrap_or(Self::Text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_columns_share_a_key_or_a_form_field() {
        let keys: HashSet<&str> =
            PostColumn::ALL.into_iter().map(|column| column.entry().key).collect();
        assert_eq!(keys.len(), N_COLUMNS);
        let parameters: Vec<&str> =
            PostColumn::options().map(|(_, content)| content.parameter).collect();
        let different: HashSet<&&str> = parameters.iter().collect();
        assert_eq!(different.len(), parameters.len());
    }

    #[test]
    fn a_column_that_the_program_writes_has_no_other_names_and_one_for_beside_a_persons_own() {
        for column in PostColumn::written() {
            let names = &column.entry().names;
            assert!(names.aliases.is_empty() && names.beside.is_some(), "{column:?}");
        }
        for column in PostColumn::typed() {
            assert_eq!(column.entry().names.beside, None, "{column:?}");
        }
    }

    #[test]
    fn a_part_is_named_by_the_number_of_its_column() {
        for (at, column) in PostColumn::REPLIES.into_iter().enumerate() {
            let number = u8::try_from(at + 1).unwrap_or_default();
            assert_eq!(column.entry().key, format!("reply-{number}"));
            assert_eq!((column.part(), PostColumn::of_part(number)), (Some(number), column));
        }
        assert_eq!((PostColumn::Text.part(), PostColumn::of_part(0)), (None, PostColumn::Text));
    }
}
