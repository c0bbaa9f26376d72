#!/usr/bin/env python3
"""Makes letter.wacz, a crawl of one page with its style sheet: `pip install warcio wacz`, then `python make.py`."""

import io
import json
import subprocess
import tempfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOME = "https://news.example.org/letter"
WHEN = "2018-07-02T12:00:00Z"

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The letter</title>
<link rel="stylesheet" href="/style.css">
<h1 id="kept">The letter as it was kept</h1>
<p>Dear chief executive,</p>
<img src="https://elsewhere.example/never-kept.png" alt="">
<script>document.getElementById("kept").dataset.ran = "yes"</script>
</html>
"""
STYLE = b"h1 { color: rgb(1, 2, 3) }\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        crawl, pages = Path(folder, "crawl.warc.gz"), Path(folder, "pages.jsonl")
        with crawl.open("wb") as out:
            writer = WARCWriter(out, gzip=True)
            write(writer, HOME, PAGE, "text/html; charset=utf-8")
            write(writer, "https://news.example.org/style.css", STYLE, "text/css")
        header = {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
        page = {"id": "1", "url": HOME, "ts": WHEN, "title": "The letter"}
        pages.write_text(f"{json.dumps(header)}\n{json.dumps(page)}\n")
        made = Path(__file__).with_name("letter.wacz")
        subprocess.run(["wacz", "create", "-f", crawl, "-p", pages, "-o", made], check=True)


def write(writer, url, body, kind):
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    response = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=response, warc_headers_dict={"WARC-Date": WHEN}
    )
    writer.write_record(record)


if __name__ == "__main__":
    main()
