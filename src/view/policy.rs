//! What the pages may load, and from where: the one place that says so (Content Security Policy Level 3).
//!
//! Pages say it of themselves in `<meta>`, and a host that reads `_headers` says it of all of them. A browser lets
//! through what both do, so that the wider policy of the host opens nothing that a page keeps shut.

use std::collections::BTreeMap;

use tera::Value;
use url::Url;

/// The policy of a site's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The server of readers' comments, beside the site itself the only one that pages of records may load from.
    comments: Option<String>,
    /// Whether the site has a player of archived pages.
    has_player: bool,
    /// The theme's scripts by what they hold, each behind a blank: ` 'sha256-…'`.
    scripts: String,
    /// Those of the search page, of which no other page need speak.
    search_scripts: String,
}

/// The origin of the site itself, alone, as a list of sources.
const OWN: &str = "'self'";

impl Policy {
    /// The policy that a theme's options and scripts, by name and `integrity`, ask for: with `comments = "coral"`, the
    /// origin of `comments_url` is let in. `has_player` says whether the site brings a player of archived pages.
    pub fn of<'a>(
        options: &BTreeMap<String, Value>,
        scripts: impl Iterator<Item = (&'a str, &'a str)>,
        has_player: bool,
    ) -> Policy {
        let text = |name: &str| options.get(name).and_then(Value::as_str);
        let url = text("comments_url").filter(|_| text("comments") == Some("coral"));
        let url = url.and_then(|url| Url::parse(url).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
        // Addresses may have `;` and `'` in their hosts, which would end what the policy says of them.
        let is_plain =
            |origin: &String| origin.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:/[]".contains(&byte));
        let comments = url.map(|url| url.origin().ascii_serialization()).filter(is_plain);
        let (search_scripts, scripts): (Vec<_>, Vec<_>) = scripts.partition(|(name, _)| name.starts_with("search/"));
        let listed = |scripts: Vec<(&str, &str)>| scripts.iter().map(|(_, hash)| format!(" '{hash}'")).collect();
        Policy { comments, has_player, scripts: listed(scripts), search_scripts: listed(search_scripts) }
    }

    /// What a page of `kind` says in its head: what it may load, and what it may do. One `<meta>` each. `plays` says whether
    /// it can show an archived page, `block` is the hash of what stands in the page itself as a script that does not run.
    pub fn of_page(&self, kind: &str, plays: bool, block: Option<&str>) -> [String; 2] {
        let block = block.map(|hash| format!(" '{hash}'")).unwrap_or_default();
        match kind {
            // It leads on at once, and has nothing but a link.
            "redirect" => ["default-src 'none'; style-src 'self'; img-src 'self'".to_owned(), self.runs(None, &block)],
            "record" => {
                [loads(self.comments.as_deref(), plays && self.has_player), self.runs(self.comments.as_deref(), &block)]
            }
            "search" => [loads(None, false), self.runs(None, &format!("{}{block}", self.search_scripts))],
            _ => [loads(None, false), self.runs(None, &block)],
        }
    }

    /// What the host says of every page: also who may frame it, which only a header can say.
    pub fn header(&self) -> String {
        format!("{}; {DOES}; frame-ancestors 'none'", loads(self.comments.as_deref(), self.has_player))
    }

    /// What a page may do, and what may run in it once more: a policy that is silent of scripts is taken for one that
    /// lets all run by those who read each policy of a page by itself. The Nu Html Checker reads pages from the disk,
    /// where nothing is `'self'`, and knows the last policy only: it lets scripts through by their hashes. `own` are those
    /// of the page itself.
    fn runs(&self, other: Option<&str>, own: &str) -> String {
        format!("script-src {}{}{own}; object-src 'none'; {DOES}", sources(OWN, other), self.scripts)
    }

    /// Whether pages open windows of another origin: the comments' server lets readers sign in in one.
    pub fn has_windows(&self) -> bool {
        self.comments.is_some()
    }
}

/// `own`, and perhaps the origin `other`, as a list of sources.
fn sources(own: &str, other: Option<&str>) -> String {
    match other {
        Some(other) => format!("{own} {other}"),
        None => own.to_owned(),
    }
}

