//! Descriptive statistics of samples. Every function skips nothing: a sample with a NaN is the caller's
//! error.

/// Spearman's rank correlation of two samples of equal length, ties given their average rank. `None` when
/// there are fewer than two pairs, the lengths differ, or one sample is constant.
pub fn spearman(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() != ys.len() {
        return None;
    }
    pearson(&ranks(xs), &ranks(ys))
}

/// Pearson's correlation, `None` as in [`spearman`].
pub fn pearson(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() != ys.len() || xs.len() < 2 {
        return None;
    }
    let (mean_x, mean_y) = (mean(xs)?, mean(ys)?);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in xs.iter().zip(ys) {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// Ranks from 1, ties given the average of the ranks they span.
pub fn ranks(sample: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..sample.len()).collect();
    order.sort_by(|&a, &b| sample[a].total_cmp(&sample[b]));
    let mut ranks = vec![0.0; sample.len()];
    let mut start = 0;
    while start < order.len() {
        let tied = order[start..].iter().take_while(|&&i| sample[i] == sample[order[start]]).count().max(1);
        let rank = start as f64 + (tied as f64 + 1.0) / 2.0;
        for &i in &order[start..start + tied] {
            ranks[i] = rank;
        }
        start += tied;
    }
    ranks
}

/// The percentile `p` in `[0, 100]`, linear between the two nearest order statistics; `None` of nothing.
pub fn percentile(sample: &[f64], p: f64) -> Option<f64> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let position = (p / 100.0).clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * position.fract())
}

/// Where the median lies with 95 %, whatever the distribution: between the values whose ranks are 0.98·√n below and above
/// the middle. `None` of fewer than six, of which no two say as much.
pub fn median_interval(sample: &[f64]) -> Option<[f64; 2]> {
    if sample.len() < 6 {
        return None;
    }
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (n, half) = (sorted.len() as f64, 0.98 * (sorted.len() as f64).sqrt());
    let low = (n / 2.0 - half).floor().max(1.0) as usize - 1;
    Some([sorted[low], sorted[sorted.len() - 1 - low]])
}

/// The arithmetic mean; `None` of nothing.
pub fn mean(sample: &[f64]) -> Option<f64> {
    (!sample.is_empty()).then(|| sample.iter().sum::<f64>() / sample.len() as f64)
}

/// The population's standard deviation over its mean; `None` of nothing or where the mean is 0.
pub fn coefficient_of_variation(sample: &[f64]) -> Option<f64> {
    let mean = mean(sample).filter(|&mean| mean != 0.0)?;
    let variance = sample.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / sample.len() as f64;
    Some(variance.sqrt() / mean)
}

/// The share of the total that the largest `fraction` of the sample holds (at least one item); `None` of
/// nothing or where the total is 0.
pub fn top_share(sample: &[f64], fraction: f64) -> Option<f64> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let total: f64 = sorted.iter().sum();
    let top = ((sorted.len() as f64 * fraction) as usize).max(1);
    (total != 0.0).then(|| sorted.iter().take(top).sum::<f64>() / total)
}
