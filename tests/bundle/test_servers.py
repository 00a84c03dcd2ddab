"""The unpacked bundle on real web servers, at the root of the address and deep below it."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import brotli
import pytest

from build_scripts.bundle.servers import ASK_FIRST, FOREVER, security_headers, server_files
from build_scripts.project.digests import is_hashed
from build_scripts.site.site_files import TYPES, media_type
from tests.support.site.answers import ask
from tests.support.site.visits import visiting
from tests.support.site.web_servers import SERVERS, nginx

pytestmark = pytest.mark.xdist_group("bundle")

CHECKER = "protocols/differentiation-syndrome/checker.html"


@pytest.fixture(scope="module", params=["/", "/wards/haematology/wardbook/"], ids=["root", "deep"])
def prefix(request):
    return request.param


@pytest.fixture(scope="module", params=sorted(SERVERS))
def served(request, bundle, prefix):
    """The address of the site on one of the servers, without a slash at its end."""
    with SERVERS[request.param](bundle.site, prefix) as address:
        yield address


def plain_files(site):
    """Return the paths of the site's own files, without the compressed copies."""
    return [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in (".br", ".gz", ".config") and path.name != "SHA256SUMS"
    ]


def test_every_file_comes_with_its_type_and_lifetime_and_headers(served, bundle):
    wanted_headers = {name.lower(): value for name, value in security_headers(bundle.site).items()}
    wrong = []
    for name in plain_files(bundle.site):
        answer = ask(f"{served}/{name}", method="HEAD")
        wanted = {
            **wanted_headers,
            "content-type": media_type(name),
            "cache-control": FOREVER if is_hashed(name) else ASK_FIRST,
        }
        wrong += [
            f"{name}: {header} is {answer.headers.get(header)}, not {value}"
            for header, value in wanted.items()
            if answer.headers.get(header) != value
        ]
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize(
    ("accepted", "sent", "decode"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes)],
)
def test_a_file_comes_compressed_as_the_browser_accepts_it_and_is_the_same(served, bundle, accepted, sent, decode):
    copies = {path.relative_to(bundle.site).as_posix()[:-3] for path in bundle.site.rglob("*.br")}
    assert {name.rsplit(".", 1)[-1] for name in copies} >= {"html", "css", "js", "json", "wasm"}
    for name in copies:
        answer = ask(f"{served}/{name}", encoding=accepted)
        assert (name, answer.status, answer.headers.get("content-encoding")) == (name, 200, sent)
        assert answer.headers.get("content-type") == media_type(name)
        assert "accept-encoding" in answer.headers.get("vary", "").lower(), name
        assert decode(answer.body) == (bundle.site / name).read_bytes(), name


def test_a_folder_shows_its_page_or_nothing(served, bundle):
    home = ask(f"{served}/")
    assert (home.status, home.body) == (200, (bundle.site / "index.html").read_bytes())
    assert home.headers["content-type"] == "text/html; charset=utf-8"
    assert home.headers["cache-control"] == ASK_FIRST
    listed = ask(f"{served}/assets/runtime/")
    assert listed.status == 404
    assert b"pyodide.asm" not in listed.body


@pytest.mark.parametrize(
    "path", ["no-such-page.html", "no/such/folder/", "assets/runtime/gone.0123456789.wasm", "x.js"]
)
def test_what_is_not_there_is_said_by_the_page_for_it_and_not_kept(served, bundle, path):
    answer = ask(f"{served}/{path}")
    assert (answer.status, answer.body) == (404, (bundle.site / "404.html").read_bytes())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == ASK_FIRST
    assert "content-security-policy" in answer.headers


def test_an_address_without_its_last_slash_leads_to_the_site(served, prefix):
    if prefix != "/":
        answer = ask(served)
        assert answer.status in (301, 302)
        assert answer.headers["location"].endswith(prefix)


def test_an_unchanged_page_is_not_sent_again(served):
    import http.client
    from urllib.parse import urlsplit

    tag = ask(f"{served}/index.html", encoding="br").headers["etag"]
    parts = urlsplit(f"{served}/index.html")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
    connection.request("GET", parts.path, headers={"Accept-Encoding": "br", "If-None-Match": tag})
    response = connection.getresponse()
    assert (response.status, response.read()) == (304, b"")
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MADE-UP"])
@pytest.mark.parametrize("path", ["/", "/index.html", "/no-such-page.html"])
def test_nothing_but_reading_is_answered(served, bundle, method, path):
    answer = ask(f"{served}{path}", method=method)
    assert answer.status in (405, 501), method
    assert (bundle.site / "index.html").read_bytes() != answer.body
    if method != "TRACE":  # which nginx refuses before it looks at the address
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.browser
def test_the_checker_answers_and_nothing_complains(served, browser):
    with visiting(browser, served) as visit:
        visit.open_checker()
        assert visit.complaints == []
        hosts = {request.url.split("/")[2] for request in visit.requests if request.url.startswith("http")}
        assert hosts == {served.split("/")[2]}


def test_nginx_without_the_brotli_module_sends_gzip(bundle):
    with nginx(bundle.site, brotli=False) as address:
        answer = ask(f"{address}/index.html", encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"


def test_the_shipped_configurations_are_those_that_are_tested_here(bundle, repository: Path):
    made = server_files(repository / "site_templates", bundle.site, plain_files(bundle.site))
    for name, data in made.items():
        assert (bundle.folder / "servers" / name).read_bytes() == data
    assert (bundle.site / "web.config").read_bytes() == made["iis/web.config"]


@pytest.mark.parametrize("name", ["web.config", "web.config-with-url-rewrite"])
def test_iis_is_told_the_same_as_the_others(bundle, name):
    """No IIS runs here: what can be read from its configuration is compared."""
    root = ET.fromstring((bundle.folder / "servers" / "iis" / name).read_bytes())  # noqa: S314 - our own file
    headers = {entry.get("name"): entry.get("value") for entry in root.iterfind(".//customHeaders/add")}
    assert headers == security_headers(bundle.site)
    types = {entry.get("fileExtension"): entry.get("mimeType") for entry in root.iterfind(".//staticContent/mimeMap")}
    for end in TYPES:
        assert types[f".{end}"] == media_type(f"x.{end}")
    forever = {
        place.get("path")
        for place in root.iterfind("location")
        if (entry := place.find(".//clientCache")) is not None
        and (entry.get("cacheControlMaxAge"), entry.get("cacheControlCustom")) == ("365.00:00:00", "public, immutable")
    }
    hashed = {path for path in plain_files(bundle.site) if is_hashed(path)}
    assert hashed
    assert forever - {f"{path}.{form}" for path in hashed for form in ("br", "gz")} == hashed
    verbs = root.find(".//security/requestFiltering/verbs")
    assert verbs is not None
    assert verbs.get("allowUnlisted") == "false"
    assert {entry.get("verb") for entry in verbs.iterfind("add[@allowed='true']")} == {"GET", "HEAD"}
    errors = {(entry.get("statusCode"), entry.get("path")) for entry in root.iterfind(".//httpErrors/error")}
    assert ("404", "404.html") in errors
