//! Joins the style sheets, gives each asset an address with the hash of its content, and embeds it.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest, Sha256};

/// The style sheets in the order in which they are joined; what follows may refine what stands before.
const SHEETS: [&str; 23] = [
    "tokens", "base", "shell", "table", "form", "parts", "style", "papers", "import", "map", "help", "find", "entry", "attach", "account", "people", "api",
    "cut_over", "tree", "views", "raid", "linking", "print",
];

/// The fonts that `cargo xtask assets` brings: a letter of Kazakh may stand in either Cyrillic file, the tenge in the last.
const FONTS: [&str; 4] = ["latin", "cyrillic", "cyrillic-ext", "latin-ext"];

/// The scripts that `cargo xtask assets` joins, and what templates call them.
const SCRIPTS: [(&str, &str); 5] = [
    ("page.js", "SCRIPT_PAGE"),
    ("form.js", "SCRIPT_FORM"),
    ("map.js", "SCRIPT_MAP"),
    ("map-worker.js", "SCRIPT_MAP_WORKER"),
    // What the map's library draws by; it goes with its script.
    ("map.css", "STYLE_MAP"),
];

fn main() -> ExitCode {
    for path in ["build", "assets/css", "assets/dist", "assets/icon.svg", "templates"] {
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
    bytes: Vec<u8>,
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
        let bytes = brought(&root, &name)?;
        let address = address(&bytes, &name);
        sheet = sheet.replace(&format!("url(\"{name}\")"), &format!("url(\"{address}\")"));
        assets.push(Asset {
            address,
            kind: "font/woff2",
            bytes,
        });
    }
    for (name, _) in SCRIPTS {
        let bytes = brought(&root, name)?;
        assets.push(Asset {
            address: address(&bytes, name),
            kind: if name.ends_with(".css") {
                "text/css; charset=utf-8"
            } else {
                "text/javascript; charset=utf-8"
            },
            bytes,
        });
    }
    let icon = fs::read(root.join("icon.svg"))?;
    assets.push(Asset {
        address: address(&icon, "icon.svg"),
        kind: "image/svg+xml",
        bytes: icon,
    });
    assets.push(Asset {
        address: address(sheet.as_bytes(), "qorgau.css"),
        kind: "text/css; charset=utf-8",
        bytes: sheet.into_bytes(),
    });
    for (place, asset) in assets.iter().enumerate() {
        fs::write(out.join(embedded(place)), &asset.bytes)?;
    }
    fs::write(out.join("assets.rs"), code(&assets)?)?;
    Ok(())
}

/// What `cargo xtask assets` brought or joined.
fn brought(root: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(root.join("dist").join(name)).map_err(|_| format!("the pages lack {name}: run `cargo xtask assets`, then build again"))
}

/// What an asset is called beside the code that embeds it. A name without folders stays true when the checkout moves.
fn embedded(place: usize) -> String {
    format!("asset-{place}")
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
    for (place, Asset { address, kind, .. }) in assets.iter().enumerate() {
        let name = embedded(place);
        writeln!(text, "    File {{ address: {address:?}, kind: {kind:?}, bytes: include_bytes!({name:?}) }},")?;
    }
    text.push_str("];\n\n");
    let named = [
        ("qorgau.css", "STYLE_SHEET"),
        ("icon.svg", "ICON"),
        ("golos-text-cyrillic.woff2", "FONT_CYRILLIC"),
        ("golos-text-cyrillic-ext.woff2", "FONT_KAZAKH"),
    ];
    for (ending, name) in named.into_iter().chain(SCRIPTS) {
        let address = assets
            .iter()
            .find(|asset| asset.address.ends_with(&format!("/{ending}")))
            .map_or("", |asset| asset.address.as_str());
        writeln!(text, "pub(crate) const {name}: &str = {address:?};")?;
    }
    Ok(text)
}
