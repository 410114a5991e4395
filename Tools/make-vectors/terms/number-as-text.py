"""The revision is the text `1`."""
from forge import *

p = Package(agreement=agreement(revision="1"))
refused(p, "2.1/16")
