//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use super::{findings, shard};
use crate::headings::{HEADER_ROWS_MAX, HeadingFault};
use crate::i18n::probe;
use crate::language::Language;
use crate::stop::{NotAKey, Stop, Unread};
use crate::token::quoted;

/// Returns the sentence.
#[must_use]
pub fn say(stop: &Stop, language: Language) -> String {
    match stop {
        Stop::ShardUnclear(fault) => shard::fault(*fault, language),
        Stop::NoSpreadsheet
        | Stop::SpreadsheetUnreadable(_)
        | Stop::NoCredentials
        | Stop::CredentialsMissing { .. }
        | Stop::CredentialsNotJson
        | Stop::CredentialsUnusable { .. }
        | Stop::SealKeyUnreadable
        | Stop::NoSealKey
        | Stop::NothingToSeal
        | Stop::NotSealed(_)
        | Stop::FileNotWritten { .. } => settings(stop, language),
        Stop::NotAKey(why) => not_a_key(*why, language),
        Stop::ClockOff { ahead } => findings::clock(*ahead, language),
        Stop::ClockWrong
        | Stop::KeyRefused { .. }
        | Stop::RobotDisabled { .. }
        | Stop::IdentityRefused { .. }
        | Stop::FederationRefused { .. }
        | Stop::SignInRefused { .. }
        | Stop::SignInUnreachable => sign_in(stop, language),
        Stop::Headings { tab, fault } => headings(tab, fault, language),
        Stop::InUse(why) => probe::refused(why, language),
        Stop::TabMissing { wanted, found } => tab_missing(*wanted, found, language),
        Stop::TabUnclear { wanted, like } => tab_unclear(*wanted, like, language),
        Stop::NotLaidOut { found } => not_laid_out(found, language),
        _ => spreadsheet(stop, language),
    }
}

fn settings(stop: &Stop, language: Language) -> String {
    match stop {
        Stop::SpreadsheetUnreadable(given) => language.pick(
            format!("\"{given}\" is no address of a Google spreadsheet. Copy it from the browser's address bar: https://docs.google.com/spreadsheets/d/…"),
            format!("「{given}」は Google スプレッドシートのアドレスではありません。ブラウザのアドレス欄からコピーしてください: https://docs.google.com/spreadsheets/d/…"),
        ),
        Stop::NoCredentials => language.pick(
            "No Google credentials. Name the key file with --credentials FILE, or put its content into GOOGLE_CREDENTIALS.".to_owned(),
            "Google の認証情報がありません。--credentials でキーファイルを指定するか、GOOGLE_CREDENTIALS に中身を入れてください。".to_owned(),
        ),
        Stop::CredentialsMissing { path, why } => unread(path, *why, language),
        Stop::CredentialsNotJson => language.pick(
            "The Google credentials are not a JSON file. Download the service account's key again (JSON) and use that whole file.".to_owned(),
            "Google の認証情報が JSON ではありません。サービスアカウントのキー（JSON）をもう一度ダウンロードし、ファイル全体を使ってください。".to_owned(),
        ),
        Stop::CredentialsUnusable { kind } if kind.is_empty() => language.pick(
            "The Google credentials name no type, so they cannot be used. A service account's key file has type \"service_account\", client_email and private_key.".to_owned(),
            "この Google 認証情報には type がないため使えません。サービスアカウントのキーには type「service_account」・client_email・private_key があります。".to_owned(),
        ),
        Stop::CredentialsUnusable { kind } => language.pick(
            format!("The Google credentials (type \"{kind}\") cannot be used. A service account's key file has type \"service_account\", client_email and private_key."),
            format!("この Google 認証情報（type「{kind}」）は使えません。サービスアカウントのキーには type「service_account」・client_email・private_key があります。"),
        ),
        Stop::SealKeyUnreadable => language.pick(
            "THREADSHEET_KEY holds something that is no key. Put in the whole line that \"threadsheet key new\" has printed, and nothing else; between several keys a comma.".to_owned(),
            "THREADSHEET_KEY の内容が鍵ではありません。「threadsheet key new」が表示した 1 行全体だけを設定してください（鍵が複数あるときはコンマで区切ります）。".to_owned(),
        ),
        Stop::NoSealKey => language.pick(
            "There is no key to seal with. Make one with \"threadsheet key new\", and put it into THREADSHEET_KEY.".to_owned(),
            "暗号化のための鍵がありません。「threadsheet key new」で作り、THREADSHEET_KEY に設定してください。".to_owned(),
        ),
        Stop::NothingToSeal => language.pick(
            "Nothing was pasted, so nothing was sealed. Run threadsheet seal again, and paste the account's token when it asks for it.".to_owned(),
            "トークンが入力されなかったため、暗号化していません。もう一度 threadsheet seal を実行し、アカウントのトークンを貼り付けてください。".to_owned(),
        ),
        Stop::NotSealed(state) => {
            let why = state.say(language);
            language.pick(format!("Nothing was sealed. {why}"), format!("暗号化していません。{why}"))
        }
        Stop::FileNotWritten { path, why } => language.pick(
            format!("Cannot write the file {} (\"{why}\"). Check the path, or name another.", quoted(path)),
            format!("ファイル {} に書き込めません（「{why}」）。場所を確かめるか、別の名前にしてください。", quoted(path)),
        ),
        _ => language.pick(
            "No spreadsheet. Name it with --spreadsheet URL, or in THREADSHEET_SPREADSHEET.".to_owned(),
            "スプレッドシートが指定されていません。--spreadsheet か THREADSHEET_SPREADSHEET で指定してください。".to_owned(),
        ),
    }
}

