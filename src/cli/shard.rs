//! `--shard`: which part of the accounts a run has, by what was typed and by what the scheduler says.

use clap::Args;
use threadsheet_core::run_error::RunError;
use threadsheet_core::shard::{Shard, ShardFault};

use super::variable;

/// What counts the pods of an indexed Kubernetes job, from 0.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode>.
const JOB_INDEX: &str = "JOB_COMPLETION_INDEX";
/// What counts the tasks of a Cloud Run job, from 0.
///
/// Source: <https://cloud.google.com/run/docs/container-contract#jobs-env-vars>.
const TASK_INDEX: &str = "CLOUD_RUN_TASK_INDEX";
/// How many tasks a Cloud Run job has.
const TASK_COUNT: &str = "CLOUD_RUN_TASK_COUNT";

/// The option of every command that does the job.
#[derive(Debug, Clone, Args)]
pub struct Part {
    /// Handle one part of the accounts: 0/4 to 3/4 are four runs that share them. 4 alone takes the
    /// part from `JOB_COMPLETION_INDEX` or `CLOUD_RUN_TASK_INDEX`
    #[arg(long, value_name = "I/N", value_parser = typed, env = "THREADSHEET_SHARD", hide_env_values = true)]
    pub shard: Option<Typed>,
}

/// A part, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// This one.
    One(Shard),
    /// One of so many; the scheduler says which.
    Of(u32),
}

/// Reads `I/N`, `N` or `/N`.
fn typed(typed: &str) -> Result<Typed, String> {
    let (index, count) = typed.trim().rsplit_once('/').unwrap_or(("", typed.trim()));
    let unreadable = || "write the part and how many there are, like 0/4".to_owned();
    let number = |typed: &str| typed.trim().parse::<u32>().map_err(|_| unreadable());
    match (index.trim(), number(count)?) {
        (_, 0) => Err(unreadable()),
        ("", count) => Ok(Typed::Of(count)),
        (index, count) => match Shard::new(number(index)?, count) {
            Some(shard) => Ok(Typed::One(shard)),
            None => Err(format!("parts are counted from 0: 0/{count} to {}/{count}", count - 1)),
        },
    }
}

impl Part {
    /// Returns the part of a run: as it was typed, else as Cloud Run has it, else everything.
    ///
    /// # Errors
    ///
    /// A scheduler's variables that cannot be read, are missing, or do not fit what was typed.
    pub(super) fn resolve(&self) -> Result<Shard, RunError> {
        self.resolve_by(variable).map_err(RunError::ShardUnclear)
    }

    fn resolve_by(
        &self,
        variable: impl Fn(&'static str) -> Option<String>,
    ) -> Result<Shard, ShardFault> {
        let number = |name| match variable(name) {
            None => Ok(None),
            Some(held) => held.trim().parse().map(Some).map_err(|_| ShardFault::NoNumber { name }),
        };
        let named = |name, index, count| {
            Shard::new(index, count).ok_or(ShardFault::Beyond { name, index, count })
        };
        let count = match self.shard {
            Some(Typed::One(shard)) => return Ok(shard),
            Some(Typed::Of(count)) => count,
            None => match number(TASK_COUNT)? {
                None | Some(0 | 1) => return Ok(Shard::WHOLE),
                Some(count) => {
                    return match number(TASK_INDEX)? {
                        Some(index) => named(TASK_INDEX, index, count),
                        None => Err(ShardFault::Which { count }),
                    };
                }
            },
        };
        // Kubernetes tells no count, so it has to be typed; only the index comes from there.
        if let Some(index) = number(JOB_INDEX)? {
            return named(JOB_INDEX, index, count);
        }
        let index = number(TASK_INDEX)?.ok_or(ShardFault::Which { count })?;
        match number(TASK_COUNT)? {
            // With another count than the scheduler's, some accounts would be nobody's or two runs'.
            Some(tasks) if tasks != count => {
                Err(ShardFault::Counts { name: TASK_COUNT, tasks, count })
            }
            _ => named(TASK_INDEX, index, count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: (&str, &str) = (JOB_INDEX, "2");
    const TASK: (&str, &str) = (TASK_INDEX, " 1\n");
    const TASKS: (&str, &str) = (TASK_COUNT, "4");

    /// Returns the part, or why there is none, where these variables are set.
    fn resolved(shard: &str, variables: &[(&str, &str)]) -> Result<String, ShardFault> {
        let shard = (!shard.is_empty()).then(|| typed(shard).unwrap());
        let held =
            |name| variables.iter().find(|held| held.0 == name).map(|held| held.1.to_owned());
        Part { shard }.resolve_by(held).map(|shard| shard.to_string())
    }

    #[test]
    fn a_part_is_read_or_the_parts_are_named() {
        let one = |index, count| Ok(Typed::One(Shard::new(index, count).unwrap()));
        assert_eq!(typed("0/4"), one(0, 4));
        assert_eq!(typed(" 3 / 4 "), one(3, 4));
        assert_eq!([typed("4"), typed("/4")], [Ok(Typed::Of(4)), Ok(Typed::Of(4))]);
        for beyond in ["4/4", "5/4"] {
            assert!(typed(beyond).unwrap_err().ends_with("0/4 to 3/4"), "{beyond}");
        }
        for unreadable in ["", "/", "0/0", "0", "a/4", "1/b", "-1/4", "1/2/3", "1/4294967296"] {
            assert!(typed(unreadable).unwrap_err().contains("like 0/4"), "{unreadable}");
        }
    }

    #[test]
    fn what_was_typed_wins_and_else_the_scheduler_says_which_part_it_is() {
        for (shard, variables, expected) in [
            ("", &[][..], "0/1"),
            ("", &[JOB], "0/1"),
            ("", &[TASK, (TASK_COUNT, "1")], "0/1"),
            ("", &[TASK, TASKS], "1/4"),
            ("", &[JOB, TASK, TASKS], "1/4"),
            ("0/3", &[JOB, TASK, TASKS], "0/3"),
            ("3", &[JOB], "2/3"),
            ("/4", &[TASK], "1/4"),
            ("4", &[TASK, TASKS], "1/4"),
            ("8", &[JOB, TASK, TASKS], "2/8"),
        ] {
            assert_eq!(
                resolved(shard, variables),
                Ok(expected.to_owned()),
                "{shard} {variables:?}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_together_is_told() {
        let which = |count| ShardFault::Which { count };
        let counts = ShardFault::Counts { name: TASK_COUNT, tasks: 4, count: 8 };
        let beyond = |name, index, count| ShardFault::Beyond { name, index, count };
        for (shard, variables, fault) in [
            ("4", &[][..], which(4)),
            ("4", &[TASKS], which(4)),
            ("", &[TASKS], which(4)),
            ("2", &[JOB], beyond(JOB_INDEX, 2, 2)),
            ("1", &[TASK], beyond(TASK_INDEX, 1, 1)),
            ("", &[(TASK_INDEX, "4"), TASKS], beyond(TASK_INDEX, 4, 4)),
            ("8", &[TASK, TASKS], counts),
            ("3", &[(JOB_INDEX, "first")], ShardFault::NoNumber { name: JOB_INDEX }),
            ("3", &[(TASK_INDEX, "-1")], ShardFault::NoNumber { name: TASK_INDEX }),
            ("", &[TASK, (TASK_COUNT, "many")], ShardFault::NoNumber { name: TASK_COUNT }),
        ] {
            assert_eq!(resolved(shard, variables), Err(fault), "{shard} {variables:?}");
        }
    }
}
