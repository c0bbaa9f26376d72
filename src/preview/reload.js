// Reloads the page when it has changed, and shows what is wrong with the site. Only the preview adds it.
(() => {
  "use strict";
  const own = "/_reportage/";
  const script = document.currentScript;
  const fingerprint = script ? script.dataset.fingerprint : "";
  let events = null;
  let box = null;
  let dismissed = null;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const hide = () => {
    if (box) box.remove();
    box = null;
  };

  const show = (problems) => {
    hide();
    // The server's own pages show the problems themselves.
    if (problems === dismissed || location.pathname.startsWith(own)) return;
    if (!document.querySelector("link.reportage-problems-style")) {
      const style = { rel: "stylesheet", href: own + "reload.css", className: "reportage-problems-style" };
      document.head.append(element("link", style));
    }
    const dismiss = element("button", { type: "button", textContent: "Show the last good page" });
    dismiss.addEventListener("click", () => {
      dismissed = problems;
      hide();
    });
    box = element(
      "div",
      { className: "reportage-problems", role: "alert" },
      element("strong", { textContent: "The site has problems" }),
      element("pre", { textContent: problems, tabIndex: 0 }),
      dismiss,
    );
    document.body.append(box);
  };

  const disconnect = () => {
    if (events) events.close();
    events = null;
  };

  const connect = () => {
    if (events) return;
    events = new EventSource(own + "events?" + new URLSearchParams({ path: location.pathname, fingerprint }));
    events.addEventListener("reload", () => {
      disconnect();
      location.reload();
    });
    events.addEventListener("problems", (event) => show(event.data));
    events.addEventListener("sound", () => {
      dismissed = null;
      hide();
    });
  };

  // Browsers allow six connections to a host: pages that nobody sees give theirs up. They ask again when they are seen,
  // and are told whether they have changed meanwhile.
  const follow = () => (document.visibilityState === "hidden" ? disconnect() : connect());
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", follow);
  follow();
})();
