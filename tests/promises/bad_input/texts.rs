//! Cases 68 to 106: the text of a post.

use super::*;

fn posts(number: u8, typed: &str, text: &str) -> Case {
    cell(number, Cell::text(typed), text)
}

/// A text that goes out exactly as it was typed.
fn same(number: u8, typed: &str) -> Case {
    posts(number, typed, typed)
}

fn cell(number: u8, cell: Cell, text: &str) -> Case {
    Case::new(number, due(PostColumn::Text, cell), Outcome::Posts(text.to_owned()))
}

fn refused(number: u8, cell: Cell, english: &'static str, japanese: &'static str) -> Case {
    Case::new(number, due(PostColumn::Text, cell), Outcome::Failed).says(english, japanese)
}

#[test]
fn a_text_is_counted_as_threads_counts_it() {
    check_all(&[
        same(68, &"あ".repeat(500)),
        refused(69, Cell::text(&"あ".repeat(501)), "501 characters; 1 too many", "1 文字多すぎ"),
        refused(70, Cell::text(&"😀".repeat(200)), "800 characters", "800 文字"),
        refused(97, Cell::text(&"a".repeat(50_000)), "49,500 too many", "49,500 文字多すぎ"),
        same(98, "#a #b #c 三つのタグ"),
        refused(98, Cell::text(&"#tag ".repeat(1_000)), "too many", "多すぎ"),
        refused(
            99,
            Cell::text(
                &(0..6).map(|n| format!("https://a.example/{n}")).collect::<Vec<_>>().join(" "),
            ),
            "6 different links",
            "6 個のリンク",
        ),
    ]);
}

#[test]
fn a_text_goes_out_as_it_was_typed() {
    check_all(&[
        same(71, "👨‍👩‍👧‍👦 🇯🇵 👍🏽 1️⃣"),
        same(72, "a\u{fffd}b").says("lost character", "文字化け"),
        same(73, "مرحبا \u{202b}abc\u{202c} שלום"),
        same(74, "cafe\u{301} か\u{3099}"),
        same(75, "Z\u{351}\u{36b}\u{343}a\u{328}lgo"),
        same(81, "=1+1"),
        same(84, "#N/A"),
        same(85, "+123"),
        same(85, "-5"),
        same(85, "@someone"),
        posts(86, "a\r\nb\rc\u{b}d\u{2028}e", "a\nb\nc\nd\ne"),
        same(87, &format!("a{}b", "\n".repeat(13))),
        posts(88, "a\n\n", "a"),
        same(89, "a\tb"),
        same(90, "“quotes” — dash"),
        same(91, "<b>&amp;</b>"),
        same(92, "**bold** [x](https://a.example)"),
        posts(104, "a\0b\u{1b}", "ab").says("control characters", "制御文字"),
        same(105, "\u{e000}\u{378}"),
    ]);
}

#[test]
fn a_text_without_anything_to_see_is_no_post() {
    // No text and no media is a row that is not filled in yet: it is left alone, silently.
    let nothing = |number, typed: &str| {
        Case::new(number, due(PostColumn::Text, Cell::text(typed)), Outcome::Waits)
    };
    check_all(&[
        nothing(76, "\u{200b}\u{200d}\u{feff}"),
        nothing(77, " \n\u{3000}\n"),
        nothing(126, ""),
    ]);
}

#[test]
fn what_is_no_text_goes_out_as_the_cell_shows_it() {
    let plain = |value, shown: &str| number(value, shown, Format::Plain);
    check_all(&[
        cell(78, plain(0.0, "0"), "0").says("as the cell shows it", "表示のまま"),
        cell(78, ticked(false), "FALSE").says("as the cell shows it", "表示のまま"),
        cell(79, plain(1.1, "1.10"), "1.10").says("as the cell shows it", "表示のまま"),
        cell(80, plain(0.5, "50%"), "50%").says("as the cell shows it", "表示のまま"),
        cell(80, plain(1980.0, "¥1,980"), "¥1,980").says("as the cell shows it", "表示のまま"),
        cell(82, formula("=\"Hi \"&B2", Cell::text("Hi 花")), "Hi 花"),
        // The address behind a linked text is not posted: the cell does not show it.
        cell(94, formula("=HYPERLINK(\"https://a.example\",\"店\")", Cell::text("店")), "店"),
        cell(95, Cell::text("山田 花子"), "山田 花子"),
    ]);
}

#[test]
fn a_formula_error_or_a_picture_is_never_posted() {
    let errors = ["#REF!", "#N/A", "#NAME?", "#ERROR!"];
    for name in errors {
        refused(83, error(name), "formula error", "数式エラー").check();
    }
    check_all(&[
        refused(83, error("Loading..."), "still shows", "まだ計算中"),
        refused(177, formula("=X()", Cell::text("Loading...")), "still shows", "まだ計算中"),
        refused(96, formula("=IMAGE(\"https://a.example\")", Cell::default()), "picture", "画像"),
    ]);
}

/// Returns which of two rows go out, and what is said about the second.
fn both(one: &[(PostColumn, Cell)], other: &[(PostColumn, Cell)]) -> ([bool; 2], String) {
    let mut desk = Desk::new(Language::Japanese);
    desk.account(&[
        (AccountColumn::Account, Cell::text("my_cafe")),
        (AccountColumn::Token, Cell::text(&token().replace('x', "w"))),
    ]);
    desk.post(one);
    desk.post(other);
    let goes_out =
        |post| desk.decision(post).is_some_and(|decision| decision.then == Then::Publish);
    ([goes_out(0), goes_out(1)], desk.words(1))
}

#[test]
fn the_same_post_goes_out_once_and_the_same_words_at_another_time_again() {
    let morning = |at: &str, account: &str, text: &str| {
        [
            (PostColumn::Account, Cell::text(account)),
            (PostColumn::Text, Cell::text(text)),
            (PostColumn::PublishAt, Cell::text(at)),
        ]
    };
    let first = morning("2026-11-23 10:00", ACCOUNT, "おはよう");
    let (goes_out, words) = both(&first, &first);
    assert_eq!(goes_out, [true, false], "case 100");
    assert!(words.contains("2 行目とまったく同じ投稿です"), "case 100: {words}");
    let later = morning("2026-11-23 10:01", ACCOUNT, "おはよう");
    assert_eq!(both(&first, &later).0, [true, true], "case 101");
    let elsewhere = morning("2026-11-23 10:00", "my_cafe", "おはよう");
    assert_eq!(both(&first, &elsewhere).0, [true, true], "case 102");
    let spaced = morning("2026-11-23 10:00", ACCOUNT, "おはよう ");
    assert_eq!(both(&first, &spaced).0, [true, false], "case 103");
    let composed = (
        morning("2026-11-23 10:00", ACCOUNT, "cafe\u{301}"),
        morning("2026-11-23 10:00", ACCOUNT, "caf\u{e9}"),
    );
    assert_eq!(both(&composed.0, &composed.1).0, [true, false], "case 74");
    let mut desk = Desk::new(Language::English);
    desk.post(&first);
    desk.post(&morning("2026-11-23 10:00", ACCOUNT, "こんにちは"));
    let rows = desk.post_rows();
    assert_ne!(rows[0].hash, rows[1].hash, "case 106: a changed text is another post");
}
