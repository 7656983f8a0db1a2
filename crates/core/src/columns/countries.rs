//! Countries: where alone a post can be seen.
//!
//! Threads lets only some accounts limit their posts; the author always sees them.
//! Source: <https://developers.facebook.com/docs/threads/create-posts/geo-gating>.

mod names;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::entry::{Content, Entry, Value, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::{Cell, visible};
use crate::language::{Language, PerLanguage};
use names::{COUNTRIES, Country, OTHER_NAMES};

pub(super) const ENTRY: Entry = Entry {
    width: 130,
    content: Some(Content {
        refusals: &[(NOT_ALLOWED, || OptionFault::CountriesNotAllowed)],
        label: |codes, language| {
            let names = codes.split(',').map(|code| name(code, language));
            names.collect::<Vec<_>>().join(PerLanguage { en: ", ", ja: "、" }.get(language))
        },
        ..Content::new("allowlisted_country_codes", |cell, _| {
            let codes = read(cell)?;
            Ok((!codes.is_empty()).then(|| Value::OfPost(codes.join(","))))
        })
    }),
    ..Entry::optional(
        "countries",
        Names::new(
            PerLanguage { en: "Countries", ja: "公開する国" },
            &["allowlisted country codes"],
        ),
    )
};

/// What Threads answers to an account that may not limit its posts.
const NOT_ALLOWED: &str = "THREADS_API__FEATURE_NOT_AVAILABLE";

/// Reads a Countries cell into codes of ISO 3166-1, each once, in the order in which they are typed: names in either
/// language or codes, with commas or line breaks between them; between codes blanks will do.
///
/// # Errors
///
/// [`OptionFault`] for a formula error, or for what is no country: a post must not be seen where nobody meant it.
fn read(cell: &Cell) -> Result<Vec<&'static str>, OptionFault> {
    let shown = shown(cell)?;
    let divides = |sign: char| matches!(sign, ',' | '、' | '，' | ';' | '；' | '/' | '\n' | '\r');
    let (mut codes, mut seen) = (Vec::new(), BTreeSet::new());
    for piece in shown.split(divides).map(visible).filter(|piece| !piece.is_empty()) {
        let several = || piece.split_whitespace().map(of_code).collect::<Option<Vec<_>>>();
        // The whole piece is tried first, as the names of many countries hold a blank.
        let found = find(&piece).map(|code| vec![code]).or_else(several);
        let found = found.ok_or_else(|| OptionFault::Country(piece.clone()))?;
        codes.extend(found.into_iter().filter(|code| seen.insert(*code)));
    }
    Ok(codes)
}

/// Returns a country's name; the code itself where it is of no country.
fn name(code: &str, language: Language) -> &str {
    let country = COUNTRIES.iter().find(|country| country.code == code);
    country.map_or(code, |country| country.name.get(language))
}

/// Returns the code of a country that is named by its code or by a name.
fn find(typed: &str) -> Option<&'static str> {
    let wanted = squeeze(typed);
    let is_named = |country: &&Country| {
        Language::ALL.iter().any(|language| squeeze(country.name.get(*language)) == wanted)
    };
    let other = || OTHER_NAMES.iter().find(|(name, _)| squeeze(name) == wanted);
    let by_name = || COUNTRIES.iter().find(is_named).map(|country| country.code);
    of_code(typed).or_else(by_name).or_else(|| other().map(|(_, code)| *code))
}

fn of_code(typed: &str) -> Option<&'static str> {
    let typed = typed.nfkc().collect::<String>().to_uppercase();
    COUNTRIES.iter().find(|country| country.code == typed).map(|country| country.code)
}

/// Returns a name as it is compared: without case, width, accents, blanks and signs.
fn squeeze(name: &str) -> String {
    let plain: String = name.replace(['&', '＆'], "and").nfkd().collect();
    // The marks that make ガ of カ and パ of ハ are part of the letter.
    let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '\u{3099}' | '\u{309a}');
    let letters: String = plain.chars().filter(is_kept).flat_map(char::to_lowercase).collect();
    let name = letters.strip_prefix("the").unwrap_or(&letters);
    // Both spellings are common, as in `St. Lucia`.
    name.strip_prefix("saint").map_or_else(|| name.to_owned(), |rest| format!("st{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(typed: &str) -> Result<Vec<&'static str>, OptionFault> {
        read(&Cell::text(typed))
    }

    #[test]
    fn a_country_is_named_in_either_language_or_by_its_code() {
        for typed in ["JP", "jp", "ＪＰ", "Japan", " japan ", "日本", "日本国"] {
            assert_eq!(codes(typed), Ok(vec!["JP"]), "{typed}");
        }
        for (typed, code) in [
            ("USA", "US"),
            ("the United States", "US"),
            ("米国", "US"),
            ("UK", "GB"),
            ("Great Britain", "GB"),
            ("英国", "GB"),
            ("Cote d’Ivoire", "CI"),
            ("Saint Lucia", "LC"),
            ("Antigua and Barbuda", "AG"),
            ("トリニダード・トバゴ", "TT"),
            ("カナダ", "CA"),
            ("ガーナ", "GH"),
        ] {
            assert_eq!(codes(typed), Ok(vec![code]), "{typed}");
        }
    }

    #[test]
    fn several_countries_stand_in_one_cell_each_once() {
        for typed in
            ["JP, US", "日本、アメリカ合衆国", "Japan\nUnited States", "jp us", "JP,JP,日本 , us"]
        {
            assert_eq!(codes(typed), Ok(vec!["JP", "US"]), "{typed}");
        }
        assert_eq!(codes(" ,\u{200b} "), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_country_stops_the_post() {
        for (typed, told) in [("Elbonia", "Elbonia"), ("JP, XX", "XX"), ("JP Japan", "JP Japan")] {
            assert_eq!(codes(typed), Err(OptionFault::Country(told.to_owned())), "{typed}");
        }
    }

    #[test]
    fn every_country_is_found_by_all_its_names_and_no_name_means_two() {
        assert_eq!(COUNTRIES.len(), 249);
        for country in COUNTRIES.iter() {
            for language in Language::ALL {
                let name = country.name.get(language);
                assert_eq!(codes(name), Ok(vec![country.code]), "{name}");
            }
        }
        let is_code = |code: &str| COUNTRIES.iter().any(|country| country.code == code);
        for (name, code) in OTHER_NAMES {
            assert!(is_code(code), "{name}");
            assert_eq!(codes(name), Ok(vec![*code]), "{name}");
        }
    }

    #[test]
    fn a_preview_names_the_countries_in_its_language() {
        let label = ENTRY.content.map(|content| content.label);
        let label = |language| label.map(|label| label("JP,US", language));
        assert_eq!(label(Language::English).as_deref(), Some("Japan, United States"));
        assert_eq!(label(Language::Japanese).as_deref(), Some("日本、アメリカ合衆国"));
    }
}
