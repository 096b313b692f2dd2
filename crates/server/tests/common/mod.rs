//! An office of its own: a folder with a database, and the program run on it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

/// Aqmola Region and two of its cities.
pub const REGION: &str = "110000000";
pub const DISTRICT: &str = "111000000";
pub const OTHER_DISTRICT: &str = "111800000";

/// Three foci of farm animals, one without a number of sick, and one of wild animals.
pub const OUTBREAKS: &str = "\
id,sector,disease,onset_on,animals.species,animals.sick
1,private,fmd,2026-10-03,cattle,2
2,private,fmd,2026-10-09,sheep,5
3,private,fmd,2026-10-12,cattle,
4,wild,rabies,2026-10-14,wolf,1
";

pub struct World {
    folder: tempfile::TempDir,
}

/// What the program said and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
    pub bytes: Vec<u8>,
}

impl Said {
    /// Refuses anything but success.
    pub fn well(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

impl World {
    /// An empty folder.
    pub fn empty() -> Self {
        World {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the bodies of the shipped rulebook.
    pub fn founded() -> Self {
        let world = World::empty();
        world.run(["import", "bodies", rules().join("reference/bodies.csv").to_str().unwrap()]).well();
        world
    }

    /// With [`OUTBREAKS`] in the book of [`DISTRICT`].
    pub fn filled() -> Self {
        let world = World::founded();
        let file = world.file("outbreaks.csv", OUTBREAKS);
        world.entries("outbreak", DISTRICT, &file).well();
        world
    }

    /// A place in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the database is.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs the program on the database.
    pub fn run<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_qorgau"))
            .args(words)
            .arg("--data")
            .arg(self.data())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
            bytes: output.stdout,
        }
    }

    /// Imports a file whose columns are named as the fields are.
    pub fn entries(&self, register: &str, body: &str, file: &str) -> Said {
        self.run(["import", "entries", "--register", register, "--body", body, file, "--format", "json"])
    }

    /// Imports a file by a shipped map.
    pub fn mapped(&self, map: &str, register: &str, body: &str, file: &str) -> Said {
        self.run([
            "import",
            "entries",
            "--register",
            register,
            "--map",
            map,
            "--body",
            body,
            file,
            "--format",
            "json",
        ])
    }

    /// The exit code of a check of everything, and what it found.
    pub fn verify(&self) -> (i32, Value) {
        let said = self.run(["verify", "--format", "json"]);
        (said.code, said.json())
    }

    /// How many entries there are, all of them sound.
    pub fn sound(&self) -> u64 {
        let (code, report) = self.verify();
        assert_eq!((code, &report["ok"]), (0, &Value::Bool(true)), "{report}");
        report["entries"].as_u64().unwrap()
    }

    /// Changes the database behind the program's back.
    pub fn change(&self, sql: &'static str) {
        let url = format!("sqlite:{}", self.data().join("qorgau.db").display());
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    }
}

impl World {
    /// The one text that a query gives.
    pub fn text(&self, sql: &'static str) -> String {
        let url = format!("sqlite:{}", self.data().join("qorgau.db").display());
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        })
    }
}

/// The shipped rulebook.
pub fn rules() -> PathBuf {
    std::path::absolute("../../rulebook/order-27").unwrap()
}

/// Real files lie beside the checkout on machines that have them; the product never needs them.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = std::path::absolute("../../../shared/data").unwrap().join(name);
    if !path.exists() {
        eprintln!("NOT tested: {name} is not on this machine");
    }
    path.exists().then_some(path)
}

pub fn figure<'a>(report: &'a Value, code: &str) -> &'a Value {
    report["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == code).unwrap()
}
