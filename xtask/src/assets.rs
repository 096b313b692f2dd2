//! `cargo xtask assets`: brings from npm what the pages embed, as `package-lock.json` fixes it, and joins their scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::board::{Board, Outcome};
use crate::{paths, process, setup};

/// The subsets of the font that pages load; the letters of Kazakh stand in both Cyrillic ones.
const SUBSETS: [&str; 4] = ["latin", "cyrillic", "cyrillic-ext", "latin-ext"];

/// The lock by which packages were brought; kept beside them.
const LOCK: &str = "brought-by.json";

/// The scripts of the pages as they were when they were joined.
const SOURCES: &str = "joined-from.txt";

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
    let has = |name: &str, text: &str| fs::read_to_string(dist.join(name)).is_ok_and(|stamp| stamp == text);
    if !has(LOCK, &lock) || !home.join("node_modules").is_dir() || !files().all(|(_, name)| dist.join(name).is_file()) {
        packages(&home, &dist)?;
        write(&dist.join(LOCK), &lock)?;
    }
    let sources = sources(&home)?;
    if !has(SOURCES, &sources) {
        setup::bring(setup::NODE)?;
        process::run(npm(&home).args(["run", "--silent", "check"]))?;
        process::run(npm(&home).args(["run", "--silent", "build"]))?;
        write(&dist.join(SOURCES), &sources)?;
    }
    Ok(Outcome::Done)
}

/// Brings the packages of the lock, and the files that are embedded as they are.
fn packages(home: &Path, dist: &Path) -> Result<(), String> {
    setup::bring(setup::NODE)?;
    process::run(npm(home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::create_dir_all(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    for (from, name) in files() {
        let (from, to) = (home.join("node_modules").join(from), dist.join(name));
        fs::copy(&from, &to).map_err(|error| format!("{} -> {}: {error}", from.display(), to.display()))?;
    }
    Ok(())
}

/// Whatever decides how the scripts come out: they themselves, and how they are checked and joined.
fn sources(home: &Path) -> Result<String, String> {
    let listed = fs::read_dir(home.join("ts")).map_err(|error| format!("{}: {error}", home.display()))?;
    let mut paths: Vec<PathBuf> = listed.filter_map(Result::ok).map(|file| file.path()).collect();
    paths.sort();
    paths.extend(["package-lock.json", "package.json", "tsconfig.json"].map(|name| home.join(name)));
    paths.iter().map(|path| read(path)).collect()
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
    // The part of the map's library that works beside the page is embedded as it comes: it is one file, and nothing joins it.
    let worker = Path::new("maplibre-gl/dist/maplibre-gl-worker.mjs").to_owned();
    fonts.chain([
        (package.join("LICENSE"), "golos-text-OFL.txt".to_owned()),
        (worker, "map-worker.js".to_owned()),
        (Path::new("maplibre-gl/LICENSE.txt").to_owned(), "maplibre-LICENSE.txt".to_owned()),
    ])
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
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
