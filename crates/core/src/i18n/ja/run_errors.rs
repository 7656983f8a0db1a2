//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use super::{LANGUAGE, findings, shard};
use crate::columns::Tab;
use crate::headings::{HEADER_ROWS_MAX, HeadingFault};
use crate::i18n::display::titles_elsewhere;
use crate::i18n::ja::probe;
use crate::run_error::{NotAKey, RunError, SheetsRefusal, Unread, Unwritten};
use crate::text::quoted;

pub(crate) fn say(stop: &RunError) -> String {
    match stop {
        RunError::ShardUnclear(fault) => shard::fault(*fault),
        RunError::NoSpreadsheet
        | RunError::SpreadsheetUnreadable(_)
        | RunError::NoCredentials
        | RunError::CredentialsMissing { .. }
        | RunError::CredentialsNotJson
        | RunError::CredentialsUnusable { .. }
        | RunError::SealKeyUnreadable
        | RunError::NoSealKey
        | RunError::NothingToSeal
        | RunError::NotSealed(_)
        | RunError::FileNotWritten { .. } => settings(stop),
        RunError::NotAKey(why) => not_a_key(*why),
        RunError::ClockOff { ahead } => findings::clock(*ahead),
        RunError::ClockWrong
        | RunError::KeyRefused { .. }
        | RunError::RobotDisabled { .. }
        | RunError::IdentityRefused { .. }
        | RunError::FederationRefused { .. }
        | RunError::SignInRefused { .. }
        | RunError::SignInUnreachable => sign_in(stop),
        RunError::Headings { tab, fault } => headings(tab, fault),
        RunError::InUse(why) => probe::refused(why),
        RunError::TabMissing { wanted, found } => tab_missing(*wanted, found),
        RunError::TabUnclear { wanted, like } => tab_unclear(*wanted, like),
        RunError::NotLaidOut { found } => not_laid_out(found),
        _ => spreadsheet(stop),
    }
}

fn settings(stop: &RunError) -> String {
    match stop {
        RunError::SpreadsheetUnreadable(given) => format!("「{given}」は Google スプレッドシートのアドレスではありません。ブラウザのアドレス欄からコピーしてください: https://docs.google.com/spreadsheets/d/…"),
        RunError::NoCredentials => "Google の認証情報がありません。--credentials でキーファイルを指定するか、GOOGLE_CREDENTIALS に中身を入れてください。".to_owned(),
        RunError::CredentialsMissing { path, why } => unread(path, *why),
        RunError::CredentialsNotJson => "Google の認証情報が JSON ではありません。サービスアカウントのキー（JSON）をもう一度ダウンロードし、ファイル全体を使ってください。".to_owned(),
        RunError::CredentialsUnusable { kind } if kind.is_empty() => "この Google 認証情報には type がないため使えません。サービスアカウントのキーには type「service_account」・client_email・private_key があります。".to_owned(),
        RunError::CredentialsUnusable { kind } => format!("この Google 認証情報（type「{kind}」）は使えません。サービスアカウントのキーには type「service_account」・client_email・private_key があります。"),
        RunError::SealKeyUnreadable => "THREADSHEET_KEY の内容が鍵ではありません。「threadsheet key new」が表示した 1 行全体だけを設定してください（鍵が複数あるときはコンマで区切ります）。".to_owned(),
        RunError::NoSealKey => "暗号化のための鍵がありません。「threadsheet key new」で作り、THREADSHEET_KEY に設定してください。".to_owned(),
        RunError::NothingToSeal => "トークンが入力されなかったため、暗号化していません。もう一度 threadsheet seal を実行し、アカウントのトークンを貼り付けてください。".to_owned(),
        RunError::NotSealed(state) => {
            let why = state.say(LANGUAGE);
            format!("暗号化していません。{why}")
        }
        RunError::FileNotWritten { path, why } => format!("ファイル {} に書き込めません（{}）。場所を確かめるか、別の名前にしてください。", quoted(path), unwritten(*why)),
        _ => "スプレッドシートが指定されていません。--spreadsheet か THREADSHEET_SPREADSHEET で指定してください。".to_owned(),
    }
}

fn unwritten(why: Unwritten) -> &'static str {
    match why {
        Unwritten::NoFolder => "そのフォルダがありません",
        Unwritten::NotAllowed => "書き込みが許可されていません",
        Unwritten::AFolder => "フォルダです",
        Unwritten::NoRoom => "ディスクの空きがありません",
        Unwritten::Other => "書き込みを拒否されました",
    }
}

