//! The files of messages, in the order of their names.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::check::{LANGS, Text};

/// Every file of messages below the crate's folder.
pub(crate) fn texts(root: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for lang in LANGS {
        for path in files(&root.join("messages").join(lang))? {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let ftl = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            texts.push(Text {
                lang,
                file: format!("messages/{lang}/{name}"),
                ftl,
            });
        }
    }
    Ok(texts)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
