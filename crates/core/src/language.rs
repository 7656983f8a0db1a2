//! The languages that a sheet can be in.

/// The language of a tab: its headers are in it, and the program writes in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

/// A value that each language has its own of. A language that lacks one does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerLanguage<T> {
    /// For English.
    pub en: T,
    /// For Japanese.
    pub ja: T,
}

impl<T: Copy> PerLanguage<T> {
    /// Returns the value of a language.
    #[must_use]
    pub const fn get(&self, language: Language) -> T {
        match language {
            Language::English => self.en,
            Language::Japanese => self.ja,
        }
    }
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// Returns the language of a locale like `ja_JP` or `ja_JP.UTF-8`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let is_of = |language: &Self| locale.starts_with(language.code());
        Self::ALL.into_iter().find(is_of).unwrap_or_default()
    }

    /// Returns the language's code: `en` or `ja`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// Returns what the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Japanese => "日本語",
        }
    }

    /// Returns the sentence that is in this language.
    #[must_use]
    pub fn pick<T>(self, english: T, japanese: T) -> T {
        match self {
            Self::English => english,
            Self::Japanese => japanese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_in_japanese_is_answered_in_japanese() {
        for (locale, code) in [("ja_JP.UTF-8", "ja"), ("ja", "ja"), ("en_US", "en"), ("", "en")] {
            assert_eq!(Language::of_locale(locale).code(), code, "{locale}");
        }
    }
}
