"""Deploys to Google Cloud Storage as this file imitates it, on 127.0.0.1, for no registry carries an emulator of the XML
interface that deploys use.

    python tests/publish/gcs.py target/release/reportage

The imitation is moto's S3 behind a gate that puts Google's headers into Amazon's and back: generations, metadata, copies.
It shows that our requests are whole and that answers are understood; how Google itself behaves it cannot show.
"""

import logging
import sys
import threading

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from place import Place, expect, run_all
from werkzeug.serving import make_server

BUCKET = "archive"
GOOGLE, AMAZON = "HTTP_X_GOOG_", "HTTP_X_AMZ_"


class Imitation:
    """A generation is the number that an entity tag makes: two files of the same bytes have the same, which Google's have not."""

    def __init__(self):
        self.app = DomainDispatcherApplication(create_backend_app)
        self.tags = {}

    def __call__(self, environ, start_response):
        for name in [name for name in environ if name.startswith(GOOGLE)]:
            environ[AMAZON + name.removeprefix(GOOGLE)] = environ.pop(name)
        # Who signs in to Google is known by a token; moto wants to see some name.
        name = "AWS4-HMAC-SHA256 Credential=nobody/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
        environ["HTTP_AUTHORIZATION"] = name
        generation = environ.pop(AMAZON + "IF_GENERATION_MATCH", None)
        if generation == "0":
            environ["HTTP_IF_NONE_MATCH"] = "*"
        elif generation:
            environ["HTTP_IF_MATCH"] = self.tags[generation]

        def start(status, headers, *more):
            told = [(name.lower().replace("x-amz-", "x-goog-"), value) for name, value in headers]
            for tag in [value for name, value in told if name == "etag"]:
                generation = str(int(tag.strip('"').split("-")[0][:14], 16))
                self.tags[generation] = tag
                told.append(("x-goog-generation", generation))
            return start_response(status, told, *more)

        return self.app(environ, start)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", 0, Imitation(), threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
ENDPOINT = f"http://127.0.0.1:{server.server_port}"
s3 = boto3.client(
    "s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="nobody", aws_secret_access_key="nothing"
)


def a_site_goes_there_and_comes_back(binary, folder):
    s3.create_bucket(Bucket=BUCKET)
    place = Place(binary, folder, f"gs://{BUCKET}/site", f'endpoint = "{ENDPOINT}"\nretries = 1\n', {})
    place.record("a", "letters")
    place.deploy("--verify=all")
    expect("nothing to change" in place.deploy(), "the same is sent twice")
    place.record("b", "walkouts")
    told = place.deploy("--verify=all")
    expect("added" in told and "replaced" in told and "all as they should be" in told, told)
    place.deploy("--rollback")
    planned = place.deploy("--no-build", "--dry-run")
    expect("+ articles/b/index.html\n" in planned and "~ index.html\n" in planned, planned)
    place.deploy("--rollback")
    expect("nothing to change" in place.deploy("--verify=all"), "the site after is not back")
    told = Place(binary, folder, "gs://nowhere", f'endpoint = "{ENDPOINT}"\nretries = 1\n', {}).deploy(code=1)
    expect("error[missing-bucket]" in told, told)


if __name__ == "__main__":
    status = run_all([a_site_goes_there_and_comes_back])
    server.shutdown()
    sys.exit(status)
