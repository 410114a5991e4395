"""A digest has 63 digits."""
from forge import *

p = Package(agreement=agreement(revision=2, supersedes=seeded("revision 1").hex()[:-1]))
refused(p, "2.3/1")
