//! The documentation keeps step with the program. `KENNIS_BLESS=1` rewrites the pages that are made from code.
//! Pages that show what a run prints need an optimised program, and are asked for:
//! `KENNIS_PROGRAM=target/release/kennis cargo test -p kennis-cli --test docs -- --ignored`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Locked by a test that writes a page in parts.
static PAGES: Mutex<()> = Mutex::new(());

/// The root of the repository; none where the package stands alone.
fn root() -> Option<PathBuf> {
    support::repository()
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            // What mdBook has built is no source.
            if path.file_name().is_none_or(|name| name != "book") {
                files(&path, extension, found);
            }
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

/// Text with the line endings of the repository, whatever git made of them.
fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .replace("\r\n", "\n")
}

fn blesses() -> bool {
    std::env::var_os("KENNIS_BLESS").is_some_and(|bless| bless == "1")
}

/// Holds a page against what the program makes of it.
fn hold(path: &Path, made: &str) {
    if blesses() {
        fs::write(path, made).unwrap();
    }
    let page = read(path);
    let differs = page.lines().zip(made.lines()).position(|(old, new)| old != new);
    assert!(
        page == made,
        "{} differs from what the program makes (first at line {:?}): KENNIS_BLESS=1 cargo test -p kennis-cli --test docs",
        path.display(),
        differs.map(|at| at + 1)
    );
}

/// The page with the text between `<!-- name -->` and `<!-- /name -->` replaced.
fn with_block(page: &str, name: &str, text: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = page.find(&open).unwrap_or_else(|| panic!("no {open}")) + open.len();
    let end = start + page[start..].find(&close).unwrap_or_else(|| panic!("no {close}"));
    format!("{}\n{}\n\n{}", &page[..start], text.trim_end(), &page[end..])
}

/// Holds a block of a page, which other tests may be writing.
fn hold_block(path: &Path, name: &str, text: &str) {
    let _alone = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    hold(path, &with_block(&read(path), name, text));
}

/// What the program prints in a folder, where it must succeed.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    printed_by(Path::new(env!("CARGO_BIN_EXE_kennis")), folder, arguments)
}

