//! Small pictures and a PDF made up for the example country, as cameras and scanners would bring them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use qorgau_domain::paper::PaperKind;

/// A steppe under the sky, drawn anew for each size; nothing for a PDF.
#[must_use]
pub fn picture(kind: PaperKind, width: u32, height: u32) -> Vec<u8> {
    let format = match kind {
        PaperKind::Jpeg => ImageFormat::Jpeg,
        PaperKind::Png => ImageFormat::Png,
        PaperKind::WebP => ImageFormat::WebP,
        PaperKind::Pdf => return Vec::new(),
    };
    let horizon = height * 2 / 5;
    let drawn = RgbImage::from_fn(width, height, |x, y| {
        let shade = |from: u32, to: u32| u8::try_from(from + (to * (y * 64 / height.max(1)) + x * 7 % 13) / 4 % 60).unwrap_or(u8::MAX);
        if y < horizon {
            Rgb([shade(120, 2), shade(160, 2), 220])
        } else {
            Rgb([shade(150, 3), shade(130, 3), shade(60, 1)])
        }
    });
    let mut out = Cursor::new(Vec::new());
    // Writing into memory does not fail.
    let _ = DynamicImage::ImageRgb8(drawn).write_to(&mut out, format);
    out.into_inner()
}

/// A JPEG as a telephone writes it: its maker, its turn, and the place where it stood.
#[must_use]
pub fn photo(width: u32, height: u32, turn: u8) -> Vec<u8> {
    let plain = picture(PaperKind::Jpeg, width, height);
    let tiff = exif(turn);
    let mut whole = plain.get(..2).unwrap_or_default().to_vec();
    let mut put = |marker: u8, content: &[u8]| {
        whole.extend([0xff, marker]);
        whole.extend(u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
        whole.extend(content);
    };
    put(0xe1, &[b"Exif\0\0".as_slice(), &tiff].concat());
    put(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Qorgau Telephone</x:xmpmeta>");
    put(0xfe, b"made by a Qorgau Telephone");
    whole.extend(plain.get(2..).unwrap_or_default());
    whole
}

/// EXIF with maker, orientation and a place: 50 degrees 17 minutes north, 66 degrees 54 minutes east.
fn exif(turn: u8) -> Vec<u8> {
    let maker = b"Qorgau Telephone\0";
    let entry =
        |tag: u16, kind: u16, count: u32, value: u32| [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat();
    // Header 8, first directory 2 + 3 * 12 + 4, then the maker (17 and one more), then the place's directory 2 + 4 * 12 + 4 and its fractions.
    let maker_at = 50;
    let place_at = 68;
    let north_at = place_at + 2 + 4 * 12 + 4;
    let parts = [
        b"MM\0*\0\0\0\x08\0\x03".to_vec(),
        entry(0x010f, 2, 17, maker_at),
        entry(0x0112, 3, 1, u32::from(turn) << 16),
        entry(0x8825, 4, 1, place_at),
        vec![0; 4],
        maker.to_vec(),
        vec![0],
        b"\0\x04".to_vec(),
        entry(1, 2, 2, u32::from(b'N') << 24),
        entry(2, 5, 3, north_at),
        entry(3, 2, 2, u32::from(b'E') << 24),
        entry(4, 5, 3, north_at + 24),
        vec![0; 4],
        [50_u32, 1, 17, 1, 0, 1, 66, 1, 54, 1, 0, 1]
            .iter()
            .flat_map(|part| part.to_be_bytes())
            .collect(),
    ];
    parts.concat()
}

/// A PDF of one page with a line of Latin letters.
#[must_use]
pub fn pdf(line: &str) -> Vec<u8> {
    let said: String = line
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || " .,-:".contains(*letter))
        .collect();
    let stream = format!("BT /F1 18 Tf 72 770 Td ({said}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (no, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.push_str(&format!("{no} 0 obj\n{object}\nendobj\n"));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}
