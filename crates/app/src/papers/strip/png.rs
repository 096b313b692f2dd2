//! PNG (ISO 15948): chunks with a length, a name and a check sum.

use super::{Clean, exif};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is seen, and what colours and sizes depend on.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs",
];

/// The picture without texts, times, EXIF and what follows its end; of a moving one the first picture.
pub(super) fn strip(bytes: &[u8]) -> Option<Clean> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let (mut turn, mut head, mut body) = (1, SIGNATURE.to_vec(), Vec::<u8>::new());
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let (_, after) = after.split_first_chunk::<4>()?;
        let whole = rest.get(..rest.len() - after.len())?;
        let ancillary = name.first().is_some_and(u8::is_ascii_lowercase);
        match (KEPT.contains(&name), name) {
            (true, b"IHDR") => head.extend(whole),
            (true, _) => body.extend(whole),
            (false, b"eXIf") => turn = exif::turn(data),
            (false, _) if ancillary => {}
            (false, _) => return None,
        }
        rest = after;
        if name == b"IEND" {
            break;
        }
    }
    if turn != 1 {
        put(&mut head, b"eXIf", &exif::only(turn));
    }
    head.extend(body);
    Some(Clean { bytes: head, turn })
}

fn put(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let named = [name.as_slice(), data].concat();
    out.extend(&named);
    out.extend(check_sum(&named).to_be_bytes());
}

/// CRC-32 as PNG computes it.
fn check_sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let mut sum = sum ^ u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
        }
        sum
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(super::check_sum(b"IEND"), 0xae42_6082);
    }
}
