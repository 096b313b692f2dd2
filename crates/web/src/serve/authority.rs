//! An office's own authority, and a certificate of the server by it: for networks that no public authority reaches.

use std::net::IpAddr;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose,
    NameConstraints, date_time_ymd,
};

/// Certificates and keys, all in PEM.
pub struct Papers {
    /// The authority's certificate: installed on each device once.
    pub authority: String,
    /// The authority's key: kept away from the server.
    pub authority_key: String,
    /// The server's certificate with the authority's after it.
    pub server: String,
    /// The server's key.
    pub server_key: String,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Its year.
    pub year: i32,
    /// Its month, from 1.
    pub month: u8,
    /// Its day, from 1.
    pub day: u8,
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest that browsers and phones take from a server.
const SERVER: Duration = Duration::from_secs(397 * 24 * 60 * 60);

/// Ten years.
const AUTHORITY: Duration = Duration::from_secs(3_652 * 24 * 60 * 60);

/// Makes an authority that can vouch for these names and addresses only, and a certificate of the server by it.
///
/// # Errors
/// When a name cannot stand in a certificate.
pub fn make(names: &[String], today: Day) -> Result<Papers, rcgen::Error> {
    let from = date_time_ymd(today.year, today.month, today.day) - DAY;
    let mut above = CertificateParams::default();
    above.distinguished_name.push(DnType::CommonName, "Qorgau");
    above.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    above.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    above.name_constraints = Some(NameConstraints {
        permitted_subtrees: names.iter().map(|name| subtree(name)).collect(),
        excluded_subtrees: Vec::new(),
    });
    above.not_before = from;
    above.not_after = from + AUTHORITY;
    let secret = KeyPair::generate()?;
    let authority_key = secret.serialize_pem();
    let authority = CertifiedIssuer::self_signed(above, secret)?;

    let mut own = CertificateParams::new(names)?;
    own.distinguished_name = rcgen::DistinguishedName::new();
    own.distinguished_name.push(DnType::CommonName, names.first().map_or("qorgau", String::as_str));
    own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    own.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    own.use_authority_key_identifier_extension = true;
    own.not_before = from;
    own.not_after = from + SERVER;
    let key = KeyPair::generate()?;
    let server = own.signed_by(&key, &authority)?;
    let above = authority.pem();
    Ok(Papers {
        server: format!("{}{above}", server.pem()),
        server_key: key.serialize_pem(),
        authority_key,
        authority: above,
    })
}

fn subtree(name: &str) -> GeneralSubtree {
    match name.parse::<IpAddr>() {
        Ok(address @ IpAddr::V4(_)) => GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 32)),
        Ok(address @ IpAddr::V6(_)) => GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 128)),
        Err(_) => GeneralSubtree::DnsName(name.to_owned()),
    }
}
