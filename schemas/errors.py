"""Every error of the project, in one tree.

StoryloomError
├── BadInput            what somebody gave us is wrong: one line that names the file and the place, exit code 2
│   ├── BadDocument     a page or observation file that cannot be read
│   ├── BadManifest     a manifest.yaml that does not say what it must
│   └── BadStory        a story or ladder file with a wrong field
├── Undecodable         a record's bytes hold no record of its topic: becomes a dead letter
├── Oversized           a record larger than its topic's limit: becomes a dead letter
├── LogUnusable         a log of another format number, damaged, locked, or on a full disk: stops, exit code 2
└── BrokenInvariant     what must never be so is so: stops the worker with a non-zero code
"""


class StoryloomError(Exception):
    """The root: whatever we raise ourselves."""


class BadInput(StoryloomError):
    """Input that cannot be used. Its text is one clear line for the person who gave it."""


class BadDocument(BadInput):
    """A document that is no page we can read."""


class BadManifest(BadInput):
    """A manifest with a wrong or missing field, or naming a document that is not there."""


class BadStory(BadInput):
    """A story or ladder file with a wrong field; the text names file, line and field."""


class Undecodable(StoryloomError):
    """Bytes that hold no record of their topic. Its text is the place in the record, such as `post.seen.text`."""


class Oversized(StoryloomError):
    """A record larger than its topic allows."""


class LogUnusable(StoryloomError):
    """The embedded log cannot be used as it is. Its text is one clear line."""


class BrokenInvariant(StoryloomError):
    """A state that the design rules out; going on could lose or repeat something."""
