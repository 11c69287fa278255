use crate::domain::digest::Digest;
#[derive(Debug)]
pub struct Snapshot {
    pub json: String,
    pub digest: Digest,
}
impl Snapshot {
    pub fn of<T: serde::Serialize>(v: &T) -> serde_json::Result<Self> {
        let json = serde_json::to_string(v)?;
        let digest = Digest::of(json.as_bytes());
        Ok(Self { json, digest })
    }
}
