//! What is said about one cell: its header, what was read in it, and what to type instead.
//!
//! Nothing here may show a token: what looks like one is hidden, whatever cell it was pasted into.

mod media;
mod media_servers;
mod options;
mod publish_at;

pub(crate) use media::media;
pub(crate) use options::option;
pub(crate) use publish_at::{length, moment, time_notice};

use super::LANGUAGE;
use crate::columns::{AccountColumn, PostColumn, PostStatus, UnknownStatus, UnsupportedKind};
use crate::i18n::display::{short, thousands};
use crate::i18n::ja::seals;
use crate::name::NameFault;
use crate::reason::AccountState;
use crate::text::{self, TextFault, TextNotice};
use crate::token::{Service, TokenFault};

pub(crate) const DATE_PATTERN: &str = "yyyy/mm/dd hh:mm";

/// Says that a cell shows a formula error. `cells` names it, quoted in the language.
fn formula_error(cells: &str, error: &str) -> String {
    let error = short(error);
    format!(
        "{cells}が数式エラー（{error}）になっています。数式を直すか、内容を直接入力してください。"
    )
}

/// Returns a header in the quotes of its language.
fn quoted(header: &str) -> String {
    format!("「{header}」")
}

pub(crate) fn name(fault: &NameFault) -> String {
    let header = quoted(PostColumn::Account.header(LANGUAGE));
    match fault {
        NameFault::Empty => format!(
            "{header}が空です。Threads のユーザーネームを入力してください。セルを結合している場合は、行ごとに必要です。"
        ),
        NameFault::Error(error) => formula_error(&header, error),
        NameFault::Several(read) => {
            let read = short(read);
            format!(
                "{header}に「{read}」とありますが、1 つの行から投稿できるのは 1 つのアカウントです。複数のアカウントで投稿するときは行をコピーし、行ごとに 1 つずつ入力してください。1 つだけのときは、my_shop のように空白のないユーザーネームを入力してください。"
            )
        }
        NameFault::Unreadable(read) => {
            let read = short(read);
            format!(
                "{header}の「{read}」は Threads のユーザーネームではありません。プロフィールにあるとおりに、例えば my_shop のように入力してください。"
            )
        }
    }
}

pub(crate) fn token(fault: TokenFault) -> String {
    let header = quoted(AccountColumn::Token.header(LANGUAGE));
    match fault {
        TokenFault::Empty => format!(
            "{header}が空です。Meta のアプリ画面の「アクセストークンを生成」で作り、ここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。"
        ),
        TokenFault::Formula => format!(
            "{header}が数式になっているため、使うことも更新することもできません。トークンそのものをセルに貼ってください。"
        ),
        TokenFault::NotThreads(service) => {
            let service = match service {
                Service::Instagram => "Instagram",
                Service::Facebook => "Facebook",
            };
            format!(
                "{header}に {service} のトークンが入っています。Meta のアプリ画面で Threads API の「アクセストークンを生成」で作り、貼り直してください。"
            )
        }
        TokenFault::OfApp => format!(
            "{header}にアプリ自体のトークンが入っています。これでは投稿できません。このアカウントの「アクセストークンを生成」で作り、貼り直してください。"
        ),
        TokenFault::AnId => format!(
            "{header}に数字だけ（ID など）が入っています。TH で始まる長い英数字のアクセストークンを貼ってください。"
        ),
        TokenFault::Sealed(fault) => seals::fault(fault),
        TokenFault::NotATester => AccountState::NotATester.say(LANGUAGE),
        TokenFault::WrongApp => AccountState::WrongApp.say(LANGUAGE),
        TokenFault::Unreadable => format!(
            "{header}の内容がトークンではありません。トークン全体をコピーし直し、それだけを貼ってください。"
        ),
    }
}

pub(crate) fn text(fault: &TextFault) -> String {
    text_of(PostColumn::Text, fault)
}

