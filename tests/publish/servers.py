"""nginx, Caddy and Apache serve the archive as the files for them say: what they answer is looked at.

    python3 tests/publish/servers.py REPORTAGE FOLDER

REPORTAGE is the program, FOLDER holds the Debian packages of the servers, unpacked. Each server runs as an ordinary
process with files of its own on a free port of this machine, and ends with this script.
"""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["site.toml", "content"]

# Former addresses with letters outside ASCII, a blank, and signs that mean something to one server or another.
RECORD = """---
title: The moved letter
date: 2018-06-26
outlet: The Post
tags: [petitions]
aliases: [/old/, /älter titel/, "/a+b (c).d$e;f/", "/100% {it}/", /old/page.html, /Articles/2018/Moved-Letter/]
---
It has moved.
"""
FORMER = [
    ("/old/", "/old"),
    ("/%C3%A4lter%20titel/", "/%C3%A4lter%20titel"),
    ("/a+b%20(c).d$e;f/", None),
    ("/100%25%20%7Bit%7D/", None),
    ("/old/page.html", None),
    ("/Articles/2018/Moved-Letter/", None),
]
PAGE = "/articles/2018/moved-letter/"


def nginx(folder, www, base, port, at):
    conf = at / "nginx.conf"
    paths = "\n".join(f"{kind}_temp_path {at}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    conf.write_text(f"""daemon off; pid {at}/pid; error_log {at}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{ access_log off; {paths}
server {{ listen 127.0.0.1:{port}; root {www}; include {www}{base}/.host/nginx.conf; }} }}
""")
    return [folder / "usr/sbin/nginx", "-e", at / "error.log", "-p", at, "-c", conf], {}


def caddy(folder, www, base, port, at):
    conf = at / "Caddyfile"
    conf.write_text(f"""{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {www}
	import {www}{base}/.host/Caddyfile
}}
""")
    environment = {"HOME": str(at), "XDG_DATA_HOME": str(at), "XDG_CONFIG_HOME": str(at)}
    return [folder / "usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", conf], environment


def apache(folder, www, base, port, at):
    modules = folder / "usr/lib/apache2/modules"
    loaded = ["mpm_event", "authz_core", "mime", "dir", "alias", "rewrite", "headers"]
    lines = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in loaded]
    (at / "types").write_text("")
    conf = at / "httpd.conf"
    conf.write_text("\n".join(lines) + f"""
