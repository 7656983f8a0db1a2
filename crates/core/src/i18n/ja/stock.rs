//! What the Message cell of a stock row says, and what a report says of stock rows.

use chrono::{NaiveDateTime, NaiveTime};

use super::LANGUAGE;
use crate::columns::{PostColumn, StockColumn};
use crate::i18n::display::short;
use crate::reason::StockMessage;
use crate::slots::RuleFault;

pub(crate) const TAB_UNREADABLE: &str = "「ストック」タブに「本文」と「いつ」の列が見つからないか、同じ列が2つあるため、このタブは使われていません。見出しを直してください。";

/// What to type into When.
const RULES: &str = "「枠」、または「毎日 9:00」「毎週月・木 20:00」「毎月1日 9:00」「3日ごと 9:00」のように入力してください。";

fn time(at: NaiveDateTime) -> impl std::fmt::Display {
    at.format("%Y/%m/%d %-H:%M")
}

/// Returns an end as it was typed: a whole day ends with the next midnight.
fn end(until: NaiveDateTime) -> String {
    match until.date().pred_opt() {
        Some(day) if until.time() == NaiveTime::MIN => day.format("%Y/%m/%d").to_string(),
        _ => time(until).to_string(),
    }
}

pub(crate) fn message(message: &StockMessage) -> String {
    match message {
        StockMessage::Planned { at } => {
            format!("{}の分が「投稿」タブに入っています。止めるときは、その行のステータスを「下書き」にするか、行を削除してください。", time(*at))
        }
        StockMessage::StillPlanned { at, says } => {
            format!("{}なお、{}の分は「投稿」タブに入ったままです。", self::message(says), time(*at))
        }
        StockMessage::HeldInPosts { at } => format!(
            "{}の分は「投稿」タブにありますが、このままでは投稿されません。その行のステータスとメッセージをご覧ください。次の分は「いつ」のとおりに追加されます。",
            time(*at)
        ),
        StockMessage::Cancelled { at } => format!(
            "{}の分は「投稿」タブから削除されたため、投稿されません。次の分は「いつ」のとおりに追加されます。",
            time(*at)
        ),
        StockMessage::Next { at } => {
            format!("次回は{}です。前日に「投稿」タブへ追加されます。", time(*at))
        }
        StockMessage::WaitsForSlot => "空いている投稿枠に、順番が来たら入ります。".to_owned(),
        StockMessage::Rests { from } => format!("{}まで間隔をあけています(間隔)。", time(*from)),
        StockMessage::UsedUp { times } => {
            format!("{times}回使い終わりました(回数)。続けるには、回数を増やしてください。")
        }
        StockMessage::Over { until } => {
            format!("期限の{}までに、もう使う時刻がありません。続けるには、先の日付を入力してください。", end(*until))
        }
        StockMessage::Repeats { from } => format!(
            "待機中: 同じ文の投稿があります。「設定」タブにより、{}以降に投稿できます。「---」だけの行で区切って別の文を足すと、順番に使われます。",
            time(*from)
        ),
        StockMessage::NoFreeDay => "待機中: 投稿できる日がありません。「いつ」を変えるか、1日の上限を増やしてください。".to_owned(),
        StockMessage::NoSlots => "待機中: このアカウントには「アカウント」タブの「投稿枠」がありません。投稿枠を入力するか、「いつ」に「毎日 9:00」のように入力してください。".to_owned(),
        StockMessage::Held(message) => message.say(LANGUAGE),
        StockMessage::Loading { column } => {
            format!("待機中: 「{}」の計算が終わるのを待っています。", column.header(LANGUAGE))
        }
        StockMessage::NothingToPost => "投稿する内容がまだありません。本文かメディアのURLを入力してください。".to_owned(),
        StockMessage::EmptyText { number } => {
            format!("{number}番目の文が空です(「---」の行が続いています)。文を入力するか、「---」の行を1つ消してください。")
        }
        StockMessage::Refused { number: Some(number), refusal } => {
            format!("{number}番目の文: {}", refusal.say(LANGUAGE))
        }
        StockMessage::Refused { number: None, refusal } => refusal.say(LANGUAGE),
        StockMessage::ColumnMissing { column } => {
            let header = column.header(LANGUAGE);
            format!("「投稿」タブに「{header}」の列がないため、このままでは投稿できません。「投稿」タブに列を足すか、このセルを空にしてください。")
        }
        StockMessage::NotUsed { header } => format!(
            "「ストック」タブでは「{}」は使われません。日時は「いつ」で決まり、返信にもなりません。このセルを空にしてください。",
            short(header)
        ),
        StockMessage::When(fault) => rule(fault),
        StockMessage::RestUnclear { .. }
        | StockMessage::TimesUnclear { .. }
        | StockMessage::UntilUnclear { .. }
        | StockMessage::UnknownStatus { .. } => unclear(message),
        StockMessage::PostsClosed => "待機中: 「投稿」タブに行を追加できません。「受付番号」の列がないか、保護されています。前回の実行結果をご覧ください。".to_owned(),
        StockMessage::StatesClosed => "待機中: このタブの「受付番号」の列が保護されているため、使ったことを記録できません。サービスアカウントが編集できるようにしてください。".to_owned(),
        StockMessage::NotAdded { words } => format!(
            "待機中: Googleが「投稿」タブへの行の追加を拒否しました（「{}」）。次の実行でもう一度試します。",
            short(words)
        ),
    }
}

