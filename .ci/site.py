"""Judges a whole site. `site.py AXE VNU SITE SCRATCH`: every link and anchor of every page, its size, and the map of the site;
the Nu HTML checker over every page; axe-core, scrolling sideways and requests of one page of every kind in Chromium, at the
widths of a phone, a tablet and a desk. `site.py SITE` judges the links alone."""

import html
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

CHROMIUM = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-default-browser-check"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 768, 1280]
# Each kind of page: where the first of them is.
KINDS = ["index.html", "404.html", "accesibilidad/index.html", "buscar/index.html", "calendario/index.html", "datos/index.html",
         "integridad/index.html", "integridad/verificador.html", "modelo/index.html", "planes/index.html", "politicas/index.html",
         "politicas/*/index.html", "politicas/*/20*.html", "tablero/index.html", "furag/index.html", "furag/20*/index.html",
         "furag/20*/[a-eg-z]*.html", "furag/20*/furag-*.html", "constancias/*.html"]
# A page is no larger than this; what is downloaded, `furag/AAAA/furag-AAAA.html`, is no page.
LARGEST = 200_000
DOCUMENT = re.compile(r"furag/(\d{4})/furag-\1\.html")
# Of submissions: with a picture, withdrawn, closed, elsewhere, in quarantine.
MARKS = ["<img ", 'id="retirada"', "acceso está restringido", "fuera de esta copia", 'id="en-correccion"', 'class="notice warn"']
# What must be found wrong, so that a silent tool is no good news: little contrast, an image without text, no language, a line
# that no phone holds, and a request to another site.
TWIN = ('<!DOCTYPE html>\n<html><head><title>x</title></head><body><img src="http://127.0.0.1:9/x.png" width="1" height="1">'
        '<p style="color:#bbb; width:1800px">gris</p><center>x</center></body></html>')


class Links(html.parser.HTMLParser):
    """What a page leads to and loads, and the places it has."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.twice, self.links, self.loads = set(), set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                (self.twice if value in self.ids else self.ids).add(value)
            elif name in ("href", "src", "action", "poster", "data", "srcset"):
                (self.links if tag in ("a", "form") else self.loads).append(value or "")


def read(path):
    return Links(path.read_text(encoding="utf-8"))


def place(page, address):
    """The path and the anchor that an address of a page leads to, below the top of the site."""
    path, _, anchor = address.partition("#")
    path = urllib.parse.unquote(path.partition("?")[0])
    if not path:
        return page, anchor
    segments = page.split("/")[:-1]
    for segment in path.split("/"):
        if segment == "..":
            if not segments:
                return None, anchor
            segments.pop()
        elif segment != ".":
            segments.append(segment)
    return "/".join(segments), anchor


def links(site):
    """What leads nowhere, is loaded from elsewhere, is too large, or is not on the map."""
    wrong = []
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = sorted(name for name in names if name.endswith(".html") and not name.startswith("evidencia/"))
    read_pages = {page: read(site / page) for page in pages}
    map_text = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = [html.unescape(text) for text in re.findall(r"<loc>([^<]*)</loc>", map_text)]
    base = listed[0][:listed[0].index("/", len("https://")) + 1]
    count = 0
    for page, found in read_pages.items():
        size = (site / page).stat().st_size
        if size > LARGEST and not DOCUMENT.fullmatch(page):
            wrong.append(f"{page}: {size} bytes")
        wrong += [f"{page}: the id {name} is there twice" for name in found.twice]
        wrong += [f"{page}: loads {one}" for one in found.loads if re.match(r"[a-z]+:|//", one) and not one.startswith("data:")]
        for address in found.links + found.loads:
            if address.startswith(base):
                address, start = address[len(base):], ""
                address = address + "index.html" if address.endswith("/") or not address else address
            elif re.match(r"https?://|data:", address):
                continue
            else:
                start = page
            count += 1
            to, anchor = place(start, address)
            if to not in names:
                wrong.append(f"{page}: {address} leads nowhere")
            elif anchor and (to not in read_pages or anchor not in read_pages[to].ids):
                wrong.append(f"{page}: {address} has no such place")
    expected = {page for page in pages if page != "404.html" and not DOCUMENT.fullmatch(page)}
    paths = [urllib.parse.unquote(one[len(base):]) for one in listed]
    mapped = {path + "index.html" if path.endswith("/") or not path else path for path in paths}
    wrong += [f"not on the map: {page}" for page in sorted(expected - mapped)[:5]]
    wrong += [f"on the map and no page: {page}" for page in sorted(mapped - expected)[:5]]
    for one in wrong[:30]:
        print(one)
    print(f"links: {count} of {len(pages)} pages, the largest {max((site / page).stat().st_size for page in expected)} bytes, "
          f"{len(wrong)} problems")
    return len(wrong)


def blind():
    """A site with a mistake of each sort, all of which must be seen."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        (site / "index.html").write_text('<p id="a"><p id="a"><a href="#b">x</a><a href="no.html">x</a><a href="../x.html">x</a>'
                                         '<img src="https://mal.example/x.png"><a href="https://x.example/no/">x</a>' + "x" * LARGEST, encoding="utf-8")
        (site / "otra.html").write_text("x", encoding="utf-8")
        (site / "sitemap.xml").write_text("<loc>https://x.example/</loc><loc>https://x.example/nada.html</loc>", encoding="utf-8")
        print("of a site with mistakes:")
        assert links(site) == 9, "the judge of links is blind"


def kinds(site):
    found = []
    for pattern in KINDS:
        found += sorted(site.glob(pattern))[:1]
    pages = sorted(site.glob("entregas/*/*/*/*/index.html"))
    found += pages[:1]
    for mark in MARKS:
        found += [page for page in pages if mark in page.read_text(encoding="utf-8")][:1]
    return list(dict.fromkeys(page.relative_to(site).as_posix() for page in found))


