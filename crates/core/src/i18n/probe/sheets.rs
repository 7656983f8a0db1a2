//! What a live probe found out about the spreadsheet service.

use crate::finding::{Pin, Race, Reception};
use crate::language::Language;

pub(super) fn versions(race: Race, language: Language) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => language.pick(
            format!("In {rounds} rounds two programs wrote at the same moment, as two runs of threadsheet would. Google never let both through."),
            format!("2 つのプログラムから、threadsheet の実行と同じ方法で同時に {rounds} 回書き込みました。両方が通ったことは一度もありません。"),
        ),
        _ => language.pick(
            format!("In {both} of {rounds} rounds Google let both through. Two runs at the very same moment may each take a post for theirs, and post it twice. Let only one run go at a time; the workflow's \"concurrency\" sees to that."),
            format!("{rounds} 回のうち {both} 回、両方が通りました。まったく同時に動いた 2 つの実行が、同じ投稿を二重に送るおそれがあります。実行は 1 つずつにしてください（ワークフローの concurrency がその役目です）。"),
        ),
    };
    with_rest(said, race, language)
}

pub(super) fn swaps(race: Race, language: Language) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => language.pick(
            format!("In {rounds} rounds two programs changed one cell at the same moment. Never were both told that they had."),
            format!("2 つのプログラムから同じセルを同時に {rounds} 回変えました。両方が「変えた」と答えられたことは一度もありません。"),
        ),
        _ => language.pick(
            format!("In {both} of {rounds} rounds both were told that they had changed the cell. threadsheet does not rely on this alone."),
            format!("{rounds} 回のうち {both} 回、両方が「変えた」と答えられました。threadsheet はこれだけには頼っていません。"),
        ),
    };
    with_rest(said, race, language)
}

/// Adds the rounds that went another way.
fn with_rest(mut said: String, race: Race, language: Language) -> String {
    let mut add = |sentence: String| {
        if !said.is_empty() {
            said.push_str(language.pick(" ", ""));
        }
        said.push_str(&sentence);
    };
    let Race { neither, unclear, .. } = race;
    if neither > 0 {
        add(language.pick(
            format!("{neither} times it let neither through."),
            format!("どちらも通らなかったのは {neither} 回です。"),
        ));
    }
    if unclear > 0 {
        add(language.pick(
            format!("{unclear} further rounds are not counted, for want of an answer."),
            format!("答えのなかった {unclear} 回は数えていません。"),
        ));
    }
    said
}

pub(super) fn unmatched_delete(reception: &Reception, language: Language) -> String {
    match reception {
        Reception::Taken => language.pick(
            "Google takes it, and nothing happens. threadsheet lives with either.".to_owned(),
            "Google は受け付け、何も起きません。threadsheet はどちらでも動きます。".to_owned(),
        ),
        Reception::Refused { setback } => {
            let setback = setback.say(language);
            language.pick(
                format!("Google refuses it. threadsheet lives with either. Google says: {setback}"),
                format!(
                    "Google は断ります。threadsheet はどちらでも動きます。Google の答え: {setback}"
                ),
            )
        }
    }
}

pub(super) fn same_id(reception: &Reception, language: Language) -> String {
    match reception {
        Reception::Taken => language.pick(
            "Google takes it, against its own documentation. Then nothing holds two runs apart: let only one run go at a time.".to_owned(),
            "Google が受け付けました（公式の説明とは違います）。これでは 2 つの実行を区別できません。実行は 1 つずつにしてください。".to_owned(),
        ),
        Reception::Refused { setback } => {
            let setback = setback.say(language);
            language.pick(
                format!("Google refuses it, as documented. Google says: {setback}"),
                format!("公式の説明どおり、Google は断ります。Google の答え: {setback}"),
            )
        }
    }
}

pub(super) fn columns(pin: &Pin, language: Language) -> String {
    let found = match pin {
        Pin::Holds => {
            return language.pick(
                "The column's mark moved along with it, and a write to its old place was refused: nothing lands in a wrong column.",
                "列の印は列と一緒に動き、元の場所への書き込みは断られました。別の列に書いてしまうことはありません。",
            )
            .to_owned();
        }
        Pin::LetsThrough => language.pick(
            "The column's mark moved along with it, and a write to its old place went through all the same.".to_owned(),
            "列の印は列と一緒に動きましたが、元の場所への書き込みも通りました。".to_owned(),
        ),
        Pin::Stays => language.pick(
            "The column's mark stayed behind when the column was moved.".to_owned(),
            "列を動かしても、列の印は元の場所に残りました。".to_owned(),
        ),
        Pin::Lost => language.pick(
            "The column's mark was gone when the column was moved.".to_owned(),
            "列を動かすと、列の印が消えました。".to_owned(),
        ),
        Pin::Untold => language.pick(
            "Google took the column's mark, and does not show it.".to_owned(),
            "Google は列の印を受け付けましたが、表示しません。".to_owned(),
        ),
        Pin::Refused { words } => language.pick(
            format!("Google takes no mark on a column (\"{words}\")."),
            format!("Google は列に印を付けさせません（「{words}」）。"),
        ),
    };
    language.pick(
        format!("{found} Where somebody moves a column in the very moment of a run, a cell may be written in the old place."),
        format!("{found}実行のまさにその瞬間に列を動かすと、元の場所に書くことがあります。"),
    )
}
