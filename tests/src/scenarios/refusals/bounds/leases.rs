//! Of the lease-market's messages.

use serde_json::json;

use crate::scenarios::refusals::{bound, Row};

/// The lease-market's rows.
pub fn rows() -> Vec<Row> {
    let long = |n: usize| json!("x".repeat(n));
    let leases = "lease-market";
    let request = |field: &str| match field {
        "gpus" => "/receive_swap/msg#/request_lease/request/gpus",
        "seconds" => "/receive_swap/msg#/request_lease/request/seconds",
        _ => "/receive_swap/msg#/request_lease/request/ssh_key",
    };
    let mut rows: Vec<Row> = vec![
        (
            leases,
            "receive_swap/top_up",
            "/receive_swap/msg#/top_up/seconds",
            json!(0),
            bound("seconds", "1 to 2592000", "0"),
        ),
        (
            leases,
            "receive_pledge",
            "/receive_pledge/msg#/endpoint",
            long(129),
            bound("endpoint", "1 to 128 bytes", "129 bytes"),
        ),
        (
            leases,
            "receive_pledge",
            "/receive_pledge/msg#/endpoint",
            json!(""),
            bound("endpoint", "1 to 128 bytes", "0 bytes"),
        ),
        (
            leases,
            "receive_pledge",
            "/receive_pledge/msg#/host_key",
            json!("ab"),
            bound("host_key", "32 bytes", "1 bytes"),
        ),
        (leases, "list_class", "/list_class/class", long(33), bound("class", "1 to 32 bytes", "33 bytes")),
        (
            leases,
            "update_class",
            "/update_class/terms/take_bps",
            json!(501),
            bound("take_bps", "1 to 500", "501"),
        ),
    ];
    for (field, value, expected, got) in [
        ("gpus", json!(0), "1 to 65536", "0"),
        ("gpus", json!(65_537), "1 to 65536", "65537"),
        ("seconds", json!(0), "1 to 2592000", "0"),
        ("seconds", json!(2_592_001), "1 to 2592000", "2592001"),
        ("ssh_key", json!("abcd"), "32 bytes", "2 bytes"),
    ] {
        rows.push((leases, "receive_swap", request(field), value, bound(field, expected, got)));
    }
    for (path, field, value, expected) in [
        ("/update_params/params/start_within", "start_within", 59, "60 to 3600"),
        ("/update_params/params/start_within", "start_within", 3_601, "60 to 3600"),
        ("/update_params/params/heartbeat_within", "heartbeat_within", 119, "120 to 3600"),
        ("/update_params/params/heartbeat_within", "heartbeat_within", 3_601, "120 to 3600"),
        ("/update_params/params/minimum", "minimum", 121, "0 to 120"),
        ("/update_params/params/early_end_bps", "early_end_bps", 5_001, "0 to 5000"),
        ("/update_params/params/block_millis", "block_millis", 99, "100 to 30000"),
        ("/update_params/params/block_millis", "block_millis", 30_001, "100 to 30000"),
    ] {
        let named = bound(field, expected, &value.to_string());
        rows.push((leases, "update_params", path, json!(value), named));
    }
    rows
}
