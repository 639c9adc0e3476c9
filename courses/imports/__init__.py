"""Files of others on their way into courses: read and shown first, then written whole or not at all.

`jobs` is the life of one import, `reading` and `writing` its two halves, `merging` decides, `report` counts.
"""

from courses.imports.jobs import (
    WORKING,
    ImportRefused,
    NotNow,
    cancel,
    choose,
    confirm,
    import_asked,
    open_jobs,
    start,
    sweep,
    work,
)

__all__ = [
    "WORKING",
    "ImportRefused",
    "NotNow",
    "cancel",
    "choose",
    "confirm",
    "import_asked",
    "open_jobs",
    "start",
    "sweep",
    "work",
]
