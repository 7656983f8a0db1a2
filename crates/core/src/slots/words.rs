//! The words of a Slots cell, in every language: what people call days.

use super::Days;

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Days.
    Days(Days),
    /// Something between two others that adds nothing.
    Filler,
    /// The afternoon's half of the day, in front of the time.
    Afternoon,
    /// The morning's.
    Morning,
    /// The beginning of a rule that is not about the days of a week.
    Rule,
}

/// Words of letters that stand alone.
const LATIN: &[(&[&str], Word)] = &[
    (&["mon", "monday", "mondays"], Word::Days(Days::one(0))),
    (&["tue", "tues", "tuesday", "tuesdays"], Word::Days(Days::one(1))),
    (&["wed", "weds", "wednesday", "wednesdays"], Word::Days(Days::one(2))),
    (&["thu", "thur", "thurs", "thursday", "thursdays"], Word::Days(Days::one(3))),
    (&["fri", "friday", "fridays"], Word::Days(Days::one(4))),
    (&["sat", "saturday", "saturdays"], Word::Days(Days::one(5))),
    (&["sun", "sunday", "sundays"], Word::Days(Days::one(6))),
    (&["weekday", "weekdays"], Word::Days(Days::WORKING)),
    (&["weekend", "weekends"], Word::Days(Days::WEEKEND)),
    (&["daily", "everyday"], Word::Days(Days::ALL)),
    (&["and", "at", "on"], Word::Filler),
    (&["every", "each", "monthly", "biweekly", "fortnightly", "yearly"], Word::Rule),
];

/// Words that nothing divides from what follows, the longer ones first.
const JAPANESE: &[(&str, Word)] = &[
    ("毎日", Word::Days(Days::ALL)),
    ("平日", Word::Days(Days::WORKING)),
    ("週末", Word::Days(Days::WEEKEND)),
    ("土日", Word::Days(Days::WEEKEND)),
    ("毎週", Word::Filler),
    ("毎月", Word::Rule),
    ("毎年", Word::Rule),
    ("隔週", Word::Rule),
    ("隔日", Word::Rule),
    ("第", Word::Rule),
    ("午前", Word::Morning),
    ("午後", Word::Afternoon),
    ("月", Word::Days(Days::one(0))),
    ("火", Word::Days(Days::one(1))),
    ("水", Word::Days(Days::one(2))),
    ("木", Word::Days(Days::one(3))),
    ("金", Word::Days(Days::one(4))),
    ("土", Word::Days(Days::one(5))),
    ("日", Word::Days(Days::one(6))),
    ("と", Word::Filler),
    ("は", Word::Filler),
    ("に", Word::Filler),
    ("の", Word::Filler),
];

/// What stands behind the name of a day and adds nothing to it.
const AFTER_A_DAY: &[&str] = &["曜日", "曜"];

/// What stands between the first and the last of a range of days.
const RANGE: &[&str] = &["-", "–", "—", "−", "‐", "ー", "~", "〜", "から", "to "];

/// Takes a word off the beginning of what is left.
pub(super) fn word<'a>(rest: &mut &'a str) -> Option<Word> {
    let letters = rest.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (latin, after): (&'a str, &'a str) = rest.split_at(letters);
    if let Some((_, word)) = LATIN.iter().find(|(words, _)| words.contains(&latin)) {
        *rest = after.strip_prefix('.').unwrap_or(after);
        // Every day is no rule, and every Monday is one for each week.
        let is_each = *word == Word::Rule && matches!(latin, "every" | "each");
        let mut ahead = rest.trim_start();
        if is_each && let Some(after) = ahead.strip_prefix("day").filter(|it| !is_letter_first(it))
        {
            *rest = after;
            return Some(Word::Days(Days::ALL));
        }
        if is_each && matches!(self::word(&mut ahead), Some(Word::Days(_))) {
            return Some(Word::Filler);
        }
        return Some(*word);
    }
    let (name, word) = JAPANESE.iter().find(|(name, _)| rest.starts_with(name))?;
    *rest = rest.strip_prefix(name)?;
    if matches!(word, Word::Days(_)) {
        let after = AFTER_A_DAY.iter().find_map(|after| rest.strip_prefix(after));
        *rest = after.unwrap_or(rest);
    }
    Some(*word)
}

fn is_letter_first(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Takes a range mark and the day behind it off the beginning of what is left.
pub(super) fn range_end(rest: &mut &str) -> Option<u8> {
    let trimmed = rest.trim_start();
    let mut ahead = RANGE.iter().find_map(|mark| trimmed.strip_prefix(mark))?.trim_start();
    let Some(Word::Days(days)) = word(&mut ahead) else { return None };
    let last = days.only()?;
    *rest = ahead;
    Some(last)
}
