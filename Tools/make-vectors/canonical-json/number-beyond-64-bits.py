"""A count is 2^64 + 100, whose lowest bits would do."""
from forge import *

p = Package(agreement=agreement(tables=[table(max_records=2**64 + 100)]))
refused(p, "2.1/11")
