//! The names of accounts, as people write them and as Threads spells them.
//!
//! Knows the alphabet of user names; does not know which accounts there are.

use unicode_normalization::UnicodeNormalization as _;

use crate::cell::{Cell, Value, is_invisible};

/// Longest user name that is looked for; Threads allows 30.
const NAME_MAX: usize = 60;
/// Most letters by which a mistyped name may differ from the one that is offered.
const MISTAKES_MAX: usize = 3;

/// Why an Account cell gives no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing is in the cell; below a merged cell that is all the sheet tells.
    Empty,
    /// A formula error, by its shown name.
    Error(String),
    /// Not a user name.
    Unreadable(String),
    /// More than one name, a name with a blank in it, or a word for all accounts; as typed.
    Several(String),
}

/// Words for all accounts; those that could be a user name as well are in [`means_all`].
const ALL_ACCOUNTS: &[&str] = &[
    "*",
    "全アカウント",
    "全てのアカウント",
    "すべてのアカウント",
    "全アカ",
    "全垢",
    "全て",
    "すべて",
    "全部",
    "全員",
    "両方",
];

/// What stands between names: an invisible sign is as good as a blank.
const HIDDEN: char = '\u{200b}';

/// Tells whether a name that no account has is a word for all accounts.
#[must_use]
pub fn means_all(name: &str) -> bool {
    matches!(name, "all" | "both" | "every" | "everyone")
}

/// Reads an Account cell into the spelling of Threads: lower case, without @, out of a profile's URL.
///
/// Nothing is joined over a blank, a line break or an invisible sign: two names never become a third one.
///
/// # Errors
///
/// [`NameFault`] for what cannot be a user name.
pub fn account_name(cell: &Cell) -> Result<String, NameFault> {
    let shown = cell.shown_text();
    if let Value::Error(_) = cell.value {
        return Err(NameFault::Error(shown.to_owned()));
    }
    let is_blank = |c: char| c.is_whitespace() || c == HIDDEN;
    let plain: String = shown.nfkc().map(|c| if is_invisible(c) { HIDDEN } else { c }).collect();
    let plain = plain.to_lowercase();
    let trimmed = plain.trim_matches(is_blank);
    let bare = trimmed.trim_start_matches('@').trim_start_matches(is_blank);
    // A user name may begin with `threads.`, but holds no slash.
    let is_url = bare.contains("threads.") && bare.contains('/');
    let bare = &if is_url { without_hidden_at_signs(bare) } else { bare.to_owned() };
    let divides = |c: char| is_blank(c) || (!is_url && is_divider(c)) || matches!(c, ',' | '、');
    // Two names would otherwise be read as a third one, and post for somebody else.
    let n_parts = bare.split(divides).filter(|part| !part.is_empty()).count();
    if n_parts > 1 || ALL_ACCOUNTS.contains(&bare.as_str()) {
        let as_typed = shown.chars().map(|c| if is_invisible(c) { ' ' } else { c });
        return Err(NameFault::Several(as_typed.collect::<String>().trim().to_owned()));
    }
    let typed = if bare.is_empty() { trimmed } else { bare };
    let name = match typed.find("threads.").filter(|_| is_url) {
        Some(at) => typed[at..].split('/').nth(1).unwrap_or_default(),
        None => typed,
    };
    let name = name.split(['?', '#']).next().unwrap_or_default().trim_start_matches('@');
    let is_spelled = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if typed.is_empty() {
        Err(NameFault::Empty)
    } else if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(is_spelled) {
        Err(NameFault::Unreadable(shown.to_owned()))
    } else {
        Ok(name.to_owned())
    }
}

/// Returns an address without the invisible signs beside the signs that its parts are divided by: there they
/// divide no names.
fn without_hidden_at_signs(address: &str) -> String {
    let is_sign = |c: char| matches!(c, '/' | '?' | '#' | '@');
    let mut kept = String::with_capacity(address.len());
    for (at, letter) in address.char_indices() {
        let follows = || address[at..].chars().find(|c| *c != HIDDEN).is_none_or(is_sign);
        if letter != HIDDEN || !(kept.ends_with(is_sign) || follows()) {
            kept.push(letter);
        }
    }
    kept
}

/// Tells whether people put the sign between two names.
fn is_divider(sign: char) -> bool {
    matches!(sign, '/' | '&' | ';' | '|' | '+' | '・' | '\\')
}

/// Returns the known name that an unknown one was probably meant to be.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().map(|candidate| (mistakes(name, candidate), candidate));
    let (n_mistakes, candidate) = near.min()?;
    // For a short name three other letters make another name altogether.
    let n_allowed = MISTAKES_MAX.min(name.chars().count() / 2);
    (n_mistakes <= n_allowed).then_some(candidate)
}

