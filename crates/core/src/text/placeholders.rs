//! What somebody meant to replace in a text before it is posted: `◯◯`, `{name}`, `{{name}}`, `TODO`, `XXX`.
//!
//! Only what hardly anybody writes on purpose is one: a kanji number such as 二〇〇八, an address, and a mark among other
//! marks are left alone.

/// How many of a text are told.
const TOLD_MAX: usize = 3;

/// How long what stands in braces may be, in characters.
const WORD_MAX: usize = 40;

/// The circles that stand for a word.
const CIRCLES: [char; 3] = ['◯', '〇', '○'];

/// What stands beside circles that are marks, as in a list of games won and lost, or that are a number's zeros.
const BESIDE_MARKS: &str = "●◎△▲×✕✗☓一二三四五六七八九十百千万億";

/// The words that stand for what is still to be written.
const WORDS: [&str; 2] = ["TODO", "XXX"];

/// Returns what is still to be replaced in a text, in its order, each once, and the first few of them.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < text.len() && found.len() < TOLD_MAX {
        let (before, rest) = text.split_at(at);
        if let Some(address) = address(rest) {
            at += address;
            continue;
        }
        let here = circles(before, rest).or_else(|| braces(rest)).or_else(|| word(before, rest));
        match here {
            Some(len) => {
                let placeholder = &rest[..len];
                if !found.contains(&placeholder) {
                    found.push(placeholder);
                }
                at += len;
            }
            // A run of circles is skipped as a whole, or its end would be taken for another one.
            None => at += run(rest).max(rest.chars().next().map_or(1, char::len_utf8)),
        }
    }
    found
}

/// Returns the length of the address that a text begins with.
fn address(rest: &str) -> Option<usize> {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| rest.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)));
    let end = || rest.find(|c: char| c.is_whitespace() || !c.is_ascii());
    is_address.then(|| end().unwrap_or(rest.len()))
}

/// Returns the length of the circles that a text begins with.
fn run(rest: &str) -> usize {
    rest.find(|c| !CIRCLES.contains(&c)).unwrap_or(rest.len())
}

/// Returns the length of two or more circles that stand for a word.
fn circles(before: &str, rest: &str) -> Option<usize> {
    let len = run(rest);
    let is_mark = |c: Option<char>| c.is_some_and(|c| BESIDE_MARKS.contains(c) || c.is_numeric());
    let beside = [before.chars().next_back(), rest[len..].chars().next()];
    let several = rest[..len].chars().nth(1).is_some();
    (several && !beside.into_iter().any(is_mark)).then_some(len)
}

/// Returns the length of a word in braces, or of anything in two pairs of them.
fn braces(rest: &str) -> Option<usize> {
    let pairs = [("{{", "}}", true), ("{", "}", false), ("｛", "｝", false)];
    pairs.into_iter().find_map(|(open, close, may_be_several)| {
        let inner = rest.strip_prefix(open)?;
        let inner = &inner[..inner.find(close)?];
        let is_short = inner.chars().count() <= WORD_MAX && !inner.contains(['\n', '{', '}']);
        let is_word = inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let is_filled = inner.chars().any(char::is_alphanumeric);
        (is_short && is_filled && (may_be_several || is_word))
            .then_some(open.len() + inner.len() + close.len())
    })
}

/// Returns the length of one of the words, whole and in upper case. In Japanese no space stands beside it.
fn word(before: &str, rest: &str) -> Option<usize> {
    let word = WORDS.into_iter().find(|word| rest.starts_with(word))?;
    let goes_on = |c: Option<char>| {
        // Hashtags and names are meant as they are.
        c.is_some_and(|c| {
            matches!(c, '_' | '#' | '＃' | '@') || c.is_alphanumeric() && c < '\u{2e80}'
        })
    };
    let beside = [before.chars().next_back(), rest[word.len()..].chars().next()];
    (!beside.into_iter().any(goes_on)).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_forgot_to_replace_is_found() {
        for (text, found) in [
            ("◯◯さん、こんにちは", &["◯◯"][..]),
            ("本日〇〇を開催します", &["〇〇"]),
            ("○○○の日", &["○○○"]),
            ("Dear {name},", &["{name}"]),
            ("{店名}は {first_name} と {item-2} です", &["{店名}", "{first_name}", "{item-2}"]),
            ("｛名前｝さま", &["｛名前｝"]),
            ("Hi {{ name }}!", &["{{ name }}"]),
            ("{{店の名前 を 入れる}}", &["{{店の名前 を 入れる}}"]),
            ("◯◯と◯◯", &["◯◯"]),
            ("◯◯ https://a.example/{id} XXX", &["◯◯", "XXX"]),
            ("{a}{b}{c}{d}", &["{a}", "{b}", "{c}"]),
        ] {
            assert_eq!(placeholders(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_meant_as_it_stands_is_not() {
        for text in [
            "",
            "〇",
            "◯ or ×",
            "○",
            "二〇〇八年",
            "一〇〇円",
            "〇〇七",
            "○○●○×",
            "⭕⭕",
            "👌👌 (^o^)",
            "XXXL and XXL",
            "{}",
            "{ }",
            "{two words}",
            "{^_^}",
            "{_-.}",
            "{{}}",
            "{{ }}",
            "{{one\ntwo}}",
            "{open",
            "https://a.example/{id}?x={{y}}",
        ] {
            assert_eq!(placeholders(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_word_that_stands_for_what_is_missing_is_whole_and_in_upper_case() {
        for word in WORDS {
            for (before, after) in
                [("", ""), ("", ": write"), ("価格は", "円"), ("(", ")"), ("- ", "\n")]
            {
                let text = format!("{before}{word}{after}");
                assert_eq!(placeholders(&text), [word], "{text}");
            }
            let lower = word.to_lowercase();
            assert_eq!(placeholders(&lower), [""; 0]);
            for (before, after) in [
                ("", "s"),
                ("", "L"),
                ("", "X"),
                ("", "1"),
                ("MY_", ""),
                ("É", ""),
                ("#", ""),
                ("@", ""),
                ("https://a.example/", ""),
                ("HTTP://a.example/", "?x=1"),
            ] {
                let text = format!("{before}{word}{after}");
                assert_eq!(placeholders(&text), [""; 0], "{text}");
            }
        }
    }

    #[test]
    fn what_is_long_is_no_placeholder() {
        assert_eq!(placeholders(&format!("{{{}}}", "a".repeat(WORD_MAX))).len(), 1);
        assert_eq!(placeholders(&format!("{{{}}}", "a".repeat(WORD_MAX + 1))), [""; 0]);
    }
}
