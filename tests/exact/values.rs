//! What may stand in the fields, the settings and the files of the site that is walked.

/// A front-matter field of records, and what may stand there; an empty value takes the field out.
pub(super) const FIELDS: &[(&str, &[&str])] = &[
    ("title", &["First headline", "Second headline", "Another headline", "A & B <c>", "水 and 山"]),
    ("title_by", &["archive", ""]),
    ("date", &["2018-03-11", "2018-04-12", "2017", "2026-12-01", "2018-05~", "2018-03-11T10:00:00Z", ""]),
    ("dek", &["What it says.", "What else it says.", ""]),
    ("type", &["letter", "report", ""]),
    ("authors", &["[Jane Doe]", "[John Roe, Jane Doe]", "[{name: Jane Doe, as: J. Doe}]", ""]),
    ("outlet", &["The Desk", "Desk", "The Wire", "Beta", "A New One", ""]),
    ("section", &["Culture", ""]),
    ("language", &["de", "ar", ""]),
    ("series", &["Border", "The border", "Letters", ""]),
    ("url", &["https://example.net/x", "https://example.net/y", ""]),
    ("url_status", &["dead", "live", ""]),
    ("accessed", &["2020-01-01", ""]),
    (
        "archived",
        &[
            "{file: copy.warc}",
            "[{file: crawl.wacz, date: 2018-07}]",
            "https://web.archive.org/web/2018/https://example.com/",
            "",
        ],
    ),
    ("tags", &["[coal]", "[rail, coal]", "[iron, alpha]", "[Coal, COAL]", "[steel, coal, rail, iron]", ""]),
    (
        "organizations",
        &["[Acme]", "[Acme Works, Beta]", "[{name: Beta, role: mentioned}]", "[{id: acme}]", "[Delta]", ""],
    ),
    ("people", &["[Jane Doe]", "[John Roe]", "[{name: Jane Doe, role: mentioned}]", ""]),
    ("places", &["[Oakland]", "[{name: Bonn, lat: 50.7, lon: 7.1}]", ""]),
    ("beat", &["Courts", "[Labour, Courts]", ""]),
    (
        "sources",
        &[
            "[r1]",
            "[{ref: r2, role: disputes}]",
            "[{outlet: Beta}]",
            "[{outlet: The Wire, title: T}]",
            "[r9]",
            "[{ref: r3, role: first-report}]",
            "[{outlet: The Desk, role: first-report}]",
            "[{title: T, role: obtained-document, date: 2019}]",
            "[{url: \"https://example.net/x\", role: syndicates}]",
            "",
        ],
    ),
    ("related", &["[r1]", "[r2, r3]", "[late]", ""]),
    ("figures", &["[5]", "[{value: 6, unit: people}]", ""]),
    ("quotes", &["[We ask.]", "[{text: We ask., by: Jane Doe, role: an engineer}]", ""]),
    ("image", &["{file: lead.svg, alt: Other words}", "lead.svg", "{file: gone.svg, alt: Gone}", ""]),
    (
        "image",
        &[
            "{file: photo.jpg, alt: P}",
            "{file: photo.jpg, alt: P, metadata: keep}",
            "{file: ../2018/photo.jpg, alt: Q}",
            "{file: photo.jpeg, alt: R}",
        ],
    ),
    (
        "documents",
        &[
            "[letter.txt]",
            "[{title: Notes, file: notes.txt}]",
            "[{title: T, url: \"https://example.com/\"}]",
            "[{title: A crawl, file: crawl.wacz}]",
            "[{title: L, file: letter.txt, sha256: 5f9f00f8c446e4bf63fcd2636fb71477c8e3766a0675f03e0912852078eb443e}]",
            "[{title: M, file: letter.txt, sha256: 0000000000000000000000000000000000000000000000000000000000000000}]",
            "",
        ],
    ),
    (
        "corrections",
        &["[{text: Mended.}]", "[{date: 2018-08, text: Mended.}, {date: 2017-01-01, text: Earlier., by: archive}]", ""],
    ),
    ("rights", &["All.", ""]),
    ("added", &["2026-01-01", "2026-06-01", "2026-03", ""]),
    ("updated", &["2026-07-01", "2026-08-01", ""]),
    ("draft", &["true", "false"]),
    ("draft", &["false"]),
    ("access", &["metadata", "excerpt", "dark", "fulltext", ""]),
    ("access", &["fulltext", ""]),
    ("id", &["named", "r1", ""]),
    ("aliases", &["[/old/1/]", "[/old/2/, /older/]", "[/former.html]", ""]),
    ("template", &["essay.html", "page.html", "nowhere.html", ""]),
    ("extra", &["{mood: grave}", "{mood: gay}", ""]),
    ("unheard_of", &["1", ""]),
];

