//! What is stored beside cw20-base's own records.

use cosmwasm_std::Addr;
use cw_storage_plus::Item;

/// Who may burn. Few, so one record: a burn reads it once.
pub const BURNERS: Item<Vec<Addr>> = Item::new("burners");
