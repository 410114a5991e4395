"""The file ends inside the payload."""
from forge import *

p = Package()
refused(p.head + p.fill + p.payload[:-1], "10.2/1")
