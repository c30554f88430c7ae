//! Pages of list queries.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Api, Order, StdError, StdResult};

use crate::common::{checked_addr, CommonError};

/// Page size where a query names none.
pub const DEFAULT_PAGE: u32 = 30;
/// Largest page of a list query.
pub const MAX_PAGE: u32 = 100;
/// Most records that a page of a filtered list looks at.
pub const MAX_SCAN: usize = 500;

/// In which order a list is answered.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub enum ListOrder {
    /// Smallest id first: the oldest. A list by addresses, assets or places in a queue goes by these.
    #[default]
    Ascending,
    /// Largest id first: the newest. Exactly the reverse.
    Descending,
}

impl From<ListOrder> for Order {
    fn from(order: ListOrder) -> Order {
        match order {
            ListOrder::Ascending => Order::Ascending,
            ListOrder::Descending => Order::Descending,
        }
    }
}

/// Between what a page in an order lies that starts after something, neither of them in it, and in which order to walk: whoever
/// walks a list in both orders gets the same, once from its beginning and once from its end.
pub fn between<T>(order: Option<ListOrder>, start_after: Option<T>) -> (Option<T>, Option<T>, Order) {
    let order = order.unwrap_or_default();
    match order {
        ListOrder::Ascending => (start_after, None, order.into()),
        ListOrder::Descending => (None, start_after, order.into()),
    }
}

/// How many entries a page has: what was asked for, at most [`MAX_PAGE`].
pub fn page(limit: Option<u32>) -> usize {
    usize::try_from(limit.unwrap_or(DEFAULT_PAGE).min(MAX_PAGE)).unwrap_or(usize::MAX)
}

/// The address after which a page starts.
pub fn after(api: &dyn Api, start_after: Option<String>) -> Result<Option<Addr>, CommonError> {
    start_after.map(|text| checked_addr(api, "start_after", &text)).transpose()
}

/// What `keep` lets through of a walk over records by id, at most `limit` of it, and after which record the next page starts; none
/// if the walk has ended, or nothing was asked for. Looks at [`MAX_SCAN`] records at the most, and at one more to see whether
/// there is one.
pub fn list<T, R, E: From<StdError>>(
    mut walk: impl Iterator<Item = StdResult<(u64, T)>>,
    limit: Option<u32>,
    mut keep: impl FnMut(u64, T) -> Result<Option<R>, E>,
) -> Result<(Vec<R>, Option<u64>), E> {
    let limit = page(limit);
    let (mut kept, mut last) = (vec![], None);
    if limit == 0 {
        return Ok((kept, None));
    }
    for _ in 0..MAX_SCAN {
        let Some(entry) = walk.next() else { return Ok((kept, None)) };
        let (id, record) = entry?;
        last = Some(id);
        kept.extend(keep(id, record)?);
        if kept.len() >= limit {
            break;
        }
    }
    let more = walk.next().transpose()?.is_some();
    Ok((kept, last.filter(|_| more)))
}

/// Ids, one by one, with nothing else.
pub type Ids = Box<dyn Iterator<Item = StdResult<(u64, ())>>>;

/// Ids from 1 to `newest` after `start_after`, in an order: of records of which none is left out.
pub fn ids(newest: u64, order: Order, start_after: Option<u64>) -> Ids {
    let alone = |id| Ok((id, ()));
    match order {
        Order::Ascending => Box::new((start_after.unwrap_or_default().saturating_add(1)..=newest).map(alone)),
        Order::Descending => {
            let first = start_after.map_or(newest, |after| newest.min(after.saturating_sub(1)));
            Box::new((1..=first).rev().map(alone))
        }
    }
}
