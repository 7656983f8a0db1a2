//! Times of day as people type them, and the distance from UTC behind them.

use chrono::{FixedOffset, NaiveTime};

use super::cursor::Reader;
use super::keywords::{HALVES, Half, NOONS};
use super::{Clock, TimeFaultKind};

/// The farthest that any place is from UTC, in hours.
const OFFSET_MAX_H: i32 = 14;

/// Signs behind the hour of a time in words.
const HOUR_SIGNS: &[char] = &['時', '点', '點', '시'];

/// A time, and whether its seconds were written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    pub(super) clock: Clock,
    pub(super) has_seconds: bool,
}

/// The figures of a time before they are judged.
#[derive(Clone, Copy)]
struct Figures {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    /// Written with 時: where such a text says twelve, people disagree on which twelve.
    is_spoken: bool,
    /// Nothing but an hour: it needs a half of the day to be a time.
    is_bare: bool,
}

/// Takes a time of day, if one stands here. `half` was read before it; after a date, two figures
/// and a dot are a time.
pub(super) fn read(
    reader: &mut Reader,
    half: Option<Half>,
    is_dated: bool,
) -> Result<Option<Timed>, TimeFaultKind> {
    if reader.word(NOONS).is_some() {
        let clock = judged(Figures { hour: 12, ..NOTHING }, None)?;
        return Ok(Some(Timed { clock, has_seconds: false }));
    }
    let mut ahead = *reader;
    let Some(hour) = ahead.short_number() else { return Ok(None) };
    let mut behind = ahead;
    behind.skip(&[' ']);
    // Blanks are skipped only in front of such a sign: `10 :30` is not a way in which people write times.
    if behind.peek().is_some_and(|sign| HOUR_SIGNS.contains(&sign)) {
        ahead = behind;
    }
    let figures = match ahead.peek() {
        Some(':') => with_colons(&mut ahead, hour),
        Some(sign) if HOUR_SIGNS.contains(&sign) => Some(in_words(&mut ahead, hour)),
        Some('h') => Some(with_h(&mut ahead, hour)),
        Some('.') => with_dot(&mut ahead, hour, is_dated || half.is_some()),
        _ => Some(Figures { hour, is_bare: true, ..NOTHING }),
    };
    let Some(figures) = figures else { return Ok(None) };
    let mut behind = ahead;
    behind.skip(&[' ']);
    let half_behind = behind.word(HALVES);
    if half_behind.is_some() {
        ahead = behind;
    }
    // `am 10:00 pm` contradicts itself.
    if half.is_some() && half_behind.is_some() {
        return Err(TimeFaultKind::Unreadable);
    }
    let half = half.or(half_behind);
    // A bare number may be a day, a count or anything else.
    if figures.is_bare && half.is_none() {
        return Ok(None);
    }
    *reader = ahead;
    let clock = judged(figures, half)?;
    Ok(Some(Timed { clock, has_seconds: figures.second.is_some() }))
}

const NOTHING: Figures =
    Figures { hour: 0, minute: 0, second: None, is_spoken: false, is_bare: false };

/// Reads `10:30`, `10:30:15`, `10:30:15.000`; the fraction of a second does not count.
fn with_colons(reader: &mut Reader, hour: u32) -> Option<Figures> {
    let minute = after_sign(reader, ':')?;
    let second = after_sign(reader, ':');
    if second.is_some() {
        let mut behind = *reader;
        let has_fraction = behind.sign(&['.', ',']).is_some() && !behind.digits().is_empty();
        if has_fraction {
            *reader = behind;
        }
    }
    Some(Figures { hour, minute, second, ..NOTHING })
}

/// Takes a sign and the two digits behind it.
fn after_sign(reader: &mut Reader, sign: char) -> Option<u32> {
    let mut ahead = *reader;
    ahead.sign(&[sign])?;
    let number = ahead.number().filter(|number| number.n_digits == 2)?;
    *reader = ahead;
    Some(number.value)
}

/// Reads `10時`, `10時半`, `10時30分`, `10時30分15秒`.
fn in_words(reader: &mut Reader, hour: u32) -> Figures {
    reader.sign(HOUR_SIGNS);
    let spoken = Figures { hour, is_spoken: true, ..NOTHING };
    if reader.word(&[("半", ()), (" 半", ())]).is_some() {
        return Figures { minute: 30, ..spoken };
    }
    let Some(minute) = before_sign(reader, &['分', '분']) else { return spoken };
    Figures { minute, second: before_sign(reader, &['秒', '초']), ..spoken }
}

