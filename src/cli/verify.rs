//! `reportage verify`: whether a published site is the one that was built.

use std::fs;
use std::path::Path;

use clap::Args;

use super::progress::Progress;
use super::screen::{Screen, counted, print_data, shown, thousands};
use super::{Common, Outcome};
use crate::verify::{Fault, Listing, Site, Unlisted, Verdict, verify_folder};
use crate::write::LISTING;

/// Compare a published site, or a folder, with the list of its files, build.json
#[derive(Args)]
pub(super) struct Verify {
    /// The address of the site's home page, or a folder that holds the site
    #[arg(value_name = "URL|DIR")]
    place: String,
    /// Compare no more than so many files, spread evenly over all
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let is_address = self.place.contains("://");
        let verdict = if is_address { self.web(&screen) } else { self.folder(Path::new(&self.place)) };
        match verdict {
            Ok(verdict) => self.tell(&verdict, &screen),
            Err(Unlisted { address, reason }) => {
                screen.fail(&format!("`{address}` cannot be read: {reason}"));
                screen.help(
                    "name the home page of a site, or the folder of one, that was built with its list, build.json",
                );
                Outcome::Problems
            }
        }
    }

    fn web(&self, screen: &Screen) -> Result<Verdict, Unlisted> {
        let Some(site) = Site::at(&self.place) else {
            return Err(Unlisted { address: self.place.clone(), reason: "it is not an address of the web".to_owned() });
        };
        let listing = self.sampled(site.listing()?);
        let progress = Progress::new(screen, listing.files.len());
        let verdict = site.verify(&listing, &|| progress.tick());
        progress.finish();
        Ok(verdict)
    }

    fn folder(&self, folder: &Path) -> Result<Verdict, Unlisted> {
        let location = folder.join(LISTING);
        let unlisted = |reason: String| Unlisted { address: shown(&location), reason };
        let bytes = fs::read(&location).map_err(|error| unlisted(error.to_string()))?;
        let listing = self.sampled(Listing::parse(&bytes).map_err(unlisted)?);
        Ok(verify_folder(folder, &listing, self.sample.is_some()))
    }

    fn sampled(&self, listing: Listing) -> Listing {
        match self.sample {
            Some(count) => listing.sample(count),
            None => listing,
        }
    }

    fn tell(&self, verdict: &Verdict, screen: &Screen) -> Outcome {
        if self.json {
            let mut text = serde_json::to_string_pretty(verdict).unwrap_or_default();
            text.push('\n');
            print_data(text.as_bytes());
        } else {
            for finding in &verdict.findings {
                let word = match finding.fault {
                    Fault::Missing => "missing",
                    Fault::Changed => "changed",
                    Fault::Unexpected => "unexpected",
                    Fault::Unreadable => "unreadable",
                };
                let detail = if finding.detail.is_empty() { String::new() } else { format!(": {}", finding.detail) };
                // A path of a stranger's folder may hold what moves the cursor.
                screen.announce(&format!("{word}: {}{}", finding.path.escape_debug(), detail.escape_debug()));
            }
            screen.say(&summary(verdict));
        }
        if verdict.findings.is_empty() { Outcome::Fine } else { Outcome::Problems }
    }
}

fn summary(verdict: &Verdict) -> String {
    let mut parts = vec![format!("{} compared", counted(verdict.compared, "file", "files"))];
    if verdict.led_on > 0 {
        parts.push(format!("{} of them led on by the host", thousands(verdict.led_on)));
    }
    if verdict.kept_back > 0 {
        parts.push(format!("{} left out, since the host keeps them to itself", thousands(verdict.kept_back)));
    }
    let end = match verdict.findings.len() {
        0 => "all as they were built".to_owned(),
        count => format!("{} not as they were built", thousands(count)),
    };
    format!("{}: {end}", parts.join(", "))
}
