//! The smaller cells of a post: alt text, topic, link, who can reply, what it replies to.
//!
//! Knows what Threads takes for each; never knows the post they belong to.

use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use crate::cell::{Cell, Value, fold, is_invisible};
use crate::headings::PostColumn;
use crate::host::is_private_host;
use crate::language::Language;
use crate::media;

/// Longest alt text that Threads takes, in characters.
/// Source: <https://developers.facebook.com/docs/threads/create-posts/accessibility>.
pub const ALT_TEXT_MAX: usize = 1_000;
/// Longest topic tag that Threads takes, in characters.
/// Source: <https://developers.facebook.com/docs/threads/posts>.
pub const TOPIC_MAX: usize = 50;

/// Fewest digits of a media id; a shorter number is a row's, and Reply to does not know rows by number.
const MEDIA_ID_MIN: usize = 10;

/// Why one of the smaller cells stops its post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionFault {
    /// A formula error.
    Error {
        /// Which cell.
        column: PostColumn,
        /// The error's shown name.
        error: String,
    },
    /// An alt text longer than [`ALT_TEXT_MAX`]; it is never cut.
    AltTooLong {
        /// Which medium's, counted from 1.
        line: usize,
        /// How long it is.
        length: usize,
    },
    /// More lines of alt text than media.
    AltTooMany {
        /// Lines in the cell.
        n_lines: usize,
        /// Media of the post.
        n_media: usize,
    },
    /// A topic longer than [`TOPIC_MAX`].
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
}

/// Who can reply to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplyControl {
    /// Everybody.
    Everyone,
    /// Those whom the account follows.
    AccountsYouFollow,
    /// Those whom the post mentions.
    MentionedOnly,
    /// The author of the post that it replies to.
    ParentPostAuthorOnly,
    /// Those who follow the account.
    FollowersOnly,
}

impl ReplyControl {
    /// Every choice, in the order of a dropdown.
    pub const ALL: [Self; 5] = [
        Self::Everyone,
        Self::AccountsYouFollow,
        Self::MentionedOnly,
        Self::ParentPostAuthorOnly,
        Self::FollowersOnly,
    ];

    /// Returns the value of the `reply_control` parameter.
    /// Source: <https://developers.facebook.com/docs/threads/reference/publishing>.
    #[must_use]
    pub fn as_api(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::AccountsYouFollow => "accounts_you_follow",
            Self::MentionedOnly => "mentioned_only",
            Self::ParentPostAuthorOnly => "parent_post_author_only",
            Self::FollowersOnly => "followers_only",
        }
    }

    /// Returns the label for a dropdown.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Everyone => language.pick("everyone", "全員"),
            Self::AccountsYouFollow => {
                language.pick("accounts_you_follow", "フォロー中のアカウント")
            }
            Self::MentionedOnly => language.pick("mentioned_only", "メンションした人のみ"),
            Self::ParentPostAuthorOnly => language.pick("parent_post_author_only", "投稿者のみ"),
            Self::FollowersOnly => language.pick("followers_only", "フォロワーのみ"),
        }
    }
}

/// What a post replies to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplyTo {
    /// The nearest row above of the same account.
    Previous,
    /// A post by its URL.
    Permalink(String),
    /// A post by its media id.
    MediaId(String),
}

/// Reads an Alt text cell: one line for each medium, the whole cell where there is one medium.
///
/// The answer has one entry per medium; `None` is a medium without alt text.
///
/// # Errors
///
/// [`OptionFault`] for a formula error, a text that is too long, or more lines than media.
pub fn read_alt_text(cell: &Cell, n_media: usize) -> Result<Vec<Option<String>>, OptionFault> {
    let shown = shown(cell, PostColumn::AltText)?;
    let unified =
        shown.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = match n_media {
        1 => vec![unified.trim()],
        _ => unified.trim_end().split('\n').map(str::trim).collect(),
    };
    let n_lines = lines.len();
    if n_lines > n_media && lines.iter().any(|line| !line.is_empty()) {
        return Err(OptionFault::AltTooMany { n_lines, n_media });
    }
    let mut texts = Vec::with_capacity(n_media);
    for (idx, line) in lines.into_iter().take(n_media).enumerate() {
        let length = line.chars().count();
        if length > ALT_TEXT_MAX {
            return Err(OptionFault::AltTooLong { line: idx + 1, length });
        }
        texts.push((!line.is_empty()).then(|| line.to_owned()));
    }
    texts.resize(n_media, None);
    Ok(texts)
}

/// Reads a Topic cell; a `#` in front is taken off.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or what Threads does not take as a topic.
pub fn read_topic(cell: &Cell) -> Result<Option<String>, OptionFault> {
    let shown = shown(cell, PostColumn::Topic)?;
    // The joiner stays: it holds emoji together.
    let plain: String = shown.nfkc().filter(|c| *c == '\u{200d}' || !is_invisible(*c)).collect();
    let topic = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let topic = topic.trim_start_matches('#').trim_start();
    if topic.is_empty() {
        Ok(None)
    } else if topic.contains('#') || visible(shown).contains('\n') {
        Err(OptionFault::TopicSeveral(shown.to_owned()))
    } else if topic.contains(['.', '&']) {
        Err(OptionFault::TopicSign(shown.to_owned()))
    } else if topic.chars().count() > TOPIC_MAX {
        Err(OptionFault::TopicTooLong(shown.to_owned()))
    } else {
        Ok(Some(topic.to_owned()))
    }
}