/// A setting of `site.toml`, and what may stand there.
pub(super) const SETTINGS: &[(&str, &[&str])] = &[
    ("title", &["\"Exact\"", "\"Exactly\""]),
    ("base_url", &["\"https://example.org/archive/\"", "\"https://example.com/\"", "\"https://example.org/\""]),
    ("description", &["\"What else\"", "\"What the walk is walked on\"", ""]),
    ("language", &["\"de\"", "\"ar\"", "\"en\""]),
    ("publisher", &["\"Others\"", ""]),
    ("contact", &["\"Write to us\"", "\"desk@example.org\"", ""]),
    ("lead", &["\"r1\"", "\"r3\"", "\"r9\"", "\"late\"", ""]),
    ("permalink", &["\"/{year}/{slug}/\"", "\"/{outlet}/{id}.html\"", "\"/{path}/\""]),
    ("paginate_by", &["1", "2", "3", "50"]),
    ("feed_limit", &["1", "2", "4", "50"]),
    (
        "citation_styles",
        &["[\"styles/own.csl\"]", "[\"mla\", \"styles/own.csl\"]", "[\"apa\"]", "[]", "[\"styles/none.csl\"]"],
    ),
    ("updated_from", &["\"git\"", "\"record\"", "\"git\"", ""]),
    ("script", &["\"/replay/ui.js\"", "\"/replay/other.js\"", "\"/gone/ui.js\""]),
    ("worker", &["\"/replay/sw.js\"", "\"/play/sw.js\""]),
    ("license", &["\"CC0-1.0\"", "\"https://example.org/terms/\"", ""]),
    ("excerpt_words", &["0", "3", "6", "75"]),
    ("related", &["0", "1", "3", "50", ""]),
    ("full_text_up_to", &["0", "100", "8"]),
    ("keep_picture_metadata", &["true", "false"]),
    ("host", &["\"nginx\"", "\"cloudflare\"", "\"caddy\"", "\"vercel\"", "\"apache\"", "\"github-pages\"", ""]),
    ("precompress", &["true", "[\"gz\"]", "[\"br\"]", "false", ""]),
    (
        "off",
        &[
            "[]",
            "[\"people\", \"chronology\"]",
            "[\"term_feeds\", \"json_feed\"]",
            "[\"outlets\", \"sitemap\"]",
            "[\"redirects\"]",
            "[\"years\", \"series\", \"corrections\"]",
            "[\"corrections_feed\", \"changes\"]",
            "[\"changes_feed\", \"links\"]",
            "[\"cards\"]",
            "[\"search\"]",
            "[\"exports\"]",
            "[\"csv\", \"record_json\"]",
            "[\"sqlite\", \"gexf\", \"organizations\"]",
            "[\"citations\"]",
            "[\"link_health\"]",
            "[\"build_json\"]",
            "[\"headers\", \"redirects\"]",
        ],
    ),
    ("footer_text", &["\"Foot.\"", "\"Another foot.\""]),
    ("accent", &["\"#135\"", "\"\"", "\"#ffc\"", "\"#123456\""]),
    ("hotline", &["\"556\"", "\"555\""]),
    ("smart_punctuation", &["true", "false"]),
    ("highlight", &["false", "true"]),
    ("trusted_html", &["true", "false"]),
];

