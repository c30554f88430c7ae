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
    /// Where the output is, as the provider says.
    pub url: String,
}

impl Inspected {
    /// Fetches the output, and has it inspected: its digest, if the inspector ended with 0 in its time. It finds the names of two
    /// files in its environment: `CAMM_CLAIM`, the claim as JSON, and `CAMM_OUTPUT`.
    pub fn by(&self, workload: &mut Workload, folder: &Path, limits: &Limits) -> Result<[u8; 32]> {
        let most = limits.output_mib.saturating_mul(1 << 20);
        let bytes = fetch(&self.url, most).context("the output")?;
        // Whoever asked chose the address, and is not told what lies there.
        let got: [u8; 32] = Sha256::digest(&bytes).into();
        ensure!(
            got == self.output,
            "{}: expected the output {}, got another",
            self.url,
            hex::encode(self.output)
        );
        for (name, file, bytes) in [
            ("CAMM_CLAIM", "claim.json", serde_json::to_vec(&self.claim)?),
            ("CAMM_OUTPUT", "claimed", bytes),
        ] {
            let path = folder.join(file);
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            workload.environment.push((name.into(), path.to_string_lossy().into_owned()));
        }
        match workload.run(limits).context("the inspector does not find it right")? {
            End::Done { .. } => Ok(self.output),
            End::TimeUsed => bail!("the inspector did not end within {} s", limits.time.as_secs()),
        }
    }
}
