//! A picture without what it says about its making: place, camera, times, comments. What is seen is not touched: parts are left out, nothing
//! is encoded anew. Only the way up is kept, since without it a photo would lie on its side.
//!
//! What is kept is a closed list; whatever a later program invents is left out. A colour profile is kept, since colours depend on it.

mod exif;
mod jpeg;
mod png;
mod webp;

use qorgau_domain::paper::PaperKind;

/// A picture without its metadata.
pub(super) struct Clean {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Which way up it is, as EXIF numbers it: 1 where nothing is to be turned.
    pub(super) turn: u8,
}

/// A picture without its metadata; `None` where the bytes are not a whole still picture of the kind. A PDF stays as it is.
pub(super) fn strip(kind: PaperKind, bytes: &[u8]) -> Option<Clean> {
    match kind {
        PaperKind::Jpeg => jpeg::strip(bytes),
        PaperKind::Png => png::strip(bytes),
        PaperKind::WebP => webp::strip(bytes),
        PaperKind::Pdf => Some(Clean {
            bytes: bytes.to_vec(),
            turn: 1,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes cut or bent anywhere are refused or read, and nothing breaks.
    #[test]
    fn broken_pictures_break_nothing() {
        for kind in [PaperKind::Jpeg, PaperKind::Png, PaperKind::WebP] {
            let whole = crate::example::pictures::picture(kind, 24, 16);
            for cut in 0..whole.len() {
                let _ = strip(kind, &whole[..cut]);
            }
            for at in 0..whole.len() {
                let mut bent = whole.clone();
                bent[at] ^= 0xff;
                let _ = strip(kind, &bent);
            }
        }
    }
}
