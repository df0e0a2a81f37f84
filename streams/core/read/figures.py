"""Numbers that a post reports."""

from schemas.reading import Figure, Statement


def figures(
    title: str | None,  # noqa: ARG001 - read by the rules to come
    text: str,  # noqa: ARG001 - read by the rules to come
    statements: tuple[Statement, ...],  # noqa: ARG001 - read by the rules to come
) -> tuple[Figure, ...]:
    """The figures of a post, in text order."""
    return ()
