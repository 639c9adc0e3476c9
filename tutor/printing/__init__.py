"""The HTML printer of a conversation, used by the page and by the websocket alike."""
