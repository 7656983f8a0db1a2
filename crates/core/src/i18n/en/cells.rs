//! What is said about one cell: its header, what was read in it, and what to type instead.
//!
//! Nothing here may show a token: what looks like one is hidden, whatever cell it was pasted into.

mod media;
mod media_servers;
mod options;
mod publish_at;

pub(crate) use media::media;
pub(crate) use options::option;
pub(crate) use publish_at::{length, moment, time_notice};

use super::LANGUAGE;
use crate::columns::{AccountColumn, PostColumn, PostStatus, UnknownStatus, UnsupportedKind};
use crate::i18n::display::{short, thousands};
use crate::i18n::en::seals;
use crate::name::NameFault;
use crate::reason::AccountState;
use crate::text::{self, TextFault, TextNotice};
use crate::token::{Service, TokenFault};

pub(crate) const DATE_PATTERN: &str = "yyyy-mm-dd hh:mm";

/// Says that a cell shows a formula error. `cells` names it, quoted in the language.
fn formula_error(cells: &str, error: &str) -> String {
    let error = short(error);
    format!(
        "{cells} shows the formula error {error}. Correct the formula, or type the content itself."
    )
}

/// Returns a header in the quotes of its language.
fn quoted(header: &str) -> String {
    format!("\"{header}\"")
}

pub(crate) fn name(fault: &NameFault) -> String {
    let header = quoted(PostColumn::Account.header(LANGUAGE));
    match fault {
        NameFault::Empty => format!(
            "{header} is empty. Type the account's Threads user name; below a merged cell, every row needs it."
        ),
        NameFault::Error(error) => formula_error(&header, error),
        NameFault::Several(read) => {
            let read = short(read);
            format!(
                "{header} says \"{read}\", and each row posts to one account. For several accounts, copy the row and type one name into each; for one, type its user name without blanks, for example my_shop."
            )
        }
        NameFault::Unreadable(read) => {
            let read = short(read);
            format!(
                "{header} says \"{read}\", which is not a Threads user name. Type the name as it stands in the profile, for example my_shop."
            )
        }
    }
}

pub(crate) fn token(fault: TokenFault) -> String {
    let header = quoted(AccountColumn::Token.header(LANGUAGE));
    match fault {
        TokenFault::Empty => format!(
            "{header} is empty. Generate a token in the Meta app and paste it here; waiting posts then go out, unless it is too late for them."
        ),
        TokenFault::Formula => format!(
            "{header} holds a formula, so it is neither used nor renewed. Paste the token itself into the cell."
        ),
        TokenFault::NotThreads(service) => {
            let service = match service {
                Service::Instagram => "Instagram",
                Service::Facebook => "Facebook",
            };
            format!(
                "{header} holds a token for {service}, and Threads needs its own. Generate one under the Threads API in the Meta app and paste it here."
            )
        }
        TokenFault::OfApp => format!(
            "{header} holds the token of the app itself, which cannot post for any account. Generate a token for this account and paste it here."
        ),
        TokenFault::AnId => format!(
            "{header} holds only a number, such as an id. Paste the access token: a long line of letters and digits that begins with TH."
        ),
        TokenFault::Sealed(fault) => seals::fault(fault),
        TokenFault::NotATester => AccountState::NotATester.say(LANGUAGE),
        TokenFault::WrongApp => AccountState::WrongApp.say(LANGUAGE),
        TokenFault::Unreadable => format!(
            "{header} holds something that is not a token. Copy the whole token again, and paste only that."
        ),
    }
}

pub(crate) fn text(fault: &TextFault) -> String {
    text_of(PostColumn::Text, fault)
}

