//! Cases 1 to 42, and 192: dates and times.

use chrono_tz::Tz;
use serde_json::{Value, json};
use threadsheet::check;
use threadsheet::report::About;
use threadsheet_core::columns::{PostColumn, PostStatus};

use super::case_desk::{Desk, LANGUAGES};
use super::post_case::{PostCase, hold, post_case};

/// What is typed into Publish at; a leading `'` has the sheet keep it as text.
#[track_caller]
fn date(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::PublishAt, typed)
}

/// The look of a cell that shows date and time.
fn moment() -> Value {
    json!({"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy/mm/dd h:mm"}})
}

/// What is said of a row without a time.
const UNTIMED: [&str; 2] = [
    "Waiting: it has no time. Type a date and a time, or set Status to Post now to post it at once.",
    "待機中: 投稿日時がありません。日時を入力するか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。",
];

pub(super) fn cases() -> Vec<PostCase> {
    let mut cases = cells();
    cases.extend(texts());
    cases.extend(refused());
    cases.extend(by_the_place());
    cases.extend(delays());
    cases
}

/// What the sheet itself takes for a date or a number.
fn cells() -> Vec<PostCase> {
    vec![
        date(1, "2026/11/24 12:00").at("2026-11-24 12:00:00"),
        date(2, "2026/11/23").waits().says(
            "Waiting: 2026-11-23 has no time of day. Add one, for example 2026-11-23 9:00.",
            "待機中: 2026/11/23 に時刻がありません。「2026/11/23 9:00」のように時刻を足してください。",
        ),
        date(3, "12:00:00").fails(
            r#""Publish at" says "12:00:00": the date is missing. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「12:00:00」: 日付がありません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(36, "46350.41666666666").looks(moment()).at("2026-11-24 10:00:00"),
        date(37, "46349.5").fails(
            r#""Publish at" says "46349.5": a plain number, not a date. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「46349.5」: 日時ではなく、ただの数値です。「2026/11/23 10:00」のように入力してください。",
        ),
        date(37, "'46349.5").fails(
            r#""Publish at" says "46349.5": a plain number, not a date. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「46349.5」: 日時ではなく、ただの数値です。「2026/11/23 10:00」のように入力してください。",
        ),
        // Nobody types milliseconds by hand, so no option turns them into a date.
        date(38, "1795000000000").fails(
            r#""Publish at" says "1795000000000": a plain number, not a date. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「1795000000000」: 日時ではなく、ただの数値です。「2026/11/23 10:00」のように入力してください。",
        ),
        date(40, "=1/0").fails(
            r#""Publish at" shows the formula error #DIV/0!. Correct the formula, or type the content itself."#,
            "「投稿日時」が数式エラー（#DIV/0!）になっています。数式を直すか、内容を直接入力してください。",
        ),
        date(41, "=NOW()").fails(
            r#""Publish at" says "=NOW()": a formula whose result changes all the time, so the post would have no fixed time. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「=NOW()」: 計算のたびに結果が変わる数式なので、日時が決まりません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(42, "=DATE(2026,11,23)+1.5").looks(moment()).at("2026-11-24 12:00:00"),
        date(26, "").waits().says(UNTIMED[0], UNTIMED[1]),
        date(26, "' \u{3000}").waits().says(UNTIMED[0], UNTIMED[1]),
        // A cell that shows a time shows 0:00 where only the day was typed: the row says so beforehand.
        date(2, "2026/11/24 0:00").at("2026-11-24 00:00:00").says(
            "Goes out at 0:00, midnight, on 24 November 2026. If only the day was typed, add the time, like 2026-11-24 9:00.",
            "2026年11月24日 の 0:00 に投稿します。日付だけを入力した場合は、「2026/11/24 9:00」のように時刻を足してください。",
        ),
        date(29, "2026/08/20 10:00").stops(PostStatus::Missed).says(
            "Not posted: its time was too long ago. Give it a new time, or set Status to Post now to post it at once.",
            "投稿日時を大きく過ぎたため、投稿しませんでした。新しい日時を入れるか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。",
        ),
        // How late it went out is told by Published at.
        date(30, "2026/11/22 10:06"),
    ]
}

/// What stays text.
fn texts() -> Vec<PostCase> {
    let ten = "2026-11-24 10:00:00";
    vec![
        date(4, "'2026-11-24 10:00").at(ten),
        date(5, "'2026/11/24 10:00").at(ten),
        date(6, "2026-11-24T01:00:00Z").at(ten),
        date(7, "2026-11-24T10:00:00+09:00").at(ten),
        date(8, "'24.11.2026 10:00").at(ten),
        date(9, "'24/11/2026 10:00").at(ten),
        date(11, "'11/24/2026 10:00 AM").at(ten),
        date(12, "10:00 24 Nov 2026").at(ten),
        date(12, "Nov 24, 2026 10am").at(ten),
        date(13, "２０２６／１１／２４　１０：００").at(ten),
        date(14, "2026年11月24日 10時30分").at("2026-11-24 10:30:00"),
        date(15, "令和8年11月24日 10時").at(ten),
        date(15, "令和8年11月23日").waits().says(
            "Waiting: 2026-11-23 has no time of day. Add one, for example 2026-11-23 9:00.",
            "待機中: 2026/11/23 に時刻がありません。「2026/11/23 9:00」のように時刻を足してください。",
        ),
        date(16, "٢٠٢٦-١١-٢٤ ١٠:٠٠").at(ten),
        date(19, "'2026-11-23 24:00").at("2026-11-24 00:00:00"),
        date(21, "2026/11/24 10：00").at(ten),
        date(22, "''2026-11-24 10:00").at(ten),
        date(23, "\u{a0}2026-11-24 10:00\u{202f}AM ").at(ten),
        date(27, "24 Nov 26 10:00").at(ten).says(
            "The year was read as 2026.",
            "年は 2026 年と読み取りました。",
        ),
    ]
}

/// What would have to be guessed.
fn refused() -> Vec<PostCase> {
    vec![
        date(17, "'2569-11-23 10:00").fails(
            r#""Publish at" says "2569-11-23 10:00": the year is more than 5 years from now. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2569-11-23 10:00」: 今年から 5 年を超える日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(18, "2026-02-30 10:00").fails(
            r#""Publish at" says "2026-02-30 10:00": there is no such day in the calendar. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2026-02-30 10:00」: 存在しない日付です。「2026/11/23 10:00」のように入力してください。",
        ),
        date(20, "2026-11-23 25:00").fails(
            r#""Publish at" says "2026-11-23 25:00": there is no such time; times run from 0:00 to 24:00. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2026-11-23 25:00」: 時刻は 0:00 から 24:00 までです。「2026/11/23 10:00」のように入力してください。",
        ),
        date(24, "tomorrow").fails(
            r#""Publish at" says "tomorrow": relative dates cannot be used. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「tomorrow」: 相対的な日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(24, "next Monday").fails(
            r#""Publish at" says "next Monday": relative dates cannot be used. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「next Monday」: 相対的な日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(24, "明日 10:00").fails(
            r#""Publish at" says "明日 10:00": relative dates cannot be used. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「明日 10:00」: 相対的な日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        // To send at once there is the Status Post now; two words for one thing would be one too
        // many.
        date(25, "ASAP").fails(
            r#""Publish at" says "ASAP", which is not a date. To post in the next run, set "Status" to Post now; else type a date like 2026-11-23 10:00."#,
            "「投稿日時」の「ASAP」は日時ではありません。すぐ投稿するには「ステータス」を「今すぐ」にし、そうでなければ「2026/11/23 10:00」のように入力してください。",
        ),
        date(25, "今すぐ").fails(
            r#""Publish at" says "今すぐ", which is not a date. To post in the next run, set "Status" to Post now; else type a date like 2026-11-23 10:00."#,
            "「投稿日時」の「今すぐ」は日時ではありません。すぐ投稿するには「ステータス」を「今すぐ」にし、そうでなければ「2026/11/23 10:00」のように入力してください。",
        ),
        date(28, "'1926-11-23 10:00").fails(
            r#""Publish at" says "1926-11-23 10:00": the year is more than 5 years from now. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「1926-11-23 10:00」: 今年から 5 年を超える日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(28, "2126/11/23 10:00").fails(
            r#""Publish at" says "2126/11/23 10:00": the year is more than 5 years from now. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2126/11/23 10:00」: 今年から 5 年を超える日付は使えません。「2026/11/23 10:00」のように入力してください。",
        ),
        // The same words would mean another year a year later, so a person says which.
        date(35, "'12/24 18:00").fails(
            r#""Publish at" says "12/24 18:00": the year is missing. If 2026-12-24 18:00 is meant, type 2026-12-24 18:00."#,
            "「投稿日時」の「12/24 18:00」: 年がありません。2026/12/24 18:00 のことでしたら、「2026/12/24 18:00」と入力してください。",
        ),
        date(35, "12月24日 18時").fails(
            r#""Publish at" says "12月24日 18時": the year is missing. If 2026-12-24 18:00 is meant, type 2026-12-24 18:00."#,
            "「投稿日時」の「12月24日 18時」: 年がありません。2026/12/24 18:00 のことでしたら、「2026/12/24 18:00」と入力してください。",
        ),
        date(39, "2026-11-23 10:00 / 2026-11-24 10:00").fails(
            r#""Publish at" says "2026-11-23 10:00 / 2026-11-24 10:00": it cannot be read as a date or time. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2026-11-23 10:00 / 2026-11-24 10:00」: 日時として読み取れません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(39, "2026-11-23 10:00, 2026-11-24 10:00").fails(
            r#""Publish at" says "2026-11-23 10:00, 2026-11-24 10:00": more than one date or time. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「2026-11-23 10:00, 2026-11-24 10:00」: 日付か時刻が 2 つ以上あります。「2026/11/23 10:00」のように入力してください。",
        ),
    ]
}

/// Times after another post that cannot be carried out.
fn delays() -> Vec<PostCase> {
    let part = |typed: &str| date(192, typed).and(PostColumn::ReplyTo, "previous");
    let alone = [
        r#""Publish at" says "{}", a time after another post, but "Reply to" is empty. Type it like 2026-11-23 10:00, or fill in "Reply to", for example with previous."#,
        "「投稿日時」の「{}」は返信先の投稿からの時間ですが、「返信先」が空です。「2026/11/23 10:00」のように入力するか、「返信先」に「前の行」などと入力してください。",
    ];
    let alone = |typed: &str| {
        let shown = typed.trim_start_matches('\'');
        let says = alone.map(|says| says.replace("{}", shown));
        date(192, typed).fails(&says[0], &says[1])
    };
    let unknown = [
        r#""Publish at" gives a time after another post, but the post in "Reply to" is in no row of this sheet, so when it was published is not known. Type a date and a time instead, like 2026-11-23 10:00."#,
        "「投稿日時」は返信先の投稿からの時間ですが、「返信先」の投稿がこのシートの行にないため、いつ投稿されたか分かりません。「2026/11/23 10:00」のように日時を入力してください。",
    ];
    let elsewhere = |reply_to: &str| {
        let case = date(192, "30分後").and(PostColumn::ReplyTo, reply_to);
        case.fails(unknown[0], unknown[1])
    };
    vec![
        alone("'+30m"),
        // The sheet takes it for a formula, and shows an error.
        alone("+30m"),
        alone("30分後"),
        alone("in 30 min"),
        alone("'-30m"),
        elsewhere("https://www.threads.com/@other/post/AbC"),
        elsewhere("'18000000000000000"),
        part("'-30m").fails(
            r#""Publish at" says "-30m": a reply cannot go out before the post that it replies to. Type it like 30 minutes later, 2 hours later or 1 day later."#,
            "「投稿日時」の「-30m」: 返信先の投稿より前には投稿できません。「30分後」「2時間後」「1日後」のように入力してください。",
        ),
        part("30分前").fails(
            r#""Publish at" says "30分前": a reply cannot go out before the post that it replies to. Type it like 30 minutes later, 2 hours later or 1 day later."#,
            "「投稿日時」の「30分前」: 返信先の投稿より前には投稿できません。「30分後」「2時間後」「1日後」のように入力してください。",
        ),
        part("8日後").fails(
            r#""Publish at" says "8日後": a reply goes out at most 7 days after its post. Type it like 30 minutes later, 2 hours later or 1 day later."#,
            "「投稿日時」の「8日後」: 返信できるのは、返信先の投稿から 7 日後までです。「30分後」「2時間後」「1日後」のように入力してください。",
        ),
        part("'+30").fails(
            r#""Publish at" says "+30": it is not clear whether these are minutes, hours or days. Type it like 30 minutes later, 2 hours later or 1 day later."#,
            "「投稿日時」の「+30」: 分・時間・日のどれか分かりません。「30分後」「2時間後」「1日後」のように入力してください。",
        ),
        // The sheet makes the number 30 of it.
        part("+30").fails(
            r#""Publish at" says "30": a plain number, not a date. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「30」: 日時ではなく、ただの数値です。「2026/11/23 10:00」のように入力してください。",
        ),
        part("=15+15").fails(
            r#""Publish at" says "30": a plain number, not a date. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「30」: 日時ではなく、ただの数値です。「2026/11/23 10:00」のように入力してください。",
        ),
    ]
}

/// What depends on the spreadsheet's locale and zone.
fn by_the_place() -> Vec<PostCase> {
    let either = "'03/04/2027 10:00";
    let new_york = Tz::America__New_York;
    vec![
        date(10, either).locale("en_US").at("2027-03-04 10:00:00").says(
            "The date was read as 4 March 2027, following the spreadsheet's locale.",
            "日付は 2027年3月4日 と読み取りました（スプレッドシートのロケールによります）。",
        ),
        date(10, either).locale("en_GB").at("2027-04-03 10:00:00").says(
            "The date was read as 3 April 2027, following the spreadsheet's locale.",
            "日付は 2027年4月3日 と読み取りました（スプレッドシートのロケールによります）。",
        ),
        date(10, either).locale("xx").fails(
            r#""Publish at" says "03/04/2027 10:00": it is not clear which number is the day and which is the month. Type it like 2026-11-23 10:00."#,
            "「投稿日時」の「03/04/2027 10:00」: どちらが月でどちらが日か分かりません。「2026/11/23 10:00」のように入力してください。",
        ),
        date(32, "2027-03-14 02:30").zone(new_york).at("2027-03-14 03:00:00").says(
            "The clocks go forward that night and skip this time; the post goes out at 03:00.",
            "夏時間の始まりでこの時刻は存在しないため、03:00 に投稿します。",
        ),
        date(33, "2027-11-07 01:30").zone(new_york).at("2027-11-07 01:30:00 -04:00").says(
            "The clocks go back that night and show this time twice; the post goes out once, the first time.",
            "夏時間の終わりでこの時刻は 2 回ありますが、最初の 1 回だけ投稿します。",
        ),
        date(179, "24.11.2026 12:00").locale("de_DE").at("2026-11-24 12:00:00"),
        date(34, "2026-11-24 10:00").zone(Tz::Europe__Berlin).at("2026-11-24 10:00:00"),
    ]
}

#[tokio::test]
async fn a_zone_that_is_not_one_of_the_locales_is_a_note_and_stops_nothing() {
    for language in LANGUAGES {
        let desk = Desk::new(language, "en_GB", Tz::Asia__Tokyo).await;
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        let findings = report.checkup.unwrap().findings;
        let of_desk = findings.iter().filter(|finding| finding.about == About::Desk);
        let said: Vec<(&str, bool)> =
            of_desk.map(|finding| (finding.words.as_str(), finding.is_wrong)).collect();
        let words = language.pick(
            "Times are read in the spreadsheet's time zone, Asia/Tokyo; its locale is en_GB, where clocks show another time (Europe/London). If that is not intended, choose another zone in File > Settings.",
            "日時は、スプレッドシートのタイムゾーン Asia/Tokyo で読み取ります。ロケール（en_GB）の時刻（Europe/London）とは異なります。意図したものでなければ「ファイル > 設定」で変更してください。",
        );
        assert_eq!(said, [(words, false)]);
    }
}

#[tokio::test]
async fn a_date_is_read_as_it_was_meant_or_refused_with_what_to_type() {
    hold(&cases()).await;
}
