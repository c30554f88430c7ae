//! What of a job's input its provider may ask for, and how long it waits for answers.

use api::deadline::{Deadline, Moment};
use api::job_market::{InputForm, DATA_WITHIN};

use super::phase::{Answers, Deal};
use super::terms::{Askable, Terms};
use crate::error::ContractError;

/// The wait for an answer.
pub fn answer(asked: Moment) -> Deadline {
    Deadline { begun: asked, seconds: DATA_WITHIN }
}

/// Refuses a request for what cannot be asked for, or not any more: a job that was called came with its
/// input, and who waited with patience may give the job up.
pub fn check(
    job_id: u64,
    terms: &Terms,
    deal: Deal,
    answers: Answers,
    chunk: Option<u32>,
) -> Result<(), ContractError> {
    let askable = terms.askable.filter(|_| deal != Deal::Called);
    let Some(Askable { form, .. }) = askable else {
        let expected = "a job whose request said the form of its input";
        return Err(ContractError::unsuited(
            job_id,
            expected,
            "one that did not, or that was called with it",
        ));
    };
    check_chunk(job_id, form, chunk, answers.next)?;
    if terms.waited_enough(answers) {
        let expected = format!("to have waited for its input for less than {} s", terms.patience());
        let got = format!("{} s; it can be given up without fault", answers.patient());
        return Err(ContractError::unsuited(job_id, expected, got));
    }
    Ok(())
}

/// The answers with one more, at `now`, to a request of `asked` for `chunk`. As waited with patience counts no
/// more than an answer may take, and no more than the blocks made meanwhile take: a chain that stood still is
/// nobody's reason to give a job up.
pub fn answered(
    before: Answers,
    asked: Moment,
    chunk: Option<u32>,
    now: Moment,
    block_millis: u64,
) -> Answers {
    let seconds = now.time.saturating_sub(asked.time);
    let blocks = now.height.checked_sub(asked.height).unwrap_or(now.height);
    let running = blocks.saturating_mul(block_millis).checked_div(1_000).unwrap_or_default();
    let patient = seconds.min(DATA_WITHIN).min(running);
    let short = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Answers {
        waited: before.waited.saturating_add(short(seconds)),
        halted: before.halted.saturating_add(short(seconds.saturating_sub(patient))),
        blocks: before.blocks.saturating_add(short(blocks)),
        next: chunk.map_or(1, |chunk| chunk.saturating_add(1)),
    }
}

/// A chunk of an input in chunks, from the `next` on, and none of a whole one, which is asked for once. What
/// was answered is on chain; were it asked for again, a provider could wait for nothing.
fn check_chunk(job_id: u64, form: InputForm, chunk: Option<u32>, next: u32) -> Result<(), ContractError> {
    let expected = match (form, chunk) {
        (InputForm::Bytes { .. }, None) if next == 0 => return Ok(()),
        (InputForm::Chunks { count }, Some(chunk)) if (next..count).contains(&chunk) => return Ok(()),
        (InputForm::Bytes { .. }, None) => "nothing more, as it was answered".to_owned(),
        (InputForm::Bytes { .. }, Some(_)) => "the whole input, no chunk".to_owned(),
        (InputForm::Chunks { count }, _) if next >= count => {
            "nothing more, as the last was answered".to_owned()
        }
        (InputForm::Chunks { count }, _) => format!("a chunk from {next} to {}", count.saturating_sub(1)),
    };
    let got = chunk.map_or_else(|| "the whole input".to_owned(), |chunk| format!("chunk {chunk}"));
    Err(ContractError::unsuited(job_id, expected, got))
}
