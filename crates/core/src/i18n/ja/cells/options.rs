//! What is said about the optional cells of a post: Alt text, Topic, Link …

use super::media::media_of;
use super::{formula_error, quoted, text_of};
use crate::columns::alt_text::ALT_TEXT_MAX;
use crate::columns::topic::TOPIC_MAX;
use crate::columns::{LengthFault, OptionFault, PostColumn, ReplyControl};
use crate::i18n::display::{short, thousands};
use crate::i18n::ja::LANGUAGE;
use crate::schedule::DELAY_DAYS_MAX;

/// Of an address that nobody else can open.
const PRIVATE: &str = "このアドレスは自分のパソコンやネットワークの中でしか開けません。だれでも開けるアドレスを貼ってください。";

/// Of words that have a link behind them.
const BEHIND: &str =
    "文字にリンクが設定されています。アドレスそのもの（https://…）を貼ってください。";

pub(crate) fn option(column: PostColumn, fault: &OptionFault) -> String {
    let header = |column: PostColumn| quoted(column.header(LANGUAGE));
    match fault {
        OptionFault::Error(error) => formula_error(&header(column), error),
        OptionFault::AltTooLong { line, length } => alt_too_long(*line, *length),
        OptionFault::AltTooMany { n_lines, n_media } => alt_too_many(*n_lines, *n_media),
        OptionFault::TopicTooLong(read) => {
            topic(read, &format!("トピックは {TOPIC_MAX} 文字までです。短くしてください。"))
        }
        OptionFault::TopicSign(read) => {
            topic(read, "トピックに「.」と「&」は使えません。取り除いてください。")
        }
        OptionFault::TopicSeveral(read) => {
            topic(read, "トピックは 1 つの投稿に 1 つだけです。1 つに絞ってください。")
        }
        OptionFault::LinkWithMedia => {
            let link = quoted(PostColumn::Link.header(LANGUAGE));
            let media = quoted(PostColumn::Media.header(LANGUAGE));
            format!(
                "リンクカードは画像・動画のない投稿にだけ付けられます。{link}か{media}のどちらかを空にするか、アドレスを本文に書いてください。"
            )
        }
        OptionFault::Link(read) => {
            let (header, read) = (header(PostColumn::Link), short(read));
            format!(
                "{header}の「{read}」はウェブのアドレスではありません。https:// で始まるアドレスを 1 つだけ入力してください。"
            )
        }
        OptionFault::LinkPrivate(read) => link(read, PRIVATE),
        OptionFault::LinkBehind(read) => link(read, BEHIND),
        OptionFault::ReplyControl(read) => {
            let (header, read) = (header(PostColumn::ReplyControl), short(read));
            let choices = ReplyControl::ALL.map(|choice| choice.label(LANGUAGE));
            let choices = choices.join("」「");
            format!(
                "{header}の「{read}」は使えません。空にするか、「{choices}」のどれかにしてください。"
            )
        }
        OptionFault::Country(read) => {
            let (header, read) = (header(PostColumn::Countries), short(read));
            format!(
                "{header}の「{read}」は国名として読み取れません。「日本、US」のように、国名か 2 文字の国コードを「、」で区切って入力してください。"
            )
        }
        OptionFault::Text(fault) => text_of(column, fault),
        OptionFault::Media(fault) => media_of(column, fault),
        OptionFault::Length { why, read } => length(&header(column), *why, read),
        OptionFault::ColumnGone => {
            let header = header(column);
            format!(
                "{header}の列が見つからないため、返信をいつ投稿するか分かりません。列を元に戻してください。列を使わない場合、続きをすぐ投稿するには「ステータス」を「今すぐ」に、ここまでにするには「投稿済み」にしてください。"
            )
        }
        OptionFault::CountriesNotAllowed => {
            let header = header(PostColumn::Countries);
            format!(
                "このアカウントでは、Threads で公開する国を選べないため、投稿しませんでした。どの国にも公開してよければ、{header}を空にしてください。"
            )
        }
        OptionFault::TreeOrder(read) => tree_order(read),
        OptionFault::OrderWithoutTree(read) => order_without_tree(read),
        OptionFault::ReplyTo(read) => {
            let (header, read) = (header(PostColumn::ReplyTo), short(read));
            format!(
                "{header}の「{read}」からは返信先が分かりません。上の行の投稿なら「前の行」、ほかの投稿ならその Threads のアドレスを入力してください。"
            )
        }
    }
}

