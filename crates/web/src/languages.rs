//! Which language a reader gets: the one in the path, else the one the browser asks for, Kazakh first.

use axum::Extension;
use axum::extract::Path;
use axum::http::header::{ACCEPT_LANGUAGE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use qorgau_domain::Lang;

use crate::visitor::Visitor;

/// `/` leads to the start page in the language the browser asks for, and whoever has signed in to Today in his own.
pub(crate) async fn choose(visitor: Extension<Visitor>, headers: HeaderMap) -> impl IntoResponse {
    let place = match visitor.signed() {
        Some(signed) => format!("/{}/today", signed.who.lang.code()),
        None => format!("/{}/", asked(&headers).code()),
    };
    (AppendHeaders([(VARY, "accept-language, cookie")]), Redirect::to(&place))
}

/// `/kk` is `/kk/`.
pub(crate) async fn slash(Path(code): Path<String>) -> Response {
    match code.parse::<Lang>() {
        Ok(lang) => Redirect::permanent(&format!("/{}/", lang.code())).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The language of a request.
pub(crate) fn of(parts: &Parts) -> Lang {
    in_path(parts.uri.path()).map_or_else(|| asked(&parts.headers), |(lang, _)| lang)
}

/// The language that a path begins with, and the rest from its slash on.
pub(crate) fn in_path(path: &str) -> Option<(Lang, &str)> {
    let path = path.strip_prefix('/')?;
    let end = path.find('/').unwrap_or(path.len());
    let (code, rest) = path.split_at_checked(end)?;
    Some((code.parse().ok()?, if rest.is_empty() { "/" } else { rest }))
}

/// The first of our languages that the browser likes best; Kazakh where it says nothing or likes two alike.
fn asked(headers: &HeaderMap) -> Lang {
    let wishes = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let weight = |lang: Lang| wishes.split(',').filter_map(|wish| weighed(wish, lang)).max();
    let best = Lang::ALL.into_iter().rev().filter_map(|lang| Some((weight(lang)?, lang)));
    best.max_by_key(|(weight, _)| *weight).map_or(Lang::Kk, |(_, lang)| lang)
}

/// How much a wish (`ru-KZ;q=0.8`) likes a language, in thousandths; none when it is about another or refuses it.
fn weighed(wish: &str, lang: Lang) -> Option<u32> {
    let mut parts = wish.split(';');
    let tag = parts.next()?.trim();
    let code = tag.split('-').next()?;
    if !code.eq_ignore_ascii_case(lang.code()) {
        return None;
    }
    let quality = parts.find_map(|part| part.trim().strip_prefix("q="));
    let thousandths = quality.map_or(1_000, thousandths);
    (thousandths > 0).then_some(thousandths)
}

/// `1`, `0.8` or `0.125` in thousandths; anything else likes nothing.
fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let padded: String = part.chars().chain("000".chars()).take(3).collect();
    match (whole, padded.parse::<u32>()) {
        ("1", _) => 1_000,
        ("0", Ok(part)) => part,
        _ => 0,
    }
}

/// A place of this server, written so that it may stand as a value in a query.
pub(crate) fn encoded(place: &str) -> String {
    let mut text = String::with_capacity(place.len());
    for byte in place.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => text.push(char::from(byte)),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(wishes: &'static str, lang: Lang) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(wishes));
        assert_eq!(asked(&headers), lang, "{wishes}");
    }

    #[test]
    fn the_language_liked_best_is_taken() {
        check("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", Lang::Ru);
        check("en-GB,en;q=0.5,kk;q=0.4", Lang::En);
        check("de,fr;q=0.5, EN;q=0.2", Lang::En);
        check("ru;q=0.8, kk-KZ;q=0.9", Lang::Kk);
    }

    #[test]
    fn kazakh_is_first_where_nothing_else_is_liked_better() {
        check("", Lang::Kk);
        check("de", Lang::Kk);
        check("ru;q=0.5,kk;q=0.5,en;q=0.5", Lang::Kk);
        check("ru;q=0", Lang::Kk);
        check("ru;q=nonsense", Lang::Kk);
        assert_eq!(asked(&HeaderMap::new()), Lang::Kk);
    }

    #[test]
    fn the_path_says_the_language_and_the_rest() {
        assert_eq!(in_path("/kk/style"), Some((Lang::Kk, "/style")));
        assert_eq!(in_path("/ru"), Some((Lang::Ru, "/")));
        assert_eq!(in_path("/de/style"), None);
        assert_eq!(in_path("/kkk"), None);
    }

    #[test]
    fn a_place_stands_in_a_query_as_one_value() {
        assert_eq!(encoded("/kk/registers?a=1&b=2#c"), "/kk/registers%3Fa%3D1%26b%3D2%23c");
        assert_eq!(encoded("/kk/%D2%9B"), "/kk/%25D2%259B");
    }
}
