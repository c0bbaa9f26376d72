//! Whose files they are: ours are replaced and deleted, all others stay.

use super::*;

#[test]
fn a_file_put_there_by_hand_stays() {
    for way in [Way::Incremental, Way::Anew] {
        let project = Project::new();
        project.update(OLD);
        project.write_output("CNAME", "example.org");
        project.write_output("b/notes.txt", "mine");
        project.write_output("c/d/draft.txt", "mine too");
        project.build(NEW, way).unwrap();
        let mut expected = tree(NEW);
        for (path, text) in [("CNAME", "example.org"), ("b/notes.txt", "mine"), ("c/d/draft.txt", "mine too")] {
            expected.insert(path.to_owned(), text.to_owned());
        }
        assert_eq!(project.site(), expected, "{way:?}");
    }
}

#[test]
fn ownership_outlives_the_ledger() {
    let project = Project::new();
    project.update(OLD);
    project.write_output("b/notes.txt", "mine");
    fs::remove_dir_all(project.path(STATE_FOLDER)).unwrap();
    assert_eq!(project.update(NEW).deleted, 1);
    let mut expected = tree(NEW);
    expected.insert("b/notes.txt".to_owned(), "mine".to_owned());
    assert_eq!(project.site(), expected);
}

#[test]
fn a_foreign_folder_is_refused_unless_forced() {
    let mut project = Project::new();
    project.write_output("thesis.doc", "ten years of work");
    project.write_output("a/photo.jpg", "a photograph");
    let refusal = "foreign-output: `ROOT/public` was not made by reportage: it holds `a` / name a new folder with \
                   `--output DIR`, or pass `--force` to write among its files";
    assert_eq!(project.refusal(OLD), refusal);
    assert_eq!(project.shown(&project.clean().unwrap_err().into()), refusal);
    project.force = true;
    project.update(OLD);
    project.force = false;
    project.update(NEW);
    let mut expected = tree(NEW);
    expected.insert("thesis.doc".to_owned(), "ten years of work".to_owned());
    expected.insert("a/photo.jpg".to_owned(), "a photograph".to_owned());
    assert_eq!(project.site(), expected);
}

#[test]
fn an_empty_folder_is_nobodys() {
    for litter in [None, Some(".DS_Store")] {
        let project = Project::new();
        fs::create_dir(project.path("public")).unwrap();
        if let Some(litter) = litter {
            project.write_output(litter, "");
        }
        project.update(OLD);
        assert!(litter.is_none_or(|litter| project.output(litter).exists()));
        assert_eq!(project.site().len(), 3 + usize::from(litter.is_some()));
    }
}

#[test]
fn a_damaged_marker_makes_the_folder_foreign() {
    let project = Project::new();
    project.update(OLD);
    let marker = project.output(MARKER);
    let sound = fs::read(&marker).unwrap();
    for damaged in [&sound[..sound.len() - 1], b"", b"reportage-site 2\n"] {
        fs::write(&marker, damaged).unwrap();
        assert!(project.refusal(OLD).starts_with("foreign-output: "));
    }
    fs::write(&marker, sound).unwrap();
    assert_eq!(project.update(OLD).unchanged, 3);
}

#[test]
fn a_foreign_file_is_not_replaced_unless_forced() {
    let mut project = Project::new();
    project.update(OLD);
    project.write_output("c/d/index.html", "by hand");
    let before = files(&project.path("public"));
    assert_eq!(
        project.refusal(NEW),
        "foreign-file: `ROOT/public/c/d/index.html` stands where the build wants to write, and was not made by it / move \
         it into the site's `static` folder or away, or pass `--force` to replace it"
    );
    assert_eq!(files(&project.path("public")), before);
    project.force = true;
    project.update(NEW);
    assert_eq!(project.site(), tree(NEW));
}

#[test]
fn a_foreign_file_where_a_folder_is_needed_is_not_replaced_unless_forced() {
    let mut project = Project::new();
    project.update(OLD);
    project.write_output("c", "by hand");
    assert!(project.refusal(NEW).starts_with("foreign-file: `ROOT/public/c` stands"));
    project.force = true;
    project.update(NEW);
    assert_eq!(project.site(), tree(NEW));
}

#[test]
fn a_folder_with_foreign_files_is_never_replaced() {
    const FILE: &Tree = &[("a", "a file now")];
    let mut project = Project::new();
    project.update(OLD);
    project.write_output("a/photo.jpg", "a photograph");
    let refusal = "foreign-file: `ROOT/public/a` stands where the build wants to write, and was not made by it / move \
                   the folder away; `--force` does not replace it";
    assert_eq!(project.refusal(FILE), refusal);
    project.force = true;
    assert_eq!(project.refusal(FILE), refusal);
    assert_eq!(fs::read_to_string(project.output("a/index.html")).unwrap(), "old a");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_through_a_link() {
    use std::os::unix::fs::symlink;
    let mut project = Project::new();
    project.update(OLD);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("index.html"), "somebody's").unwrap();
    for folder in ["a", "b"] {
        fs::remove_dir_all(project.output(folder)).unwrap();
        symlink(elsewhere.path(), project.output(folder)).unwrap();
    }
    assert!(project.refusal(NEW).starts_with("foreign-file: `ROOT/public/a` stands"));
    project.force = true;
    project.update(NEW);
    assert_eq!(files(elsewhere.path()), tree(&[("index.html", "somebody's")]));
    assert_eq!(fs::read_to_string(project.output("a/index.html")).unwrap(), "new a");
    assert!(project.output("b").is_symlink());
    fs::remove_file(project.output("b")).unwrap();
    assert_eq!(project.site(), tree(NEW));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_our_file_is_not_ours() {
    use std::os::unix::fs::symlink;
    let mut project = Project::new();
    project.update(OLD);
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("file");
    fs::write(&target, "somebody's").unwrap();
    fs::remove_file(project.output("a/index.html")).unwrap();
    symlink(&target, project.output("a/index.html")).unwrap();
    assert!(project.refusal(NEW).starts_with("foreign-file: `ROOT/public/a/index.html` stands"));
    project.force = true;
    project.update(NEW);
    assert_eq!(project.site(), tree(NEW));
    assert_eq!(fs::read_to_string(target).unwrap(), "somebody's");
}

#[test]
fn clean_deletes_exactly_what_we_wrote() {
    for lost in [false, true] {
        let project = Project::new();
        project.update(OLD);
        project.write_output("b/notes.txt", "mine");
        if lost {
            fs::remove_dir_all(project.path(STATE_FOLDER)).unwrap();
        }
        assert_eq!(project.clean().unwrap().deleted, 3);
        assert_eq!(files(&project.path("public")), tree(&[("b/notes.txt", "mine")]));
        assert!(project.ledger().is_none());
    }
    let project = Project::new();
    assert_eq!(project.clean().unwrap(), Report::default());
    project.update(OLD);
    project.clean().unwrap();
    assert!(!project.path("public").exists());
    project.update(OLD);
    assert_eq!(project.site(), tree(OLD));
}

#[test]
fn two_spellings_by_case_do_not_delete_each_other() {
    let project = Project::new();
    project.update(&[("About/index.html", "one")]);
    project.update(&[("about/index.html", "two")]);
    assert_eq!(project.site(), tree(&[("about/index.html", "two")]));
}
