module.exports = {
  layout: "article.njk",
  permalink: ({ page }) => `/articles/${page.date.getUTCFullYear()}/${page.fileSlug}/`,
};