/// Says what is wrong with the text of a column: Text, or a further part of a thread.
pub(super) fn text_of(column: PostColumn, fault: &TextFault) -> String {
    let header = quoted(column.header(LANGUAGE));
    let (media, link) = (PostColumn::Media.header(LANGUAGE), PostColumn::Link.header(LANGUAGE));
    match fault {
        TextFault::Error(error) => {
            let apostrophe = "「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。";
            format!("{}{apostrophe}", formula_error(&header, error))
        }
        TextFault::Picture if column != PostColumn::Text => format!(
            "{header}に画像が入っています。画像のアドレスはこのセルの最後の行に貼り、その上に文章を入力してください。"
        ),
        TextFault::Picture => format!(
            "{header}に画像が入っています。画像のアドレスは「{media}」に貼り、ここには文章を入力してください。"
        ),
        TextFault::NoValue => format!(
            "{header}の数式から文字を取り出せません（画像か、空のセルです）。本文を直接入力してください。文字のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。"
        ),
        TextFault::Token => format!(
            "{header}にアクセストークンか鍵が入っているため、投稿しませんでした。トークンは「アカウント」タブに移し、ここには文章を入力してください。"
        ),
        TextFault::TooLong { length } => {
            let (over, max) = (length.saturating_sub(text::LENGTH_MAX), text::LENGTH_MAX);
            let (length, over) = (thousands(*length), thousands(over));
            format!(
                "{header}が {length} 文字あり、{over} 文字多すぎます。上限は {max} 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。"
            )
        }
        TextFault::TooManyLinks { n_links } if column != PostColumn::Text => {
            let (over, max) = (n_links.saturating_sub(text::LINKS_MAX), text::LINKS_MAX);
            format!(
                "{header}に {n_links} 個のリンクがあります。Threads の上限は {max} 個です。{over} 個減らしてください。"
            )
        }
        TextFault::TooManyLinks { n_links } => {
            let (over, max) = (n_links.saturating_sub(text::LINKS_MAX), text::LINKS_MAX);
            format!(
                "{header}と「{link}」に合わせて {n_links} 個のリンクがあります。Threads の上限は {max} 個です。{over} 個減らしてください。"
            )
        }
    }
}

pub(crate) fn loading(column: PostColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "待機中: {header}がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。"
    )
}

pub(crate) fn loading_account(column: AccountColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "待機中: {header}がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。"
    )
}

pub(crate) fn secret(column: PostColumn) -> String {
    let header = quoted(column.header(LANGUAGE));
    format!(
        "{header}にアクセストークンか鍵が入っています。公開されると危険なため、投稿しませんでした。セルから取り除き、ほかの人に見られた可能性がある場合は作り直してください。"
    )
}

pub(crate) fn text_notice(notice: TextNotice) -> String {
    let header = quoted(PostColumn::Text.header(LANGUAGE));
    match notice {
        TextNotice::ControlsRemoved => {
            format!("{header}に目に見えない制御文字があったため、取り除きました。")
        }
        TextNotice::Broken => format!(
            "{header}に文字化けの記号（\u{fffd}）があります。意図したものでなければ、その文字を入力し直してください。"
        ),
        TextNotice::LinkBehind => format!(
            "{header}の文字にリンクが設定されていますが、Threads では使えないため、文字だけを投稿します。リンクを見せるには、アドレスを入力してください。"
        ),
        TextNotice::Chip => format!(
            "{header}にスマートチップ（ファイル・ページ・人）があります。表示されている名前だけを、リンクなしで投稿します。"
        ),
        TextNotice::NotText => {
            format!("{header}が数値・日付・チェックボックスのため、セルの表示のまま投稿します。")
        }
    }
}

pub(crate) fn unsupported(header: &str, kind: UnsupportedKind) -> String {
    let header = short(header);
    let otherwise = match kind {
        UnsupportedKind::ThreadPart => {
            "投稿するツリーの続きなら、「返信1」〜「返信9」の列に書き、このセルを空にしてください。"
        }
        UnsupportedKind::Hashtags => {
            "投稿に付けるハッシュタグなら、「本文」に書いて、このセルを空にしてください。"
        }
        UnsupportedKind::Flag => "そのほかの場合は、チェックを外すか、セルを空にしてください。",
        UnsupportedKind::Other => "そのほかの場合は、セルを空にしてください。",
    };
    format!(
        "「{header}」の内容はこのバージョンでは投稿できないため、この行は投稿しませんでした。ご自分用の列なら、見出しを「{header}（社内用）」のように変えてください。{otherwise}"
    )
}

pub(crate) fn status(unknown: &UnknownStatus) -> String {
    let header = quoted(PostColumn::Status.header(LANGUAGE));
    let words = PostStatus::OF_PERSON.map(|status| status.word(LANGUAGE));
    let words = words.join("」「");
    let read = short(&unknown.read);
    format!("{header}の「{read}」は使えません。空にするか、「{words}」のどれかにしてください。")
}
