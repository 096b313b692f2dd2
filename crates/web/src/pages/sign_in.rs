//! The form of sign-in.

use askama::Template;
use axum::response::IntoResponse;

use super::Page;
use crate::here::Here;
use crate::parts::{Control, Field, Width};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    here: Here,
    name: Field,
    secret: Field,
}

pub(crate) async fn page(here: Here) -> impl IntoResponse {
    let name = Control::Text {
        value: String::new(),
        width: Width::Medium,
        fill: "username",
    };
    let secret = Control::Secret { fill: "current-password" };
    let (name, secret) = (
        Field::new("name", here.l.sign_in_name(), name),
        Field::new("secret", here.l.sign_in_secret(), secret),
    );
    Page(SignIn { here, name, secret })
}
