//! How the characters of a text are counted: texts near the limit, and the rules that they tell apart.

use crate::reason::ErrorDetail;
use crate::text::{LENGTH_MAX, length};

/// What a service did with something that it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reception {
    /// It took it.
    Taken,
    /// It refused it.
    Refused {
        /// What came back.
        detail: ErrorDetail,
    },
}

/// A text near the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// 500 Latin letters.
    Letters500,
    /// 501 of them.
    Letters501,
    /// 500 kana, of three bytes each.
    Kana500,
    /// 490 letters and 10 curly quotation marks.
    Quotes500,
    /// 125 emoji, which make 500 bytes.
    Emoji125,
    /// 126 of them.
    Emoji126,
    /// 251 of them, which make 502 units of UTF-16.
    Emoji251,
    /// 21 families, each of four emoji joined to one, 25 bytes.
    Families21,
    /// 480 letters, and a link that brings the text to 541 characters.
    Link541,
}

/// A way to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// One for a character, and for an emoji its length in UTF-8: as documented, and as we count.
    Documented,
    /// The length in UTF-8.
    Bytes,
    /// One for a character, emoji or not.
    Characters,
    /// The length in UTF-16.
    Utf16,
}

/// A text, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The text.
    pub sample: Sample,
    /// What became of it.
    pub reception: Reception,
}

/// What became of all the texts that were tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counting(pub Vec<Counted>);

impl Sample {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Letters500,
        Self::Letters501,
        Self::Kana500,
        Self::Quotes500,
        Self::Emoji125,
        Self::Emoji126,
        Self::Emoji251,
        Self::Families21,
        Self::Link541,
    ];

    /// Returns the text.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Letters500 => "a".repeat(500),
            Self::Letters501 => "a".repeat(501),
            Self::Kana500 => "あ".repeat(500),
            Self::Quotes500 => format!("{}{}", "a".repeat(490), "\u{2019}".repeat(10)),
            Self::Emoji125 => "😀".repeat(125),
            Self::Emoji126 => "😀".repeat(126),
            Self::Emoji251 => "😀".repeat(251),
            Self::Families21 => "👨‍👩‍👧‍👦".repeat(21),
            Self::Link541 => format!("{} https://example.com/?{}", "a".repeat(480), "b".repeat(39)),
        }
    }
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Documented, Self::Bytes, Self::Characters, Self::Utf16];

    fn takes(self, sample: Sample) -> bool {
        let text = sample.text();
        let counted = match self {
            Self::Documented => length(&text),
            Self::Bytes => text.len(),
            Self::Characters => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        };
        counted <= LENGTH_MAX
    }
}

impl Counting {
    /// Returns the rule that explains all that was seen; none where no rule does, or more than one.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        let explains = |rule: &Rule| {
            self.0.iter().all(|counted| {
                rule.takes(counted.sample) == (counted.reception == Reception::Taken)
            })
        };
        let mut rules = Rule::ALL.into_iter().filter(explains);
        // With more than one rule left the samples have not told them apart, and nothing may be claimed.
        rules.next().filter(|_| rules.next().is_none())
    }

    /// Returns the texts that Threads takes and we refuse.
    pub fn refused_by_us_alone(&self) -> impl Iterator<Item = &Counted> {
        let differs = |counted: &&Counted| {
            counted.reception == Reception::Taken && !Rule::Documented.takes(counted.sample)
        };
        self.0.iter().filter(differs)
    }

    /// Returns the texts that we pass on and Threads refuses.
    pub fn refused_by_threads_alone(&self) -> impl Iterator<Item = &Counted> {
        let differs = |counted: &&Counted| {
            counted.reception != Reception::Taken && Rule::Documented.takes(counted.sample)
        };
        self.0.iter().filter(differs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted_by(rule: Rule) -> Counting {
        let refused = || Reception::Refused { detail: ErrorDetail::Said("too long".to_owned()) };
        let counted = |sample: Sample| {
            let reception = if rule.takes(sample) { Reception::Taken } else { refused() };
            Counted { sample, reception }
        };
        Counting(Sample::ALL.map(counted).to_vec())
    }

    #[test]
    fn every_rule_is_known_by_what_it_takes() {
        for rule in Rule::ALL {
            assert_eq!(counted_by(rule).rule(), Some(rule));
        }
        assert_eq!(Counting::default().rule(), None, "nothing was tried");
    }

    #[test]
    fn a_difference_is_told_by_its_side() {
        let bytes = counted_by(Rule::Bytes);
        let named = |counted: &Counted| counted.sample;
        let alone: Vec<Sample> = bytes.refused_by_threads_alone().map(named).collect();
        assert_eq!(alone, [Sample::Kana500, Sample::Quotes500]);
        assert_eq!(bytes.refused_by_us_alone().count(), 0);
        let characters = counted_by(Rule::Characters);
        let alone: Vec<Sample> = characters.refused_by_us_alone().map(named).collect();
        assert_eq!(alone, [Sample::Emoji126, Sample::Emoji251, Sample::Families21]);
        assert_eq!(counted_by(Rule::Documented).refused_by_us_alone().count(), 0);
    }

    #[test]
    fn a_link_is_counted_as_long_as_it_is() {
        assert_eq!(length(&Sample::Link541.text()), 541);
    }
}
