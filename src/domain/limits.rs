//! How much one application may hold: scenarios, and files of evidence.

use super::{
    dossier::{Dossier, EvidenceTarget},
    ids::InstanceId,
};

/// The upper limits of one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most scenario instances.
    pub scenarios: usize,
    /// Most files in one place.
    pub files_per_item: usize,
    /// Most files altogether.
    pub files: usize,
}

/// The limit that leaves no room for what was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// So many scenario instances are the most.
    Scenarios(usize),
    /// So many files in one place are the most.
    FilesOfItem(usize),
    /// So many files altogether are the most.
    Files(usize),
}

impl Limits {
    /// Whether there is room for one more scenario.
    ///
    /// # Errors
    /// The limit that is reached.
    pub fn room_for_scenario(&self, dossier: &Dossier) -> Result<(), Full> {
        within(dossier.instances.len() + 1, self.scenarios, Full::Scenarios)
    }

    /// Whether there is room for one more file in one place.
    ///
    /// # Errors
    /// The limit that is reached.
    pub fn room_for_file(&self, dossier: &Dossier, target: EvidenceTarget) -> Result<(), Full> {
        let there = dossier.evidence_of(target).count();
        within(there + 1, self.files_per_item, Full::FilesOfItem)?;
        within(dossier.evidence.len() + 1, self.files, Full::Files)
    }

    /// Whether a scenario that was brought back with its files has room. `dossier`: with it.
    ///
    /// # Errors
    /// The limit that is passed.
    pub fn restored(&self, dossier: &Dossier, instance: InstanceId) -> Result<(), Full> {
        within(dossier.instances.len(), self.scenarios, Full::Scenarios)?;
        let target = EvidenceTarget::Instance(instance);
        if dossier.evidence_of(target).next().is_none() {
            return Ok(());
        }
        within(dossier.evidence.len(), self.files, Full::Files)
    }
}

fn within(count: usize, most: usize, full: fn(usize) -> Full) -> Result<(), Full> {
    if count <= most {
        Ok(())
    } else {
        Err(full(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_may_be_taken_and_no_more() {
        for (count, most, expected) in [
            (0, 0, Ok(())),
            (1, 0, Err(Full::Files(0))),
            (3, 3, Ok(())),
            (4, 3, Err(Full::Files(3))),
        ] {
            assert_eq!(within(count, most, Full::Files), expected);
        }
    }
}
