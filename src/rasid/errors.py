"""The exceptions of Rasid.

RasidError
├── KnowledgeError   a sheet is malformed, or its own examples do not hold
├── InputError       a file or text handed in by the user cannot be read
├── RecordError      a record cannot be opened, or what is asked of it is not there
└── AssemblyError    stages are put together in an order that cannot work
"""


class RasidError(Exception):
    """Any error that Rasid raises on purpose; its message says what, where and what to do."""


class KnowledgeError(RasidError):
    """A knowledge sheet is malformed; knowledge never half-loads."""


class InputError(RasidError):
    """Something the user handed in cannot be read."""


class AssemblyError(RasidError):
    """A pipeline names a stage whose needs no earlier stage makes."""


class RecordError(RasidError):
    """A record cannot be opened, or holds nothing of what is asked for."""
