"""The policy of a page: what it allows, and what stops the build."""

from __future__ import annotations

import re

import pytest

from build_scripts.project.digests import integrity
from build_scripts.site.policy import PolicyError, apply_policy, server_policy

PAGE = """<!doctype html>
<html><head>
<meta charset="utf-8">
<title>x</title><link rel="stylesheet" href="a.css"><link rel="canonical" href="https://example.org/">
</head><body>{}<a href="https://example.org/">elsewhere</a></body></html>
"""

THEME = frozenset(["one()", "two()"])


def policies(text):
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    return dict(rule.partition(" ")[::2] for rule in found.split("; "))


def test_each_page_allows_its_own_inline_scripts_and_no_others(tmp_path):
    (tmp_path / "one.html").write_text(PAGE.format("<script>one()</script><script src=x.js></script>"))
    (tmp_path / "two.html").write_text(PAGE.format('<script>two()</script><script type="application/json">{}</script>'))

    apply_policy(tmp_path, THEME)

    one, two = (policies((tmp_path / f"{name}.html").read_text())["script-src"] for name in ("one", "two"))
    assert one == f"'self' 'wasm-unsafe-eval' blob: '{integrity(b'one()')}'"
    assert two == f"'self' 'wasm-unsafe-eval' blob: '{integrity(b'two()')}'"


def test_it_starts_from_nothing_and_never_allows_text_to_run(tmp_path):
    (tmp_path / "one.html").write_text(PAGE.format("<script>one()</script>"))
    apply_policy(tmp_path, THEME)
    page, server = (tmp_path / "one.html").read_text(), server_policy(tmp_path)

    for policy in (page, server):
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert "connect-src 'self'" in policy
        assert "http:" not in policy.replace("http-equiv", "").replace("https://example.org/", "")
    assert "blob:" not in server
    assert integrity(b"one()") in server
    assert "frame-ancestors 'self'" in server


def test_applying_it_again_changes_nothing_and_nothing_else_is_changed(tmp_path):
    page = tmp_path / "one.html"
    page.write_text(PAGE.format("<script>one()</script>"))
    before = page.read_text()
    apply_policy(tmp_path, THEME)
    once = page.read_text()
    apply_policy(tmp_path, THEME)

    assert page.read_text() == once
    assert re.sub(r"\n<meta http-equiv[^>]*>", "", once) == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p onclick="x()">', "the event handler onclick='x()' on <p>"),
        ('<p style="color:red">', "the inline style 'color:red' on <p>"),
        ("<style>p{}</style>", "a <style> element"),
        ('<a href=" JavaScript:x()">', "the address ' JavaScript:x()' on <a>"),
        ('<script src="https://example.org/x.js"></script>', "which is on another host"),
        ('<img src="//example.org/x.png">', "which is on another host"),
        ('<link rel="preload stylesheet" href="http://example.org/x.css">', "which is on another host"),
        ('<form action="https://example.org/">', "which is on another host"),
        ('<img srcset="small.png 1x, https://example.org/x.png 2x">', "which is on another host"),
        ("<script>window.PWN=23</script>", "an inline script that is none of the theme's, 'window.PWN=23'"),
        ("<script>one() </script>", "an inline script that is none of the theme's, 'one() '"),
        ("<script>one()", "an inline script that is none of the theme's"),
        ('<script type="text/plain, x">x()</script>', "an inline script that is none of the theme's"),
        ("<meta HTTP-EQUIV=Refresh content='1;url=https://example.org'>", "<meta http-equiv='Refresh'"),
        ("<svg><a xlink:href='java\tscript:x()'>x</a></svg>", r"the address 'java\tscript:x()' on <a>"),
        ('<base href="https://example.org/">', "a <base> element"),
        ('<iframe srcdoc="x"></iframe>', "a <iframe> element"),
    ],
)
def test_what_it_would_forbid_stops_the_build_by_name(tmp_path, body, said):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.html").write_text(PAGE.format(body))

    with pytest.raises(PolicyError) as raised:
        apply_policy(tmp_path, THEME)

    assert "deep/one.html: " in str(raised.value)
    assert said in str(raised.value)


def test_a_page_without_a_place_for_it_stops_the_build(tmp_path):
    (tmp_path / "one.html").write_text("<!doctype html><title>x</title>")
    with pytest.raises(PolicyError, match=r"one\.html: no <meta charset>"):
        apply_policy(tmp_path, THEME)
