//! How people of a locale write dates, and which years they can mean.

use chrono::{Datelike as _, NaiveDate};

/// How many years from this one a post may be dated. Posts are planned for weeks or months; a
/// year farther off is a slip of the finger or another calendar.
pub const YEARS_MAX: i32 = 5;

/// How many days ahead a day without a year may be meant: about ten months.
const COMING_DAYS: i64 = 304;

/// The order of day, month and year in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// What the spreadsheet's locale and the year of reading say about dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateLocale {
    /// The order with a year of two digits; `None` where the locale is not known.
    short: Option<Order>,
    /// The order with the year at the end; `None` where people of the locale disagree.
    year_last: Option<Order>,
    today: NaiveDate,
    /// The year that a day without one is read in, to find out what it may mean.
    pub(super) assumed: Option<i32>,
}

/// Locales that begin with the month.
/// Source: CLDR, `dateFormats` short, <https://cldr.unicode.org/>.
const MONTH_FIRST: &[&str] = &["en", "en_us", "en_ph", "es_us", "es_pa", "es_pr", "fil", "tl"];
/// Locales that begin with the year and say the month before the day in every order.
const YEAR_FIRST: &[&str] = &["ja", "zh", "ko", "mn"];
/// Locales that begin with the year, and have no one order for a date that ends with it.
const YEAR_FIRST_ONLY: &[&str] = &["hu", "sv", "lt", "en_ca", "fr_ca", "en_za", "eu", "si"];
/// Every other language that a spreadsheet may be in begins with the day, and Hong Kong with it.
const DAY_FIRST: &[&str] = &[
    "zh_hk", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "es", "et",
    "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hy", "id", "in", "is", "it", "iw", "ka",
    "kk", "km", "kn", "lo", "lv", "mk", "ml", "mr", "ms", "my", "nb", "ne", "nl", "nn", "no", "or",
    "pa", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sw", "ta", "te", "th", "tr", "uk",
    "ur", "uz", "vi",
];

impl DateLocale {
    /// Returns the habits of a locale such as `ja_JP`, read on this day.
    pub(super) fn of(locale: &str, today: NaiveDate) -> Self {
        let locale = locale.trim().to_ascii_lowercase().replace('-', "_");
        let language = locale.split('_').next().unwrap_or_default();
        let day_first = Some((Some(Order::DayMonthYear), Some(Order::DayMonthYear)));
        let orders = |name: &str| {
            let is_in = |names: &[&str]| names.contains(&name);
            if is_in(MONTH_FIRST) {
                Some((Some(Order::MonthDayYear), Some(Order::MonthDayYear)))
            } else if is_in(YEAR_FIRST) {
                Some((Some(Order::YearMonthDay), Some(Order::MonthDayYear)))
            } else if is_in(YEAR_FIRST_ONLY) {
                Some((Some(Order::YearMonthDay), None))
            } else if is_in(DAY_FIRST) {
                day_first
            } else {
                None
            }
        };
        // The whole name decides before the language alone: en_US is not en_GB.
        // English outside of the listed countries puts the day first, although `en` alone is American.
        let by_language = || if language == "en" { day_first } else { orders(language) };
        let found = orders(&locale).or_else(by_language);
        let (short, year_last) = found.unwrap_or_default();
        Self { short, year_last, today, assumed: None }
    }

    /// Returns the readings of the same habits in each year that a day without one may mean.
    pub(super) fn assuming(self) -> impl Iterator<Item = Self> {
        let this_year = self.today.year();
        (this_year - 1..=this_year + 1).map(move |year| Self { assumed: Some(year), ..self })
    }

    /// Tells whether somebody who leaves out the year may mean this day: yesterday, or one to come that is
    /// nearer than the same day of the year before.
    pub(super) fn is_coming(self, date: NaiveDate) -> bool {
        (-1..COMING_DAYS).contains(&(date - self.today).num_days())
    }

    /// Returns the order that counts where several are possible; dots put the day first, unless
    /// the locale never does.
    pub(super) fn order(self, is_short: bool, has_dots: bool) -> Option<Order> {
        match (is_short, has_dots) {
            (true, _) => self.short,
            // Dots mean day first nearly everywhere, and this locale never puts the day first: nobody can tell.
            (false, true) if self.year_last == Some(Order::MonthDayYear) => None,
            (false, true) => Some(Order::DayMonthYear),
            (false, false) => self.year_last,
        }
    }

    /// Tells whether a post may be dated so.
    pub(super) fn is_near(self, date: NaiveDate) -> bool {
        (date.year() - self.today.year()).abs() <= YEARS_MAX
    }
}
