//! The one thing of EXIF that is kept: which way up.

/// The tag of the orientation in the first directory.
const ORIENTATION: u16 = 0x0112;

/// The orientation that EXIF (a TIFF header and its directories) tells: 1 to 8; 1 where it tells none.
pub(super) fn turn(tiff: &[u8]) -> u8 {
    read(tiff)
        .filter(|turn| (1..=8).contains(turn))
        .and_then(|turn| u8::try_from(turn).ok())
        .unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u16> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let four = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let directory = usize::try_from(four(4)?).ok()?;
    for no in 0..usize::from(two(directory)?) {
        let at = directory.checked_add(2 + no * 12)?;
        if two(at)? == ORIENTATION {
            return two(at + 8);
        }
    }
    None
}

/// EXIF that tells the orientation and nothing else.
pub(super) fn only(turn: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    tiff.extend(ORIENTATION.to_be_bytes());
    tiff.extend([0, 3, 0, 0, 0, 1, 0, turn, 0, 0]);
    tiff.extend([0; 4]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for wanted in 1..=8 {
            assert_eq!(turn(&only(wanted)), wanted);
        }
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(turn(little), 6);
        for wrong in [&b""[..], b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", &only(9)] {
            assert_eq!(turn(wrong), 1);
        }
    }
}
