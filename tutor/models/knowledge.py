"""What we believe of a learner: evidence from the log, and views on it that can be made again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tutor.types import Belief, Evidence


class LearnerCourse(models.Model):
    """Evidence counted per learner and course. Beliefs lag where believed_n < evidence_n."""

    learner = models.ForeignKey("tutor.Learner", on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("courses.CourseVersion", on_delete=models.PROTECT, related_name="+")
    evidence_n = models.PositiveIntegerField(default=0)
    believed_n = models.PositiveIntegerField(default=0)
    evidence_at = models.DateTimeField(null=True)
    # What else the beliefs were made with, so that they can be made again.
    believed_fit = models.CharField(max_length=64, blank=True)  # CourseFit.fit; "" without a fit
    believed_at = models.DateTimeField(null=True)  # as of when; null: as of the last evidence
    # What the traces in SkillState were made with: else they are made anew (memory/traces.py).
    traced_version = models.ForeignKey(
        "courses.CourseVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    traced_until = models.DateTimeField(null=True)
    # Of the evidence that appeals have withdrawn; "" while none is. Beliefs are made without it.
    revision = models.CharField(max_length=16, blank=True)
    autonomy = models.PositiveSmallIntegerField(default=3)  # as the learner set it last (learner/support.py)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "course"], name="learner_course_once")]
        indexes = [
            models.Index(
                fields=["evidence_at"],
                name="learner_course_lagging",
                condition=models.Q(evidence_n__gt=models.F("believed_n")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} in {self.course_id}"

    @property
    def known_as(self) -> str:
        """The model server's name of the learner: another one where something of the evidence was withdrawn.

        So nothing has to be taken back there: whoever was told all of it keeps that under the old name, and
        has it again once the evidence stands again.
        """
        return f"{self.learner_id}~{self.revision}" if self.revision else str(self.learner_id)


class EvidenceRow(models.Model):
    """One finding on the skills of one item; `n` is dense from 1 per learner and course."""

    learner = models.ForeignKey("tutor.Learner", on_delete=models.CASCADE, related_name="evidence")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    n = models.PositiveIntegerField()
    session = models.ForeignKey("tutor.Session", on_delete=models.CASCADE, related_name="+")
    message_seq = models.PositiveIntegerField()
    item = models.CharField(max_length=200)
    part = models.CharField(max_length=250, blank=True)  # "line 2: brackets"; "" for the whole item
    variant = models.CharField(max_length=20, blank=True)  # the seed of a parametric problem
    skills = models.JSONField()
    score = models.FloatField()
    assisted = models.BooleanField()
    void = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)  # void because of an appeal, and else it would count
    ruled = models.BooleanField(default=False)  # from a person's ruling, appended later as of its own time
    says_unknown = models.BooleanField(default=False)
    weight = models.FloatField(default=1.0)  # the share of it that counts
    practice = models.BooleanField(default=True)  # something was tried, so it may have taught
    confidence = models.BooleanField(null=True)  # sure or not, said before the verdict
    begun = models.BooleanField(default=False)  # its first lines were given
    misconception = models.CharField(max_length=100, blank=True)
    seconds = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["learner", "course", "n"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "course", "n"], name="evidence_n_once"),
            models.UniqueConstraint(
                fields=["session", "message_seq", "part", "ruled"], name="evidence_once_per_part"
            ),
        ]
        indexes = [models.Index(fields=["course", "item", "-at"], name="evidence_by_item")]

    def __str__(self) -> str:
        return f"{self.n}: {self.item} {self.score:.2f}"

    def as_evidence(self) -> Evidence:
        return Evidence(
            n=self.n,
            item=self.item,
            skills=tuple(self.skills),
            score=self.score,
            assisted=self.assisted,
            void=self.void,
            at=self.at,
            seconds=self.seconds,
            says_unknown=self.says_unknown,
            misconception=self.misconception or None,
            variant=self.variant,
            part=self.part,
            weight=self.weight,
            practice=self.practice,
            confidence=self.confidence,
            begun=self.begun,
            ruled=self.ruled,
        )


class SkillState(models.Model):
    """The belief in one skill of one learner: a view, with the parameters and seed that made it."""

    learner = models.ForeignKey("tutor.Learner", on_delete=models.CASCADE, related_name="skills")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    skill = models.CharField(max_length=100)
    p = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    n = models.PositiveIntegerField()
    params = models.CharField(max_length=120)  # of the filter, and of the fit if there was one
    seed = models.BigIntegerField()
    got_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    eureka_at = models.DateTimeField(null=True)
    eureka_n = models.PositiveIntegerField(null=True)  # the evidence that was it
    stuck_at = models.DateTimeField(null=True)  # since when practice leads nowhere (learner/stuck.py)
    trace = models.JSONField(default=dict)  # what stands in for the history (learner/trace.py)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("skill state")
        verbose_name_plural = _("skill states")
        constraints = [
            models.UniqueConstraint(fields=["learner", "course", "skill"], name="skill_state_once"),
            models.CheckConstraint(
                condition=models.Q(p__gte=0, p__lte=1, low__gte=0, high__lte=1),
                name="skill_state_probability",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.p:.2f}"

    def as_belief(self) -> Belief:
        return Belief(self.skill, self.p, self.low, self.high)


class StuckSkill(SkillState):
    """The same rows, for the page on which teachers see who is stuck where."""

    class Meta:
        proxy = True
        verbose_name = _("learner who is stuck")
        verbose_name_plural = _("learners who are stuck")


class Review(models.Model):
    """When a skill that was got is due again."""

    learner = models.ForeignKey("tutor.Learner", on_delete=models.CASCADE, related_name="reviews")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    skill = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    n = models.PositiveIntegerField()  # the evidence that made it

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["learner", "course", "skill"], name="review_once")]
        indexes = [models.Index(fields=["learner", "due_at"], name="review_due")]

    def __str__(self) -> str:
        return f"{self.skill} due {self.due_at:%Y-%m-%d}"