fn unread(path: &str, why: Unread) -> String {
    match why {
        Unread::NotFound => {
            format!("認証情報のファイル {path} が見つかりません。場所を確かめてください。")
        }
        Unread::NotAllowed => format!(
            "認証情報のファイル {path} を読む権限がありません。threadsheet を実行するユーザーが読めるようにしてください。"
        ),
        Unread::NotAFile => format!(
            "認証情報の場所 {path} は、フォルダーか、キーではないファイルです。JSON ファイルそのものを指定してください。"
        ),
    }
}

fn not_a_key(why: NotAKey) -> String {
    let found = match why {
        NotAKey::OAuthClient => {
            "これは「OAuth クライアント」のファイルで、サービス アカウントのキーではありません。"
        }
        NotAKey::ApiKey => {
            "これは API キーです。API キーでは非公開のスプレッドシートを開けません。"
        }
        NotAKey::Several => "Google の認証情報に複数のファイルが入っています。",
        NotAKey::Quotes => "キーファイルの引用符が、エディターによって別の記号に変わっています。",
        NotAKey::Damaged => {
            "キーファイルの private_key が壊れています（改行か最初の行が失われています）。"
        }
    };
    format!(
        "{found}Google Cloud コンソールでサービス アカウントのキー（JSON）を作り、ダウンロードしたファイル全体をそのまま使ってください。"
    )
}

fn sign_in(stop: &RunError) -> String {
    match stop {
        RunError::ClockWrong => "このコンピューターの時計がずれているため、Google がサインインを拒否しました。時計を合わせて、もう一度実行してください。".to_owned(),
        RunError::KeyRefused { email } => format!("Google が {email} のキーを受け付けません。削除された可能性があります。Google Cloud コンソールで新しいキーを作り、置き換えてください。"),
        RunError::RobotDisabled { email } => format!("サービス アカウント {email} が無効になっています。Google Cloud コンソールの「IAM と管理 > サービス アカウント」で有効にしてください。次の実行で続けます。"),
        RunError::IdentityRefused { words } => format!("Google へのサインインに使う ID を取得できませんでした（「{words}」）。GitHub では、ワークフローに権限「id-token: write」が必要です。"),
        RunError::FederationRefused { words } => format!("キーファイルを使わないサインインを、Google が受け付けませんでした。Google からの応答:「{words}」。Google Cloud コンソールの「Workload Identity 連携」で、プロバイダーの条件がこのリポジトリに合っているか、サービス アカウントの権限を借りられるかを確かめてください。"),
        RunError::SignInRefused { words } => format!("Google がサインインを拒否しました。Google からの応答:「{words}」。キーファイルを確かめてください。続くようなら Google Cloud コンソールで新しいキーを作り、置き換えてください。"),
        _ => "Google のサインインに接続できません。接続を確かめてください。次の実行でもう一度試します。".to_owned(),
    }
}

fn share(email: Option<&str>) -> String {
    match email {
        Some(email) => {
            format!("スプレッドシートの「共有」で {email} を「編集者」として追加してください。")
        }
        None => "サインインするアカウントに「編集者」として共有してください。".to_owned(),
    }
}

