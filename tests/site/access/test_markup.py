"""The HTML of every page, judged by the W3C's checker (vnu) and by html-validate."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def test_the_nu_html_checker_finds_no_error(site, repository, java):
    jar = repository / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", site.site]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    assert [(m["url"].rpartition("/")[2], m["lastLine"], m["message"]) for m in messages] == []
    assert done.returncode == 0


def test_html_validate_finds_no_error(site, repository):
    program = repository / "node_modules" / ".bin" / "html-validate"
    config = Path(__file__).with_name("htmlvalidate.json")
    command = [program, "--config", config, "--formatter", "json", f"{site.site}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    errors = [
        (page["filePath"].rpartition("/")[2], message["line"], message["ruleId"], message["message"])
        for page in json.loads(done.stdout)
        for message in page["messages"]
        if message["severity"] == 2
    ]
    assert errors == []
    assert done.returncode == 0
