"""A digest is in upper case."""
from forge import *

p = Package(agreement=agreement(revision=2, supersedes=seeded("revision 1").hex().upper()))
refused(p, "2.3/2")
