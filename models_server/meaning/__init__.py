"""Texts to vectors, likeness, and search in a course's own text."""

from models_server.meaning.sentences import MODEL, Meaning, Vectors

__all__ = ["MODEL", "Meaning", "Vectors"]
