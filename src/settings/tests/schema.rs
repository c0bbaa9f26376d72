use super::*;

/// The keys of the objects in the schema: of the top, and of each table below it.
fn schema_keys(table: &str) -> Vec<String> {
    let schema = schema();
    let object = match table {
        "" => &schema,
        table => &schema["definitions"][table],
    };
    let mut keys: Vec<String> = object["properties"].as_object().unwrap().keys().cloned().collect();
    keys.sort();
    keys
}

#[test]
fn the_schema_has_the_keys_that_the_reader_takes() {
    let text =
        "x = 1\nindex = [{ x = 1 }]\nmenu = [{ x = 1 }]\nmarkdown = { x = 1 }\nlinks = { x = 1 }\nreplay = { x = 1 }\n";
    let problems = read_text(text, &Overrides::default()).problems;
    let unknown = problems.iter().filter(|problem| problem.code == codes::UNKNOWN_SETTING);
    let helps: Vec<&str> = unknown.map(|problem| problem.help.as_deref().unwrap()).collect();
    for (start, table) in [
        ("the settings are ", ""),
        ("the settings of `index` are ", "Index"),
        ("the settings of `menu` are ", "MenuEntry"),
        ("the settings of `markdown` are ", "Markdown"),
        ("the settings of `links` are ", "Links"),
        ("the settings of `replay` are ", "Replay"),
    ] {
        let known = helps.iter().find_map(|help| help.strip_prefix(start)).unwrap();
        let known = known.split(';').next().unwrap();
        let keys: Vec<String> = schema_keys(table).iter().map(|key| format!("`{key}`")).collect();
        assert_eq!(keys.join(", "), known, "{table}");
    }
}

#[test]
fn the_schema_is_one_an_editor_can_use() {
    let schema = schema();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(schema["required"], serde_json::json!(["title"]));
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["paginate_by"]["type"], "integer");
    assert_eq!(schema["properties"]["paginate_by"]["default"], 50);
    assert_eq!(schema["properties"]["paginate_by"]["minimum"], 1);
    assert_eq!(schema["definitions"]["Index"]["required"], serde_json::json!(["key"]));
    assert!(!schema.to_string().contains("\"null\""), "{schema:#}");
    for (key, setting) in schema["properties"].as_object().unwrap() {
        assert!(setting["description"].is_string(), "{key} has no description");
    }
}
