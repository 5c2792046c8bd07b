use super::*;

/// A folder of its own for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-output-file-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_file_is_replaced_whole_and_a_failure_leaves_nothing() {
    let folder = Folder::new("whole");
    let path = folder.0.join("result.json");
    write_file(&path, b"one").unwrap();
    write_file(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    let failed = write_file_with(&path, |file| {
        file.write_all(b"half")?;
        Err(io::Error::other("the disk is full"))
    });
    assert!(failed.is_err());
    assert_eq!(fs::read(&path).unwrap(), b"two");
    fs::create_dir_all(folder.0.join("taken")).unwrap();
    assert!(write_file(&folder.0.join("taken"), b"three").is_err());
    assert!(write_file(&folder.0.join("absent").join("f"), b"four").is_err());
    assert_eq!(folder.names(), ["result.json", "taken"]);
}

#[test]
fn what_cannot_be_written_is_found_before_and_leaves_nothing() {
    let folder = Folder::new("before");
    check_writable(&folder.0.join("new.svg")).unwrap();
    // The longest name that a file may have: the temporary one must not need more.
    let longest = folder.0.join("n".repeat(255));
    check_writable(&longest).unwrap();
    write_file(&longest, b"x").unwrap();
    assert!(check_writable(&folder.0.join("n".repeat(256))).is_err());
    assert!(check_writable(&folder.0).unwrap_err().to_string().contains("a folder stands there"));
    let protected = folder.0.join("protected");
    fs::write(&protected, "mine").unwrap();
    let mut permissions = fs::metadata(&protected).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&protected, permissions).unwrap();
    assert!(check_writable(&protected).unwrap_err().to_string().contains("protected"));
    assert_eq!(folder.names().len(), 2);
}

#[test]
fn left_overs_of_a_program_that_was_killed_are_cleared_and_files_in_the_making_are_not() {
    let folder = Folder::new("left");
    let (dead, alive) = (".kennis-0123456789abcdef.unfinished", ".kennis-fedcba9876543210.unfinished");
    fs::write(folder.0.join(dead), "half").unwrap();
    let owner = File::create(folder.0.join(alive)).unwrap();
    owner.lock().unwrap();
    fs::write(folder.0.join(".kennis-notes"), "of the user").unwrap();
    write_file(&folder.0.join("result.csv"), b"x").unwrap();
    assert_eq!(folder.names(), [alive, ".kennis-notes", "result.csv"]);
    drop(owner);
    write_file(&folder.0.join("result.csv"), b"y").unwrap();
    assert_eq!(folder.names(), [".kennis-notes", "result.csv"]);
}

#[test]
fn a_folder_of_results_is_that_of_one_program_whatever_writes_at_the_same_time() {
    let folder = Folder::new("turns");
    let files = |text: &'static str| {
        [("a", text.as_bytes()), ("b", text.as_bytes()), ("c", text.as_bytes()), ("list", text.as_bytes())]
    };
    std::thread::scope(|scope| {
        for text in ["one", "two", "three"] {
            let path = &folder.0;
            scope.spawn(move || (0..25).for_each(|_| write_files(path, &files(text)).unwrap()));
        }
    });
    let texts: Vec<String> =
        ["a", "b", "c", "list"].iter().map(|name| fs::read_to_string(folder.0.join(name)).unwrap()).collect();
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
    assert_eq!(folder.names(), ["a", "b", "c", "list"]);
}

#[test]
fn a_failure_leaves_the_old_results_whole() {
    let folder = Folder::new("old");
    write_files(&folder.0, &[("a", b"old"), ("list", b"old")]).unwrap();
    // The second file cannot be written: nothing of the new results may show.
    fs::create_dir(folder.0.join("b")).unwrap();
    let (path, _) = write_files(&folder.0, &[("a", b"new"), ("b", b"new"), ("list", b"new")]).unwrap_err();
    assert_eq!(path, folder.0.join("b"));
    for name in ["a", "list"] {
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), "old");
    }
    assert_eq!(folder.names(), ["a", "b", "list"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn mode_and_link_of_what_stands_there_are_kept() {
        let folder = Folder::new("mode");
        let (real, link) = (folder.0.join("real.csv"), folder.0.join("link.csv"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, Permissions::from_mode(0o640)).unwrap();
        symlink("real.csv", &link).unwrap();
        write_file(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn the_list_of_a_folder_may_be_a_link_too() {
        let folder = Folder::new("list-link");
        fs::write(folder.0.join("real"), "old").unwrap();
        symlink("real", folder.0.join("list")).unwrap();
        write_files(&folder.0, &[("a", b"new"), ("list", b"new")]).unwrap();
        assert!(fs::symlink_metadata(folder.0.join("list")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(folder.0.join("real")).unwrap(), "new");
        assert_eq!(folder.names(), ["a", "list", "real"]);
    }

    #[test]
    fn a_link_to_nothing_a_device_and_a_file_of_two_names_are_refused() {
        let folder = Folder::new("links");
        symlink("absent", folder.0.join("dangling")).unwrap();
        assert!(write_file(&folder.0.join("dangling"), b"x").is_err());
        assert!(!folder.0.join("absent").exists());
        assert!(check_writable(Path::new("/dev/null")).unwrap_err().to_string().contains("no file"));
        fs::write(folder.0.join("one"), "old").unwrap();
        fs::hard_link(folder.0.join("one"), folder.0.join("two")).unwrap();
        assert!(write_file(&folder.0.join("two"), b"x").unwrap_err().to_string().contains("other names"));
        assert_eq!(fs::read(folder.0.join("one")).unwrap(), b"old");
    }

    #[test]
    fn a_link_that_is_planted_under_the_name_of_a_temporary_file_is_neither_followed_nor_removed() {
        let folder = Folder::new("planted");
        let (victim, planted) = (folder.0.join("victim"), folder.0.join(".kennis-0.unfinished"));
        fs::write(&victim, "precious").unwrap();
        symlink(&victim, &planted).unwrap();
        write_file(&folder.0.join("result"), b"x").unwrap();
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
        assert!(fs::symlink_metadata(&planted).unwrap().is_symlink());
    }
}
