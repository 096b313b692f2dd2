//! What a file is, whether it can be taken as a paper, and a small picture of it.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use qorgau_domain::paper::PaperKind;
use tokio::sync::Semaphore;

use super::strip::strip;
use super::{MOST, PaperFault};
use crate::beside::beside;

/// How many points a picture may have: unpacked they take three to eight bytes each, however small the file is.
pub const POINTS_MOST: u64 = 50_000_000;

/// How much memory may be taken to unpack one.
const MEMORY_MOST: u64 = 512 * 1024 * 1024;

/// How wide and high a small picture is at most.
const SMALL: u32 = 320;

/// How well it is drawn, of 100.
const QUALITY: u8 = 80;

/// Where the end of a PDF is looked for.
const PDF_TAIL: usize = 4096;

/// One picture is unpacked at a time, so that many do not fill the memory together.
static UNPACKING: Semaphore = Semaphore::const_new(1);

/// A file that can be taken.
#[derive(Debug)]
pub(super) struct Inspected {
    pub(super) kind: PaperKind,
    pub(super) thumbnail: Option<Vec<u8>>,
}

/// Looks through a file beside the threads that answer others; the bytes come back.
pub(super) async fn inspect(bytes: Vec<u8>) -> (Vec<u8>, Result<Inspected, PaperFault>) {
    let kind = match told(&bytes) {
        Ok(kind) => kind,
        Err(fault) => return (bytes, Err(fault)),
    };
    let looked = beside(&UNPACKING, move || {
        let looked = look(kind, &bytes);
        (bytes, looked)
    });
    looked.await.unwrap_or((Vec::new(), Err(PaperFault::Unreadable)))
}

/// The kind that the bytes tell, within what may be brought.
fn told(bytes: &[u8]) -> Result<PaperKind, PaperFault> {
    if bytes.is_empty() {
        return Err(PaperFault::Empty);
    }
    if bytes.len() > MOST {
        return Err(PaperFault::TooLarge);
    }
    PaperKind::of_bytes(bytes).ok_or(PaperFault::Kind)
}

fn look(kind: PaperKind, bytes: &[u8]) -> Result<Inspected, PaperFault> {
    let format = match kind {
        PaperKind::Jpeg => ImageFormat::Jpeg,
        PaperKind::Png => ImageFormat::Png,
        PaperKind::WebP => ImageFormat::WebP,
        PaperKind::Pdf => return pdf(bytes),
    };
    let clean = strip(kind, bytes).ok_or(PaperFault::Unreadable)?;
    let mut reader = ImageReader::with_format(Cursor::new(&clean.bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MOST);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| unread(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > POINTS_MOST || decoder.total_bytes() > MEMORY_MOST {
        return Err(PaperFault::TooManyPoints);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unread(&error))?;
    let mut small = picture.thumbnail(SMALL, SMALL);
    drop(picture);
    small.apply_orientation(Orientation::from_exif(clean.turn).unwrap_or(Orientation::NoTransforms));
    let thumbnail = Some(drawn(&small).ok_or(PaperFault::Unreadable)?);
    Ok(Inspected { kind, thumbnail })
}

fn unread(error: &ImageError) -> PaperFault {
    match error {
        ImageError::Limits(_) => PaperFault::TooManyPoints,
        _ => PaperFault::Unreadable,
    }
}

/// A PDF is known by its beginning and its end; nothing of it is run or drawn.
fn pdf(bytes: &[u8]) -> Result<Inspected, PaperFault> {
    let tail = bytes.get(bytes.len().saturating_sub(PDF_TAIL)..).unwrap_or_default();
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(PaperFault::Unreadable);
    }
    Ok(Inspected {
        kind: PaperKind::Pdf,
        thumbnail: None,
    })
}

/// The picture as a small JPEG, on white where it is clear.
fn drawn(picture: &DynamicImage) -> Option<Vec<u8>> {
    let points = picture.to_rgba8();
    let on_white = RgbImage::from_fn(points.width(), points.height(), |x, y| {
        let [red, green, blue, seen] = points.get_pixel(x, y).0.map(u32::from);
        let mixed = |colour: u32| u8::try_from((colour * seen + 255 * (255 - seen)) / 255).unwrap_or(u8::MAX);
        Rgb([mixed(red), mixed(green), mixed(blue)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_white).ok()?;
    Some(out)
}
