//! What the program prints where nothing is wrong.

use crate::support::program;
use assert_cmd::Command;

fn kennis() -> Command {
    Command::new(program())
}

fn printed(arguments: &[&str]) -> String {
    let output = kennis().args(arguments).assert().success().get_output().clone();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_passes_its_own_check() {
    let list = printed(&["example", "--list"]);
    assert!(list.lines().count() >= 4);
    for line in list.lines() {
        let name = line.split(' ').next().unwrap();
        let checked =
            kennis().args(["check", "-"]).write_stdin(printed(&["example", name])).assert().success();
        checked.stdout("-: no problems\n");
    }
}

#[test]
fn schemas_are_json_that_names_itself() {
    for name in
        ["kennis.scenario/1", "kennis.parameters/1", "kennis.run/1", "kennis.compare/1", "kennis.validate/1"]
    {
        let schema: serde_json::Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
        assert_eq!(schema["title"], name);
    }
}

#[test]
fn help_version_completions_and_manual_page() {
    assert!(printed(&["--version"]).starts_with("kennis "));
    assert!(printed(&["--help"]).contains("Usage: kennis"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(printed(&["completions", shell]).contains("example"), "{shell}");
    }
    assert!(printed(&["man"]).contains(".TH kennis 1"));
}

#[test]
fn every_command_has_a_manual_page_of_its_own() {
    let page = printed(&["man", "run"]);
    assert!(page.contains(".TH kennis-run 1") && page.contains("\n\\fB\\-\\-save\\-draws\\fR"), "{page}");
    assert!(!printed(&["man", "validate"]).contains("\\-\\-country"));
    for name in ["compare", "check", "data", "calibrate", "man"] {
        assert!(printed(&["man", name]).contains(&format!(".TH kennis-{name} 1")), "{name}");
    }
    let refused = kennis().args(["man", "rnu"]).assert().code(2).get_output().clone();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.starts_with("man: found \"rnu\", expected a command: run, ")
            && said.contains("did you mean \"run\"?")
    );
}

#[test]
fn a_check_says_the_remarks_of_measures_that_a_run_says() {
    let scenario = "schema = \"kennis.scenario/1\"\nname = \"n\"\nhorizon = 2040\n[[measures]]\nname = \"m\"\n\
        instrument = \"tax_credit\"\nunit = \"gdp_share\"\namount = 0.05\nfrom = 2026\nuntil = 2050\n";
    let of = |arguments: &[&str]| {
        let output = kennis().args(arguments).write_stdin(scenario).assert().success().get_output().clone();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&output.stdout), text(&output.stderr))
    };
    let (printed, said) = of(&["check", "-"]);
    assert_eq!(printed, "-: no problems\n");
    let document: serde_json::Value =
        serde_json::from_str(&of(&["run", "-", "--draws", "0", "--format", "json"]).0).unwrap();
    let warnings = document["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    let expected: String =
        warnings.iter().map(|warning| format!("remark: {}\n", warning.as_str().unwrap())).collect();
    assert_eq!(said, expected);
    assert_eq!(of(&["check", "-", "--quiet"]), (String::new(), String::new()));
}

#[test]
fn a_parameter_file_and_a_baseline_are_checked_as_such() {
    let folder = std::env::temp_dir().join(format!("kennis-surface-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let parameters = "schema = \"kennis.parameters/1\"\n[parameters]\ndepreciation_public = 0.12\n";
    std::fs::write(folder.join("p.toml"), parameters).unwrap();
    std::fs::write(folder.join("b.csv"), "year;gdp_growth\n2025;0,015\n").unwrap();
    let checked = kennis().current_dir(&folder).args(["check", "p.toml", "b.csv"]).assert().success();
    checked.stdout("p.toml: no problems\nb.csv: no problems\n");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut command = Command::new(program());
    command.args(["schema", "kennis.scenario/1"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_with_130() {
    use crate::support::program_that_hears_interrupts;
    use std::process::{Command, Stdio};
    // A busy machine may not have started the program when the signal comes: then it is tried again, later.
    for seconds in [1, 4, 16] {
        // Waits for standard input, which never comes.
        let mut child =
            program_that_hears_interrupts().args(["run", "-"]).stdin(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_secs(seconds));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        if !sent.is_ok_and(|status| status.success()) {
            child.kill().unwrap();
        }
        if child.wait().unwrap().code() == Some(130) {
            return;
        }
    }
    panic!("never ended with 130");
}

/// Every text fits in eighty columns, except a command to be repeated, which must stay whole.
#[test]
fn texts_are_at_most_eighty_columns_wide() {
    let folder = std::env::temp_dir().join(format!("kennis-width-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut texts: Vec<Vec<String>> = vec![vec!["--help".into()], vec!["example".into(), "--list".into()]];
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let list = printed(&["example", "--list"]);
    let scenarios = list.lines().filter(|line| !line.contains("beliefs: "));
    for name in scenarios.filter_map(|line| line.split(' ').next()) {
        let file = folder.join(format!("{name}.toml"));
        let scenario = printed(&["example", name]);
        std::fs::write(&file, &scenario).unwrap();
        let file = file.display().to_string();
        for rest in
            ["--draws 20", "--draws 0", "--draws 8 --structure knowledge_capital", "--draws 8 --country SWE"]
        {
            // Billions of euro mean nothing in Sweden.
            if !scenario.contains("bn_eur") || !rest.contains("SWE") {
                texts.push([vec!["run".to_owned(), file.clone()], words(rest)].concat());
            }
        }
    }
    let education = "schema = \"kennis.scenario/1\"\nname = \"A name that is so long that no line of eighty columns \
        could ever hold the whole of it\"\nhorizon = 2100\n[financing]\nmethod = \"tax\"\n[parameters]\n\
        marginal_excess_burden = 0.25\n[[measures]]\nname = \"e\"\ninstrument = \"education\"\n\
        unit = \"years_of_schooling\"\namount = 1.0\nfrom = 2026\n[[measures]]\nname = \"t\"\ninstrument = \"tax_credit\"\n\
        unit = \"bn_eur\"\namount = 20\nfrom = 2026\n";
    let file = folder.join("a_long_name.toml");
    std::fs::write(&file, education).unwrap();
    texts.push(vec!["run".into(), file.display().to_string(), "--draws".into(), "20".into()]);
    for line in [
        "parameters --draws 8",
        "instruments",
        "instruments --country SWE",
        "calibrate",
        "calibrate --method least_squares --profile drift",
        "calibrate --structure no_effect",
        "backtest --origins 2005-2010",
        "data",
        "data --country CHE",
        "data --country DEU",
    ] {
        texts.push(words(line));
    }
    let commands = printed(&["--help"]);
    let commands =
        commands.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|l| !l.is_empty());
    for command in
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next())
    {
        texts.push(vec![command.to_owned(), "--help".to_owned()]);
        texts.push(vec![command.to_owned(), "-h".to_owned()]);
    }
    for arguments in texts {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        for line in printed(&arguments).lines().filter(|line| !line.starts_with("Again: ")) {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let coloured = |variables: &[(&str, &str)]| {
        let output = kennis().arg("--drawz").envs(variables.iter().copied()).output().unwrap();
        output.stderr.contains(&0x1b)
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}
