//! WebP (RFC 9649): a RIFF file of chunks with a name and a length.

use super::{Clean, exif};

/// The bits of VP8X that announce what is left out.
const EXIF: u8 = 0x08;
const LEFT_OUT: u8 = EXIF | 0x04 | 0x02;

/// The picture without EXIF, XMP and chunks that are not known. Moving pictures are refused.
pub(super) fn strip(bytes: &[u8]) -> Option<Clean> {
    let (head, rest) = bytes.split_first_chunk::<12>()?;
    let length = usize::try_from(u32::from_le_bytes(head.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = rest.get(..length.checked_sub(4)?)?;
    let (mut turn, mut seen, mut extended) = (1, false, None);
    let mut chunks: Vec<u8> = Vec::new();
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (data, after) = after.split_at_checked(length)?;
        match name {
            b"VP8X" if data.len() == 10 => {
                extended = Some(chunks.len() + 8);
                put(&mut chunks, name, data);
            }
            b"VP8 " | b"VP8L" => {
                seen = true;
                put(&mut chunks, name, data);
            }
            b"ICCP" | b"ALPH" => put(&mut chunks, name, data),
            b"EXIF" => turn = exif::turn(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"VP8X" | b"ANIM" | b"ANMF" => return None,
            _ => {}
        }
        rest = after.get(length % 2..).unwrap_or_default();
    }
    if !seen {
        return None;
    }
    match extended.and_then(|at| chunks.get_mut(at)) {
        Some(flags) => {
            *flags &= !LEFT_OUT;
            if turn != 1 {
                *flags |= EXIF;
                put(&mut chunks, b"EXIF", &exif::only(turn));
            }
        }
        // Without the extended head there is no place for EXIF, and no reader heeds it.
        None => turn = 1,
    }
    let mut clean = b"RIFF".to_vec();
    clean.extend(u32::try_from(chunks.len() + 4).ok()?.to_le_bytes());
    clean.extend(b"WEBP");
    clean.extend(chunks);
    Some(Clean { bytes: clean, turn })
}

fn put(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(name);
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