def nu(vnu, site):
    """The errors of the Nu HTML checker, of every page."""
    pages = sorted(path for path in site.rglob("*.html") if "evidencia" not in path.relative_to(site).parts)
    with tempfile.TemporaryDirectory() as folder:
        twin = pathlib.Path(folder) / "twin.html"
        twin.write_text(TWIN, encoding="utf-8")
        command = ["java", "-Xss4m", "-jar", vnu, "--format", "json", "--exit-zero-always", "--errors-only"]
        seen = subprocess.run([*command, str(twin)], capture_output=True, text=True, timeout=120)
        assert len(json.loads(seen.stderr)["messages"]) >= 2, f"the checker sees nothing: {seen.stderr[:300]}"
        out = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, timeout=900, check=True)
    errors = json.loads(out.stderr)["messages"]
    for one in errors[:20]:
        print(f"{one.get('url', '').split(str(site))[-1]}:{one.get('lastLine')}: {one['message']}")
    print(f"Nu HTML checker: {len(pages)} pages, {len(errors)} errors")
    return len(errors)


def judged(copy, pages, width, scratch):
    """What axe-core finds on each page, how far it scrolls sideways, and what the browser asked of others."""
    frames = []
    ask = json.dumps({"runOnly": RULES, "resultTypes": ["violations", "passes"]})
    for number, page in enumerate(pages):
        path = copy / page
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text(encoding="utf-8"))
        up = "../" * page.count("/")
        script = (f'<script src="{up}axe.js"></script><script>addEventListener("load", () => setTimeout(() => '
                  f"axe.run(document, {ask}).then(found => parent.postMessage(JSON.stringify({{page: {number}, "
                  "violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]), "
                  "passes: found.passes.length, wide: document.documentElement.scrollWidth, inner: innerWidth, "
                  "small: [...document.querySelectorAll('nav a, button, input, summary, .files a, .entry h3 a')].filter(one => "
                  "{ const box = one.getBoundingClientRect(); return box.width > 0 && box.height < 43.5; }).map(one => one.outerHTML.slice(0, 120)).slice(0, 3)"
                  "}), '*')), 300))</script>")
        name = path.with_name(path.stem + ".axe.html")
        name.write_text(text.replace("</body>", script + "</body>"), encoding="utf-8")
        frames.append(f'<iframe src="{name.relative_to(copy).as_posix()}" width="{width}" height="900"></iframe>')
    outer = copy / "outer.html"
    outer.write_text('<!DOCTYPE html><title>x</title><script>addEventListener("message", event => { const out = document.createElement("pre"); '
                     'out.className = "axe"; out.textContent = event.data; document.body.append(out); })</script><body>' + "".join(frames) + "</body>", encoding="utf-8")
    log = scratch / f"net-{width}.json"
    with tempfile.TemporaryDirectory() as profile:
        dom = subprocess.run([*CHROMIUM, f"--user-data-dir={profile}", f"--window-size={width + 100},1000", f"--log-net-log={log}",
                              "--virtual-time-budget=60000", "--timeout=240000", "--dump-dom", f"file://{outer}"],
                             capture_output=True, text=True, timeout=400, check=True).stdout
    found = {}
    for text in re.findall(r'<pre class="axe">(.*?)</pre>', dom, re.S):
        one = json.loads(html.unescape(text))
        found[pages[one["page"]]] = one
    # What the browser asks for itself has no origin; what a page asks has that of the page.
    asked = set()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if '"initiator":' in line:
            begun = json.loads(line.rstrip(","))["params"]
            if begun["initiator"] != "not an origin" and begun["url"].startswith("http"):
                asked.add(begun["url"])
    return found, asked


def main():
    blind()
    if len(sys.argv) == 2:
        return links(pathlib.Path(sys.argv[1]).resolve()) != 0
    axe, vnu = sys.argv[1], sys.argv[2]
    site, scratch = pathlib.Path(sys.argv[3]).resolve(), pathlib.Path(sys.argv[4]).resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    wrong = links(site) + nu(vnu, site)
    pages = kinds(site)
    assert len(pages) >= 15, pages
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        copy = pathlib.Path(folder) / "site"
        shutil.copytree(site, copy, symlinks=True)
        shutil.copy(axe, copy / "axe.js")
        (copy / "twin.html").write_text(TWIN, encoding="utf-8")
        for width in WIDTHS:
            found, asked = judged(copy, [*pages, "twin.html"], width, scratch)
            twin = found.pop("twin.html")
            names = {name for name, _ in twin["violations"]}
            assert {"html-has-lang", "image-alt", "color-contrast"} <= names, f"axe-core does not see {names}"
            assert twin["wide"] > twin["inner"] == width, twin
            assert any(url.startswith("http://127.0.0.1:9/") for url in asked), f"requests are not seen: {asked}"
            assert set(found) == set(pages), f"axe-core did not answer for {set(pages) - set(found)}"
            for page, one in found.items():
                assert one["passes"] > 5, f"{page}: axe-core judged only {one['passes']} rules"
                problems = [f"{name}: {nodes[0]}" for name, nodes in one["violations"]]
                problems += [f"scrolls sideways, {one['wide']} of {one['inner']} pixels"] if one["wide"] > one["inner"] else []
                problems += [f"less than 44 pixels high: {element}" for element in one["small"]]
                wrong += len(problems)
                for problem in problems:
                    print(f"{page} at {width}: {problem}")
            out = {url for url in asked if not url.startswith("http://127.0.0.1:9/")}
            wrong += len(out)
            for url in sorted(out):
                print(f"asked of another site: {url}")
    print(f"axe-core: {len(pages)} kinds of pages at {WIDTHS}; {wrong} problems")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