/// Returns how many letters must be typed, removed or exchanged to make one name the other.
fn mistakes(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(NAME_MAX).collect();
    // The Levenshtein distance, one line of the table at a time.
    let mut line: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().take(NAME_MAX).enumerate() {
        let mut diagonal = std::mem::replace(&mut line[0], row + 1);
        for (column, its) in other.iter().enumerate() {
            let exchange = diagonal + usize::from(letter != *its);
            diagonal = line[column + 1];
            line[column + 1] = exchange.min(diagonal + 1).min(line[column] + 1);
        }
    }
    line.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_name_is_read_in_every_way_people_write_it() {
        let cases = [
            ("my_shop", "my_shop"),
            ("@My.Shop ", "my.shop"),
            ("＠ｍｙ＿ｓｈｏｐ", "my_shop"),
            ("\u{200b}@ my_shop\u{a0}", "my_shop"),
            ("https://www.threads.net/@my_shop", "my_shop"),
            ("https://www.threads.com/@My_Shop/post/AbC?x=1", "my_shop"),
            ("threads.com/@my_shop?hl=ja", "my_shop"),
            ("threads.com/@\u{200b}my_shop\u{200b}\u{200b}?hl=ja", "my_shop"),
            ("threads.fan", "threads.fan"),
        ];
        for (typed, name) in cases {
            assert_eq!(account_name(&Cell::text(typed)).as_deref(), Ok(name), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_a_name_is_told_apart_from_nothing() {
        for nothing in ["", " \u{3000}\u{200b}"] {
            assert_eq!(account_name(&Cell::text(nothing)), Err(NameFault::Empty));
        }
        for typed in ["@", "店の公式", "a@b.example", "https://www.threads.com/", &"x".repeat(61)]
        {
            assert_eq!(account_name(&Cell::text(&"x".repeat(60))), Ok("x".repeat(60)));
            let unreadable = Err(NameFault::Unreadable(typed.to_owned()));
            assert_eq!(account_name(&Cell::text(typed)), unreadable);
        }
        let error = Cell { value: Value::Error("#REF!".to_owned()), ..Cell::default() };
        assert_eq!(account_name(&error), Err(NameFault::Error("#REF!".to_owned())));
    }

    #[test]
    fn two_names_in_one_cell_are_never_joined() {
        let cases = [
            ("shop news", "shop news"),
            ("shop\nnews", "shop\nnews"),
            ("shop\u{3000}news", "shop\u{3000}news"),
            ("shop\u{a0}news ", "shop\u{a0}news"),
            ("shop\u{200b}news", "shop news"),
            ("shop\u{feff}news", "shop news"),
            ("shop, news", "shop, news"),
            ("shop、news", "shop、news"),
            ("shop/news", "shop/news"),
            ("ｓｈｏｐ／ｎｅｗｓ", "ｓｈｏｐ／ｎｅｗｓ"),
            ("@shop & @news", "@shop & @news"),
            ("shop;news", "shop;news"),
            ("My Shop", "My Shop"),
            ("my_shop (Tokyo)", "my_shop (Tokyo)"),
            ("森の 喫茶店", "森の 喫茶店"),
            (
                "https://www.threads.com/@shop\nhttps://www.threads.com/@news",
                "https://www.threads.com/@shop\nhttps://www.threads.com/@news",
            ),
            ("全アカウント", "全アカウント"),
            (" すべて ", "すべて"),
        ];
        for (typed, quoted) in cases {
            let several = Err(NameFault::Several(quoted.to_owned()));
            assert_eq!(account_name(&Cell::text(typed)), several, "{typed}");
        }
        // An account may have this name.
        assert_eq!(account_name(&Cell::text("all")).as_deref(), Ok("all"));
    }

    #[test]
    fn a_mistyped_name_is_offered_the_nearest_and_a_strange_one_nothing() {
        let known = ["my_shop", "my_cafe", "bookstore"];
        let cases = [
            ("my_shpo", Some("my_shop")),
            ("myshop", Some("my_shop")),
            ("bookstores", Some("bookstore")),
            ("florist", None),
            ("x", None),
            ("", None),
        ];
        for (typed, nearest_name) in cases {
            assert_eq!(nearest(typed, known), nearest_name, "{typed}");
        }
        // Four letters more, fewer or others are too many, wherever they stand.
        for (typed, known) in [
            ("abcdefgh", "abcdefghijkl"),
            ("abcdefghijkl", "abcdefgh"),
            ("wxyzabcdefgh", "abcdefgh"),
            ("abcdefgh", "wxyzabcdefgh"),
            ("abcdwxyz", "abcdefgh"),
        ] {
            assert_eq!(nearest(typed, [known]), None, "{typed}");
            assert_eq!(nearest(&typed[..typed.len() - 1], [typed]), Some(typed));
        }
        // Three letters of three are another name, not a mistake.
        assert_eq!(nearest("abc", ["xyz"]), None);
        assert_eq!(nearest("my_shop", []), None);
    }

    #[test]
    fn a_word_for_all_accounts_is_known_where_no_account_has_it() {
        assert!(["all", "both", "every", "everyone"].into_iter().all(means_all));
        assert!(!["alls", "bothy", ""].into_iter().any(means_all));
    }
}
