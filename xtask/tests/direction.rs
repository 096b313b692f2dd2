//! The direction of our crates, as Cargo sees them and in made-up workspaces.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use xtask::direction::{Crate, problems, workspace};

fn one(name: &str, depends_on: &[&str]) -> Crate {
    Crate {
        name: name.to_owned(),
        depends_on: depends_on.iter().map(|name| (*name).to_owned()).collect(),
    }
}

#[test]
fn our_crates_know_only_what_they_may() {
    let crates = workspace().unwrap();
    assert!(crates.iter().any(|one| one.name == "qorgau-domain"), "Cargo does not list our crates");
    assert_eq!(problems(&crates), Vec::<String>::new());
}

#[test]
fn an_edge_against_the_direction_is_a_problem() {
    let crates = [
        one("qorgau-domain", &["qorgau-store", "serde"]),
        one("qorgau-store", &["qorgau-domain", "sqlx"]),
    ];
    let found = problems(&crates);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("qorgau-domain depends on qorgau-store"));
}

#[test]
fn a_pure_crate_must_not_name_a_runtime_a_database_or_randomness() {
    for impure in ["tokio", "sqlx", "axum", "rand", "getrandom"] {
        let found = problems(&[one("qorgau-rulebook", &[impure])]);
        assert_eq!(found.len(), 1, "{impure}: {found:?}");
    }
}

#[test]
fn a_new_crate_must_be_given_its_place() {
    let found = problems(&[one("qorgau-analysis", &["qorgau-domain"])]);
    assert!(found[0].contains("say in xtask/src/direction.rs"), "{found:?}");
}
