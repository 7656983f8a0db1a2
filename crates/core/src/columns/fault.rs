//! Why an optional cell stops its post, without the sentence: `i18n` says it in each language.

use crate::media::MediaFault;
use crate::text::TextFault;

/// Why an optional cell stops its post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionFault {
    /// A formula error, by its shown name.
    Error(String),
    /// An alt text longer than [`super::alt_text::ALT_TEXT_MAX`]; it is never cut.
    AltTooLong {
        /// Which medium's, counted from 1.
        line: usize,
        /// How long it is, in characters.
        length: usize,
    },
    /// More lines of alt text than media.
    AltTooMany {
        /// Lines in the cell.
        n_lines: usize,
        /// Media of the post.
        n_media: usize,
    },
    /// A topic longer than [`super::topic::TOPIC_MAX`].
    TopicTooLong(String),
    /// A topic with a full stop or an ampersand in it.
    TopicSign(String),
    /// More than one topic.
    TopicSeveral(String),
    /// Not one web address.
    Link(String),
    /// An address that only one computer or network can reach.
    LinkPrivate(String),
    /// Words behind which a link lies, or a chip.
    LinkBehind(String),
    /// A link attachment beside images or videos: Threads takes one with text alone.
    LinkWithMedia,
    /// An unknown word for who can reply.
    ReplyControl(String),
    /// Neither the row above, nor a post.
    ReplyTo(String),
    /// No whole number, for a row's place in its tree.
    TreeOrder(String),
    /// A row's place in a tree, as the cell shows it, and no tree.
    OrderWithoutTree(String),
    /// No country, among those where a post is to be seen.
    Country(String),
    /// The text of a further part of a thread.
    Text(TextFault),
    /// The images and videos of a further part of a thread.
    Media(MediaFault),
    /// No length of time that a reply can be kept back.
    Length {
        /// Why.
        why: LengthFault,
        /// What the cell shows.
        read: String,
    },
    /// The desk has lost the column that said how long the next part of a thread is kept back.
    ColumnGone,
    /// The account is none of those that may choose countries.
    CountriesNotAllowed,
}

/// Why a text is no length of time that a reply can be kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthFault {
    /// It is something else.
    Unreadable,
    /// A number without a unit.
    WithoutUnit,
    /// It lies before the other post.
    Negative,
    /// It is longer than a week.
    TooLong,
    /// A formula with another result each time.
    Volatile,
}
