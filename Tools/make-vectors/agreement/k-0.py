"""`k_threshold` is 0."""
from forge import *

refused(Package(agreement=agreement(tables=[table(k_threshold=0)])), "6.2/8f")
