//! How much a site has of what its host counts → the problems.

use super::limit::grouped;
use super::{Host, Limit, Measure, Weight};
use crate::diag::codes::site::{NEAR_HOST_LIMIT, OVER_HOST_LIMIT};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::source::SitePath;

/// How much there is of something, and which file or folder has so much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what.
    pub of: Measure,
    /// How much.
    pub count: u64,
    /// The file or folder, for what is counted of each.
    pub path: Option<String>,
}

impl Host {
    /// What is wrong with a site of which there is so much: of each measure the gravest.
    pub fn problems(&self, counts: &[Count]) -> Vec<Diagnostic> {
        counts.iter().filter_map(|count| self.problem(count)).collect()
    }

    fn problem(&self, count: &Count) -> Option<Diagnostic> {
        let limits = self.limits.iter().filter(|limit| limit.of == count.of);
        let weighed = limits.map(|limit| (limit, limit.weigh(count.count)));
        // Of several that are near, the last is the one that nobody is given more than.
        let (limit, weight) =
            weighed.filter(|(_, weight)| *weight != Weight::Fine).max_by_key(|(_, weight)| *weight)?;
        Some(self.told(count, limit, weight))
    }

    fn told(&self, count: &Count, limit: &Limit, weight: Weight) -> Diagnostic {
        let code = if weight == Weight::Over { &OVER_HOST_LIMIT } else { &NEAR_HOST_LIMIT };
        let there = limit.counted(count.count);
        let at = count.path.as_ref().map(|path| format!(" (`{path}`)")).unwrap_or_default();
        let most = format!("{} is the most that {} takes", grouped(limit.most), self.name);
        let plan = limit.plan.map(|plan| format!(" {plan}")).unwrap_or_default();
        let help = match limit.of {
            Measure::Redirects | Measure::Routes if count.count > limit.most => {
                "the rest lead on by their pages alone; nothing need be done".to_owned()
            }
            Measure::BytesOfFile => "put the file elsewhere and link to it there, or name another host".to_owned(),
            _ => format!(
                "leave out what is not needed (`off`), or name another host; the limit is from {}",
                limit.source
            ),
        };
        Diagnostic::new(code, host_setting(), format!("the site has {there}{at}; {most}{plan}")).help(help)
    }
}

/// Where the host is named, as far as it is in a file.
pub fn host_setting() -> Place {
    Place::value(&SitePath::new("site.toml").expect("a plain name"), FieldPath::key("host"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::find;

    /// Every line: host, what there is and how much, and the code, if one is told.
    #[test]
    #[rustfmt::skip]
    fn each_host_has_its_limits() {
        const MIB: u64 = 1024 * 1024;
        let (near, over) = (Some("near-host-limit"), Some("over-host-limit"));
        for (host, of, count, code) in [
            ("cloudflare",   Measure::Files,         17_999,       None),
            ("cloudflare",   Measure::Files,         18_000,       near),
            ("cloudflare",   Measure::Files,         20_001,       near),
            ("cloudflare",   Measure::Files,         100_000,      near),
            ("cloudflare",   Measure::Files,         100_001,      over),
            ("cloudflare",   Measure::BytesOfFile,   20 * MIB,     None),
            ("cloudflare",   Measure::BytesOfFile,   25 * MIB,     near),
            ("cloudflare",   Measure::BytesOfFile,   25 * MIB + 1, over),
            ("cloudflare",   Measure::Redirects,     1_799,        None),
            ("cloudflare",   Measure::Redirects,     2_000,        near),
            ("cloudflare",   Measure::Redirects,     9_000,        near),
            ("cloudflare",   Measure::HeaderRules,   101,          over),
            ("netlify",      Measure::FilesOfFolder, 54_000,       near),
            ("netlify",      Measure::FilesOfFolder, 54_001,       over),
            ("netlify",      Measure::Files,         999_999,      None),
            ("github-pages", Measure::Bytes,         800 * MIB,    None),
            ("github-pages", Measure::Bytes,         1024 * MIB,   near),
            ("github-pages", Measure::Bytes,         1025 * MIB,   over),
            ("github-pages", Measure::BytesOfFile,   101 * MIB,    near),
            ("vercel",       Measure::Routes,        1_800,        None),
            ("vercel",       Measure::Routes,        3_000,        near),
            ("nginx",        Measure::Files,         999_999,      None),
        ] {
            let host = find(host).expect("it is known");
            let problems = host.problems(&[Count { of, count, path: None }]);
            assert_eq!(problems.first().map(|problem| problem.code.name), code, "{} {of:?} {count}", host.key);
        }
    }

    #[test]
    fn a_problem_says_how_much_there_is_and_what_to_do() {
        let told = |host: &str, of, count, path: Option<&str>| {
            let count = Count { of, count, path: path.map(str::to_owned) };
            let problem = find(host).expect("it is known").problems(&[count]).remove(0);
            assert_eq!(problem.place, host_setting());
            (problem.message, problem.help.unwrap_or_default())
        };
        let (message, help) = told("cloudflare", Measure::BytesOfFile, 30_000_000, Some("files/a.wacz"));
        assert_eq!(
            message,
            "the site has a file of 30,000,000 bytes (`files/a.wacz`); 26,214,400 is the most that Cloudflare Pages takes"
        );
        assert_eq!(help, "put the file elsewhere and link to it there, or name another host");
        let (message, help) = told("cloudflare", Measure::Files, 20_001, None);
        assert_eq!(
            message,
            "the site has 20,001 files; 20,000 is the most that Cloudflare Pages takes on the free plan"
        );
        assert!(help.contains("https://developers.cloudflare.com/pages/platform/limits/"), "{help}");
        let (_, help) = told("vercel", Measure::Routes, 3_000, None);
        assert_eq!(help, "the rest lead on by their pages alone; nothing need be done");
    }
}
