//! Certificate and key from files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use tokio_rustls::rustls::{self, ServerConfig};

/// Why TLS cannot be spoken. Words for people: `l10n`.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate's file cannot be used.
    #[error("certificate {}: {what}", .path.display())]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The key's file cannot be used.
    #[error("key {}: {what}", .path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The key may be read by others than its owner.
    #[error("key {}: others may read it", .0.display())]
    Open(PathBuf),
    /// Certificate and key do not belong together.
    #[error(transparent)]
    Pair(#[from] rustls::Error),
}

/// TLS 1.2 and 1.3 with a chain of certificates and its key, both in PEM.
///
/// # Errors
/// When a file cannot be read, the key is open to others, or the two do not belong together.
pub fn config(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let bad = |error: pem::Error| TlsError::Certificate {
        path: certificate.to_owned(),
        what: error.to_string(),
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .map_err(bad)?
        .collect::<Result<_, _>>()
        .map_err(bad)?;
    if open_to_others(key) {
        return Err(TlsError::Open(key.to_owned()));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| TlsError::Key {
        path: key.to_owned(),
        what: error.to_string(),
    })?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Whether somebody besides the owner and the group may read the key.
#[cfg(unix)]
fn open_to_others(key: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(key).is_ok_and(|data| data.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn open_to_others(_key: &Path) -> bool {
    false
}