fn unread(path: &str, why: Unread, language: Language) -> String {
    match why {
        Unread::NotFound => language.pick(
            format!("There is no credentials file {path}. Check the path."),
            format!("認証情報のファイル {path} が見つかりません。場所を確かめてください。"),
        ),
        Unread::NotAllowed => language.pick(
            format!("The credentials file {path} may not be read. Let the user that runs threadsheet read it."),
            format!("認証情報のファイル {path} を読む権限がありません。threadsheet を実行するユーザーが読めるようにしてください。"),
        ),
        Unread::NotAFile => language.pick(
            format!("The path of the credentials, {path}, is a folder, or no key file. Name the JSON file itself."),
            format!("認証情報の場所 {path} は、フォルダーか、キーではないファイルです。JSON ファイルそのものを指定してください。"),
        ),
    }
}

fn not_a_key(why: NotAKey, language: Language) -> String {
    let [english, japanese] = match why {
        NotAKey::OAuthClient => [
            "This is the file of an OAuth client, not a service account's key.",
            "これは「OAuth クライアント」のファイルで、サービス アカウントのキーではありません。",
        ],
        NotAKey::ApiKey => [
            "This is an API key, which cannot open a spreadsheet that is not public.",
            "これは API キーです。API キーでは非公開のスプレッドシートを開けません。",
        ],
        NotAKey::Several => [
            "The Google credentials hold more than one file.",
            "Google の認証情報に複数のファイルが入っています。",
        ],
        NotAKey::Quotes => [
            "An editor has replaced the quotation marks of the key file by curly ones.",
            "キーファイルの引用符が、エディターによって別の記号に変わっています。",
        ],
        NotAKey::Damaged => [
            "The private key inside the key file is damaged; its line breaks or its first line are lost.",
            "キーファイルの private_key が壊れています（改行か最初の行が失われています）。",
        ],
    };
    language.pick(
        format!("{english} In the Google Cloud console, open the service account, make a key (JSON), and use that whole file as it was downloaded."),
        format!("{japanese}Google Cloud コンソールでサービス アカウントのキー（JSON）を作り、ダウンロードしたファイル全体をそのまま使ってください。"),
    )
}

