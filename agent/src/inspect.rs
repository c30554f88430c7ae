//! Results that an attestor looks at instead of doing the work again: of programs whose output does not follow from their
//! input alone.

use std::fs;
use std::path::Path;

use anyhow::{bail, ensure, Context, Result};
use api::verifier_gateway::Claim;
use sha2::{Digest, Sha256};

use crate::fetch::fetch;
use crate::work::{End, Limits, Workload};

/// What an inspector is shown.
pub(crate) struct Inspected {
    /// What is claimed.
    pub claim: Claim,
    /// Its output digest.
    pub output: [u8; 32],
    /// Where the output is, as the provider says; none of time that was used up, which has none.
    pub url: Option<String>,
}

impl Inspected {
    /// Fetches the output, and has it inspected: its digest, if the inspector ended with 0 in its time. It finds the names of two
    /// files in its environment: `CAMM_CLAIM`, the claim as JSON, and `CAMM_OUTPUT`. Of time that was used up it finds
    /// `CAMM_TIME_USED=1`, and there is no file at `CAMM_OUTPUT`: who looks for an output finds that wrong.
    pub fn by(&self, workload: &mut Workload, folder: &Path, limits: &Limits) -> Result<[u8; 32]> {
        let output = self.url.as_deref().map(|url| self.fetch(url, limits)).transpose()?;
        if output.is_none() {
            workload.environment.push(("CAMM_TIME_USED".into(), "1".into()));
        }
        for (name, file, bytes) in [
            ("CAMM_CLAIM", "claim.json", Some(serde_json::to_vec(&self.claim)?)),
            ("CAMM_OUTPUT", "claimed", output),
        ] {
            let path = folder.join(file);
            if let Some(bytes) = bytes {
                fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            }
            workload.environment.push((name.into(), path.to_string_lossy().into_owned()));
        }
        match workload.run(limits).context("the inspector does not find it right")? {
            End::Done { .. } => Ok(self.output),
            End::TimeUsed => bail!("the inspector did not end within {} s", limits.time.as_secs()),
        }
    }

    fn fetch(&self, url: &str, limits: &Limits) -> Result<Vec<u8>> {
        let bytes = fetch(url, limits.output_mib.saturating_mul(1 << 20)).context("the output")?;
        // Whoever asked chose the address, and is not told what lies there.
        let got: [u8; 32] = Sha256::digest(&bytes).into();
        ensure!(got == self.output, "{url}: expected the output {}, got another", hex::encode(self.output));
        Ok(bytes)
    }
}
