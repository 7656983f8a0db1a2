//! What the Message cell of a post says.

use super::cells;
use crate::language::Language;
use crate::lifecycle::Uncertain;
use crate::reason::Message;

impl Message {
    /// Returns the sentence.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a list of sentences")]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Refused(refusal) => refusal.say(language),
            Self::Check(uncertain) => check(*uncertain, language),
            Self::NoTime { date } => language.pick(
                format!("Waiting: {date} has no time of day. Add one, for example {date} 9:00."),
                format!("待機中: {0} に時刻がありません。「{0} 9:00」のように時刻を足してください。", date.format("%Y/%m/%d")),
            ),
            Self::Noticed(notices) => {
                let said: Vec<String> =
                    notices.iter().map(|notice| notice.say(language)).collect();
                said.join(language.pick(" ", ""))
            }
            Self::Loading { column } => cells::loading(*column, language),
            Self::ServerSilent { url } => language.pick(
                format!("Waiting: the server of {0} did not answer, so it is not known yet whether this is an image or a video. The next run asks again; if the address does not open in your browser, correct it.", cells::short(url)),
                format!("待機中: {0} のサーバーから応答がなく、画像か動画かをまだ確認できません。次の実行でもう一度確認します。ブラウザで開けない場合は、アドレスを直してください。", cells::short(url)),
            ),
            Self::Protected { header } => language.pick(
                format!("Waiting: \"{header}\" is protected, and without it nothing is posted. In Data > Protect sheets and ranges, let the address edit it with which the spreadsheet is shared, or take the protection off."),
                format!("待機中:「{header}」が保護されているため、投稿できません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"),
            ),
            Self::UnknownStatus { word } => language.pick(
                format!("Waiting: the Status \"{}\" is not known. Leave it empty or use Queued, Post now, Ready, Draft.", cells::short(word)),
                format!("待機中: ステータスの「{}」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。", cells::short(word)),
            ),
            Self::NoReason { status } => {
                let word = status.word(language);
                language.pick(
                    format!("It says {word}, and no reason is written down. Empty Status to queue it, or set it to Draft."),
                    format!("「{word}」とありますが、理由の記録がありません。投稿するには「ステータス」を空に、投稿しないときは「下書き」にしてください。"),
                )
            }
            Self::Pause { until, is_another_day } => {
                let [english, japanese] = if *is_another_day {
                    [until.format("%Y-%m-%d %-H:%M"), until.format("%Y/%m/%d %-H:%M")]
                } else {
                    [until.format("%-H:%M"), until.format("%-H:%M")]
                };
                language.pick(
                    format!("Waiting: goes out about {english}, after the pause between two posts of one account (tab Settings); nothing to do."),
                    format!("待機中: 前の投稿から間隔を空けているため、{japanese}ごろ投稿します（間隔は「設定」タブで変更できます）。操作は不要です。"),
                )
            }
            Self::ParentWaits { row } => language.pick(
                format!("Waiting for row {row}, which it answers. If that row says Failed or Draft, correct it first."),
                format!("待機中: 返信先の {row} 行目がまだ投稿されていません。その行が「失敗」や「下書き」なら、先に直してください。"),
            ),
            Self::SenderMissing { name } => {
                let name = cells::short(name);
                language.pick(
                    format!("Sent, but Threads did not say whether it is public, and no account of the Accounts tab has sent it. Put the row of {name} back, with its token; the next run then finds out."),
                    format!("送信しましたが、公開されたかどうかの返事がありません。確認するには送信したアカウント（{name}）が必要です。「アカウント」タブにその行とトークンを戻してください。次の実行で確認します。"),
                )
            }
            Self::Passing { setback } => {
                let setback = setback.say(language);
                language.pick(
                    format!("Waiting: it did not work with Threads this time ({setback}). The next run tries again; nothing to do."),
                    format!("待機中: 今回は Threads とのやり取りがうまくいきませんでした（{setback}）。次の実行でもう一度試します。操作は不要です。"),
                )
            }
            Self::NotTaken { setback } => {
                let setback = setback.say(language);
                language.pick(
                    format!("Waiting: Threads did not take this post ({setback}). Every run tries again. If it stays like this, change the row, or look for a notice in the Threads app."),
                    format!("待機中: Threads がこの投稿を受け付けませんでした（{setback}）。実行のたびにもう一度試します。続くようなら、行の内容を変えるか、Threads アプリにお知らせが出ていないかご確認ください。"),
                )
            }
            fixed => {
                let [english, japanese] = fixed.fixed();
                language.pick(english, japanese).to_owned()
            }
        }
    }

    /// Returns the sentences that hold nothing from the sheet or from Threads.
    #[expect(clippy::too_many_lines, reason = "a list of sentences")]
    fn fixed(&self) -> [&'static str; 2] {
        match self {
            Self::Missed => [
                "Its time was too long ago, so it was not posted. Give it a new time, or set Status to Post now to post it at once.",
                "投稿日時を大きく過ぎたため、投稿しませんでした。新しい日時を入れるか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。",
            ],
            Self::NothingToPost => [
                "Waiting: there is nothing to post yet; \"Text\" and \"Media\" are empty. Fill in one of them. A picture that lies over the cells cannot be read; paste its address into \"Media\".",
                "待機中: 「本文」も「メディア」も空のため、まだ投稿できません。どちらかを入力してください。セルの上に置いた画像は読み取れないので、そのアドレスを「メディア」に貼ってください。",
            ],
            Self::Untimed => [
                "Waiting: it has no time. Type a date and a time, or set Status to Post now to post it at once.",
                "待機中: 投稿日時がありません。日時を入力するか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。",
            ],
            Self::Unaddressed => [
                "Waiting: it has neither an account nor a time. Choose the account and type a date and a time; if it is not to be posted, set Status to Draft.",
                "待機中: アカウントも投稿日時もありません。アカウントと日時を入力してください。投稿しない行は「ステータス」を「下書き」にしてください。",
            ],
            Self::NotMarked => [
                "Waiting: Status is empty, and the tab Settings lets only rows marked Queued go out. Choose Queued once this row is finished.",
                "待機中: ステータスが空です。「設定」タブにより「予約」の行だけを投稿します。書き終えたら「予約」を選んでください。",
            ],
            Self::AccountDisabled => [
                "Waiting: the account is switched off. Tick Enabled in the Accounts tab to send its posts.",
                "待機中: このアカウントは停止中です。「アカウント」タブの「有効」にチェックを入れると投稿します。",
            ],
            Self::AccountTroubled => [
                "Waiting: the account's token needs you. The Accounts tab says what to do; then this post goes out, if it is not too late by then.",
                "待機中: アカウントのトークンを確認してください。「アカウント」タブの案内どおりに直すと、遅れすぎていなければ投稿します。",
            ],
            Self::AccountLoading => [
                "Waiting: the Accounts tab still shows \"Loading...\" where this post's account stands or may stand. The next run looks again; nothing to do.",
                "待機中: 「アカウント」タブで、この投稿のアカウントがまだ読み込み中です（Loading...）。次の実行でもう一度確認します。操作は不要です。",
            ],
            Self::MayNotReply => [
                "Waiting: this account's token may post but not reply. Add threads_manage_replies and threads_read_replies in the Meta app, generate a new token and paste it in the Accounts tab; this reply then goes out by itself.",
                "待機中: このアカウントのトークンには返信の権限がありません。Meta アプリで threads_manage_replies と threads_read_replies を追加し、トークンを作り直して「アカウント」タブに貼ってください。そのあと自動で投稿します。",
            ],
            Self::HasPermalink => [
                "Waiting: this row already has a Permalink, so it looks published. Empty the Permalink cell to post it.",
                "待機中: この行にはパーマリンクがあり、投稿済みのようです。投稿するにはパーマリンクのセルを空にしてください。",
            ],
            Self::AlreadyPublished => [
                "This post is already published. To post again, copy the row and change the text or the time.",
                "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
            ],
            Self::CopyOfAnother => [
                "This is a copy of another row. Empty its Status to queue it as a new post.",
                "これは別の行のコピーです。新しい投稿として予約するには「ステータス」を空にしてください。",
            ],
            Self::Restored => [
                "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.",
                "履歴によるとこの投稿は公開済みのため、行を元に戻しました。同じ内容をもう一度投稿するには、本文か日時を変えてください。",
            ],
            Self::OutcomeUnknown => [
                "Sent, but Threads did not say whether it is public. The next runs find out; nothing to do.",
                "送信しましたが、公開されたかどうかの返事がありません。次の実行で確認します。操作は不要です。",
            ],
            Self::SenderTroubled => [
                "Sent, but Threads did not say whether it is public. The account's token is needed to find out: the Accounts tab says what to do.",
                "送信しましたが、公開されたかどうかの返事がありません。確認にはアカウントのトークンが必要です。「アカウント」タブの案内どおりに直してください。次の実行で確認します。",
            ],
            Self::CheckUnexplained => [
                "Please look at the account: this row says Publishing, but nothing is known about it. Set Status to Published if it is there, or to Post now to send it.",
                "アカウントを確認してください。「投稿中」とありますが、記録がありません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。",
            ],
            Self::ReceiptSpoilt => [
                "Please look at the account: the Receipt of this row was changed, so nothing tells whether it was posted. Set Status to Published if it is there, or to Post now to send it.",
                "アカウントを確認してください。この行の「受付番号」が書き換えられたため、投稿済みか分かりません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。",
            ],
            Self::CheckAgain => [
                "Looked again and found nothing new. Set Status to Published if the post is there, or to Post now to send it.",
                "もう一度確認しましたが、変わりありません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。",
            ],
            Self::QuotaUsed => [
                "Waiting: this account has used up what Threads allows in 24 hours. It goes out when there is room.",
                "待機中: Threads の 24 時間の上限に達しています。空きができたら投稿します。",
            ],
            Self::Processing => [
                "Waiting: Threads is still working on the image or video. The next run goes on.",
                "待機中: Threads が画像・動画を処理しています。次の実行で続けます。",
            ],
            Self::NoLink => [
                "Published. Its address could not be found.",
                "投稿済みです。パーマリンクは見つかりませんでした。",
            ],
            Self::ChangedAfterSending => [
                "Published as it was when it was sent; the later change is not in it.",
                "送信した時点の内容で公開されました。その後の変更は反映されていません。",
            ],
            Self::ChangedMeanwhile => [
                "Waiting: the row was changed just now. The next run sends it as it is then.",
                "待機中: 行が直前に変更されました。次の実行で、そのときの内容を投稿します。",
            ],
            Self::TimeUp => [
                "Waiting: the run had to end before this post's turn. The next run sends it.",
                "待機中: 順番が来る前に実行が終了しました。次の実行で投稿します。",
            ],
            Self::Requeued => [
                "Waiting: Threads dropped an earlier attempt before it was public. The next run sends it again.",
                "待機中: 前回の送信は公開前に取り消されていました。次の実行でもう一度送信します。",
            ],
            Self::OtherRun => [
                "Waiting: another run is sending this post.",
                "待機中: 別の実行がこの投稿を送信しています。",
            ],
            Self::Refused(_)
            | Self::Check(_)
            | Self::NoTime { .. }
            | Self::Noticed(_)
            | Self::Loading { .. }
            | Self::ServerSilent { .. }
            | Self::Protected { .. }
            | Self::UnknownStatus { .. }
            | Self::NoReason { .. }
            | Self::Pause { .. }
            | Self::ParentWaits { .. }
            | Self::NotTaken { .. }
            | Self::SenderMissing { .. }
            | Self::Passing { .. } => ["", ""],
        }
    }
}

