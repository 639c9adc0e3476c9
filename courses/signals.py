"""What courses tell, for those who want to hear it; `courses.publish` tells of versions."""

from django.dispatch import Signal

import_asked = Signal()  # kwargs: job_id, as text; sent once the job is committed
