//! Messages, queries, events and shared types of every contract.
