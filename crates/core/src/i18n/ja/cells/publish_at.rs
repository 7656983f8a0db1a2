//! What is said about Publish at, Date and Time.

use chrono::{TimeDelta, Timelike as _};

use super::{formula_error, quoted};
use crate::columns::{PostColumn, PostStatus};
use crate::i18n::display::{parts_of, short};
use crate::i18n::ja::LANGUAGE;
use crate::schedule::{DELAY_DAYS_MAX, Meant, TimeFault, TimeFaultKind, TimeNotice, YEARS_MAX};

const DATE_AND_TIME: &str = "2026/11/23 10:00";

pub(crate) fn moment(fault: &TimeFault) -> String {
    let header = quoted(fault.column.header(LANGUAGE));
    let (read, example) = (short(&fault.read), example(fault.column));
    let why = match fault.why {
        TimeFaultKind::Error => return formula_error(&header, &fault.read),
        TimeFaultKind::NoDate if fault.column == PostColumn::Date => {
            return format!(
                "{header}が空のため、「{read}」が何日のことか分かりません。「{example}」のように日付を入力してください。"
            );
        }
        TimeFaultKind::AtOnce => {
            let status = quoted(PostColumn::Status.header(LANGUAGE));
            let post_now = PostStatus::PostNow.word(LANGUAGE);
            return format!(
                "{header}の「{read}」は日時ではありません。すぐ投稿するには{status}を「{post_now}」にし、そうでなければ「{example}」のように入力してください。"
            );
        }
        TimeFaultKind::NoYear(Some(meant)) => {
            let meant = whole(meant);
            return format!(
                "{header}の「{read}」: 年がありません。{meant} のことでしたら、「{meant}」と入力してください。"
            );
        }
        TimeFaultKind::DelayWithoutReplyTo => {
            let reply_to = quoted(PostColumn::ReplyTo.header(LANGUAGE));
            return format!(
                "{header}の「{read}」は返信先の投稿からの時間ですが、{reply_to}が空です。「{example}」のように入力するか、{reply_to}に「前の行」などと入力してください。"
            );
        }
        TimeFaultKind::DelayAfterUnknownPost => {
            let reply_to = quoted(PostColumn::ReplyTo.header(LANGUAGE));
            return format!(
                "{header}は返信先の投稿からの時間ですが、{reply_to}の投稿がこのシートの行にないため、いつ投稿されたか分かりません。「{DATE_AND_TIME}」のように日時を入力してください。"
            );
        }
        TimeFaultKind::DelayWithDate => {
            let date = quoted(PostColumn::Date.header(LANGUAGE));
            return format!(
                "{header}の「{read}」は返信先の投稿からの時間なので、日付や別の時刻とは一緒に使えません。これだけを残すか、{date}に日付、時刻は「10:00」のように入力してください。"
            );
        }
        TimeFaultKind::DelayNegative
        | TimeFaultKind::DelayTooLong
        | TimeFaultKind::DelayWithoutUnit => {
            let why = wrong_delay(fault.why);
            return format!(
                "{header}の「{read}」: {why}。「30分後」「2時間後」「1日後」のように入力してください。"
            );
        }
        _ => reason(fault.why),
    };
    format!("{header}の「{read}」: {why}。「{example}」のように入力してください。")
}

/// Says what is wrong with a time after another post.
fn wrong_delay(why: TimeFaultKind) -> String {
    match why {
        TimeFaultKind::DelayNegative => "返信先の投稿より前には投稿できません".to_owned(),
        TimeFaultKind::DelayTooLong => {
            format!("返信できるのは、返信先の投稿から {DELAY_DAYS_MAX} 日後までです")
        }
        _ => "分・時間・日のどれか分かりません".to_owned(),
    }
}

/// Returns a length of time as people say it.
pub(crate) fn length(length: TimeDelta) -> String {
    let [days, hours, minutes, seconds] = parts_of(length);
    let parts = [(days, "日"), (hours, "時間"), (minutes, "分"), (seconds, "秒")];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect();
    if said.is_empty() { "0 分".to_owned() } else { said.join(" ") }
}

/// Says what is wrong with it where a few words do.
fn reason(why: TimeFaultKind) -> String {
    match why {
        TimeFaultKind::Volatile => {
            "計算のたびに結果が変わる数式なので、日時が決まりません".to_owned()
        }
        TimeFaultKind::PlainNumber => "日時ではなく、ただの数値です".to_owned(),
        TimeFaultKind::NoDate => "日付がありません".to_owned(),
        TimeFaultKind::NoYear(_) => "年がありません".to_owned(),
        TimeFaultKind::Relative => "相対的な日付は使えません".to_owned(),
        TimeFaultKind::NoSuchDay => "存在しない日付です".to_owned(),
        TimeFaultKind::NoSuchTime => "時刻は 0:00 から 24:00 までです".to_owned(),
        TimeFaultKind::YearTooFar => format!("今年から {YEARS_MAX} 年を超える日付は使えません"),
        TimeFaultKind::WrongWeekday => "日付と曜日が合っていません".to_owned(),
        TimeFaultKind::Several => "日付か時刻が 2 つ以上あります".to_owned(),
        TimeFaultKind::DayOrMonth => "どちらが月でどちらが日か分かりません".to_owned(),
        TimeFaultKind::Unreadable
        | TimeFaultKind::Error
        | TimeFaultKind::AtOnce
        | TimeFaultKind::DelayWithoutReplyTo
        | TimeFaultKind::DelayAfterUnknownPost
        | TimeFaultKind::DelayWithDate
        | TimeFaultKind::DelayNegative
        | TimeFaultKind::DelayTooLong
        | TimeFaultKind::DelayWithoutUnit => "日時として読み取れません".to_owned(),
    }
}

/// Returns a date as it is to be typed.
fn whole(meant: Meant) -> String {
    let day = "%Y/%m/%d";
    match meant {
        Meant::Day(date) => date.format(day).to_string(),
        Meant::At(at) if at.second() == 0 => at.format(&format!("{day} %-H:%M")).to_string(),
        Meant::At(at) => at.format(&format!("{day} %-H:%M:%S")).to_string(),
    }
}

/// Returns how the content of a date cell may look.
fn example(column: PostColumn) -> &'static str {
    match column {
        PostColumn::Date => "2026/11/23",
        PostColumn::Time => "10:00",
        _ => DATE_AND_TIME,
    }
}

pub(crate) fn time_notice(notice: TimeNotice) -> String {
    match notice {
        TimeNotice::Skipped { taken } => {
            let taken = taken.format("%H:%M");
            format!("夏時間の始まりでこの時刻は存在しないため、{taken} に投稿します。")
        }
        TimeNotice::Twice => {
            "夏時間の終わりでこの時刻は 2 回ありますが、最初の 1 回だけ投稿します。".to_owned()
        }
        TimeNotice::ShortYear(year) => format!("年は {year} 年と読み取りました。"),
        TimeNotice::Midnight(date) => format!(
            "{} の 0:00 に投稿します。日付だけを入力した場合は、「{}」のように時刻を足してください。",
            date.format("%Y年%-m月%-d日"),
            date.format("%Y/%m/%d 9:00")
        ),
        TimeNotice::ByLocale(date) => format!(
            "日付は {} と読み取りました（スプレッドシートのロケールによります）。",
            date.format("%Y年%-m月%-d日")
        ),
    }
}
