"""A count is `true`."""
from forge import *

p = Package(agreement=agreement(tables=[table(max_records=True)]))
refused(p, "2.1/16")
