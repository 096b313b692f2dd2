//! JPEG (ITU T.81): segments with a marker and a length, and scans of coded data between them.

use super::{Clean, exif};

/// A progressive picture has about ten scans. One with thousands takes hours to decode for a few bytes.
const SCANS_MOST: usize = 100;

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The picture as it is put together anew.
#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    rest: Vec<u8>,
    turn: Option<u8>,
    scans: usize,
}

/// The picture without comments and without the segments of applications, the colour profile and what colours depend on aside. What follows
/// its end, as some phones hang a film there, is left out.
pub(super) fn strip(bytes: &[u8]) -> Option<Clean> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut kept = Kept::default();
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END {
            break;
        }
        let (segment, after) = segment(after)?;
        kept.take(marker, segment)?;
        rest = after;
        if marker == SCAN {
            let coded = coded(rest);
            kept.rest.extend(rest.get(..coded)?);
            rest = rest.get(coded..)?;
            if rest.is_empty() {
                // Cut short: what is there can be seen.
                break;
            }
        }
    }
    if kept.scans == 0 {
        return None;
    }
    let turn = kept.turn.unwrap_or(1);
    let mut clean = b"\xff\xd8".to_vec();
    clean.extend(kept.head);
    if turn != 1 {
        put(&mut clean, 0xe1, &[b"Exif\0\0".as_slice(), &exif::only(turn)].concat());
    }
    clean.extend(kept.rest);
    clean.extend([0xff, END]);
    Some(Clean { bytes: clean, turn })
}

impl Kept {
    /// Keeps a segment, or of it what may be kept; `None` where no picture has it here.
    fn take(&mut self, marker: u8, segment: &[u8]) -> Option<()> {
        match marker {
            0xe0 if segment.starts_with(b"JFIF\0") && self.head.is_empty() => {
                // Without the small picture that it may hold.
                let density = segment.get(..12)?;
                put(&mut self.head, marker, &[density, &[0, 0]].concat());
            }
            0xe1 => {
                if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                    self.turn.get_or_insert(exif::turn(tiff));
                }
            }
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") => put(&mut self.rest, marker, segment),
            0xee if segment.starts_with(b"Adobe") => put(&mut self.rest, marker, segment.get(..12)?),
            // Tables, the frame, restarts, a scan.
            0xc0..=0xcf | 0xda..=0xdf => {
                self.scans += usize::from(marker == SCAN);
                put(&mut self.rest, marker, segment);
            }
            // Everything else that applications put in, and comments.
            0xe0..=0xef | 0xfe => {}
            _ => return None,
        }
        (self.scans <= SCANS_MOST).then_some(())
    }
}

fn put(out: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    out.extend([0xff, marker]);
    out.extend(u16::try_from(segment.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    out.extend(segment);
}

/// The next marker, which any number of fill bytes may stand before.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(b"\xff")?;
    while let Some(after) = rest.strip_prefix(b"\xff") {
        rest = after;
    }
    let (marker, rest) = rest.split_first()?;
    Some((*marker, rest))
}

/// The content of a segment, behind its length.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

/// How many bytes of coded data come before the next marker that ends them.
fn coded(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xff, after] if *after != 0 && *after != 0xff && !(0xd0..=0xd7).contains(after));
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}
