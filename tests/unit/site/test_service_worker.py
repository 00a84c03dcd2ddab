"""The list of files that a browser keeps."""

from __future__ import annotations

import json
import re

from build_scripts.project.digests import integrity
from build_scripts.site.service_worker import list_files, write_service_worker

KEPT = ["404.html", "index.html", "assets/a.0123456789.js", "search/search_index.json", "manifest.webmanifest"]
LEFT = [
    "assets/a.0123456789.js.br",
    "assets/runtime/disk.0123456789.js",
    "search/search_index.js",
    "sitemap.xml",
    "SHA256SUMS",
    "web.config",
    "service-worker.js",
]
SNAPSHOT = "assets/runtime/checker.snapshot.0123456789.bin"


def site(folder):
    for name in (*KEPT, *LEFT, SNAPSHOT):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_it_holds_what_pages_need_each_by_its_hash(tmp_path):
    listed = list_files(site(tmp_path))

    assert sorted(str(entry["url"]) for entry in listed["files"]) == sorted(KEPT)
    assert [entry["url"] for entry in listed["optional"]] == [SNAPSHOT]
    for entry in (*listed["files"], *listed["optional"]):
        assert entry["integrity"] == integrity(str(entry["url"]).encode())
        assert (entry["revision"] is None) is bool(re.search(r"\.0123456789\.", str(entry["url"])))


def test_the_same_site_gives_the_same_script_and_a_changed_page_another(tmp_path):
    folder, script = site(tmp_path / "site"), tmp_path / "script.js"
    script.write_text("run();")
    written = []
    for content in ("home", "home", "another home"):
        (folder / "index.html").write_text(content)
        write_service_worker(folder, script)
        written.append((folder / "service-worker.js").read_text())

    assert written[0] == written[1] != written[2]
    head, _, rest = written[0].partition(";\n")
    assert rest == "run();"
    assert json.loads(head.removeprefix("self.WARDBOOK="))["version"]
