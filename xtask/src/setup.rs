//! Sets up what a machine is missing: on Debian as root by its packages, elsewhere by telling what to install.

use std::path::Path;
use std::process::Command;

use crate::board::Outcome;
use crate::{paths, postgres, process};

/// Something a command needs on the machine.
pub(crate) struct Need {
    /// What it is, in words, with what to do where no package is known.
    what: &'static str,
    is_there: fn() -> bool,
    /// The Debian packages that bring it; none when it does not come by a package.
    packages: &'static [&'static str],
}

const COMPILER: Need = Need {
    what: "a C compiler",
    is_there: c_compiler,
    packages: &["gcc", "libc6-dev"],
};
const POSTGRES: Need = Need {
    what: "the server programs of PostgreSQL 15 or later",
    is_there: postgres_programs,
    packages: &["postgresql"],
};
const POPPLER: Need = Need {
    what: "poppler's tools (pdftotext, pdffonts)",
    is_there: poppler,
    packages: &["poppler-utils"],
};
const FONTS: Need = Need {
    what: "the Noto fonts in crates/documents/fonts (they are part of the checkout: take a whole one)",
    is_there: fonts,
    packages: &[],
};
const COMPONENTS: Need = Need {
    what: "rustfmt and clippy (`rustup component add rustfmt clippy`)",
    is_there: components,
    packages: &[],
};

const NODE_AND_NPM: Need = Need {
    what: "Node.js 20 or later with npm",
    is_there: node,
    packages: &["nodejs", "npm"],
};
const CHROMIUM: Need = Need {
    what: "the browser Chromium",
    is_there: chromium,
    packages: &["chromium"],
};

const STRACE: Need = Need {
    what: "strace, which sees what the server connects to",
    is_there: strace,
    packages: &["strace", "procps"],
};

/// What bringing the assets needs.
pub(crate) const NODE: &[Need] = &[NODE_AND_NPM];

/// What looking at pages needs.
pub(crate) const LOOK: &[Need] = &[COMPILER, NODE_AND_NPM, CHROMIUM, STRACE];

/// What building needs.
pub(crate) const BUILD: &[Need] = &[COMPILER, FONTS];

/// What the tests need.
pub(crate) const TEST: &[Need] = &[COMPILER, POSTGRES, POPPLER, FONTS, COMPONENTS, NODE_AND_NPM, CHROMIUM, STRACE];

/// Brings what is missing, or says what to install.
pub(crate) fn bring(needs: &[Need]) -> Result<Outcome, String> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(Outcome::Done);
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if !packages.is_empty() && Path::new("/etc/debian_version").exists() && is_root() {
        install(&packages)?;
    }
    let still: Vec<&Need> = missing.into_iter().filter(|need| !(need.is_there)()).collect();
    if still.is_empty() { Ok(Outcome::Done) } else { Err(advice(&still)) }
}

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    process::answer("id", &["-u"]).as_deref() == Some("0")
}

fn install(packages: &[&str]) -> Result<(), String> {
    println!("installing {}", packages.join(", "));
    // One dead source among many fails the update; the packages may be there all the same.
    if let Err(text) = process::run(apt_get().arg("update")) {
        println!("{text}; trying with the lists as they are");
    }
    process::run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn advice(missing: &[&Need]) -> String {
    let mut text = String::from("This machine is missing, and the command could not bring:");
    for need in missing {
        text.push_str("\n  - ");
        text.push_str(need.what);
        if !need.packages.is_empty() {
            text.push_str(" (on Debian: apt-get install ");
            text.push_str(&need.packages.join(" "));
            text.push(')');
        }
    }
    text.push_str("\nInstall it and run the command again.");
    text
}

fn c_compiler() -> bool {
    process::works("cc", &["--version"])
}

fn postgres_programs() -> bool {
    postgres::programs().is_some()
}

fn poppler() -> bool {
    // These print their version on standard error and end with 0.
    process::works("pdftotext", &["-v"]) && process::works("pdffonts", &["-v"])
}

fn fonts() -> bool {
    let folder = paths::root().join("crates/documents/fonts");
    let styles = ["Regular", "Italic", "Bold", "BoldItalic"];
    styles.iter().all(|style| {
        ["NotoSans", "NotoSerif"]
            .iter()
            .all(|face| folder.join(format!("{face}-{style}.ttf")).is_file())
    })
}

fn node() -> bool {
    let version = process::answer("node", &["--version"]).and_then(|text| major(&text));
    version.is_some_and(|version| version >= 20) && process::works("npm", &["--version"])
}

/// `v20.20.2` is 20.
fn major(text: &str) -> Option<u32> {
    text.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn chromium() -> bool {
    process::works("chromium", &["--version"])
}

fn strace() -> bool {
    process::works("strace", &["--version"]) && process::works("pkill", &["--version"])
}

fn components() -> bool {
    process::works("cargo", &["fmt", "--version"]) && process::works("cargo", &["clippy", "--version"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_its_package() {
        let text = advice(&[&POSTGRES, &COMPONENTS]);
        assert!(text.contains("apt-get install postgresql"));
        assert!(text.contains("rustup component add"));
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.1"), None);
    }

    #[test]
    fn a_need_without_a_package_is_never_brought() {
        const NOTHING: Need = Need {
            what: "a thing that no machine has",
            is_there: || false,
            packages: &[],
        };
        assert!(bring(&[NOTHING]).is_err_and(|text| text.contains("a thing that no machine has")));
    }
}
