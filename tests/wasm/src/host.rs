//! The chain as the virtual machine sees it: storage and queries, served across a channel.
//!
//! The VM wants to own its storage and querier; the embedded chain only lends them. So each call runs on a thread of
//! its own that asks, while the thread that holds the loan answers: one question at a time, nothing is copied ahead.

use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use cosmwasm_std::{
    from_json, Binary, ContractResult, Deps, DepsMut, Empty, Order, QuerierResult, QueryRequest, Record,
    SystemResult, WasmQuery,
};
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Querier, Storage};

use crate::meter::{Access, VM_GAS_PER_SDK_GAS};

/// The SDK's storage prices, in SDK gas. A key counts with the prefix of the contract's own store.
mod price {
    pub const READ: u64 = 1_000;
    pub const READ_BYTE: u64 = 3;
    pub const WRITE: u64 = 2_000;
    pub const WRITE_BYTE: u64 = 30;
    pub const DELETE: u64 = 1_000;
    pub const STEP: u64 = 30;
    /// One byte that says "contract store" and a contract's 32-byte address.
    pub const STORE_PREFIX: usize = 33;
}

enum Question {
    Get(Vec<u8>),
    Set(Vec<u8>, Vec<u8>),
    Remove(Vec<u8>),
    First { start: Option<Vec<u8>>, end: Option<Vec<u8>>, order: Order },
    Query(Vec<u8>),
}

enum Answer {
    Value(Option<Vec<u8>>),
    Record(Option<Record>),
    /// What was answered, and of a raw query the length of the key.
    Query(QuerierResult, Option<usize>),
    Done,
    ReadOnly,
}

/// The VM's end of the channel, cloned into its storage and its querier.
#[derive(Clone)]
pub struct Asker(Arc<Mutex<(Sender<Question>, Receiver<Answer>)>>);

impl Asker {
    fn ask(&self, question: Question) -> Result<Answer, BackendError> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (questions, answers) = &*guard;
        // Only a panic on the other side closes the channel; it is what the test then reports.
        let closed = || BackendError::unknown("the embedded chain is gone");
        questions.send(question).map_err(|_| closed())?;
        match answers.recv().map_err(|_| closed())? {
            Answer::ReadOnly => Err(BackendError::unknown("a query cannot write")),
            answer => Ok(answer),
        }
    }
}

/// The embedded chain's end: what a call was lent, and a tally of what it touched.
pub struct Server<'a> {
    loan: Loan<'a>,
    questions: Receiver<Question>,
    answers: Sender<Answer>,
    pub tally: Tally,
}

/// What a call touched.
#[derive(Default)]
pub struct Tally {
    pub reads: Vec<Access>,
    pub writes: Vec<Access>,
    pub steps: usize,
    pub queries: usize,
    pub raw_queries: Vec<Access>,
}

/// What the embedded chain lends to a call.
pub enum Loan<'a> {
    /// To a message.
    Mutable(DepsMut<'a>),
    /// To a query.
    Shared(Deps<'a>),
}

impl Loan<'_> {
    fn storage(&self) -> &dyn cosmwasm_std::Storage {
        match self {
            Loan::Mutable(deps) => deps.storage,
            Loan::Shared(deps) => deps.storage,
        }
    }
}

/// Both ends.
pub fn connect(loan: Loan) -> (Asker, Server) {
    let (send_question, questions) = channel();
    let (answers, receive_answer) = channel();
    let asker = Asker(Arc::new(Mutex::new((send_question, receive_answer))));
    (asker, Server { loan, questions, answers, tally: Tally::default() })
}

impl Server<'_> {
    /// Answers until every asker is dropped.
    pub fn serve(&mut self) {
        while let Ok(question) = self.questions.recv() {
            let answer = self.answer(question);
            if self.answers.send(answer).is_err() {
                return;
            }
        }
    }

    fn answer(&mut self, question: Question) -> Answer {
        match question {
            Question::Get(key) => {
                let value = self.loan.storage().get(&key);
                self.tally.reads.push(Access { key, bytes: value.as_ref().map_or(0, Vec::len) });
                Answer::Value(value)
            }
            Question::Set(key, value) => {
                let Loan::Mutable(deps) = &mut self.loan else { return Answer::ReadOnly };
                deps.storage.set(&key, &value);
                self.tally.writes.push(Access { key, bytes: value.len() });
                Answer::Done
            }
            Question::Remove(key) => {
                let Loan::Mutable(deps) = &mut self.loan else { return Answer::ReadOnly };
                deps.storage.remove(&key);
                self.tally.writes.push(Access { key, bytes: 0 });
                Answer::Done
            }
            Question::First { start, end, order } => {
                self.tally.steps += 1;
                Answer::Record(self.loan.storage().range(start.as_deref(), end.as_deref(), order).next())
            }
            Question::Query(request) => {
                self.tally.queries += 1;
                let answer = match &self.loan {
                    Loan::Mutable(deps) => deps.querier.raw_query(&request),
                    Loan::Shared(deps) => deps.querier.raw_query(&request),
                };
                let Some(key) = raw_key(&request) else { return Answer::Query(answer, None) };
                let length = key.len();
                self.tally.raw_queries.push(Access { key, bytes: answer_bytes(&answer) });
                Answer::Query(answer, Some(length))
            }
        }
    }
}

