#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;

const USER: &str = "17841400000000001";

fn token() -> Token {
    Token::new(["TH", "AAQ", &"x1Y-_".repeat(20)].concat())
}

fn keys(numbers: &[u8]) -> Keys {
    let lines: Vec<String> = numbers.iter().map(|number| new_key([*number; KEY_BYTES])).collect();
    Keys::read(&lines.join(",")).unwrap()
}

fn seals(numbers: &[u8], spreadsheet: &str) -> Seals {
    Seals::new(keys(numbers), spreadsheet)
}

fn sealed() -> String {
    seals(&[1], "desk").seal(&token(), USER, [7; NONCE_BYTES]).unwrap()
}

#[test]
fn a_sealed_token_opens_with_its_key_in_its_spreadsheet_and_nowhere_else() {
    let text = sealed();
    assert!(text.starts_with("sealed:v1:") && text.contains(USER) && text.len() < 400, "{text}");
    let (opened, seal) = seals(&[1], "desk").open(&text).unwrap();
    assert_eq!(opened, token());
    assert_eq!(seal, Seal { user: USER.to_owned(), is_current: true });
    let fault = |numbers: &[u8], spreadsheet| seals(numbers, spreadsheet).open(&text).err();
    assert_eq!(fault(&[1], "copy"), Some(SealFault::Elsewhere));
    assert_eq!(fault(&[2], "desk"), Some(SealFault::OtherKey));
    assert_eq!(Seals::default().open(&text).err(), Some(SealFault::NoKey));
}

#[test]
fn another_user_cannot_be_written_into_a_sealed_token() {
    let text = sealed().replace(USER, "17841400000000002");
    assert_eq!(seals(&[1], "desk").open(&text).err(), Some(SealFault::Damaged));
    let (forged, _) = text.rsplit_once(':').unwrap();
    let forged = format!("{forged}:{}", hash::short(forged));
    assert_eq!(seals(&[1], "desk").open(&forged).err(), Some(SealFault::Elsewhere));
}

#[test]
fn wherever_a_sealed_token_is_cut_or_changed_it_is_told_as_damaged() {
    let text = sealed();
    for at in 0..text.len() {
        let changed: String = text
            .char_indices()
            .map(|(index, letter)| match letter {
                '7' if index == at => '8',
                _ if index == at => '7',
                letter => letter,
            })
            .collect();
        for broken in [&text[..at], &text[at + 1..], &changed] {
            let fault = seals(&[1], "desk").open(broken).err();
            let is_of_version = broken.starts_with("sealed:v7:");
            let expected = if is_of_version { SealFault::Newer } else { SealFault::Damaged };
            assert_eq!(fault, Some(expected), "{at}: {broken}");
        }
    }
}

#[test]
fn what_a_later_version_has_sealed_is_told_as_such() {
    for (text, fault) in [
        ("sealed:v2:anything", SealFault::Newer),
        ("sealed:v10:", SealFault::Newer),
        ("sealed:v0:a", SealFault::Damaged),
        ("sealed:v1", SealFault::Damaged),
        ("sealed:", SealFault::Damaged),
    ] {
        assert_eq!(Seals::default().open(text).err(), Some(fault), "{text}");
    }
}

#[test]
fn the_first_key_seals_and_all_open() {
    let old = sealed();
    let both = seals(&[2, 1], "desk");
    let (opened, seal) = both.open(&old).unwrap();
    assert!(opened == token() && !seal.is_current && both.wants(Some(&seal)) && both.wants(None));
    let new = both.seal(&token(), USER, [8; NONCE_BYTES]).unwrap();
    let (_, seal) = seals(&[2], "desk").open(&new).unwrap();
    assert!(seal.is_current && !both.wants(Some(&seal)));
    assert!(!Seals::default().wants(None), "nothing is sealed without a key");
}

#[test]
fn a_key_is_found_under_the_dirt_of_pasting() {
    let (one, two) = (new_key([1; KEY_BYTES]), new_key([2; KEY_BYTES]));
    let (head, tail) = one.split_at(30);
    for given in [
        format!("{one},{two}"),
        format!("{one} {two}\n"),
        format!(" \"{one}\"\r\n'{two}'"),
        format!("{head}\n  {tail}, {two}"),
        format!("\u{feff}{one}、{two}\u{200b}"),
    ] {
        assert_eq!(Keys::read(&given), Ok(keys(&[1, 2])), "{given}");
    }
}

#[test]
fn what_is_no_whole_key_is_refused() {
    let key = new_key([1; KEY_BYTES]);
    for given in ["", "\"\"", "my password", &key[1..], &key[..key.len() - 1], &format!("{key}A")] {
        assert_eq!(Keys::read(given), Err(KeyFault), "{given}");
    }
    assert_eq!(Keys::read(&format!("{key},my-other-password")), Err(KeyFault));
}

#[test]
fn a_key_is_printed_nowhere() {
    let printed = format!("{:?} {:?}", keys(&[1, 2]), seals(&[1], "desk"));
    assert!(printed.contains("***") && !printed.contains("AQEB"), "{printed}");
}

#[test]
fn nothing_is_sealed_for_nobody() {
    for user in ["", "a:b", "a\nb"] {
        assert_eq!(seals(&[1], "desk").seal(&token(), user, [7; NONCE_BYTES]), None, "{user:?}");
    }
}
