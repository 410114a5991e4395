"""The file ends one byte before the signature does."""
from forge import *

p = Package()
refused(p.bytes[:p.head_length - 1], "9.1/17")
