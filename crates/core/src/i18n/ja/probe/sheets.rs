//! What a live probe found out about the spreadsheet service.

use crate::i18n::ja::LANGUAGE;
use crate::i18n::ja::lists::sentences;
use crate::probe_result::{GuardBehaviour, Race, Reception};

pub(super) fn versions(race: Race) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => format!(
            "2 つのプログラムから、threadsheet の実行と同じ方法で同時に {rounds} 回書き込みました。両方が通ったことは一度もありません。"
        ),
        _ => format!(
            "{rounds} 回のうち {both} 回、両方が通りました。まったく同時に動いた 2 つの実行が、同じ投稿を二重に送るおそれがあります。実行は 1 つずつにしてください（ワークフローの concurrency がその役目です）。"
        ),
    };
    with_rest(said, race)
}

pub(super) fn swaps(race: Race) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => format!(
            "2 つのプログラムから同じセルを同時に {rounds} 回変えました。両方が「変えた」と答えられたことは一度もありません。"
        ),
        _ => format!(
            "{rounds} 回のうち {both} 回、両方が「変えた」と答えられました。threadsheet はこれだけには頼っていません。"
        ),
    };
    with_rest(said, race)
}

/// Adds the rounds that went another way.
fn with_rest(said: String, race: Race) -> String {
    let Race { neither, unclear, .. } = race;
    let said = (!said.is_empty()).then_some(said);
    let neither = (neither > 0).then(|| format!("どちらも通らなかったのは {neither} 回です。"));
    let unclear = (unclear > 0).then(|| format!("応答のなかった {unclear} 回は数えていません。"));
    sentences(&[said, neither, unclear].into_iter().flatten().collect::<Vec<_>>())
}

pub(super) fn unmatched_delete(reception: &Reception) -> String {
    match reception {
        Reception::Taken => {
            "Google は受け付け、何も起きません。threadsheet はどちらでも動きます。".to_owned()
        }
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!(
                "Google は拒否します。threadsheet はどちらでも動きます。Google からの応答: {detail}"
            )
        }
    }
}

pub(super) fn same_id(reception: &Reception) -> String {
    match reception {
        Reception::Taken => "Google が受け付けました（公式の説明とは違います）。これでは 2 つの実行を区別できません。実行は 1 つずつにしてください。".to_owned(),
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("公式の説明どおり、Google は拒否します。Google からの応答: {detail}")
        }
    }
}

pub(super) fn columns(guard: &GuardBehaviour) -> String {
    let found = match guard {
        GuardBehaviour::Holds => {
            return "列の印は列と一緒に動き、元の場所への書き込みは拒否されました。別の列に書いてしまうことはありません。".to_owned();
        }
        GuardBehaviour::LetsThrough => {
            "列の印は列と一緒に動きましたが、元の場所への書き込みも通りました。".to_owned()
        }
        GuardBehaviour::Stays => "列を動かしても、列の印は元の場所に残りました。".to_owned(),
        GuardBehaviour::Lost => "列を動かすと、列の印が消えました。".to_owned(),
        GuardBehaviour::Untold => "Google は列の印を受け付けましたが、表示しません。".to_owned(),
        GuardBehaviour::Refused { words } => {
            format!("Google は列に印を付けさせません（「{words}」）。")
        }
    };
    format!("{found}実行のまさにその瞬間に列を動かすと、元の場所に書くことがあります。")
}
