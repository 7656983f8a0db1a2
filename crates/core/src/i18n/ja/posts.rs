//! What the Message cell of a post says.

use chrono::NaiveDateTime;

use super::{LANGUAGE, cells, refusals};
use crate::i18n::display::short;
use crate::i18n::thread;
use crate::reason::Message;
use crate::reason::Uncertain;
use crate::slots::{SLOTS_MAX, SlotsFault, SlotsFaultKind};

#[expect(clippy::too_many_lines, reason = "a list of sentences")]
pub(crate) fn message(message: &Message) -> String {
    match message {
        Message::Refused(refusal) => refusal.say(LANGUAGE),
        Message::RefusedAsked { refusal, asked } => refusals::refusal(refusal, Some(*asked)),
        Message::Check(uncertain) => check(*uncertain),
        Message::NoTime { date } => format!(
            "待機中: {0} に時刻がありません。「{0} 9:00」のように時刻を足してください。",
            date.format("%Y/%m/%d")
        ),
        Message::DayTaken { date } => format!(
            "待機中: {} には、空いている投稿枠がもうありません（「アカウント」タブの「投稿枠」）。日付と時刻、または別の日付を入力してください。",
            date.format("%Y/%m/%d")
        ),
        Message::InSlot { at } => format!(
            "待機中: {} ごろ、このアカウントの投稿枠で投稿します（「アカウント」タブの「投稿枠」）。操作は不要です。時刻を変えるには投稿日時を入力してください。",
            at.format("%Y/%m/%d %-H:%M")
        ),
        Message::SlotsTaken { from, at } => format!(
            "待機中: 8 日先までの投稿枠がすべて埋まっています。{} に枠が決まり、今のところ {} の予定です。操作は不要です。早く投稿するには投稿日時を入力してください。",
            from.format("%Y/%m/%d"),
            at.format("%Y/%m/%d %-H:%M")
        ),
        Message::SlotsUnclear(fault) => format!(
            "待機中: 投稿日時がなく、「アカウント」タブの「投稿枠」も読み取れません。{}この行に投稿日時を入力してもかまいません。",
            slots(fault)
        ),
        Message::Noticed(notices) => {
            let said: Vec<String> = notices.iter().map(|notice| notice.say(LANGUAGE)).collect();
            said.concat()
        }
        Message::Loading { column } => cells::loading(*column),
        Message::ServerSilent { url } => format!(
            "待機中: {0} のサーバーから応答がなく、画像か動画かをまだ確認できません。次の実行でもう一度確認します。ブラウザで開けない場合は、アドレスを直してください。",
            short(url)
        ),
        Message::Protected { header } => format!(
            "待機中:「{header}」が保護されているため、投稿できません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"
        ),
        Message::UnknownStatus { word } => format!(
            "待機中: ステータスの「{}」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
            short(word)
        ),
        Message::NoReason { status } => {
            let word = status.word(LANGUAGE);
            format!(
                "「{word}」とありますが、threadsheet では理由が分かりません。ほかのツールをお使いの場合は、ほかの列に理由がないかご確認ください。投稿するには「ステータス」を空に、投稿しないときは「下書き」にしてください。"
            )
        }
        Message::Pause { until, is_another_day } => {
            let pattern = if *is_another_day { "%Y/%m/%d %-H:%M" } else { "%-H:%M" };
            let until = until.format(pattern);
            format!(
                "待機中: 前の投稿から間隔を空けているため、{until}ごろ投稿します（間隔は「設定」タブで変更できます）。操作は不要です。"
            )
        }
        Message::DailyCap { cap, day, is_too_late: false } => format!(
            "待機中: このアカウントの投稿は 1 日 {cap} 件までです（「アカウント」タブの「1日の上限」、または「設定」タブ）。{} に投稿します。操作は不要です。",
            day.format("%Y/%m/%d")
        ),
        Message::DailyCap { cap, day, is_too_late: true } => format!(
            "待機中: このアカウントの投稿は 1 日 {cap} 件までです（「アカウント」タブの「1日の上限」、または「設定」タブ）。順番が来る {} には期限切れになってしまいます。日時をあとにするか、上限を増やすか、「ステータス」を「今すぐ」にしてください。",
            day.format("%Y/%m/%d")
        ),
        Message::DailyCapUnclear { read } => format!(
            "待機中: 「アカウント」タブの「1日の上限」の「{}」は、1 から 250 までの数ではありません。数を入れ直すか、セルを空にしてください。",
            short(read)
        ),
        Message::SettingUnread { name, is_loading: false } => format!(
            "待機中: 「設定」タブの値を読み取れません（{}）。「設定」タブで直してください。",
            name.get(LANGUAGE)
        ),
        Message::SettingUnread { name, is_loading: true } => format!(
            "待機中: 「設定」タブの値がまだ読み込み中です（{}: Loading...）。次の実行でもう一度確認します。操作は不要です。",
            name.get(LANGUAGE)
        ),
        Message::NotForThreads { header } => format!(
            "待機中: この行は「{}」が「はい」になっていないため、Threads には投稿しません。投稿するには、チェックを入れるか、「はい」と入力してください。",
            short(header)
        ),
        Message::AccountPaused { until, is_too_late } => paused(*until, *is_too_late),
        Message::GateUnclear { header, read } => format!(
            "待機中: この行の「{}」の「{}」は、「はい」か「いいえ」か分からないため、Threads には投稿しません。「はい」か「いいえ」を入力してください。",
            short(header),
            short(read)
        ),
        Message::TreeUnclear { row } => format!(
            "待機中: ツリーのどの行の続きか分かりません。先に {row} 行目の「ツリーID」か「投稿順序」を直してください。ツリーの行には、それぞれ別の番号が必要です。"
        ),
        Message::TreeLoading { row } => format!(
            "待機中: この行より前に来るかもしれない {row} 行目の「ツリーID」か「投稿順序」が、まだ読み込み中です（Loading...）。次の実行でもう一度確認します。操作は不要です。"
        ),
        Message::ParentWaits { row } => format!(
            "待機中: 返信先の {row} 行目がまだ投稿されていません。その行が「失敗」や「下書き」なら、先に直してください。"
        ),
        Message::ParentIsCopy { row } => format!(
            "待機中: 返信先の {row} 行目は、別の行の投稿のコピーです。{row} 行目を新しい内容に書き換えて「ステータス」を空にするか、{row} 行目を削除してください。"
        ),
        Message::ParentOfAnother { row, name } => format!(
            "待機中: 返信先の {row} 行目は {0} で投稿されましたが、「アカウント」が変わっています。返信を投稿するには、両方の行のアカウントを {0} に戻してください。",
            short(name)
        ),
        Message::DelayWaits { row, delay } => format!(
            "待機中: 返信先の {row} 行目が投稿されてから {}後に投稿します。その行が「失敗」や「下書き」なら、先に直してください。",
            cells::length(*delay)
        ),
        Message::GoesOutAfter { row, delay, at } => format!(
            "{}ごろ（返信先の {row} 行目の {}後）に投稿します。操作は不要です。",
            at.format("%Y/%m/%d %-H:%M"),
            cells::length(*delay)
        ),
        Message::OfThread { n_out, n_parts, part, is_changed, says } => {
            thread::of_thread((*n_out, *n_parts), *part, *is_changed, says.as_deref(), LANGUAGE)
        }
        Message::ReplyGoesOut { at, is_another_day } => {
            let pattern = if *is_another_day { "%Y/%m/%d %-H:%M" } else { "%-H:%M" };
            format!("続きは {} ごろ投稿します。操作は不要です。", at.format(pattern))
        }
        Message::PartAdded { part } => format!(
            "「{}」はまだ投稿していません。続きとして投稿するには「ステータス」を空にしてください。投稿しない場合は、このセルを空にしてください。",
            part.header(LANGUAGE)
        ),
        Message::ThreadOfAnother { name } => format!(
            "待機中: このツリーは {0} で投稿を始めましたが、「アカウント」が変わっています。続きを投稿するには {0} に戻してください。ここまでにする場合は、ステータスを「投稿済み」にしてください。",
            short(name)
        ),
        Message::SenderMissing { name } => {
            let name = short(name);
            format!(
                "送信しましたが、公開されたかどうかの応答がありません。確認するには送信したアカウント（{name}）が必要です。「アカウント」タブにその行とトークンを戻してください。次の実行で確認します。"
            )
        }
        Message::Passing { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "待機中: 今回は Threads とのやり取りがうまくいきませんでした（{detail}）。次の実行でもう一度試します。操作は不要です。"
            )
        }
        Message::Unfetched { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "待機中: Threads がこの行のアドレスを開けませんでした（{detail}）。1 時間のあいだ、実行のたびにもう一度試します。ブラウザで開けない場合は、アドレスを直してください。"
            )
        }
        Message::NotTaken { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "待機中: Threads がこの投稿を受け付けませんでした（{detail}）。実行のたびにもう一度試します。続くようなら、行の内容を変えるか、Threads アプリにお知らせが出ていないかご確認ください。"
            )
        }
        fixed => self::fixed(fixed).to_owned(),
    }
}

