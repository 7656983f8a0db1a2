//! What stands in a desk that `init` lays out, and what is said about laying it out.

pub(crate) mod additions;
pub(crate) mod guide;
pub(crate) mod notes;
