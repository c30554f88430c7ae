//! One page of a list whose records are looked at one by one.

use api::paging::{page, MAX_SCAN};
use cosmwasm_std::StdResult;

use crate::error::ContractError;

/// What `keep` lets through of a walk, at most `limit` of it, and after which record the next page starts; none if the
/// walk has ended, or nothing was asked for. Looks at [`MAX_SCAN`] records at the most, and at one more to see whether there is one.
pub fn list<T, R>(
    mut walk: impl Iterator<Item = StdResult<(u64, T)>>,
    limit: Option<u32>,
    mut keep: impl FnMut(u64, T) -> Result<Option<R>, ContractError>,
) -> Result<(Vec<R>, Option<u64>), ContractError> {
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
