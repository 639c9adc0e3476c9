"""A ramp as a folder of Markdown and YAML, read into a `Course`. Knows nothing of databases or learners."""

from courses.folder.problems import RampError, RampProblem
from courses.folder.read import read

__all__ = ["RampError", "RampProblem", "read"]