fn sign_in(stop: &Stop, language: Language) -> String {
    match stop {
        Stop::ClockWrong => language.pick(
            "Google refused to sign in because this machine's clock is wrong. Set the clock and run again.".to_owned(),
            "このコンピューターの時計がずれているため、Google がサインインを拒否しました。時計を合わせて、もう一度実行してください。".to_owned(),
        ),
        Stop::KeyRefused { email } => language.pick(
            format!("Google does not accept the key of {email}; it was probably deleted. Make a new key in the Google Cloud console and put it in place."),
            format!("Google が {email} のキーを受け付けません。削除された可能性があります。Google Cloud コンソールで新しいキーを作り、置き換えてください。"),
        ),
        Stop::RobotDisabled { email } => language.pick(
            format!("The service account {email} is switched off. Switch it on in the Google Cloud console (IAM & Admin > Service Accounts); the next run goes on."),
            format!("サービス アカウント {email} が無効になっています。Google Cloud コンソールの「IAM と管理 > サービス アカウント」で有効にしてください。次の実行で続けます。"),
        ),
        Stop::IdentityRefused { words } => language.pick(
            format!("The identity that signs in to Google could not be fetched (\"{words}\"). On GitHub, the workflow needs the permission id-token: write."),
            format!("Google へのサインインに使う ID を取得できませんでした（「{words}」）。GitHub では、ワークフローに権限「id-token: write」が必要です。"),
        ),
        Stop::FederationRefused { words } => language.pick(
            format!("Google does not take the identity that this machine signs in with (no key file), and says: \"{words}\". In the Google Cloud console, under Workload Identity Federation, check that the provider's condition fits this repository, and that it may act as the service account."),
            format!("キーファイルを使わないサインインを、Google が受け付けませんでした。Google の返事:「{words}」。Google Cloud コンソールの「Workload Identity 連携」で、プロバイダーの条件がこのリポジトリに合っているか、サービス アカウントの権限を借りられるかを確かめてください。"),
        ),
        Stop::SignInRefused { words } => language.pick(
            format!("Google refused to sign in and says: \"{words}\". Check the key file; if it stays so, make a new key in the Google Cloud console and put it in place."),
            format!("Google がサインインを拒否しました。Google の返事:「{words}」。キーファイルを確かめてください。続くようなら Google Cloud コンソールで新しいキーを作り、置き換えてください。"),
        ),
        _ => language.pick(
            "Google's sign-in cannot be reached. Check the connection; the next run tries again.".to_owned(),
            "Google のサインインに接続できません。接続を確かめてください。次の実行でもう一度試します。".to_owned(),
        ),
    }
}

fn share(email: Option<&str>, language: Language) -> String {
    match email {
        Some(email) => language.pick(
            format!("Open the spreadsheet, click Share, and add {email} as an Editor."),
            format!("スプレッドシートの「共有」で {email} を「編集者」として追加してください。"),
        ),
        None => language.pick(
            "Share it with the account that signs in, as an Editor.".to_owned(),
            "サインインするアカウントに「編集者」として共有してください。".to_owned(),
        ),
    }
}

