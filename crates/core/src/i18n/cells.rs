//! What is said about one cell: its header, what was read in it, and what to type instead.
//!
//! Nothing here may show a token: what looks like one is hidden, whatever cell it was pasted into.

mod media;
mod moments;
mod options;
mod served;

#[cfg(test)]
mod tests;

pub use media::media;
pub use moments::{moment, moment_notice};
pub use options::option;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::headings::{AccountColumn, PostColumn, PostStatus, UnknownStatus};
use crate::i18n::seals;
use crate::language::Language;
use crate::name::NameFault;
use crate::reason::AccountState;
use crate::seal::KEY_PREFIX;
use crate::text::{self, TextFault, TextNotice};
use crate::token::{Service, TokenFault};

/// How much of a cell is repeated, in characters as a reader counts them.
const QUOTE_MAX: usize = 40;

/// What tokens begin with, in lower case: of Threads, of its apps, of Instagram and of Facebook; and our keys.
const TOKEN_BEGINNINGS: &[&str] = &["thaa", "th|", "igaa", "igq", "eaa", KEY_PREFIX];

/// A word that begins like a token is one from this length on, in bytes.
const TOKEN_MIN: usize = 20;

/// Returns the beginning of what a cell holds, on one line, and without anything that looks like a token.
#[must_use]
pub fn short(read: &str) -> String {
    let hidden = |word: &str| {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_token = TOKEN_BEGINNINGS.iter().any(|beginning| bare.contains(beginning));
        if is_token && bare.len() >= TOKEN_MIN { "***".to_owned() } else { word.to_owned() }
    };
    let line = text::covered(read).split_whitespace().map(hidden).collect::<Vec<_>>().join(" ");
    let mut letters = line.graphemes(true);
    let mut beginning: String = letters.by_ref().take(QUOTE_MAX).collect();
    if letters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

/// Returns a number with its thousands apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// Says that a cell shows a formula error. `cells` names it, quoted in the language.
fn formula_error(cells: &str, error: &str, language: Language) -> String {
    let error = short(error);
    language.pick(
        format!("{cells} shows the formula error {error}. Correct the formula, or type the content itself."),
        format!("{cells}が数式エラー（{error}）になっています。数式を直すか、内容を直接入力してください。"),
    )
}

/// Returns a header in the quotes of its language.
fn quoted(header: &str, language: Language) -> String {
    language.pick(format!("\"{header}\""), format!("「{header}」"))
}

/// Says what is wrong with an Account cell.
#[must_use]
pub fn name(fault: &NameFault, language: Language) -> String {
    let header = quoted(PostColumn::Account.header(language), language);
    match fault {
        NameFault::Empty => language.pick(
            format!("{header} is empty. Type the account's Threads user name; below a merged cell, every row needs it."),
            format!("{header}が空です。Threads のユーザーネームを入力してください。セルを結合している場合は、行ごとに必要です。"),
        ),
        NameFault::Error(error) => formula_error(&header, error, language),
        NameFault::Several(read) => {
            let read = short(read);
            language.pick(
                format!("{header} says \"{read}\", and each row posts to one account. For several accounts, copy the row and type one name into each; for one, type its user name without blanks, for example my_shop."),
                format!("{header}に「{read}」とありますが、1 つの行から投稿できるのは 1 つのアカウントです。複数のアカウントで投稿するときは行をコピーし、行ごとに 1 つずつ入力してください。1 つだけのときは、my_shop のように空白のないユーザーネームを入力してください。"),
            )
        }
        NameFault::Unreadable(read) => {
            let read = short(read);
            language.pick(
                format!("{header} says \"{read}\", which is not a Threads user name. Type the name as it stands in the profile, for example my_shop."),
                format!("{header}の「{read}」は Threads のユーザーネームではありません。プロフィールにあるとおりに、例えば my_shop のように入力してください。"),
            )
        }
    }
}

/// Says what is wrong with a Token cell, without any part of it.
#[must_use]
pub fn token(fault: TokenFault, language: Language) -> String {
    let header = quoted(AccountColumn::Token.header(language), language);
    match fault {
        TokenFault::Empty => language.pick(
            format!("{header} is empty. Generate a token in the Meta app and paste it here; waiting posts then go out, if it is not too late for them."),
            format!("{header}が空です。Meta のアプリ画面の「アクセストークンを生成」で作り、ここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。"),
        ),
        TokenFault::Formula => language.pick(
            format!("{header} holds a formula, so it is neither used nor renewed. Paste the token itself into the cell."),
            format!("{header}が数式になっているため、使うことも更新することもできません。トークンそのものをセルに貼ってください。"),
        ),
        TokenFault::NotThreads(service) => {
            let service = match service {
                Service::Instagram => "Instagram",
                Service::Facebook => "Facebook",
            };
            language.pick(
                format!("{header} holds a token for {service}, and Threads needs its own. Generate one under the Threads API in the Meta app and paste it here."),
                format!("{header}に {service} のトークンが入っています。Meta のアプリ画面で Threads API の「アクセストークンを生成」で作り、貼り直してください。"),
            )
        }
        TokenFault::OfApp => language.pick(
            format!("{header} holds the token of the app itself, which can post for nobody. Generate a token for this account and paste it here."),
            format!("{header}にアプリ自体のトークンが入っています。これでは投稿できません。このアカウントの「アクセストークンを生成」で作り、貼り直してください。"),
        ),
        TokenFault::AnId => language.pick(
            format!("{header} holds only a number, such as an id. Paste the access token: a long line of letters and digits that begins with TH."),
            format!("{header}に数字だけ（ID など）が入っています。TH で始まる長い英数字のアクセストークンを貼ってください。"),
        ),
        TokenFault::Sealed(fault) => seals::fault(fault, language),
        TokenFault::NotATester => AccountState::NotATester.say(language),
        TokenFault::WrongApp => AccountState::WrongApp.say(language),
        TokenFault::Unreadable => language.pick(
            format!("{header} holds something that is not a token. Copy the whole token again and paste nothing but it."),
            format!("{header}の内容がトークンではありません。トークン全体をコピーし直し、それだけを貼ってください。"),
        ),
    }
}

/// Says what is wrong with a Text cell.
#[must_use]
pub fn text(fault: &TextFault, language: Language) -> String {
    let header = quoted(PostColumn::Text.header(language), language);
    let (media, link) = (PostColumn::Media.header(language), PostColumn::Link.header(language));
    match fault {
        TextFault::Error(error) => {
            let apostrophe = language.pick(
                " A text that begins with =, + or - needs ' in front.",
                "「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。",
            );
            format!("{}{apostrophe}", formula_error(&header, error, language))
        }
        TextFault::Picture => language.pick(
            format!("{header} holds a picture. Paste the picture's address into \"{media}\", and type the words here."),
            format!("{header}に画像が入っています。画像のアドレスは「{media}」に貼り、ここには文章を入力してください。"),
        ),
        TextFault::NoValue => language.pick(
            format!("{header} holds a formula that gives no text: a picture, or an empty cell. Type the text itself; for a post without words, empty this cell or let the formula give \"\"."),
            format!("{header}の数式から文字を取り出せません（画像か、空のセルです）。本文を直接入力してください。文字のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。"),
        ),
        TextFault::Token => language.pick(
            format!("{header} holds an access token or a key, so it was not posted. Move the token to the Accounts tab, and type the text here."),
            format!("{header}にアクセストークンか鍵が入っているため、投稿しませんでした。トークンは「アカウント」タブに移し、ここには文章を入力してください。"),
        ),
        TextFault::TooLong { length } => {
            let (over, max) = (length.saturating_sub(text::LENGTH_MAX), text::LENGTH_MAX);
            let (length, over) = (thousands(*length), thousands(over));
            language.pick(
                format!("{header} has {length} characters; {over} too many. Threads takes {max}, and an emoji counts as several. Shorten the text."),
                format!("{header}が {length} 文字あり、{over} 文字多すぎます。上限は {max} 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。"),
            )
        }
        TextFault::TooManyLinks { n_links } => {
            let (over, max) = (n_links.saturating_sub(text::LINKS_MAX), text::LINKS_MAX);
            language.pick(
                format!("{header} and \"{link}\" hold {n_links} different links, and Threads takes {max}. Take out {over}."),
                format!("{header}と「{link}」に合わせて {n_links} 個のリンクがあります。Threads の上限は {max} 個です。{over} 個減らしてください。"),
            )
        }
    }
}

/// Says that the sheet is still working out a cell.
#[must_use]
pub fn loading(column: PostColumn, language: Language) -> String {
    let header = quoted(column.header(language), language);
    language.pick(
        format!("Waiting: {header} still shows \"Loading...\", because the sheet is still working on it. The next run looks again; if it stays so, type the content itself."),
        format!("待機中: {header}がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。"),
    )
}

/// Says that the sheet is still working out a cell of an account.
#[must_use]
pub fn loading_account(column: AccountColumn, language: Language) -> String {
    let header = quoted(column.header(language), language);
    language.pick(
        format!("Waiting: {header} still shows \"Loading...\", because the sheet is still working on it. The next run looks again; if it stays so, type the content itself."),
        format!("待機中: {header}がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。"),
    )
}

/// Says that a cell other than Text holds what must not become public.
#[must_use]
pub fn secret(column: PostColumn, language: Language) -> String {
    let header = quoted(column.header(language), language);
    language.pick(
        format!("{header} holds an access token or a key, which must not become public, so it was not posted. Take it out of the cell, and make a new one if others may have seen it."),
        format!("{header}にアクセストークンか鍵が入っています。公開されると危険なため、投稿しませんでした。セルから取り除き、ほかの人に見られた可能性がある場合は作り直してください。"),
    )
}

/// Says what should be known about a text that is posted.
#[must_use]
pub fn text_notice(notice: TextNotice, language: Language) -> String {
    let header = quoted(PostColumn::Text.header(language), language);
    match notice {
        TextNotice::ControlsRemoved => language.pick(
            format!("{header} held invisible control characters; they are left out."),
            format!("{header}に目に見えない制御文字があったため、取り除きました。"),
        ),
        TextNotice::Broken => language.pick(
            format!("{header} holds \u{fffd}, the sign of a lost character. If it is not meant, type that character again."),
            format!("{header}に文字化けの記号（\u{fffd}）があります。意図したものでなければ、その文字を入力し直してください。"),
        ),
        TextNotice::LinkBehind => language.pick(
            format!("A link lies behind words in {header}. Threads shows no such links, so the words alone are posted; type the address to show it."),
            format!("{header}の文字にリンクが設定されていますが、Threads では使えないため、文字だけを投稿します。リンクを見せるには、アドレスを入力してください。"),
        ),
        TextNotice::Chip => language.pick(
            format!("{header} holds a smart chip (a file, a page or a person); the name that the cell shows is posted, without a link."),
            format!("{header}にスマートチップ（ファイル・ページ・人）があります。表示されている名前だけを、リンクなしで投稿します。"),
        ),
        TextNotice::NotText => language.pick(
            format!("{header} holds a number, a date or a checkbox; it is posted exactly as the cell shows it."),
            format!("{header}が数値・日付・チェックボックスのため、セルの表示のまま投稿します。"),
        ),
    }
}

/// Says that a cell holds what would be left out of the post.
#[must_use]
pub fn not_carried_out(header: &str, language: Language) -> String {
    let header = short(header);
    language.pick(
        format!("\"{header}\" holds something that this version cannot post, so the row was not posted without it. Empty that cell. For the next part of a thread, write it into the row below and set \"Reply to\" there to previous. If the column is only for yourself, give it another name."),
        format!("「{header}」の内容はこのバージョンでは投稿できないため、この行は投稿しませんでした。セルを空にしてください。ツリーの続きは、下の行に書いて「返信先」を「前の行」にします。ご自分用の列のときは、見出しを別の名前にしてください。"),
    )
}

/// Says that the word in a Status cell is not known.
#[must_use]
pub fn status(unknown: &UnknownStatus, language: Language) -> String {
    let header = quoted(PostColumn::Status.header(language), language);
    let words = PostStatus::OF_PERSON.map(|status| status.word(language));
    let words = words.join(language.pick(", ", "」「"));
    let read = short(&unknown.read);
    language.pick(
        format!("{header} says \"{read}\", which is not a known word. Leave it empty, or use one of: {words}."),
        format!("{header}の「{read}」は使えません。空にするか、「{words}」のどれかにしてください。"),
    )
}
