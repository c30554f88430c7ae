//! The side of consensus in ABCI: requests to an application over its socket, each a protobuf message after its length.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::prost;
use cosmrs::proto::tendermint::abci::{
    request, response, Request, RequestCheckTx, RequestCommit, RequestFinalizeBlock, RequestFlush,
    RequestInfo, RequestInitChain, RequestQuery, Response, ResponseCheckTx, ResponseCommit,
    ResponseFinalizeBlock, ResponseInfo, ResponseInitChain, ResponseQuery,
};
use cosmrs::proto::traits::Message;

/// How long an application may take until it serves: it reads its files first.
const START: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);
/// Longest answer to a single request: a block that starts a market compiles nine contracts.
const ANSWER: Duration = Duration::from_secs(300);
/// Longest answer, bytes.
const LONGEST: usize = 256 << 20;

/// An application, which does what it is asked in that order.
pub struct Application {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($request:ty) -> $response:ty;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(&mut self, request: $request) -> Result<$response> {
                match self.ask(request::Value::$variant(request)).context(stringify!($variant))? {
                    response::Value::$variant(answer) => Ok(answer),
                    other => bail!("expected an answer to {}, got {other:?}", stringify!($variant)),
                }
            }
        )*
    };
}

impl Application {
    /// Connects to an application at host:port, once it serves.
    pub fn connect(address: &str) -> Result<Self> {
        let start = Instant::now();
        let stream = loop {
            match TcpStream::connect(address) {
                Ok(stream) => break stream,
                Err(_) if start.elapsed() < START => sleep(POLL),
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("no application at {address} within {} s", START.as_secs()))
                }
            }
        };
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER))?;
        Ok(Self { reader: BufReader::new(stream.try_clone()?), writer: stream })
    }

    requests! {
        /// How far its state is.
        info: Info(RequestInfo) -> ResponseInfo;
        /// Makes the first state.
        init_chain: InitChain(RequestInitChain) -> ResponseInitChain;
        /// Whether a transaction may go into a block.
        check_tx: CheckTx(RequestCheckTx) -> ResponseCheckTx;
        /// Carries a block out.
        finalize_block: FinalizeBlock(RequestFinalizeBlock) -> ResponseFinalizeBlock;
        /// Keeps what the block did.
        commit: Commit(RequestCommit) -> ResponseCommit;
        /// Reads the state that was last kept.
        query: Query(RequestQuery) -> ResponseQuery;
    }

    fn ask(&mut self, value: request::Value) -> Result<response::Value> {
        // An answer stays in the application's buffer until it is told to send what is there.
        let mut bytes = Request { value: Some(value) }.encode_length_delimited_to_vec();
        let flush = Request { value: Some(request::Value::Flush(RequestFlush {})) };
        bytes.extend(flush.encode_length_delimited_to_vec());
        self.writer.write_all(&bytes)?;
        let answer = self.read()?;
        if let response::Value::Exception(exception) = answer {
            bail!("the application gave up: {}", exception.error);
        }
        match self.read()? {
            response::Value::Flush(_) => Ok(answer),
            other => bail!("expected the end of an answer, got {other:?}"),
        }
    }

    fn read(&mut self) -> Result<response::Value> {
        let mut prefix = vec![];
        loop {
            let mut byte = [0];
            self.reader.read_exact(&mut byte).context("the application does not answer; its log says why")?;
            prefix.extend(byte);
            // The last byte of a length has no highest bit. A length that never ends is no length.
            if byte[0] < 0x80 || prefix.len() >= 10 {
                break;
            }
        }
        let length = prost::decode_length_delimiter(prefix.as_slice())?;
        ensure!(length <= LONGEST, "expected an answer of at most {LONGEST} bytes, got {length}");
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes)?;
        Response::decode(bytes.as_slice())?.value.context("an answer that says nothing")
    }
}
