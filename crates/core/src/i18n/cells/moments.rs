//! What is said about Publish at, Date and Time.

use chrono::Timelike as _;

use super::{formula_error, quoted, short};
use crate::headings::{PostColumn, PostStatus};
use crate::language::Language;
use crate::moment::{Meant, MomentFault, MomentNotice, MomentWhy, YEARS_MAX};

/// Says what is wrong with a date cell.
#[must_use]
pub fn moment(fault: &MomentFault, language: Language) -> String {
    let header = quoted(fault.column.header(language), language);
    let (read, example) = (short(&fault.read), example(fault.column, language));
    let why = match fault.why {
        MomentWhy::Error => return formula_error(&header, &fault.read, language),
        MomentWhy::NoDate if fault.column == PostColumn::Date => {
            return language.pick(
                format!("{header} is empty, so the time {read} has no day. Type the date, for example {example}."),
                format!("{header}が空のため、「{read}」が何日のことか分かりません。「{example}」のように日付を入力してください。"),
            );
        }
        MomentWhy::AtOnce => {
            let status = quoted(PostColumn::Status.header(language), language);
            let post_now = PostStatus::PostNow.word(language);
            return language.pick(
                format!("{header} says \"{read}\", which is no date. To post in the next run, set {status} to {post_now}; else type a date like {example}."),
                format!("{header}の「{read}」は日時ではありません。すぐ投稿するには{status}を「{post_now}」にし、そうでなければ「{example}」のように入力してください。"),
            );
        }
        MomentWhy::NoYear(Some(meant)) => {
            let meant = whole(meant, language);
            return language.pick(
                format!("{header} says \"{read}\": the year is missing. If {meant} is meant, type {meant}."),
                format!("{header}の「{read}」: 年がありません。{meant} のことでしたら、「{meant}」と入力してください。"),
            );
        }
        _ => reason(fault.why, language),
    };
    language.pick(
        format!("{header} says \"{read}\": {why}. Type it like {example}."),
        format!("{header}の「{read}」: {why}。「{example}」のように入力してください。"),
    )
}

/// Says what is wrong with it where a few words do.
fn reason(why: MomentWhy, language: Language) -> String {
    match why {
        MomentWhy::Volatile => language.pick(
            "a formula whose result changes all the time, so the post would have no fixed time"
                .to_owned(),
            "計算のたびに結果が変わる数式なので、日時が決まりません".to_owned(),
        ),
        MomentWhy::PlainNumber => language.pick(
            "a plain number, not a date".to_owned(),
            "日時ではなく、ただの数値です".to_owned(),
        ),
        MomentWhy::NoDate => {
            language.pick("the date is missing".to_owned(), "日付がありません".to_owned())
        }
        MomentWhy::NoYear(_) => {
            language.pick("the year is missing".to_owned(), "年がありません".to_owned())
        }
        MomentWhy::Relative => language.pick(
            "which day that is depends on when it is read".to_owned(),
            "いつ読むかによって日が変わってしまいます".to_owned(),
        ),
        MomentWhy::NoSuchDay => language.pick(
            "there is no such day in the calendar".to_owned(),
            "カレンダーにない日付です".to_owned(),
        ),
        MomentWhy::NoSuchTime => language.pick(
            "there is no such time; times run from 0:00 to 24:00".to_owned(),
            "時刻は 0:00 から 24:00 までです".to_owned(),
        ),
        MomentWhy::YearTooFar => language.pick(
            format!("the year is more than {YEARS_MAX} years from now"),
            format!("今年から {YEARS_MAX} 年を超えて離れています"),
        ),
        MomentWhy::WrongWeekday => language.pick(
            "the day of the week does not fit the date".to_owned(),
            "日付と曜日が合っていません".to_owned(),
        ),
        MomentWhy::Several => language.pick(
            "more than one date or time".to_owned(),
            "日付か時刻が 2 つ以上あります".to_owned(),
        ),
        MomentWhy::DayOrMonth => language.pick(
            "it is not clear which figure is the day and which the month".to_owned(),
            "どちらが月でどちらが日か分かりません".to_owned(),
        ),
        MomentWhy::Unreadable | MomentWhy::Error | MomentWhy::AtOnce => language.pick(
            "it cannot be read as a date or time".to_owned(),
            "日時として読み取れません".to_owned(),
        ),
    }
}

/// Returns a date as it is to be typed.
fn whole(meant: Meant, language: Language) -> String {
    let day = language.pick("%Y-%m-%d", "%Y/%m/%d");
    match meant {
        Meant::Day(date) => date.format(day).to_string(),
        Meant::At(at) if at.second() == 0 => at.format(&format!("{day} %-H:%M")).to_string(),
        Meant::At(at) => at.format(&format!("{day} %-H:%M:%S")).to_string(),
    }
}

/// Returns how the content of a date cell may look.
fn example(column: PostColumn, language: Language) -> &'static str {
    match column {
        PostColumn::Date => language.pick("2026-11-23", "2026/11/23"),
        PostColumn::Time => "10:00",
        _ => language.pick("2026-11-23 10:00", "2026/11/23 10:00"),
    }
}

/// Says how a date was read.
#[must_use]
pub fn moment_notice(notice: MomentNotice, language: Language) -> String {
    match notice {
        MomentNotice::Skipped { taken } => {
            let taken = taken.format("%H:%M");
            language.pick(
                format!("The clocks go forward that night and skip this time; the post goes out at {taken}."),
                format!("夏時間の始まりでこの時刻は存在しないため、{taken} に投稿します。"),
            )
        }
        MomentNotice::Twice => language.pick(
            "The clocks go back that night and show this time twice; the post goes out once, the first time.".to_owned(),
            "夏時間の終わりでこの時刻は 2 回ありますが、最初の 1 回だけ投稿します。".to_owned(),
        ),
        MomentNotice::ShortYear(year) => language.pick(
            format!("The year was read as {year}."),
            format!("年は {year} 年と読み取りました。"),
        ),
        MomentNotice::Midnight(date) => language.pick(
            format!("Goes out at 0:00, midnight, on {}. If only the day was typed, add the time, like {}.", date.format("%-d %B %Y"), date.format("%Y-%m-%d 9:00")),
            format!("{} の 0:00 に投稿します。日付だけを入力した場合は、「{}」のように時刻を足してください。", date.format("%Y年%-m月%-d日"), date.format("%Y/%m/%d 9:00")),
        ),
        MomentNotice::ByLocale(date) => language.pick(
            format!("The date was read as {}, by the spreadsheet's locale.", date.format("%-d %B %Y")),
            format!("日付は {} と読み取りました（スプレッドシートのロケールによります）。", date.format("%Y年%-m月%-d日")),
        ),
    }
}
