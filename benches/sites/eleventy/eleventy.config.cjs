// The terms are gathered here: Eleventy's own collections know tags alone.
const highlight = require("@11ty/eleventy-plugin-syntaxhighlight");
const footnote = require("markdown-it-footnote");

module.exports = (config) => {
  config.addPlugin(highlight);
  config.amendLibrary("md", (markdown) => markdown.use(footnote));
  config.addPassthroughCopy({ "src/style.css": "style.css" });

  const slugify = config.getFilter("slugify");
  const slugs = new Map();
  const slug = (name) => {
    if (!slugs.has(name)) slugs.set(name, slugify(name));
    return slugs.get(name);
  };
  config.addFilter("slug_of", slug);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("mail_date", (date) => date.toUTCString());
  config.addFilter("first", (list, count) => list.slice(0, count));

  // Three collections are made of this list: sorted once a build, not three times.
  let newestFirst;
  config.on("eleventy.before", () => (newestFirst = undefined));
  const articles = (api) => (newestFirst ??= api.getFilteredByGlob("src/articles/**/*.md").reverse());
  const terms = (key) => (api) => {
    const byName = new Map();
    for (const article of articles(api)) {
      for (const name of article.data[key] ?? []) {
        if (!byName.has(name)) byName.set(name, { name, slug: slug(name), articles: [] });
        byName.get(name).articles.push(article);
      }
    }
    return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  };
  config.addCollection("articles", articles);
  config.addCollection("topics", terms("topics"));
  config.addCollection("organizations", terms("organizations"));

  return {
    dir: { input: "src", output: "_site", includes: "_includes" },
    htmlTemplateEngine: "njk",
    markdownTemplateEngine: false,
  };
};
