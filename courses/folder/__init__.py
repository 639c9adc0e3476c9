"""A ramp as a folder of Markdown and YAML, to a `Course` and back. Knows nothing of databases or learners."""

from courses.folder.problems import RampError, RampProblem
from courses.folder.read import read
from courses.folder.write import files, write

__all__ = ["RampError", "RampProblem", "files", "read", "write"]
