//! One run: the only module that knows the others.

mod batch;
mod desk;
mod lines;
mod repair;
mod snapshot;
