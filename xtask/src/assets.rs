//! `cargo xtask assets`: brings from npm what the pages embed, as `package-lock.json` fixes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::board::{Board, Outcome};
use crate::{paths, process, setup};

/// The subsets of the font that pages load; the letters of Kazakh stand in both Cyrillic ones.
const SUBSETS: [&str; 4] = ["latin", "cyrillic", "cyrillic-ext", "latin-ext"];

/// What the lock said when the assets were brought; kept beside them.
const STAMP: &str = "brought-by.json";

/// Brings the assets by themselves.
pub(crate) fn run() -> Result<bool, String> {
    let mut board = Board::default();
    board.stage("assets", bring);
    Ok(board.ok())
}

/// Brings the assets when they are not there as the lock says.
pub(crate) fn bring() -> Result<Outcome, String> {
    let home = paths::root().join("crates/web/assets");
    let lock = read(&home.join("package-lock.json"))?;
    let dist = home.join("dist");
    if fs::read_to_string(dist.join(STAMP)).is_ok_and(|stamp| stamp == lock) && files().all(|(_, name)| dist.join(name).is_file()) {
        return Ok(Outcome::Done);
    }
    setup::bring(setup::NODE)?;
    process::run(npm(&home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    for (from, name) in files() {
        let (from, to) = (home.join("node_modules").join(from), dist.join(name));
        fs::copy(&from, &to).map_err(|error| format!("{} -> {}: {error}", from.display(), to.display()))?;
    }
    let stamp = dist.join(STAMP);
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(Outcome::Done)
}

/// npm in a folder.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder);
    command
}

/// Where each file stands in `node_modules`, and what it is called in `dist`.
fn files() -> impl Iterator<Item = (PathBuf, String)> {
    let package = Path::new("@fontsource-variable/golos-text");
    let fonts = SUBSETS.into_iter().map(move |subset| {
        let from = package.join(format!("files/golos-text-{subset}-wght-normal.woff2"));
        (from, format!("golos-text-{subset}.woff2"))
    });
    fonts.chain([(package.join("LICENSE"), "golos-text-OFL.txt".to_owned())])
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_no_address_of_a_registry() {
        for folder in ["crates/web/assets", "e2e"] {
            let lock = read(&paths::root().join(folder).join("package-lock.json")).unwrap();
            assert!(
                !lock.contains("\"resolved\""),
                "{folder}: npm install with omit-lockfile-registry-resolved=true"
            );
        }
    }
}
