//! All public state of the job-market, by queries.

use std::collections::BTreeMap;

use api::job_market::{ConfigResponse, JobsResponse, OccupanciesResponse, QueryMsg, TemplatesResponse};

use super::indexer::Indexed;
use super::{all_jobs, Market};

impl Market {
    /// All public state, by queries.
    pub fn queried(&self) -> Indexed {
        let config: ConfigResponse = self.ask_jobs(&QueryMsg::Config {}).unwrap();
        let classes: OccupanciesResponse = self.ask_jobs(&QueryMsg::Occupancies {}).unwrap();
        let jobs: JobsResponse = self.ask_jobs(&all_jobs()).unwrap();
        let mut templates = BTreeMap::new();
        for class in &classes.classes {
            let question = QueryMsg::Templates { class: class.class.clone() };
            for entry in self.ask_jobs::<TemplatesResponse>(&question).unwrap().templates {
                templates.insert((class.class.clone(), entry.template), entry);
            }
        }
        Indexed {
            jobs: jobs.jobs.into_iter().map(|job| (job.job_id, job)).collect(),
            classes: classes.classes.into_iter().map(|class| (class.class, class.terms)).collect(),
            templates,
            params: Some(config.params),
            guardian: Some(config.guardian.into()),
            paused: config.paused,
        }
    }

    #[track_caller]
    pub fn assert_indexed(&self) {
        assert_eq!(self.indexed, self.queried());
    }
}
