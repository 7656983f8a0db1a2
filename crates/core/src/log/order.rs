//! The order in which the lines of a Log were written, whatever order a person has given its rows.
//!
//! New lines go on top, so a Log that nobody has sorted is in order as it stands, also where the
//! clocks of two machines disagree a little. Only where its times say that its rows were moved,
//! the lines are put in order by the time that each of them carries.

use std::cmp::Reverse;

use super::{Event, Line};

/// How much later than the line above it a line may seem: so far two runs may be apart that both go by
/// the spreadsheet service's time. In days, as cells count.
const TOLERANCE: f64 = 1.0 / (24.0 * 60.0);

/// Returns the lines, newest first; they come as they stand, each with the number of its When cell.
#[must_use]
pub fn newest_first(rows: Vec<(Option<f64>, Line)>) -> Vec<Line> {
    // A Log in its natural order is left so: sorting it by time could swap lines of two machines whose clocks
    // differ.
    let is_in_order = is_newest_first(rows.iter().filter_map(|(when, _)| *when));
    let mut lines: Vec<Line> = rows.into_iter().map(|(_, line)| line).collect();
    if !is_in_order {
        // Within one claim the sending came before its outcome.
        lines.sort_by_key(|line| (Reverse(line.at), line.event == Event::Sending));
    }
    lines
}

/// Tells whether times, from the top of a Log, are those of a Log that nobody has sorted.
#[must_use]
pub fn is_newest_first(times: impl Iterator<Item = f64>) -> bool {
    let (mut first, mut last) = (None, f64::NEG_INFINITY);
    let mut oldest = f64::INFINITY;
    let (mut n_rising, mut n_falling) = (0_u32, 0_u32);
    for time in times {
        // The comparison is with the oldest time so far and not with the line above: small steps up must not
        // add up.
        if time > oldest + TOLERANCE {
            return false;
        }
        if first.is_some() {
            n_rising += u32::from(time > last);
            n_falling += u32::from(time < last);
        }
        first.get_or_insert(time);
        (last, oldest) = (time, oldest.min(time));
    }
    // A Log of a few minutes that was turned upside down lies within the tolerance.
    n_rising <= n_falling || first.is_none_or(|first| first >= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(times: &[f64]) -> bool {
        is_newest_first(times.iter().copied())
    }

    #[test]
    fn a_log_that_nobody_sorted_is_in_order_also_where_two_clocks_disagree() {
        let second = 1.0 / (24.0 * 3_600.0);
        assert!(in_order(&[]) && in_order(&[5.0]) && in_order(&[5.0, 5.0, 4.0]));
        assert!(in_order(&[5.0, 5.0 + 10.0 * second, 4.0, 4.0 + 10.0 * second, 3.0]));
    }

    #[test]
    fn a_log_that_was_sorted_another_way_is_not() {
        let second = 1.0 / (24.0 * 3_600.0);
        assert!(!in_order(&[3.0, 4.0, 5.0]));
        assert!(!in_order(&[5.0, 3.0, 4.0]) && !in_order(&[5.0, 4.0, 4.0 + 70.0 * second]));
        assert!(!in_order(&[5.0, 5.0 + second, 5.0 + 2.0 * second]));
    }

    #[test]
    fn a_line_may_seem_a_minute_later_than_the_one_above_it_and_no_more() {
        assert!(in_order(&[5.0, 4.0, 4.0 + TOLERANCE]));
        let second = 1.0 / (24.0 * 3_600.0);
        assert!(!in_order(&[5.0, 4.0, 4.0 + TOLERANCE + second]));
    }

    #[test]
    fn within_a_minute_more_steps_down_than_up_make_the_order_whatever_the_ends() {
        let second = 1.0 / (24.0 * 3_600.0);
        let at = |seconds: &[f64]| {
            in_order(&seconds.iter().map(|at| 5.0 + at * second).collect::<Vec<_>>())
        };
        assert!(at(&[0.0, -10.0, 10.0]));
        // Equal times are a step neither up nor down.
        assert!(at(&[0.0, -10.0, 10.0, 10.0]));
        assert!(!at(&[0.0, 10.0, 10.0]));
    }
}
