"""`screening` is an empty list."""
from forge import *

p = Package(agreement=agreement(screening=[]))
refused(p, "2.1/16")
