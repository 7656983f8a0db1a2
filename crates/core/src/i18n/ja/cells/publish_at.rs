//! What is said about Publish at, Date and Time.

use chrono::Timelike as _;

use super::{formula_error, quoted};
use crate::headings::{PostColumn, PostStatus};
use crate::i18n::display::short;
use crate::i18n::ja::LANGUAGE;
use crate::schedule::{Meant, MomentFault, MomentNotice, MomentWhy, YEARS_MAX};

pub(crate) fn moment(fault: &MomentFault) -> String {
    let header = quoted(fault.column.header(LANGUAGE));
    let (read, example) = (short(&fault.read), example(fault.column));
    let why = match fault.why {
        MomentWhy::Error => return formula_error(&header, &fault.read),
        MomentWhy::NoDate if fault.column == PostColumn::Date => {
            return format!(
                "{header}が空のため、「{read}」が何日のことか分かりません。「{example}」のように日付を入力してください。"
            );
        }
        MomentWhy::AtOnce => {
            let status = quoted(PostColumn::Status.header(LANGUAGE));
            let post_now = PostStatus::PostNow.word(LANGUAGE);
            return format!(
                "{header}の「{read}」は日時ではありません。すぐ投稿するには{status}を「{post_now}」にし、そうでなければ「{example}」のように入力してください。"
            );
        }
        MomentWhy::NoYear(Some(meant)) => {
            let meant = whole(meant);
            return format!(
                "{header}の「{read}」: 年がありません。{meant} のことでしたら、「{meant}」と入力してください。"
            );
        }
        _ => reason(fault.why),
    };
    format!("{header}の「{read}」: {why}。「{example}」のように入力してください。")
}

/// Says what is wrong with it where a few words do.
fn reason(why: MomentWhy) -> String {
    match why {
        MomentWhy::Volatile => "計算のたびに結果が変わる数式なので、日時が決まりません".to_owned(),
        MomentWhy::PlainNumber => "日時ではなく、ただの数値です".to_owned(),
        MomentWhy::NoDate => "日付がありません".to_owned(),
        MomentWhy::NoYear(_) => "年がありません".to_owned(),
        MomentWhy::Relative => "相対的な日付は使えません".to_owned(),
        MomentWhy::NoSuchDay => "存在しない日付です".to_owned(),
        MomentWhy::NoSuchTime => "時刻は 0:00 から 24:00 までです".to_owned(),
        MomentWhy::YearTooFar => format!("今年から {YEARS_MAX} 年を超える日付は使えません"),
        MomentWhy::WrongWeekday => "日付と曜日が合っていません".to_owned(),
        MomentWhy::Several => "日付か時刻が 2 つ以上あります".to_owned(),
        MomentWhy::DayOrMonth => "どちらが月でどちらが日か分かりません".to_owned(),
        MomentWhy::Unreadable | MomentWhy::Error | MomentWhy::AtOnce => {
            "日時として読み取れません".to_owned()
        }
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
        _ => "2026/11/23 10:00",
    }
}

pub(crate) fn moment_notice(notice: MomentNotice) -> String {
    match notice {
        MomentNotice::Skipped { taken } => {
            let taken = taken.format("%H:%M");
            format!("夏時間の始まりでこの時刻は存在しないため、{taken} に投稿します。")
        }
        MomentNotice::Twice => {
            "夏時間の終わりでこの時刻は 2 回ありますが、最初の 1 回だけ投稿します。".to_owned()
        }
        MomentNotice::ShortYear(year) => format!("年は {year} 年と読み取りました。"),
        MomentNotice::Midnight(date) => format!(
            "{} の 0:00 に投稿します。日付だけを入力した場合は、「{}」のように時刻を足してください。",
            date.format("%Y年%-m月%-d日"),
            date.format("%Y/%m/%d 9:00")
        ),
        MomentNotice::ByLocale(date) => format!(
            "日付は {} と読み取りました（スプレッドシートのロケールによります）。",
            date.format("%Y年%-m月%-d日")
        ),
    }
}
