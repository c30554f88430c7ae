//! A real proof by SP1, of a version that the wiring accepts. Under the policy `output` it settles as many jobs as there are of
//! its program and output.

use api::verifier_gateway::Proof;
use cosmwasm_std::HexBinary;

use crate::digest::sha256;

const PROGRAM: &str = "00de0b076134b5f87a6b27086d654ea12ea3465c09e092d93744ecc2a0efef4a";
const VALUES: &str = "\
     05000000";
/// From the public tests of SP1's verifier, circuit 6.1.
const PROOF: &str = "\
     4388a21c0000000000000000000000000000000000000000000000000000000000000000002f850ee998974d6cc00e50cd0814b0\
     98c05bfade466d28573240d057f25352000000000000000000000000000000000000000000000000000000000000000007229ae4\
     bfd3adba05b9adc2e4ca4f672c6d55d93fd5f6d252658e791c2c598f0111bd8c1ae94557371b7ed6a5d7e134fd3563e9c8c5c2ec\
     205e9559cea1ca9f2a249460c9a2e562f30d76edb44928565c1f5b07a7944985cf936acc4d763e1212e5c5635bdf65d714620991\
     f77e6801ff36efb08d29d5aa31ab20f3ed668fac0404759fa720d9d8c1ad9dd3204301d182a6d0e2b467be3b5aa64ce3c3ca7c7e\
     025ddfa505f3253771743a42ac0cd72d35b273e8807607178ad2a7ea833bfe43081c0362228bbb8f1881f37aea61e90d6277cf57\
     d0761a91424fe86c61da78e72e931c418cd2c2f8710fa89e3e22e464f75f4a21d29091a021f92428c9f5090b";

fn hex(text: &str) -> HexBinary {
    HexBinary::from_hex(text).expect("hex")
}

/// The program that is proven.
pub fn program() -> HexBinary {
    hex(PROGRAM)
}

/// The output of which it is a proof.
pub fn output() -> HexBinary {
    sha256(&hex(VALUES))
}

/// The proof, with its public values.
pub fn proof() -> Proof {
    Proof::Sp1 { proof: hex(PROOF).into(), values: Some(hex(VALUES).into()) }
}