fn spreadsheet(stop: &Stop, language: Language) -> String {
    match stop {
        Stop::NotShared { email } => {
            let share = share(email.as_deref(), language);
            language.pick(
                format!("The spreadsheet is not shared with this program. {share}"),
                format!("スプレッドシートが共有されていません。{share}"),
            )
        }
        Stop::ReadOnly { email } => {
            let share = share(email.as_deref(), language);
            language.pick(
                format!("The spreadsheet may be read but not changed, so nothing more was renewed or posted. {share}"),
                format!("スプレッドシートが閲覧のみのため、これ以上の更新や投稿はしていません。{share}"),
            )
        }
        Stop::NotFound { email } => {
            let share = share(email.as_deref(), language);
            language.pick(
                format!("There is no such spreadsheet, or it is not shared. Check the address. {share}"),
                format!("スプレッドシートが見つからないか、共有されていません。アドレスを確かめてください。{share}"),
            )
        }
        Stop::ApiDisabled { words } => language.pick(
            format!("The Google Sheets API is switched off in the key's project. Switch it on, wait a minute, run again. Google says: \"{words}\""),
            format!("キーのプロジェクトで Google Sheets API が無効です。有効にして 1 分ほど待ち、もう一度実行してください。Google の案内:「{words}」"),
        ),
        Stop::ProjectRefused { words } => language.pick(
            format!("Google refuses the key's project and says: \"{words}\". Open the project in the Google Cloud console and follow what it asks there."),
            format!("Google がキーのプロジェクトからの操作を受け付けません。Google の返事:「{words}」。Google Cloud コンソールでプロジェクトを開き、案内に従ってください。"),
        ),
        Stop::StorageFull => language.pick(
            "The Google storage of the spreadsheet's owner is full, so nothing can be written. Free some space; the next run goes on.".to_owned(),
            "スプレッドシートのオーナーの Google ストレージがいっぱいで、書き込めません。空きを作ってください。次の実行で続けます。".to_owned(),
        ),
        Stop::NotASpreadsheet => language.pick(
            "This is an Office file. In Google Sheets choose File > Save as Google Sheets, and use the new address.".to_owned(),
            "これは Office ファイルです。「ファイル > Google スプレッドシートとして保存」を行い、新しいアドレスを使ってください。".to_owned(),
        ),
        Stop::Copied => language.pick(
            "This spreadsheet is a copy of one that threadsheet already serves; both would post everything twice. Use the original, or run threadsheet init --adopt once for the copy.".to_owned(),
            "このスプレッドシートは、すでに使われているシートのコピーです。二重投稿を防ぐため停止しました。元のシートを使うか、コピーを使う場合は threadsheet init --adopt を一度実行してください。".to_owned(),
        ),
        Stop::ZoneUnknown { zone } => language.pick(
            format!("The spreadsheet's time zone \"{zone}\" is not known here, so no time can be read. Choose another in File > Settings."),
            format!("スプレッドシートのタイムゾーン「{zone}」に対応していないため、日時を読めません。「ファイル > 設定」で変更してください。"),
        ),
        Stop::SheetsRefused { words } => refused(words, language),
        Stop::SheetsUnreadable => unreadable(language),
        Stop::SheetsBusy => language.pick(
            "Other runs kept writing to the spreadsheet, so this one gave way. The next run goes on.".to_owned(),
            "ほかの実行が書き込み中のため、今回は見送りました。次の実行で続けます。".to_owned(),
        ),
        Stop::ThreadsUnreachable => language.pick(
            "Threads cannot be reached. Nothing is lost; the next run tries again.".to_owned(),
            "Threads に接続できません。何も失われていません。次の実行でもう一度試します。".to_owned(),
        ),
        Stop::Halted => language.pick(
            "Told to stop, so nothing more was begun. What was under way is written down, or the next run finds out.".to_owned(),
            "停止の指示を受けたため、新しい作業は始めていません。途中だったものは記録してあるか、次の実行で確認します。".to_owned(),
        ),
        Stop::Bug(words) => language.pick(
            format!("This is a mistake in threadsheet (\"{words}\"). Please report it."),
            format!("threadsheet の不具合です（「{words}」）。ご報告をお願いします。"),
        ),
        _ => language.pick(
            "Google Sheets cannot be reached. The next run tries again.".to_owned(),
            "Google スプレッドシートに接続できません。次の実行でもう一度試します。".to_owned(),
        ),
    }
}

fn unreadable(language: Language) -> String {
    language.pick(
            "Google Sheets answered, but threadsheet cannot read the answer. The next run tries again; if it stays so, install the newest version of threadsheet, or report it.".to_owned(),
            "Google スプレッドシートから返事がありましたが、threadsheet には読めない内容でした。次の実行でもう一度試します。続くようでしたら、threadsheet を最新版に更新するか、お知らせください。".to_owned(),
        )
}

