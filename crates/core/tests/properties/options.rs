//! The smaller cells: alt text, topic, link, who can reply, what a post answers.

use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::alt_text::{ALT_TEXT_MAX, read as read_alt_text};
use threadsheet_core::columns::link::read as read_link;
use threadsheet_core::columns::reply_control::{ReplyControl, read as read_reply_control};
use threadsheet_core::columns::reply_to::{ReplyTo, read as read_reply_to};
use threadsheet_core::columns::topic::{TOPIC_MAX, read as read_topic};
use threadsheet_core::language::Language;

use super::strategies::{anything, rewritten, space, times};

const PIECES: &[&str] = &[
    "#",
    "＃",
    "topic",
    "新商品",
    ".",
    "&",
    "👨‍👩‍👧",
    "https://",
    "a.example/",
    "店",
    "www.threads.com/@a/post/AbC",
    "?x=1",
    "previous",
    "前の行",
    "17900000000000001",
    "everyone",
    "全員",
    "フォロワー",
    "のみ",
    "\n",
    "_",
    "mailto:",
];

proptest! {
    #![proptest_config(times(400))]

    #[test]
    fn a_topic_that_is_taken_is_one_short_tag_and_stays_so(typed in anything(PIECES)) {
        let Ok(Some(topic)) = read_topic(&Cell::text(&typed)) else { return Ok(()) };
        prop_assert!(!topic.contains(['#', '.', '&', '\n']) && !topic.is_empty(), "{:?}", topic);
        prop_assert!(topic.chars().count() <= TOPIC_MAX);
        prop_assert_eq!(read_topic(&Cell::text(&topic)), Ok(Some(topic)));
    }

    #[test]
    fn a_topic_is_the_same_with_a_sign_in_front_and_space_around(
        topic in "[a-zぁ-ん][a-z0-9ぁ-ん]{0,20}",
        sign in select(vec!["", "#", "＃", "# "]),
        (before, after) in ("[ \u{3000}\u{200b}]{0,3}", "[ \u{3000}\u{200b}\n]{0,3}"),
    ) {
        let typed = format!("{before}{sign}{topic}{after}");
        prop_assert_eq!(read_topic(&Cell::text(&typed)), Ok(Some(topic)));
    }

    #[test]
    fn every_medium_has_a_place_for_its_words(typed in anything(PIECES), n_media in 0..5usize) {
        let Ok(texts) = read_alt_text(&Cell::text(&typed), n_media) else { return Ok(()) };
        prop_assert_eq!(texts.len(), n_media);
        for text in texts.iter().flatten() {
            prop_assert!(!text.is_empty() && text.trim() == text);
            prop_assert!(text.chars().count() <= ALT_TEXT_MAX);
            prop_assert!(n_media == 1 || !text.contains('\n'));
        }
    }

    #[test]
    fn each_line_belongs_to_its_medium(
        lines in proptest::collection::vec("[a-zぁ-ん]{0,8}", 2..6),
        between in select(vec!["\n", "\r\n", "\r", "\u{2028}", " \n "]),
    ) {
        let texts = read_alt_text(&Cell::text(&lines.join(between)), lines.len()).unwrap();
        let filled = |line: &String| Some(line.clone()).filter(|line| !line.is_empty());
        let wanted: Vec<_> = lines.iter().map(filled).collect();
        prop_assert_eq!(texts, wanted);
    }

    #[test]
    fn a_link_that_is_taken_is_one_web_address_and_stays_so(typed in anything(PIECES)) {
        let Ok(Some(link)) = read_link(&Cell::text(&typed)) else { return Ok(()) };
        prop_assert!(link.to_ascii_lowercase().starts_with("http") && link.is_ascii(), "{}", link);
        prop_assert!(!link.contains(char::is_whitespace), "{}", link);
        prop_assert_eq!(read_link(&Cell::text(&link)), Ok(Some(link)));
    }

    #[test]
    fn who_can_reply_is_read_in_any_hand(
        (choice, typed) in (
            select(ReplyControl::ALL.to_vec()),
            select(vec![Language::English, Language::Japanese]),
        ).prop_flat_map(|(choice, language)| (Just(choice), rewritten(choice.label(language)))),
        other in anything(PIECES),
    ) {
        prop_assert_eq!(read_reply_control(&Cell::text(&typed)), Ok(Some(choice)));
        if let Ok(Some(choice)) = read_reply_control(&Cell::text(&other)) {
            prop_assert_eq!(read_reply_control(&Cell::text(choice.as_api())), Ok(Some(choice)));
        }
    }

    #[test]
    fn what_a_post_answers_is_the_row_above_an_address_or_an_id(typed in anything(PIECES)) {
        match read_reply_to(&Cell::text(&typed)) {
            Ok(Some(ReplyTo::Permalink(url))) => {
                prop_assert!(url.contains("threads."));
                let again = read_reply_to(&Cell::text(&url));
                prop_assert_eq!(again, Ok(Some(ReplyTo::Permalink(url))));
            }
            Ok(Some(ReplyTo::MediaId(id))) => {
                prop_assert!(id.len() >= 10 && id.bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert_eq!(read_reply_to(&Cell::text(&id)), Ok(Some(ReplyTo::MediaId(id))));
            }
            Ok(Some(ReplyTo::Previous) | None) | Err(_) => {}
        }
    }

    #[test]
    fn a_parent_is_known_in_any_hand(
        word in select(vec!["previous", "previous row", "前の行", "上の行"]).prop_flat_map(rewritten),
        id in "[1-9][0-9]{9,17}".prop_flat_map(|id| (Just(id.clone()), rewritten(&id))),
        post in "[A-Za-z0-9_-]{11}",
        (before, after) in (space(), space()),
    ) {
        prop_assert_eq!(read_reply_to(&Cell::text(&word)), Ok(Some(ReplyTo::Previous)));
        prop_assert_eq!(read_reply_to(&Cell::text(&id.1)), Ok(Some(ReplyTo::MediaId(id.0))));
        let url = format!("https://www.threads.com/@shop/post/{post}");
        let typed = format!("{before}{url}{after}");
        prop_assert_eq!(read_reply_to(&Cell::text(&typed)), Ok(Some(ReplyTo::Permalink(url))));
    }
}
