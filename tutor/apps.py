from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # by name its own config would be one of these here
from django.utils.translation import gettext_lazy as _


class TutorConfig(AppConfig):
    default = True
    name = "tutor"
    verbose_name = _("Tutor")

    def ready(self) -> None:
        from tutor import heard  # once the models are there

        heard.connect()


class DeskConfig(admin_apps.AdminConfig):
    """The admin, with `tutor.desk` as its site."""

    default = False
    default_site = "tutor.desk.Desk"
