//! Passwords as argon2id hashes in PHC form, computed where they hold nobody up.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::AccountFault;

/// How many passwords are computed at one moment; each takes its memory.
const AT_ONCE: usize = 4;

/// What it costs to compute a password's hash.
#[derive(Debug, Clone)]
pub struct Hashing {
    /// Memory in KiB.
    memory: u32,
    /// Passes over it.
    passes: u32,
    at_once: Arc<Semaphore>,
}

impl Hashing {
    /// 19 MiB and two passes, one lane.
    #[must_use]
    pub fn strong() -> Self {
        Self::costing(19_456, 2)
    }

    /// So weak that a test may sign in a thousand times. Nothing else may use it.
    #[must_use]
    pub fn weak_for_tests() -> Self {
        Self::costing(8, 1)
    }

    fn costing(memory: u32, passes: u32) -> Self {
        Hashing {
            memory,
            passes,
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a password, with the salt in it.
    pub(crate) async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, AccountFault> {
        let password = password.to_owned();
        self.apart(move |params| hashed(params, &password, &salt)).await?
    }

    /// Whether a password is the one whose hash was kept. Where none was, it takes as long and the answer is no.
    pub(super) async fn verify(&self, password: &str, kept: Option<String>) -> Result<bool, AccountFault> {
        let password = password.to_owned();
        self.apart(move |params| match kept {
            Some(kept) => matches(&password, &kept),
            None => hashed(params, &password, &[0; 16]).map(|_| false),
        })
        .await?
    }

    /// Computes beside the threads that serve others, and not too much at once.
    async fn apart<T: Send + 'static>(&self, work: impl FnOnce(Params) -> T + Send + 'static) -> Result<T, AccountFault> {
        let params = Params::new(self.memory, self.passes, 1, None).map_err(|_| AccountFault::Hashing)?;
        let _turn = self.at_once.acquire().await.map_err(|_| AccountFault::Hashing)?;
        tokio::task::spawn_blocking(move || work(params)).await.map_err(|_| AccountFault::Hashing)
    }
}

fn hashed(params: Params, password: &str, salt: &[u8; 16]) -> Result<String, AccountFault> {
    let hash: Result<PasswordHash, _> = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string()).map_err(|_| AccountFault::Hashing)
}

/// What is kept says by what it was computed. A hash that cannot be read matches nothing.
fn matches(password: &str, kept: &str) -> Result<bool, AccountFault> {
    let Ok(hash) = PasswordHash::new(kept) else { return Ok(false) };
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
