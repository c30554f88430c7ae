//! A build of the contracts keeps the checksums on which the market's addresses depend, or is refused aloud.

use std::panic::{catch_unwind, AssertUnwindSafe};

use compute_amm_testing::codes::{checksums, with_checksum};
use compute_amm_testing::{Codes, Market, Native};
use cosmwasm_std::{Checksum, Empty};
use cw_multi_test::{Contract, ContractWrapper};
use deploy::Code;

/// The linked contracts, but a job-market whose checksum was set before its reply, and perhaps again afterwards.
struct Trapped {
    mended: bool,
}

impl Codes for Trapped {
    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        if code != Code::JobMarket {
            return Native.code(code);
        }
        let checksum = Checksum::from(checksums()[&code]);
        let contract = ContractWrapper::new(
            job_market::contract::execute,
            job_market::contract::instantiate,
            job_market::contract::query,
        )
        .with_checksum(checksum)
        .with_reply(job_market::contract::reply);
        assert_eq!(
            contract.checksum(),
            None,
            "cw-multi-test keeps it now: the page about the trap is out of date"
        );
        if self.mended {
            with_checksum(Box::new(contract), checksum)
        } else {
            Box::new(contract)
        }
    }

    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(Self { mended: self.mended })
    }
}

#[test]
fn every_linked_contract_has_its_artifacts_checksum() {
    for code in Code::ALL {
        assert_eq!(Native.code(code).checksum(), Some(Checksum::from(checksums()[&code])));
    }
}

#[test]
fn a_checksum_that_was_lost_is_named_instead_of_moving_addresses() {
    let caught =
        catch_unwind(AssertUnwindSafe(|| Market::new(&Trapped { mended: false }))).err().expect("a panic");
    let said = caught.downcast_ref::<String>().expect("a text");
    for part in ["the code of job_market has no checksum", "with_reply", "codes::with_checksum"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_checksum_that_is_set_last_keeps_addresses() {
    let (mended, native) = (Market::new(&Trapped { mended: true }), Market::new(&Native));
    assert_eq!(mended.at.job_market, native.at.job_market);
}