/// Says what is wrong with the text of a column: Text, or a further part of a thread.
pub(super) fn text_of(column: PostColumn, fault: &TextFault) -> String {
    let header = quoted(column.header(LANGUAGE));
    let (media, link) = (PostColumn::Media.header(LANGUAGE), PostColumn::Link.header(LANGUAGE));
    match fault {
        TextFault::Error(error) => {
            let apostrophe = " A text that begins with =, + or - needs ' in front.";
            format!("{}{apostrophe}", formula_error(&header, error))
        }
        TextFault::Picture if column != PostColumn::Text => format!(
            "{header} holds a picture. Paste the picture's address on a line of its own at the end of this cell, and type the words above it."
        ),
        TextFault::Picture => format!(
            "{header} holds a picture. Paste the picture's address into \"{media}\", and type the words here."
        ),
        TextFault::NoValue => format!(
            "{header} holds a formula that gives no text: a picture, or an empty cell. Type the text itself; for a post without words, empty this cell or let the formula give \"\"."
        ),
        TextFault::Token => format!(
            "{header} holds an access token or a key, so it was not posted. Move the token to the Accounts tab, and type the text here."
        ),
        TextFault::TooLong { length } => {
            let (over, max) = (length.saturating_sub(text::LENGTH_MAX), text::LENGTH_MAX);
            let (length, over) = (thousands(*length), thousands(over));
            format!(
                "{header} has {length} characters; {over} too many. Threads takes {max}, and an emoji counts as several. Shorten the text."
            )
        }
        TextFault::TooManyLinks { n_links } if column != PostColumn::Text => {
            let (over, max) = (n_links.saturating_sub(text::LINKS_MAX), text::LINKS_MAX);
            format!(
                "{header} holds {n_links} different links, and Threads takes {max}. Take out {over}."
            )
        }
        TextFault::TooManyLinks { n_links } => {
            let (over, max) = (n_links.saturating_sub(text::LINKS_MAX), text::LINKS_MAX);
            format!(
                "{header} and \"{link}\" hold {n_links} different links, and Threads takes {max}. Take out {over}."
            )
        }
    }
}

pub(crate) fn loading(column: PostColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "Waiting: {header} still shows \"Loading...\", because the sheet has not finished calculating it. The next run checks again; if it stays like this, type the content itself."
    )
}

pub(crate) fn loading_account(column: AccountColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "Waiting: {header} still shows \"Loading...\", because the sheet has not finished calculating it. The next run checks again; if it stays like this, type the content itself."
    )
}

pub(crate) fn secret(column: PostColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "{header} holds an access token or a key, which must not become public, so it was not posted. Take it out of the cell, and make a new one if others may have seen it."
    )
}

pub(crate) fn text_notice(notice: TextNotice) -> String {
    let header = quoted(PostColumn::Text.header(LANGUAGE));
    match notice {
        TextNotice::ControlsRemoved => {
            format!("{header} held invisible control characters; they are left out.")
        }
        TextNotice::Broken => format!(
            "{header} holds \u{fffd}, the sign of a lost character. If it is not intended, type that character again."
        ),
        TextNotice::LinkBehind => format!(
            "Some words in {header} have a link behind them. Threads does not show such links, so only the words are posted; type the address to show it."
        ),
        TextNotice::Chip => format!(
            "{header} holds a smart chip (a file, a page or a person); the name that the cell shows is posted, without a link."
        ),
        TextNotice::NotText => format!(
            "{header} holds a number, a date or a checkbox; it is posted exactly as the cell shows it."
        ),
    }
}

pub(crate) fn unsupported(header: &str, kind: UnsupportedKind) -> String {
    let header = short(header);
    let otherwise = match kind {
        UnsupportedKind::ThreadPart => {
            "Otherwise put the next parts of the thread into columns called \"Reply 1\" to \"Reply 9\", and empty the cell."
        }
        UnsupportedKind::Hashtags => {
            "Otherwise type the hashtags into \"Text\" and empty the cell."
        }
        UnsupportedKind::Flag => "Otherwise untick the box or empty the cell.",
        UnsupportedKind::Other => "Otherwise empty the cell.",
    };
    format!(
        "\"{header}\" holds something that this version cannot post, so the row was not posted. If the column is only for yourself, rename its header, for example to \"{header} (internal)\". {otherwise}"
    )
}

pub(crate) fn status(unknown: &UnknownStatus) -> String {
    let header = quoted(PostColumn::Status.header(LANGUAGE));
    let words = PostStatus::OF_PERSON.map(|status| status.word(LANGUAGE));
    let words = words.join(", ");
    let read = short(&unknown.read);
    format!(
        "{header} says \"{read}\", which is not a known word. Leave it empty, or use one of: {words}."
    )
}
