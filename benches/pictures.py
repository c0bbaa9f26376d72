#!/usr/bin/env python3
"""What pictures cost: an archive of photographs is built, built again, and built into a fresh output.

    cargo build --release
    python3 benches/pictures.py --work ~/bench --count 500

The photographs are made by the bench `photographs`, once: about five megabytes each, and half a second of one core.
CPU seconds are the kernel's account of the program; Exif is looked for in every file that was published.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    options = parse()
    site = options.work / f"photographs-{options.count}"
    if not (site / "site.toml").exists():
        made = ["cargo", "bench", "--quiet", "--bench", "photographs", "--", str(site.resolve()), str(options.count)]
        subprocess.run(made, cwd=ROOT, check=True)
    for leftover in [".reportage", "public", "fresh"]:
        shutil.rmtree(site / leftover, ignore_errors=True)
    # A file that was written just now is not known by its stamp.
    time.sleep(1)
    print("| build | wall s | CPU s | CPU s a picture | peak MiB | pictures |")
    print("|---|---:|---:|---:|---:|---|")
    for name, before, flags in [
        ("the first", [], []),
        ("once more", [], []),
        ("`public/` deleted", ["public"], []),
        ("`--force`", [], ["--force"]),
        ("a fresh output", [], ["--output", str(site / "fresh")]),
        ("every file touched, a fresh output", ["fresh"], ["--output", str(site / "fresh")]),
    ]:
        for folder in before:
            shutil.rmtree(site / folder)
        if "touched" in name:
            for path in (site / "content").rglob("*"):
                os.utime(path)
            time.sleep(1)
        print(row(name, run([options.reportage, "build", "--root", str(site), *flags]), options.count), flush=True)
    looked_through(site / "public")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="a folder for the archive and its site")
    parser.add_argument("--count", type=int, default=500, help="how many photographs")
    parser.add_argument("--reportage", default=str(ROOT / "target/release/reportage"), help="the program")
    return parser.parse_args()


def run(command):
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(said)
    # Linux counts in kibibytes, macOS in bytes.
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return wall, usage.ru_utime + usage.ru_stime, peak, said


def row(name, figures, count):
    wall, cpu, peak, said = figures
    pictures = re.search(r"^pictures: (.*)$", said, re.MULTILINE)
    words = pictures[1] if pictures else "none looked at"
    return f"| {name} | {wall:.2f} | {cpu:.2f} | {cpu / count:.4f} | {peak:.0f} | {words} |"


def looked_through(public):
    sizes = {}
    for path in public.rglob("files/**/*"):
        if path.is_file():
            if b"Exif" in path.read_bytes():
                sys.exit(f"{path} has Exif")
            width = re.search(r"\.w(\d+)\.webp$", path.name)
            sizes.setdefault(int(width[1]) if width else "original", []).append(path.stat().st_size)
    for name, of in sorted(sizes.items(), key=lambda item: str(item[0])):
        print(f"{name}: {len(of)} files, {sum(of) / len(of) / 1000:.0f} kB each")


if __name__ == "__main__":
    main()
