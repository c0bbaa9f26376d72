use super::*;
use crate::settings::DeployTarget;

const HEAD: &str = "title = \"A\"\nbase_url = \"https://example.org/\"\n";

#[test]
fn a_target_is_read_with_all_that_it_says() {
    let text = "[deploy.production]\nto = \"s3://bucket/a\"\nendpoint = \"http://127.0.0.1:9000\"\nregion = \"auto\"\n\
        profile = \"site\"\naccount = \"store\"\npath_style = false\ncompress = true\nkeep_previous = false\n\
        max_deletes = 7\ncache_pages = 1\ncache_files = 2\nparallel = 3\nretries = 4\n[deploy.desk]\nto = \"../www\"\n";
    let targets = sound(&format!("{HEAD}{text}"), &Overrides::default()).deploy;
    let [desk, production] = targets.as_slice() else { panic!("{targets:?}") };
    let expected = DeployTarget {
        name: "production".into(),
        to: "s3://bucket/a".into(),
        place: production.place.clone(),
        endpoint: Some("http://127.0.0.1:9000".into()),
        region: Some("auto".into()),
        profile: Some("site".into()),
        account: Some("store".into()),
        path_style: Some(false),
        compress: true,
        keep_previous: false,
        max_deletes: Some(7),
        cache_pages: 1,
        cache_files: 2,
        parallel: 3,
        retries: 4,
    };
    assert_eq!(production, &expected);
    assert_eq!((desk.name.as_str(), desk.to.as_str()), ("desk", "../www"));
    assert_eq!((desk.compress, desk.keep_previous, desk.max_deletes), (false, true, None));
    assert_eq!((desk.cache_pages, desk.cache_files, desk.parallel, desk.retries), (60, 3600, 16, 8));
}

#[test]
fn a_target_has_an_address_and_no_secret() {
    check(
        r#"# error[secret-in-settings]: `to` of a deploy holds a password, a key or a signature
# help: take it out of the address, make it invalid where it was issued, and put a new one into the environment
# error[secret-in-settings]: `to` of a deploy holds a password, a key or a signature
# help: take it out of the address, make it invalid where it was issued, and put a new one into the environment
  title = "A"
  base_url = "https://example.org/"
  [deploy]
  plain = "../www"
#         ^^^^^^^^ error[bad-setting-type]: `plain` is text, not a table, written `[deploy.NAME]`
# help: write a table, written `[deploy.NAME]`
  [deploy.key]
  to = "s3://AKIA:hunter2@bucket/a"
  [deploy.signature]
  to = "https://store.blob.core.windows.net/site?sig=hunter2"
  [deploy.nothing]
# ^^^^^^^^^^^^^^^^ error[missing-setting]: this `deploy` has no `to`
# help: write `to = "s3://bucket/prefix"`
  [deploy.slip]
  to = "s3://bucket"
  regoin = "eu-west-1"
# ^^^^^^ error[unknown-setting]: `regoin` is not a setting of `deploy`
# help: did you mean `region`?
"#,
    );
}
