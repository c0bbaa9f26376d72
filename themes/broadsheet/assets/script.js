// What a page can do beyond being read. Everything here has its place in the page already, hidden, and shows itself only
// where script runs: a page without script lacks conveniences and no content.
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
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
      status.textContent = words.length > 0 ? `${shown} / ${items.length}` : "";
    });
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

  const features = {
    ".theme-switch": themeSwitch,
    "[data-copies]": copier,
    "[data-filters]": filter,
    "[data-server]": comments,
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const [selector, enhance] of Object.entries(features)) {
      for (const element of document.querySelectorAll(selector)) {
        enhance(element);
        (element.closest(".filter") ?? element).hidden = false;
      }
    }
  });
})();
