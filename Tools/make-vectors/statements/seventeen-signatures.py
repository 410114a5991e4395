"""A hold has 17 signatures, each of which verifies."""
from forge import *

keys = [PROVIDER] + [SigningKey(f"co-signer {number}") for number in range(16)]
declined(order("hold", "09:00", *keys), "16.1/3c")
