use super::*;

#[test]
fn a_service_is_an_address_of_the_web() {
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  [links]
  memento = "archive.org"
#           ^^^^^^^^^^^^^ error[bad-service]: `archive.org` is not the address of a service
# help: write an address that begins with `https://`
"#,
    );
}
