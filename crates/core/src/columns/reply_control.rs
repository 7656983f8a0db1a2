//! Reply control: who can reply to a post.

use super::entry::{Content, Entry, Value, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::{Cell, fold};
use crate::language::{Language, PerLanguage};

pub(super) const ENTRY: Entry = Entry {
    is_in_new_tab: true,
    is_telling: true,
    width: 130,
    choices: Some(|language| ReplyControl::ALL.map(|choice| choice.label(language)).to_vec()),
    content: Some(Content::new("reply_control", |cell, _| {
        let choice = read(cell)?;
        Ok(choice.map(|choice| Value::OfPost(choice.as_api().to_owned())))
    })),
    ..Entry::optional(
        "reply-control",
        Names::new(
            PerLanguage { en: "Reply control", ja: "返信できる人" },
            &["reply control", "返信設定"],
        ),
    )
};

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
        let label = match self {
            Self::Everyone => PerLanguage { en: "everyone", ja: "全員" },
            Self::AccountsYouFollow => {
                PerLanguage { en: "accounts_you_follow", ja: "フォロー中のアカウント" }
            }
            Self::MentionedOnly => {
                PerLanguage { en: "mentioned_only", ja: "メンションした人のみ" }
            }
            Self::ParentPostAuthorOnly => {
                PerLanguage { en: "parent_post_author_only", ja: "投稿者のみ" }
            }
            Self::FollowersOnly => {
                PerLanguage { en: "followers_only", ja: "フォロワーのみ" }
            }
        };
        label.get(language)
    }

    /// Returns the choice of a value of the `reply_control` parameter.
    #[must_use]
    pub fn of_api(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_api() == value)
    }
}

/// Reads a Reply control cell: the API's words, their labels in the app, or the Japanese ones.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or an unknown word.
pub fn read(cell: &Cell) -> Result<Option<ReplyControl>, OptionFault> {
    let shown = shown(cell)?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn who_can_reply_is_read_by_every_label() {
        for choice in ReplyControl::ALL {
            for label in
                [choice.as_api(), choice.label(Language::English), choice.label(Language::Japanese)]
            {
                let typed = Cell::text(&format!(" {} ", label.to_uppercase()));
                assert_eq!(read(&typed), Ok(Some(choice)), "{label}");
            }
        }
        assert_eq!(read(&Cell::text("")), Ok(None));
        let unknown = Err(OptionFault::ReplyControl("friends".to_owned()));
        assert_eq!(read(&Cell::text("friends")), unknown);
    }
}
