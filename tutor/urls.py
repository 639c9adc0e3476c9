from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import path
from django.views.generic import RedirectView

from tutor.web import health, insight, views

urlpatterns = [
    path("", views.home, name="home"),
    path("courses/<slug:course_id>/start", views.start, name="start"),
    path("s/<uuid:session_id>/", views.conversation, name="session"),
    path("s/<uuid:session_id>/answer", views.answer, name="answer"),
    path("s/<uuid:session_id>/read", insight.transcript, name="transcript"),
    path("s/<uuid:session_id>/skills/", insight.climb, name="climb"),
    path("s/<uuid:session_id>/skills/<path:skill_id>", insight.skill, name="skill"),
    path("afresh", views.afresh, name="afresh"),
    path("accounts/login/", auth_views.LoginView.as_view(), name="login"),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