/// Returns what is wrong with a Slots cell, and what to type.
fn slots(fault: &SlotsFault) -> String {
    let part = short(&fault.part);
    match &fault.why {
        SlotsFaultKind::NoSuchTime | SlotsFaultKind::Loading => {
            format!("「{part}」は時刻ではありません。「8:00」「20:30」のように入力してください。")
        }
        SlotsFaultKind::Bare => {
            format!("「{part}」が時刻かどうか分かりません。「8:00」のように入力してください。")
        }
        SlotsFaultKind::NoSpread => format!(
            "「{part}」には何分ずらすかがありません。1 から 720 までの数で、「20:00±30」のように入力してください。"
        ),
        SlotsFaultKind::SpreadAlone => {
            format!("「{part}」の前に時刻がありません。「20:00±30」のように入力してください。")
        }
        SlotsFaultKind::Overlap(other) => format!(
            "「{part}」と「{}」は同じ時刻になることがあります。時刻を離すか、± のあとの数を小さくしてください。",
            short(other)
        ),
        SlotsFaultKind::TooMany(count) => {
            format!("投稿枠が 1 週間に {count} 個あります。{SLOTS_MAX} 個までに減らしてください。")
        }
        SlotsFaultKind::Rule => format!(
            "「{part}」のような繰り返しは使えません。「平日 8:00、土 10:00」のように、曜日と時刻を入力してください。"
        ),
        SlotsFaultKind::Unknown => format!(
            "「{part}」は使えません。「平日 8:00、土 10:00」や「8:00、20:00」のように入力してください。"
        ),
        SlotsFaultKind::NoTime => {
            format!("「{part}」に時刻がありません。「土 10:00」のように足してください。")
        }
    }
}

