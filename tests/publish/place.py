"""A site, the program that deploys it, and what has to hold of what is served."""

import os
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

BASE = "https://example.org/"

# Whatever must not be told, in whatever case.
SECRETS = ["hunter2-the-secret-key"]


class Wrong(Exception):
    pass


def expect(is_right, *words):
    if not is_right:
        raise Wrong(" ".join(str(word) for word in words))


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page, self.found = page, set()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                address = urlsplit(urljoin(BASE + self.page, value))
                if address.scheme == "https" and address.netloc == "example.org":
                    path = unquote(address.path).lstrip("/")
                    self.found.add(path + "index.html" if path == "" or path.endswith("/") else path)


class Place:
    """A site in a folder, and the program."""

    def __init__(self, binary, folder, to, lines, environment):
        self.binary, self.folder, self.environment = binary, folder, environment
        (folder / "content/articles").mkdir(parents=True, exist_ok=True)
        (folder / "site.toml").write_text(
            f'title = "Kept"\nbase_url = "{BASE}"\noff = ["search", "cards"]\n[deploy.production]\nto = "{to}"\n{lines}'
        )

    def record(self, name, tags, text="A line."):
        path = self.folder / f"content/articles/{name}.md"
        path.write_text(f"---\ntitle: Record {name}\ndate: 2026-11-01\ntags: [{tags}]\n---\n{text}\n")

    def start(self, *flags, **variables):
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "USER": "jo", "SOURCE_DATE_EPOCH": "1795000000",
            "RAYON_NUM_THREADS": "2", **self.environment, **variables,
        }
        return subprocess.Popen(
            [self.binary, "--root", self.folder, *flags], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def deploy(self, *flags, code=0, **variables):
        """Runs `deploy`, which must end with `code` and tell no secret."""
        process = self.start("deploy", *flags, **variables)
        told = b"".join(process.communicate(timeout=120)).decode()
        expect(not any(secret in told for secret in SECRETS), "a secret is told:", told)
        expect(process.returncode == code, f"exit code {process.returncode}, not {code}:", told)
        return told

    def files(self):
        public = self.folder / "public"
        found = (path for path in public.rglob("*") if path.is_file() and path.name != ".reportage-site")
        return {path.relative_to(public).as_posix(): path.read_bytes() for path in found}


def no_dead_links(there, roots):
    way, seen = [path for path in roots if path in there], set(roots)
    while way:
        page = way.pop()
        links = Links(page)
        links.feed(there[page].decode())
        for link in links.found:
            expect(link in there, "a dead link:", page, "→", link)
            if link.endswith(".html") and link not in seen:
                seen.add(link)
                way.append(link)


def run_all(tests):
    """Runs each of `tests` with the program that is named and a folder of its own; says what is wrong."""
    binary, status = Path(sys.argv[1]).resolve(), 0
    for test in tests:
        folder = Path(tempfile.mkdtemp(prefix="reportage-deploy-"))
        name = test.__name__.replace("_", " ")
        try:
            test(binary, folder)
            print(f"{name}: fine", flush=True)
        except Wrong as wrong:
            print(f"{name}: {wrong}", file=sys.stderr)
            status = 1
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return status
