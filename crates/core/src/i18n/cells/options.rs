//! What is said about Alt text, Topic, Link, Reply control and Reply to.

use super::{formula_error, quoted, short, thousands};
use crate::columns::alt_text::ALT_TEXT_MAX;
use crate::columns::topic::TOPIC_MAX;
use crate::columns::{OptionFault, PostColumn, ReplyControl};
use crate::language::Language;

/// Of an address that nobody else can open.
const PRIVATE: [&str; 2] = [
    "this address works only inside your own computer or network. Paste one that everybody can open.",
    "このアドレスは自分のパソコンやネットワークの中でしか開けません。だれでも開けるアドレスを貼ってください。",
];
/// Of words that have a link behind them.
const BEHIND: [&str; 2] = [
    "a link lies behind these words. Paste the address itself, https://…",
    "文字にリンクが設定されています。アドレスそのもの（https://…）を貼ってください。",
];

/// Says what is wrong with one of the smaller cells of a post.
#[must_use]
pub fn option(column: PostColumn, fault: &OptionFault, language: Language) -> String {
    let header = |column: PostColumn| quoted(column.header(language), language);
    match fault {
        OptionFault::Error(error) => formula_error(&header(column), error, language),
        OptionFault::AltTooLong { line, length } => alt_too_long(*line, *length, language),
        OptionFault::AltTooMany { n_lines, n_media } => alt_too_many(*n_lines, *n_media, language),
        OptionFault::TopicTooLong(read) => topic(
            read,
            &language.pick(
                format!("a topic has at most {TOPIC_MAX} characters. Shorten it."),
                format!("トピックは {TOPIC_MAX} 文字までです。短くしてください。"),
            ),
            language,
        ),
        OptionFault::TopicSign(read) => topic(
            read,
            language.pick(
                "a topic can hold neither a full stop nor &. Take them out.",
                "トピックに「.」と「&」は使えません。取り除いてください。",
            ),
            language,
        ),
        OptionFault::TopicSeveral(read) => topic(
            read,
            language.pick(
                "a post has one topic only. Keep one of them.",
                "トピックは 1 つの投稿に 1 つだけです。1 つに絞ってください。",
            ),
            language,
        ),
        OptionFault::LinkWithMedia => {
            let link = quoted(PostColumn::Link.header(language), language);
            let media = quoted(PostColumn::Media.header(language), language);
            language.pick(
                format!("Threads shows a link card only under a post without images or videos. Empty {link} or {media}, or put the address into the text."),
                format!("リンクカードは画像・動画のない投稿にだけ付けられます。{link}か{media}のどちらかを空にするか、アドレスを本文に書いてください。"),
            )
        }
        OptionFault::Link(read) => {
            let (header, read) = (header(PostColumn::Link), short(read));
            language.pick(
                format!("{header} says \"{read}\", which is not one web address. Type a single address that begins with https://."),
                format!("{header}の「{read}」はウェブのアドレスではありません。https:// で始まるアドレスを 1 つだけ入力してください。"),
            )
        }
        OptionFault::LinkPrivate(read) => link(read, PRIVATE, language),
        OptionFault::LinkBehind(read) => link(read, BEHIND, language),
        OptionFault::ReplyControl(read) => {
            let (header, read) = (header(PostColumn::ReplyControl), short(read));
            let choices = ReplyControl::ALL.map(|choice| choice.label(language));
            let choices = choices.join(language.pick(", ", "」「"));
            language.pick(
                format!("{header} says \"{read}\", which is not a known choice. Leave it empty, or use one of: {choices}."),
                format!("{header}の「{read}」は使えません。空にするか、「{choices}」のどれかにしてください。"),
            )
        }
        OptionFault::ReplyTo(read) => {
            let (header, read) = (header(PostColumn::ReplyTo), short(read));
            language.pick(
                format!("{header} says \"{read}\", which is no post. Type previous for the row above, or paste the address of a Threads post."),
                format!("{header}の「{read}」からは返信先が分かりません。上の行の投稿なら「前の行」、ほかの投稿ならその Threads のアドレスを入力してください。"),
            )
        }
    }
}

/// Says that the address of a Link cell leads nowhere for others.
fn link(read: &str, what: [&str; 2], language: Language) -> String {
    let (header, read) = (quoted(PostColumn::Link.header(language), language), short(read));
    let what = language.pick(what[0], what[1]);
    language
        .pick(format!("{header} says \"{read}\": {what}"), format!("{header}の「{read}」: {what}"))
}

fn alt_too_long(line: usize, length: usize, language: Language) -> String {
    let header = quoted(PostColumn::AltText.header(language), language);
    let (over, max) = (length.saturating_sub(ALT_TEXT_MAX), thousands(ALT_TEXT_MAX));
    let (length, over) = (thousands(length), thousands(over));
    language.pick(
        format!("{header}, line {line}, has {length} characters; {over} too many. Threads takes {max}. Shorten it."),
        format!("{header}の {line} 行目が {length} 文字あり、{over} 文字多すぎます。上限は {max} 文字です。短くしてください。"),
    )
}

fn alt_too_many(n_lines: usize, n_media: usize, language: Language) -> String {
    let header = quoted(PostColumn::AltText.header(language), language);
    let media = quoted(PostColumn::Media.header(language), language);
    if n_media == 0 {
        return language.pick(
            format!("{header} describes an image or video, but the row has none. Fill in {media}, or empty this cell."),
            format!("{header}がありますが、この行に画像・動画がありません。{media}を入力するか、このセルを空にしてください。"),
        );
    }
    language.pick(
        format!("{header} has {n_lines} lines, but {media} holds {n_media} images or videos. Write one line for each of them."),
        format!("{header}が {n_lines} 行ありますが、{media}の画像・動画は {n_media} 個です。1 個につき 1 行で書いてください。"),
    )
}

fn topic(read: &str, what: &str, language: Language) -> String {
    let (header, read) = (quoted(PostColumn::Topic.header(language), language), short(read));
    language
        .pick(format!("{header} says \"{read}\": {what}"), format!("{header}の「{read}」: {what}"))
}
