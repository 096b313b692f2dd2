//! The office's own authority, as the chain of the server's certificate ends with it: what a device must be told to trust.

use std::path::Path;

use sha2::{Digest, Sha256};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

/// An authority's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The certificate, as phones and browsers take it.
    pub der: Vec<u8>,
    /// Its SHA-256, in pairs of hexadecimal digits: what is compared before it is trusted.
    pub fingerprint: String,
}

impl Root {
    /// The authority at the end of a chain in PEM. A server certified by a public authority, or by itself, has none that could be installed.
    #[must_use]
    pub fn of(certificate: &Path) -> Option<Self> {
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate).ok()?.collect::<Result<_, _>>().ok()?;
        let last = chain.last().filter(|last| chain.len() > 1 && issued_itself(last) == Some(true))?;
        let pairs: Vec<String> = Sha256::digest(last).iter().map(|byte| format!("{byte:02X}")).collect();
        Some(Root {
            der: last.to_vec(),
            fingerprint: pairs.join(":"),
        })
    }
}

/// The tag of the version.
const VERSION: u8 = 0xa0;

/// Whether issuer and subject of a certificate are the same (RFC 5280, 4.1): version, number, algorithm, issuer, validity, subject.
fn issued_itself(der: &[u8]) -> Option<bool> {
    let (_, certificate, _) = element(der)?;
    let (_, mut rest, _) = element(certificate)?;
    let mut parts = Vec::new();
    while parts.len() < 6 {
        let (tag, content, after) = element(rest)?;
        // The first version is not written.
        if parts.is_empty() && tag != VERSION {
            parts.push(&[][..]);
        }
        parts.push(content);
        rest = after;
    }
    Some(parts.get(3)? == parts.get(5)?)
}

/// The tag and content of the first element, and what comes after it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = der.split_first_chunk::<2>()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f)).filter(|(bytes, _)| bytes.len() <= 4)?;
        (bytes.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte)), rest)
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::authority::{Day, make};

    #[test]
    fn the_chain_of_an_office_ends_with_its_authority_and_a_lone_certificate_with_none() {
        let day = Day { year: 2026, month: 11, day: 1 };
        let papers = make(&["office.local".to_owned()], day).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("server.crt");
        std::fs::write(&file, &papers.server).unwrap();
        let root = Root::of(&file).unwrap();
        let authority = CertificateDer::from_pem_slice(papers.authority.as_bytes()).unwrap();
        assert_eq!(root.der, authority.to_vec());
        assert_eq!(root.fingerprint.len(), 32 * 3 - 1);
        for text in [&papers.authority, "", "-----BEGIN CERTIFICATE-----"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(Root::of(&file), None);
        }
        let end = papers.server.find("-----END").unwrap();
        let server_last = format!("{}{}", papers.authority, &papers.server[..end]) + "-----END CERTIFICATE-----\n";
        std::fs::write(&file, server_last).unwrap();
        assert_eq!(Root::of(&file), None, "a certificate by another is no authority");
    }
}
