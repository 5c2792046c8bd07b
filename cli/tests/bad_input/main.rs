//! Wrong input: what is said, where, and with which exit code. Nothing goes to standard output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

/// The countries with data, as messages list them.
macro_rules! countries {
    () => {
        "ARG, AUS, AUT, BEL, BGR, CAN, CHE, CHL, CHN, COL, CRI, CZE, DEU, DNK, ESP, EST, FIN, FRA, GBR, GRC, HRV, HUN, \
         IRL, ISL, ISR, ITA, JPN, KOR, LTU, LUX, LVA, MEX, NLD, NOR, NZL, POL, PRT, ROU, RUS, SGP, SVK, SVN, SWE, TUR, \
         USA, ZAF"
    };
}

mod belonging;
mod compare;
mod data;
mod error_document;
mod files;
mod foreign;
mod input;
mod measures;
mod named_files;
mod options;
mod parameters;
mod scenario;
mod structures;
mod targets;