/// A range that a contract is walking through.
struct Cursor {
    start: Option<Vec<u8>>,
    end: Option<Vec<u8>>,
    order: Order,
}

/// The storage that the VM owns.
pub struct RemoteStorage {
    asker: Asker,
    cursors: Vec<Cursor>,
}

impl RemoteStorage {
    pub fn new(asker: Asker) -> Self {
        RemoteStorage { asker, cursors: Vec::new() }
    }
}

/// SDK gas that is charged outside the VM.
fn charge(sdk_gas: u64) -> GasInfo {
    GasInfo::with_externally_used(sdk_gas * VM_GAS_PER_SDK_GAS)
}

fn read_price(key: usize, value: usize) -> u64 {
    price::READ_BYTE * (price::STORE_PREFIX + key + value) as u64
}

impl Storage for RemoteStorage {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        match self.asker.ask(Question::Get(key.to_vec())) {
            Ok(Answer::Value(value)) => {
                let gas = price::READ + read_price(key.len(), value.as_ref().map_or(0, Vec::len));
                (Ok(value), charge(gas))
            }
            other => (Err(unexpected(other)), GasInfo::free()),
        }
    }

    fn scan(&mut self, start: Option<&[u8]>, end: Option<&[u8]>, order: Order) -> BackendResult<u32> {
        self.cursors.push(Cursor { start: start.map(Into::into), end: end.map(Into::into), order });
        (Ok(self.cursors.len() as u32), GasInfo::free())
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let Some(cursor) = (iterator_id as usize).checked_sub(1).and_then(|i| self.cursors.get_mut(i)) else {
            return (Err(BackendError::iterator_does_not_exist(iterator_id)), GasInfo::free());
        };
        let Cursor { start, end, order } = cursor;
        let question = Question::First { start: start.clone(), end: end.clone(), order: *order };
        match self.asker.ask(question) {
            Ok(Answer::Record(None)) => (Ok(None), charge(price::STEP)),
            Ok(Answer::Record(Some((key, value)))) => {
                match order {
                    // The least key above this one.
                    Order::Ascending => *start = Some([key.as_slice(), &[0]].concat()),
                    Order::Descending => *end = Some(key.clone()),
                }
                let gas = price::STEP + read_price(key.len(), value.len());
                (Ok(Some((key, value))), charge(gas))
            }
            other => (Err(unexpected(other)), GasInfo::free()),
        }
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        match self.asker.ask(Question::Set(key.to_vec(), value.to_vec())) {
            Ok(Answer::Done) => {
                let bytes = (price::STORE_PREFIX + key.len() + value.len()) as u64;
                (Ok(()), charge(price::WRITE + price::WRITE_BYTE * bytes))
            }
            other => (Err(unexpected(other)), GasInfo::free()),
        }
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        match self.asker.ask(Question::Remove(key.to_vec())) {
            Ok(Answer::Done) => (Ok(()), charge(price::DELETE)),
            other => (Err(unexpected(other)), GasInfo::free()),
        }
    }
}

/// The querier that the VM owns.
pub struct RemoteQuerier(pub Asker);

impl Querier for RemoteQuerier {
    fn query_raw(
        &self,
        request: &[u8],
        _gas_limit: u64,
    ) -> BackendResult<SystemResult<ContractResult<Binary>>> {
        match self.0.ask(Question::Query(request.to_vec())) {
            // Another contract's record costs what one's own does; what a contract is asked is metered where it runs.
            Ok(Answer::Query(result, Some(key))) => {
                let gas = price::READ + read_price(key, answer_bytes(&result));
                (Ok(result), charge(gas))
            }
            Ok(Answer::Query(result, None)) => (Ok(result), GasInfo::free()),
            other => (Err(unexpected(other)), GasInfo::free()),
        }
    }
}

/// The key that a raw query asks for.
fn raw_key(request: &[u8]) -> Option<Vec<u8>> {
    match from_json(request).ok()? {
        QueryRequest::<Empty>::Wasm(WasmQuery::Raw { key, .. }) => Some(key.into()),
        _ => None,
    }
}

fn answer_bytes(answer: &QuerierResult) -> usize {
    match answer {
        SystemResult::Ok(ContractResult::Ok(value)) => value.len(),
        _ => 0,
    }
}

fn unexpected(answer: Result<Answer, BackendError>) -> BackendError {
    answer.err().unwrap_or_else(|| BackendError::unknown("an answer to another question"))
}
