"""`k_threshold` is 1, and 1,000."""
from forge import *

p = Package(agreement=agreement(tables=[table(k_threshold=1), table(path="b.csv", k_threshold=1_000)]))
accepted(p, "6.2/8f", "6.2/8g")
