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
    ]
