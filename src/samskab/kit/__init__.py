"""Shared Django that knows no room: refusals, acts, texts, forms, templates."""
