//! What the Message cell of a post says.

use chrono::NaiveDate;

use crate::core::fault::CellFault;
use crate::core::language::Language;
use crate::core::lifecycle::Uncertain;

/// Why a post certainly did not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A cell cannot be used.
    Cell(CellFault),
    /// No account of that name is in the Accounts tab.
    UnknownAccount {
        /// The name as it was read.
        name: String,
        /// The account that looks most like it.
        nearest: Option<String>,
    },
    /// Another row says the very same.
    SamePost {
        /// That row, from 1.
        other_row: usize,
    },
    /// There is no post that it could answer.
    NoParent,
    /// The post that it answers cannot be found at Threads.
    ParentNotFound,
    /// The token may post, and may not answer.
    MayNotReply,
    /// Threads refused it.
    ByThreads {
        /// Threads' own words.
        words: String,
    },
    /// Threads could not fetch or convert the media.
    MediaFailed {
        /// Threads' own word.
        word: String,
    },
    /// The server of a medium does not say whether it is an image or a video.
    MediumUnknown {
        /// The address.
        url: String,
    },
}

impl Refusal {
    /// Returns the word that the register keeps. One that begins with `cell` is judged anew in
    /// every run, for what is wrong may be put right in another row.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Cell(_) => "cell".to_owned(),
            Self::UnknownAccount { .. } => "cell-account".to_owned(),
            Self::SamePost { .. } => "cell-same-post".to_owned(),
            Self::NoParent => "cell-no-parent".to_owned(),
            Self::ParentNotFound => "parent-not-found".to_owned(),
            Self::MayNotReply => "may-not-reply".to_owned(),
            Self::ByThreads { words } => format!("threads: {words}"),
            Self::MediaFailed { word } => format!("media: {word}"),
            Self::MediumUnknown { .. } => "medium-unknown".to_owned(),
        }
    }

    fn say(&self, language: Language) -> String {
        match self {
            Self::Cell(fault) => fault.say(language),
            Self::UnknownAccount { name, nearest } => unknown_account(name, nearest.as_deref(), language),
            Self::SamePost { other_row } => language.pick(
                format!("Row {other_row} already says exactly this at the same time. Change the text or the time to post it again."),
                format!("{other_row} 行目とまったく同じ投稿です。もう一度投稿するには、本文か投稿日時を変えてください。"),
            ),
            Self::NoParent => language.pick(
                "\"Reply to\" says previous, but there is no earlier post of this account above. Put this row below the post it answers.".to_owned(),
                "「返信先」が「前の行」ですが、上に同じアカウントの投稿がありません。返信したい投稿の下の行に移してください。".to_owned(),
            ),
            Self::ParentNotFound => language.pick(
                "Threads cannot find the post that \"Reply to\" names. Check that it is still there, then correct the cell or clear Status to try again.".to_owned(),
                "「返信先」の投稿が Threads で見つかりません。投稿が残っているか確かめ、セルを直すか「ステータス」を空にすると、もう一度試します。".to_owned(),
            ),
            Self::MayNotReply => language.pick(
                "This account's token may post but not reply. Add threads_manage_replies in the Meta app, generate a new token, paste it in the Accounts tab, then clear Status.".to_owned(),
                "このアカウントのトークンには返信の権限がありません。Meta アプリで threads_manage_replies を追加し、トークンを作り直して「アカウント」タブに貼り、「ステータス」を空にしてください。".to_owned(),
            ),
            Self::ByThreads { words } => language.pick(
                format!("Threads refused this post: \"{words}\". Correct the row; it is then tried again by itself."),
                format!("Threads がこの投稿を受け付けませんでした:「{words}」。行を直すと、自動でもう一度投稿します。"),
            ),
            Self::MediaFailed { word } => language.pick(
                format!("Threads could not use the image or video ({word}). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."),
                format!("Threads が画像または動画を読み込めませんでした（{word}）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。"),
            ),
            Self::MediumUnknown { url } => language.pick(
                format!("Cannot tell whether {url} is an image or a video. Write image: or video: in front of it."),
                format!("{url} が画像か動画か分かりません。先頭に image: または video: と書いてください。"),
            ),
        }
    }
}

