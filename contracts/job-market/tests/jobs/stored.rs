//! What is stored: sizes, and the payers' sketch.

use std::collections::HashMap;

use api::deadline::Moment;
use api::earned::sketch::{Sketch, COUNTERS};
use api::job_market::{AcceptPayout, ExecuteMsg};
use api::store::encode;
use cosmwasm_std::{CanonicalAddr, Uint128};
use job_market::job::phase::{Deal, End, Phase, Work};
use proptest::prelude::*;

use crate::support::*;

proptest! {
    #[test]
    fn the_sketch_undercounts_by_at_most_a_ninth_of_everything(
        payments in prop::collection::vec((0u8..20, 0u128..1_000_000), 0..200),
    ) {
        let (mut sketch, mut paid) = (Sketch::default(), HashMap::<u64, u128>::new());
        let mut total = 0;
        for (payer, take) in payments {
            let name = format!("payer {payer}");
            sketch.add(&name, take);
            *paid.entry(fingerprint(&name)).or_default() += take;
            total += take;
        }
        let weights = sketch.weights();
        prop_assert!(weights.len() <= COUNTERS);
        let counted: HashMap<u64, u128> = weights.iter().map(|w| (w.payer, w.take.u128())).collect();
        prop_assert_eq!(counted.len(), weights.len());
        for (payer, exact) in paid {
            let counter = counted.get(&payer).copied().unwrap_or_default();
            prop_assert!(counter <= exact);
            prop_assert!((exact - counter) * 9 <= total, "{exact} counted as {counter} of {total}");
        }
    }
}

/// First 4 bytes of sha256, by another path than the contract's.
fn fingerprint(name: &str) -> u64 {
    let digest = cosmwasm_std::Checksum::generate(name.as_bytes());
    u32::from_be_bytes(digest.as_slice()[..4].try_into().unwrap()).into()
}

/// With addresses of 20 bytes, as most are, and a height of a hundred million.
#[test]
fn a_phase_takes_few_bytes() {
    let begun = Moment { time: 1_900_000_000, height: 100_000_000 };
    let work = |deal| Work { provider: CanonicalAddr::from([7; 20]), deal };
    let bytes = |phase: &Phase| encode(phase, "job").unwrap().len();
    assert_eq!(bytes(&Phase::Called { begun }), 10);
    assert_eq!(bytes(&Phase::Assigned { work: work(Deal::Redeem), accepted: begun }), 32);
    assert_eq!(bytes(&Phase::Assigned { work: work(Deal::Net { min: 1_000_000 }), accepted: begun }), 35);
    assert_eq!(bytes(&Phase::Submitted { work: work(Deal::Redeem), output: [1; 32], begun }), 64);
    assert_eq!(bytes(&Phase::Ended(End::Expired)), 2);
    assert_eq!(bytes(&Phase::Ended(End::Settled { output: [1; 32] })), 34);
}

#[test]
fn a_jobs_records_on_the_chain_are_as_small_as_promised_and_vanish_at_its_end() {
    let mut market = market();
    // Key tag and job id; the length of what is stored there.
    let stored = |market: &Market, tag: u8, job_id: u64| {
        let key = [&[tag], job_id.to_be_bytes().as_slice()].concat();
        market.app.wrap().query_wasm_raw(&market.at.job_market, key).unwrap().map(|bytes| bytes.len())
    };
    let client = market.client.clone();
    let job_id = market.request(&client, by_client());
    let mut hot = vec![stored(&market, b'j', job_id)];
    // Addresses are 32 bytes here.
    assert!(stored(&market, b't', job_id).unwrap() <= 180, "{:?}", stored(&market, b't', job_id));
    market.accept(job_id, AcceptPayout::Net { min: Uint128::MAX });
    hot.push(stored(&market, b'j', job_id));
    market.submit(job_id, None).unwrap();
    hot.push(stored(&market, b'j', job_id));
    assert_eq!(hot, [None, Some(61), Some(93)]);
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
    assert_eq!((stored(&market, b'j', job_id), stored(&market, b't', job_id)), (Some(34), None));
}
