"""Prints how many of the changes that mutmut made no test noticed. ``make mutants`` runs it.

A mutant that no test can tell from the original is listed in tests/core/mutants.md; any other that is alive is named.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "core" / "mutants.md"
MADE = ROOT / "mutants" / "assistant" / "core"
MODULES = ("dates", "duties", "reach")
MOST_ALIVE = 0.05
NOTICED = ("killed", "timeout")  # a timeout: a loop that no longer ends, or a machine too busy to tell

Place = tuple[str, str]  # a module and a function in it


def listed() -> list[Place]:
    """The place of each mutant in the list, one a row: its first two cells."""
    rows = re.findall(r"^\| `(\w+)` \| `([\w.]+)` \|", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return [(module, function) for module, function in rows]


def function_of(mutant: str) -> str:
    """``x__counter__mutmut_3`` is of ``_counter``, ``xǁDateSpanǁuntil__mutmut_1`` of ``DateSpan.until``."""
    name = mutant.rpartition(".")[2].rpartition("__mutmut_")[0]
    return name.removeprefix("x_") if name.startswith("x_") else name.strip("xǁ").replace("ǁ", ".")


def unlisted(module: str, alive: list[str], allowed: Counter[Place]) -> Iterator[str]:
    """The living mutants of each function that has more of them than the list says."""
    counted = Counter(function_of(mutant) for mutant in alive)
    return (name for name in alive if counted[function_of(name)] > allowed[module, function_of(name)])


def main() -> int:
    """One line a module. Returns 1 if too many are alive, or one that isn't listed."""
    allowed, wrong = Counter(listed()), 0
    print(f"{'module':10}{'mutants':>9}{'killed':>9}{'timeout':>9}{'alive':>9}{'share':>9}")
    for module in MODULES:
        codes = json.loads((MADE / f"{module}.py.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
        became = Counter(status_by_exit_code[code] for code in codes.values())
        alive = [name for name, code in codes.items() if status_by_exit_code[code] not in NOTICED]
        share = len(alive) / len(codes)
        print(f"{module:10}{len(codes):9}{became['killed']:9}{became['timeout']:9}{len(alive):9}{share:9.1%}")
        for name in unlisted(module, alive, allowed):
            print(f"  not in {LIST.relative_to(ROOT)}: .venv/bin/mutmut show {name}")
            wrong = 1
        wrong |= share > MOST_ALIVE
    return wrong


if __name__ == "__main__":
    sys.exit(main())