fn unknown_account(name: &str, nearest: Option<&str>, language: Language) -> String {
    let hint = nearest.map(|nearest| {
        language
            .pick(format!(" Did you mean {nearest}?"), format!("「{nearest}」ではありませんか。"))
    });
    let hint = hint.unwrap_or_default();
    language.pick(
        format!("There is no account \"{name}\" in the Accounts tab.{hint} Correct the name, or add the account there."),
        format!("「アカウント」タブに「{name}」がありません。{hint}名前を直すか、アカウントを追加してください。"),
    )
}

/// What is said in a post's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// It certainly did not go out.
    Refused(Refusal),
    /// Its time was too long ago.
    Missed,
    /// It has a date and no time.
    NoTime {
        /// The date.
        date: NaiveDate,
    },
    /// The Status cell holds no known word.
    UnknownStatus {
        /// What it holds.
        word: String,
    },
    /// A person has unticked the account.
    AccountDisabled,
    /// The account's token needs a person.
    AccountTroubled,
    /// The post that it answers is not out.
    ParentWaits {
        /// The parent's row, from 1.
        row: usize,
    },
    /// It has an address, so somebody has posted it.
    HasPermalink,
    /// It was published, and its Status was changed without changing the post.
    AlreadyPublished,
    /// It is a copy of another row.
    CopyOfAnother,
    /// Its memory was lost and found in the Log.
    Restored,
    /// It was sent, and no answer said whether it is public.
    OutcomeUnknown,
    /// Its Status says Publishing, and nothing explains that.
    CheckUnexplained,
    /// Nothing new was found about it.
    CheckAgain,
    /// Only a person can tell whether it is public.
    Check(Uncertain),
    /// The account may not post more today.
    QuotaUsed,
    /// Threads is still working on its media.
    Processing,
    /// It is public, and its address is not known.
    NoLink,
    /// It was changed after it had been sent.
    ChangedAfterSending,
    /// It was changed while it was about to be sent.
    ChangedMeanwhile,
    /// Another run is sending it.
    OtherRun,
    /// Passing trouble: it is tried again.
    Passing {
        /// Threads' own words.
        words: String,
    },
}

