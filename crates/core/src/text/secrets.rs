//! What must never become public: access tokens and keys, known by their look.
//!
//! Two kinds of signs. A secret of a known service has a beginning of its own and is one wherever it stands, in an
//! address too. Anything else that is long and mixed is one only outside of addresses: those hold long ids.

use std::ops::Range;

use crate::cell::is_invisible;

/// What every key begins with that seals tokens.
pub const KEY_PREFIX: &str = "threadsheet-key-1-";

/// Fewest characters of an access token.
const TOKEN_MIN: usize = 60;
/// Fewest characters of a key in base64 that begins like none.
const BASE64_MIN: usize = 100;
/// A text without any word of this many characters holds no secret.
const WORD_MIN: usize = 16;

/// Beginnings of secrets, each with the fewest characters of the whole: of Threads, Instagram and Facebook,
/// Google, GitHub, Slack, and a private key in base64.
const BEGINNINGS: &[(&str, usize)] = &[
    ("THAA", TOKEN_MIN),
    ("THQ", TOKEN_MIN),
    ("IGAA", TOKEN_MIN),
    ("IGQ", TOKEN_MIN),
    ("EAA", TOKEN_MIN),
    ("GOCSPX-", 20),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 40),
    ("xoxb-", 30),
    ("xoxp-", 30),
    ("xoxe-", 30),
    ("LS0tLS1CRUdJTiB", 30),
    (KEY_PREFIX, 0),
];
/// Secrets that hold a sign which stands in no word, by what is in front of their last word.
const LED: &[(&str, usize)] = &[("ya29.", 20), ("1//0", 30)];
/// Names under which a secret is handed over, in an address or elsewhere.
const NAMES: &[&str] = &[
    "access_token",
    "refresh_token",
    "exchange_token",
    "id_token",
    "client_secret",
    "app_secret",
    "channel_token",
];
/// Addresses that let everybody who knows them write.
const WEBHOOKS: &[&str] = &[
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "hooks.slack.com/services/",
    "hooks.slack.com/triggers/",
];
/// The end of a private key's first line.
const KEY_LINE: &str = "PRIVATE KEY-----";

/// Returns what in a text is an access token or a key.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    places(text).into_iter().map(|place| &text[place])
}

/// Returns where in a text secrets stand, in their order.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    // Every text of a long tab passes here, and nearly all of them hold nothing.
    if !may_hold_any(text) {
        return Vec::new();
    }
    if !text.contains(is_invisible) {
        return places_in(text);
    }
    // What is not seen may have been copied along in the middle of a token.
    let visible = || text.char_indices().filter(|(_, c)| !is_invisible(*c));
    let seen: String = visible().map(|(_, c)| c).collect();
    let origins = visible().flat_map(|(at, c)| (0..c.len_utf8()).map(move |offset| at + offset));
    let origins: Vec<usize> = origins.collect();
    let origin =
        |place: Range<usize>| Some(*origins.get(place.start)?..origins.get(place.end - 1)? + 1);
    places_in(&seen).into_iter().filter_map(origin).collect()
}

/// Tells quickly that most texts hold nothing of the kind.
fn may_hold_any(text: &str) -> bool {
    let mut length = 0;
    let mut is_long = |byte: u8| {
        length = if is_of_word(char::from(byte)) { length + 1 } else { 0 };
        length >= WORD_MIN
    };
    ["://", KEY_LINE, KEY_PREFIX].iter().any(|sign| text.contains(sign))
        || text.bytes().filter(u8::is_ascii).any(&mut is_long)
}

fn places_in(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut rest = 0;
    // A private key spans lines and blanks, so it is cut out before the text is split into runs.
    if let Some(key) = private_key(text) {
        places.extend(runs(&text[..key.start]).flat_map(|run| of_run(text, run)));
        rest = key.end;
        places.push(key);
    }
    let after = runs(&text[rest..]).map(|run| run.start + rest..run.end + rest);
    places.extend(after.flat_map(|run| of_run(text, run)));
    places
}

/// Returns where a private key stands that was pasted with its frame: from there to its end, or the text's.
fn private_key(text: &str) -> Option<Range<usize>> {
    let line = text.find(KEY_LINE)? + KEY_LINE.len();
    let start = text[..line].rfind("-----BEGIN").unwrap_or(line - KEY_LINE.len());
    // Without an end line everything that follows may be the key.
    let end = text[line..].find(KEY_LINE).map_or(text.len(), |at| line + at + KEY_LINE.len());
    Some(start..end)
}

