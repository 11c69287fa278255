//! The audit trail as a chain: the digest of each entry covers the digest of the one before, so that
//! nothing can be edited, removed, re-ordered or put in without every later digest being wrong. An
//! end that was published earlier shows whether the chain was cut or written anew.

use std::collections::BTreeMap;

use super::digest::Digest;

/// The digest before the first entry.
pub const BEGINNING: Digest = Digest::from_bytes([0; 32]);

/// One link as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its place, from 1.
    pub seq: i64,
    /// The entry it stands for.
    pub entry: i64,
    /// What the digest covers of the entry; `None` when the entry is gone.
    pub text: Option<String>,
    /// The stored digest.
    pub digest: Digest,
}

/// A place of the chain and its digest: what a receipt and the daily publication name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place.
    pub seq: i64,
    /// Its digest.
    pub digest: Digest,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The link of this place is missing.
    MissingLink(i64),
    /// The entry of this place is missing.
    MissingEntry {
        /// The place.
        seq: i64,
        /// The entry's number.
        entry: i64,
    },
    /// The entry of this place does not have the digest it had: it was edited, or stands elsewhere.
    Changed {
        /// The place.
        seq: i64,
        /// The entry's number.
        entry: i64,
    },
    /// The place is not, or no longer, what was published or receipted.
    NotAsPublished(i64),
    /// The chain ends before a place that was published or receipted.
    Cut(i64),
    /// An entry stands in no place of the chain.
    Unchained(i64),
}

/// The digest of an entry behind `previous`.
pub fn chained(previous: Digest, text: &str) -> Digest {
    Digest::of(&[previous.as_bytes().as_slice(), text.as_bytes()].concat())
}

/// Goes along a chain from its beginning, comparing it with what was published.
#[derive(Debug)]
pub struct Inspection {
    last: Head,
    published: BTreeMap<i64, Vec<Digest>>,
    faults: Vec<Fault>,
}

impl Inspection {
    /// Before the first link.
    pub fn new(published: impl IntoIterator<Item = Head>) -> Self {
        let mut by_place = BTreeMap::<i64, Vec<Digest>>::new();
        for head in published {
            by_place.entry(head.seq).or_default().push(head.digest);
        }
        Self {
            last: Head {
                seq: 0,
                digest: BEGINNING,
            },
            published: by_place,
            faults: Vec::new(),
        }
    }

    /// Looks at the next link, in the order of places.
    pub fn next(&mut self, link: &Link) {
        self.faults
            .extend((self.last.seq + 1..link.seq).map(Fault::MissingLink));
        let (seq, entry) = (link.seq, link.entry);
        match &link.text {
            None => self.faults.push(Fault::MissingEntry { seq, entry }),
            Some(text) if chained(self.last.digest, text) != link.digest => {
                self.faults.push(Fault::Changed { seq, entry });
            }
            Some(_) => {}
        }
        let published = self.published.remove(&seq).unwrap_or_default();
        if published.iter().any(|digest| *digest != link.digest) {
            self.faults.push(Fault::NotAsPublished(seq));
        }
        self.last = Head {
            seq,
            digest: link.digest,
        };
    }

    /// Notes an entry that no link stands for.
    pub fn unchained(&mut self, entry: i64) {
        self.faults.push(Fault::Unchained(entry));
    }

    /// The end of the chain, and everything that is wrong with it.
    pub fn finish(mut self) -> (Head, Vec<Fault>) {
        let beyond = self.published.into_keys();
        self.faults.extend(beyond.map(Fault::Cut));
        (self.last, self.faults)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(texts: &[String]) -> Vec<Link> {
        let mut last = BEGINNING;
        let mut links = Vec::new();
        for (seq, text) in (1..).zip(texts) {
            last = chained(last, text);
            links.push(Link {
                seq,
                entry: seq * 3,
                text: Some(text.clone()),
                digest: last,
            });
        }
        links
    }

    fn inspect(links: &[Link], published: &[Head]) -> Vec<Fault> {
        let mut inspection = Inspection::new(published.iter().copied());
        for link in links {
            inspection.next(link);
        }
        inspection.finish().1
    }

    fn head(link: &Link) -> Head {
        Head {
            seq: link.seq,
            digest: link.digest,
        }
    }

    /// What somebody with all rights to the database may do to one place of the chain.
    #[derive(Clone, Copy, Debug)]
    enum Tampering {
        Edit,
        RemoveEntry,
        RemoveLink,
        Swap,
    }

    proptest! {
        #[test]
        fn an_untouched_chain_has_no_fault(texts in prop::collection::vec(".{0,12}", 0..20)) {
            let links = chain(&texts);
            let heads: Vec<Head> = links.iter().map(head).collect();
            prop_assert_eq!(inspect(&links, &heads), vec![]);
        }

        #[test]
        fn whatever_is_done_to_one_place_is_found(
            texts in prop::collection::hash_set("[a-z]{1,8}", 3..20),
            place in any::<prop::sample::Index>(),
            tampering in prop::sample::select(vec![
                Tampering::Edit, Tampering::RemoveEntry, Tampering::RemoveLink, Tampering::Swap,
            ]),
        ) {
            let texts: Vec<String> = texts.into_iter().collect();
            let mut links = chain(&texts);
            let at = place.index(links.len() - 1);
            match tampering {
                Tampering::Edit => links[at].text = Some("changed!".to_owned()),
                Tampering::RemoveEntry => links[at].text = None,
                Tampering::RemoveLink => drop(links.remove(at)),
                Tampering::Swap => {
                    let other = links[at + 1].text.take();
                    links[at + 1].text = std::mem::replace(&mut links[at].text, other);
                }
            }
            prop_assert!(!inspect(&links, &[]).is_empty());
        }

        #[test]
        fn a_chain_cut_or_written_anew_differs_from_what_was_published(
            texts in prop::collection::vec("[a-z]{1,8}", 2..20),
            place in any::<prop::sample::Index>(),
        ) {
            let links = chain(&texts);
            let published = [head(&links[links.len() - 1])];
            let at = place.index(links.len() - 1);
            prop_assert!(!inspect(&links[..at], &published).is_empty(), "cut");
            let mut other = texts.clone();
            other[at].push('!');
            prop_assert!(!inspect(&chain(&other), &published).is_empty(), "written anew");
        }
    }
}
