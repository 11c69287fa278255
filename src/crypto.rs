//! Password hashing (Argon2id) and random tokens of which only a digest is stored.

use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use argon2::password_hash;
use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use crate::config::Security;

/// Work that waits for a hashing thread; more is refused.
const LONGEST_QUEUE: usize = 64;
/// Bytes of salt (RFC 9106 recommends 16).
const SALT: usize = 16;

/// Hashes and verifies passwords on threads of its own, each with its own memory: what is asked at
/// once costs time, never memory. Registrations have a thread apart and never hold up a sign-in.
#[derive(Clone, Debug)]
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    sign_in: SyncSender<Work>,
    registration: SyncSender<Work>,
    /// A hash that no password matches, verified for unknown accounts to take the same time.
    nobody: Arc<str>,
}

/// Who waits for the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Somebody with an account.
    SignIn,
    /// A visitor who registers.
    Registration,
}

/// Work for a hashing thread, given the memory of that thread.
type Work = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// Why a password could not be hashed or verified; never that it is wrong.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The parameters or a stored hash are unusable, or randomness is missing.
    #[error("password hashing failed: {0}")]
    Hashing(#[from] password_hash::Error),
    /// Too many wait already.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The task was cut off by shutdown.
    #[error("password hashing was cut off")]
    CutOff,
}

impl From<argon2::Error> for PasswordError {
    fn from(error: argon2::Error) -> Self {
        Self::Hashing(error.into())
    }
}

/// Result of verifying a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Not the password, or there is no such account.
    Wrong,
    /// The password.
    Right,
    /// The password, but hashed with other parameters than now configured: hash it again.
    RightButOutdated,
}

impl PasswordHasher {
    /// A hasher with the configured parameters, and its threads.
    ///
    /// # Errors
    /// When the parameters are outside what Argon2 allows.
    pub fn new(security: &Security) -> Result<Self, PasswordError> {
        let params = Params::new(
            security.argon2_memory_kib,
            security.argon2_iterations,
            security.argon2_parallelism,
            None,
        )
        .map_err(password_hash::Error::from)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hashed(&argon2, &Token::random().reveal(), &mut Vec::new())?;
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            argon2,
            sign_in: threads(cores),
            registration: threads(1),
            nobody: nobody.into(),
        })
    }

    /// Hashes a password into a PHC string with its own random salt.
    ///
    /// # Errors
    /// When too many wait, or the program is shutting down.
    pub async fn hash(
        &self,
        queue: Queue,
        password: SecretString,
    ) -> Result<String, PasswordError> {
        let argon2 = self.argon2.clone();
        self.queued(queue, move |memory| {
            hashed(&argon2, password.expose_secret(), memory)
        })
        .await
    }

    /// Verifies a password against a stored PHC string. `None`, for an account that is not there
    /// or has no password yet, takes as long and is always [`Verification::Wrong`].
    ///
    /// # Errors
    /// When the stored hash is unreadable, too many wait, or the program is shutting down.
    pub async fn verify(
        &self,
        password: SecretString,
        stored: Option<&str>,
    ) -> Result<Verification, PasswordError> {
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| self.nobody.clone(), Arc::from);
        let argon2 = self.argon2.clone();
        self.queued(Queue::SignIn, move |memory| {
            let hash = PasswordHash::new(&stored).map_err(password_hash::Error::from)?;
            match matches(&hash, password.expose_secret(), memory)? {
                true if !known => Ok(Verification::Wrong),
                true if is_outdated(&argon2, &hash) => Ok(Verification::RightButOutdated),
                true => Ok(Verification::Right),
                false => Ok(Verification::Wrong),
            }
        })
        .await
    }

    async fn queued<T: Send + 'static>(
        &self,
        queue: Queue,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (done, result) = oneshot::channel();
        let work = move |memory: &mut Vec<Block>| {
            // Nobody waits any more when the connection was given up.
            let _given_up = done.send(work(memory));
        };
        let queue = match queue {
            Queue::SignIn => &self.sign_in,
            Queue::Registration => &self.registration,
        };
        queue
            .try_send(Box::new(work))
            .map_err(|error| match error {
                TrySendError::Full(_) => PasswordError::Busy,
                TrySendError::Disconnected(_) => PasswordError::CutOff,
            })?;
        result.await.map_err(|_cut_off| PasswordError::CutOff)?
    }
}

/// Starts threads that take work from one queue until the sender is gone.
fn threads(number: usize) -> SyncSender<Work> {
    let (sender, receiver) = sync_channel::<Work>(LONGEST_QUEUE);
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..number {
        let receiver = Arc::clone(&receiver);
        thread::spawn(move || {
            let mut memory = Vec::new();
            loop {
                let next = receiver
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .recv();
                match next {
                    Ok(work) => work(&mut memory),
                    Err(_closed) => return,
                }
            }
        });
    }
    sender
}

/// As much of the thread's memory as these parameters need.
fn blocks<'a>(params: &Params, memory: &'a mut Vec<Block>) -> &'a mut [Block] {
    let needed = params.block_count();
    if memory.len() < needed {
        memory.resize(needed, Block::default());
    }
    &mut memory[..needed]
}

