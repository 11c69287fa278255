//! Whether an encrypted PDF opens without a password: the standard security handler with the empty
//! user password (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4). Files that only forbid changes open.

use aes::{
    Aes128,
    cipher::{BlockCipherEncrypt as _, KeyInit as _},
};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::pdf_object::Value;

/// What stands for a password of no characters (ISO 32000-1, 7.6.3.3, algorithm 2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// Whether readers ask for a password. `id`: the first part of the file's identifier.
/// None when the dictionary does not say enough.
pub(super) fn asks(encrypt: &Value, id: &[u8]) -> Option<bool> {
    if encrypt.get(b"Filter") != Some(&Value::Name(b"Standard".to_vec())) {
        return Some(true);
    }
    let user = encrypt.text(b"U")?;
    let opens = match encrypt.integer(b"R")? {
        revision @ 2..=4 => opens_by_md5(encrypt, revision, user, id)?,
        5 => user.get(..32)? == Sha256::digest(user.get(32..40)?).as_slice(),
        6 => user.get(..32)? == hardened(user.get(32..40)?)?,
        _ => return None,
    };
    Some(!opens)
}

/// Algorithms 2, 4 and 5: the key from the password, then what `U` must be.
fn opens_by_md5(encrypt: &Value, revision: i64, user: &[u8], id: &[u8]) -> Option<bool> {
    let length = match (revision, encrypt.integer(b"V")) {
        (2, _) => 5,
        (_, Some(4)) => 16,
        _ => usize::try_from(encrypt.integer(b"Length").unwrap_or(40) / 8).ok()?,
    };
    if !(5..=16).contains(&length) {
        return None;
    }
    // A signed number of 32 bits, which some writers give unsigned.
    let permissions = encrypt.integer(b"P")?.to_le_bytes();
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(encrypt.text(b"O")?.get(..32)?);
    hash.update(&permissions[..4]);
    hash.update(id);
    if revision >= 4 && encrypt.get(b"EncryptMetadata") == Some(&Value::Bool(false)) {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    key.truncate(length);
    if revision == 2 {
        return Some(user.get(..32)? == rc4(&key, &PADDING));
    }
    for _ in 0..50 {
        key = Md5::digest(&key).to_vec();
        key.truncate(length);
    }
    let mut expected = Md5::new()
        .chain_update(PADDING)
        .chain_update(id)
        .finalize()
        .to_vec();
    for round in 0..20 {
        let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        expected = rc4(&key, &expected);
    }
    Some(user.get(..16)? == expected)
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| u8::try_from(at).unwrap_or(0));
    let mut j = 0_u8;
    for i in 0..=255_u8 {
        let at = usize::from(i);
        j = j.wrapping_add(state[at]).wrapping_add(key[at % key.len()]);
        state.swap(at, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let mut next = || {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        let sum = state[usize::from(i)].wrapping_add(state[usize::from(j)]);
        state[usize::from(sum)]
    };
    data.iter().map(|byte| byte ^ next()).collect()
}

/// Algorithm 2.B for the empty password and this salt.
fn hardened(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    for round in 0_u32.. {
        let encrypted = encrypt(key.get(..16)?, key.get(16..32)?, &key.repeat(64))?;
        let sum: u32 = encrypted.iter().take(16).map(|byte| u32::from(*byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&encrypted).to_vec(),
            1 => Sha384::digest(&encrypted).to_vec(),
            _ => Sha512::digest(&encrypted).to_vec(),
        };
        if round >= 63 && u32::from(*encrypted.last()?) <= round - 31 {
            break;
        }
    }
    key.truncate(32);
    Some(key)
}

/// AES-128 in CBC mode without padding.
fn encrypt(key: &[u8], start: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let cipher = Aes128::new_from_slice(key).ok()?;
    let mut before: [u8; 16] = start.try_into().ok()?;
    let mut encrypted = Vec::with_capacity(data.len());
    for block in data.chunks_exact(16) {
        let mixed: [u8; 16] = std::array::from_fn(|at| block[at] ^ before[at]);
        let mut block = mixed.into();
        cipher.encrypt_block(&mut block);
        before = block.into();
        encrypted.extend_from_slice(&before);
    }
    Some(encrypted)
}
