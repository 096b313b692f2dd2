//! A text as a picture that a device reads: drawn here, as SVG, so that no secret goes through another program.

use askama::Template;
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the picture, as the standard asks for.
const QUIET: usize = 4;

/// A text as a picture.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/qr.html")]
pub struct Qr {
    /// What it is, read out.
    pub label: String,
    /// Width and height in modules.
    size: usize,
    /// The dark modules as one path.
    path: String,
}

impl Qr {
    /// The picture of a text; `None` where it is too long for one.
    #[must_use]
    pub fn of(text: &str, label: impl Into<String>) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let modules = code.to_colors();
        let dark = (0..).zip(&modules).filter(|(_, color)| **color == Color::Dark);
        let square = |(at, _): (usize, &Color)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        Some(Qr {
            label: label.into(),
            size: width + 2 * QUIET,
            path: dark.map(square).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_device_is_a_square_with_three_marks() {
        let qr = Qr::of("otpauth://totp/Qorgau:asanov?secret=ABCDEFGHIJKLMNOP&issuer=Qorgau", "x").unwrap();
        assert!((21 + 2 * QUIET..=177 + 2 * QUIET).contains(&qr.size));
        let last = qr.size - QUIET - 7;
        for corner in [format!("M{QUIET} {QUIET}h"), format!("M{last} {QUIET}h"), format!("M{QUIET} {last}h")] {
            assert!(qr.path.contains(&corner), "{corner}");
        }
        assert!(Qr::of(&"x".repeat(3_000), "x").is_none());
    }
}
