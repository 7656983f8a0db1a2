//! Japanese: one module for each topic, with what the topic says. What each of it is for is written where the topic is
//! declared, in the module of the same name beside this folder.

use crate::language::Language;

pub(super) mod accounts;
pub(super) mod actions;
pub(super) mod cells;
pub(super) mod commands;
pub(super) mod desk;
pub(super) mod error_details;
pub(super) mod findings;
pub(super) mod lists;
pub(super) mod plans;
pub(super) mod posts;
pub(super) mod preview;
pub(super) mod probe;
pub(super) mod refusals;
pub(super) mod run_errors;
pub(super) mod seals;
pub(super) mod settings;
pub(super) mod shard;
pub(super) mod stock;
pub(super) mod thread;
pub(super) mod week;

/// The language of this folder: a sentence names headers and choices as a tab in this language has them.
const LANGUAGE: Language = Language::Japanese;
