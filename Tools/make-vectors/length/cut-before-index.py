"""The file ends before the index."""
from forge import *

p = Package()
refused(p.head + p.fill + p.payload, "10.2/1")
