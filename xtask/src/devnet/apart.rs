//! A devnet's application without consensus: whoever connects to it makes the blocks, at the times of their choosing.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{options, wasmd, Devnet, Options};

/// Where a chain without consensus is begun and reached.
#[derive(Clone, Debug)]
pub struct Apart {
    /// Its genesis file.
    pub genesis: PathBuf,
    /// Where its application will serve ABCI, as host:port; a node with consensus has its peers there.
    pub application: String,
    /// Where its RPC belongs, as host:port. Nobody answers there yet.
    pub rpc: String,
}

impl Devnet<'_> {
    /// Makes a new chain in the place of the one that is there, if any, and starts its application alone, which has no state
    /// yet. [`Devnet::reset`] ends it.
    pub fn apart(&self, options: &Options) -> Result<Apart> {
        self.reset()?;
        let _lock = self.lock()?;
        let settings = options::resolve(options, None)?;
        let wasmd = wasmd::ensure(self.project)?;
        self.make(&wasmd, &settings)?;
        let ports = settings.ports()?.into_iter().next().context("a devnet has at least one validator")?;
        let application = format!("127.0.0.1:{}", ports.p2p);
        let flags = [
            "--with-comet=false".to_owned(),
            "--transport=socket".to_owned(),
            format!("--address=tcp://{application}"),
        ];
        self.process(0).start(&wasmd.path, &flags)?;
        let genesis = self.home.join("node0").join("config").join("genesis.json");
        Ok(Apart { genesis, application, rpc: format!("127.0.0.1:{}", ports.rpc) })
    }
}
