//! Codes of the family `site`: the site's folder, what lies in it, and where it is written.

super::codes! {
    NO_SITE = Error "no-site",
        cause: "The folder that was to be built has no `site.toml`, or is not there.",
        mend: "Run the command inside the site's folder, name the folder with `--root`, or begin a site with `reportage init`.";
    BAD_FILE_NAME = Error "bad-file-name",
        cause: "A file or folder of the site has a name that is not UTF-8, or that holds a backslash or a control character.",
        mend: "Rename it. Letters of every script are fine.";
    SYMLINK_ESCAPES = Error "symlink-escapes",
        cause: "A symbolic link leads out of the site's folder, or to something in it that is no source, such as `.git` or the output folder. It is not followed, since a theme or record from elsewhere could publish any file by it.",
        mend: "Put the file itself, or a copy, where the link is.";
    SYMLINK_LOOP = Error "symlink-loop",
        cause: "A symbolic link leads to a folder that holds the link, so that walking it would never end.",
        mend: "Delete the link, or let it lead elsewhere.";
    NO_HISTORY = Warning "no-history",
        cause: "`updated_from` asks git when records were changed, and git is not there, knows nothing of the site, or has only the end of its history. Records have no day but their own.",
        mend: "Build in a repository that is cloned as a whole, with git installed; or take `updated_from` out of `site.toml`.";
    UNREADABLE_SOURCE = Error "unreadable-source",
        cause: "The operating system refused to list a folder of the site, or a symbolic link leads to nothing.",
        mend: "Give yourself the right to read the folder, or delete the link.";
    SPECIAL_FILE = Error "special-file",
        cause: "Something in the site's folders is neither a file nor a folder: a pipe, a socket or a device.",
        mend: "Delete it or move it elsewhere.";
    OUTPUT_IN_SOURCES = Error "output-in-sources",
        cause: "The output folder is the site's own folder, lies in one of its sources (`content`, `themes` …), or holds them. A build replaces the output folder and would destroy what it is built from.",
        mend: "Name another folder with `--output`; `public` is the usual one.";
    UNFIT_OUTPUT = Error "unfit-output",
        cause: "The output folder is a file, the top of a disk, or the home folder or one above it.",
        mend: "Name another folder with `--output`.";
    FOREIGN_OUTPUT = Error "foreign-output",
        cause: "The output folder holds files, and nothing in it says that an earlier build made it, or what says so is damaged.",
        mend: "Name an empty or new folder with `--output`, empty this one, or pass `--force` to write into it: its other files then stay.";
    FOREIGN_FILE = Error "foreign-file",
        cause: "A file stands in the output folder where the build wants to write, and no earlier build made it.",
        mend: "Move the file into the site's `static` folder or away, or pass `--force` to replace it. A folder with files in it is never replaced.";
    LOCKED = Error "locked",
        cause: "Another process is building the same site at this moment.",
        mend: "Wait until it is done, or stop it. The lock goes with its process; there is no file to delete.";
    WRITE_FAILED = Error "write-failed",
        cause: "The operating system refused to write, rename or delete a file: the disk is full, the folder is read-only, or the name is too long for it. The site that was there before is whole, unless the help line says that the next build mends it.",
        mend: "Follow the operating system's reason: make room, give yourself the right to write, or choose another output folder.";
    NEAR_HOST_LIMIT = Warning "near-host-limit",
        cause: "The site has nine tenths or more of what its host takes of something, or more than the host takes under some conditions, which the message says.",
        mend: "Leave out what is not needed (`off` in `site.toml`), or find out what your account has; docs/publishing.md has the limits and where they are from.";
    OVER_HOST_LIMIT = Error "over-host-limit",
        cause: "The site has more of something than its host takes, so that it would refuse the site or a part of it.",
        mend: "Leave out what is not needed (`off` in `site.toml`), put large files elsewhere, or name another host.";
    UNMADE_EXPORT = Error "unmade-export",
        cause: "The preview was asked for a file that holds the whole archive, and there is not enough memory for it. A build writes it to the disk piece by piece and needs none.",
        mend: "Build the site, or leave the export out with `off` in `site.toml`.";
    UNMADE_INDEX = Error "unmade-index",
        cause: "The search index of a large archive is put aside in `.reportage` piece by piece, and a piece could not be read again: the disk is failing, or something else writes there.",
        mend: "Build again; if it persists, delete `.reportage`, or do without the index with `off = [\"search\"]` in `site.toml`.";
    NOT_BUILT_IN = Warning "not-built-in",
        cause: "The program was built without a feature, and what it writes is not in the site.",
        mend: "Install the program with the feature, or leave the output out with `off` in `site.toml`.";
    DEAD_PERMALINK = Warning "dead-permalink",
        cause: "A page of the one build is not in the other, and neither a page nor a line of `_redirects` leads on from its address. Whoever has linked to it, or cited it, finds nothing.",
        mend: "Write the former address under `aliases` in the record or page that takes its place, or the former id under `redirect_from` in the file of an organization, a person or a tag.";
    DEAD_REDIRECT = Warning "dead-redirect",
        cause: "A former address leads to a page of the site that the build does not have.",
        mend: "Let it lead to a page that is there.";
}
