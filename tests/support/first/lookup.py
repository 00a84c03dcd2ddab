"""The page's own lookup of first answers, run in Node on a table as the page fetches it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[3] / "site_templates" / "scripts"

PROGRAM = """
import { readFileSync } from "node:fs";
const { table, table_script, cases, typed, language, scripts } = JSON.parse(readFileSync(0, "utf8"));
globalThis.self = globalThis;
globalThis.document = { documentElement: { lang: language } };
globalThis.dispatchEvent = () => {};
const { Table } = await import(`file://${scripts}/checker/first/table.js`);
const { numberLiteral } = await import(`file://${scripts}/checker/form/numbers.js`);
(0, eval)(readFileSync(table_script, "utf8"));
const answers = new Table(WARDBOOK_FIRST[table]);
// A number as somebody types it becomes what the form makes of it.
const asked = cases.map((text, index) => text.replace(/TYPED/g, () => numberLiteral(typed[index].shift())));
process.stdout.write(JSON.stringify(asked.map((text) => [text, answers.answer(text)])));
"""


def looked_up(
    script: Path,
    protocol: str,
    cases: Sequence[str],
    typed: Sequence[Sequence[str]] | None = None,
    language: str = "en",
) -> list[tuple[str, str | None]]:
    """Return cases as the form writes them, each with the answer that the table holds to it, or None.

    Args:
        script: The script of the table, as it was built.
        protocol: Id of the protocol.
        cases: Cases as JSON; `TYPED` in one stands for what the form makes of a number in `typed`.
        typed: For each case its numbers as they are typed; None where no case has any.
        language: Language of the page.
    """
    told = {
        "table": protocol,
        "table_script": str(script),
        "cases": list(cases),
        "typed": [list(each) for each in typed or [[]] * len(cases)],
        "language": language,
        "scripts": str(SCRIPTS),
    }
    command = ["node", "--no-warnings", "--input-type=module", "--eval", PROGRAM]
    done = subprocess.run(command, input=json.dumps(told).encode(), capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [(text, answer) for text, answer in json.loads(done.stdout)]


def script_of(site: Path, protocol: str) -> Path:
    """Return the script of a protocol's table in a built site."""
    (script,) = (site / "assets" / "javascripts").glob(f"first-{protocol}.*.js")
    return script
