//! Codes of the family `settings`: what `site.toml`, the flags and the environment can get wrong.

super::codes! {
    UNREADABLE_SETTINGS = Error "unreadable-settings",
        cause: "`site.toml` cannot be read: the system refuses it, or its bytes are not UTF-8.",
        mend: "Make the file readable, and save it as UTF-8; the message names the first byte that is not.";
    BAD_TOML = Error "bad-toml",
        cause: "A line of `site.toml` breaks the rules of TOML: a quotation mark or bracket that never closes, text \
                without quotation marks, a key that stands twice.",
        mend: "Mend the marked place; text stands in double quotation marks: `title = \"The Archive\"`.";
    UNKNOWN_SETTING = Error "unknown-setting",
        cause: "`site.toml` holds a key that does not exist at that place, so it would have no effect.",
        mend: "Correct the key's spelling, or move a value of your own to `[extra]`, or one of the theme's to \
               `[theme_options]`.";
    BAD_SETTING_TYPE = Error "bad-setting-type",
        cause: "A setting holds another kind of value than it takes: text for a number, say, or a table for a list of \
                tables.",
        mend: "Write the kind of value that the message names; `reportage schema site` lists every setting with its \
               type.";
    MISSING_SETTING = Error "missing-setting",
        cause: "A setting that has no default is not there or is empty: the site's `title`, the `key` of an index, the \
                `title` or `url` of a menu entry.",
        mend: "Add the setting: `title = \"The Archive\"`.";
    SETTING_OUT_OF_RANGE = Error "setting-out-of-range",
        cause: "A number lies outside what the setting allows: a list has at least one row on a page.",
        mend: "Write a number in the range that the message gives.";
    BAD_UPDATED_FROM = Error "bad-updated-from",
        cause: "`updated_from` is neither `record` nor `git`.",
        mend: "Write `updated_from = \"git\"`, or leave the setting out.";
    BAD_BASE_URL = Error "bad-base-url",
        cause: "`base_url` is not the address of a web folder: it has no `https://`, or no host, or a query, a \
                fragment or a password.",
        mend: "Write the address at which the home page will stand: `base_url = \"https://example.org/archive/\"`.";
    NO_BASE_URL = Warning "no-base-url",
        cause: "`site.toml` has no `base_url`, so feeds, the sitemap and citations would lead to `http://localhost/`.",
        mend: "Add the address at which the site will stand: `base_url = \"https://example.org/\"`.";
    BAD_LANGUAGE_SETTING = Error "bad-language-setting",
        cause: "`language` is not a BCP 47 language tag.",
        mend: "Write a tag such as `en`, `es` or `pt-BR`.";
    BAD_PERMALINK = Error "bad-permalink",
        cause: "`permalink` is no pattern of addresses: it does not begin with `/`, does not end in `/` or `.html`, has \
                a placeholder that does not exist, or would give every record the same address.",
        mend: "Write a pattern such as `/{path}/`, `/{year}/{slug}/` or `/{year}/{slug}.html`.";
    BAD_INDEX = Error "bad-index",
        cause: "An `[[index]]` names a key that cannot be a folder's name, that is built in, or that another \
                `[[index]]` names already.",
        mend: "Write the front-matter key of records that the index collects, each once: `key = \"beat\"`.";
    BAD_MENU_URL = Error "bad-menu-url",
        cause: "The `url` of a menu entry leads nowhere: it is neither a path of the site nor an absolute address.",
        mend: "Write a path that begins with `/`, such as `/about/`, or an address that begins with `https://`.";
    BAD_SERVICE = Error "bad-service",
        cause: "A setting that names a service on the web, such as `memento` below `[links]`, has no address.",
        mend: "Write an address that begins with `https://`, or leave the setting out for the service that is the default.";
    BAD_REPLAY = Error "bad-replay",
        cause: "`script` or `worker` below `[replay]` is not the path of a script of the site, or the worker would stand at \
                the top of the site, where a browser lets it answer for every page.",
        mend: "Put the player's `ui.js` and `sw.js` into `static/replay/`, and write `script = \"/replay/ui.js\"`.";
    MISSING_PLAYER = Error "missing-player",
        cause: "`[replay]` names a file that the site does not have, so that no archived page could be played.",
        mend: "Put the file at that place below `static/`, or take `[replay]` out of `site.toml`; docs/evidence.md says where \
               the player comes from.";
    BAD_THEME_NAME = Error "bad-theme-name",
        cause: "`theme` is not the name of a folder below `themes/`.",
        mend: "Write the folder's name alone, without slashes: `theme = \"broadsheet\"`.";
    BAD_OUTPUT = Error "bad-output",
        cause: "`output` is empty, the site's root itself, or a folder of its sources, which a build would overwrite.",
        mend: "Name a folder of its own: `output = \"public\"`.";
    UNKNOWN_HOST = Error "unknown-host",
        cause: "`host`, or the flag `--host`, has a word that stands for no kind of host.",
        mend: "Write one of the words in docs/publishing.md, or leave the line out: then the site has what several hosts read.";
    BAD_ENCODING = Error "bad-encoding",
        cause: "`precompress` lists something that is no way to compress files that browsers know.",
        mend: "Write `precompress = true` for both, or a list of `br` and `gz`.";
    HOST_AT_TOP = Warning "host-at-top",
        cause: "The host reads its files at the top of all that it serves, and the site stands below a path.",
        mend: "Publish a folder that has the site in it where its address says, and copy the host's files to its top.";
    UNKNOWN_CITATION_STYLE = Error "unknown-citation-style",
        cause: "`citation_styles` names a style that is neither bundled nor a file of `styles/`.",
        mend: "Write the name of a bundled style (`chicago`, `apa`, `mla`; docs/citations.md lists more), or the path of a \
               CSL file of the site: `styles/ours.csl`.";
    BAD_CITATION_STYLE = Error "bad-citation-style",
        cause: "A file of `styles/` that `citation_styles` names is no citation style that stands by itself: it is no XML, \
                is not what the Citation Style Language 1.0 wants, has a macro that calls itself, or only names the \
                style that it is like.",
        mend: "Correct the file where the message points, or take the style again from where it comes from.";
    BAD_FLAG = Error "bad-flag",
        cause: "A flag of the command line or a variable of the environment that stands over a setting has a value \
                that cannot be read.",
        mend: "Write the value in the form that the message gives, or leave the flag or variable out.";
}
