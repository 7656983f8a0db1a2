//! What is said about the optional cells of a post: Alt text, Topic, Link …

use super::media::media_of;
use super::{formula_error, quoted, text_of};
use crate::columns::alt_text::ALT_TEXT_MAX;
use crate::columns::topic::TOPIC_MAX;
use crate::columns::{LengthFault, OptionFault, PostColumn, ReplyControl};
use crate::i18n::display::{short, thousands};
use crate::i18n::en::LANGUAGE;
use crate::schedule::DELAY_DAYS_MAX;

/// Of an address that nobody else can open.
const PRIVATE: &str = "this address works only inside your own computer or network. Paste one that everybody can open.";

/// Of words that have a link behind them.
const BEHIND: &str = "these words have a link behind them. Paste the address itself, https://…";

pub(crate) fn option(column: PostColumn, fault: &OptionFault) -> String {
    let header = |column: PostColumn| quoted(column.header(LANGUAGE));
    match fault {
        OptionFault::Error(error) => formula_error(&header(column), error),
        OptionFault::AltTooLong { line, length } => alt_too_long(*line, *length),
        OptionFault::AltTooMany { n_lines, n_media } => alt_too_many(*n_lines, *n_media),
        OptionFault::TopicTooLong(read) => {
            topic(read, &format!("a topic has at most {TOPIC_MAX} characters. Shorten it."))
        }
        OptionFault::TopicSign(read) => {
            topic(read, "a topic cannot contain a full stop or &. Remove them.")
        }
        OptionFault::TopicSeveral(read) => {
            topic(read, "a post has one topic only. Keep one of them.")
        }
        OptionFault::LinkWithMedia => {
            let link = quoted(PostColumn::Link.header(LANGUAGE));
            let media = quoted(PostColumn::Media.header(LANGUAGE));
            format!(
                "Threads shows a link card only under a post without images or videos. Empty {link} or {media}, or put the address into the text."
            )
        }
        OptionFault::Link(read) => {
            let (header, read) = (header(PostColumn::Link), short(read));
            format!(
                "{header} says \"{read}\", which is not one web address. Type a single address that begins with https://."
            )
        }
        OptionFault::LinkPrivate(read) => link(read, PRIVATE),
        OptionFault::LinkBehind(read) => link(read, BEHIND),
        OptionFault::ReplyControl(read) => {
            let (header, read) = (header(PostColumn::ReplyControl), short(read));
            let choices = ReplyControl::ALL.map(|choice| choice.label(LANGUAGE));
            let choices = choices.join(", ");
            format!(
                "{header} says \"{read}\", which is not a known choice. Leave it empty, or use one of: {choices}."
            )
        }
        OptionFault::Country(read) => {
            let (header, read) = (header(PostColumn::Countries), short(read));
            format!(
                "{header} says \"{read}\", which is not a known country. Type names or two-letter codes with commas between them, for example Japan, US."
            )
        }
        OptionFault::Text(fault) => text_of(column, fault),
        OptionFault::Media(fault) => media_of(column, fault),
        OptionFault::Length { why, read } => length(&header(column), *why, read),
        OptionFault::ColumnGone => {
            let header = header(column);
            format!(
                "The column {header} is gone, so it is not known when this reply should go out. Put the column back. Without it, set Status to Post now to post the rest at once, or to Published to leave the thread as it is."
            )
        }
        OptionFault::CountriesNotAllowed => {
            let header = header(PostColumn::Countries);
            format!(
                "Threads does not let this account choose the countries of a post, so it was not posted. Empty {header} to post it everywhere."
            )
        }
        OptionFault::TreeOrder(read) => tree_order(read),
        OptionFault::OrderWithoutTree(read) => order_without_tree(read),
        OptionFault::ReplyTo(read) => {
            let (header, read) = (header(PostColumn::ReplyTo), short(read));
            format!(
                "{header} says \"{read}\", which is not a post. Type previous for the row above, or paste the address of a Threads post."
            )
        }
    }
}

fn tree_order(read: &str) -> String {
    let (header, read) = (quoted(PostColumn::TreeOrder.header(LANGUAGE)), short(read));
    format!("{header} says \"{read}\", which is not a whole number. Type 1, 2, 3 and so on.")
}

fn order_without_tree(read: &str) -> String {
    let columns = [PostColumn::TreeOrder, PostColumn::TreeId];
    let [order, id] = columns.map(|column| quoted(column.header(LANGUAGE)));
    let read = short(read);
    format!(
        "{order} says \"{read}\", but {id} is empty, so it is not clear which post this one follows. Fill in {id}, or empty {order} to post it by itself."
    )
}

/// Says why a cell holds no length of time that a reply can be kept back.
fn length(header: &str, why: LengthFault, read: &str) -> String {
    let read = short(read);
    let at_once = "or empty the cell to post the reply right after the post";
    match why {
        LengthFault::Unreadable => format!(
            "{header} says \"{read}\", which is not a length of time. Type one like 30m, 2h or 1 day, {at_once}."
        ),
        LengthFault::WithoutUnit => format!(
            "{header} says \"{read}\" without a unit. Type for example 30m for minutes or 2h for hours, {at_once}."
        ),
        LengthFault::Negative => format!(
            "{header} says \"{read}\", but a reply cannot go out before its post. Type a length of time like 30m, {at_once}."
        ),
        LengthFault::TooLong => format!(
            "{header} says \"{read}\", but {DELAY_DAYS_MAX} days is the maximum. Shorten it, {at_once}."
        ),
        LengthFault::Volatile => format!(
            "{header} says \"{read}\", a formula whose result changes all the time, so the reply would have no fixed time. Type a length of time like 30m, {at_once}."
        ),
    }
}

/// Says that the address of a Link cell leads nowhere for others.
fn link(read: &str, what: &str) -> String {
    let (header, read) = (quoted(PostColumn::Link.header(LANGUAGE)), short(read));
    format!("{header} says \"{read}\": {what}")
}

fn alt_too_long(line: usize, length: usize) -> String {
    let header = quoted(PostColumn::AltText.header(LANGUAGE));
    let (over, max) = (length.saturating_sub(ALT_TEXT_MAX), thousands(ALT_TEXT_MAX));
    let (length, over) = (thousands(length), thousands(over));
    format!(
        "{header}, line {line}, has {length} characters; {over} too many. Threads takes {max}. Shorten it."
    )
}

fn alt_too_many(n_lines: usize, n_media: usize) -> String {
    let header = quoted(PostColumn::AltText.header(LANGUAGE));
    let media = quoted(PostColumn::Media.header(LANGUAGE));
    if n_media == 0 {
        return format!(
            "{header} describes an image or video, but the row has none. Fill in {media}, or empty this cell."
        );
    }
    format!(
        "{header} has {n_lines} lines, but {media} holds {n_media} images or videos. Write one line for each of them."
    )
}

fn topic(read: &str, what: &str) -> String {
    let (header, read) = (quoted(PostColumn::Topic.header(LANGUAGE)), short(read));
    format!("{header} says \"{read}\": {what}")
}
