"""The model in the middle: an API without its document and before any language. Standard library only."""
