//! The files of the checkout that the checks look at.

use std::fs::{DirEntry, read_dir, read_to_string};
use std::path::Path;

/// A text file: its path from the root, with `/` between the parts, and what is in it.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// Whether the file's name ends so.
    pub(super) fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }

    /// Whether the file holds tests only.
    pub(super) fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }
}

/// What people write here; data, fonts and generated files are not read.
const WRITTEN: &[&str] = &["rs", "sql", "toml", "md", "ftl", "typ", "html", "css", "ts", "sh", "yml"];

/// Folders whose names begin with a dot and are ours all the same.
const DOTTED: &[&str] = &[".ci", ".cargo", ".config", ".github"];

/// Folders that are made, not written.
const MADE: &[&str] = &["target", "node_modules", "qorgau-data"];

/// Every written file below the root, in order of path.
pub(super) fn read(root: &Path) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    add(root, "", &mut files).map_err(|error| format!("the checkout cannot be read: {error}"))?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn add(folder: &Path, prefix: &str, files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if is_ours(&name) {
                add(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if is_written(&entry) {
            files.push(File {
                path,
                text: read_to_string(entry.path())?,
            });
        }
    }
    Ok(())
}

fn is_ours(folder: &str) -> bool {
    if folder.starts_with('.') {
        DOTTED.contains(&folder)
    } else {
        !MADE.contains(&folder)
    }
}

fn is_written(entry: &DirEntry) -> bool {
    let path = entry.path();
    let extension = path.extension().and_then(|extension| extension.to_str());
    entry.file_type().is_ok_and(|kind| kind.is_file()) && extension.is_some_and(|extension| WRITTEN.contains(&extension))
}
