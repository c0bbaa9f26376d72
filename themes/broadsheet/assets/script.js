// What a page can do beyond being read. Everything here has its place in the page already, hidden, and shows itself only
// where script runs, but for the buttons in the heads of tables, whose words stand there: a page without script lacks
// conveniences and no content.
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("scripted");

  const kept = (value) => {
    try {
      if (value === undefined) return localStorage.getItem("theme");
      localStorage.setItem("theme", value);
    } catch {
      // A browser that keeps nothing for us: the choice holds for this page.
    }
    return value;
  };

  // Before the first paint, so that a page never flashes in the other colours.
  const chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  // Light or dark, in place of what the system says.
  const themeSwitch = (button) => {
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = kept(isDark() ? "light" : "dark");
      show();
    });
    dark.addEventListener("change", show);
    show();
  };

  // Copies the text of the element that `data-copies` names.
  const copier = (button) => {
    const source = document.getElementById(button.dataset.copies);
    const label = button.textContent;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = button.dataset.done;
      } catch {
        // No clipboard for us: the text is selected, and the reader's own command copies it.
        getSelection().selectAllChildren(source);
      }
      setTimeout(() => (button.textContent = label), 3000);
    });
  };

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Narrows a list as one types: items stay that have every word; a group without any goes with its heading.
  const filter = (field) => {
    const list = document.getElementById(field.dataset.filters);
    const status = field.closest(".filter").querySelector("[role=status]");
    const items = [...list.querySelectorAll("li, tbody > tr")].map((item) => [item, folded(item.textContent)]);
    const groups = [...list.querySelectorAll("section")];
    field.addEventListener("input", () => {
      const words = folded(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [item, text] of items) {
        item.hidden = !words.every((word) => text.includes(word));
        if (!item.hidden) shown += 1;
      }
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
      status.textContent = words.length > 0 ? `${shown} / ${items.length}` : "";
    });
  };

  const collator = new Intl.Collator(root.lang || undefined, { numeric: true });

  // By what a cell or an item is sorted, and how: its day, its number of records, its words.
  const orders = {
    day: [(element) => element.querySelector("time")?.dateTime, (a, b) => (a < b ? -1 : Number(a > b))],
    count: [(element) => parseInt(element.querySelector(".count")?.textContent ?? "0", 10), (a, b) => b - a],
    words: [(element) => element.textContent.trim(), collator.compare],
  };

  // `items` in another order; those without a value come last in both directions.
  const sorted = (items, by, part, turn) => {
    const [value, compare] = orders[by];
    const keyed = items.map((item) => [item, value(part(item))]);
    const lacks = (key) => key === undefined || key === "";
    keyed.sort(([, a], [, b]) => (lacks(a) || lacks(b) ? lacks(a) - lacks(b) : turn * compare(a, b)));
    return keyed.map(([item]) => item);
  };

  // A button in the head of each column that can sort: up, down, and as the page has it. A table that is seen at a glance
  // needs none.
  const sortable = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 6) return;
    const headers = [...table.tHead.querySelectorAll("[data-by]")];
    for (const header of headers) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")] ?? "ascending";
        for (const other of headers) other.removeAttribute("aria-sort");
        if (next !== "none") header.setAttribute("aria-sort", next);
        const cell = (row) => row.cells[header.cellIndex];
        const turn = next === "descending" ? -1 : 1;
        body.append(...(next === "none" ? rows : sorted(rows, header.dataset.by, cell, turn)));
      });
    }
  };

  // The terms of an index by how many records they have, in one list without letters; and by name, as the page has them.
  const arrangement = (box) => {
    const list = document.getElementById(box.dataset.sorts);
    const lists = list.matches("ul") ? [list] : [...list.querySelectorAll("ul")];
    const named = lists.map((part) => [part, [...part.children]]);
    const buttons = [...box.querySelectorAll("[data-by]")];
    const letters = [...list.querySelectorAll("h2"), ...document.querySelectorAll(".jump.letters")];
    const arrange = (by) => {
      const isNamed = by === "words";
      const all = named.flatMap(([, items]) => items);
      if (isNamed) for (const [part, items] of named) part.append(...items);
      else lists[0].append(...sorted(all, by, (item) => item, 1));
      list.classList.toggle("unlettered", !isNamed);
      for (const letter of letters) letter.hidden = !isNamed;
      for (const part of list.querySelectorAll("section")) part.hidden = !part.querySelector("li:not([hidden])");
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.by === by));
    };
    for (const button of buttons) button.addEventListener("click", () => arrange(button.dataset.by));
  };

  // Comments come from another host, so nothing of them is loaded before the reader asks.
  const comments = (button) => {
    button.addEventListener("click", () => {
      const script = document.createElement("script");
      const { server, story } = button.dataset;
      script.src = new URL("assets/js/embed.js", server);
      script.addEventListener("load", () => {
        window.Coral.createStreamEmbed({ id: "_thread", autoRender: true, rootURL: server, storyURL: story });
        button.remove();
      });
      document.head.append(script);
    });
  };

  // An archived page is large, and its own script runs in it: neither it nor its player is loaded before the reader asks.
  const replay = (button) => {
    const workers = navigator.serviceWorker;
    if (!workers) return false;
    const stage = document.getElementById(button.getAttribute("aria-controls"));
    const status = stage.querySelector("[role=status]");
    const frame = stage.querySelector(".player");
    const { script, worker } = stage.dataset;
    const name = worker.split("/").at(-1);
    const folder = worker.slice(0, -name.length);

    // Until the worker runs, the player's first page would be asked of the host, which has none.
    const running = async () => {
      const { installing, waiting, active } = await workers.register(`${worker}?serveIndex=1`, { scope: folder });
      const starting = active ?? waiting ?? installing;
      while (starting.state !== "activated") {
        if (starting.state === "redundant") throw new Error("the worker did not start");
        await new Promise((done) => starting.addEventListener("statechange", done, { once: true }));
      }
    };

    const loaded = async () => {
      if (customElements.get("replay-web-page")) return;
      const element = Object.assign(document.createElement("script"), { src: script });
      await new Promise((done, fail) => {
        element.addEventListener("load", done);
        element.addEventListener("error", fail);
        document.head.append(element);
      });
      // The player begins when the page has loaded, which it had long before.
      dispatchEvent(new Event("load"));
    };

    button.addEventListener("click", async () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      for (const other of document.querySelectorAll("[data-plays]")) other.setAttribute("aria-expanded", "false");
      frame.replaceChildren();
      stage.hidden = isOpen;
      if (isOpen) return;
      button.setAttribute("aria-expanded", "true");
      stage.focus();
      const player = document.createElement("replay-web-page");
      const attributes = { source: button.dataset.plays, url: button.dataset.page ?? "", swname: name };
      for (const [key, value] of Object.entries({ ...attributes, replaybase: folder, newwindowbase: folder }))
        player.setAttribute(key, value);
      frame.append(player);
      try {
        await running();
        await loaded();
      } catch {
        frame.replaceChildren();
        status.textContent = status.dataset.fails;
      }
    });
  };

  const features = {
    ".finder": () => {},
    ".theme-switch": themeSwitch,
    "[data-copies]": copier,
    "[data-filters]": filter,
    "[data-sorts]": arrangement,
    "[data-sortable]": sortable,
    "[data-server]": comments,
    "[data-plays]": replay,
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const [selector, enhance] of Object.entries(features)) {
      for (const element of document.querySelectorAll(selector)) {
        // What this browser cannot do stays hidden.
        if (enhance(element) === false) continue;
        (element.closest(".filter") ?? element).hidden = false;
      }
    }
  });
})();
