"""Deploys to a real server that speaks S3, moto, started here on 127.0.0.1 and ended with this program.

    python tests/publish/s3.py target/release/reportage

Between the two stands a gate of our own, which counts requests, and answers in the server's place where a test wants a
refusal. Prints what is wrong, and ends with 1 where anything is.
"""

import logging
import os
import random
import re
import shutil
import signal
import sys
import threading
import urllib.request
from urllib.parse import unquote

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from place import SECRETS, Place, expect, no_dead_links, run_all
from werkzeug.serving import make_server

KILLS = int(os.environ.get("REPORTAGE_KILLS", "8"))
SECRET = SECRETS[0]
BUCKET, PREFIX = "archive", "site"


class Gate:
    """Counts what goes through, and can be told to answer itself."""

    def __init__(self):
        self.app = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()
        self.requests = []
        self.answer = lambda method, path: None
        self.then = lambda number: None

    def __call__(self, environ, start_response):
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"] + "?" + environ.get("QUERY_STRING", "")
        with self.lock:
            self.requests.append((method, path))
            number = len(self.requests)
        answer = self.answer(method, path)
        if answer:
            status, code = answer
            body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{SECRET}</Message></Error>".encode()
            start_response(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
            return [body]
        done = self.app(environ, start_response)
        self.then(number)
        return done

    def count(self, method):
        """The requests of that method for files of the site."""
        own = "/.reportage-deploy/"
        return [path for found, path in self.requests if found == method and own not in path and f"/{PREFIX}/" in path]


logging.getLogger("werkzeug").setLevel(logging.ERROR)
gate = Gate()
server = make_server("127.0.0.1", 0, gate, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
ENDPOINT = f"http://127.0.0.1:{server.server_port}"
s3 = boto3.client(
    "s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="AKIATEST", aws_secret_access_key=SECRET
)


def served():
    """What readers are served, straight from the server's memory: no request is counted for it."""
    (backend,) = (backend for backend in s3_backends["123456789012"].values() if BUCKET in backend.buckets)
    keys = backend.buckets[BUCKET].keys
    found = {name.removeprefix(PREFIX + "/"): keys[name].value for name in list(keys)}
    return {path: text for path, text in found.items() if not path.startswith(".reportage-deploy/")}


def is_as_built(place):
    there, built = served(), place.files()
    expect(there.keys() == built.keys(), "other files:", sorted(there.keys() ^ built.keys()))
    expect(there == built, "other bytes:", [path for path in built if built[path] != there[path]])


def place_at(binary, folder, to=f"s3://{BUCKET}/{PREFIX}", more=""):
    keys = {"AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": SECRET}
    return Place(binary, folder, to, f'endpoint = "{ENDPOINT}"\nretries = 4\n{more}', keys)


def fresh(binary, folder, **more):
    gate.answer, gate.then = lambda method, path: None, lambda number: None
    urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/moto-api/reset", method="POST")).close()
    s3.create_bucket(Bucket=BUCKET)
    place = place_at(binary, folder, **more)
    for number in range(8):
        place.record(f"r{number}", ["letters", "walkouts"][number % 2])
    gate.requests.clear()
    return place


def only_what_differs_moves(binary, folder):
    place = fresh(binary, folder)
    place.deploy()
    is_as_built(place)
    before = place.files()
    place.record("r3", "walkouts", "Another line.")
    gate.requests.clear()
    place.deploy()
    after = place.files()
    changed = sorted(path for path in after if before.get(path) != after[path])
    sent = sorted(unquote(path.split(f"/{PREFIX}/")[1].split("?")[0]) for path in gate.count("PUT"))
    expect(sent == changed, "sent:", sent, "changed:", changed)
    expect(0 < len(changed) < len(after) / 4, len(changed), "of", len(after), "changed")
    is_as_built(place)
    gate.requests.clear()
    place.deploy("--no-build")
    expect(all(method == "GET" for method, _ in gate.requests), "a deploy of nothing:", gate.requests)
    expect(len(gate.requests) <= 3, "a deploy of nothing asks:", gate.requests)
    print(f"   {len(changed)} of {len(after)} files sent for one record; {len(gate.requests)} requests for none")


def headers_are_right(binary, folder):
    place = fresh(binary, folder, more="compress = true\ncache_pages = 30\n")
    place.deploy("--verify=all")
    page = s3.get_object(Bucket=BUCKET, Key=f"{PREFIX}/index.html")
    expect(page["ContentType"] == "text/html; charset=utf-8", page["ContentType"])
    expect(page["CacheControl"] == "public, max-age=30", page["CacheControl"])
    expect(page["ContentEncoding"] == "gzip", page)
    style = next(path for path in place.files() if re.fullmatch(r"assets/style\.[0-9a-f]{12}\.css", path))
    style = s3.get_object(Bucket=BUCKET, Key=f"{PREFIX}/{style}")
    expect(style["CacheControl"] == "public, max-age=31536000, immutable", style["CacheControl"])
    s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/index.html", Body=b"mischief")
    told = place.deploy("--no-build", "--dry-run", "--verify=all", code=1)
    expect(told.startswith("~ index.html\n") and "error[deploy-differs]" in told, told)


def refusals_are_told(binary, folder):
    place = fresh(binary, folder)
    place.deploy()
    before = served()
    place.record("r3", "walkouts", "Another line.")
    place.record("r9", "walkouts")
    for answer, code in [
        (lambda method, path: ("403 Forbidden", "InvalidAccessKeyId"), "deploy-refused"),
        (lambda method, path: ("403 Forbidden", "AccessDenied") if method == "PUT" else None, "deploy-refused"),
        (lambda method, path: ("503 Slow Down", "SlowDown"), "target-unreachable"),
    ]:
        gate.answer = answer
        told = place.deploy(code=1)
        expect(f"error[{code}]" in told and "help: " in told, told)
        gate.answer = lambda method, path: None
        expect(served() == before, "something changed")
    # A server that asks for patience now and then is no failure.
    turns = iter(range(10**6))
    gate.answer = lambda method, path: ("503 Slow Down", "SlowDown") if next(turns) % 5 == 0 else None
    place.deploy()
    gate.answer = lambda method, path: None
    is_as_built(place)
    (place.folder / "content/articles/r9.md").unlink()
    gate.answer = lambda method, path: ("403 Forbidden", "AccessDenied") if method == "POST" else None
    told = place.deploy(code=1)
    expect("error[deploy-refused]" in told and "delete" in told, told)
    gate.answer = lambda method, path: None
    expect(place.files().keys() <= served().keys(), "something is lost")
    place.deploy()
    is_as_built(place)
    told = place_at(binary, folder, to="s3://nowhere/at-all").deploy(code=1)
    expect("error[missing-bucket]" in told, told)
    nobody = place_at(binary, folder).folder / "site.toml"
    nobody.write_text(nobody.read_text().replace(ENDPOINT, "http://127.0.0.1:9"))
    told = place.deploy(code=1)
    expect("error[target-unreachable]" in told, told)
    nobody.write_text(nobody.read_text().replace("s3://", f"s3://AKIATEST:{SECRET}@"))
    told = place.deploy(code=2)
    expect("error[secret-in-settings]" in told, told)


def one_deploys_at_a_time(binary, folder):
    place = fresh(binary, folder)
    place.deploy()
    other = folder / "elsewhere"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("elsewhere", ".reportage"))
    second = place_at(binary, other)
    second.record("s1", "walkouts")
    place.record("r1", "walkouts", "Another line.")
    told = []

    def meanwhile(number):
        if not told and any(method == "PUT" and "lock.json" in path for method, path in gate.requests):
            told.append(None)
            told[0] = second.deploy(code=1)

    gate.requests.clear()
    gate.then = meanwhile
    place.deploy()
    gate.then = lambda number: None
    expect(told and "error[deploy-locked]: `jo on " in told[0], told)
    is_as_built(place)
    second.deploy()
    is_as_built(second)


def a_site_comes_back(binary, folder):
    place = fresh(binary, folder)
    place.deploy()
    first = served()
    place.record("r3", "walkouts", "Another line.")
    place.record("r9", "strikes")
    (place.folder / "content/articles/r1.md").unlink()
    place.deploy()
    second = served()
    place.deploy("--rollback")
    expect(served() == first, "the site before is not back")
    page = s3.head_object(Bucket=BUCKET, Key=f"{PREFIX}/index.html")
    expect(page["ContentType"] == "text/html; charset=utf-8", page)
    place.deploy("--rollback")
    expect(served() == second, "the site after is not back")


def a_killed_deploy_leads_nobody_astray(binary, folder):
    place = fresh(binary, folder)
    place.deploy()
    chance = random.Random(7)
    killed = 0
    for turn in range(KILLS):
        old = served()
        place.record(f"new{turn}", ["letters", "walkouts", f"only-{turn}"][turn % 3])
        if turn % 2:
            (place.folder / f"content/articles/new{turn - 1}.md").unlink()
        expect(place.start("build").wait() == 0, "no build")
        planned = len(place.deploy("--no-build", "--dry-run").splitlines())
        gate.requests.clear()
        process = place.start("deploy", "--no-build")
        moment = chance.randint(1, 2 * planned)

        def kill(number):
            if number == moment:
                process.send_signal(signal.SIGKILL)

        gate.then = kill
        process.communicate(timeout=120)
        gate.then = lambda number: None
        killed += process.returncode == -signal.SIGKILL
        there = served()
        no_dead_links(there, {"index.html"} | {path for path in old.keys() & place.files().keys() if path.endswith(".html")})
        place.deploy("--no-build")
        is_as_built(place)
    expect(killed > KILLS / 2, "only", killed, "were killed")
    print(f"   {killed} of {KILLS} deploys killed before their end")


if __name__ == "__main__":
    status = run_all([
        only_what_differs_moves, headers_are_right, refusals_are_told, one_deploys_at_a_time, a_site_comes_back,
        a_killed_deploy_leads_nobody_astray,
    ])
    server.shutdown()
    sys.exit(status)
