//! The check of the build, tried on broken texts.

#[path = "../build/check.rs"]
mod check;
#[path = "../build/message.rs"]
mod message;

use check::{Text, catalogue};

const SOUND: [&str; 3] = [
    "due = мерзімі: { $date }\nno = { $date } жоқ",
    "due = срок: { $date }\nno = нет { $date }",
    "due = due: { $date }\nno = none on { $date }",
];

fn problems(texts: [&str; 3]) -> Vec<String> {
    let texts: Vec<Text> = check::LANGS
        .into_iter()
        .zip(texts)
        .map(|(lang, ftl)| Text {
            lang,
            file: format!("messages/{lang}/a.ftl"),
            ftl: ftl.to_owned(),
        })
        .collect();
    catalogue(&texts).map_or_else(|problems| problems.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn sound_texts_give_methods_with_the_english_text() {
    let [kk, ru, en] = SOUND;
    assert!(problems([kk, ru, en]).is_empty());
    let text = |lang, ftl: &str| Text {
        lang,
        file: "a.ftl".to_owned(),
        ftl: ftl.to_owned(),
    };
    let methods = catalogue(&[
        text("kk", "m = { $a } { $n_b ->\n [one] бір\n *[other] көп\n } "),
        text("ru", "m = { $a } { $n_b ->\n [one] один\n [few] два\n *[other] много\n } "),
        text("en", "m = { $n_b ->\n [one] one\n *[other] many\n } of { $a }"),
    ]);
    let methods: Vec<_> = methods
        .unwrap_or_default()
        .into_iter()
        .map(|one| (one.id, one.variables, one.english))
        .collect();
    assert_eq!(methods, [("m".to_owned(), vec!["n_b".to_owned(), "a".to_owned()], "many of {a}".to_owned())]);
}

#[test]
fn a_missing_message_is_named_with_its_file() {
    assert_eq!(
        problems([SOUND[0], "due = срок: { $date }", SOUND[2]]),
        ["messages/ru/a.ftl: message `no`: is missing; messages/kk/a.ftl has it"]
    );
}

#[test]
fn other_variables_than_in_kazakh_are_named() {
    assert_eq!(
        problems([SOUND[0], SOUND[1], "due = due: { $day }\nno = none on { $date }"]),
        ["messages/en/a.ftl: message `due`: has the variables `day`, in Kazakh they are `date`"]
    );
}

#[test]
fn a_message_that_kazakh_lacks_is_named() {
    assert_eq!(
        problems([SOUND[0], &format!("{}\nmore = еще", SOUND[1]), SOUND[2]]),
        ["messages/ru/a.ftl: message `more`: is not there in Kazakh"]
    );
}

#[test]
fn a_message_that_stands_twice_is_named() {
    let twice = format!("{}\nno = { }", SOUND[2], " { $date }");
    assert_eq!(
        problems([SOUND[0], SOUND[1], &twice]),
        ["messages/en/a.ftl: message `no`: stands in messages/en/a.ftl too"]
    );
}

#[test]
fn text_that_is_no_fluent_is_named_with_its_line() {
    let found = problems([SOUND[0], SOUND[1], &format!("{}\nwrong { }", SOUND[2], "{")]);
    assert!(found.iter().any(|problem| problem.starts_with("messages/en/a.ftl: line 3: ")), "{found:?}");
}

#[test]
fn a_kazakh_suffix_glued_to_a_variable_is_named() {
    for glued in ["{ $x }ға", "{ $x }-ға дейін", "«{ $x }»ның өрісі", "{ $x }-нан кейін"] {
        let found = problems([&format!("m = {glued}"), "m = { $x }", "m = { $x }"]);
        assert_eq!(
            found,
            ["messages/kk/a.ftl: message `m`: glues a suffix to `x`: word it so that the variable stands alone"],
            "{glued}"
        );
    }
    for sound in [
        "{ $x }-бет",
        "{ $x } күні",
        "«{ $x }» өрісі",
        "{ $x }-тармақтың 1) тармақшасы",
        "{ $x }, { $x }",
    ] {
        assert!(problems([&format!("m = {sound}"), "m = { $x }", "m = { $x }"]).is_empty(), "{sound}");
    }
}

#[test]
fn a_message_may_borrow_another_with_its_variables() {
    let day = "day = { $d }\nlong = { day } { $y }";
    assert!(problems([day; 3]).is_empty());
    assert_eq!(
        problems([day, day, "day = { $d }\nlong = { $y }"]),
        ["messages/en/a.ftl: message `long`: has the variables `y`, in Kazakh they are `d`, `y`"]
    );
    assert!(problems(["a = { b }\nb = { a }"; 3]).iter().any(|problem| problem.contains("borrows it back")));
    assert!(problems(["a = { c }"; 3]).iter().any(|problem| problem.contains("which is not there")));
}
