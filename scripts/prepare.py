"""Brings the database to the code's tables and the shipped courses into it, in one Django process."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutor.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("load_ramps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
