//! File name → whether it is litter: what editors, version control and operating systems leave behind.

use std::ffi::OsStr;

/// Names with a leading dot that a web site means to publish.
const PUBLISHED: [&str; 3] = [".well-known", ".htaccess", ".nojekyll"];

/// What operating systems leave in folders they have shown.
const SYSTEM: [&str; 5] = [".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r"];

/// Endings of the files that editors and browsers write beside the one being saved.
const TEMPORARY: [&str; 8] = ["~", ".swp", ".swo", ".swx", ".tmp", ".crdownload", "___jb_tmp___", "___jb_old___"];

/// Whether a file or folder of this name is never a source: dot files but `.well-known`, `.htaccess` and `.nojekyll`,
/// editors' temporary files, and what operating systems leave behind.
///
/// `4913` is the file by which Vim finds out whether it may write into a folder.
pub fn is_litter(name: &OsStr) -> bool {
    // Endings and beginnings are ASCII, so that a name with foreign bytes can still be told.
    let name = &*name.to_string_lossy();
    (name.starts_with('.') && !PUBLISHED.contains(&name))
        || SYSTEM.contains(&name)
        || TEMPORARY.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with("~$")
        || name == "4913"
}

/// Whether a file of this name was left by an operating system that has shown the folder to somebody.
pub fn is_left_by_system(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| SYSTEM.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn litter_is_told_by_its_name() {
        for (name, litter) in [
            ("a.md", false),
            ("#1 story.md", false),
            ("~tilde.md", false),
            ("4913.md", false),
            (".well-known", false),
            (".nojekyll", false),
            (".git", true),
            (".DS_Store", true),
            (".#a.md", true),
            (".a.md.swp", true),
            ("a.md.swp", true),
            ("#a.md#", true),
            ("a.md~", true),
            ("a.tmp", true),
            ("4913", true),
            ("~$a.docx", true),
            ("a.md___jb_tmp___", true),
            ("Thumbs.db", true),
            ("desktop.ini", true),
        ] {
            assert_eq!(is_litter(OsStr::new(name)), litter, "{name:?}");
        }
    }
}
