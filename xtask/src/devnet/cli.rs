//! `cargo xtask devnet …`.

use std::path::PathBuf;

use anyhow::{bail, Result};
use clap::{Args, Subcommand};

use super::{Devnet, NodeStatus, Options};
use crate::project::Project;

/// What to do with a devnet.
#[derive(Args)]
pub struct Command {
    #[command(subcommand)]
    task: Task,
    /// The folder that holds all of it [default: target/devnet]
    #[arg(long, global = true)]
    home: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Task {
    /// Make the chain if there is none, start every node that does not run, wait for blocks.
    Up(Options),
    /// Stop every node; the chain stays and `up` goes on with it.
    Down,
    /// Show height, time and every node; fails unless all are up.
    Status,
    /// Stop every node and remove the chain.
    Reset,
    /// Start one node.
    Start {
        /// Its number, from 0
        #[arg(long)]
        node: u16,
    },
    /// Stop one node: what happens to the others, and when it comes back?
    Stop {
        /// Its number, from 0
        #[arg(long)]
        node: u16,
        /// Without a chance to write anything, as in a power cut (SIGKILL)
        #[arg(long)]
        kill: bool,
    },
}

/// Does it, and says what was done.
pub fn run(project: &Project, command: &Command) -> Result<()> {
    let devnet = Devnet::at(project, command.home.as_deref())?;
    match &command.task {
        Task::Up(options) => {
            let started = devnet.up(options)?;
            println!("{}", if started { "The devnet is up." } else { "The devnet was up already." });
            show(&devnet.status()?);
            Ok(())
        }
        Task::Down => {
            match devnet.down()? {
                0 => println!("No node was running."),
                stopped => println!("Stopped {stopped} of the devnet's nodes."),
            }
            Ok(())
        }
        Task::Status => {
            let nodes = devnet.status()?;
            show(&nodes);
            let down = nodes.iter().filter(|node| node.answer.is_err()).count();
            if down > 0 {
                bail!(
                    "{down} of {} nodes not up; `cargo xtask devnet up` starts what is missing",
                    nodes.len()
                );
            }
            Ok(())
        }
        Task::Reset => {
            let home = devnet.home.display();
            if devnet.reset()? {
                println!("Removed {home}.");
            } else {
                println!("Nothing to remove: no {home}.");
            }
            Ok(())
        }
        Task::Start { node } => {
            let started = devnet.start(*node)?;
            println!("Node {node} {}.", if started { "is up" } else { "was up already" });
            Ok(())
        }
        Task::Stop { node, kill } => {
            let ran = if *kill { devnet.kill(*node)? } else { devnet.stop(*node)? };
            println!("Node {node} {}.", if ran { "has ended" } else { "was not running" });
            Ok(())
        }
    }
}

fn show(nodes: &[NodeStatus]) {
    println!(
        "{:<5} {:<11} {:>8} {:<24} {:>8} {:<20} {:>10}",
        "node", "validator", "pid", "rpc", "height", "time", "power"
    );
    for NodeStatus { node, pid, rpc, answer } in nodes {
        let pid = pid.map_or("-".to_owned(), |pid| pid.to_string());
        let start = format!("{node:<5} {:<11} {pid:>8} {rpc:<24}", format!("validator{node}"));
        match answer {
            Ok(answer) => {
                let time: String = answer.time.chars().take(19).collect();
                let late = if answer.catching_up { " catching up" } else { "" };
                println!(
                    "{start} {:>8} {:<20} {:>10}{late}",
                    answer.height,
                    format!("{time}Z"),
                    answer.power
                );
            }
            Err(why) => println!("{start} {why:#}"),
        }
    }
}
