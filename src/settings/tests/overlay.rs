use super::*;

#[test]
fn flags_and_environment_lie_over_the_file() {
    let text = "title = \"A\"\noutput = \"out\"\n";
    let overrides = Overrides {
        base_url: Some("http://127.0.0.1:1414".into()),
        output: Some("/srv/site".into()),
        host: Some("s3".into()),
        precompress: true,
        drafts: true,
        future: true,
        strict: true,
        clock: Some("2030-01-02".into()),
        source_date_epoch: Some("what".into()),
    };
    let settings = sound(text, &overrides);
    assert_eq!(settings.base_url.origin, "http://127.0.0.1:1414");
    assert_eq!((&*settings.output, settings.drafts, settings.future, settings.strict), ("/srv/site", true, true, true));
    assert_eq!(settings.today.iso(), "2030-01-02");

    let base_url = Some("https://example.org".to_owned());
    for (epoch, today) in [(None, NOW), (Some("86400"), "1970-01-02"), (Some(""), NOW)] {
        let source_date_epoch = epoch.map(str::to_owned);
        let overrides = Overrides { source_date_epoch, base_url: base_url.clone(), ..Overrides::default() };
        assert_eq!(sound(text, &overrides).today.iso(), today);
    }
}

#[test]
fn flags_that_cannot_be_read_are_told_by_name() {
    let overrides = Overrides {
        base_url: Some("example.org".into()),
        output: Some("themes".into()),
        clock: Some("tomorrow".into()),
        ..Overrides::default()
    };
    check_with(
        r#"# error[bad-flag]: `--base-url`: `example.org` is not the address of a site: it does not begin with `https://`
# help: did you mean `https://example.org`?
# error[bad-flag]: `--output`: `themes` lies in `themes/`, which holds the site's sources
# help: name a folder of its own, such as `public`
# error[bad-flag]: `--clock`: `tomorrow` is no time
# help: write a day as `2026-11-23`, a moment as `2026-11-23T09:30:00Z`, or seconds since 1970
  title = "A"
"#,
        &overrides,
    );
    let overrides = Overrides { source_date_epoch: Some("now".into()), ..Overrides::default() };
    check_with(
        r#"# error[bad-flag]: `SOURCE_DATE_EPOCH`: `now` is no number of seconds
# help: set it to whole seconds since 1970, such as `1795392000`, or unset it
  title = "A"
  base_url = "https://example.org/"
"#,
        &overrides,
    );
}
