//! Names the commit of a release build, for `--version`, and keeps a statically linked program small.
//!
//! Without git, or where the source lies in somebody else's repository, the version stands alone.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    pack_relocations();
    println!("cargo::rerun-if-changed=build.rs");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    // Nobody is asked which commit a debug build is of, and each commit would have it built anew.
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let named = commit().filter(|_| is_release).map(|commit| format!("{version} ({commit})"));
    println!("cargo::rustc-env=THREADSHEET_VERSION={}", named.unwrap_or(version));
}

fn commit() -> Option<String> {
    let root = env::var("CARGO_MANIFEST_DIR").ok()?;
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != Path::new(&root).canonicalize().ok()? {
        return None;
    }
    // Every commit and every checkout adds a line there.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"]).filter(|log| Path::new(log).exists());
    let head = log.or_else(|| git(&["rev-parse", "--git-path", "HEAD"]))?;
    println!("cargo::rerun-if-changed={head}");
    git(&["rev-parse", "--short=9", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| said.trim().to_owned()).filter(|said| !said.is_empty())
}

/// Packs the addresses that a statically linked program corrects in itself when it starts: about a tenth of their
/// size is left. A dynamically linked one would ask for a C library that knows the packed form.
fn pack_relocations() {
    let is = |name: &str, wanted: &str| {
        env::var(name).is_ok_and(|value| value.split(',').any(|word| word == wanted))
    };
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_FEATURE", "crt-static") {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
