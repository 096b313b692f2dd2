//! Writes the code of the methods.

use std::fmt::Write;

use crate::check::{LANGS, Method, Text};

/// The code of `messages.rs`.
pub(crate) fn code(methods: &[Method], texts: &[Text]) -> String {
    let mut code = sources(texts);
    code.push_str("\nimpl L10n {\n");
    for one in methods {
        code.push_str(&method(one));
    }
    code.push_str("}\n");
    code.push_str(&samples(methods));
    code
}

fn sources(texts: &[Text]) -> String {
    let mut code = "fn sources(lang: Lang) -> &'static [&'static str] {\n    match lang {\n".to_owned();
    for (lang, variant) in LANGS.iter().zip(["Kk", "Ru", "En"]) {
        let _ = writeln!(code, "        Lang::{variant} => &[");
        for text in texts.iter().filter(|text| text.lang == *lang) {
            let _ = writeln!(code, "            include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{}\")),", text.file);
        }
        code.push_str("        ],\n");
    }
    code.push_str("    }\n}\n");
    code
}

fn method(method: &Method) -> String {
    let Method { id, variables, english } = method;
    let arguments: String = variables.iter().map(|name| format!(", {name}: {}", kind(name))).collect();
    let values: Vec<String> = variables.iter().map(|name| format!("(\"{name}\", {name}.into())")).collect();
    let (name, values) = (id.replace('-', "_"), values.join(", "));
    format!("    /// {english}\n    #[must_use]\n    pub fn {name}(&self{arguments}) -> String {{\n        self.say(\"{id}\", [{values}])\n    }}\n\n")
}

/// Counts, by which plurals are chosen, are numbers; everything else is text.
fn kind(variable: &str) -> &'static str {
    if variable.starts_with("n_") { "i64" } else { "&str" }
}

/// Every message with its variables, for the test that renders them all.
fn samples(methods: &[Method]) -> String {
    let mut code = "\n#[cfg(test)]\nconst MESSAGES: &[(&str, &[&str])] = &[\n".to_owned();
    for Method { id, variables, .. } in methods {
        let _ = writeln!(code, "    (\"{id}\", &{variables:?}),");
    }
    code.push_str("];\n");
    code
}
