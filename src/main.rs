//! The `threadsheet` command.

fn main() {}
