//! Columns that nobody knows and whose header reads like one of a further text of the post: `返信ツリー1`, `post 2`.
//!
//! Only a guess, by which a person is asked. Notes, categories and what a tool keeps for itself must not be named in
//! every run, so a header needs a word for a text, and none that says what else the column holds.

use super::fold;
use crate::cell::{Cell, Value};

/// Words of Japanese headers for the parts of a thread.
const PARTS_JA: &[&str] = &["ツリー", "返信", "リプ", "スレッド", "続き", "つづき", "連投"];

/// Words of Japanese headers for the text of a post; only with a number they speak of a further one.
const TEXTS_JA: &[&str] = &["投稿", "本文", "文章", "テキスト", "キャプション", "ポスト"];

/// Words of Japanese headers that number a text without digits.
const FURTHER_JA: &[&str] =
    &["子投稿", "子ポスト", "追加", "次の", "二", "三", "四", "五", "六", "七", "八", "九"];

/// What Japanese headers say of a column that holds no text of a post.
const NO_TEXT_JA: &[&str] = &[
    "id",
    "url",
    "リンク",
    "日",
    "時",
    "数",
    "状態",
    "状況",
    "ステータス",
    "メモ",
    "備考",
    "チェック",
    "結果",
    "エラー",
    "担当",
    "番号",
    "種類",
    "種別",
    "分類",
    "カテゴリ",
    "テーマ",
    "ジャンル",
    "アイデア",
    "参考",
    "元",
    "先",
    "者",
    "済",
    "可否",
    "有無",
    "順",
    "分析",
    "反応",
    "目的",
    "狙い",
    "意図",
    "予定",
    "承認",
    "確認",
    "型",
    "タイプ",
    "形式",
    "範囲",
    "ターゲット",
    "評価",
    "感想",
    "案",
    "名",
    "曜",
    "率",
    "制限",
    "設定",
    "フラグ",
    "画像",
    "動画",
];

/// Words of English headers for the parts of a thread.
const PARTS_EN: &[&str] = &["reply", "thread", "followup"];

/// Words of English headers for the text of a post; only with a number they speak of a further one.
const TEXTS_EN: &[&str] =
    &["post", "text", "caption", "tweet", "body", "content", "comment", "part", "message", "copy"];

/// Words of English headers that number a text without digits.
const FURTHER_EN: &[&str] = &["second", "third", "next", "more", "extra", "additional", "child"];

/// What English headers say of a column that holds no text of a post.
const NO_TEXT_EN: &[&str] = &[
    "id", "ids", "url", "urls", "link", "links", "date", "day", "time", "at", "on", "status",
    "state", "count", "type", "kind", "error", "note", "notes", "memo", "by", "author", "owner",
    "user", "name", "control", "to", "after", "settings", "likes", "views", "length", "chars",
    "idea", "ideas", "score", "category", "topic", "theme", "ref", "source", "key", "hash",
    "result", "response", "prompt", "number", "no", "order", "image", "images", "video", "media",
    "picture", "photo", "limit", "flag", "is", "has", "platform", "account",
];

/// From how many characters on a cell under a header without a number is a text.
const LONG: usize = 20;

/// Tells whether a cell under an unknown header seems to hold a further text of the post.
pub(crate) fn is_further_text(header: &str, cell: &Cell) -> bool {
    // Numbers, dates and boxes are no texts; nor is what only a sum or a lookup has come to say in a word.
    let Value::Text(text) = &cell.value else { return false };
    let n_chars = text.trim().chars().count();
    let is_answer = cell.flag().is_some() || cell.is_loading();
    if n_chars < 2 || is_answer || text.chars().all(|c| !c.is_alphabetic()) {
        return false;
    }
    match likeness(header) {
        Some(Likeness::Numbered) => true,
        Some(Likeness::Part) => n_chars >= LONG,
        None => false,
    }
}

/// How much a header reads like one of a further text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// It numbers a text: there is no other meaning that is likely.
    Numbered,
    /// It is about parts of a thread.
    Part,
}

fn likeness(header: &str) -> Option<Likeness> {
    let plain = fold(header);
    let has_any = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let words = words(&plain);
    let is_any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    // `replytext2` is one word.
    let begins_any =
        |list: &[&str]| list.iter().any(|begin| words.iter().any(|it| it.starts_with(begin)));
    let is_japanese = !plain.is_ascii();
    if is_any(NO_TEXT_EN) || is_japanese && has_any(NO_TEXT_JA) {
        return None;
    }
    let is_numbered =
        plain.contains(|c: char| c.is_ascii_digit()) || is_any(FURTHER_EN) || has_any(FURTHER_JA);
    let is_part = has_any(PARTS_JA) || begins_any(PARTS_EN);
    let is_text = is_part || has_any(TEXTS_JA) || is_any(TEXTS_EN);
    match (is_text && is_numbered, is_part) {
        (true, _) => Some(Likeness::Numbered),
        (false, true) => Some(Likeness::Part),
        (false, false) => None,
    }
}

/// Returns the runs of Latin letters of a header.
fn words(plain: &str) -> Vec<&str> {
    let words = plain.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "lists of headers")]
    fn headers_of_further_texts_are_known_by_their_words() {
        for header in [
            "返信ツリー1",
            "子投稿1",
            "子投稿",
            "2つ目の投稿",
            "二つ目の投稿",
            "投稿２",
            "本文（2）",
            "キャプション2",
            "追加テキスト",
            "ツリー本文_3",
            "post 2",
            "Post2",
            "caption 2",
            "second post",
            "reply text 2",
            "replyText2",
            "thread_post_3",
            "tweet 2",
            "next post",
        ] {
            assert_eq!(likeness(header), Some(Likeness::Numbered), "{header}");
        }
        for header in ["返信用の文", "ツリー投稿文", "リプ用", "reply draft", "thread copy"]
        {
            assert_eq!(likeness(header), Some(Likeness::Part), "{header}");
        }
        for header in [
            "memo",
            "メモ",
            "メモ2",
            "備考",
            "備考1",
            "notes",
            "notes 2",
            "category",
            "カテゴリ",
            "カテゴリ2",
            "投稿メモ2",
            "投稿案2",
            "返信先URL",
            "返信数",
            "返信担当",
            "投稿ID2",
            "post id 2",
            "post_type",
            "posted_at",
            "posted by 2",
            "投稿日2",
            "投稿者",
            "文字数",
            "本文の文字数2",
            "reply count",
            "reply_to_id",
            "thread id",
            "replied_at",
            "テーマ2",
            "ネタ2",
            "担当者2",
            "post",
            "text",
            "caption",
            "context 2",
            "X",
            "Instagram 2",
            "prompt 2",
            "返信済み",
            "返信状況",
            "キャンペーン2",
            "1",
            "",
            "投稿予定2",
        ] {
            assert_eq!(likeness(header), None, "{header}");
        }
    }

    #[test]
    fn only_words_are_a_text() {
        let holds = |header: &str, text: &str| is_further_text(header, &Cell::text(text));
        assert!(holds("post 2", "Second") && holds("子投稿1", "続き"));
        for text in ["", "A", "3", "2026/11/23 9:00", "TRUE", "no", "✓✓", "Loading..."] {
            assert!(!holds("post 2", text), "{text}");
        }
        let number = Cell { value: Value::Number(3.0), shown: "three".into(), ..Cell::default() };
        assert!(!is_further_text("post 2", &number));
        assert!(!holds("返信用の文", "田中さん") && !holds("reply draft", &"a".repeat(19)));
        assert!(holds("reply draft", &"a".repeat(20)));
        assert!(!holds("notes", &"a".repeat(200)));
    }
}
