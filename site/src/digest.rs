//! Short content hashes: 128 bits of BLAKE3. They name published files and tell whether an answer has changed.

use serde::{Deserialize, Serialize};

/// The hash of some bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The hash of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_hash(blake3::hash(bytes))
    }

    /// The hash of any plain value, through its serialized form.
    pub fn of_value(value: &impl Serialize) -> Self {
        struct Into<'h>(&'h mut blake3::Hasher);
        impl std::io::Write for Into<'_> {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                self.0.update(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let mut hasher = blake3::Hasher::new();
        // Writing to a hasher cannot fail, and plain data always serializes.
        let _ = postcard::to_io(value, Into(&mut hasher));
        Self::from_hash(hasher.finalize())
    }

    /// Eight hexadecimal letters, for file names.
    pub fn short(self) -> String {
        let [a, b, c, d, ..] = self.0;
        format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
    }

    fn from_hash(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}
