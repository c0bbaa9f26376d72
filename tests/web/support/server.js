// A built folder → a host on 127.0.0.1, as plain as the plainest that such a site is put on.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
  ".bib": "application/x-bibtex; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * Serves `folder` below the path of `base`, on any free port, until `close`. Gives the address of the home page there;
 * the site must have been built for that path, the host does not matter. `headers` go with every answer.
 */
export async function serve(folder, base = "/", headers = {}) {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    respond(folder, base, request, response);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

function respond(folder, base, request, response) {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  const name = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined;
  const file = name !== undefined && path.join(folder, name.endsWith("/") || name === "" ? `${name}index.html` : name);
  const kind = file && inside(folder, file) ? kindOf(file) : undefined;
  if (kind === "folder") {
    response.writeHead(301, { location: `${pathname}/` }).end();
  } else if (kind === "file") {
    send(response, 200, file);
  } else if (kindOf(path.join(folder, "404.html")) === "file") {
    send(response, 404, path.join(folder, "404.html"));
  } else {
    response.writeHead(404).end();
  }
}

function send(response, status, file) {
  response.writeHead(status, {
    "content-type": TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream",
    "cache-control": "no-store",
    "content-length": statSync(file).size,
  });
  createReadStream(file).pipe(response);
}

function kindOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  return found.isDirectory() ? "folder" : "file";
}

function inside(folder, file) {
  return !path.relative(folder, file).startsWith("..");
}
