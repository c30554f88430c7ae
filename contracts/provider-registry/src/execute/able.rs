//! Who can take on work by its own choice.

use cosmwasm_std::{Addr, DepsMut};

use crate::error::ContractError;
use crate::ledger::{is_admitted, Account, Ledger};

/// The account of a provider that can take on work which needs so many GPUs in the ledger's class: registered, in no jail, with
/// as many GPUs free, and admitted where the class asks for it.
pub fn able<'a>(
    deps: &DepsMut,
    ledger: &'a mut Ledger,
    address: &Addr,
    gpus: u32,
) -> Result<&'a mut Account, ContractError> {
    let (class, id, now) = (ledger.class.clone(), ledger.id.clone(), ledger.now);
    let account = ledger.active(deps.storage, deps.api, address)?;
    account.provider.require_free(address, now)?;
    account.position.gpus.require_free(gpus)?;
    if !is_admitted(&class, &account.position, now) {
        let admitted_until = account.position.admitted_until;
        return Err(ContractError::NotAdmitted { class: id, admitted_until, now });
    }
    Ok(account)
}