/// Returns what the Log says of a post: how it begins, and what its row says.
#[must_use]
pub fn logged(begins: &str, message: &str, language: Language) -> String {
    match (begins, message) {
        ("", message) => message.to_owned(),
        (begins, "") => language.pick(format!("\"{begins}\""), format!("「{begins}」")),
        (begins, message) => {
            language.pick(format!("\"{begins}\": {message}"), format!("「{begins}」: {message}"))
        }
    }
}

fn check(uncertain: Uncertain, language: Language) -> String {
    let why = match uncertain {
        Uncertain::ContainerFailed => language.pick(
            "Threads reported an error after the post was sent",
            "送信後に Threads がエラーを返しました",
        ),
        Uncertain::SeveralAlike => language
            .pick("several posts look exactly like this one", "同じ内容の投稿が複数あります"),
        Uncertain::SentTooOften => language.pick(
            "it was sent three times and never appeared",
            "3 回送信しましたが、公開が確認できません",
        ),
        Uncertain::NotAsked => language.pick(
            "it was sent, and for a day nobody could ask Threads about it",
            "送信後 1 日のあいだ、Threads に確認できませんでした",
        ),
        Uncertain::ListUnread => language.pick(
            "it was sent, and for a day the account's posts could not be read to look for it",
            "送信後 1 日のあいだ、アカウントの投稿一覧を読み取れませんでした",
        ),
        Uncertain::ContainerGone => language
            .pick("Threads no longer knows what became of it", "Threads に記録が残っていません"),
    };
    language.pick(
        format!("Please look at the account: {why}. Set Status to Published if the post is there, or to Post now to send it."),
        format!("アカウントを確認してください: {why}。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。"),
    )
}
