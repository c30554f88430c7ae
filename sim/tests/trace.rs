//! The readers of real traces: what they accept, what they make of it, and what they refuse.

use std::path::{Path, PathBuf};

use sim::demand::{durations, Demand};
use sim::stats::percentile;
use sim::trace::{azure, join, load, parse, read, Trace};

const ARRIVALS: &str = "arrival_s,gpus,virtual_cluster\n50,4,b\n0,1,a\n";
const REQUESTS: &str =
    "arrival_s,service,context_tokens,generated_tokens\n2.5,code,8000,30\n0.000,conv,374,44\n";

fn refusal(text: &str) -> String {
    format!("{:#}", parse(text).expect_err("a refusal"))
}

#[test]
fn arrivals_are_sorted() {
    let Trace::Arrivals(arrivals) = parse(ARRIVALS).unwrap() else { panic!("not arrivals") };
    assert_eq!(arrivals.iter().map(|a| (a.seconds, a.gpus)).collect::<Vec<_>>(), [(0, 1), (50, 4)]);
}

#[test]
fn runtimes_are_sorted_and_without_zeros() {
    assert_eq!(parse("runtime\r\n30.0\r\n0.0\r\n2.0\r\n\r\n").unwrap(), Trace::Runtimes(vec![2.0, 30.0]));
}

#[test]
fn requests_become_gpu_seconds_by_the_stated_formula() {
    let Trace::Requests(requests) = parse(REQUESTS).unwrap() else { panic!("not requests") };
    // 374 / 4,000 + 44 / 25 = 1.85 and 8,000 / 4,000 + 30 / 25 = 3.2, both up.
    assert_eq!(requests.iter().map(azure::Request::gpu_seconds).collect::<Vec<_>>(), [2, 4]);
    let jobs = join(vec![Trace::Requests(requests)], 1).unwrap();
    assert_eq!(
        jobs.iter().map(|j| (j.arrival, j.gpus, j.seconds)).collect::<Vec<_>>(),
        [(0, 1, 2), (2, 1, 4)]
    );
}

#[test]
fn an_empty_request_still_takes_a_second() {
    assert_eq!(azure::Request { seconds: 0.0, context: 0, generated: 0 }.gpu_seconds(), 1);
}

#[test]
fn refusals_name_the_line_what_was_expected_and_what_came() {
    for (text, parts) in [
        ("", ["the file is empty", "expected a header"]),
        ("runtime\n", ["no rows under the header", "runtime"]),
        ("runtime\n0.0\n", ["every runtime", "is zero"]),
        ("runtime\n5\n-1\n", ["line 3: expected a runtime in seconds", "\"-1\""]),
        ("runtime\nNaN\n", ["line 2: expected a runtime in seconds", "\"NaN\""]),
        ("time,jobs\n1,2\n", ["unknown header \"time,jobs\"", "expected \"arrival_s,gpus,virtual_cluster\""]),
        ("arrival_s,gpus,virtual_cluster\n1,2\n", ["line 2: expected 3 fields", "got 2"]),
        ("arrival_s,gpus,virtual_cluster\n1,0,a\n", ["line 2: expected a GPU count of at least 1", "\"0\""]),
        ("arrival_s,gpus,virtual_cluster\nsoon,1,a\n", ["line 2: expected seconds of arrival", "\"soon\""]),
        (
            "arrival_s,service,context_tokens,generated_tokens\n1,conv,12,many\n",
            ["line 2: expected a count of generated tokens", "\"many\""],
        ),
    ] {
        let message = refusal(text);
        for part in parts {
            assert!(message.contains(part), "{message:?} does not say {part:?}");
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    let message = format!("{:#}", read(Path::new("no/such/trace.csv")).expect_err("a refusal"));
    assert!(message.contains("cannot read the trace no/such/trace.csv"), "{message}");
}

#[test]
fn traces_that_do_not_belong_together_are_refused() {
    let trace = |text| parse(text).unwrap();
    let refusal = |traces| join(traces, 1).expect_err("a refusal").to_string();
    assert!(refusal(vec![]).contains("no trace given"));
    assert!(refusal(vec![trace(ARRIVALS), trace(ARRIVALS)]).contains("two traces of arrivals"));
    assert!(refusal(vec![trace(ARRIVALS), trace(REQUESTS)]).contains("cannot be joined"));
}

#[test]
fn a_join_uses_real_runtimes_only_and_repeats_with_its_seed() {
    let runtimes: Vec<f64> = (1..=1_000).map(|i| f64::from(i) * 7.0).collect();
    let jobs = |seed| {
        join(vec![Trace::Runtimes(runtimes.clone()), parse(ARRIVALS).unwrap()], seed)
            .expect("a stream of jobs")
    };
    assert_eq!(jobs(1), jobs(1));
    assert_ne!(jobs(1), jobs(2));
    assert!(jobs(1).iter().all(|job| job.seconds % 7 == 0 && job.seconds <= 7_000));
    assert_eq!(jobs(1).iter().map(|job| job.gpus).collect::<Vec<_>>(), [1, 4]);
}

/// The folder of the real files, which are not part of this repository; where it is missing, that is said
/// aloud.
fn traces() -> Option<PathBuf> {
    let folder = market_tests::shared::folder().map(|shared| shared.join("data/gpu-traces"));
    if folder.is_none() {
        println!("SKIPPED: no shared traces (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)");
    }
    folder
}

fn median(jobs: &[Demand], gpus: u32) -> f64 {
    let seconds: Vec<f64> = jobs.iter().filter(|j| j.gpus == gpus).map(|j| j.seconds as f64).collect();
    percentile(&seconds, 50.0).expect("jobs of that GPU count")
}

#[test]
fn the_real_cluster_traces_join_and_keep_the_dependence_on_gpus() {
    let Some(folder) = traces() else { return };
    let arrivals = folder.join("philly_vc_arrivals_gavel_mit.csv");
    let runtimes = folder.join("philly_runtimes_alibaba2020_ccby.csv");
    let Trace::Runtimes(real) = read(&runtimes).unwrap() else { panic!("not runtimes") };
    assert_eq!(real.len(), 83_152);
    // The model's distribution over all jobs is that of the real runtimes.
    for (rank, tolerance) in [(0.1, 0.02), (0.5, 0.02), (0.9, 0.02), (0.99, 0.005)] {
        let seconds = real[(rank * real.len() as f64) as usize];
        let modelled = durations::cumulative(seconds);
        assert!((modelled - rank).abs() < tolerance, "{seconds} s: {modelled} against {rank}");
    }
    let jobs = load(&[arrivals.clone(), runtimes], 7).unwrap();
    assert_eq!(jobs.len(), 15_242);
    for (gpus, expected) in [(1, 1_115.0), (4, 17_377.0), (8, 23_392.0)] {
        let ratio = median(&jobs, gpus) / expected;
        assert!((0.75..1.35).contains(&ratio), "{gpus} GPUs: {} against {expected}", median(&jobs, gpus));
    }
    assert_eq!(load(&[arrivals], 7).unwrap().len(), 15_242);
}

#[test]
fn the_real_requests_load() {
    let Some(folder) = traces() else { return };
    let jobs = load(&[folder.join("azure_llm_inference_2023.csv")], 7).unwrap();
    assert_eq!(jobs.len(), 28_185);
    assert!(jobs.windows(2).all(|pair| pair[0].arrival <= pair[1].arrival));
    let gpus = jobs.iter().map(|job| job.gpu_seconds() as f64).sum::<f64>() / 3_600.0;
    assert!((40.0..70.0).contains(&gpus), "busy GPUs: {gpus}");
}
