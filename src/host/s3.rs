//! S3, and what speaks it, as a web site: `.host/website.json`, what `aws s3api put-bucket-website` is given.
//!
//! There are no routing rules in it. They take all that begins with a key, `old/` and `old/other/` alike, and no more than
//! fifty of them; the pages at former addresses lead on by themselves, each at its own. Nor can a bucket say headers of
//! its own choice: pages say their policy in `<meta>`.

use serde_json::json;

use super::{FOLDER, Host, HostFile, Served, decoded};

pub(super) static S3: Host =
    Host { key: "s3", name: "S3", files, limits: &[], sends_twins: false, reads_at_top: false };

fn files(served: &Served) -> Vec<HostFile> {
    let mut website = json!({"IndexDocument": {"Suffix": "index.html"}});
    if served.has_not_found {
        let key = decoded(&served.local("/404.html"));
        website["ErrorDocument"] = json!({"Key": key.trim_start_matches('/')});
    }
    vec![HostFile::new(format!("/{FOLDER}/website.json"), format!("{website:#}\n"))]
}
