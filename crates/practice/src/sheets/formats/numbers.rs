//! Number patterns, and numbers without one.

/// Returns a number as a cell without a format shows it: ten significant digits, whole numbers up
/// to fifteen, and powers of ten beyond.
pub(super) fn general(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.fract() == 0.0 && size < 1e15 {
        return format!("{number:.0}");
    }
    if !(1e-5..1e15).contains(&size) {
        let written = format!("{number:.5e}");
        let (mantissa, power) = written.split_once('e').unwrap_or((&written, "0"));
        let mantissa = trim_zeros(mantissa);
        let (sign, power) = power.strip_prefix('-').map_or(("+", power), |power| ("-", power));
        return format!("{mantissa}E{sign}{power:0>2}");
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -5 and 15")]
    let whole = size.log10().floor() as i32;
    let decimals = usize::try_from(9 - whole).unwrap_or_default();
    trim_zeros(&format!("{number:.decimals$}")).to_owned()
}

fn trim_zeros(written: &str) -> &str {
    if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        written
    }
}

/// A pattern taken apart.
#[derive(Default)]
struct Shape {
    before: String,
    after: String,
    whole: usize,
    decimals: usize,
    optional: usize,
    thousands: bool,
    percent: bool,
    power: Option<usize>,
    digits: bool,
}

/// Returns a number in that pattern.
pub(super) fn show(number: f64, pattern: &str) -> String {
    let sections: Vec<&str> = pattern.split(';').collect();
    // Sections are for numbers above zero, below zero and zero; one for those below brings its own sign.
    let (section, number, sign) = match sections.as_slice() {
        [_, below, ..] if number < 0.0 => (*below, -number, ""),
        [_, _, zero, ..] if number == 0.0 => (*zero, number, ""),
        [first, ..] if number < 0.0 => (*first, -number, "-"),
        [first, ..] => (*first, number, ""),
        [] => ("", number, ""),
    };
    let shape = read(section);
    if !shape.digits {
        return if section.contains('@') || shape.before.is_empty() {
            format!("{sign}{}", general(number))
        } else {
            shape.before
        };
    }
    let digits = match shape.power {
        Some(width) => scientific(number, &shape, width),
        None => plain(if shape.percent { number * 100.0 } else { number }, &shape),
    };
    format!("{sign}{}{digits}{}", shape.before, shape.after)
}

fn plain(number: f64, shape: &Shape) -> String {
    // Halves go up, as on paper; the little push undoes what binary fractions lose.
    let decimals = shape.decimals.min(15);
    let scale = 10f64.powi(i32::try_from(decimals).unwrap_or_default());
    let rounded = (number * scale * (1.0 + 1e-15)).round() / scale;
    let written = format!("{rounded:.decimals$}");
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let whole = if whole == "0" && shape.whole == 0 { "" } else { whole };
    let mut whole = format!("{whole:0>width$}", width = shape.whole);
    if shape.thousands {
        let digits: Vec<char> = whole.chars().rev().collect();
        let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
        whole = groups.join(",").chars().rev().collect();
    }
    let needed = decimals - shape.optional.min(decimals);
    let mut fraction = fraction.to_owned();
    while fraction.len() > needed && fraction.ends_with('0') {
        fraction.pop();
    }
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

fn scientific(number: f64, shape: &Shape, width: usize) -> String {
    let decimals = shape.decimals.min(15);
    let written = format!("{number:.decimals$e}");
    let (mantissa, power) = written.split_once('e').unwrap_or((&written, "0"));
    let (sign, power) = power.strip_prefix('-').map_or(("+", power), |power| ("-", power));
    format!("{mantissa}E{sign}{power:0>width$}")
}

fn read(section: &str) -> Shape {
    let mut shape = Shape::default();
    let mut point = false;
    let mut letters = section.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '0' | '#' | '?' => {
                shape.digits = true;
                match (point, letter) {
                    (true, _) => {
                        shape.decimals += 1;
                        shape.optional += usize::from(letter == '#');
                    }
                    (false, '0') => shape.whole += 1,
                    (false, _) => {}
                }
            }
            '.' if shape.digits => point = true,
            ',' if shape.digits => shape.thousands = true,
            'E' | 'e' if shape.digits => {
                let power: String =
                    letters.by_ref().take_while(|next| "+-0".contains(*next)).collect();
                shape.power = Some(power.matches('0').count());
            }
            '"' => {
                let text: String = letters.by_ref().take_while(|next| *next != '"').collect();
                literal(&mut shape, &text);
            }
            '[' => {
                let text: String = letters.by_ref().take_while(|next| *next != ']').collect();
                let symbol =
                    text.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or(rest));
                literal(&mut shape, symbol.unwrap_or_default());
            }
            '\\' => {
                let next = letters.next().map(String::from).unwrap_or_default();
                literal(&mut shape, &next);
            }
            // `_x` leaves a gap as wide as x, and `*x` fills the cell with x: neither is part of the text.
            '_' | '*' => {
                letters.next();
            }
            '@' => {}
            other => {
                shape.percent |= other == '%';
                literal(&mut shape, &other.to_string());
            }
        }
    }
    shape
}

fn literal(shape: &mut Shape, text: &str) {
    if shape.digits { shape.after.push_str(text) } else { shape.before.push_str(text) }
}
