from django.urls import path

from tutor.chat.consumer import ChatConsumer

websocket_urlpatterns = [path("ws/s/<uuid:session_id>/", ChatConsumer.as_asgi())]
