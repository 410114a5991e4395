"""The file ends one byte before ENVELOPE does."""
from forge import *

p = Package()
refused(p.bytes[:p.head_length - 97], "9.1/16")
