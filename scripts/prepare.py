"""Brings the database to the code's tables, the shipped courses into it and static files together.

In one Django process, since each costs a second to start."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutor.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_ramps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
