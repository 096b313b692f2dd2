//! Help: short guides by role, written for what is there.

mod text;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_domain::Lang;

use super::inside::{Frame, Place, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Link, Tab, Tabs};
use crate::state::Web;
use crate::visitor::Visitor;
use text::{Block, Guide, Span};

/// A guide in the three languages: kk, ru, en.
macro_rules! guides {
    ($($code:literal),*) => {
        [$(($code, [
            include_str!(concat!("../../../help/kk/", $code, ".md")),
            include_str!(concat!("../../../help/ru/", $code, ".md")),
            include_str!(concat!("../../../help/en/", $code, ".md")),
        ])),*]
    };
}

/// The guides by their codes.
const GUIDES: [(&str, [&str; 3]); 8] = guides!("inspector", "post", "region", "analyst", "clerk", "head", "admin", "keys");

/// The guide that fits a role.
fn of_role(role: &str) -> Option<&'static str> {
    Some(match role {
        "charged_officer" | "unit_head" => "inspector",
        "unit_staff" | "ministry_control" | "auditor" | "minister_staff" => "analyst",
        "region_head" | "leadership" => "region",
        "body_head" | "overseeing_deputy" => "head",
        "records_clerk" => "clerk",
        "administrator" => "admin",
        _ => return None,
    })
}

/// Where the guide that fits a reader stands; nothing for nobody.
pub(crate) fn fitting(here: &Here) -> Option<String> {
    let Visitor::Signed(signed) = &here.visitor else { return None };
    let guide = signed.who.rights.iter().find_map(|right| of_role(&right.role)).unwrap_or("inspector");
    Some(here.url(&format!("/help/{guide}")))
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    here: Here,
    frame: Frame,
    guides: Tabs,
    guide: Guide,
}

fn read(code: &str, lang: Lang) -> Option<Guide> {
    let (_, texts) = GUIDES.iter().find(|(known, _)| *known == code)?;
    let place = match lang {
        Lang::Kk => 0,
        Lang::Ru => 1,
        Lang::En => 2,
    };
    texts.get(place).map(|text| Guide::read(text, crate::routes::has))
}

/// Leads to the guide that fits the reader.
pub(crate) async fn index(here: Here) -> Response {
    match fitting(&here) {
        Some(url) => Redirect::to(&url).into_response(),
        None => Gone::Absent.into_response(),
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, code)): Path<(String, String)>) -> Result<impl IntoResponse, Gone> {
    let signed = signed(&here)?;
    let guide = read(&code, here.l.lang()).ok_or(Gone::Absent)?;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let tabs = GUIDES.iter().filter_map(|(code, _)| {
        let title = read(code, here.l.lang())?.title;
        Some(Tab {
            link: Link::new(title, here.url(&format!("/help/{code}"))),
            count: String::new(),
        })
    });
    let page = Help {
        frame: Frame::of(&web, &here, signed, &tree, Place::Help),
        guides: Tabs {
            label: here.l.help_guides(),
            tabs: tabs.collect(),
            seen: GUIDES.iter().position(|(known, _)| *known == code).unwrap_or(0),
        },
        guide,
        here: here.clone(),
    };
    Ok(Page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_has_the_same_headings_steps_and_ways_in_each_language() {
        for (code, texts) in GUIDES {
            let shapes = texts.map(|text| Guide::read(text, |_| true).shape());
            assert_eq!(shapes[0], shapes[1], "{code}: kk and ru");
            assert_eq!(shapes[0], shapes[2], "{code}: kk and en");
            assert!(shapes[0].len() > 3, "{code}");
        }
    }

    #[test]
    fn what_is_always_said_leads_only_to_places_that_are_there() {
        for (code, texts) in GUIDES {
            for text in texts {
                for url in Guide::read(text, |_| false).ways() {
                    assert!(crate::routes::has(&format!("/{{lang}}{url}")), "{code}: {url}");
                }
            }
        }
    }

    #[test]
    fn every_role_has_its_guide() {
        let codes: Vec<&str> = GUIDES.iter().map(|(code, _)| *code).collect();
        for role in ["charged_officer", "unit_staff", "region_head", "body_head", "records_clerk", "administrator"] {
            assert!(of_role(role).is_some_and(|guide| codes.contains(&guide)), "{role}");
        }
    }
}
