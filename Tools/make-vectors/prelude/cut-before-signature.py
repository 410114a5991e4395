"""The file ends behind ENVELOPE."""
from forge import *

p = Package()
refused(p.bytes[:p.head_length - 96], "9.1/17")
