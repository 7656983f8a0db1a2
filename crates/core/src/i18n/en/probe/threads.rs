//! What a live probe found out about Threads.

use super::lasting;
use crate::i18n::en::LANGUAGE;
use crate::probe_result::{
    Afterwards, Again, Counted, Counting, OldToken, Reception, Rule, Sample, SecondPublish, Sight,
};

pub(super) fn counting(counting: &Counting) -> String {
    let rule = match counting.rule() {
        Some(Rule::Documented) => {
            return "As documented, and as threadsheet counts: an emoji by its bytes, everything else by characters.".to_owned();
        }
        Some(Rule::Bytes) => "By bytes.",
        Some(Rule::Characters) => "By characters, emoji too.",
        Some(Rule::Utf16) => "By units of UTF-16.",
        None => "By no rule that is known.",
    };
    let mut said = vec![rule.to_owned()];
    let listed =
        |counted: Vec<&Counted>| -> Vec<String> { counted.into_iter().map(told).collect() };
    let stricter = listed(counting.refused_by_threads_alone().collect());
    if !stricter.is_empty() {
        said.push(format!("Threads refuses what threadsheet passes on: {}. Such a post becomes Failed, with Threads' reason.", stricter.join("; ")));
    }
    let laxer = listed(counting.refused_by_us_alone().collect());
    if !laxer.is_empty() {
        said.push(format!("Threads takes what threadsheet refuses: {}.", laxer.join("; ")));
    }
    said.join(" ")
}

fn told(counted: &Counted) -> String {
    let sample = sample(counted.sample);
    match &counted.reception {
        Reception::Taken => sample.to_owned(),
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("{sample} ({detail})")
        }
    }
}

fn sample(sample: Sample) -> &'static str {
    match sample {
        Sample::Letters500 => "500 letters",
        Sample::Letters501 => "501 letters",
        Sample::Kana500 => "500 kana",
        Sample::Quotes500 => "500 characters, 10 of them curly quotation marks",
        Sample::Emoji125 => "125 emoji",
        Sample::Emoji126 => "126 emoji",
        Sample::Emoji251 => "251 emoji",
        Sample::Families21 => "21 family emoji",
        Sample::Link541 => "541 characters with a link",
    }
}

pub(super) fn status(sight: &Sight) -> String {
    let last = lasting(sight.last);
    let first = sight.first.map(lasting);
    match (first, sight.instead.as_ref().map(|detail| detail.say(LANGUAGE))) {
        (Some(first), None) => {
            format!("It said so when asked after {first}, and still did after {last}.")
        }
        (Some(first), Some(words)) => format!(
            "It said so when asked after {first}, and no longer after {last} ({words}). A post whose answer is lost may then need you."
        ),
        (None, words) => {
            let words = words.unwrap_or_else(|| "-".to_owned());
            format!(
                "It did not say so within {last} ({words}). A post whose answer is lost may then need you."
            )
        }
    }
}

pub(super) fn list(sight: &Sight) -> String {
    let last = lasting(sight.last);
    match (&sight.first, &sight.instead) {
        (Some(first), _) => {
            let first = lasting(*first);
            format!("It was there when looked for after {first}.")
        }
        (None, Some(detail)) => {
            let detail = detail.say(LANGUAGE);
            format!("The list could not be read within {last} ({detail}).")
        }
        (None, None) => format!("It was not there within {last}. Keep --settle well above this."),
    }
}

pub(super) fn second_publish(second: &SecondPublish) -> String {
    let comes_to = match second.comes_to() {
        Afterwards::Refused => {
            "Threads refuses it.".to_owned()
        }
        Afterwards::SameId => "Threads answers with the post that is there.".to_owned(),
        Afterwards::PostsAgain => "Threads posts it again. threadsheet sends nothing again before it is certain that it is not out.".to_owned(),
    };
    let shown = match second.listed {
        Some(1) => "The list shows one post.".to_owned(),
        Some(posts) => format!("The list shows {posts} posts."),
        None => "The list does not show it.".to_owned(),
    };
    let answers: Vec<String> = second
        .answers
        .iter()
        .map(|(after, again)| {
            let after = lasting(*after);
            let again = match again {
                Again::SameId => "the same id".to_owned(),
                Again::OtherId => "another id".to_owned(),
                Again::Refused { detail } => detail.say(LANGUAGE),
            };
            format!("after {after}: {again}")
        })
        .collect();
    let answers = answers.join("; ");
    format!("{comes_to} {shown} Answers: {answers}.")
}

pub(super) fn old_token(old: &OldToken, is_kept: bool) -> String {
    let found = match old {
        OldToken::Same => "Threads extended the very same token.".to_owned(),
        OldToken::Lives => "There is a new token, and the old one still works.".to_owned(),
        OldToken::Ends { detail } => format!(
            "There is a new token, and the old one has ended ({}). An answer that is lost in a renewal would cost a token.",
            detail.say(LANGUAGE)
        ),
        OldToken::Unknown { detail } => format!(
            "There is a new token; about the old one Threads could not be asked ({}).",
            detail.say(LANGUAGE)
        ),
    };
    let cell = match (is_kept, old) {
        (true, OldToken::Same) => return found,
        (true, _) => {
            "The new one is in the Token cell: paste it wherever else the old one is used, your own spreadsheet first."
        }
        (false, _) => {
            "The new one could not be written into the Token cell. If the old one no longer works, make a new one."
        }
    };
    format!("{found} {cell}")
}