/// Splits a text into runs without space and foreign letters.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    spans(text, |c| c.is_ascii_graphic())
}

/// Returns the longest pieces of a text whose characters are all of a kind.
fn spans(text: &str, is_of: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of)?;
        at = text[start..].find(|c| !is_of(c)).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// Returns the secrets of one run.
fn of_run(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let offset = run.start;
    let run = &text[run];
    let mut places: Vec<Range<usize>> = Vec::new();
    places.extend(webhook(run));
    places.extend(password(run));
    for word in spans(run, is_of_word) {
        let before = &run[..word.start];
        if let Some(lead) = lead(before, run, &word) {
            places.push(lead..word.end);
        } else if is_known(&run[word.clone()])
            || is_named(before, &run[word.clone()])
            || !is_in_address(before) && is_mixed(&run[word.clone()])
        {
            places.push(word);
        }
    }
    // Base64 has signs that end a word, so it is looked for in pieces of its own.
    let keys = spans(run, |c| is_of_word(c) || matches!(c, '+' | '/' | '='));
    places.extend(
        keys.filter(|key| !is_in_address(&run[..key.start]) && is_base64(&run[key.clone()])),
    );
    joined(places).into_iter().map(|place| place.start + offset..place.end + offset).collect()
}

/// Sorts places, and makes one of those that overlap.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    // One secret may be found by several signs, and must be covered once.
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

/// Tells whether a word is a secret of a known service.
fn is_known(word: &str) -> bool {
    BEGINNINGS.iter().any(|(beginning, min)| word.len() >= *min && word.starts_with(beginning))
}

/// Returns where a secret begins whose last word this is.
fn lead(before: &str, run: &str, word: &Range<usize>) -> Option<usize> {
    let led = LED.iter().find_map(|(lead, min)| {
        let (front, first) = lead.split_at(lead.rfind(['.', '/'])? + 1);
        let is_led = before.ends_with(front) && run[word.clone()].starts_with(first);
        (is_led && word.len() >= *min).then(|| before.len() - front.len())
    });
    // A signed token: two objects and a signature, with dots between.
    let parts = || {
        let head = before.strip_suffix('.')?;
        let start = head.rfind(|c: char| !(is_of_word(c) || c == '.')).map_or(0, |at| at + 1);
        (head[start..].starts_with("eyJ") && word.len() >= WORD_MIN).then_some(start)
    };
    led.or_else(parts)
}

/// Tells whether a word stands behind a name that is given to secrets alone.
fn is_named(before: &str, word: &str) -> bool {
    let name = before.trim_end_matches(['"', '\'']);
    let Some(name) = name.strip_suffix(['=', ':']) else { return false };
    let name = name.trim_end_matches(['"', '\'']).to_ascii_lowercase();
    word.len() >= WORD_MIN
        // A placeholder such as `YOUR_ACCESS_TOKEN_HERE` has no digit.
        && word.contains(|c: char| c.is_ascii_digit())
        && NAMES.iter().any(|known| name.ends_with(known))
}

/// Tells whether what stands behind this belongs to an address, or to a file that is written out.
fn is_in_address(before: &str) -> bool {
    let has_host = before.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    before.contains("://") || before.contains(";base64,") || has_host
}

/// Tells whether a word is long and mixed as no word of a language is. Words that hyphens join are not: each of
/// them is letters or digits alone.
fn is_mixed(word: &str) -> bool {
    let is_plain = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphabetic())
            || part.bytes().all(|byte| byte.is_ascii_digit())
    };
    word.len() >= TOKEN_MIN && has_all(word) && !word.split(['-', '_']).all(is_plain)
}

/// Tells whether a piece is a key in base64.
fn is_base64(key: &str) -> bool {
    let is_long = |part: &str| part.len() >= WORD_MIN && has_all(part);
    key.len() >= BASE64_MIN && key.split(['/', '+', '=']).any(is_long)
}

