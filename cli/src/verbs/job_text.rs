//! A job for people.

use api::job_market::{AcceptPayout, JobResponse};

use crate::render::{span, text_of, when, Fields};
use crate::session::Session;

/// One line for each thing that is known of a job; times against `now`, where it is given.
pub fn text(session: &Session, job: &JobResponse, now: Option<u64>) -> String {
    let market = &session.market;
    let mut fields = Fields::new();
    fields.add("job", job.job_id).add("state", text_of(&job.state));
    fields.maybe("output", job.output.as_ref());
    fields.maybe("fault", job.fault.as_ref().map(text_of));
    fields.maybe("its end is to be told to", job.callback.as_ref().map(|callback| &callback.contract));
    if let Some(open) = &job.open {
        fields.add("owner", &open.owner).maybe("provider", open.provider.as_ref());
        fields.maybe("only for", open.only_provider.as_ref());
        fields.add("work", format!("{} GPU of {} for {}", open.gpus, open.class, span(open.seconds)));
        fields.add("program", &open.program).add("input", &open.input).add("method", open.method);
        fields.maybe("template", open.template);
        fields.add("its credits cost", market.net_shown(open.cost)).add("take", market.net_shown(open.take));
        fields.add("tip", market.net_shown(open.tip));
        fields.maybe(
            "paid in",
            open.payout.map(|payout| match payout {
                AcceptPayout::Redeem {} => "credits, redeemed".to_owned(),
                AcceptPayout::Credits {} => "credits".to_owned(),
                AcceptPayout::Net { min } => format!("NET, at least {}", market.net_shown(min)),
            }),
        );
        fields.add("to run within", span(open.run_within));
        fields.add("deadline", now.map_or_else(|| open.deadline.to_string(), |now| when(open.deadline, now)));
        fields.maybe(
            "least reputation",
            (open.min_reputation_bps > 0).then(|| crate::render::percent(open.min_reputation_bps.into())),
        );
        fields.maybe("dispute bond", open.dispute_bond.map(|bond| market.net_shown(bond)));
        fields.maybe("challenge bond", open.challenge_bond.map(|bond| market.net_shown(bond)));
        fields.maybe("challenger", open.challenger.as_ref());
        fields.maybe("input asked for at", open.data_request.as_ref().map(|request| request.asked_at));
    }
    fields.text()
}
