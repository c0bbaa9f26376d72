"""One build, one server, one copy of a tree: what it took."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time

POLL_SECONDS = 0.002


class Failed(Exception):
    """A program did not do what it was asked for; the text says what."""


def build(contender, folder, log, timeout):
    """Wall and CPU seconds and peak MiB, as the kernel accounts for the program and all that it started."""
    with open(log, "wb") as opened:
        began = time.perf_counter()
        child = subprocess.Popen(
            contender.build_command(), cwd=folder, env=contender.environment(),
            stdin=subprocess.DEVNULL, stdout=opened, stderr=subprocess.STDOUT,
        )  # fmt: skip
        watch = threading.Timer(timeout, child.kill)
        watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        watch.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failed(f"{contender.site}: exit status {child.returncode}; what it said is in {log}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": mebibytes(usage.ru_maxrss)}


def mebibytes(maxrss):
    """Linux counts in kibibytes, macOS in bytes."""
    return maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def floor(program, tree, destination):
    """Wall and CPU seconds of writing the tree again from memory."""
    said = subprocess.run([program, tree, destination, "1"], capture_output=True, text=True, check=False)
    if said.returncode != 0:
        raise Failed(f"floor: {said.stderr.strip()}")
    figures = dict(re.findall(r"^(wall|CPU)\s+([\d.]+)", said.stdout, re.MULTILINE))
    return {"wall": float(figures["wall"]), "cpu": float(figures["CPU"])}


class Server:
    """A development server, from its start to its end. It is ready when it serves `page`."""

    def __init__(self, contender, folder, log, timeout, page):
        self.contender, self.timeout, self.page = contender, timeout, page
        self.port = free_port()
        self.log = open(log, "wb")
        self.began = time.perf_counter()
        self.child = subprocess.Popen(
            contender.serve_command(self.port), cwd=folder, env=contender.environment(),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.log.close()

    def ready(self):
        self.until_served([self.page], "", self.began)
        return time.perf_counter() - self.began

    def until_served(self, pages, word, began):
        """Seconds since `began` until each of the pages is served and has the word in it."""
        for page in pages:
            while word not in self.get(page):
                if self.child.poll() is not None:
                    raise Failed(f"{self.contender.site}: its server has ended; what it said is in {self.log.name}")
                if time.perf_counter() - began > self.timeout:
                    raise Failed(f"{self.contender.site}: its server never served the change of {page}")
                time.sleep(POLL_SECONDS)
        return time.perf_counter() - began

    def get(self, page):
        """The page, or an empty list (which holds no word, not even the empty one) while there is none."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            connection.request("GET", page)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            connection.close()
            return body if answer.status == 200 else []
        except (OSError, http.client.HTTPException):
            return []

    def memory(self):
        """Peak MiB of the server alone where the kernel says so, else what it has now."""
        try:
            with open(f"/proc/{self.child.pid}/status", encoding="ascii", errors="replace") as opened:
                return int(re.search(r"VmHWM:\s+(\d+)", opened.read())[1]) / 1024
        except OSError:
            said = subprocess.run(["ps", "-o", "rss=", "-p", str(self.child.pid)], capture_output=True, text=True)
            return int(said.stdout) / 1024


def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]