/// Takes one or two digits and the sign behind them.
fn before_sign(reader: &mut Reader, signs: &[char]) -> Option<u32> {
    let mut ahead = *reader;
    ahead.skip(&[' ']);
    let number = ahead.short_number()?;
    ahead.skip(&[' ']);
    ahead.sign(signs)?;
    *reader = ahead;
    Some(number)
}

/// Reads `10h`, `10h30`.
fn with_h(reader: &mut Reader, hour: u32) -> Figures {
    let minute = after_sign(reader, 'h');
    if minute.is_none() {
        reader.sign(&['h']);
    }
    Figures { hour, minute: minute.unwrap_or(0), ..NOTHING }
}

/// Reads `10.30`, where nothing else can be meant by it.
fn with_dot(reader: &mut Reader, hour: u32, is_expected: bool) -> Option<Figures> {
    let mut ahead = *reader;
    let minute = after_sign(&mut ahead, '.')?;
    let mut behind = ahead;
    behind.skip(&[' ']);
    if !is_expected && behind.word(HALVES).is_none() {
        return None;
    }
    *reader = ahead;
    Some(Figures { hour, minute, ..NOTHING })
}

/// Returns the time that the figures say; 24:00 is the day's end.
fn judged(figures: Figures, half: Option<Half>) -> Result<Clock, TimeFaultKind> {
    let Figures { hour, minute, .. } = figures;
    let second = figures.second.unwrap_or(0);
    let is_which_twelve = figures.is_spoken && hour == 12 && half.is_some();
    let hour = match half {
        _ if is_which_twelve => return Err(TimeFaultKind::NoSuchTime),
        None => hour,
        // 12 am is midnight.
        Some(Half::Morning) if hour <= 12 => hour % 12,
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        // 12 pm is noon, and `午後15時` is how some people write 15:00.
        Some(Half::Afternoon) if hour < 24 => hour,
        Some(_) => return Err(TimeFaultKind::NoSuchTime),
    };
    let is_day_end = (hour, minute, second) == (24, 0, 0);
    let hour = if is_day_end { 0 } else { hour };
    let time = NaiveTime::from_hms_opt(hour, minute, second).ok_or(TimeFaultKind::NoSuchTime)?;
    Ok(Clock { time, is_day_end })
}

/// Takes the distance from UTC behind a time: `Z`, `+09:00`, `UTC`, `JST`.
///
/// `10:00-11:00` is a span to most people: a distance with a minus needs a time that is spelled
/// out as in RFC 3339, or its four digits in one.
pub(super) fn offset(reader: &mut Reader, is_spelled_out: bool) -> Option<FixedOffset> {
    let mut ahead = *reader;
    ahead.skip(&[' ', '(']);
    let hours = ahead.word(&[("z", 0), ("utc", 0), ("gmt", 0), ("jst", 9), ("日本時間", 9)]);
    let is_named = hours.is_some();
    if !is_named {
        ahead = *reader;
        let mut behind = ahead;
        behind.skip(&[' ']);
        if behind.peek() == Some('+') {
            ahead = behind;
        }
    }
    let minutes = match hours {
        // The names for Japan's time take no further distance; `UTC+9` does.
        Some(9) => Some(9 * 60),
        Some(_) => Some(signed_minutes(&mut ahead, true).unwrap_or(0)),
        None => signed_minutes(&mut ahead, is_spelled_out),
    }?;
    if is_named {
        ahead.sign(&[')']);
    }
    *reader = ahead;
    FixedOffset::east_opt(minutes * 60)
}

/// Takes `+09:00`, `+0900` or `+09`, in minutes.
fn signed_minutes(reader: &mut Reader, is_spelled_out: bool) -> Option<i32> {
    let mut ahead = *reader;
    let sign = ahead.sign(&['+', '-'])?;
    let number = ahead.number()?;
    let (hours, minutes) = match number.n_digits {
        4 => (number.value / 100, number.value % 100),
        1 | 2 => (number.value, after_sign(&mut ahead, ':').unwrap_or(0)),
        _ => return None,
    };
    let is_certain = sign == '+' || is_spelled_out || number.n_digits == 4;
    let (hours, minutes) = (i32::try_from(hours).ok()?, i32::try_from(minutes).ok()?);
    if !is_certain || hours > OFFSET_MAX_H || minutes >= 60 {
        return None;
    }
    *reader = ahead;
    let total = hours * 60 + minutes;
    Some(if sign == '-' { -total } else { total })
}
