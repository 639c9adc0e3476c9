"""Course material of others, read into our `Course`. One module a foreign format; none knows a database."""

from courses.importers.imported import ChooseCourse, Imported, ImportProblem, Limits, Note, Progress, Report
from courses.importers.reading import FORMATS, detect, read_any

__all__ = [
    "FORMATS",
    "ChooseCourse",
    "ImportProblem",
    "Imported",
    "Limits",
    "Note",
    "Progress",
    "Report",
    "detect",
    "read_any",
]
