#!/usr/bin/env python3
"""Makes the data sets, runs mipg and public tools side by side on them, and prints the ratios.

    python3 benches/compare.py FOLDER [--scale 0.1] [--runs 5] [--only full,revision,change,small,status,walk,audit,site]

Needs: target/release/mipg and cargo, git, openssl, rhash, time, hugo (packages of those names). Everything is made in
FOLDER, from fixed seeds, and made once: M (5,700 submissions, some 10,300 files, 3.4 GB), T (100,320 one-file
submissions of 1-2 KB) and S (1,000 of the same). `--scale` makes M and T smaller. Times are of whole processes, with a
warm cache, alternating A and B; the median and the ratio of medians are printed. Only ratios travel to other machines.
"""

import argparse
import hashlib
import json
import os
import random
import shlex
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIPG = os.path.join(ROOT, "target", "release", "mipg")
ORIGIN = "mipg.ejemplo.gov.co/banco/1"
POLICIES = [name for name in sorted(os.listdir(os.path.join(ROOT, "policies"))) if os.path.isfile(
    os.path.join(ROOT, "policies", name, "politica.yaml")) and name != "gestion-ambiental"]
AS_OF = "2036-12-31T12:00:00-05:00"


def bench(name):
    """Builds a benchmark, and says where its program is."""
    command = ["cargo", "bench", "--locked", "--no-run", "--bench", name, "--message-format=json"]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    messages = map(json.loads, built.splitlines())
    return next(one["executable"] for one in messages if one.get("executable") and one["target"]["name"] == name)


