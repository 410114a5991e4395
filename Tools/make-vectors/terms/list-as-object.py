"""`tables` is an empty object."""
from forge import *

p = Package(agreement=agreement(tables={}))
refused(p, "2.1/16")
