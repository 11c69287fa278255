//! Lets what has the same key go one after the other, within this process.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Who is at it, by key.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Arc<Turn<()>>>>);

impl Turns {
    /// Waits until nobody else with this key is at it; the next may begin when this is dropped.
    pub async fn take(&self, key: String) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(turns.entry(key).or_default())
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn one_after_the_other_and_others_beside() {
        let turns = Turns::default();
        let first = turns.take("a".to_owned()).await;
        turns.take("b".to_owned()).await;
        let soon = Duration::from_millis(20);
        assert!(timeout(soon, turns.take("a".to_owned())).await.is_err());
        drop(first);
        assert!(timeout(soon, turns.take("a".to_owned())).await.is_ok());
    }
}
