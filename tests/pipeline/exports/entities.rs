//! Organizations and people, and what ties them.

use super::*;

#[test]
fn entities_are_told_with_what_ties_them() {
    let built = Site::new(WHOLE).build();
    let [company] = &entities(&built, "Company")[..] else { panic!("one company") };
    for (property, expected) in [
        ("name", serde_json::json!(["Acme"])),
        ("alias", serde_json::json!(["Acme Works", "Acme Ltd"])),
        ("previousName", serde_json::json!(["Forge"])),
        ("wikidataId", serde_json::json!(["Q1"])),
        ("leiCode", serde_json::json!(["HWUPKR0MPOU8FGXBT394"])),
        ("sourceUrl", serde_json::json!(["https://example.org/archive/organizations/acme/"])),
    ] {
        assert_eq!(company[property], expected, "{property}");
    }
    for (schema, count) in [
        ("Article", 2),
        ("PublicBody", 1),
        ("Person", 1),
        ("Documentation", 5),
        ("Contract", 1),
        ("ContractAward", 1),
        // A parent, an owner, and one report that leans on another.
        ("UnknownLink", 3),
    ] {
        assert_eq!(entities(&built, schema).len(), count, "{schema}");
    }
    let id = |schema: &str| {
        let mut lines = built.text("data/entities.ftm.json").lines().map(json);
        lines.find(|entity| entity["schema"] == schema).unwrap()["id"].clone()
    };
    let award = &entities(&built, "ContractAward")[0];
    assert_eq!(award["supplier"][0], id("Company"));
    assert_eq!(award["contract"][0], id("Contract"));
    assert_eq!(award["proof"][0], id("Article"));
    assert_eq!(award["amount"][0], "43000000");
    assert_eq!(entities(&built, "Contract")[0]["authority"][0], id("PublicBody"));
    // Wherever the archive stands, and whatever else is in it.
    let moved = Site::new(WHOLE).base_url("https://example.com/").build();
    let ids = |built: &Built| -> Vec<Value> {
        built.text("data/entities.ftm.json").lines().map(|line| json(line)["id"].clone()).collect()
    };
    assert_eq!(ids(&built), ids(&moved));
}

#[test]
fn organizations_are_tied_by_the_records_that_name_both() {
    let built = Site::new(WHOLE).build();
    let graph = built.text("data/organizations.gexf");
    assert!(graph.contains("<edge id=\"0\" source=\"acme\" target=\"beta\" weight=\"2\"/>"), "{graph}");
    assert!(graph.contains("Organizations reported together in Desk &amp; &lt;Press&gt;"), "{graph}");
    // What one record costs is bounded: of forty the first twenty-four are tied, each with each.
    let names: Vec<String> = (0..40).map(|number| format!("Company {number:02}")).collect();
    let built = Site::new(&record("many.md", &format!("date: 2018\norganizations: [{}]", names.join(", ")))).build();
    let graph = built.text("data/organizations.gexf");
    assert_eq!((graph.matches("<node ").count(), graph.matches("<edge ").count()), (40, 24 * 23 / 2));
}

/// Each party lists the contract in its own file; `left` and `right` are what they say of it.
#[test]
#[rustfmt::skip]
fn a_contract_that_both_parties_list_is_told_once() {
    for (left, right, awards, contracts, links) in [
        ("role: supplier, start: 2018-03, amount: \"5\"", "role: authority, start: 2018-03, amount: \"5\"", &["2018-03 5"][..], 1, 0),
        // What only one of them says is not lost.
        ("role: supplier, start: 2018-03",                "role: authority, amount: \"5\", proof: a",       &["2018-03 5 proven"],   1, 0),
        // Other contracts are others.
        ("role: supplier, start: 2018",                   "role: authority, start: 2019",                   &["2018 -", "2019 -"],   2, 0),
        ("role: supplier, amount: \"5\"",                 "role: authority, amount: \"6\"",                 &["- 5", "- 6"],         2, 0),
        ("role: supplier",                                "role: supplier",                                 &["- -", "- -"],         2, 0),
        // Without parts there are two parties all the same.
        ("start: 2018",                                   "start: 2018",                                    &[],                     0, 1),
        ("start: 2018",                                   "start: 2019",                                    &[],                     0, 2),
    ] {
        let file = |name: &str, with: &str, lines: &str| {
            format!("-- content/organizations/{}.md --\n---\nname: {name}\nrelations: [{{type: contract, with: {with}, {lines}}}]\n---\n", name.to_lowercase())
        };
        let text = record("a.md", "date: 2018\norganizations: [Acme, Beta]") + &file("Acme", "Beta", left) + &file("Beta", "Acme", right);
        let built = Site::new(&text).build_clean();
        let told = |award: &Value| {
            let word = |property: &str| award[property][0].as_str().unwrap_or("-").to_owned();
            let proven = if award["proof"].is_null() { "" } else { " proven" };
            format!("{} {}{proven}", word("startDate"), word("amount"))
        };
        let told: Vec<String> = entities(&built, "ContractAward").iter().map(told).collect();
        assert_eq!(told, awards, "{left} / {right}");
        let counts = ["Contract", "UnknownLink"].map(|schema| entities(&built, schema).len());
        assert_eq!(counts, [contracts, links], "{left} / {right}");
    }
}

/// Of three contracts the second party lists two: those are two of the three.
#[test]
fn each_contract_is_one_of_the_other_list() {
    let file = |name: &str, with: &str, role: &str, count: usize| {
        let contract = format!("{{type: contract, with: {with}, role: {role}}}");
        let contracts = vec![contract; count].join(", ");
        format!(
            "-- content/organizations/{}.md --\n---\nname: {name}\nrelations: [{contracts}]\n---\n",
            name.to_lowercase()
        )
    };
    for (left, right, expected) in [(3, 2, 3), (2, 3, 3), (1, 1, 1), (0, 2, 2)] {
        let text = record("a.md", "date: 2018\norganizations: [Acme, Beta]")
            + &file("Acme", "Beta", "supplier", left)
            + &file("Beta", "Acme", "authority", right);
        let built = Site::new(&text).build_clean();
        assert_eq!(entities(&built, "ContractAward").len(), expected, "{left} and {right}");
        let ids = built.text("data/entities.ftm.json").lines().map(|line| json(line)["id"].to_string());
        let ids: Vec<String> = ids.collect();
        let unlike: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unlike.len(), ids.len(), "two entities have one id");
    }
}