/// What a page may load, from the site and perhaps from the origin `other`.
///
/// A player that `plays` stands in a frame of the site's own. Its worker is a script of the site, which `script-src` lets
/// through; what the player and the archived page load is under the policies that the worker answers with.
fn loads(other: Option<&str>, plays: bool) -> String {
    let frames: Vec<&str> = plays.then_some(OWN).into_iter().chain(other).collect();
    let frames = if frames.is_empty() { String::new() } else { format!("; frame-src {}", frames.join(" ")) };
    format!(
        "default-src 'none'; style-src {style}; img-src {images}; script-src {script}; connect-src {connections}; font-src \
         {OWN}{frames}",
        style = sources(OWN, other),
        images = sources("'self' data:", other),
        script = sources(OWN, other),
        connections = sources(OWN, other),
    )
}

/// What a page may do: send forms to the site alone, and never change what its relative addresses mean.
const DOES: &str = "form-action 'self'; base-uri 'none'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn only_records_may_load_comments_and_only_from_their_server() {
        let strict = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; font-src 'self'";
        let open = "default-src 'none'; style-src 'self' https://talk.example.org:8443; img-src 'self' data: https://talk.example.org:8443; script-src 'self' https://talk.example.org:8443; connect-src 'self' https://talk.example.org:8443; font-src 'self'; frame-src https://talk.example.org:8443";
        for (comments, url, kind, expected) in [
            ("none",  "https://talk.example.org:8443/x",    "record", strict),
            ("coral", "https://talk.example.org:8443/x?y",  "record", open),
            ("coral", "https://talk.example.org:8443/x",    "home",   strict),
            ("coral", "",                                   "record", strict),
            ("coral", "/talk/",                             "record", strict),
            ("coral", "https://a;script-src'*'/",           "record", strict),
        ] {
            let options = [("comments", comments), ("comments_url", url)];
            let options = options.map(|(name, value)| (name.to_owned(), Value::from(value)));
            let policy = Policy::of(&BTreeMap::from(options), [("script.js", "sha256-x="), ("search/search.js", "sha256-y=")].into_iter(), false);
            let [loads, runs] = policy.of_page(kind, true, None);
            assert_eq!(loads, expected, "{comments} {url} {kind}");
            let scripts = expected.split("; ").find(|directive| directive.starts_with("script-src")).expect("there is one");
            assert_eq!(runs, format!("{scripts} 'sha256-x='; object-src 'none'; form-action 'self'; base-uri 'none'"), "{url} {kind}");
            assert_eq!(policy.has_windows(), comments == "coral" && url.starts_with("https://talk"));
        }
    }

    #[test]
    fn the_scripts_of_the_search_are_those_of_its_page_alone() {
        let scripts = [("script.js", "sha256-x="), ("search/search.js", "sha256-y=")];
        let policy = Policy::of(&BTreeMap::new(), scripts.into_iter(), false);
        for (kind, expected) in
            [("search", "script-src 'self' 'sha256-x=' 'sha256-y='"), ("home", "script-src 'self' 'sha256-x='")]
        {
            let [_, runs] = policy.of_page(kind, false, None);
            assert_eq!(runs.split(';').next(), Some(expected), "{kind}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn only_pages_that_play_may_frame_the_site_and_nothing_else_is_loosened() {
        let coral = [("comments", "coral"), ("comments_url", "https://talk.example.org/")];
        for (options, has_player, kind, plays, expected) in [
            (&[][..],    true,  "record", true,  Some("frame-src 'self'")),
            (&[][..],    true,  "record", false, None),
            (&[][..],    false, "record", true,  None),
            (&[][..],    true,  "home",   true,  None),
            (&coral[..], true,  "record", true,  Some("frame-src 'self' https://talk.example.org")),
            (&coral[..], true,  "record", false, Some("frame-src https://talk.example.org")),
        ] {
            let options = || options.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
            let [policy, without] = [has_player, false].map(|has| Policy::of(&options(), [].into_iter(), has));
            let ([loads, runs], [shut, does]) = (policy.of_page(kind, plays, None), without.of_page(kind, plays, None));
            let frames = |policy: &str| policy.split("; ").find(|part| part.starts_with("frame-src")).map(str::to_owned);
            assert_eq!(frames(&loads).as_deref(), expected, "{kind} {plays}");
            let rest = |policy: &str| policy.split("; ").filter(|part| !part.starts_with("frame-src")).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!((rest(&loads), runs), (rest(&shut), does), "{kind} {plays}");
            assert_eq!(frames(&policy.header()).is_some_and(|frames| frames.contains("'self'")), has_player);
        }
    }
}
