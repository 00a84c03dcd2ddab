"""Run every benchmark: `make bench`, or `python -m benchmarks NAME …` for some of them."""

from __future__ import annotations

import sys

from benchmarks import answer_latency, assess_speed, site_build

BENCHMARKS = {"assess_speed": assess_speed.main, "site_build": site_build.main, "answer_latency": answer_latency.main}

if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"unknown benchmark {', '.join(unknown)}; expected {', '.join(BENCHMARKS)}")
    for name in sys.argv[1:] or BENCHMARKS:
        BENCHMARKS[name]()
        print()