fn tree_order(read: &str) -> String {
    let (header, read) = (quoted(PostColumn::TreeOrder.header(LANGUAGE)), short(read));
    format!(
        "{header}の「{read}」は番号として読み取れません。1、2、3 のような整数を入力してください。"
    )
}

fn order_without_tree(read: &str) -> String {
    let columns = [PostColumn::TreeOrder, PostColumn::TreeId];
    let [order, id] = columns.map(|column| quoted(column.header(LANGUAGE)));
    let read = short(read);
    format!(
        "{order}は「{read}」ですが、{id}が空のため、どの投稿の続きか分かりません。{id}を入力するか、1 つの投稿として出すなら{order}を空にしてください。"
    )
}

/// Says why a cell holds no length of time that a reply can be kept back.
fn length(header: &str, why: LengthFault, read: &str) -> String {
    let read = short(read);
    let at_once = "すぐ続けて投稿するなら空にしてください。";
    match why {
        LengthFault::Unreadable => format!(
            "{header}の「{read}」から時間の長さを読み取れません。「30分」「2時間」「1日」のように入力してください。{at_once}"
        ),
        LengthFault::WithoutUnit => format!(
            "{header}の「{read}」に単位がありません。「30分」「2時間」のように単位を付けてください。{at_once}"
        ),
        LengthFault::Negative => format!(
            "{header}の「{read}」は投稿より前になります。「30分」のように、投稿してからの時間を入力してください。{at_once}"
        ),
        LengthFault::TooLong => format!(
            "{header}の「{read}」は長すぎます。{DELAY_DAYS_MAX} 日以内にしてください。{at_once}"
        ),
        LengthFault::Volatile => format!(
            "{header}の「{read}」は計算のたびに結果が変わる数式なので、返信の時刻が決まりません。「30分」のように入力してください。{at_once}"
        ),
    }
}

/// Says that the address of a Link cell leads nowhere for others.
fn link(read: &str, what: &str) -> String {
    let (header, read) = (quoted(PostColumn::Link.header(LANGUAGE)), short(read));
    format!("{header}の「{read}」: {what}")
}

fn alt_too_long(line: usize, length: usize) -> String {
    let header = quoted(PostColumn::AltText.header(LANGUAGE));
    let (over, max) = (length.saturating_sub(ALT_TEXT_MAX), thousands(ALT_TEXT_MAX));
    let (length, over) = (thousands(length), thousands(over));
    format!(
        "{header}の {line} 行目が {length} 文字あり、{over} 文字多すぎます。上限は {max} 文字です。短くしてください。"
    )
}

fn alt_too_many(n_lines: usize, n_media: usize) -> String {
    let header = quoted(PostColumn::AltText.header(LANGUAGE));
    let media = quoted(PostColumn::Media.header(LANGUAGE));
    if n_media == 0 {
        return format!(
            "{header}がありますが、この行に画像・動画がありません。{media}を入力するか、このセルを空にしてください。"
        );
    }
    format!(
        "{header}が {n_lines} 行ありますが、{media}の画像・動画は {n_media} 個です。1 個につき 1 行で書いてください。"
    )
}

fn topic(read: &str, what: &str) -> String {
    let (header, read) = (quoted(PostColumn::Topic.header(LANGUAGE)), short(read));
    format!("{header}の「{read}」: {what}")
}
