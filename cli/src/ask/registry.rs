//! What the provider-registry is asked.

use anyhow::Result;
use api::provider_registry as registry;

use super::{pages, Market, PAGE};

impl Market {
    /// Every class.
    pub fn classes(&self) -> Result<Vec<registry::ClassResponse>> {
        pages(|last: Option<&registry::ClassResponse>| {
            let start_after = last.map(|class| class.class.clone());
            let query = registry::QueryMsg::Classes { order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_registry::<registry::ClassesResponse>(&query)?.classes)
        })
    }

    /// One class.
    pub fn class(&self, class: &str) -> Result<registry::ClassResponse> {
        self.ask_registry(&registry::QueryMsg::Class { class: class.into() })
    }

    /// The prices of a mint and a call, NET base units per whole credit.
    pub fn class_price(&self, class: &str) -> Result<registry::PriceResponse> {
        self.ask_registry(&registry::QueryMsg::Price { class: class.into() })
    }

    /// The registry's parameters.
    pub fn registry_config(&self) -> Result<registry::ConfigResponse> {
        self.ask_registry(&registry::QueryMsg::Config {})
    }

    /// A provider.
    pub fn provider(&self, provider: &str) -> Result<registry::ProviderResponse> {
        self.ask_registry(&registry::QueryMsg::Provider { provider: provider.into() })
    }

    /// Its position in a class; zeros where it has none.
    pub fn position(&self, provider: &str, class: &str) -> Result<registry::PositionResponse> {
        self.ask_registry(&registry::QueryMsg::Position { provider: provider.into(), class: class.into() })
    }

    /// Every position in a class.
    pub fn positions(&self, class: &str) -> Result<Vec<registry::PositionResponse>> {
        pages(|last: Option<&registry::PositionResponse>| {
            let start_after = last.map(|position| position.provider.to_string());
            let query = registry::QueryMsg::Positions {
                class: class.into(),
                order: None,
                start_after,
                limit: Some(PAGE),
            };
            Ok(self.ask_registry::<registry::PositionsResponse>(&query)?.positions)
        })
    }

    /// On whom a job is called; none, if it is not.
    pub fn job_call(&self, job_id: u64) -> Option<registry::CallResponse> {
        self.ask_registry(&registry::QueryMsg::JobCall { job_id }).ok()
    }

    /// What a job binds of its provider; none, if nothing.
    pub fn job_lock(&self, job_id: u64) -> Option<registry::LockResponse> {
        self.ask_registry(&registry::QueryMsg::JobLock { job_id }).ok()
    }
}