ServerRoot {at}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {at}/pid
ErrorLog {at}/error.log
DefaultRuntimeDir {at}
Mutex file:{at}
TypesConfig {at}/types
User nobody
Group nogroup
DocumentRoot {www}
<Directory {www}>
Require all granted
AllowOverride All
Options FollowSymLinks
</Directory>
<FilesMatch "^\\.ht">
Require all denied
</FilesMatch>
""")
    libraries = next((folder / "usr/lib").glob("*/libapr-1.so.0")).parent
    return [folder / "usr/sbin/apache2", "-X", "-f", conf], {"LD_LIBRARY_PATH": str(libraries)}


SERVERS = {"nginx": nginx, "caddy": caddy, "apache": apache}


class Trial:
    """One server with the archive at one path."""

    def __init__(self, host, base, port, site, reportage):
        self.host, self.base, self.port, self.site, self.reportage = host, base, port, site, reportage
        self.wrong = []

    def ask(self, path, encoding="identity", base=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        target = (self.base if base is None else base) + path
        connection.request("GET", target, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def expect(self, what, found, expected):
        if found != expected:
            self.wrong.append(f"{self.host} at {self.base or '/'}: {what}: {found!r} in place of {expected!r}")

    def file(self, path):
        return (self.site / path).read_bytes()

    def location(self, headers):
        """The path to which an answer leads."""
        location = headers.get("location", "")
        return location.removeprefix(f"http://127.0.0.1:{self.port}")

    def run(self):
        self.pages()
        self.redirects()
        self.missing()
        self.types()
        self.lasting()
        self.twins()
        self.hidden()
        self.whole()

    def pages(self):
        for path, file in [("/", "index.html"), (PAGE, PAGE[1:] + "index.html")]:
            status, headers, body = self.ask(path)
            self.expect(path, (status, body), (200, self.file(file)))
            self.expect(f"type of {path}", headers.get("content-type"), "text/html; charset=utf-8")
            self.said(path, headers)
            self.expect(f"cache of {path}", headers.get("cache-control"), "no-cache")
        status, headers, _ = self.ask(PAGE.rstrip("/"))
        self.expect("a page without its slash", (status in (301, 308), self.location(headers)), (True, self.base + PAGE))

    def said(self, path, headers):
        policy = headers.get("content-security-policy", "")
        self.expect(f"policy of {path}", policy.endswith("; frame-ancestors 'none'") and "default-src 'none'" in policy, True)
        for name, value in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ]:
            self.expect(f"{name} of {path}", headers.get(name), value)

    def redirects(self):
        for asked in FORMER:
            for path in filter(None, asked):
                status, headers, _ = self.ask(path)
                self.expect(path, (status, self.location(headers)), (301, self.base + PAGE))
        if self.base:
            status, headers, _ = self.ask("")
            self.expect("the path without its slash", (status, self.location(headers)), (301, self.base + "/"))

    def missing(self):
        for path in ["/not/there/", "/assets/not-there.css", "/not-there.md", "/old/other/"]:
            status, headers, body = self.ask(path)
            self.expect(path, (status, body), (404, self.file("404.html")))
            self.expect(f"type of {path}", headers.get("content-type"), "text/html; charset=utf-8")
            self.expect(f"cache of {path}", "immutable" in headers.get("cache-control", ""), False)
            self.said(path, headers)

    def types(self):
        for path, media_type in [
            (PAGE + "index.md", "text/markdown; charset=utf-8"),
            (PAGE + "cite.bib", "application/x-bibtex; charset=utf-8"),
            ("/sitemap.xml", "application/xml; charset=utf-8"),
            ("/llms.txt", "text/plain; charset=utf-8"),
            ("/feed.json", "application/json"),
            ("/CITATION.cff", "application/yaml"),
        ]:
            status, headers, body = self.ask(path)
            self.expect(path, (status, body), (200, self.file(path[1:])))
            self.expect(f"type of {path}", headers.get("content-type"), media_type)

    def lasting(self):
        for asset in sorted((self.site / "assets").glob("style.*.css")):
            _, headers, _ = self.ask(f"/assets/{asset.name}")
            self.expect(f"cache of {asset.name}", headers.get("cache-control"), "public, max-age=31536000, immutable")
            self.said(asset.name, headers)

    def twins(self):
        style = next((self.site / "assets").glob("style.*.css")).relative_to(self.site)
        # nginx as Debian has it knows no Brotli.
        wished = [("gzip", "gzip", ".gz")] + ([] if self.host == "nginx" else [("br", "br", ".br"), ("gzip, br", "br", ".br")])
        for path, file, media_type in [
            (f"/{style}", str(style), "text/css; charset=utf-8"),
            ("/", "index.html", "text/html; charset=utf-8"),
            (PAGE, PAGE[1:] + "index.html", "text/html; charset=utf-8"),
        ]:
            for accepted, encoding, ending in wished:
                status, headers, body = self.ask(path, accepted)
                what = f"{path} as {accepted}"
                self.expect(what, (status, body == self.file(file + ending)), (200, True))
                self.expect(f"encoding of {what}", headers.get("content-encoding"), encoding)
                self.expect(f"type of {what}", headers.get("content-type"), media_type)
                self.expect(f"vary of {what}", "accept-encoding" in headers.get("vary", "").lower(), True)
                if encoding == "gzip":
                    self.expect(f"bytes of {what}", gzip.decompress(body), self.file(file))
            _, headers, body = self.ask(path)
            self.expect(f"{path} as it is", (headers.get("content-encoding"), body), (None, self.file(file)))

    def hidden(self):
        for path in ["/.host/nginx.conf", "/.host/Caddyfile", "/.reportage-site", "/.htaccess"]:
            status, _, _ = self.ask(path)
            self.expect(path, status in (403, 404), True)

    def whole(self):
        """The program itself finds every file as it was built, redirects included."""
        address = f"http://127.0.0.1:{self.port}{self.base}/"
        verify = subprocess.run([self.reportage, "verify", address], capture_output=True, text=True)
        self.expect("verify", (verify.returncode, verify.stderr.splitlines()[:-1]), (0, []))
        page = self.site / PAGE[1:] / "index.html"
        bytes_before = page.read_bytes()
        page.write_bytes(bytes_before.replace(b"It has moved", b"It has MOVED"))
        verify = subprocess.run([self.reportage, "verify", address], capture_output=True, text=True)
        found = f"changed: {PAGE[1:]}index.html: other bytes, and as many"
        self.expect("verify of a changed page", (verify.returncode, verify.stderr.splitlines()[0]), (1, found))
        page.write_bytes(bytes_before)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    """Until the server takes connections, or has ended."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            # There is nothing that would tell.
            time.sleep(0.02)
    return False


def serve(host, base, sources, reportage, packages):
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        # Apache gives up the rights of root, if it has them.
        at.chmod(0o755)
        www, port = at / "www", free_port()
        site = Path(f"{www}{base}")
        site.parent.mkdir(parents=True, exist_ok=True)
        command = [reportage, "build", "--quiet", "--root", sources, "--output", site]
        subprocess.run([*command, "--base-url", f"http://127.0.0.1:{port}{base}/", "--host", host, "--precompress"], check=True)
        command, environment = SERVERS[host](packages, www, base, port, at)
        with open(at / "said", "wb") as said:
            process = subprocess.Popen(list(map(str, command)), stdout=said, stderr=said, env={**os.environ, **environment})
        try:
            trial = Trial(host, base, port, site, reportage)
            if wait_for(port, process):
                trial.run()
            else:
                trial.wrong.append(f"{host} did not start")
            if trial.wrong:
                trial.wrong.extend(line for file in [at / "said", at / "error.log"] if file.exists() for line in file.read_text().splitlines()[-5:])
            return trial.wrong
        finally:
            process.terminate()
            process.wait(timeout=20)


def main():
    reportage, packages = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    only = sys.argv[3:] or list(SERVERS)
    wrong, passed = [], 0
    with tempfile.TemporaryDirectory() as sources:
        for source in SOURCES:
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, Path(sources) / source)
        (Path(sources) / "content/articles/2018/moved-letter.md").write_text(RECORD)
        for host in only:
            for base in ["", "/archive"]:
                found = serve(host, base, sources, reportage, packages)
                passed += not found
                wrong.extend(found)
                print(f"{host} at {base or '/'}: {'as it should' if not found else 'WRONG'}", flush=True)
    print("\n".join(wrong))
    failed = 2 * len(only) - passed
    print(f"test result: {passed} passed; {failed} failed;")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