/// Says what to do about a refusal that people meet; any other in the service's own words.
fn refused(words: &str, language: Language) -> String {
    if words.contains("protected cell") {
        return language.pick(
            "A cell that threadsheet fills in is protected, so nothing more was renewed or posted. In Data > Protect sheets and ranges, let the address edit it with which the spreadsheet is shared, or take the protection off.".to_owned(),
            "threadsheet が書き込むセルが保護されているため、これ以上の更新や投稿はしていません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。".to_owned(),
        );
    }
    if words.contains("number of cells in the workbook") {
        return language.pick(
            "The spreadsheet has no room for another cell, so nothing more was renewed or posted. Delete rows, columns or tabs that nobody needs, and run again.".to_owned(),
            "スプレッドシートのセルの数が上限に達しているため、これ以上の更新や投稿はしていません。使っていない行・列・タブを削除して、もう一度実行してください。".to_owned(),
        );
    }
    language.pick(
        format!("Google Sheets refused what it was asked and says: \"{words}\". The next run tries again; if it stays so, please report these words."),
        format!("Google スプレッドシートが受け付けませんでした。Google の返事:「{words}」。次の実行でもう一度試します。続くようなら、この返事を添えてご報告ください。"),
    )
}

/// Says which column may not be written; the run goes on without it.
#[must_use]
pub fn protected(tab: &str, header: &str, language: Language) -> String {
    language.pick(
        format!("Tab \"{tab}\": \"{header}\" is protected, at least in part, so threadsheet leaves it as it is. In Data > Protect sheets and ranges, let the address edit it with which the spreadsheet is shared, or take the protection off."),
        format!("タブ「{tab}」の「{header}」は（一部でも）保護されているため、threadsheet は書き込みません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"),
    )
}

fn headings(tab: &str, fault: &HeadingFault, language: Language) -> String {
    let tab = quoted(tab);
    match fault {
        HeadingFault::Duplicate { header, first, second } => language.pick(
            format!("Tab \"{tab}\": columns {first} and {second} have the same header \"{header}\". Rename one of them."),
            format!("タブ「{tab}」: {first} 列と {second} 列の見出しが同じ「{header}」です。どちらかを変えてください。"),
        ),
        HeadingFault::Missing { missing, found } => {
            let comma = language.pick(", ", "、");
            let (missing, found) = (missing.join(comma), found.join(comma));
            language.pick(
                format!("Tab \"{tab}\" lacks the headers: {missing}. Found: {found}. Add them, in any order, to the header row (one of the first {HEADER_ROWS_MAX} rows)."),
                format!("タブ「{tab}」に次の見出しがありません: {missing}。見つかった見出し: {found}。見出しの行（上から {HEADER_ROWS_MAX} 行以内）に追加してください（順番は自由です）。"),
            )
        }
    }
}

fn tab_unclear(wanted: [&str; 2], like: &[String], language: Language) -> String {
    let ([english, japanese], like) = (wanted, like.join(language.pick(", ", "、")));
    language.pick(
        format!("No tab is named {english} (or {japanese}), and several have its headers: {like}. Rename the one that is to be used to {english}."),
        format!("「{japanese}」（または {english}）という名前のタブがなく、見出しの合うタブが複数あります: {like}。使うタブの名前を「{japanese}」に変えてください。"),
    )
}

fn not_laid_out(found: &[String], language: Language) -> String {
    let found = found.join(language.pick(", ", "、"));
    language.pick(
        format!("This spreadsheet has no tab for accounts and none for posts yet. Found: {found}. Run threadsheet init once: it adds both."),
        format!("このスプレッドシートには、アカウントのタブも投稿のタブもまだありません。見つかったタブ: {found}。threadsheet init を一度実行してください（必要なタブを追加します）。"),
    )
}

fn tab_missing(wanted: [&str; 2], found: &[String], language: Language) -> String {
    let ([english, japanese], found) = (wanted, quoted(&found.join(language.pick(", ", "、"))));
    language.pick(
        format!("The spreadsheet has no tab named {english} (or {japanese}). Found: {found}. If yours has another name now, rename it to {english}; if there is none yet, run threadsheet init once: it adds what is missing."),
        format!("スプレッドシートに「{japanese}」（または {english}）タブがありません。見つかったタブ: {found}。名前を変えたタブがあれば「{japanese}」に戻してください。まだない場合は、threadsheet init を一度実行してください（足りないものを追加します）。"),
    )
}