fn has_all(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word.contains(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
}

/// Returns the secret part of a webhook's address.
fn webhook(run: &str) -> Option<Range<usize>> {
    let lower = run.to_ascii_lowercase();
    let start = WEBHOOKS.iter().find_map(|hook| Some(lower.find(hook)? + hook.len()))?;
    (run.len() >= start + WORD_MIN).then_some(start..run.len())
}

/// Returns the password that stands in front of an address's host.
fn password(run: &str) -> Option<Range<usize>> {
    let start = run.find("://")? + "://".len();
    // The password ends with the authority: an `@` further on, as in a profile's path, is none of it.
    let end = run[start..].find(['/', '?', '#']).map_or(run.len(), |length| start + length);
    let at = start + run[start..end].rfind('@')?;
    let colon = start + run[start..at].find(':')?;
    (colon + 1 < at).then_some(colon + 1..at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a mixed word of that length.
    fn mixed(length: usize) -> String {
        "x1Yz_9-Q".chars().cycle().take(length).collect()
    }

    fn found(text: &str) -> Vec<&str> {
        tokens(text).collect()
    }

    #[test]
    fn a_token_of_any_service_is_found_wherever_it_stands() {
        let long = mixed(70);
        for secret in [
            ["TH", "AA", &long].concat(),
            ["TH", "QV", &long].concat(),
            ["IG", "AA", &long].concat(),
            ["IG", "QVJ", &long].concat(),
            ["E", "AAB", &long].concat(),
            ["GOC", "SPX-", &mixed(28)].concat(),
            ["ya", "29.", &mixed(60)].concat(),
            ["1/", "/0", &mixed(60)].concat(),
            ["gh", "p_", &mixed(36)].concat(),
            ["xo", "xb-", &mixed(40)].concat(),
            ["LS0tLS1C", "RUdJTiBQUklWQVRFIEtFWS0tLS0t"].concat(),
            ["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxIn0.", &mixed(43)].concat(),
            mixed(60),
        ] {
            for text in
                [secret.clone(), format!("私のキー「{secret}」です"), format!("a {secret}, b")]
            {
                assert_eq!(found(&text), [&secret], "{text}");
            }
            let hidden = format!("{}\u{200b}{}", &secret[..9], &secret[9..]);
            assert_eq!(found(&hidden), [&hidden]);
        }
    }

    #[test]
    fn a_secret_is_found_by_its_name_its_frame_or_its_place_in_an_address() {
        let secret = mixed(20);
        for (before, after) in [
            ("https://a.example/p?access_token=", "&x=1"),
            ("access_token: \"", "\""),
            ("{\"client_secret\":\"", "\"}"),
            ("https://user:", "@a.example/x.jpg"),
            ("https://discord.com/api/webhooks/", ""),
        ] {
            let text = format!("{before}{secret}{after}");
            let said = text.replace("access_token: ", "access_token:");
            assert_eq!(found(&said), [&secret], "{text}");
        }
        let key =
            ["-----BEGIN PRI", "VATE KEY-----\nMIIE\nvQ==\n-----END PRI", "VATE KEY-----"].concat();
        assert_eq!(found(&format!("key:\n{key}\nend")), [&key]);
        // Half of the frame is enough.
        assert_eq!(found(&key[5..]), [&key[11..]]);
        let body = ["MII", &"EvQ4+7aB/9xYz0123QrAbCdEfGh8".repeat(5)].concat();
        assert_eq!(found(&body), [&body]);
    }

    #[test]
    fn what_people_write_holds_no_secret() {
        for text in [
            "",
            "How-To-Grow-Tomatoes-In-2026-The-Complete-Guide-For-Everybody-And-More",
            "iPhone15/iPhone14Pro/iPhone14/iPhone13mini/Pixel8a/GalaxyS24Ultra/Xperia5V",
            "donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleihung2026",
            "0123456789012345678901234567890123456789012345678901234567890123456789",
            "access_token=YOUR_ACCESS_TOKEN_HERE",
            "THAA is no token, and EAA neither",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "-----BEGIN CERTIFICATE-----",
            "mail me: me@a.example or https://a.example:8080/@me",
            "iPhone15/iPhone14Pro/iPhone14/iPhone13mini/Pixel8a/GalaxyS24Ultra/Xperia5V/iPhone12/and-some-others-of-theirs",
            "https://discord.com/api/webhooks/1234",
            "https://user:@a.example/x.jpg",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn two_secrets_of_one_line_are_told_apart() {
        let [one, two] = [mixed(20), mixed(21)];
        let text = format!("{{\"client_secret\":\"{one}\",\"app_secret\":\"{two}\"}}");
        assert_eq!(found(&text), [&one, &two]);
    }

    #[test]
    fn a_signed_token_is_found_whole_behind_a_sign() {
        let signed = ["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxIn0.", &mixed(43)].concat();
        assert_eq!(found(&format!("jwt={signed}")), [&signed]);
    }

    #[test]
    fn a_text_of_short_words_is_not_searched() {
        let word = |length| may_hold_any(&format!("a {} b", mixed(length)));
        assert!(word(WORD_MIN) && !word(WORD_MIN - 1));
        assert!(may_hold_any("a://b") && !may_hold_any("a few words"));
    }
}
