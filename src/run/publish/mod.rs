//! One account's posts, from what is due to what is public.
//!
//! The [`queue`] deals with what is [`in_doubt`] first, then takes the posts in [`groups`]: each group keeps
//! the account's [spacing](threadsheet_core::plan::Spacing), has its containers made ([`prepare`]), claims them through the writer, and is
//! sent ([`send`]). Last, what is due soon is made ready ([`prefetch`]).

pub(crate) mod context;
pub(crate) mod groups;
mod in_doubt;
pub(crate) mod post_job;
mod prefetch;
mod prepare;
pub(crate) mod queue;
mod send;
mod waiting;
