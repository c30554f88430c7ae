//! Starting a lease.

use api::common::{check_len, checked_addr, only};
use api::deadline::Moment;
use api::lease_market::events::LeaseEvent;
use api::lease_market::{PledgeMsg, MAX_ENDPOINT};
use api::provider_registry::PledgeReceived;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};

use super::fields::key32;
use crate::error::ContractError;
use crate::funds::Funds;
use crate::lease::{Run, Terms};
use crate::meter::{Clock, Meter};
use crate::state::{self, CLOCKS, CONFIG};

/// Peer (registry): a provider pledged bond and GPUs to the lease, and so starts it.
pub fn start(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pledge: &PledgeReceived,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.provider_registry], "the provider-registry")?;
    let PledgeMsg { endpoint, host_key } = from_json(&pledge.msg)?;
    check_len("endpoint", &endpoint, 1, MAX_ENDPOINT)?;
    key32("host_key", &host_key)?;
    let lease_id = pledge.id;
    let terms = state::open(deps.storage, lease_id)?;
    let now = Moment::of(&env.block);
    if terms.starting().passed(&env.block, config.params.block_millis) {
        let deadline = terms.starting().at();
        return Err(ContractError::TooLate { lease_id, deadline, now: now.time });
    }
    let address = checked_addr(deps.api, "provider", &pledge.provider)?;
    let provider = deps.api.addr_canonicalize(address.as_str())?;
    if let Some(named) = terms.provider.as_ref().filter(|named| **named != provider) {
        let expected = format!("its named provider {}", deps.api.addr_humanize(named)?);
        return Err(ContractError::Unsuited { lease_id, expected, got: address.into() });
    }
    let end = now.time.saturating_add(terms.seconds);
    check_pledge(pledge, &terms, end)?;

    let pace = config.pace();
    let clock = CLOCKS.may_load(deps.storage, &provider)?;
    let clock = clock.map_or_else(|| Clock::new(now, pace), |clock| clock.beat(now, pace));
    CLOCKS.save(deps.storage, &provider, &clock)?;
    let run = Run {
        provider,
        started: now.time,
        end,
        latest_end: pledge.ends_by,
        meter: Meter::start(&clock),
        paid: Funds::default(),
    };
    state::save_run(deps.storage, lease_id, run)?;
    let event = LeaseEvent::Start {
        lease_id,
        provider: &pledge.provider,
        endpoint: &endpoint,
        host_key: &host_key,
        end,
        latest_end: pledge.ends_by,
    };
    Ok(Response::new().add_event(event))
}

/// Refuses a pledge of another class, number of GPUs or amount, and one that ends before the lease.
fn check_pledge(pledge: &PledgeReceived, terms: &Terms, end: u64) -> Result<(), ContractError> {
    let refused =
        |expected: String, got: String| Err(ContractError::Unsuited { lease_id: pledge.id, expected, got });
    if pledge.class != terms.class || pledge.gpus != terms.gpus {
        let expected = format!("a pledge of {} GPUs of {}", terms.gpus, terms.class);
        return refused(expected, format!("{} of {}", pledge.gpus, pledge.class));
    }
    if pledge.amount.u128() != terms.pledge {
        return refused(format!("a pledge of {} NET", terms.pledge), pledge.amount.to_string());
    }
    if pledge.ends_by < end {
        return refused(format!("a pledge until {end} s or later"), format!("until {} s", pledge.ends_by));
    }
    Ok(())
}
