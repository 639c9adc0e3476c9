"""Conversations over a websocket."""
