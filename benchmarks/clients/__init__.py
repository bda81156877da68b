"""What `benchmarks/client.py` consists of."""
