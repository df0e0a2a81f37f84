"""The export that scorers read: `python -m benchmarks.score VERB IN OUT [--meta META.json]`.

Each verb renames and flattens what the project itself wrote and decides nothing.
"""

import argparse
import importlib
import json
import sys
from pathlib import Path

from schemas.errors import StoryloomError

VERBS = ("parse", "run", "golden", "stories")


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("verb", choices=VERBS)
    args.add_argument("source", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--meta", type=Path)
    given = args.parse_args()
    meta = json.loads(given.meta.read_text(encoding="utf-8")) if given.meta else {}
    try:
        importlib.import_module(f"benchmarks.verbs.{given.verb}").write(given.source, given.out, meta)
    except StoryloomError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
