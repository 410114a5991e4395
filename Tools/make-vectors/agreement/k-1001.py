"""`k_threshold` is 1,001."""
from forge import *

refused(Package(agreement=agreement(tables=[table(k_threshold=1_001)])), "6.2/8g")