/// What a file of the theme, or one that shadows it, may be; `None` is that there is none.
pub(super) const FILES: &[(&str, &[Option<&str>])] = &[
    (
        "themes/ledger/theme.toml",
        &[
            Some(
                "interface = 1\nextends = \"broadsheet\"\n[options.note]\ntype = \"text\"\ndefault = \"by default\"\n[options.accent]\ntype = \"text\"\ndefault = \"#1c5a8a\"\n",
            ),
            Some(
                "interface = 1\nextends = \"mother\"\n[options.note]\ntype = \"text\"\ndefault = \"\"\n[options.accent]\ntype = \"text\"\ndefault = \"\"\n",
            ),
        ],
    ),
    (
        "themes/mother/theme.toml",
        &[Some("interface = 1\nextends = \"broadsheet\"\n[options.hue]\ntype = \"text\"\ndefault = \"red\"\n")],
    ),
    ("themes/mother/templates/parts/byline.html", &[Some("<p>a byline</p>"), Some("<p>{{ record.title }}</p>"), None]),
    ("themes/mother/assets/style.css", &[Some("a { color: red }"), Some("a { color: tan }"), None]),
    ("themes/ledger/templates/parts/rule.html", &[Some("<p>Another rule.</p>"), Some("<p>A rule.</p>")]),
    (
        "themes/ledger/templates/row.html",
        &[Some("<li>{{ row.title }} {{ row.date?.text }}</li>"), Some("<li>{{ row }}</li>")],
    ),
    (
        "themes/ledger/i18n/en.toml",
        &[Some("latest_records = \"Newer entries\"\n"), Some("latest_records = \"Newest\"\n")],
    ),
    (
        "links.toml",
        &[
            Some("[\"https://example.com/one\"]\nstatus = \"dead\"\nchecked = 2026-11-02\n"),
            Some("[\"https://example.com/one\"]\nstatus = \"deed\"\nchecked = 2026-11-02\n"),
            Some("[\"https://nobody-names.example/\"]\nstatus = \"live\"\nchecked = 2026-11-02\n"),
            Some("<<<<<<<\n"),
            Some(""),
            None,
        ],
    ),
    ("themes/ledger/assets/ledger.css", &[Some("body { color: blue }\n"), Some("body { color: grey }\n")]),
    ("themes/ledger/static/humans.txt", &[Some("Nobody.\n"), Some("Others.\n"), None]),
    ("themes/broadsheet/templates/parts/kicker.html", &[Some("<p>kicker {{ record.kind }}</p>"), None]),
    ("templates/row.html", &[Some("<li>own {{ row.title }}</li>"), Some("<li>own {{ row.url }}</li>"), None, None]),
    (
        "templates/record.html",
        &[Some("{% extends \"broadsheet/record.html\" %}{% block title %}own{% endblock %}"), None, None],
    ),
    ("templates/parts/pager.html", &[Some("{% include \"broadsheet/parts/pager.html\" %}!"), Some("no pager"), None]),
    ("templates/parts/footer.html", &[Some("<p>{{ site.title }}</p>"), Some("<p>{{ site.pages }}</p>"), None]),
    ("i18n/en.toml", &[Some("undated = \"Some day\"\n"), Some("[index]\ntags = \"Words\"\n"), None]),
    ("i18n/de.toml", &[Some("undated = \"Irgendwann\"\n"), None]),
    ("assets/own.css", &[Some("p { margin: 1em }\n"), None]),
    ("assets/style.css", &[Some("p { margin: 2em }\n"), None]),
    ("static/replay/ui.js", &[Some("// a newer player\n"), Some("// a player\n"), None]),
    ("static/plain.txt", &[Some("plane"), Some("plain"), Some("longer"), None]),
    ("static/robots.txt", &[Some("User-agent: *\n"), None]),
    ("static/humans.txt", &[Some("Us.\n"), None]),
    ("content/index.md", &[Some("---\ntitle: Home\n---\nBack at [r1](record:r1).\n"), None]),
    (
        "content/pages/about.md",
        &[
            Some(
                "---\ntitle: About us\n---\n[[First headline]], [x](record:r5#a-heading), [y](guide.md#steps).\n\n## Aims\n",
            ),
            Some(
                "---\ntitle: About\ndek: Other.\nlanguage: es\nextra: {mood: gay}\n---\n[tag](tag:iron) and [Acme](org:Acme Forge).\n",
            ),
            Some("---\ntitle: About\ndraft: true\n---\n"),
        ],
    ),
    ("content/pages/guide.md", &[Some("---\ntitle: Guide\n---\n## Paces\n\n![l](../articles/2018/lead.svg)\n"), None]),
    ("content/pages/search.md", &[Some("---\ntitle: Search\n---\n"), None]),
    ("content/pages/new.md", &[Some("---\ntitle: New\naliases: [/old/2/]\n---\n```js\n1\n```\n"), None]),
    (
        "content/organizations/acme.md",
        &[
            Some(
                "---\nname: Acme\nalternate_name: [Acme Forge]\nredirect_from: [works]\nrelations: [{type: owner, with: solo}]\n---\n[x](record:r1)\n",
            ),
            Some(
                "---\nname: Acme Company\nalternate_name: [Acme, Acme Works]\nparent_organization: beta\nrelations: [{type: part, with: solo}]\n---\nText.\n",
            ),
            Some(
                "---\nname: Acme\nalternate_name: [Acme Works, Delta]\nrelations: [{type: owner, with: Delta, proof: r3}]\n---\n",
            ),
            None,
        ],
    ),
    (
        "content/organizations/solo.md",
        &[
            Some(
                "---\nname: Solo\ntype: Corporation\nwebsite: https://solo.example/\nidentifiers: {wikidata: Q2}\n---\n",
            ),
            Some(
                "---\nname: Solo\nrelations: [{type: contract, with: Beta, role: supplier, amount: \"5\", proof: r2}]\n---\n",
            ),
            None,
        ],
    ),
    // It takes a name over: an error while acme.md claims it too.
    (
        "content/organizations/works.md",
        &[Some("---\nname: Acme Works\nrelations: [{type: part, with: Beta, proof: r1}]\n---\n"), None],
    ),
    (
        "content/organizations/beta.md",
        &[
            Some("---\nname: Beta\nparent_organization: Gamma\n---\nShorter [x](record:r2#a-heading).\n"),
            Some("---\nname: Beta Limited\nformer_name: [Beta]\ndek: D\n---\n## History\n"),
            None,
        ],
    ),
    (
        "content/organizations/gamma.md",
        &[Some("---\nname: Gamma Group\nalternate_name: [Gamma]\n---\n[t](letter.txt)\n"), None],
    ),
    (
        "content/outlets/desk.md",
        &[Some("---\nname: The Desk\nalternate_name: [The Daily Desk, The Wire]\n---\n"), None],
    ),
    (
        "content/tags/coal.md",
        &[
            Some("---\nname: Hard coal\nalternate_name: [coal, iron]\n---\n"),
            Some("---\nname: Coal\n---\nRed.\n"),
            None,
        ],
    ),
    ("content/people/jane-doe.md", &[Some("---\nname: Jane M. Doe\nalternate_name: [Jane Doe]\ndek: D\n---\n"), None]),
    ("content/series/border.md", &[Some("---\nname: At the border\nalternate_name: [Border]\n---\nS.\n"), None]),
    (
        "content/years/2018.md",
        &[
            Some("---\nname: Eighteen\nalternate_name: [\"2018\"]\n---\nA year.\n"),
            Some("---\nid: eighteen\nname: \"2018\"\n---\n"),
            None,
        ],
    ),
    ("content/beat/labour.md", &[Some("---\nname: Labour\n---\nWork, says [the first](record:r1).\n"), None]),
    ("content/articles/2018/lead.svg", &[Some("<svg>other</svg>\n"), None]),
    ("content/articles/2018/notes.txt", &[Some("noted\n"), Some("notes\n"), None]),
    ("content/articles/2018/letter.txt", &[Some("lettre\n"), None]),
    ("content/articles/2018/copy.warc", &[Some("a longer copy\n"), None]),
];