fn spreadsheet(stop: &RunError) -> String {
    match stop {
        RunError::NotShared { email } => {
            let share = share(email.as_deref());
            format!("スプレッドシートが共有されていません。{share}")
        }
        RunError::ReadOnly { email } => {
            let share = share(email.as_deref());
            format!("スプレッドシートが閲覧のみのため、これ以上の更新や投稿はしていません。{share}")
        }
        RunError::NotFound { email } => {
            let share = share(email.as_deref());
            format!("スプレッドシートが見つからないか、共有されていません。アドレスを確かめてください。{share}")
        }
        RunError::ApiDisabled { words } => format!("キーのプロジェクトで Google Sheets API が無効です。有効にして 1 分ほど待ち、もう一度実行してください。Google の案内:「{words}」"),
        RunError::ProjectRefused { words } => format!("Google がキーのプロジェクトからの操作を受け付けません。Google からの応答:「{words}」。Google Cloud コンソールでプロジェクトを開き、案内に従ってください。"),
        RunError::StorageFull => "スプレッドシートのオーナーの Google ストレージがいっぱいで、書き込めません。空きを作ってください。次の実行で続けます。".to_owned(),
        RunError::NotASpreadsheet => "これは Office ファイルです。「ファイル > Google スプレッドシートとして保存」を行い、新しいアドレスを使ってください。".to_owned(),
        RunError::Copied => "このスプレッドシートは、すでに使われているシートのコピーです。二重投稿を防ぐため停止しました。元のシートを使うか、コピーを使う場合は threadsheet init --adopt を一度実行してください。".to_owned(),
        RunError::ZoneUnknown { zone } => format!("スプレッドシートのタイムゾーン「{zone}」に対応していないため、日時を読めません。「ファイル > 設定」で変更してください。"),
        RunError::SheetsRefused { words } => refused(words),
        RunError::SheetsUnreadable => unreadable(),
        RunError::SheetsBusy => "ほかの実行が書き込み中のため、今回は見送りました。次の実行で続けます。".to_owned(),
        RunError::ThreadsUnreachable => "Threads に接続できません。何も失われていません。次の実行でもう一度試します。".to_owned(),
        RunError::Halted => "停止の指示を受けたため、新しい作業は始めていません。途中だったものは記録してあるか、次の実行で確認します。".to_owned(),
        RunError::Bug(words) => format!("threadsheet の不具合です（「{words}」）。ご報告をお願いします。"),
        _ => "Google スプレッドシートに接続できません。次の実行でもう一度試します。".to_owned(),
    }
}

fn unreadable() -> String {
    "Google スプレッドシートから応答がありましたが、threadsheet には読めない内容でした。次の実行でもう一度試します。続くようでしたら、threadsheet を最新版に更新するか、お知らせください。".to_owned()
}

/// Says what to do about a refusal that people meet; any other in the service's own words.
fn refused(words: &str) -> String {
    match SheetsRefusal::of(words) {
        SheetsRefusal::ProtectedCell => "threadsheet が書き込むセルが保護されているため、これ以上の更新や投稿はしていません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。".to_owned(),
        SheetsRefusal::CellLimit => "スプレッドシートのセルの数が上限に達しているため、これ以上の更新や投稿はしていません。使っていない行・列・タブを削除して、もう一度実行してください。".to_owned(),
        SheetsRefusal::Other => format!("Google スプレッドシートが受け付けませんでした。Google からの応答:「{words}」。次の実行でもう一度試します。続くようなら、この応答を添えてご報告ください。"),
    }
}

pub(crate) fn protected(tab: &str, header: &str) -> String {
    format!(
        "タブ「{tab}」の「{header}」は（一部でも）保護されているため、threadsheet は書き込みません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"
    )
}

fn headings(tab: &str, fault: &HeadingFault) -> String {
    let tab = quoted(tab);
    match fault {
        HeadingFault::Duplicate { header, first, second } => format!(
            "タブ「{tab}」: {first} 列と {second} 列の見出しが同じ「{header}」です。どちらかを変えてください。"
        ),
        HeadingFault::Missing { missing, found } => {
            let (missing, found) = (missing.join("、"), found.join("、"));
            format!(
                "タブ「{tab}」に次の見出しがありません: {missing}。見つかった見出し: {found}。見出しの行（上から {HEADER_ROWS_MAX} 行以内）に追加してください（順番は自由です）。"
            )
        }
    }
}

fn tab_unclear(wanted: Tab, like: &[String]) -> String {
    let (title, others) = (wanted.title(LANGUAGE), titles_elsewhere(wanted, LANGUAGE));
    let like = like.join("、");
    format!(
        "「{title}」（または {others}）という名前のタブがなく、見出しの合うタブが複数あります: {like}。使うタブの名前を「{title}」に変えてください。"
    )
}

fn not_laid_out(found: &[String]) -> String {
    let found = found.join("、");
    format!(
        "このスプレッドシートには、アカウントのタブも投稿のタブもまだありません。見つかったタブ: {found}。threadsheet init を一度実行してください（必要なタブを追加します）。"
    )
}

fn tab_missing(wanted: Tab, found: &[String]) -> String {
    let (title, others) = (wanted.title(LANGUAGE), titles_elsewhere(wanted, LANGUAGE));
    let found = quoted(&found.join("、"));
    format!(
        "スプレッドシートに「{title}」（または {others}）タブがありません。見つかったタブ: {found}。名前を変えたタブがあれば「{title}」に戻してください。まだない場合は、threadsheet init を一度実行してください（足りないものを追加します）。"
    )
}