impl Message {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let pick =
            |english: &str, japanese: &str| language.pick(english.to_owned(), japanese.to_owned());
        match self {
            Self::Refused(refusal) => refusal.say(language),
            Self::Missed => pick(
                "Its time was too long ago, so it was not posted. Give it a new time, or set Status to Ready to post it now.",
                "投稿日時を大きく過ぎたため、投稿しませんでした。新しい日時を入れるか、すぐ投稿するには「ステータス」を「今すぐ」にしてください。",
            ),
            Self::NoTime { date } => language.pick(
                format!("Waiting: {date} has no time of day. Add one, for example {date} 9:00."),
                format!("待機中: {date} に時刻がありません。「{date} 9:00」のように時刻を足してください。"),
            ),
            Self::UnknownStatus { word } => language.pick(
                format!("Waiting: the Status \"{word}\" is not known. Leave it empty or use Queued, Ready, Draft."),
                format!("待機中: ステータス「{word}」は分かりません。空にするか、予約・今すぐ・下書き のどれかにしてください。"),
            ),
            Self::AccountDisabled => pick(
                "Waiting: the account is switched off. Tick Enabled in the Accounts tab to send its posts.",
                "待機中: このアカウントは停止中です。「アカウント」タブの「有効」にチェックを入れると投稿します。",
            ),
            Self::AccountTroubled => pick(
                "Waiting: the account's token needs you. The Accounts tab says what to do; this post then goes out by itself.",
                "待機中: アカウントのトークンを確認してください。「アカウント」タブの案内どおりに直すと、自動で投稿します。",
            ),
            Self::ParentWaits { row } => language.pick(
                format!("Waiting for row {row}, which it answers."),
                format!("待機中: 返信先の {row} 行目がまだ投稿されていません。"),
            ),
            Self::HasPermalink => pick(
                "Waiting: this row already has a Permalink, so it looks published. Empty the Permalink cell to post it.",
                "待機中: この行にはパーマリンクがあり、投稿済みのようです。投稿するにはパーマリンクのセルを空にしてください。",
            ),
            Self::AlreadyPublished => pick(
                "This post is already published. To post again, copy the row and change the text or the time.",
                "この投稿はすでに公開されています。もう一度投稿するには、行をコピーして本文か日時を変えてください。",
            ),
            Self::CopyOfAnother => pick(
                "This is a copy of another row. Empty its Status to queue it as a new post.",
                "これは別の行のコピーです。新しい投稿として予約するには「ステータス」を空にしてください。",
            ),
            Self::Restored => pick(
                "The Log shows that this post is published, so the row was put back.",
                "履歴によるとこの投稿は公開済みのため、行を元に戻しました。",
            ),
            Self::OutcomeUnknown => pick(
                "Sent, but Threads did not say whether it is public. The next runs find out; nothing to do.",
                "送信しましたが、公開されたかどうかの返事がありません。次の実行で確認します。操作は不要です。",
            ),
            Self::CheckUnexplained => pick(
                "Please look at the account: this row says Publishing, but nothing is known about it. Set Status to Published if it is there, or to Ready to send it.",
                "アカウントを確認してください。「投稿中」とありますが、記録がありません。公開されていれば「投稿済み」、まだなら「今すぐ」にしてください。",
            ),
            Self::CheckAgain => pick(
                "Looked again and found nothing new. Set Status to Published if the post is there, or to Ready to send it.",
                "もう一度確認しましたが、変わりありません。公開されていれば「投稿済み」、まだなら「今すぐ」にしてください。",
            ),
            Self::Check(uncertain) => check(*uncertain, language),
            Self::QuotaUsed => pick(
                "Waiting: this account has used up what Threads allows in 24 hours. It goes out when there is room.",
                "待機中: Threads の 24 時間の上限に達しています。空きができたら投稿します。",
            ),
            Self::Processing => pick(
                "Waiting: Threads is still working on the image or video. The next run goes on.",
                "待機中: Threads が画像・動画を処理しています。次の実行で続けます。",
            ),
            Self::NoLink => pick(
                "Published. Its address could not be found.",
                "投稿済みです。パーマリンクは見つかりませんでした。",
            ),
            Self::ChangedAfterSending => pick(
                "Published as it was when it was sent; the later change is not in it.",
                "送信した時点の内容で公開されました。その後の変更は反映されていません。",
            ),
            Self::ChangedMeanwhile => pick(
                "Waiting: the row was changed just now. The next run sends it as it is then.",
                "待機中: 行が直前に変更されました。次の実行で、そのときの内容を投稿します。",
            ),
            Self::OtherRun => pick(
                "Waiting: another run is sending this post.",
                "待機中: 別の実行がこの投稿を送信しています。",
            ),
            Self::Passing { words } => language.pick(
                format!("Waiting: Threads had a problem ({words}). The next run tries again."),
                format!("待機中: Threads 側で問題が起きました（{words}）。次の実行でもう一度試します。"),
            ),
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
        Uncertain::ContainerGone => language
            .pick("Threads no longer knows what became of it", "Threads に記録が残っていません"),
    };
    language.pick(
        format!("Please look at the account: {why}. Set Status to Published if the post is there, or to Ready to send it."),
        format!("アカウントを確認してください: {why}。公開されていれば「投稿済み」、まだなら「今すぐ」にしてください。"),
    )
}
