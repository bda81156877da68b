"""The judge: what becomes of a document, measured without trusting the generator's own reading of it."""
