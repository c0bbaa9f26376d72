"""Deploys by programs that are installed: git, to a repository of file://, and rsync, over ssh to an sshd of 127.0.0.1.

    python3 tests/publish/programs.py target/release/reportage FOLDER

FOLDER holds the unpacked Debian package openssh-server. Prints what is wrong, and ends with 1 where anything is.
"""

import getpass
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from place import Place, expect, no_dead_links, run_all

KILLS = 12


def git(repository, *arguments):
    told = subprocess.run(["git", "-C", repository, *arguments], capture_output=True, check=True)
    return told.stdout


def branch(repository):
    """What the branch holds, by path."""
    names = git(repository, "ls-tree", "-r", "-z", "--name-only", "pages").decode().split("\0")[:-1]
    return {name: git(repository, "show", f"pages:{name}") for name in names}


def all_ended(group):
    """Waits for what a killed program has begun: a push that is under way goes on without it, and moves the branch or not."""
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def bare_repository(binary, folder):
    repository = folder / "host.git"
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)
    return repository, Place(binary, folder, f"git+file://{repository}#pages", "", {})


def a_branch_becomes_the_site_in_one_step(binary, folder):
    repository, place = bare_repository(binary, folder)
    place.record("a", "letters")
    planned = place.deploy("--dry-run")
    expect("+ articles/a/index.html\n" in planned and "+ .nojekyll\n" in planned, planned)
    expect(not git(repository, "for-each-ref"), "a plan has changed the repository")
    place.deploy("--verify=all")
    expect(branch(repository) == {**place.files(), ".nojekyll": b""}, "the branch is not the site")
    expect("nothing to change" in place.deploy(), "the same is committed twice")

    place.record("a", "letters", "Another line.")
    place.record("b", "walkouts")
    told = place.deploy("--verify=all")
    expect("all as they should be" in told, told)
    changed = git(repository, "diff", "--name-only", "pages^", "pages").decode().split()
    expect("articles/b/index.html" in changed and "articles/a/index.html" in changed, changed)
    expect(not any(path.startswith("assets/") for path in changed), "what is the same was sent:", changed)

    newer = branch(repository)
    place.deploy("--rollback")
    expect("articles/b/index.html" not in branch(repository), "the site before is not back")
    place.deploy("--rollback")
    expect(branch(repository) == newer, "the site after is not back")


def a_branch_is_whole_wherever_a_deploy_is_killed(binary, folder):
    repository, place = bare_repository(binary, folder)
    place.record("a", "letters")
    place.deploy()
    expected = branch(repository)
    begun = time.monotonic()
    place.record("b", "letters")
    place.deploy()
    whole = time.monotonic() - begun
    for number in range(KILLS):
        place.record("a", "letters", f"Line {number}.")
        before = branch(repository)
        process = place.start("deploy")
        time.sleep(random.uniform(0, whole))
        process.kill()
        process.communicate()
        all_ended(process.pid)
        now = branch(repository)
        expect(now == before or now == {**place.files(), ".nojekyll": b""}, "the branch is neither the old site nor the new")
        no_dead_links(now, ["index.html"])
    place.deploy("--verify=all")
    expect(branch(repository) == {**place.files(), ".nojekyll": b""} != expected, "the next deploy has not mended it")


def what_git_cannot_do_is_told(binary, folder):
    repository, place = bare_repository(binary, folder)
    place.record("a", "letters")
    shutil.rmtree(repository)
    told = place.deploy(code=1)
    expect("error[missing-bucket]" in told, told)
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)
    (repository / "hooks").mkdir(exist_ok=True)
    hook = repository / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho hunter2-the-secret-key >&2\nexit 1\n")
    hook.chmod(0o755)
    told = place.deploy(code=1)
    expect("error[deploy-refused]" in told, told)


class Sshd:
    """An ssh server of this user's, with keys that nobody else has."""

    def __init__(self, binary, folder):
        self.folder = folder
        for name in ("host", "user", "stranger"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "keys").write_bytes((folder / "user.pub").read_bytes())
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} " + (folder / "host.pub").read_text())
        (folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nAuthorizedKeysFile {folder / 'keys'}\n"
            f"PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        with open(folder / "sshd.log", "wb") as log:
            self.process = subprocess.Popen([binary, "-D", "-e", "-f", folder / "config"], stderr=log)
        for _ in range(200):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        self.process.kill()
        expect(False, f"sshd does not listen: {(folder / 'sshd.log').read_text()}")

    def shell(self, key="user", known="known_hosts"):
        options = ["-F", "none", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", f"UserKnownHostsFile={self.folder / known}"]
        return " ".join(["ssh", "-i", str(self.folder / key), *options])

    def to(self, folder):
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{folder}"


def another_machine_is_reached_by_ssh(binary, folder):
    server = Sshd(SSHD, folder)
    try:
        there = folder / "there"
        place = Place(binary, folder / "site", server.to(there), "", {"RSYNC_RSH": server.shell()})
        place.record("a", "letters")
        place.deploy("--verify=all")
        served = lambda: {path.relative_to(there).as_posix(): path.read_bytes() for path in there.rglob("*") if path.is_file()}
        expect(served() == place.files(), "the folder there is not the site")
        expect("nothing to change" in place.deploy(), "the same is sent twice")
        stamps = {path: (there / path).stat().st_ino for path in served()}
        place.record("a", "letters", "Another line.")
        place.record("b", "walkouts")
        place.deploy("--verify=all")
        moved = {path for path in served() if stamps.get(path) != (there / path).stat().st_ino}
        expect("articles/a/index.html" in moved and not any(path.startswith("assets/") for path in moved), moved)
        (place.folder / "content/articles/b.md").unlink()
        place.deploy()
        expect(served() == place.files(), "what is gone here is still there")

        told = place.deploy(code=1, RSYNC_RSH=server.shell(key="stranger"))
        expect("error[deploy-refused]" in told, told)
        (folder / "nobody").write_text("")
        told = place.deploy(code=1, RSYNC_RSH=server.shell(known="nobody"))
        expect("error[deploy-refused]" in told and "known_hosts" in told, told)
        nowhere = Place(binary, folder / "site", server.to(folder / "no/such/folder"), "", {"RSYNC_RSH": server.shell()})
        expect("error[missing-bucket]" in nowhere.deploy(code=1), "a folder that is not there was deployed to")
    finally:
        server.process.terminate()
        server.process.wait()
    place = Place(binary, folder / "site", server.to(there), "", {"RSYNC_RSH": server.shell()})
    expect("error[target-unreachable]" in place.deploy(code=1), "a host that is away was not told")


SSHD = Path(sys.argv[2]).resolve() / "usr/sbin/sshd"

if __name__ == "__main__":
    sys.exit(
        run_all([
            a_branch_becomes_the_site_in_one_step,
            a_branch_is_whole_wherever_a_deploy_is_killed,
            what_git_cannot_do_is_told,
            another_machine_is_reached_by_ssh,
        ])
    )
