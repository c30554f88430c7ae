//! `/metrics`: what the agent sees and does, in Prometheus' text format; while rounds fail, what it saw last, and that it
//! accepts nothing. `/health` answers 503 meanwhile.

use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::book::Book;
use crate::http::{Reply, Route};
use crate::run::{Counts, Round};
use crate::view::Hold;

/// What was last seen, for whoever asks.
#[derive(Clone, Default)]
pub struct Board(Arc<Mutex<Page>>);

#[derive(Default)]
struct Page {
    text: String,
    /// Whether jobs were accepted in the last round that did not fail.
    accepting: bool,
    /// Rounds that failed since one did not.
    failed: u64,
    error: String,
}

impl Board {
    /// After a round.
    pub fn show(&self, round: &Round, book: &Book, counts: &Counts) {
        let text = page(round, book, counts);
        let accepting = round.decision.accepts();
        self.with(|page| *page = Page { text, accepting, ..Page::default() });
    }

    /// After a round that failed.
    pub fn failed(&self, error: &str) {
        self.with(|page| {
            page.failed = page.failed.saturating_add(1);
            page.error = error.to_owned();
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Page) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Route for Board {
    fn reply(&self, method: &str, path: &str, _: &[u8]) -> Reply {
        self.with(|page| match (method, path) {
            ("GET", "/metrics") => {
                let mut text = page.text.clone();
                let accepting = u8::from(page.accepting && page.failed == 0);
                let help = "1 if jobs are accepted; 0 if something is short, or rounds fail";
                gauge(&mut text, "accepting", help, &[("", accepting)]);
                gauge(
                    &mut text,
                    "rounds_failed",
                    "Rounds that failed since one did not",
                    &[("", page.failed)],
                );
                Reply { kind: "text/plain; version=0.0.4; charset=utf-8", ..Reply::text(200, &text) }
            }
            ("GET", "/health") if page.failed > 0 => Reply::text(503, &format!("{}\n", page.error)),
            ("GET", "/health") => Reply::text(200, "well\n"),
            _ => Reply::text(404, "expected GET /metrics or /health\n"),
        })
    }
}

fn page(round: &Round, book: &Book, counts: &Counts) -> String {
    let (view, mut text) = (&round.view, String::new());
    gauge(&mut text, "block_height", "Newest block", &[("", view.height)]);
    gauge(&mut text, "block_time_seconds", "Its time, Unix seconds", &[("", view.time)]);
    gauge(&mut text, "wallet_net", "NET in the wallet, base units", &[("", view.balance)]);
    let of_class = |value: fn(&crate::view::Class) -> u128| -> Vec<(String, u128)> {
        view.classes
            .iter()
            .map(|(id, class)| (format!("{{class=\"{}\"}}", plain(id)), value(class)))
            .collect()
    };
    gauge(&mut text, "free_bond_net", "Free bond, NET base units", &of_class(|class| class.free));
    gauge(&mut text, "gpus_offered", "GPUs offered", &of_class(|class| class.gpus.into()));
    gauge(&mut text, "gpus_busy", "GPUs in jobs", &of_class(|class| class.busy.into()));
    gauge(
        &mut text,
        "credits_open",
        "Credits owed and not called, base units",
        &of_class(|class| class.open),
    );
    let mut jobs: BTreeMap<String, u64> = BTreeMap::new();
    for job in view.jobs.values().filter(|job| matches!(job.hold, Hold::Mine | Hold::Called)) {
        let count = jobs.entry(format!("{{state=\"{}\"}}", job.state)).or_default();
        *count = count.saturating_add(1);
    }
    gauge(
        &mut text,
        "jobs",
        "Jobs called on the provider or assigned to it",
        &jobs.into_iter().collect::<Vec<_>>(),
    );
    let runs = book.work.values().filter(|work| work.run.begun()).count();
    gauge(&mut text, "runs", "Runs that go on", &[("", runs)]);
    gauge(&mut text, "leases", "Leases that are served", &[("", view.served().count())]);
    let due = view.served().fold(0u128, |sum, (_, _, run)| sum.saturating_add(run.due));
    gauge(&mut text, "leases_due", "Credits that claims would pay now, base units", &[("", due)]);
    let machines = book.leases.values().filter(|tenant| tenant.holds()).count();
    gauge(&mut text, "machines", "Machines of leases that are ready or made so", &[("", machines)]);
    let gone =
        book.leases.values().filter(|tenant| tenant.holds() && tenant.alive.failed().is_some()).count();
    let help = "Machines of leases that do not serve: no heartbeat is sent";
    gauge(&mut text, "machines_gone", help, &[("", gone)]);
    gauge(
        &mut text,
        "pending",
        "Transactions whose fate is not known",
        &[("", u8::from(book.pending.is_some()))],
    );
    let standard = u8::from(round.decision.stops.is_empty());
    let help = "1 if standard jobs that attestors judge are accepted too";
    gauge(&mut text, "accepting_standard_attested", help, &[("", standard)]);
    let counts: Vec<_> = counts
        .iter()
        .map(|((step, fate), count)| (format!("{{step=\"{step}\",fate=\"{fate}\"}}"), count))
        .collect();
    metric(&mut text, "counter", "messages_total", "Messages by step and fate", &counts);
    text
}

fn gauge<L: Display, V: Display>(text: &mut String, name: &str, help: &str, values: &[(L, V)]) {
    metric(text, "gauge", name, help, values);
}

fn metric<L: Display, V: Display>(text: &mut String, kind: &str, name: &str, help: &str, values: &[(L, V)]) {
    // Writing to a text does not fail.
    let _ = writeln!(text, "# HELP camm_agent_{name} {help}.\n# TYPE camm_agent_{name} {kind}");
    for (labels, value) in values {
        let _ = writeln!(text, "camm_agent_{name}{labels} {value}");
    }
}

/// A label that cannot end itself.
fn plain(label: &str) -> String {
    label.chars().filter(|c| !matches!(c, '"' | '\\' | '\n')).collect()
}
