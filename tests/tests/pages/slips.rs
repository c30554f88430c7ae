//! Slips that a reader must not meet: each fails the test of its page.

use crate::page::steps;
use crate::run::Reader;
use crate::world::World;

fn read(text: &str) {
    let mut reader = Reader::new("page", World::new(true));
    steps("page", text).iter().for_each(|step| reader.step(step));
    reader.end();
}

#[test]
fn a_page_without_slips_is_read() {
    read("<!-- query: pool -->\n```json\n{\"config\": {}}\n```\n<!-- answer -->\n```json\n{\"network_denom\": \"unet\"}\n```");
}

#[test]
#[should_panic(expected = "nothing is called `swap_exact`")]
fn a_message_that_there_is_not_fails() {
    read("<!-- run: pool as client -->\n```json\n{\"swap_exact\": {}}\n```");
}

#[test]
#[should_panic(expected = "in `provide`: nothing is called `reciever`")]
fn a_field_that_there_is_not_fails() {
    read("<!-- run: pool as client -->\n```json\n{\"provide\": {\"pool_id\": 1, \"max_0\": \"1\", \"max_1\": \"1\", \"from\": \"account\",\n  \"min_shares\": \"1\", \"reciever\": \"$FRIEND\"}}\n```");
}

#[test]
#[should_panic(expected = "wrong funds")]
fn a_message_that_is_refused_fails() {
    read("<!-- run: provider_registry as client | with 5unet -->\n```json\n{\"register\": {\"metadata\": \"\"}}\n```");
}

#[test]
#[should_panic(expected = "expected {\"heartbeat\":{}} to be refused")]
fn a_message_that_is_accepted_but_should_be_refused_fails() {
    read("<!-- run: provider_registry as provider | refused: unknown -->\n```json\n{\"heartbeat\": {}}\n```");
}

#[test]
#[should_panic(expected = "network_denom: expected \"unot\", got \"unet\"")]
fn another_answer_fails() {
    read("<!-- query: pool -->\n```json\n{\"config\": {}}\n```\n<!-- answer -->\n```json\n{\"network_denom\": \"unot\"}\n```");
}

#[test]
#[should_panic(expected = "nothing says what a placeholder stands for")]
fn an_unknown_placeholder_fails() {
    read("<!-- query: job_market -->\n```json\n{\"job\": {\"job_id\": $NOBODY}}\n```");
}

#[test]
#[should_panic(expected = "no message carries {\"$HOOK\"}")]
fn a_hook_that_nothing_carries_fails() {
    read("<!-- base64: $HOOK -->\n```json\n{\"deposit\": {}}\n```");
}

#[test]
#[should_panic(expected = "no hook is like this")]
fn a_hook_that_there_is_not_fails() {
    read("<!-- base64: $HOOK -->\n```json\n{\"deposit\": {\"reciever\": \"$FRIEND\"}}\n```");
}
