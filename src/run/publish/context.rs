//! What publishing the posts of an account needs of a run.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use threadsheet_core::plan::Limits;

use crate::run::cell_format::Wording;
use crate::run::deadlines::RunTime;
use crate::run::outbound::OutboundClient;
use crate::threads::Threads;

/// Whom a run calls besides the spreadsheet.
pub(crate) struct Services {
    pub(crate) threads: Threads,
    pub(crate) outbound: OutboundClient,
}

/// The rules by which posts go out.
pub(crate) struct PublishRules {
    pub(crate) limits: Limits,
    /// Hashes of the content that could not be prefetched.
    pub(crate) unready: Rc<RefCell<HashSet<String>>>,
}

/// What publishing needs, borrowed from the run.
#[derive(Clone, Copy)]
pub(crate) struct PublishStage<'a> {
    pub(crate) services: &'a Services,
    pub(crate) time: &'a RunTime,
    pub(crate) wording: &'a Wording,
    pub(crate) rules: &'a PublishRules,
}
