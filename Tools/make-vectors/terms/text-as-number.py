"""A title is a number."""
from forge import *

p = Package(agreement=agreement(title=7))
refused(p, "2.1/16")
