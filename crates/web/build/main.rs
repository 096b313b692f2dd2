//! Joins the style sheets, gives each asset an address with the hash of its content, and embeds it.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest, Sha256};

/// The style sheets in the order in which they are joined; what follows may refine what stands before.
const SHEETS: [&str; 8] = ["tokens", "base", "shell", "table", "form", "parts", "style", "print"];

/// The fonts that `cargo xtask assets` brings: a letter of Kazakh may stand in either Cyrillic file, the tenge in the last.
const FONTS: [&str; 4] = ["latin", "cyrillic", "cyrillic-ext", "latin-ext"];

fn main() -> ExitCode {
    for path in ["build", "assets/css", "assets/dist", "templates"] {
        println!("cargo::rerun-if-changed={path}");
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

struct Asset {
    address: String,
    kind: &'static str,
    path: PathBuf,
}

fn run() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut sheet = String::new();
    for name in SHEETS {
        sheet.push_str(&plain(&fs::read_to_string(root.join(format!("css/{name}.css")))?));
    }
    let mut assets = Vec::new();
    for subset in FONTS {
        let name = format!("golos-text-{subset}.woff2");
        let path = root.join("dist").join(&name);
        let bytes = fs::read(&path).map_err(|_| format!("the pages lack the font {name}: run `cargo xtask assets`, then build again"))?;
        let address = address(&bytes, &name);
        sheet = sheet.replace(&format!("url(\"{name}\")"), &format!("url(\"{address}\")"));
        assets.push(Asset {
            address,
            kind: "font/woff2",
            path,
        });
    }
    let path = out.join("qorgau.css");
    fs::write(&path, &sheet)?;
    assets.push(Asset {
        address: address(sheet.as_bytes(), "qorgau.css"),
        kind: "text/css; charset=utf-8",
        path,
    });
    fs::write(out.join("assets.rs"), code(&assets)?)?;
    Ok(())
}

/// Where content of this hash is served.
fn address(bytes: &[u8], name: &str) -> String {
    let hash = Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    format!("/assets/{hash}/{name}")
}

/// A style sheet without its comments and the blanks at the ends of its lines.
fn plain(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |mut sheet, line| {
            sheet.push_str(line);
            sheet.push('\n');
            sheet
        })
}

/// The table of assets, and the addresses that templates name.
fn code(assets: &[Asset]) -> Result<String, std::fmt::Error> {
    let mut text = String::from("/// Every asset.\npub static FILES: &[File] = &[\n");
    for asset in assets {
        let Asset { address, kind, path } = asset;
        writeln!(
            text,
            "    File {{ address: {address:?}, kind: {kind:?}, bytes: include_bytes!({:?}) }},",
            shown(path)
        )?;
    }
    text.push_str("];\n\n");
    for (name, ending) in [
        ("STYLE_SHEET", "qorgau.css"),
        ("FONT_CYRILLIC", "golos-text-cyrillic.woff2"),
        ("FONT_KAZAKH", "golos-text-cyrillic-ext.woff2"),
    ] {
        let address = assets
            .iter()
            .find(|asset| asset.address.ends_with(&format!("/{ending}")))
            .map_or("", |asset| asset.address.as_str());
        writeln!(text, "pub(crate) const {name}: &str = {address:?};")?;
    }
    Ok(text)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
