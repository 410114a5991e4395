"""A count is 2^53."""
from forge import *

p = Package(agreement=agreement(tables=[table(max_records=2**53)]))
refused(p, "2.1/11")
