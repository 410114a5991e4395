"""A digest has 65 digits."""
from forge import *

p = Package(agreement=agreement(revision=2, supersedes=seeded("revision 1").hex() + "0"))
refused(p, "2.3/1")