fn hashed(
    argon2: &Argon2<'_>,
    password: &str,
    memory: &mut Vec<Block>,
) -> Result<String, PasswordError> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|_| password_hash::Error::Crypto)?;
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    let memory = blocks(argon2.params(), memory);
    argon2.hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, memory)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: argon2.params().try_into()?,
        salt: Some(Salt::new(&salt).map_err(password_hash::Error::from)?),
        hash: Some(Output::new(&output).map_err(password_hash::Error::from)?),
    };
    Ok(hash.to_string())
}

/// Whether this is the password of the hash, computed with the parameters the hash names.
fn matches(
    hash: &PasswordHash,
    password: &str,
    memory: &mut Vec<Block>,
) -> Result<bool, PasswordError> {
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Err(password_hash::Error::EncodingInvalid.into());
    };
    let params = Params::try_from(hash)?;
    let algorithm = Algorithm::try_from(hash.algorithm.as_str())?;
    let version = hash.version.map_or(Ok(Version::V0x13), Version::try_from)?;
    let memory = blocks(&params, memory);
    let argon2 = Argon2::new(algorithm, version, params);
    let mut output = vec![0; expected.as_bytes().len()];
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, memory)?;
    // Compared in constant time.
    Ok(Output::new(&output).map_err(password_hash::Error::from)? == *expected)
}

fn is_outdated(argon2: &Argon2<'_>, hash: &PasswordHash) -> bool {
    let (now, then) = (argon2.params(), Params::try_from(hash));
    hash.algorithm.as_str() != "argon2id"
        || then.is_ok_and(|then| {
            (then.m_cost(), then.t_cost(), then.p_cost())
                != (now.m_cost(), now.t_cost(), now.p_cost())
        })
}

/// A secret of 256 random bits, given out once; only its digest is stored.
#[derive(Clone)]
pub struct Token([u8; Self::BYTES]);

impl Token {
    const BYTES: usize = 32;

    /// A new token from the randomness of the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give; nothing safe can be done then.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing safe can be done"
    )]
    pub fn random() -> Self {
        let mut bytes = [0; Self::BYTES];
        getrandom::fill(&mut bytes).expect("the operating system gives randomness");
        Self(bytes)
    }

    /// Reads back what [`Token::reveal`] gave; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Self::BYTES {
            return None;
        }
        let mut bytes = [0; Self::BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = [hex_value(pair[0])?, hex_value(pair[1])?];
            *byte = high << 4 | low;
        }
        Some(Self(bytes))
    }

    /// The token as text for a cookie or a link: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
        self.0
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)])
            .collect()
    }

    /// SHA-256 of the token, the only thing that is stored.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(secret)")
    }
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn security() -> Security {
        let config = Config::read(std::path::Path::new("config"), |_| None).unwrap();
        Security {
            argon2_memory_kib: 64,
            argon2_iterations: 1,
            ..config.security
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let hasher = PasswordHasher::new(&security()).unwrap();
        let hash = hasher
            .hash(Queue::SignIn, "correct horse".into())
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        let verify = |password: &str| hasher.verify(password.into(), Some(&hash));
        assert_eq!(verify("correct horse").await.unwrap(), Verification::Right);
        assert_eq!(verify("correct horse ").await.unwrap(), Verification::Wrong);
        assert_eq!(verify("").await.unwrap(), Verification::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_weaker_parameters_asks_to_be_renewed() {
        let weak = PasswordHasher::new(&security()).unwrap();
        let strong = PasswordHasher::new(&Security {
            argon2_iterations: 2,
            ..security()
        })
        .unwrap();
        let hash = weak
            .hash(Queue::SignIn, "correct horse".into())
            .await
            .unwrap();
        let verified = strong
            .verify("correct horse".into(), Some(&hash))
            .await
            .unwrap();
        assert_eq!(verified, Verification::RightButOutdated);
        let refused = strong.verify("battery".into(), Some(&hash)).await.unwrap();
        assert_eq!(refused, Verification::Wrong);
    }

    #[tokio::test]
    async fn an_unknown_account_costs_a_verification_and_is_wrong() {
        let hasher = PasswordHasher::new(&security()).unwrap();
        assert_eq!(
            hasher.verify("any".into(), None).await.unwrap(),
            Verification::Wrong
        );
    }

    #[tokio::test]
    async fn an_unreadable_hash_is_an_error_not_a_wrong_password() {
        let hasher = PasswordHasher::new(&security()).unwrap();
        assert!(hasher.verify("any".into(), Some("plain")).await.is_err());
    }

    #[test]
    fn tokens_differ_and_survive_the_round_trip_as_text() {
        let token = Token::random();
        let text = token.reveal();
        assert_eq!(text.len(), 64);
        assert_ne!(text, Token::random().reveal());
        assert_eq!(Token::parse(&text).unwrap().digest(), token.digest());
        assert!(Token::parse(&text[1..]).is_none());
        assert!(Token::parse(&text.replace(&text[..1], "G")).is_none());
        assert!(!format!("{token:?}").contains(&text));
    }

    #[test]
    fn the_digest_is_sha_256_of_the_bytes() {
        let zero = Token::parse(&"0".repeat(64)).unwrap();
        assert_eq!(zero.digest()[..4], [0x66, 0x68, 0x7a, 0xad]);
    }
}
