// The search page of a built folder, open in a browser, as its reader works it.

/** Opens the page below `home`, with this query of the address, and waits until it has answered. */
export async function openSearch(browser, home, { query = "", ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${home}search/${query}`);
  const search = new Search(page);
  await search.box.waitFor();
  if (query) await search.answered();
  return search;
}

export class Search {
  constructor(page) {
    this.page = page;
    this.box = page.locator("#_search-box");
    this.status = page.locator("#_search-status");
    this.boxes = page.locator("#_search-facets input[type=checkbox]:visible");
  }

  /** The headlines shown, in their order. */
  titles() {
    return this.page.locator("#_search-records-list .row-title:visible").allInnerTexts();
  }

  /** The names shown. */
  names() {
    return this.page.locator("#_search-names-list a:visible").allInnerTexts();
  }

  /** How many records the page says that it found. */
  async count() {
    return Number(/\d+/.exec(await this.status.innerText()));
  }

  /** Types, and waits for the answer to all of it. */
  async type(text) {
    await this.box.fill("");
    await this.box.pressSequentially(text);
    await this.answered(text);
  }

  /** Waits until what the page shows is the answer to its box, as its title says. */
  async answered(text) {
    const asked = (text ?? (await this.box.inputValue())).trim();
    await this.page.waitForFunction(
      ({ asked }) =>
        document.getElementById("_search-status").textContent !== "" &&
        (asked === "" || document.title.startsWith(`${asked} · `)) &&
        !document.getElementById("_search").hasAttribute("aria-busy"),
      { asked },
    );
  }

  /** A value of a facet by its label, as its row. */
  value(label) {
    return this.page.locator("#_search-facets li:visible").filter({ has: this.page.getByText(label, { exact: true }) });
  }

  /** Unfolds every facet, and waits for those whose values come only then. */
  async openFacets() {
    await this.page.evaluate(() => document.querySelectorAll(".facet").forEach((facet) => (facet.open = true)));
    await this.page.waitForFunction(() =>
      Array.from(document.querySelectorAll(".facet:not([hidden])")).every((facet) => facet.querySelector("li")),
    );
    await this.answered();
  }

  /** Ticks a value, or takes the tick away, and waits until the page has its answer. */
  async tick(box) {
    await box.click();
    await this.answered();
  }

  close() {
    return this.page.context().close();
  }
}
