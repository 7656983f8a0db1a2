//! Foreign text: letters that nobody chose, pieces that belong in a cell, and the dirt of pasting.

use std::env;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// Returns how many texts a property is given, and drawn by which seed.
pub(crate) fn times(cases: u32) -> ProptestConfig {
    let seed = env::var("THREADSHEET_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let cases = if env::var_os("THREADSHEET_LONG").is_some() { cases * 100 } else { cases };
    let rng_seed = RngSeed::Fixed(seed);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Letters and signs that have surprised programs before.
const ODD: &[&str] = &[
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "e\u{301}",
    "é",
    "が",
    "ｶﾞ",
    "İ",
    "ß",
    "ﬁ",
    "①",
    "㍻",
    "👨‍👩‍👧‍👦",
    "🇯🇵🇯",
    "1️⃣",
    "\r\n",
    "\u{2028}",
    "\u{a0}",
    "\u{3000}",
    "\\",
    "'",
    "\"",
    "=",
    "&",
    "%",
    "%zz",
    "+",
];

/// Draws anything: letters of all scripts, and pieces of the given kind in any order.
pub(crate) fn anything(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![6 => select(pieces), 2 => select(ODD), 1 => Just(" ")];
    let joined = vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => joined, 1 => any::<String>()]
}

/// Draws a word as another hand writes it: wide or narrow, in capitals or not, with space around it.
pub(crate) fn rewritten(word: &str) -> impl Strategy<Value = String> + use<> {
    let word = word.to_owned();
    (any::<bool>(), any::<bool>(), space(), space()).prop_map(
        move |(is_wide, is_upper, before, after)| {
            let word = if is_upper { word.to_uppercase() } else { word.clone() };
            let word = if is_wide { widened(&word) } else { word };
            format!("{before}{word}{after}")
        },
    )
}

/// Draws what stands around a pasted word and is not seen.
pub(crate) fn space() -> impl Strategy<Value = String> {
    const BLANKS: &[&str] =
        &[" ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\t", "\n", "\r\n"];
    vec(select(BLANKS), 0..3).prop_map(|blanks| blanks.concat())
}

/// Returns a text in the wide letters of a Japanese keyboard.
pub(crate) fn widened(text: &str) -> String {
    let wide = |c| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        ' ' => '\u{3000}',
        _ => c,
    };
    text.chars().map(wide).collect()
}
