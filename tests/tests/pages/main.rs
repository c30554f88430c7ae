//! Every message and query on the pages for providers, clients, integrators and keepers is executed on the embedded market, in the
//! order of the page, and is accepted, or refused as the page says.

mod bytes;
mod form;
mod page;
mod run;
mod schema;
mod slips;
mod world;

use run::read;

#[test]
fn every_message_of_the_providers_page_is_accepted_as_it_stands() {
    read("provider.md");
}

#[test]
fn every_message_of_the_clients_page_is_accepted_as_it_stands() {
    read("client.md");
}

#[test]
fn every_message_of_the_integrators_page_is_accepted_as_it_stands() {
    read("integrate.md");
}

#[test]
fn every_message_of_the_page_of_leases_is_accepted_as_it_stands() {
    read("leases.md");
}

#[test]
fn every_message_of_the_page_of_stakes_is_accepted_as_it_stands() {
    read("staking.md");
}

#[test]
fn every_message_of_the_page_of_vaults_is_accepted_as_it_stands() {
    read("restaking.md");
}

#[test]
fn every_message_of_the_keepers_page_is_accepted_as_it_stands() {
    read("keeper.md");
}
