//! What a live probe found out about Threads.

use super::lasting;
use crate::i18n::ja::LANGUAGE;
use crate::probe_result::{
    Afterwards, Again, Counted, Counting, OldToken, Reception, Rule, Sample, SecondPublish, Sight,
};

pub(super) fn counting(counting: &Counting) -> String {
    let rule = match counting.rule() {
        Some(Rule::Documented) => {
            return "公式の説明どおりで、threadsheet の数え方と同じです（絵文字はバイト数、ほかは 1 文字ずつ）。".to_owned();
        }
        Some(Rule::Bytes) => "バイト数で数えます。",
        Some(Rule::Characters) => "絵文字も 1 文字ずつ数えます。",
        Some(Rule::Utf16) => "UTF-16 の単位で数えます。",
        None => "知られている数え方のどれでもありません。",
    };
    let mut said = vec![rule.to_owned()];
    let listed =
        |counted: Vec<&Counted>| -> Vec<String> { counted.into_iter().map(told).collect() };
    let stricter = listed(counting.refused_by_threads_alone().collect());
    if !stricter.is_empty() {
        said.push(format!("threadsheet は通し、Threads は拒否するもの: {}。その投稿は理由を添えて「失敗」になります。", stricter.join("、")));
    }
    let laxer = listed(counting.refused_by_us_alone().collect());
    if !laxer.is_empty() {
        said.push(format!(
            "Threads は受け付け、threadsheet は拒否するもの: {}。",
            laxer.join("、")
        ));
    }
    said.concat()
}

fn told(counted: &Counted) -> String {
    let sample = sample(counted.sample);
    match &counted.reception {
        Reception::Taken => sample.to_owned(),
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("{sample}（{detail}）")
        }
    }
}

fn sample(sample: Sample) -> &'static str {
    match sample {
        Sample::Letters500 => "英字 500 文字",
        Sample::Letters501 => "英字 501 文字",
        Sample::Kana500 => "かな 500 文字",
        Sample::Quotes500 => "曲がった引用符 10 個を含む 500 文字",
        Sample::Emoji125 => "絵文字 125 個",
        Sample::Emoji126 => "絵文字 126 個",
        Sample::Emoji251 => "絵文字 251 個",
        Sample::Families21 => "家族の絵文字 21 個",
        Sample::Link541 => "リンクを含む 541 文字",
    }
}

pub(super) fn status(sight: &Sight) -> String {
    let last = lasting(sight.last);
    let first = sight.first.map(lasting);
    match (first, sight.instead.as_ref().map(|detail| detail.say(LANGUAGE))) {
        (Some(first), None) => {
            format!("{first}後に聞くと「公開済み」と答え、{last}後もそのままでした。")
        }
        (Some(first), Some(words)) => format!(
            "{first}後に聞くと「公開済み」と答えましたが、{last}後には違う答えでした（{words}）。応答が失われた投稿は、人の確認が必要になることがあります。"
        ),
        (None, words) => {
            let words = words.unwrap_or_else(|| "-".to_owned());
            format!(
                "{last}の間、「公開済み」とは答えませんでした（{words}）。応答が失われた投稿は、人の確認が必要になることがあります。"
            )
        }
    }
}

pub(super) fn list(sight: &Sight) -> String {
    let last = lasting(sight.last);
    match (&sight.first, &sight.instead) {
        (Some(first), _) => {
            let first = lasting(*first);
            format!("{first}後に見ると、出ていました。")
        }
        (None, Some(detail)) => {
            let detail = detail.say(LANGUAGE);
            format!("{last}の間、一覧を読めませんでした（{detail}）。")
        }
        (None, None) => {
            format!("{last}の間は出ませんでした。--settle はこれより十分長くしてください。")
        }
    }
}

pub(super) fn second_publish(second: &SecondPublish) -> String {
    let comes_to = match second.comes_to() {
        Afterwards::Refused => "Threads は拒否します。".to_owned(),
        Afterwards::SameId => "Threads はすでにある投稿を答えます。".to_owned(),
        Afterwards::PostsAgain => {
            "Threads はもう一度投稿します。threadsheet は、出ていないと確かめるまで送り直しません。"
                .to_owned()
        }
    };
    let shown = match second.listed {
        Some(1) => "一覧には 1 件だけ出ています。".to_owned(),
        Some(posts) => format!("一覧には {posts} 件出ています。"),
        None => "一覧には出ていません。".to_owned(),
    };
    let answers: Vec<String> = second
        .answers
        .iter()
        .map(|(after, again)| {
            let after = lasting(*after);
            let again = match again {
                Again::SameId => "同じ ID".to_owned(),
                Again::OtherId => "別の ID".to_owned(),
                Again::Refused { detail } => detail.say(LANGUAGE),
            };
            format!("{after}後: {again}")
        })
        .collect();
    let answers = answers.join("、");
    format!("{comes_to}{shown}応答は、{answers}。")
}

pub(super) fn old_token(old: &OldToken, is_kept: bool) -> String {
    let found = match old {
        OldToken::Same => "同じトークンのまま、期限が延びました。".to_owned(),
        OldToken::Lives => "新しいトークンができ、古いトークンもまだ使えます。".to_owned(),
        OldToken::Ends { detail } => format!(
            "新しいトークンができ、古いトークンは使えなくなりました（{}）。更新の応答が失われると、トークンを作り直すことになります。",
            detail.say(LANGUAGE)
        ),
        OldToken::Unknown { detail } => format!(
            "新しいトークンができましたが、古いトークンのことは確認できませんでした（{}）。",
            detail.say(LANGUAGE)
        ),
    };
    let cell = match (is_kept, old) {
        (true, OldToken::Same) => return found,
        (true, _) => {
            "新しいトークンは「トークン」のセルに入れました。古いトークンを使っているほかの場所（ふだんのシートなど）にも貼ってください。"
        }
        (false, _) => {
            "新しいトークンをセルに書けませんでした。古いトークンが使えなければ、作り直してください。"
        }
    };
    format!("{found}{cell}")
}
