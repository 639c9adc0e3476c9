"""The grading pool of this process: started once, warm, shared by all its conversations."""

from __future__ import annotations

import atexit
from functools import cache

from django.conf import settings

from tutor.grading.pool import Pool


@cache
def pool() -> Pool:
    started = Pool(workers=settings.GRADING_WORKERS, deadline_s=settings.GRADING_DEADLINE)
    started.start()
    atexit.register(started.close)
    return started
