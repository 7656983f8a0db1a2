//! The smaller cells, as people fill them in.
#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;

#[test]
fn each_line_describes_one_medium_and_nothing_is_cut() {
    let read = |text: &str, n_media| read_alt_text(&Cell::text(text), n_media);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(read("a cat\r\n\r\na dog", 3), Ok(vec![some("a cat"), None, some("a dog")]));
    assert_eq!(read("one\ntwo", 1), Ok(vec![some("one\ntwo")]));
    assert_eq!(read("", 2), Ok(vec![None, None]));
    assert_eq!(read(" ", 0), Ok(vec![]));
    assert_eq!(read("a", 0), Err(OptionFault::AltTooMany { n_lines: 1, n_media: 0 }));
    assert_eq!(read("a\nb\nc", 2), Err(OptionFault::AltTooMany { n_lines: 3, n_media: 2 }));
    assert_eq!(read(&"あ".repeat(1_000), 1).unwrap().len(), 1);
    let long = format!("a\n{}", "あ".repeat(1_001));
    assert_eq!(read(&long, 2), Err(OptionFault::AltTooLong { line: 2, length: 1_001 }));
}

#[test]
fn a_topic_is_one_short_tag() {
    let read = |text: &str| read_topic(&Cell::text(text));
    for (typed, topic) in [("#coffee", "coffee"), (" ＃ 新商品\n\u{200b} ", "新商品"), ("👨‍👩‍👧", "👨‍👩‍👧")]
    {
        assert_eq!(read(typed), Ok(Some(topic.to_owned())), "{typed}");
    }
    assert_eq!(read(" # "), Ok(None));
    assert_eq!(read(&"あ".repeat(50)).unwrap().map(|topic| topic.chars().count()), Some(50));
    for (typed, fault) in [
        ("#a #b", OptionFault::TopicSeveral as fn(String) -> OptionFault),
        ("a\nb", OptionFault::TopicSeveral),
        ("v1.0", OptionFault::TopicSign),
        ("R&B", OptionFault::TopicSign),
        (&"あ".repeat(51), OptionFault::TopicTooLong),
    ] {
        assert_eq!(read(typed), Err(fault(typed.to_owned())), "{typed}");
    }
}

#[test]
fn a_link_is_one_web_address() {
    let read = |text: &str| read_link(&Cell::text(text));
    for typed in [" https://a.example/x \n", "\u{feff} https://a.example/x\u{a0}\u{200b}"] {
        assert_eq!(read(typed), Ok(Some("https://a.example/x".to_owned())), "{typed:?}");
    }
    assert_eq!(read("\u{1}https://a.example/x"), Ok(Some("https://a.example/x".to_owned())));
    let encoded = Ok(Some("https://a.example/%E5%BA%97".to_owned()));
    assert_eq!(read("https://a.example/店"), encoded);
    assert_eq!(read("\u{200b}"), Ok(None));
    for signs in ["。", "、", ")", "）", ").", "」。", ",", "!"] {
        let typed = format!("https://a.example/page{signs}");
        assert_eq!(read(&typed), Ok(Some("https://a.example/page".to_owned())), "{typed}");
    }
    for kept in [
        "https://en.wikipedia.org/wiki/Foo_(bar)",
        "https://web.archive.org/web/2026/https://a.example/",
        "http://a.example/?u=https://b.example",
    ] {
        assert_eq!(read(&format!("「{kept}」")), Ok(Some(kept.to_owned())));
    }
    for typed in ["https://localhost/x", "http://192.168.0.2/x", "https://a", "https://[::1]/"] {
        assert_eq!(read(typed), Err(OptionFault::LinkPrivate(typed.to_owned())));
    }
    for typed in [
        "a.example",
        "ftp://a.example/x",
        "mailto:a@b.example",
        "https://a.example https://b.example",
        "https://a.examplehttps://b.example",
        "（）",
        "店",
    ] {
        assert_eq!(read(typed), Err(OptionFault::Link(typed.to_owned())));
    }
}

#[test]
fn who_can_reply_is_read_by_every_label() {
    for choice in ReplyControl::ALL {
        for label in
            [choice.as_api(), choice.label(Language::English), choice.label(Language::Japanese)]
        {
            let typed = Cell::text(&format!(" {} ", label.to_uppercase()));
            assert_eq!(read_reply_control(&typed), Ok(Some(choice)), "{label}");
        }
    }
    assert_eq!(read_reply_control(&Cell::text("")), Ok(None));
    let unknown = Err(OptionFault::ReplyControl("friends".to_owned()));
    assert_eq!(read_reply_control(&Cell::text("friends")), unknown);
}

#[test]
fn a_reply_goes_to_the_row_above_or_to_one_post() {
    let read = |text: &str| read_reply_to(&Cell::text(text));
    for previous in ["previous", "前の行", " Previous Row "] {
        assert_eq!(read(previous), Ok(Some(ReplyTo::Previous)), "{previous}");
    }
    assert_eq!(
        read("18000000000000000"),
        Ok(Some(ReplyTo::MediaId("18000000000000000".to_owned())))
    );
    let link = "https://www.threads.com/@my_shop/post/AbC";
    for typed in [link.to_owned(), format!("{link}\u{a0}\u{200b}")] {
        assert_eq!(read(&typed), Ok(Some(ReplyTo::Permalink(link.to_owned()))), "{typed:?}");
    }
    let number = Cell {
        value: Value::Number(1.8e16),
        shown: "18000000000000000".to_owned(),
        ..Cell::default()
    };
    assert!(read_reply_to(&number).is_err());
    for typed in ["row 5", "https://example.com/post/1", "https://www.threads.com/@my_shop"] {
        assert_eq!(read(typed), Err(OptionFault::ReplyTo(typed.to_owned())));
    }
    let error = Cell { value: Value::Error("#N/A".to_owned()), ..Cell::default() };
    let fault = OptionFault::Error { column: PostColumn::ReplyTo, error: "#N/A".to_owned() };
    assert_eq!(read_reply_to(&error), Err(fault));
}
