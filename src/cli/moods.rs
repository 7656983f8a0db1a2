//! The moods of the practice world, as they are typed: `--mood NAME=VALUE`.

use std::time::Duration;

use chrono::TimeDelta;

use super::typed;
use crate::sandbox::faults::{Effect, Fault, Trigger};
use crate::sandbox::threads::SecondPublish;
use crate::sandbox::world::World;

/// One thing that the practice services do where nobody knows what the real ones do, or that goes
/// wrong now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// What a second publish of one container does.
    SecondPublish(SecondPublish),
    /// How long a new post is missing from lists.
    ListLag(Duration),
    /// How often each container's publish is answered 24/4279009 first.
    NotFoundFirst(u32),
    /// The first publish is answered 500, and may have taken effect.
    Publish500(Effect),
    /// How long the spreadsheet service takes.
    SheetsDelay(Duration),
    /// How long the Threads service takes.
    ThreadsDelay(Duration),
}

impl Mood {
    /// Reads a mood.
    ///
    /// # Errors
    ///
    /// What may be typed instead.
    pub fn read(typed: &str) -> Result<Self, String> {
        const NAMES: &str = "second-publish=refused|same-id|again, list-lag=5s, not-found-first=2, \
                             publish-500=with|without, sheets-delay=150ms, threads-delay=300ms";
        let unknown = || format!("moods are {NAMES}");
        let (name, value) = typed.split_once('=').ok_or_else(unknown)?;
        Ok(match (name.trim(), value.trim()) {
            ("second-publish", "refused") => Self::SecondPublish(SecondPublish::Refused),
            ("second-publish", "same-id") => Self::SecondPublish(SecondPublish::SameId),
            ("second-publish", "again") => Self::SecondPublish(SecondPublish::PostsAgain),
            ("publish-500", "with") => Self::Publish500(Effect::With),
            ("publish-500", "without") => Self::Publish500(Effect::Without),
            ("not-found-first", times) => {
                Self::NotFoundFirst(times.parse().map_err(|_| "write a number".to_owned())?)
            }
            ("list-lag", lag) => Self::ListLag(typed::duration(lag)?),
            ("sheets-delay", delay) => Self::SheetsDelay(typed::duration(delay)?),
            ("threads-delay", delay) => Self::ThreadsDelay(typed::duration(delay)?),
            _ => return Err(unknown()),
        })
    }

    /// Puts the practice world into this mood.
    pub fn apply(self, world: &mut World) {
        let moods = &mut world.threads.moods;
        match self {
            Self::SecondPublish(second) => moods.second_publish = second,
            Self::ListLag(lag) => moods.list_lag = TimeDelta::from_std(lag).unwrap_or_default(),
            Self::NotFoundFirst(times) => moods.not_found_first = times,
            Self::Publish500(effect) => {
                world.faults.on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, effect));
            }
            Self::SheetsDelay(delay) => world.latency.sheets = delay,
            Self::ThreadsDelay(delay) => world.latency.threads = delay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mood_is_read_or_the_moods_are_named() {
        let again = Mood::SecondPublish(SecondPublish::PostsAgain);
        assert_eq!(Mood::read("second-publish=again"), Ok(again));
        assert_eq!(Mood::read("list-lag=5s"), Ok(Mood::ListLag(Duration::from_secs(5))));
        assert!(Mood::read("gloomy").is_err_and(|words| words.contains("second-publish")));
    }
}
