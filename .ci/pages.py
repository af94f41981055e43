"""Judges pages in Chromium: accessibility, width, printed pages, QR. `pages.py AXE FOLDER`: every HTML file below it."""

import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CHROMIUM = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 768, 1280]
# What must be found wrong, so that a silent tool is no good news: no language, an image without text, too little contrast,
# and a line that no phone holds.
TWIN = (
    '<!DOCTYPE html><html><head><title>x</title></head><body><img src="data:,">'
    '<p style="color:#bbb; width:800px">gris</p></body></html>'
)
EXPECTED = {"html-has-lang", "image-alt", "color-contrast"}


def chromium(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        command = [*CHROMIUM, f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def audited(page, axe, width):
    """What axe-core finds, and how far the page scrolls sideways: in a frame, since no window is as narrow as a phone."""
    ask = {"runOnly": RULES, "resultTypes": ["violations", "passes"]}
    script = (
        "<script>" + axe.replace("</script", "<\\/script") + "</script><script>addEventListener('load', () => "
        f"axe.run(document, {json.dumps(ask)}).then(found => parent.postMessage(JSON.stringify({{"
        "violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]), "
        "passes: found.passes.length, wide: document.documentElement.scrollWidth, inner: innerWidth}), '*')))</script>"
    )
    # A policy of the page would stop the script of the judge; the copy has none.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert "</body>" in text, "no body"
    outer = (
        "<!DOCTYPE html><script>addEventListener('message', event => { const out = document.createElement('pre'); "
        "out.id = 'axe'; out.textContent = event.data; document.body.append(out); })</script>"
        f'<body><iframe src="inner.html" width="{width}" height="900" style="border:0"></iframe></body>'
    )
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "inner.html").write_text(text.replace("</body>", script + "</body>"), encoding="utf-8")
        (folder / "outer.html").write_text(outer, encoding="utf-8")
        size = f"--window-size={width + 100},1000"
        dom = chromium(size, "--virtual-time-budget=20000", "--dump-dom", f"file://{folder}/outer.html")
    found = re.search(r'<pre id="axe">(.*?)</pre>', dom, re.S)
    assert found, "axe-core gave no answer"
    return json.loads(html.unescape(found.group(1)))


def main():
    axe = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    pages = sorted(pathlib.Path(sys.argv[2]).rglob("*.html"))
    assert pages, "no page was written"
    twin = audited(TWIN, axe, WIDTHS[0])
    missing = EXPECTED - {name for name, _ in twin["violations"]}
    assert not missing, f"the judge does not see {missing}"
    assert twin["wide"] > twin["inner"] == WIDTHS[0], f"the judge does not see how wide a page is: {twin}"
    wrong = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for width in WIDTHS:
            found = audited(text, axe, width)
            assert found["passes"] > 5, f"{page}: axe-core judged only {found['passes']} rules"
            for name, nodes in found["violations"]:
                wrong += 1
                print(f"{page.name} at {width}: {name}: {nodes[0]}")
            if found["wide"] > found["inner"]:
                wrong += 1
                print(f"{page.name} at {width}: scrolls sideways, {found['wide']} of {found['inner']} pixels")
    codes = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        stated = re.search(r'<title id="qr-title">[^<]* (\S+)</title>', text)
        if not stated:
            continue
        picture = page.with_suffix(".png")
        chromium("--window-size=900,1300", "--force-device-scale-factor=2", f"--screenshot={picture}", f"file://{page.resolve()}")
        read = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True).stdout.strip()
        codes += 1
        if read != html.unescape(stated.group(1)):
            wrong += 1
            print(f"{page.name}: the QR reads «{read}», not «{html.unescape(stated.group(1))}»")
    assert codes, "no page has a QR"
    print(f"axe-core: {len(pages)} pages at {len(WIDTHS)} widths; {codes} QR codes read; {wrong} problems")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
