"""`max_records` is −1."""
from forge import *

refused(Package(agreement=agreement(tables=[table(max_records=-1)])), "6.2/8j")
