use super::*;

#[test]
fn a_host_is_one_that_is_known() {
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  host = "nginks"
#        ^^^^^^^^ error[unknown-host]: `nginks` is not a host that is known
# help: did you mean `nginx`?
"#,
    );
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  host = "Geocities"
#        ^^^^^^^^^^^ error[unknown-host]: `Geocities` is not a host that is known
# help: the hosts are `github-pages`, `cloudflare`, `netlify`, `vercel`, `s3`, `nginx`, `apache`, `caddy`; leave the line out for any other
"#,
    );
    let overrides = Overrides { host: Some("nginks".into()), ..Overrides::default() };
    check_with(
        r#"# error[bad-flag]: `--host`: `nginks` is not a host that is known
# help: did you mean `nginx`?
  title = "A"
  base_url = "https://example.org/"
"#,
        &overrides,
    );
}

#[test]
fn the_flag_stands_over_the_file() {
    let text = "title = \"A\"\nbase_url = \"https://example.org/\"\nhost = \"nginx\"\nprecompress = [\"br\"]\n";
    let overrides = Overrides { host: Some("caddy".into()), precompress: true, ..Overrides::default() };
    let settings = sound(text, &overrides);
    assert_eq!(settings.host.map(|host| host.key), Some("caddy"));
    assert_eq!(settings.precompress, ENCODINGS);
}

#[test]
fn twins_are_all_or_none_or_listed() {
    for (value, expected) in [
        ("true", &ENCODINGS[..]),
        ("false", &[]),
        ("[]", &[]),
        ("[\"gz\"]", &[Encoding::Gzip]),
        ("[\"gz\", \"br\"]", &ENCODINGS),
    ] {
        let text = format!("title = \"A\"\nbase_url = \"https://example.org/\"\nprecompress = {value}\n");
        assert_eq!(sound(&text, &Overrides::default()).precompress, expected, "{value}");
    }
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  precompress = ["br", "zst"]
#                      ^^^^^ error[bad-encoding]: `zst` is not a way to compress
# help: write `br`, `gz` or both
"#,
    );
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  precompress = "yes"
#               ^^^^^ error[bad-setting-type]: `precompress` is text, not `true` or `false`
# help: write `precompress = true`
# edit: true
"#,
    );
}
