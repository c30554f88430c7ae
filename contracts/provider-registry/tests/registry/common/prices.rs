//! Prices that a test names: the records that the registry reads raw from the pool contract are written there.

use amm_math::oracle::{Checkpoint, Checkpoints, Observation, WINDOWS};
use api::pool::raw::{self, Hot};

use super::{World, CLASS};

/// What the class's pool says: reserves, and log2 of the means of 30 minutes, 24 hours and 7 days.
#[derive(Clone, Copy, Debug, Default)]
pub struct Says {
    pub net: u128,
    pub credits: u128,
    pub half_hour: Option<i64>,
    pub day: Option<i64>,
    pub week: Option<i64>,
}

impl Says {
    /// Spot and all means at 2^`log2` NET per credit, with so much NET in the reserve; `log2` is not positive.
    pub fn all(net: u128, log2: i64) -> Self {
        let mean = Some(log2);
        Self { net, credits: net << log2.unsigned_abs(), half_hour: mean, day: mean, week: mean }
    }
}

impl World {
    /// Holds for this block: the accumulator goes on from there.
    pub fn pool_says(&mut self, says: Says) {
        let pool_id = self.class(CLASS).pool_id.unwrap();
        let block = self.app.block_info();
        let now = block.time.seconds();
        let checkpoint = |mean: Option<i64>, window: u64| {
            mean.map(|log2| Checkpoint {
                time: now - window,
                acc: -i128::from(log2 << 40) * i128::from(window),
            })
        };
        let [_, half_hour, day, week] = WINDOWS;
        let checkpoints = Checkpoints {
            pairs: [
                (None, None),
                (None, checkpoint(says.half_hour, half_hour)),
                (None, checkpoint(says.day, day)),
                (None, checkpoint(says.week, week)),
            ],
        };
        let obs = Observation::first(block.height, now, 0);
        let hot = Hot {
            reserves: (says.credits, says.net),
            fees: (0, 0),
            spreads: (0, 0),
            virtual_1: 0,
            obs,
            anchor: 0,
            checkpoint_time: now,
        };
        let pool = self.pool.clone();
        let mut storage = self.app.contract_storage_mut(&pool);
        storage.set(&raw::hot_key(pool_id), &hot.encode().unwrap());
        storage.set(&raw::checkpoints_key(pool_id), &raw::checkpoints::encode(&checkpoints).unwrap());
    }

    /// The NET that a pool must hold for its prices to count.
    pub fn set_least(&mut self, least: u128) {
        let pool = self.pool.clone();
        let mut storage = self.app.contract_storage_mut(&pool);
        match least {
            0 => storage.remove(raw::LEAST),
            _ => storage.set(raw::LEAST, &raw::encode_amount(least)),
        }
    }
}
