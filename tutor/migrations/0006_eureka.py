"""Traces in place of histories. The sweep makes those of existing learners from the log."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def believe_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("tutor", "LearnerCourse").objects.update(believed_n=0)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("tutor", "0005_evidence_by_item"),
    ]

    operations = [
        migrations.AddField(
            model_name="learnercourse",
            name="traced_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="learnercourse",
            name="traced_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="courses.courseversion",
            ),
        ),
        migrations.AddField(
            model_name="skillstate",
            name="eureka_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="skillstate",
            name="eureka_n",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="skillstate",
            name="trace",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(believe_anew, migrations.RunPython.noop, elidable=True),
    ]