fn paused(until: Option<NaiveDateTime>, is_too_late: bool) -> String {
    match until.map(|until| until.format("%Y/%m/%d %-H:%M")) {
        Some(until) if is_too_late => format!(
            "待機中: このアカウントは {until} まで休止中です（「アカウント」タブの「休止期限」）。休止が明けるころには、この投稿は期限切れになってしまいます。日時を休止期限よりあとにするか、「ステータス」を「今すぐ」にしてください。"
        ),
        Some(until) => format!(
            "待機中: このアカウントは {until} まで休止中です（「アカウント」タブの「休止期限」）。休止が明けたら投稿します。操作は不要です。"
        ),
        None => "待機中: 「アカウント」タブの「休止期限」を日付として読み取れません。「2027/01/05」のように日付を入れ直すか、休止しないときは空にしてください。".to_owned(),
    }
}

/// Returns the sentences that hold nothing from the sheet or from Threads.
#[expect(clippy::too_many_lines, reason = "a list of sentences")]
fn fixed(message: &Message) -> &'static str {
    match message {
        Message::Missed => {
            "投稿日時を大きく過ぎたため、投稿しませんでした。新しい日時を入れるか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。"
        }
        Message::NothingToPost => {
            "待機中: 「本文」も「メディア」も空のため、まだ投稿できません。どちらかを入力してください。セルの上に置いた画像は読み取れないので、そのアドレスを「メディア」に貼ってください。"
        }
        Message::Untimed => {
            "待機中: 投稿日時がありません。日時を入力するか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。"
        }
        Message::Unaddressed => {
            "待機中: アカウントも投稿日時もありません。アカウントと日時を入力してください。投稿しない行は「ステータス」を「下書き」にしてください。"
        }
        Message::NotMarked => {
            "待機中: ステータスが空です。「設定」タブにより「予約」の行だけを投稿します。書き終えたら「予約」を選んでください。"
        }
        Message::AccountDisabled => {
            "待機中: このアカウントは停止中です。「アカウント」タブの「有効」にチェックを入れると投稿します。"
        }
        Message::AccountTroubled => {
            "待機中: アカウントのトークンを確認してください。「アカウント」タブの案内どおりに直すと、遅れすぎていなければ投稿します。"
        }
        Message::NoAccounts => {
            "待機中: アカウントがまだ登録されていません。「アカウント」タブにアカウント名とトークンを入れると、自動で投稿します。"
        }
        Message::AccountLoading => {
            "待機中: 「アカウント」タブで、この投稿のアカウントがまだ読み込み中です（Loading...）。次の実行でもう一度確認します。操作は不要です。"
        }
        Message::MayNotReply => {
            "待機中: このアカウントのトークンには返信の権限がありません。Meta アプリで threads_manage_replies と threads_read_replies を追加し、トークンを作り直して「アカウント」タブに貼ってください。そのあと自動で投稿します。"
        }
        Message::ThreadRestored => {
            "「履歴」にこのツリーの途中までの投稿が記録されているため、行を元に戻しました。続きは次の実行で投稿されます。"
        }
        Message::RestIsLate => {
            "予定の時刻を大きく過ぎたため、続きを投稿していません。投稿するには「ステータス」を「今すぐ」に、ここまでにする場合は「投稿済み」にしてください。"
        }
        Message::RestIsDraft => {
            "ステータスが「下書き」の間、続きは投稿しません。投稿するには「ステータス」を空にしてください。"
        }
        Message::HasPermalink => {
            "待機中: この行にはパーマリンクがあり、投稿済みのようです。投稿するにはパーマリンクのセルを空にしてください。"
        }
        Message::AlreadyPublished => {
            "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。"
        }
        Message::CopyOfAnother => {
            "これは別の行のコピーです。新しい投稿として予約するには「ステータス」を空にしてください。"
        }
        Message::Restored => {
            "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。"
        }
        Message::OutcomeUnknown => {
            "送信しましたが、公開されたかどうかの応答がありません。次の実行で確認します。操作は不要です。"
        }
        Message::SenderTroubled => {
            "送信しましたが、公開されたかどうかの応答がありません。確認にはアカウントのトークンが必要です。「アカウント」タブの案内どおりに直してください。次の実行で確認します。"
        }
        Message::CheckUnexplained => {
            "アカウントを確認してください。「投稿中」とありますが、記録がありません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。"
        }
        Message::ReceiptSpoilt => {
            "アカウントを確認してください。この行の「受付番号」が書き換えられたため、投稿済みか分かりません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。"
        }
        Message::CheckAgain => {
            "もう一度確認しましたが、変わりありません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。"
        }
        Message::QuotaUsed => {
            "待機中: Threads の 24 時間の上限に達しています。空きができたら投稿します。"
        }
        Message::Processing => "待機中: Threads が画像・動画を処理しています。次の実行で続けます。",
        Message::HeldAsDraft => {
            "まだ投稿していません。前回送信した投稿は公開されず、ステータスが「下書き」のため送り直していません。投稿するには「ステータス」を「予約」か「今すぐ」にしてください。"
        }
        Message::HeldByAccount => {
            "まだ投稿していません。前回送信した投稿は公開されず、アカウントが停止中のため送り直していません。「アカウント」タブの「有効」にチェックを入れると投稿します。"
        }
        Message::NeverReady => {
            "待機中: Threads での画像・動画の処理が何時間も終わりません。実行のたびにもう一度試しますが、JPEG や MP4 で保存し直したファイルのアドレスを「メディア」に入れてみてください。"
        }
        Message::NoLink => "投稿済みです。パーマリンクは見つかりませんでした。",
        Message::ChangedAfterSending => {
            "送信した時点の内容で公開されました。その後の変更は反映されていません。"
        }
        Message::ChangedMeanwhile => {
            "待機中: 行が直前に変更されました。次の実行で、そのときの内容を投稿します。"
        }
        Message::TimeUp => "待機中: 順番が来る前に実行が終了しました。次の実行で投稿します。",
        Message::Requeued => {
            "待機中: 前回の送信は公開前に取り消されていました。次の実行でもう一度送信します。"
        }
        Message::OutByTheLog => {
            "待機中: 履歴によると、同じ内容がすでに公開されています。次の実行で確認します。"
        }
        Message::OtherRun => "待機中: 別の実行がこの投稿を送信しています。",
        Message::Refused(_)
        | Message::RefusedAsked { .. }
        | Message::Check(_)
        | Message::NoTime { .. }
        | Message::InSlot { .. }
        | Message::DayTaken { .. }
        | Message::SlotsTaken { .. }
        | Message::SlotsUnclear(_)
        | Message::Noticed(_)
        | Message::Loading { .. }
        | Message::ServerSilent { .. }
        | Message::Protected { .. }
        | Message::UnknownStatus { .. }
        | Message::NoReason { .. }
        | Message::Pause { .. }
        | Message::NotForThreads { .. }
        | Message::GateUnclear { .. }
        | Message::AccountPaused { .. }
        | Message::DailyCap { .. }
        | Message::DailyCapUnclear { .. }
        | Message::SettingUnread { .. }
        | Message::ParentWaits { .. }
        | Message::ParentIsCopy { .. }
        | Message::ParentOfAnother { .. }
        | Message::TreeUnclear { .. }
        | Message::TreeLoading { .. }
        | Message::DelayWaits { .. }
        | Message::GoesOutAfter { .. }
        | Message::Unfetched { .. }
        | Message::NotTaken { .. }
        | Message::SenderMissing { .. }
        | Message::OfThread { .. }
        | Message::ReplyGoesOut { .. }
        | Message::PartAdded { .. }
        | Message::ThreadOfAnother { .. }
        | Message::Passing { .. } => "",
    }
}

pub(crate) fn logged(begins: &str, message: &str) -> String {
    match (begins, message) {
        ("", message) => message.to_owned(),
        (begins, "") => format!("「{begins}」"),
        (begins, message) => {
            format!("「{begins}」: {message}")
        }
    }
}

fn check(uncertain: Uncertain) -> String {
    let why = match uncertain {
        Uncertain::ContainerFailed => "送信後に Threads がエラーを返しました",
        Uncertain::SeveralAlike => "同じ内容の投稿が複数あります",
        Uncertain::SentTooOften => "3 回送信しましたが、公開を確認できませんでした",
        Uncertain::NotAsked => "送信後 1 日のあいだ、Threads に確認できませんでした",
        Uncertain::ListUnread => "送信後 1 日のあいだ、アカウントの投稿一覧を読み取れませんでした",
        Uncertain::ContainerGone => "Threads に記録が残っていません",
    };
    format!(
        "アカウントを確認してください: {why}。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。"
    )
}
