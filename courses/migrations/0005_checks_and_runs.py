import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_drafts_and_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="run",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="importjob",
            name="runs",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name="LintReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wanted", models.CharField(blank=True, max_length=64, verbose_name="wanted")),
                ("wanted_at", models.DateTimeField(null=True, verbose_name="wanted at")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                ("findings", models.JSONField(default=list, verbose_name="findings")),
                ("seconds", models.FloatField(default=0, verbose_name="seconds")),
                ("at", models.DateTimeField(null=True, verbose_name="at")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lint_report",
                        to="courses.courseversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "linter’s report",
                "verbose_name_plural": "linter’s reports",
            },
        ),
    ]
