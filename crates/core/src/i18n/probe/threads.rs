//! What a live probe found out about Threads.

use super::lasting;
use crate::finding::{
    Afterwards, Again, Counted, Counting, OldToken, Reception, Rule, Sample, SecondPublish, Sight,
};
use crate::language::Language;

pub(super) fn counting(counting: &Counting, language: Language) -> String {
    let rule = match counting.rule() {
        Some(Rule::Documented) => {
            return language.pick(
                "As documented, and as threadsheet counts: an emoji by its bytes, everything else by characters.",
                "公式の説明どおりで、threadsheet の数え方と同じです（絵文字はバイト数、ほかは 1 文字ずつ）。",
            )
            .to_owned();
        }
        Some(Rule::Bytes) => language.pick("By bytes.", "バイト数で数えます。"),
        Some(Rule::Characters) => {
            language.pick("By characters, emoji too.", "絵文字も 1 文字ずつ数えます。")
        }
        Some(Rule::Utf16) => language.pick("By units of UTF-16.", "UTF-16 の単位で数えます。"),
        None => {
            language.pick("By no rule that is known.", "知られている数え方のどれでもありません。")
        }
    };
    let mut said = vec![rule.to_owned()];
    let listed = |counted: Vec<&Counted>| -> Vec<String> {
        counted.into_iter().map(|counted| told(counted, language)).collect()
    };
    let stricter = listed(counting.refused_by_threads_alone().collect());
    if !stricter.is_empty() {
        said.push(language.pick(
            format!("Threads refuses what threadsheet passes on: {}. Such a post becomes Failed, with Threads' reason.", stricter.join("; ")),
            format!("threadsheet は通し、Threads は断るもの: {}。その投稿は理由を添えて「失敗」になります。", stricter.join("、")),
        ));
    }
    let laxer = listed(counting.refused_by_us_alone().collect());
    if !laxer.is_empty() {
        said.push(language.pick(
            format!("Threads takes what threadsheet refuses: {}.", laxer.join("; ")),
            format!("Threads は受け付け、threadsheet は断るもの: {}。", laxer.join("、")),
        ));
    }
    said.join(language.pick(" ", ""))
}

fn told(counted: &Counted, language: Language) -> String {
    let sample = sample(counted.sample, language);
    match &counted.reception {
        Reception::Taken => sample.to_owned(),
        Reception::Refused { setback } => {
            let setback = setback.say(language);
            language.pick(format!("{sample} ({setback})"), format!("{sample}（{setback}）"))
        }
    }
}

fn sample(sample: Sample, language: Language) -> &'static str {
    let [english, japanese] = match sample {
        Sample::Letters500 => ["500 letters", "英字 500 文字"],
        Sample::Letters501 => ["501 letters", "英字 501 文字"],
        Sample::Kana500 => ["500 kana", "かな 500 文字"],
        Sample::Quotes500 => [
            "500 characters, 10 of them curly quotation marks",
            "曲がった引用符 10 個を含む 500 文字",
        ],
        Sample::Emoji125 => ["125 emoji", "絵文字 125 個"],
        Sample::Emoji126 => ["126 emoji", "絵文字 126 個"],
        Sample::Emoji251 => ["251 emoji", "絵文字 251 個"],
        Sample::Families21 => ["21 family emoji", "家族の絵文字 21 個"],
        Sample::Link541 => ["541 characters with a link", "リンクを含む 541 文字"],
    };
    language.pick(english, japanese)
}

pub(super) fn status(sight: &Sight, language: Language) -> String {
    let last = lasting(sight.last, language);
    let first = sight.first.map(|first| lasting(first, language));
    match (first, sight.instead.as_ref().map(|setback| setback.say(language))) {
        (Some(first), None) => language.pick(
            format!("It said so when asked after {first}, and still did after {last}."),
            format!("{first}後に聞くと「公開済み」と答え、{last}後もそのままでした。"),
        ),
        (Some(first), Some(words)) => language.pick(
            format!("It said so when asked after {first}, and no longer after {last} ({words}). A post whose answer is lost may then need you."),
            format!("{first}後に聞くと「公開済み」と答えましたが、{last}後には違う答えでした（{words}）。答えが失われた投稿は、人の確認が必要になることがあります。"),
        ),
        (None, words) => {
            let words = words.unwrap_or_else(|| "-".to_owned());
            language.pick(
                format!("It did not say so within {last} ({words}). A post whose answer is lost may then need you."),
                format!("{last}の間、「公開済み」とは答えませんでした（{words}）。答えが失われた投稿は、人の確認が必要になることがあります。"),
            )
        }
    }
}

