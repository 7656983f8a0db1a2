//! Japanese: one module for each topic, with a function for each sentence that the topic can say.

use crate::language::Language;

pub(super) mod plans;
pub(super) mod seals;
pub(super) mod setbacks;
pub(super) mod shard;

/// The language of this folder: a sentence names headers and choices as a tab in this language has them.
const LANGUAGE: Language = Language::Japanese;
