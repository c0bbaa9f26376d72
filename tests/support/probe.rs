//! Templates that print what they are given, a fact on a line: so that tests do not hang on the look of a theme.

use super::{Built, Site};

/// A site of `text` with templates that print facts.
pub fn site(text: &str) -> Site {
    Site::new(&format!("{text}{TEMPLATES}"))
}

impl Built {
    /// The facts on the page at `path` that begin with `word`, without it.
    pub fn facts(&self, path: &str, word: &str) -> Vec<String> {
        let lines = self.text(path).lines();
        let facts = lines.filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
        facts.map(|fact| fact.trim_end().replace("&amp;", "&").replace("&#39;", "'")).collect()
    }

    /// The ids of the records in the list on the page at `path`, in its order.
    pub fn rows(&self, path: &str) -> Vec<String> {
        self.facts(path, "row").into_iter().map(|row| row.split(' ').next().unwrap_or_default().to_owned()).collect()
    }

    /// The terms of an index as `name count`, in its order.
    pub fn terms(&self, index: &str) -> Vec<String> {
        self.facts(&format!("{index}/index.html"), "term")
    }
}

const TEMPLATES: &str = r#"
-- templates/row.html --
row {{ row.id }} {{ row.url }}
-- templates/home.html --
{% include "parts/list.html" %}
{{ content }}
-- templates/record.html --
id {{ record.id }}
url {{ page.url }}
canonical {{ page.canonical }}
outlet {{ record.outlet?.name or "-" }} {{ record.outlet?.url or "-" }}
{% for author in record.authors %}author {{ author.name }} {{ author.url }}
{% endfor %}{% for index in record.terms %}{% for term in index.terms %}{{ index.key }} {{ term.name }} = {{ term.known_as }} {{ term.url }} {{ term.role }}
{% endfor %}{% endfor %}{% for related in record.related %}related {{ related.row.id }}
reason {{ related.reason }}
{% endfor %}{% if record.origin %}origin {{ record.origin.kind }}{% for role in record.origin.roles %} {{ role.role }}={{ role.count }}{% endfor %}
{% endif %}{% if record.chain %}chain {{ record.chain.kind }} {{ record.chain.reports }} {{ record.chain.depth }} {{ record.chain.text }}
{% for original in record.chain.originals %}original {{ original.record?.id or "-" }} {{ original.outlet?.name or "-" }} {{ original.title or "-" }}
{% endfor %}{% endif %}{% if record.series %}part {{ record.series.number }}/{{ record.series.total }} {{ record.series.url }} {{ record.series.previous?.name or "-" }} {{ record.series.next?.name or "-" }}
{% endif %}{% for quote in record.quotes %}quote {{ quote.text }} | {{ quote.by or "-" }} | {{ quote.role or "-" }}
{% endfor %}cite {{ record.citation }}
{% for source in record.sources %}source {{ source.role }} {{ source.record?.id or "-" }} {{ source.outlet?.url or "-" }}
{% endfor %}{% for row in record.picked_up_by %}picked_up_by {{ row.id }}
{% endfor %}{% if record.earlier %}earlier {{ record.earlier.name }}
{% endif %}{% if record.later %}later {{ record.later.name }}
{% endif %}{% if record.image %}image {{ record.image.url }}
{% endif %}{% for document in record.documents %}document {{ document.title }} {{ document.url }}
{% endfor %}{% for copy in record.archived %}copy {{ copy.url }}
{% endfor %}{{ content }}
-- templates/page.html --
title {{ title }}
{{ content }}
-- templates/index.html --
{% for term in index.terms %}term {{ term.name }} {{ term.count }}
{% endfor %}
-- templates/term.html --
id {{ term.id }}
name {{ term.name }}
count {{ term.count }} {{ term.subjects }} {{ term.mentions }}
{% for other in term.together %}together {{ other.name }} {{ other.count }}
share {{ other.share }}
{% endfor %}first {{ term.first?.iso or "-" }}
last {{ term.last?.iso or "-" }}
{% for year in activity?.years or [] %}year {{ year.title }} {{ year.count }} {{ year.share }} {{ year.url or "-" }}
{% endfor %}{% if graph %}graph {{ graph.nodes | length }} {{ graph.edges | length }}
{% for edge in graph.edges %}{% if not edge.is_central %}edge {{ edge.count }}
{% endif %}{% endfor %}{% endif %}{% for index in others %}others {{ index.key }}{% for other in index.terms %} {{ other.name }}={{ other.count }}{% endfor %}
{% endfor %}{% if term.profile %}{% if term.profile.parent %}parent {{ term.profile.parent.name }} {{ term.profile.parent.url }}
{% endif %}{% for relation in term.profile.relations %}relation {{ relation.kind }} {{ relation.with?.name or "-" }} {{ relation.proof?.id or "-" }}
{% endfor %}{% endif %}{% include "parts/list.html" %}
{{ content }}
-- templates/chronology.html --
{% for year in years %}year {{ year.name }} {{ year.count }} {{ year.url }}
{% for month in year.months %}month {{ month.name }} {{ month.count }} {{ month.url }}
{% endfor %}{% endfor %}{% for group in groups %}group {{ group.title }} {{ group.count }}
at {{ group.id }} {{ group.year or "-" }} {{ group.month or "-" }}
{{ group.rows }}{% endfor %}{% include "parts/list.html" %}
-- templates/404.html --
not found
{% for index in indexes %}index {{ index.key }}
{% endfor %}{{ rows }}
-- templates/corrections.html --
{% for entry in entries %}correction {{ entry.row.id }} {{ entry.correction.date?.iso or "-" }} {{ entry.correction.text }}
{% endfor %}{% include "parts/list.html" %}
-- templates/changes.html --
{% for day in days %}{% for change in day.changes %}change {{ day.date.iso }} {{ change.kind }} {{ change.row.id }} {{ change.correction?.text or "-" }}
{% endfor %}{% endfor %}{% include "parts/list.html" %}
-- templates/redirect.html --
to {{ target }} {{ target_absolute }}
-- templates/parts/list.html --
{% if rows is defined %}{{ rows }}{% endif %}{% if list.pager %}pager {{ list.pager.number }}/{{ list.pager.pages }} {{ list.pager.previous or "-" }} {{ list.pager.next or "-" }}
{% endif %}
"#;
