"""The admin of courses: what is published is read there, drafts are worked on (`desk`)."""

from courses.admin import published  # noqa: F401 - registers
from courses.admin.published import ReadOnly, as_json, as_list, how_many

__all__ = ["ReadOnly", "as_json", "as_list", "how_many"]