/// Reads a Link cell.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or anything but one web address.
pub fn read_link(cell: &Cell) -> Result<Option<String>, OptionFault> {
    let shown = shown(cell, PostColumn::Link)?;
    let visible = visible(shown);
    let link = media::without_signs(&visible);
    if link.is_empty() {
        return if visible.is_empty() {
            Ok(None)
        } else {
            Err(OptionFault::Link(shown.to_owned()))
        };
    }
    let refuse = || {
        let fault =
            if cell.has_link_behind() { OptionFault::LinkBehind } else { OptionFault::Link };
        fault(shown.to_owned())
    };
    let url = Url::parse(link).map_err(|_| refuse())?;
    let host =
        url.host().filter(|_| matches!(url.scheme(), "http" | "https")).ok_or_else(refuse)?;
    if link.contains(char::is_whitespace) || media::holds_another(link) {
        return Err(refuse());
    }
    if is_private_host(&host) {
        return Err(OptionFault::LinkPrivate(shown.to_owned()));
    }
    let is_spelled = link.bytes().all(|byte| byte.is_ascii_graphic());
    Ok(Some(if is_spelled { link.to_owned() } else { url.into() }))
}

/// Reads a Reply control cell: the API's words, their labels in the app, or the Japanese ones.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or an unknown word.
pub fn read_reply_control(cell: &Cell) -> Result<Option<ReplyControl>, OptionFault> {
    let shown = shown(cell, PostColumn::ReplyControl)?;
    let word = fold(shown).replace([' ', '_', '-', '・'], "");
    Ok(Some(match word.as_str() {
        "" => return Ok(None),
        "everyone"
        | "anyone"
        | "all"
        | "全員"
        | "誰でも"
        | "すべての人"
        | "全てのユーザー"
        | "すべてのユーザー" => ReplyControl::Everyone,
        "accountsyoufollow"
        | "profilesyoufollow"
        | "peopleyoufollow"
        | "following"
        | "フォロー中"
        | "フォロー中の人"
        | "フォロー中のアカウント"
        | "フォロー中のプロフィール"
        | "フォローしているアカウント"
        | "フォローしている人" => ReplyControl::AccountsYouFollow,
        "mentionedonly"
        | "mentioned"
        | "mentionsonly"
        | "onlymentioned"
        | "メンションのみ"
        | "メンションした人のみ"
        | "メンションした人"
        | "メンションされた人のみ"
        | "メンションしたアカウントのみ"
        | "メンションしたプロフィールのみ" => ReplyControl::MentionedOnly,
        "parentpostauthoronly"
        | "parentpostauthor"
        | "authoronly"
        | "投稿者のみ"
        | "元の投稿者のみ"
        | "親投稿の投稿者のみ"
        | "返信先の投稿者のみ" => ReplyControl::ParentPostAuthorOnly,
        "followersonly" | "followers" | "yourfollowers" | "フォロワーのみ" | "フォロワー" => {
            ReplyControl::FollowersOnly
        }
        _ => return Err(OptionFault::ReplyControl(shown.to_owned())),
    }))
}

/// Reads a Reply to cell: `previous`, a Threads permalink or a media id.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or anything else.
pub fn read_reply_to(cell: &Cell) -> Result<Option<ReplyTo>, OptionFault> {
    let shown = shown(cell, PostColumn::ReplyTo)?;
    let word = fold(shown);
    if word.is_empty() {
        return Ok(None);
    }
    if matches!(word.as_str(), "previous" | "previous row" | "前の行" | "上の行" | "前の投稿")
    {
        return Ok(Some(ReplyTo::Previous));
    }
    // A number cell keeps fifteen digits of an id's seventeen: only text can be trusted.
    let is_text = matches!(cell.value, Value::Text(_));
    let is_id = word.len() >= MEDIA_ID_MIN && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_text && is_id {
        return Ok(Some(ReplyTo::MediaId(word)));
    }
    let url = Url::parse(&visible(shown)).ok().filter(|url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
        let mut path = url.path_segments().into_iter().flatten();
        matches!(host, "threads.net" | "threads.com")
            && path.any(|part| part == "post" || part == "t")
    });
    match url {
        Some(url) => Ok(Some(ReplyTo::Permalink(url.into()))),
        None => Err(OptionFault::ReplyTo(shown.to_owned())),
    }
}

/// Returns a text without the characters that take no room, and without space around what is left.
fn visible(shown: &str) -> String {
    let visible: String = shown.chars().filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_owned()
}

/// Returns what a cell shows.
fn shown(cell: &Cell, column: PostColumn) -> Result<&str, OptionFault> {
    match cell.error() {
        Some(name) => Err(OptionFault::Error { column, error: name.to_owned() }),
        None => Ok(cell.shown_text()),
    }
}

#[cfg(test)]
mod tests;
