"""How well the tests hold a module: change it in one place at a time, and see whether a test notices.

    python -m benchmarks.mutate [streams.core.fold streams.core.diff] [--tests tests/core/test_laws.py ...] [--from N]

Prints every change that no test noticed, and how many did not. Each is tried in a process of its own, which finds all
that is not the tests' read already, and no failure is made smaller, so that most take a second. The changes of `fold`
and `diff` that survive, and why, stand in `docs/quality.md`.
"""

import argparse
import ast
import copy
import importlib
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("streams.core.fold", "streams.core.diff")
TESTS = ("tests/core/test_fold.py", "tests/core/test_oracle.py", "tests/golden/test_golden.py")
SECONDS = 120
"""Of CPU, far more than the tests take: a change that makes one run on is noticed too."""

_OTHER: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.BitOr: (ast.BitAnd,),
}
_CALLS = {"max": "min", "min": "max", "any": "all", "all": "any", "sorted": "list", "len": "bool", "sum": "max"}


@dataclass(frozen=True)
class Change:
    """One place of a module, changed; `tree` is the whole of it."""

    line: int
    was: str
    now: str
    tree: ast.Module


def changes(source: str) -> Iterator[Change]:
    """Every change that is tried of this source, from its first line on."""
    tree = ast.parse(source)
    for n, node in enumerate(_code(tree)):
        for k in range(len(list(_others(node)))):
            changed = copy.deepcopy(tree)
            place = list(_code(changed))[n]
            new = list(_others(place))[k]
            was = ast.unparse(place)
            _replace(changed, place, new)
            yield Change(getattr(node, "lineno", 0), was, ast.unparse(new), ast.fix_missing_locations(changed))


def _code(tree: ast.Module) -> list[ast.expr | ast.stmt | ast.comprehension]:
    """What runs: no words that only say what things are, and no types."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                silent.update(ast.walk(node))
            case ast.AnnAssign() | ast.arg() if node.annotation is not None:
                silent.update(ast.walk(node.annotation))
            case ast.FunctionDef():
                for part in (*node.decorator_list, *([node.returns] if node.returns else [])):
                    silent.update(ast.walk(part))
            case ast.ClassDef() | ast.ImportFrom() | ast.Import():
                silent.update(ast.walk(node))
            case ast.FormattedValue(format_spec=ast.JoinedStr() as spec):
                silent.update(ast.walk(spec))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.expr | ast.stmt | ast.comprehension) and n not in silent]
    return sorted(found, key=lambda n: getattr(n, "lineno", 0))


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What else could stand here."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                for other in _OTHER.get(type(op), ()):
                    yield ast.Compare(new.left, [*ops[:n], other(), *ops[n + 1 :]], new.comparators)
        case ast.BoolOp():
            yield from (ast.BoolOp(other(), new.values) for other in _OTHER.get(type(new.op), ()))
        case ast.BinOp():
            yield from (ast.BinOp(new.left, other(), new.right) for other in _OTHER.get(type(new.op), ()))
        case ast.UnaryOp(op=ast.Not()):
            yield new.operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(f"{value}?")
        case ast.IfExp():
            yield new.body
            yield new.orelse
        case ast.If():
            yield ast.If(ast.Constant(False), new.body, new.orelse)
            yield ast.If(ast.Constant(True), new.body, new.orelse)
        case ast.Subscript(slice=ast.Slice()):
            yield new.value
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield ast.Call(ast.Name(_CALLS[name], ast.Load()), new.args[:1] if name == "sorted" else new.args, [])
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(new.target, new.iter, [], new.is_async)
        case ast.AugAssign():
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(x is old for x in value):
                value[[x is old for x in value].index(True)] = new


def _file(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def noticed(module: str, tree: ast.Module | None, tests: Sequence[str]) -> bool:
    """Whether a test fails with this code in place of the module's; None is its own."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return status != 0
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if tree is not None:
        exec(compile(tree, str(_file(module)), "exec"), sys.modules[module].__dict__)  # noqa: S102  # the changed module
    hypothesis.settings.register_profile(
        "mutate", phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate], database=None, derandomize=True
    )
    hypothesis.settings.load_profile("mutate")
    own = "ignore::pytest.PytestAssertRewriteWarning"  # of hypothesis, which is here before pytest
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", own, *tests])
    os._exit(int(code))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="N", help="leave out the first N changes")
    options = parser.parse_args()
    for module in ("connectors.replay", "streams.embedded", *options.modules):
        importlib.import_module(module)
    if noticed(options.modules[0], None, options.tests):
        sys.exit("the tests fail as it is")
    for module in options.modules:
        tried = survived = 0
        for n, change in enumerate(changes(_file(module).read_text(encoding="utf-8"))):
            if n < options.start:
                continue
            tried += 1
            if not noticed(module, change.tree, options.tests):
                survived += 1
                _say(f"{module}:{change.line} [{n}]: {_line(change.was)}  ->  {_line(change.now)}")
        _say(f"{module}: {tried} changes, {survived} unnoticed")


def _line(code: str) -> str:
    return " ".join(code.split())[:160]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