/// Says that a cell cannot be read.
fn unclear(message: &StockMessage) -> String {
    match message {
        StockMessage::RestUnclear { read } => format!(
            "「間隔」の「{}」は、1時間から2年までの長さとして読み取れません。「3日」や「12時間」のように入力してください。",
            short(read)
        ),
        StockMessage::TimesUnclear { read } => format!(
            "「回数」の「{}」は、1以上の整数ではありません。数字を入力するか、何回でも使うなら空にしてください。",
            short(read)
        ),
        StockMessage::UntilUnclear { read } => format!(
            "「期限」の「{}」は年のある日付として読み取れません。「2026/12/31」のように入力してください。",
            short(read)
        ),
        StockMessage::UnknownStatus { word } => format!(
            "ステータスが「{}」になっています。使う行は空に、使わない行は「下書き」にしてください。",
            short(word)
        ),
        _ => String::new(),
    }
}

fn rule(fault: &RuleFault) -> String {
    match fault {
        RuleFault::Empty => format!("「いつ」が空です。{RULES}"),
        RuleFault::Loading => "待機中: 「いつ」の計算が終わるのを待っています。".to_owned(),
        RuleFault::Error(name) => {
            format!("「いつ」にエラー({})が出ています。{RULES}", short(name))
        }
        RuleFault::NotEveryMonth(day) => format!(
            "{day}日がない月があります。月の最後の日なら「月末 9:00」、それ以外は28日までの日を入力してください。"
        ),
        RuleFault::NoSuchDay(day) => {
            format!(
                "{day}日という日はありません。1日から28日まで、または「月末 9:00」と入力してください。"
            )
        }
        RuleFault::Interval(days) => {
            format!(
                "{days}日ごとにはできません。1から365までで、「3日ごと 9:00」のように入力してください。"
            )
        }
        RuleFault::NoTime(read) => {
            format!("「{}」に時刻がありません。「9:00」のように足してください。", short(read))
        }
        RuleFault::NoDay(read) => format!(
            "「{}」に曜日がありません。「毎週月・木 20:00」のように曜日を足すか、毎日なら「毎日 9:00」のように入力してください。",
            short(read)
        ),
        RuleFault::Times(fault) => format!(
            "「{}」の時刻はこのままでは使えません。「9:00」や「9:00、18:30」のように、重ならない時刻を週48回までで入力してください。",
            short(&fault.part)
        ),
        RuleFault::Unknown(read) => {
            format!("「{}」は、使い方の決まりとして読み取れません。{RULES}", short(read))
        }
    }
}

pub(crate) fn made(row: usize, at: NaiveDateTime) -> String {
    format!("「ストック」の{row}行目から、{}の投稿として追加しました。", time(at))
}

pub(crate) fn would_make(at: NaiveDateTime) -> String {
    format!("{}の投稿として「投稿」タブに追加されます", time(at))
}

pub(crate) fn others(tab: &str) -> String {
    format!(
        "「{}」タブには「本文」と「いつ」の列がないため、ご自身のタブとみなし、何も変更しません。くり返し使う投稿のタブは「threadsheet init --stock」で作れます。",
        short(tab)
    )
}

pub(crate) fn beyond(last_row: usize) -> String {
    format!(
        "「ストック」タブで使われるのは{last_row}行目までで、それより下にも入力があります。使い終わった行を削除するか、下の行を上に移してください。"
    )
}

pub(crate) fn note(column: StockColumn) -> &'static str {
    match column {
        StockColumn::Post(PostColumn::Text) => {
            "くり返し使う投稿の文です。「---」だけの行で区切ると、複数の文が順番に使われます。使うたびに「投稿」タブに新しい行が追加されます。"
        }
        StockColumn::Post(PostColumn::Status) => "空:使います。下書き:使いません。",
        StockColumn::Post(column) => super::desk::notes::post_note(column),
        StockColumn::When => {
            "「枠」:空いている投稿枠に入ります。または「毎日 9:00」「毎週月・木 20:00」「毎月1日 9:00」「月末 9:00」「3日ごと 9:00」のように入力します。"
        }
        StockColumn::Rest => {
            "次に使うまで、少なくともこれだけあけます。例:3日。空でもかまいません。"
        }
        StockColumn::Times => "使う回数の上限です。空なら何回でも使います。",
        StockColumn::Until => "使う最後の日です。空ならずっと使います。",
        StockColumn::Used => "使った回数です。自動で入ります。",
        StockColumn::LastUsed => "最後に使った日時です。自動で入ります。",
        StockColumn::Message => "次にいつ使われるか、または何をすればよいかが自動で入ります。",
        StockColumn::Receipt => "プログラムが行を見分けるためのものです。変更しないでください。",
    }
}

pub(crate) fn examples() -> [[&'static str; 2]; 3] {
    [
        [
            "おはようございます。本日は9時から営業しています。
---
おはようございます。コーヒーをいれてお待ちしています。",
            "平日 8:00",
        ],
        ["配達も承っています。お気軽にどうぞ。", "枠"],
        ["新しい月になりました。今月のメニューをご覧ください。", "毎月1日 9:00"],
    ]
}
