"""A key that may be absent is there, and null."""
from forge import *

p = Package(agreement=agreement(dpia=None))
refused(p, "2.1/12")
