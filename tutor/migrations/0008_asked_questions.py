"""Questions of learners, and how far words of harm were looked after; those in existing logs count as new."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def find_words_of_harm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    moves = apps.get_model("tutor", "EventRow").objects.filter(kind="move", body__intent="distress")
    last = dict(moves.order_by("seq").values_list("session_id", "seq"))
    for session_id, seq in last.items():
        apps.get_model("tutor", "Session").objects.filter(pk=session_id).update(distress_seq=seq)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_contact"),
        ("tutor", "0007_begun"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=250, verbose_name="where")),
                ("text", models.TextField(verbose_name="question")),
                (
                    "answered_from",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing"),
                            ("unsearched", "nobody could look"),
                            ("closed", "this course, but it gives away what was open"),
                            ("task", "the task itself"),
                            ("here", "this course"),
                            ("ahead", "this course, further on"),
                            ("near", "this course, perhaps"),
                            ("elsewhere", "another course"),
                        ],
                        max_length=20,
                        verbose_name="answered from",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=250)),
                ("nearest", models.TextField(blank=True, verbose_name="nearest text")),
                ("other_course", models.TextField(blank=True, verbose_name="in course")),
                ("score", models.FloatField(null=True, verbose_name="how near")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("closed", models.BooleanField(default=False, verbose_name="closed")),
            ],
            options={
                "verbose_name": "question of a learner",
                "verbose_name_plural": "questions of learners",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.AddField(
            model_name="session",
            name="attended_seq",
            field=models.PositiveIntegerField(default=0, verbose_name="looked after up to"),
        ),
        migrations.AddField(
            model_name="session",
            name="distress_seq",
            field=models.PositiveIntegerField(default=0, verbose_name="last words of harm"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("distress_seq__gt", models.F("attended_seq"))),
                fields=["distress_seq"],
                name="session_words_of_harm",
            ),
        ),
        migrations.AddField(
            model_name="askedquestion",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.course",
                verbose_name="course",
            ),
        ),
        migrations.AddField(
            model_name="askedquestion",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="tutor.learner",
                verbose_name="learner",
            ),
        ),
        migrations.AddField(
            model_name="askedquestion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.courseversion",
                verbose_name="course version",
            ),
        ),
        migrations.AddIndex(
            model_name="askedquestion",
            index=models.Index(fields=["course", "closed", "-asked_at"], name="question_by_course"),
        ),
        migrations.RunPython(find_words_of_harm, migrations.RunPython.noop, elidable=True),
    ]
