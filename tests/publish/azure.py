"""Deploys to Azurite, which speaks as Azure Blob Storage does, started here on 127.0.0.1 and ended with this program.

    python tests/publish/azure.py target/release/reportage node_modules/.bin/azurite-blob

Prints what is wrong, and ends with 1 where anything is.
"""

import base64
import datetime
import hashlib
import hmac
import socket
import subprocess
import sys
import time
import urllib.request

from place import SECRETS, Place, expect, run_all

ACCOUNT, CONTAINER = "devstoreaccount1", "archive"
# The key that every emulator of Azure has; no secret, and told no more than one.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
SECRETS.append(KEY)

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
ENDPOINT = f"http://127.0.0.1:{PORT}/{ACCOUNT}"


def make_container():
    """The one request that a deploy does not make, signed as Azure wants it (Shared Key, 2009-09-19 and later)."""
    date = datetime.datetime.now(datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    headers = f"x-ms-date:{date}\nx-ms-version:2021-08-06"
    signed = "PUT" + "\n" * 12 + f"{headers}\n/{ACCOUNT}/{ACCOUNT}/{CONTAINER}\nrestype:container"
    signature = base64.b64encode(hmac.new(base64.b64decode(KEY), signed.encode(), hashlib.sha256).digest()).decode()
    request = urllib.request.Request(f"{ENDPOINT}/{CONTAINER}?restype=container", method="PUT", data=b"")
    for name, value in [
        ("x-ms-date", date), ("x-ms-version", "2021-08-06"), ("Authorization", f"SharedKey {ACCOUNT}:{signature}"),
        ("Content-Type", ""),
    ]:
        request.add_header(name, value)
    urllib.request.urlopen(request).close()


def a_site_goes_there_and_comes_back(binary, folder):
    lines = f'account = "{ACCOUNT}"\nendpoint = "{ENDPOINT}"\nretries = 1\ncompress = true\n'
    place = Place(binary, folder, f"az://{CONTAINER}/site", lines, {"AZURE_STORAGE_ACCOUNT_KEY": KEY})
    place.record("a", "letters")
    place.deploy("--verify=all")
    expect("nothing to change" in place.deploy(), "the same is sent twice")
    place.record("a", "letters", "Another line.")
    place.record("b", "walkouts")
    told = place.deploy("--verify=all")
    expect("added" in told and "replaced" in told and "all as they should be" in told, told)
    place.deploy("--rollback")
    planned = place.deploy("--no-build", "--dry-run")
    expect("+ articles/b/index.html\n" in planned and "~ articles/a/index.html\n" in planned, planned)
    place.deploy("--rollback")
    expect("nothing to change" in place.deploy("--verify=all"), "the site after is not back")
    told = place.deploy(code=1, AZURE_STORAGE_ACCOUNT_KEY=base64.b64encode(b"hunter2").decode())
    expect("error[deploy-refused]" in told, told)


if __name__ == "__main__":
    flags = ["--inMemoryPersistence", "--blobPort", str(PORT), "--skipApiVersionCheck", "--disableTelemetry", "--silent"]
    azurite = subprocess.Popen(["node", sys.argv[2], *flags], stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", PORT)).close()
                break
            except OSError:
                time.sleep(0.1)
        make_container()
        status = run_all([a_site_goes_there_and_comes_back])
    finally:
        azurite.terminate()
        azurite.wait()
    sys.exit(status)
