"""Views: what the templates print."""