fn printed_by(program: &Path, folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_page_of_parameters_is_the_table() {
    let Some(root) = root() else { return };
    hold(&root.join("docs/parameters.md"), &kennis::report::parameter_table());
}

/// The optimised program that is named: ten thousand draws take long without optimisation.
fn optimised_program(root: &Path) -> PathBuf {
    let program = std::env::var_os("KENNIS_PROGRAM");
    let program =
        program.unwrap_or_else(|| panic!("KENNIS_PROGRAM names no program, such as target/release/kennis"));
    root.canonicalize().unwrap().join(program)
}

#[test]
#[ignore = "needs the optimised program, by KENNIS_PROGRAM"]
fn the_tutorial_shows_what_the_program_prints() {
    let Some(root) = root() else { return };
    let program = optimised_program(&root);
    let scenarios = root.join("examples/scenarios");
    let scenario = read(&scenarios.join("public_research_permanent.toml"));
    // The tutorial calls the file more.toml, and so does the command that the output ends with.
    let folder = std::env::temp_dir().join(format!("kennis-tutorial-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("more.toml"), &scenario).unwrap();
    let run = printed_by(&program, &folder, &["run", "more.toml"]);
    fs::remove_dir_all(&folder).unwrap();
    let path = root.join("docs/tutorial.md");
    let page = with_block(&read(&path), "scenario", &format!("```toml\n{}```", scenario));
    hold(&path, &with_block(&page, "run", &format!("```text\n{run}```")));
}

/// The paragraphs of an output that begin with one of these; `[...]` stands for those between them.
fn paragraphs(output: &str, beginnings: &[&str]) -> String {
    let all: Vec<&str> = output.trim_end().split("\n\n").collect();
    let mut found: Vec<usize> = Vec::new();
    for beginning in beginnings {
        let at = all.iter().position(|paragraph| paragraph.starts_with(beginning));
        found.push(
            at.unwrap_or_else(|| panic!("no paragraph of the output begins with {beginning:?}:\n{output}")),
        );
    }
    let mut text = String::new();
    let mut next = 0;
    for at in found {
        if at != next {
            text += "[...]\n\n";
        }
        text += &format!("{}\n\n", all[at]);
        next = at + 1;
    }
    if next != all.len() {
        text += "[...]\n";
    }
    text.trim_end().to_owned()
}

/// A page with the text of its blocks `<!-- printed ARGUMENTS: BEGINNING | BEGINNING -->` made again: these paragraphs of
/// what the program prints, below the command.
fn with_printed_blocks(page: &str, program: &Path, root: &Path) -> String {
    let (open, close) = ("<!-- printed ", "<!-- /printed -->");
    let mut parts = page.split(open);
    let mut made = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (head, body) = part.split_once(" -->\n").unwrap();
        let (arguments, beginnings) =
            head.split_once(": ").unwrap_or_else(|| panic!("no paragraphs: {head}"));
        let rest = body.split_once(close).unwrap_or_else(|| panic!("no end: {head}")).1;
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let beginnings: Vec<&str> = beginnings.split(" | ").collect();
        let text = paragraphs(&printed_by(program, root, &arguments), &beginnings);
        let command = arguments.join(" ");
        made += &format!("{open}{head} -->\n\n```text\n$ kennis {command}\n{text}\n```\n\n{close}{rest}");
    }
    made
}

#[test]
#[ignore = "needs the optimised program, by KENNIS_PROGRAM"]
fn every_page_shows_what_the_program_prints() {
    let Some(root) = root() else { return };
    let program = optimised_program(&root);
    let mut pages = vec![root.join("README.md")];
    files(&root.join("docs"), "md", &mut pages);
    let mut blocks = 0;
    let _alone = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    for path in pages {
        let page = read(&path);
        blocks += page.matches("<!-- printed ").count();
        hold(&path, &with_printed_blocks(&page, &program, &root));
    }
    assert!(blocks > 0, "no page shows what the program prints");
}

#[test]
fn the_first_sentence_of_the_readme_is_what_it_shows() {
    let Some(root) = root() else { return };
    let readme = read(&root.join("README.md"));
    let shown = readme.split("<!-- printed ").nth(1).unwrap().split("<!-- /printed -->").next().unwrap();
    // "In 2060 GDP is MEDIAN% higher than in the baseline (median; mean MEAN%), with a 90% band from LOW% to HIGH%."
    let answer = shown[shown.find("In 2060 GDP is").unwrap()..].replace('\n', " ");
    let number = |before: &str| -> f64 {
        let text = &answer[answer.find(before).unwrap_or_else(|| panic!("no {before:?}")) + before.len()..];
        text.split('%').next().unwrap().parse().unwrap()
    };
    let [median, mean, low, high] = ["GDP is ", "mean ", "band from ", "% to "].map(number);
    let sentence = &readme[readme.find("**R&D of 3%").unwrap()..];
    let sentence = sentence.split("\n\n").next().unwrap().replace('\n', " ");
    let first_year = answer.split("  2030  ").nth(1).unwrap().split_whitespace().nth(1).unwrap();
    for expected in [
        format!("By 2030 the gain is {first_year}%"),
        format!("GDP in 2060 {median:.1}% higher"),
        format!("the mean is {mean:.1}%"),
        format!("from {low:.1}% to {high:.1}%"),
    ] {
        assert!(sentence.contains(&expected), "README.md says {sentence:?}, the run {expected:?}");
    }
}

/// What the front page says of a structure: its equation in words, and its source.
fn in_words(name: kennis::StructureName) -> (&'static str, &'static str) {
    use kennis::StructureName as S;
    match name {
        S::KnowledgeCapital => (
            "1% more of the stock of business or public knowledge raises productivity by a fixed percentage",
            "Griliches 1979; Guellec and van Pottelsberghe 2001, 2004",
        ),
        S::RateOfReturn => (
            "a euro more in the stock adds a fixed amount to GDP in every year that it lasts",
            "Terleckyj 1974; Hall, Mairesse and Mohnen 2010",
        ),
        S::SemiEndogenous => (
            "the country catches up with a world frontier; its own effort decides how much of it it can use",
            "Jones 1995; Bloom, Jones, Van Reenen and Webb 2020",
        ),
        S::InternationalSpillovers => (
            "as `knowledge_capital`, with the stocks of trading partners, by what is imported from them",
            "Coe and Helpman 1995; Coe, Helpman and Hoffmaister 2009",
        ),
        S::ErrorCorrection => (
            "productivity closes its gap to the stocks, with elasticities from our own estimate on 16 countries",
            "Guellec and van Pottelsberghe 2001, 2004; own estimate",
        ),
        S::NoEffect => (
            "R&D does nothing to productivity; costs and wages remain",
            "what costings assume today; van Elk and others 2015, 2019",
        ),
        other => panic!("the front page says nothing of {other}"),
    }
}

#[test]
fn the_readme_lists_the_structures() {
    let Some(root) = root() else { return };
    let mut table = String::from("| structure | in words | source | weight |\n|---|---|---|---|\n");
    for (name, weight) in kennis::structures::STRUCTURES {
        let (words, source) = in_words(*name);
        table += &format!("| `{name}` | {words} | {source} | {weight} |\n");
    }
    assert_eq!(
        kennis::structures::STRUCTURES.len(),
        kennis::StructureName::ALL.len(),
        "a structure without a row"
    );
    let path = root.join("README.md");
    hold_block(&path, "structures", &table);
}

/// What the front page says of an instrument: where the public money goes, and what follows.
fn instrument_in_words(instrument: kennis::Instrument) -> (&'static str, &'static str) {
    use kennis::Instrument as I;
    match instrument {
        I::PublicResearch => ("universities and public institutes", "public knowledge, which firms build on"),
        I::DirectSubsidy => ("R&D of firms", "private R&D that it adds or crowds out"),
        I::TaxCredit => ("none: firms pay less tax", "R&D per euro of tax that is forgone"),
        I::InnovationProcurement => ("R&D of firms, as an order", "private R&D that it adds or crowds out"),
        I::VentureCapital => {
            ("capital of young firms", "the part that becomes R&D and would not have been raised otherwise")
        }
        I::EuCofinancing => {
            ("R&D of firms in European programmes", "the part of their own money that is additional")
        }
        I::Facilities => ("research facilities", "private R&D that it adds or crowds out"),
        I::Valorisation => {
            ("universities, to bring knowledge into use", "private R&D that it adds or crowds out")
        }
        I::Talent => ("training of technicians", "cheaper research, and human capital"),
        I::FirmAttraction => ("firms that come from abroad", "R&D that is paid from abroad"),
        I::Education => ("schools", "human capital, cohort by cohort"),
        other => panic!("the front page says nothing of {other}"),
    }
}

#[test]
fn the_readme_lists_the_instruments() {
    let Some(root) = root() else { return };
    let mut table = String::from(
        "| instrument | where the public money goes | what follows | unit | grade |\n|---|---|---|---|---|\n",
    );
    for instrument in kennis::Instrument::ALL {
        let (money, follows) = instrument_in_words(*instrument);
        let units: Vec<String> = instrument.units().iter().map(|unit| format!("`{unit}`")).collect();
        let grades: BTreeSet<char> =
            instrument.row().parameters.iter().map(|id| id.row().evidence.grade()).collect();
        let (best, weakest) = (grades.first().unwrap(), grades.last().unwrap());
        let grade = if best == weakest { best.to_string() } else { format!("{best} to {weakest}") };
        table += &format!("| `{instrument}` | {money} | {follows} | {} | {grade} |\n", units.join(", "));
    }
    assert_eq!(kennis::Instrument::ALL.len(), 11);
    let path = root.join("README.md");
    hold_block(&path, "instruments", &table);
}

#[test]
fn the_glossary_is_in_order() {
    let Some(root) = root() else { return };
    let page = read(&root.join("docs/glossary.md"));
    let terms: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("**")?.split_once("**").map(|(term, _)| term.to_lowercase()))
        .collect();
    assert!(terms.len() >= 30, "{} terms", terms.len());
    assert!(terms.is_sorted(), "{:?}", terms.windows(2).find(|pair| pair[0] > pair[1]));
}

/// The header that renders equations is in the package, and asks for nothing from elsewhere.
#[test]
fn equations_are_rendered_without_a_network() {
    let Some(root) = root() else { return };
    let header = read(&root.join("rustdoc/equations.html"));
    // The name of the language MathML is an address that nothing asks for.
    let addresses = header.match_indices("://").filter(|(at, _)| {
        let around = &header[at.saturating_sub(5)..*at + 40.min(header.len() - at)];
        !around.contains("www.w3.org/1998/Math/MathML") && !around.contains("katex.org")
    });
    assert_eq!(addresses.count(), 0);
    for word in
        [" src=", " href=", "@import", "url(", "import(", "importScripts", "XMLHttpRequest", "WebSocket"]
    {
        assert!(!header.contains(word), "{word}");
    }
    assert!(header.len() < 150_000, "{} bytes in every page", header.len());
    assert!(header.contains("The MIT License (MIT)"), "the licence of KaTeX goes with it");
    let manifest = read(&root.join("Cargo.toml"));
    assert!(manifest.contains(r#"rustdoc-args = ["--html-in-header", "rustdoc/equations.html"]"#));
    assert!(manifest.contains("\"/rustdoc/equations.html\""), "the package holds it");
}

#[test]
fn the_page_of_the_command_line_is_its_help() {
    let Some(root) = root() else { return };
    let help = |arguments: &[&str]| format!("```text\n{}\n```\n", printed(&root, arguments).trim_end());
    let text = printed(&root, &["--help"]);
    let commands =
        text.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let mut made = help(&["--help"]);
    for name in names.filter_map(|line| line.split_whitespace().next()) {
        made += &format!("\n## kennis {name}\n\n{}", help(&[name, "--help"]));
    }
    let path = root.join("docs/command-line.md");
    hold_block(&path, "help", &made);
}

#[test]
fn the_page_of_data_lists_the_series() {
    let Some(root) = root() else { return };
    let mut table = String::from(
        "| series | unit | years | gaps | source, vintage | licence | note |\n|---|---|---|---|---|---|---|\n",
    );
    for series in kennis::Economy::netherlands().unwrap().all_series() {
        let years = series.observed().map_or_else(String::new, |y| format!("{}-{}", y.first, y.last));
        let gaps: Vec<String> = series.gaps().iter().map(ToString::to_string).collect();
        let cells = [
            format!("`{}`", series.name),
            series.unit.clone(),
            years,
            gaps.join(", "),
            format!("{} ({})", series.source, series.vintage),
            series.licence.clone(),
            series.note.clone(),
        ];
        table += &format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    let path = root.join("docs/data.md");
    hold_block(&path, "series", &table);
}

/// GDP in percent from the baseline, in some years, at the centres of the parameters.
fn gdp_at_centre(scenario: kennis::Scenario, years: &[i32]) -> Vec<String> {
    let economy = kennis::Economy::netherlands().unwrap();
    let experiment = kennis::Experiment::new(&economy, scenario, kennis::ParameterSet::default()).unwrap();
    let path = experiment.run(&kennis::StructureName::KnowledgeCapital, &experiment.parameters().centres());
    years
        .iter()
        .map(|year| {
            format!("{:.3}", 100.0 * path[experiment.baseline().years().index(*year).unwrap()].gdp.exp_m1())
        })
        .collect()
}

#[test]
fn the_table_of_closures_is_what_the_model_gives() {
    let Some(root) = root() else { return };
    let years = [2027, 2030, 2035, 2045, 2060];
    let scenarios = ["public_research_one_year", "public_research_permanent", "three_percent"];
    let head: Vec<String> = years.iter().map(ToString::to_string).collect();
    let mut table = format!("| scenario | closure | {} |\n|---|---|---|---|---|---|---|\n", head.join(" | "));
    for name in scenarios {
        let bytes = fs::read(root.join(format!("examples/scenarios/{name}.toml"))).unwrap();
        for closure in kennis::CapitalClosure::ALL {
            let context = kennis::scenario::CheckContext::netherlands();
            let mut scenario = kennis::formats::read_scenario(&bytes, name, Path::new(""), &context).unwrap();
            scenario.capital_closure = *closure;
            let cells = gdp_at_centre(scenario, &years).join(" | ");
            table += &format!("| `{name}` | `{closure}` | {cells} |\n");
        }
    }
    let path = root.join("docs/model.md");
    hold_block(&path, "closures", &table);
}

/// What is off by default, or fixed without much evidence, and by how much it matters.
const SENSITIVITIES: &[(&str, &[(&str, f64)])] = &[
    ("the defaults", &[]),
    ("`interaction_elasticity` -.01", &[("interaction_elasticity", -0.01)]),
    ("`interaction_elasticity` +.01", &[("interaction_elasticity", 0.01)]),
    ("`interaction_elasticity` -.05", &[("interaction_elasticity", -0.05)]),
    ("`interaction_elasticity` +.05", &[("interaction_elasticity", 0.05)]),
    ("`rd_capital_share` .03: capital without the R&D asset", &[("rd_capital_share", 0.03)]),
    (
        "`adjustment_speed` .2, gestation fixed at its centres",
        &[("adjustment_speed", 0.2), ("gestation_business", 2.0), ("gestation_public", 5.0)],
    ),
    ("`research_price_elasticity` 0: money is volume", &[("research_price_elasticity", 0.0)]),
];

#[test]
fn the_table_of_sensitivities_is_what_the_model_gives() {
    let Some(root) = root() else { return };
    let years = [2030, 2035, 2045, 2060];
    let mut table =
        String::from("| `three_percent` with | 2030 | 2035 | 2045 | 2060 |\n|---|---|---|---|---|\n");
    let bytes = fs::read(root.join("examples/scenarios/three_percent.toml")).unwrap();
    let context = kennis::scenario::CheckContext::netherlands();
    for (label, values) in SENSITIVITIES {
        let mut scenario =
            kennis::formats::read_scenario(&bytes, "three_percent", Path::new(""), &context).unwrap();
        scenario.parameters = values
            .iter()
            .map(|(name, value)| {
                (kennis::ParameterId::from_name(name).unwrap(), kennis::Distribution::fixed(*value))
            })
            .collect();
        table += &format!("| {label} | {} |\n", gdp_at_centre(scenario, &years).join(" | "));
    }
    let path = root.join("docs/model.md");
    hold_block(&path, "sensitivities", &table);
}

#[test]
fn the_page_of_validation_shows_the_published_results() {
    let Some(root) = root() else { return };
    let table = kennis::validate::published_results_table(&kennis::validate::published_results().unwrap());
    let path = root.join("docs/validation.md");
    hold_block(&path, "results", &table);
}

/// Public R&D higher by 0.1% of GDP from 2026 for good: GDP in the horizon at the centres, percent.
fn standard_shock(economy: &kennis::Economy, structure: kennis::StructureName, horizon: i32) -> String {
    use kennis::{Instrument, Measure, Unit};
    let mut scenario = kennis::Scenario::new("public research");
    scenario.country.clone_from(&economy.country);
    scenario.horizon = horizon;
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let set = kennis::ParameterSet::default();
    let experiment = kennis::Experiment::new(economy, scenario, set).unwrap();
    let path = experiment.run(&structure, &experiment.parameters().centres());
    let percent = format!("{:.2}", 100.0 * path.last().unwrap().gdp.exp_m1());
    if percent == "-0.00" { "0.00".to_owned() } else { percent }
}

#[test]
fn the_page_of_structures_shows_the_standard_shock_by_country() {
    use kennis::StructureName as S;
    let Some(root) = root() else { return };
    let structures =
        [S::KnowledgeCapital, S::InternationalSpillovers, S::RateOfReturn, S::SemiEndogenous, S::NoEffect];
    let names: Vec<&str> = structures.iter().map(|name| name.name()).collect();
    let mut table =
        format!("| country | R&D until | {} |\n|---|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let mut missing = String::from("| country | what is missing |\n|---|---|\n");
    let panel = kennis::data::Panel::embedded().unwrap();
    for code in panel.economies().map(|economy| economy.country.clone()) {
        match kennis::Economy::country(&code) {
            Ok(economy) => {
                let last = economy.rd_years().unwrap().last;
                let cells = structures.map(|structure| standard_shock(&economy, structure, 2045));
                table += &format!("| {code} | {last} | {} |\n", cells.join(" | "));
            }
            Err(error) => missing += &format!("| {code} | {error} |\n"),
        }
    }
    let path = root.join("docs/model-structures.md");
    let page = with_block(&read(&path), "countries", &table);
    hold(&path, &with_block(&page, "missing", &missing));
}

/// The targets of the links of a page, without those to other sites.
fn links(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        code ^= line.trim_start().starts_with("```");
        if code {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let target = line[at + 2..].split(')').next().unwrap_or("").split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

#[test]
fn links_lead_somewhere() {
    let Some(root) = root() else { return };
    let mut pages = Vec::new();
    files(&root.join("docs"), "md", &mut pages);
    pages.extend(
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "data/LICENSES.md"]
            .map(|p| root.join(p)),
    );
    let mut broken = Vec::new();
    for page in &pages {
        for link in links(&read(page)) {
            if !page.parent().unwrap().join(&link).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_summary_lists_every_page() {
    let Some(root) = root() else { return };
    let docs = root.join("docs");
    let listed: BTreeSet<PathBuf> =
        links(&read(&docs.join("SUMMARY.md"))).into_iter().map(|l| docs.join(l)).collect();
    let mut pages = Vec::new();
    files(&docs, "md", &mut pages);
    pages.retain(|page| page.file_name().is_some_and(|name| name != "SUMMARY.md"));
    assert_eq!(listed, pages.into_iter().collect());
}

#[test]
fn the_pages_name_every_folder_and_every_file_of_the_model() {
    let Some(root) = root() else { return };
    let architecture = read(&root.join("docs/architecture.md"));
    for entry in fs::read_dir(root.join("src")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name != "lib.rs" {
            assert!(
                architecture.contains(&format!("`{}`", name.trim_end_matches(".rs"))),
                "architecture.md: {name}"
            );
        }
    }
    let table = architecture.split("| folder | holds |").nth(1).unwrap().split("\n\n").next().unwrap();
    for row in table.lines().filter_map(|line| line.strip_prefix("| `")) {
        let name = row.split('`').next().unwrap();
        let there = root.join("src").join(name).is_dir() || root.join(format!("src/{name}.rs")).is_file();
        assert!(there, "architecture.md has a folder that is not there: {name}");
    }
    let model = read(&root.join("docs/model.md"));
    let mut sources = Vec::new();
    for folder in ["src/model", "src/structures"] {
        files(&root.join(folder), "rs", &mut sources);
    }
    for source in sources.iter().filter(|source| !source.ends_with("mod.rs")) {
        let name = source.file_name().unwrap().to_string_lossy();
        assert!(model.contains(name.as_ref()), "model.md does not name {name}");
    }
}

#[test]
fn the_readme_has_the_three_commands_once() {
    let Some(root) = root() else { return };
    let readme = read(&root.join("README.md"));
    for command in [
        "cargo install --path cli",
        "cargo run --release -p kennis-cli -- run examples/scenarios/three_percent.toml",
        "cargo test --workspace --all-features",
    ] {
        assert_eq!(readme.lines().filter(|line| line.trim() == command).count(), 1, "{command}");
    }
    let commands: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("| `kennis ")?.split([' ', '`']).next()).collect();
    let different: BTreeSet<&str> = commands.iter().copied().collect();
    assert_eq!(commands.len(), different.len(), "a command stands twice: {commands:?}");
}

/// The commands of the gallery, with the picture that each draws.
fn gallery(page: &str) -> Vec<(Vec<&str>, &str)> {
    let commands = page.lines().filter_map(|line| line.strip_prefix("kennis "));
    commands
        .map(|command| {
            let (arguments, picture) = command.split_once(" --chart ").unwrap();
            (arguments.split(' ').collect(), picture)
        })
        .collect()
}

/// Every picture that the gallery shows has a command, and is there.
#[test]
fn the_gallery_has_a_command_for_every_picture() {
    let Some(root) = root() else { return };
    let page = read(&root.join("docs/gallery.md"));
    let shown: Vec<String> = page
        .split("](images/")
        .skip(1)
        .map(|rest| format!("docs/images/{}", rest.split(')').next().unwrap()))
        .collect();
    let drawn: Vec<&str> = gallery(&page).into_iter().map(|(_, picture)| picture).collect();
    assert_eq!(shown, drawn);
    assert!(drawn.len() >= 8);
    for picture in drawn {
        assert!(root.join(picture).exists(), "{picture}: KENNIS_BLESS=1 draws it");
    }
}

#[test]
#[ignore = "needs the optimised program, by KENNIS_PROGRAM"]
fn the_pictures_of_the_gallery_are_what_their_commands_draw() {
    let Some(root) = root() else { return };
    let program = optimised_program(&root);
    // A picture ends with its command, the file that it goes to included: another folder with the same names.
    let folder = std::env::temp_dir().join(format!("kennis-gallery-{}", std::process::id()));
    fs::create_dir_all(folder.join("docs/images")).unwrap();
    for examples in ["examples/scenarios", "examples/projections"] {
        fs::create_dir_all(folder.join(examples)).unwrap();
        for entry in fs::read_dir(root.join(examples)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.join(examples).join(entry.file_name())).unwrap();
        }
    }
    for (arguments, picture) in gallery(&read(&root.join("docs/gallery.md"))) {
        printed_by(&program, &folder, &[&arguments[..], &["--chart", picture]].concat());
        hold(&root.join(picture), &read(&folder.join(picture)));
    }
    fs::remove_dir_all(&folder).unwrap();
}
