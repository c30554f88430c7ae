//! The model's words for what the contract refuses.

use credit::RuleError;
use provider_registry::error::ContractError;

/// The model's word for a refusal of the contract.
pub fn word(verb: &str, error: &anyhow::Error) -> Option<&'static str> {
    use api::common::CommonError;
    Some(match error.downcast_ref::<ContractError>()? {
        ContractError::Zero { .. } => "zero",
        ContractError::Common(CommonError::Bounds { field: "gpus", .. }) => "zero",
        // Who looks at nobody calls nobody; the contract says so before anything else.
        ContractError::Common(CommonError::Bounds { field: "look", .. }) => "look",
        ContractError::Ending { .. } if verb == "announce" => "announced",
        ContractError::Ending { .. } => "minting_ended",
        ContractError::AboveMintCap { .. } => "cap",
        ContractError::NobodyToCall { .. } => "not_callable",
        ContractError::BeyondEnd { .. } => "ended",
        ContractError::NotEnded { .. } => "not_ended",
        ContractError::NotCollected { .. } => "not_collected",
        ContractError::NothingOwed { .. } => "no_debt",
        ContractError::Rule(rule) => match rule {
            RuleError::FreeBond { .. } => "free_bond",
            RuleError::MaxCollateral { .. } => "max_collateral",
            RuleError::Capacity { .. } => "capacity",
            RuleError::BelowStandard { .. } => "smallest",
            RuleError::StandardGpus { .. } => "standard_gpus",
            RuleError::AboveOpen { .. } => "open",
            RuleError::StillCalled { .. } => "called",
            RuleError::AbovePot { .. } => "pot",
            _ => return None,
        },
        _ => return None,
    })
}
