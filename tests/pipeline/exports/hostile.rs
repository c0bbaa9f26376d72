//! Values that mean something to the programs that read exports.

use super::*;

/// Values that mean something to a spreadsheet, to CSV, to SQL, to XML or to JSON.
const HOSTILE: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "a\"b,c;d",
    "'); DROP TABLE records; --",
    "<b>&amp;</b> ]]>",
    "back\\slash and {brace}",
    "\u{202e}turned\u{202c} \u{1f642} 水",
    "'=quoted",
];

#[test]
fn hostile_values_stay_what_they_are() {
    for (number, value) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(value).unwrap();
        let text = format!(
            "-- content/articles/h.md --\n---\ntitle: {quoted}\ndek: {quoted}\ndate: 2018\ntags: [{quoted}]\norganizations: [{quoted}, Other]\nfigures: [{{value: -5, what: {quoted}}}]\nextra: {{{quoted}: {quoted}}}\n---\n"
        );
        let built = Site::new(&text).build();
        let whole = json(built.text("data/records.json"));
        assert_eq!(whole["records"][0]["title"], *value, "{number}");
        assert_eq!(whole["records"][0]["extra"][*value], *value, "{number}");
        let is_guarded = value.starts_with(['=', '+', '-', '@']);
        let cell = if is_guarded { format!("'{value}") } else { (*value).to_owned() };
        for name in ["title", "dek", "tags"] {
            assert_eq!(column(&built, "records", name), [&*cell], "{number} {name}");
        }
        assert_eq!(column(&built, "figures", "value"), ["-5"]);
        assert_eq!(column(&built, "figures", "what"), [&*cell], "{number}");
        let (_folder, database) = database(&built);
        let title: String = database.query_row("SELECT title FROM records", [], |row| row.get(0)).unwrap();
        assert_eq!(title, *value, "{number}");
        assert_eq!(entities(&built, "Article")[0]["title"][0], *value, "{number}");
        let graph = built.text("data/organizations.gexf");
        let mut reader = quick_xml::Reader::from_str(graph);
        reader.config_mut().check_end_names = true;
        let mut labels = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(element) if element.name().as_ref() == "node" => {
                    let label = element.try_get_attribute("label").unwrap().unwrap();
                    labels.push(label.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned());
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert!(labels.iter().any(|label| label == value), "{number}: {labels:?}");
    }
}
