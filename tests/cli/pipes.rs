//! Readers that go away: `reportage list records | head -1` is no failure.

use super::bench::Bench;

#[test]
fn a_closed_pipe_is_no_failure() {
    let bench = Bench::sound();
    bench.write("content/articles/undated.md", "---\ntitle: Undated\n---\n");
    // More than any buffer on the way holds.
    let long = format!("---\ntitle: Long\ndate: 2018\ndek: {}\n---\n", "word ".repeat(40_000));
    bench.write("content/articles/long.md", &long);
    for arguments in [
        &["list", "records"][..],
        &["export", "json"],
        &["export", "ndjson"],
        &["export", "csv"],
        &["export", "sqlite"],
        &["export", "ftm"],
        &["export", "--list"],
        &["list", "terms", "--json"],
        &["schema", "record"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
        &["check"],
        &["check", "--format", "json"],
        &["build", "-v"],
        &["new", "A title"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = bench.command(arguments);
        let status = command.stdout(writer.try_clone().unwrap()).stderr(writer).status().unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
    assert!(bench.has("public/index.html"));
}
