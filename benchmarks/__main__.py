"""Run every benchmark and write `results.md`: `make bench`; or some of them: `python -m benchmarks NAME …`."""

from __future__ import annotations

import sys

from benchmarks import (
    answer_latency,
    assess_speed,
    bedside,
    hosting,
    lighthouse,
    other_browsers,
    proofs,
    results,
    site_build,
    start,
    values_speed,
    weak_devices,
)

BENCHMARKS = {
    "assess_speed": assess_speed.main,
    "values_speed": values_speed.main,
    "proofs": proofs.main,
    "site_build": site_build.main,
    "answer_latency": answer_latency.main,
    "start": start.main,
    "weak_devices": weak_devices.main,
    "other_browsers": other_browsers.main,
    "hosting": hosting.main,
    "lighthouse": lighthouse.main,
    "bedside": bedside.main,
}

if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"unknown benchmark {', '.join(unknown)}; expected {', '.join(BENCHMARKS)}")
    for name in sys.argv[1:] or BENCHMARKS:
        BENCHMARKS[name]()
        print()
    if not sys.argv[1:]:
        results.write()
        print(f"Written to {results.FILE.name}")