def pdf(random_bytes):
    """A valid one-page PDF with one stream of incompressible bytes."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
               b"<</Length %d>>\nstream\n" % len(random_bytes) + random_bytes + b"\nendstream"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)


def png(noise, width=512):
    """A valid greyscale PNG of `len(noise) / width` rows, stored without compression."""
    height = max(1, len(noise) // width)
    rows = b"".join(b"\0" + noise[row * width:(row + 1) * width] for row in range(height))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def table(chance, size):
    """A CSV of some `size` bytes."""
    rows = ["Actividad;Meta;Avance"]
    while size > 0:
        rows.append("Actividad %d;%d;%d" % (chance.randrange(10**6), chance.randrange(500), chance.randrange(500)))
        size -= len(rows[-1]) + 1
    return ("\n".join(rows) + "\n").encode()


def manifest(policy, year, month, title, files):
    lines = ["version: 1", "politica: " + policy, "clase: reporte", "titulo: " + title,
             "corte: %04d-%02d-05" % (year, month), "archivos:"]
    for name, body, kind in files:
        lines += ["  - ruta: " + name, "    sha256: " + hashlib.sha256(body).hexdigest(), "    bytes: %d" % len(body),
                  "    formato: " + kind, "    tipologia: informe"]
        if kind.startswith("image/"):
            lines += ["    descripcion: Sala de reuniones vacía con las sillas en círculo", "    personas: ninguna"]
        else:
            lines.append("    descripcion: Avance de las actividades del mes por meta")
    return ("\n".join(lines) + "\n").encode()


class Import:
    """A `git fast-import` of commits on main."""

    def __init__(self, path):
        subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha1", path], check=True)
        for key, value in (("core.compression", "0"), ("core.autocrlf", "false"), ("gc.auto", "0")):
            subprocess.run(["git", "-C", path, "config", key, value], check=True)
        self.process = subprocess.Popen(["git", "-C", path, "fast-import", "--quiet", "--depth=0"], stdin=subprocess.PIPE)
        self.clock = 1735700000

    def commit(self, files):
        self.clock += 60
        write = self.process.stdin.write
        write(b"commit refs/heads/main\ncommitter Banco <banco@ejemplo.gov.co> %d -0500\ndata 7\nentrega\n" % self.clock)
        for path, body in files:
            write(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(body)) + body + b"\n")
        write(b"\n")

    def close(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            sys.exit("git fast-import failed")


def settings():
    """The settings of this repository, so that the same rules run."""
    files = []
    for folder, _, names in os.walk(os.path.join(ROOT, "policies")):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                files.append((os.path.relpath(path, ROOT), file.read()))
    return sorted(files) + [(".gitattributes", b"policies/** -text\n")]


def make(path, submissions, large):
    """A repository; `large` evidence as in M, or one small file each as in T."""
    if os.path.isdir(os.path.join(path, ".git")):
        return
    shutil.rmtree(path, ignore_errors=True)
    started = time.time()
    chance = random.Random(20261122)
    history = Import(path)
    history.commit(settings())
    slots = [(policy, year, month) for year in range(2027, 2037) for month in range(1, 13) for policy in POLICIES]
    pending, total = [], 0
    for number in range(submissions):
        policy, year, month = slots[number % len(slots)]
        files = []
        if large:
            for index in range(2 if number % 16 < 13 else 1):
                size = min(int(chance.lognormvariate(12.19, 1.1)), 20_000_000)
                kind = chance.randrange(10)
                if kind < 6:
                    files.append(("informe-%d.pdf" % index, pdf(chance.randbytes(size)), "application/pdf"))
                elif kind < 9:
                    files.append(("foto-%d.png" % index, png(chance.randbytes(max(size, 1024))), "image/png"))
                else:
                    files.append(("avance-%d.csv" % index, table(chance, size // 20), "text/csv"))
        else:
            files.append(("avance.csv", table(chance, chance.randrange(1000, 2000)), "text/csv"))
        folder = "policies/%s/%04d/%02d/reporte-%06x" % (policy, year, month, number)
        body = manifest(policy, year, month, "Reporte %d de la política" % number, files)
        pending += [(folder + "/manifiesto.yaml", body)] + [("%s/%s" % (folder, name), body) for name, body, _ in files]
        total += sum(len(body) for _, body, _ in files)
        if not large or len(pending) > 40 or number == submissions - 1:
            history.commit(pending)
            pending = []
    history.close()
    subprocess.run(["git", "-C", path, "checkout", "-q", "-f", "main"], check=True)
    print("made %s: %d submissions, %.2f GB of evidence, %.0f s" % (path, submissions, total / 1e9, time.time() - started))


def logged_in(path, source):
    """The public key of the log of a bare clone of `source`, made once with everything that is to be logged."""
    secret = path + ".key"
    if not os.path.isfile(secret):
        shutil.rmtree(path, ignore_errors=True)
        subprocess.run(["git", "clone", "-q", "--bare", "--single-branch", "-b", "main", source, path], check=True)
        subprocess.run([MIPG, "log", "append", "--repo", path, "--origen", ORIGIN, "--clave", keygen(path, secret)],
                       check=True, stdout=subprocess.DEVNULL)
    with open(secret + ".pub") as file:
        return shlex.quote(file.read().strip())


def keygen(path, secret):
    made = subprocess.run([MIPG, "log", "keygen", "--repo", path, "--nombre", ORIGIN, "--out", secret], check=True,
                          capture_output=True, text=True)
    with open(secret + ".pub", "w") as file:
        file.write(made.stdout)
    return secret


HUGO = {
    "hugo.toml": 'baseURL = "https://mipg.ejemplo.gov.co/"\nlanguageCode = "es"\ntitle = "Evidencias"\ndisableKinds = ["RSS", "taxonomy", "term"]\n',
    "layouts/_default/baseof.html": '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
                                    '<nav><a href="/">Inicio</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.corte }}</p><ul>{{ range .Params.archivos }}<li><a '
                                    'href="{{ .ruta }}">{{ .ruta }}</a> {{ .bytes }} {{ .sha256 }} {{ .descripcion }}</li>{{ end }}</ul>{{ end }}',
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">'
                                  '{{ .Title }}</a> {{ .Params.corte }}</li>{{ end }}</ul>{{ end }}',
    "layouts/index.html": '{{ define "main" }}<ul>{{ range first 20 .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
                          '</li>{{ end }}</ul>{{ end }}',
}


def hugo(source, target):
    """The same submissions as a site of Hugo: a page bundle each, with its files; made once."""
    if os.path.isdir(target):
        return
    for name, text in HUGO.items():
        os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
        with open(os.path.join(target, name), "w") as file:
            file.write(text)
    for folder, _, names in os.walk(os.path.join(source, "policies")):
        if "manifiesto.yaml" not in names:
            continue
        policy, year, month, slug = os.path.relpath(folder, os.path.join(source, "policies")).split(os.sep)
        bundle = os.path.join(target, "content", policy, "-".join((year, month, slug)))
        os.makedirs(bundle)
        with open(os.path.join(folder, "manifiesto.yaml")) as file:
            front = file.read().replace("titulo:", "title:", 1)
        with open(os.path.join(bundle, "index.md"), "w") as file:
            file.write("---\n" + front + "---\n")
        for name in names:
            if name != "manifiesto.yaml":
                shutil.copyfile(os.path.join(folder, name), os.path.join(bundle, name))


def once(command, folder):
    """Wall seconds and peak MiB of one run of a shell command. A child of this program would begin with its memory, and
    the system counts that too: GNU time starts from its own."""
    with tempfile.NamedTemporaryFile("r") as told:
        started = time.perf_counter()
        run = subprocess.run(["time", "-f", "%M", "-o", told.name, "bash", "-c", "exec " + command], cwd=folder,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        spent = time.perf_counter() - started
        if run.returncode != 0:
            sys.exit("%s: exit %d\n%s" % (command, run.returncode, run.stderr.decode(errors="replace")[-2000:]))
        return spent, int(told.read().split()[-1]) / 1024


def compare(name, goal, ours, theirs, folder, runs):
    a, b = [], []
    once(ours, folder), once(theirs, folder)
    for _ in range(runs):
        a.append(once(ours, folder))
        b.append(once(theirs, folder))
    mine, other = (statistics.median(second for second, _ in side) for side in (a, b))
    peak = statistics.median(peak for _, peak in a)
    print("%-34s %8.3f s %8.3f s   ratio %5.2f (goal %s)   peak %4.0f MiB" % (name, mine, other, mine / other, goal, peak))
    return mine


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", default="full,revision,change,small,status,walk,audit,site")
    given = arguments.parse_args()
    only = given.only.split(",")
    for tool in ("git", "openssl", "rhash", "time") + (("hugo",) if "site" in only else ()):
        if shutil.which(tool) is None:
            sys.exit("%s is needed beside mipg: install the package of that name" % tool)
    if not os.path.isfile(MIPG):
        sys.exit("build it first: cargo build --release")
    os.makedirs(given.folder, exist_ok=True)
    place = lambda name: os.path.join(os.path.abspath(given.folder), name)
    check = shlex.quote(MIPG) + " check --as-of " + AS_OF
    print(open("/proc/cpuinfo").read().split("model name\t: ")[1].split("\n")[0], "·", os.cpu_count(), "cores ·",
          subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip())
    evidence = "-path '*/reporte-*' -type f ! -name manifiesto.yaml"
    if {"full", "revision", "site"} & set(only):
        make(place("M"), int(5700 * given.scale), True)
        subprocess.run("find policies %s -print0 > ../M.list" % evidence, shell=True, check=True, cwd=place("M"))
        subprocess.run("git ls-tree -r HEAD policies | awk -F'[ \\t]' '$0 ~ /reporte-/ {print $3}' > ../M.blobs",
                       shell=True, check=True, cwd=place("M"))
    if "site" in only:
        hugo(place("M"), place("M-hugo"))
        # Each from nothing, and then again with nothing changed.
        fresh = lambda out, command: "bash -c " + shlex.quote("rm -rf %s && %s" % (out, command))
        ours = shlex.quote(MIPG) + " render --rev main --out ../M-sitio --as-of " + AS_OF
        theirs = "hugo --quiet --source ../M-hugo --destination ../M-hugo-sitio"
        compare("site, M", "<= 0.6", fresh("../M-sitio", ours), fresh("../M-hugo-sitio", theirs), place("M"), given.runs)
        compare("site again, M", "-", ours, theirs, place("M"), given.runs)
    if "full" in only:
        compare("full check, work tree, M", "<= 0.85", check, "xargs -0 -P2 -n 64 openssl dgst -sha256 < ../M.list",
                place("M"), given.runs)
    if "revision" in only:
        compare("full check, revision, M", "<= 1.0", check + " --rev main",
                "git cat-file --batch --buffer < ../M.blobs", place("M"), given.runs)
    if {"small", "change", "status", "walk", "audit"} & set(only):
        make(place("T"), int(100_320 * given.scale), False)
        make(place("S"), 1000, False)
    if "small" in only:
        subprocess.run("find policies %s -print0 | xargs -0 rhash --sha256 > ../T.sha256" % evidence, shell=True,
                       check=True, cwd=place("T"))
        compare("full check, work tree, T", "<= 5", check, "rhash --sha256 -c ../T.sha256", place("T"), given.runs)
    if "status" in only:
        status = shlex.quote(MIPG) + " status --year 2030 --as-of " + AS_OF
        # Most of it is the manifests, one by one.
        compare("status of all the history, T", "-", status, "git log --raw --no-renames -m", place("T"), given.runs)
    if "walk" in only:
        compare("history walk, T", "<= 1.7", shlex.quote(bench("history")) + " . main",
                "git log --raw --no-renames -m --first-parent main", place("T"), given.runs)
    if "audit" in only:
        logged = place("T-registro.git")
        key = logged_in(logged, place("T"))
        # 10: all is right, and no witness was asked for.
        audit = "bash -c " + shlex.quote("%s audit --key %s; test $? -eq 10" % (shlex.quote(MIPG), key))
        beside = "git log --raw --no-renames -m main"
        taken = compare("audit of 100,000 entries, T", "-", audit, beside, logged, given.runs)
        print("audit of 100,000 entries, T: %.1f s (goal < 10)" % taken)
        beat = shlex.quote(MIPG) + " log append --latido --origen %s --clave ../T-registro.git.key" % ORIGIN
        compare("one heartbeat, T", "-", beat, beside, logged, given.runs)
    if "change" in only:
        change = check + " --base main~1 --head main"
        runs = max(given.runs, 15)
        t = compare("one-submission change, T", "<= 0.5", change, "git diff-tree -r main~1 main", place("T"), runs)
        s = compare("one-submission change, S", "-", change, "git diff-tree -r main~1 main", place("S"), runs)
        print("one-submission change, T against S: ratio %.2f (goal <= 1.3); %.1f ms (goal <= 15)" % (t / s, t * 1000))


main()
