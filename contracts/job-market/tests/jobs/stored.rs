//! Codecs of what is stored: sizes, round trips, refusals; and the payers' sketch.

use std::collections::HashMap;

use api::job_market::{AcceptPayout, ExecuteMsg, JobFault};
use cosmwasm_std::{CanonicalAddr, Uint128};
use job_market::record::{Asked, End, Hot, Job, Phase, Tombstone, Wait, Work};
use job_market::sketch::{Sketch, COUNTERS};
use proptest::prelude::*;

use crate::support::*;

const ENDS: [End; 6] = [
    End::Settled,
    End::Cancelled,
    End::Expired,
    End::Refunded,
    End::Faulted(JobFault::Liveness),
    End::Faulted(JobFault::Fraud),
];

fn payout() -> impl Strategy<Value = AcceptPayout> {
    prop_oneof![
        Just(AcceptPayout::Redeem {}),
        Just(AcceptPayout::Credits {}),
        (0u128..1 << 72).prop_map(|min| AcceptPayout::Net { min: Uint128::new(min) }),
    ]
}

fn work() -> impl Strategy<Value = Work> {
    (prop::collection::vec(any::<u8>(), 0..=32), payout())
        .prop_map(|(provider, payout)| Work { provider: CanonicalAddr::from(provider), payout })
}

fn wait() -> impl Strategy<Value = Wait> {
    (any::<u32>(), 0u64..1 << 40, 0u64..1 << 40, any::<Option<u32>>())
        .prop_map(|(waited, asked_at, due, chunk)| Wait { waited, asked_at, due, chunk })
}

fn asked() -> impl Strategy<Value = Asked> {
    let number = || prop_oneof![Just(0), any::<u32>()];
    (number(), number()).prop_map(|(waited, next)| Asked { waited, next })
}

fn live() -> impl Strategy<Value = Job> {
    let phase = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..=32).prop_map(|provider| Phase::Called(provider.into())),
        (work(), asked()).prop_map(|(work, asked)| Phase::Assigned(work, asked)),
        (work(), wait()).prop_map(|(work, wait)| Phase::AwaitingInput(work, wait)),
        (work(), any::<[u8; 32]>()).prop_map(|(work, output)| Phase::Submitted(work, output)),
        (work(), any::<[u8; 32]>()).prop_map(|(work, output)| Phase::Disputed(work, output)),
    ];
    (0u64..1 << 40, phase).prop_map(|(deadline, phase)| Job::Live(Hot { deadline, phase }))
}

proptest! {
    #[test]
    fn a_live_job_takes_at_most_80_bytes_and_comes_back_as_it_was(job in live()) {
        let bytes = job.encode().unwrap();
        prop_assert!(bytes.len() <= 80, "{}", bytes.len());
        prop_assert_eq!(Job::decode(&bytes).unwrap(), job);
    }

    #[test]
    fn a_tombstone_takes_at_most_40_bytes_and_comes_back_as_it_was(
        end in prop::sample::select(ENDS.to_vec()),
        output in any::<Option<[u8; 32]>>(),
    ) {
        let job = Job::Finished(Tombstone { end, output });
        let bytes = job.encode().unwrap();
        prop_assert!(bytes.len() <= 40, "{}", bytes.len());
        prop_assert_eq!(Job::decode(&bytes).unwrap(), job);
    }

    #[test]
    fn bytes_decode_to_one_job_or_to_none(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        if let Ok(job) = Job::decode(&bytes) {
            prop_assert_eq!(job.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn records_that_are_cut_or_lengthened_are_refused(job in live(), byte in any::<u8>()) {
        let mut bytes = job.encode().unwrap();
        bytes.push(byte);
        prop_assert!(Job::decode(&bytes).is_err());
        bytes.truncate(bytes.len() - 2);
        prop_assert!(Job::decode(&bytes).is_err());
    }

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

/// First 8 bytes of sha256, by another path than the contract's.
fn fingerprint(name: &str) -> u64 {
    let digest = cosmwasm_std::Checksum::generate(name.as_bytes());
    u64::from_be_bytes(digest.as_slice()[..8].try_into().unwrap())
}

#[test]
fn what_has_no_room_is_refused() {
    let hot = |deadline, length: usize, payout| {
        let work = Work { provider: vec![1; length].into(), payout };
        Job::Live(Hot { deadline, phase: Phase::Assigned(work, Asked::default()) }).encode()
    };
    let net = |min| AcceptPayout::Net { min: Uint128::new(min) };
    assert!(hot(1 << 40, 20, net(0)).is_err());
    assert!(hot(0, 33, net(0)).is_err());
    assert!(hot(0, 20, net(1 << 72)).is_err());
    assert!(hot((1 << 40) - 1, 32, net((1 << 72) - 1)).is_ok());
    assert!(Job::Live(Hot { deadline: 0, phase: Phase::Open }).encode().is_err(), "it has no record");
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
    // Addresses are 32 bytes here, most on a chain are 20.
    assert!(stored(&market, b't', job_id).unwrap() <= 180, "{:?}", stored(&market, b't', job_id));
    market.accept(job_id, AcceptPayout::Net { min: Uint128::new((1 << 72) - 1) });
    hot.push(stored(&market, b'j', job_id));
    market.submit(job_id, None).unwrap();
    hot.push(stored(&market, b'j', job_id));
    assert_eq!(hot, [None, Some(48), Some(80)]);
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
    assert_eq!((stored(&market, b'j', job_id), stored(&market, b't', job_id)), (Some(33), None));
}
