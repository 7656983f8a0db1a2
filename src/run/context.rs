//! What the accounts of a run share, by the stage that needs it.

use super::cell_format::Wording;
use super::deadlines::RunTime;
use super::publish::context::{PublishRules, PublishStage, Services};
use super::tokens::{TokenRules, TokenStage};

/// Shared by all accounts of a run. Each stage gets its own part of it.
pub(crate) struct Context {
    pub(crate) services: Services,
    pub(crate) time: RunTime,
    pub(crate) wording: Wording,
    pub(crate) tokens: TokenRules,
    pub(crate) publishing: PublishRules,
}

impl Context {
    /// Returns what the stage of the tokens needs.
    pub(crate) fn token_stage(&self) -> TokenStage<'_> {
        TokenStage {
            threads: &self.services.threads,
            rules: &self.tokens,
            time: &self.time,
            place: &self.wording.place,
        }
    }

    /// Returns what the stage of the posts needs.
    pub(crate) fn publish_stage(&self) -> PublishStage<'_> {
        PublishStage {
            services: &self.services,
            time: &self.time,
            wording: &self.wording,
            rules: &self.publishing,
        }
    }
}
