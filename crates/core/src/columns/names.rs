//! What a column is called: its header in each language, and what other tools call it.

use crate::language::{Language, PerLanguage};

/// Everything that a column may be called.
#[derive(Debug)]
pub struct Names {
    /// Its header.
    pub header: PerLanguage<&'static str>,
    /// What other tools call it, compared without spaces, `_` and `-`. A column that the program writes has
    /// none, so that nobody's own column is ever overwritten.
    pub aliases: &'static [&'static str],
    /// Whether numbered columns (`画像1`, `画像2`) together make up this one.
    pub is_numbered: bool,
    /// What a column that the program writes is called where a person's own has its usual header.
    pub beside: Option<PerLanguage<&'static str>>,
}

impl Names {
    /// Returns the names of a column that a person fills in.
    pub(super) const fn new(
        header: PerLanguage<&'static str>,
        aliases: &'static [&'static str],
    ) -> Self {
        Self { header, aliases, is_numbered: false, beside: None }
    }
}

/// The names of a column that the program writes: where a person's own column has its very header, the program's
/// is made beside it, with `threadsheet ` in front.
macro_rules! written {
    (en: $en:literal, ja: $ja:literal) => {{
        use $crate::columns::names::Names;
        use $crate::language::PerLanguage;
        let beside =
            PerLanguage { en: concat!("threadsheet ", $en), ja: concat!("threadsheet ", $ja) };
        Names { beside: Some(beside), ..Names::new(PerLanguage { en: $en, ja: $ja }, &[]) }
    }};
}
pub(super) use written;

/// A column of a tab, with what it is called there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<C: 'static> {
    pub(crate) column: C,
    pub(crate) names: &'static Names,
}

/// Returns the header of a column out of its tab's names; nothing for a column that they leave out.
pub(crate) fn header_in<C: PartialEq>(
    names: &[Named<C>],
    column: &C,
    language: Language,
) -> &'static str {
    let named = names.iter().find(|named| named.column == *column);
    named.map_or("", |named| named.names.header.get(language))
}

/// Returns the header of a column that the program writes beside a person's own of its name.
pub(super) fn header_beside_in<C: PartialEq>(
    names: &[Named<C>],
    column: &C,
    language: Language,
) -> &'static str {
    let beside = names.iter().find(|named| named.column == *column);
    let beside = beside.and_then(|named| named.names.beside);
    beside.map_or_else(|| header_in(names, column, language), |beside| beside.get(language))
}
