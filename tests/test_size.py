"""Short functions, short modules, and for each public function its types and what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = sorted((ROOT / "assistant").rglob("*.py"))
ALL = [*PRODUCT, *sorted((ROOT / "tests").rglob("*.py"))]
MOST_LINES_OF_A_MODULE, MOST_LINES_OF_A_FUNCTION, USUAL_LINES, USUAL_SHARE = 400, 40, 20, 0.9

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Found:
    """A function as it stands in a file. ``owner`` is the class it is a method of."""

    path: Path
    node: Function
    owner: ast.ClassDef | None
    inner: bool

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def public(self) -> bool:
        hidden = self.node.name.startswith("_") or (self.owner is not None and self.owner.name.startswith("_"))
        return not hidden and not self.inner

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name} ({self.lines} lines)"


def functions(path: Path) -> list[Found]:
    """Every function of a file, methods and inner functions too."""
    return list(_within(path, ast.parse(path.read_text(encoding="utf-8")), None, inner=False))


def _within(path: Path, node: ast.AST, owner: ast.ClassDef | None, *, inner: bool) -> Iterator[Found]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield Found(path, child, owner, inner)
            yield from _within(path, child, None, inner=True)
        else:
            yield from _within(path, child, child if isinstance(child, ast.ClassDef) else owner, inner=inner)


PRODUCT_FUNCTIONS = [found for path in PRODUCT for found in functions(path)]
ALL_FUNCTIONS = [found for path in ALL for found in functions(path)]


def test_no_module_is_long():
    long = [path for path in ALL if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES_OF_A_MODULE]
    assert [str(path.relative_to(ROOT)) for path in long] == []


def test_no_function_is_long():
    long = [str(found) for found in ALL_FUNCTIONS if found.lines > MOST_LINES_OF_A_FUNCTION]
    assert not long, "\n".join(long)


def test_nearly_all_functions_are_short():
    longer = [str(found) for found in PRODUCT_FUNCTIONS if found.lines > USUAL_LINES]
    assert len(longer) <= (1 - USUAL_SHARE) * len(PRODUCT_FUNCTIONS), "\n".join(longer)


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def unannotated(node: Function) -> list[str]:
    """The parameters of a function without a type, and "return" if its result has none."""
    taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    names = [arg.arg for arg in taken if arg and not arg.annotation and arg.arg not in ("self", "cls")]
    return names + ([] if node.returns else ["return"])


def test_every_function_is_annotated():
    bare = [f"{found}: {missing}" for found in PRODUCT_FUNCTIONS if (missing := unannotated(found.node))]
    assert not bare, "\n".join(bare)


def explains_itself(found: Found) -> bool:
    """Has it a docstring, or is it a property of one line, or does it fulfil a method that a base class explains?"""
    if ast.get_docstring(found.node):
        return True
    if any(isinstance(mark, ast.Name) and mark.id in ("property", "fact") for mark in found.node.decorator_list):
        return len(found.node.body) == 1
    bases = {base.id for base in found.owner.bases if isinstance(base, ast.Name)} if found.owner else set()
    return any(
        other.owner is not None and other.owner.name in bases and other.node.name == found.node.name
        for other in PRODUCT_FUNCTIONS
        if ast.get_docstring(other.node)
    )


def test_every_public_function_is_documented():
    silent = [str(found) for found in PRODUCT_FUNCTIONS if found.public and not explains_itself(found)]
    assert not silent, "\n".join(silent)
