//! The direction of our crates: who may know whom. What is not listed here is forbidden.

use serde_json::Value;

use crate::process;

/// What each crate may depend on, besides crates of others. The product and its measuring program link everything.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("qorgau-domain", &[]),
    ("qorgau-rulebook", &["qorgau-domain"]),
    ("qorgau-l10n", &["qorgau-domain"]),
    ("qorgau-documents", &["qorgau-domain", "qorgau-l10n"]),
    ("qorgau-store", &["qorgau-domain"]),
    ("qorgau-app", &["qorgau-domain", "qorgau-rulebook", "qorgau-store", "qorgau-l10n"]),
    // Of the rulebook and the store, pages see only what the use cases hand out.
    ("qorgau-web", &["qorgau-domain", "qorgau-rulebook", "qorgau-store", "qorgau-app", "qorgau-l10n"]),
    ("qorgau", LIBRARIES),
    ("qorgau-bench", LIBRARIES),
    ("xtask", &[]),
];

const LIBRARIES: &[&str] = &[
    "qorgau-domain",
    "qorgau-rulebook",
    "qorgau-l10n",
    "qorgau-documents",
    "qorgau-store",
    "qorgau-app",
    "qorgau-web",
];

/// Crates that compute from what they are handed: no network, no database, no randomness.
const PURE: &[&str] = &["qorgau-domain", "qorgau-rulebook", "qorgau-l10n"];

/// What a pure crate must not depend on directly.
const IMPURE: &[&str] = &["tokio", "sqlx", "axum", "rand", "getrandom"];

/// A crate and the names of the packages that it depends on directly, in every way (build and tests too).
#[derive(Debug, Clone)]
pub struct Crate {
    /// The package's name.
    pub name: String,
    /// The packages it names in its Cargo.toml.
    pub depends_on: Vec<String>,
}

/// The crates of this workspace, as Cargo sees them.
///
/// # Errors
/// A text, when Cargo cannot be asked or answers in a form we do not know.
pub fn workspace() -> Result<Vec<Crate>, String> {
    let output = process::cargo(&["metadata", "--format-version", "1", "--no-deps"]).output();
    let output = output.map_err(|error| format!("`cargo metadata` cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`cargo metadata` failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata` is not JSON: {error}"))?;
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("`cargo metadata` lists no packages")?;
    packages
        .iter()
        .map(|package| read(package).ok_or_else(|| format!("`cargo metadata` has a package without a name: {package}")))
        .collect()
}

fn read(package: &Value) -> Option<Crate> {
    let name = |value: &Value| value.get("name").and_then(Value::as_str).map(str::to_owned);
    let depends_on = package.get("dependencies")?.as_array()?.iter().filter_map(name).collect();
    Some(Crate {
        name: name(package)?,
        depends_on,
    })
}

/// Every edge between our crates that is not allowed, and every impure crate that a pure one names.
#[must_use]
pub fn problems(crates: &[Crate]) -> Vec<String> {
    let mut problems = Vec::new();
    for one in crates {
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(name, _)| *name == one.name) else {
            problems.push(format!("{} is new: say in xtask/src/direction.rs what it may know", one.name));
            continue;
        };
        let ours = one.depends_on.iter().filter(|name| crates.iter().any(|other| other.name == **name));
        for other in ours.filter(|name| !allowed.contains(&name.as_str())) {
            problems.push(format!(
                "{} depends on {other}, which it must not know: move what it needs to a crate that both know",
                one.name
            ));
        }
        for other in one
            .depends_on
            .iter()
            .filter(|name| PURE.contains(&one.name.as_str()) && IMPURE.contains(&name.as_str()))
        {
            problems.push(format!("{} is pure and depends on {other}: hand it what it needs from outside", one.name));
        }
    }
    problems
}