pub(super) fn list(sight: &Sight, language: Language) -> String {
    let last = lasting(sight.last, language);
    match (&sight.first, &sight.instead) {
        (Some(first), _) => {
            let first = lasting(*first, language);
            language.pick(
                format!("It was there when looked for after {first}."),
                format!("{first}後に見ると、出ていました。"),
            )
        }
        (None, Some(setback)) => {
            let setback = setback.say(language);
            language.pick(
                format!("The list could not be read within {last} ({setback})."),
                format!("{last}の間、一覧を読めませんでした（{setback}）。"),
            )
        }
        (None, None) => language.pick(
            format!("It was not there within {last}. Keep --settle well above this."),
            format!("{last}の間は出ませんでした。--settle はこれより十分長くしてください。"),
        ),
    }
}

pub(super) fn second_publish(second: &SecondPublish, language: Language) -> String {
    let comes_to = match second.comes_to() {
        Afterwards::Refused => {
            language.pick("Threads refuses it.".to_owned(), "Threads は断ります。".to_owned())
        }
        Afterwards::SameId => language.pick(
            "Threads answers with the post that is there.".to_owned(),
            "Threads はすでにある投稿を答えます。".to_owned(),
        ),
        Afterwards::PostsAgain => language.pick(
            "Threads posts it again. threadsheet sends nothing again before it is certain that it is not out.".to_owned(),
            "Threads はもう一度投稿します。threadsheet は、出ていないと確かめるまで送り直しません。".to_owned(),
        ),
    };
    let shown = match second.listed {
        Some(1) => {
            language.pick("The list shows one post.", "一覧には 1 件だけ出ています。").to_owned()
        }
        Some(posts) => language.pick(
            format!("The list shows {posts} posts."),
            format!("一覧には {posts} 件出ています。"),
        ),
        None => language.pick("The list does not show it.", "一覧には出ていません。").to_owned(),
    };
    let answers: Vec<String> = second
        .answers
        .iter()
        .map(|(after, again)| {
            let after = lasting(*after, language);
            let again = match again {
                Again::SameId => language.pick("the same id", "同じ ID").to_owned(),
                Again::OtherId => language.pick("another id", "別の ID").to_owned(),
                Again::Refused { setback } => setback.say(language),
            };
            language.pick(format!("after {after}: {again}"), format!("{after}後: {again}"))
        })
        .collect();
    let answers = answers.join(language.pick("; ", "、"));
    language.pick(
        format!("{comes_to} {shown} Answers: {answers}."),
        format!("{comes_to}{shown}答えは、{answers}。"),
    )
}

pub(super) fn old_token(old: &OldToken, is_kept: bool, language: Language) -> String {
    let found = match old {
        OldToken::Same => language.pick(
            "Threads gave the very same token a new life.".to_owned(),
            "同じトークンのまま、期限が延びました。".to_owned(),
        ),
        OldToken::Lives => language.pick(
            "There is a new token, and the old one still works.".to_owned(),
            "新しいトークンができ、古いトークンもまだ使えます。".to_owned(),
        ),
        OldToken::Ends { setback } => language.pick(
            format!("There is a new token, and the old one has ended ({}). An answer that is lost in a renewal would cost a token.", setback.say(language)),
            format!("新しいトークンができ、古いトークンは使えなくなりました（{}）。更新の答えが失われると、トークンを作り直すことになります。", setback.say(language)),
        ),
        OldToken::Unknown { setback } => language.pick(
            format!("There is a new token; about the old one Threads could not be asked ({}).", setback.say(language)),
            format!("新しいトークンができましたが、古いトークンのことは確認できませんでした（{}）。", setback.say(language)),
        ),
    };
    let cell = match (is_kept, old) {
        (true, OldToken::Same) => return found,
        (true, _) => language.pick(
            "The new one stands in the Token cell: paste it wherever else the old one stands, your own desk first.",
            "新しいトークンは「トークン」のセルに入れました。古いトークンを使っているほかの場所（ふだんのシートなど）にも貼ってください。",
        ),
        (false, _) => language.pick(
            "The new one could not be written into the Token cell. If the old one no longer works, make a new one.",
            "新しいトークンをセルに書けませんでした。古いトークンが使えなければ、作り直してください。",
        ),
    };
    language.pick(format!("{found} {cell}"), format!("{found}{cell}"))
}
