"""How dense the posts of a log are, so that made-up ones can be held against those of real pages.

    python -m benchmarks.density LOG

LOG is one that `storyloom replay --log LOG` wrote.
"""

import argparse
import sys
from pathlib import Path

from schemas.codec import read
from schemas.errors import StoryloomError
from streams.core.sentences import sentences
from streams.embedded import Log

UNIT = 750
"""Characters for which densities are given: about one post."""


def density(log: Log) -> str:
    """Sentences, words, statements, figures and claims in so many characters of the posts in their first revision."""
    posts = [event["post"] for r in log.read("posts") if (event := read(r.value or b""))["type"] == "post.published"]
    found = {
        "sentences": sum(len(list(sentences(p["text"]))) for p in posts),
        "words": sum(len(p["text"].split()) for p in posts),
        "statements": sum(len(p["reading"].get("statements", ())) for p in posts),
        "figures": sum(len(p["reading"].get("figures", ())) for p in posts),
        "claims": sum(r.value is not None for r in log.read("claims")),
    }
    if not posts:
        return "0 posts"
    characters = sum(len(p["text"]) for p in posts)
    each = ", ".join(f"{count * UNIT / characters:.1f} {name}" for name, count in found.items())
    return f"{len(posts):,} posts, in {UNIT} characters: {each}"


def main() -> int:
    parser = argparse.ArgumentParser(description="How dense the posts of a log are.")
    parser.add_argument("log", type=Path)
    try:
        with Log(parser.parse_args().log, read_only=True) as log:
            sys.stdout.write(density(log) + "\n")
    except StoryloomError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
