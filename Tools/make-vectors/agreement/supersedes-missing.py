"""Revision 2 does not say what it supersedes."""
from forge import *

refused(Package(agreement=agreement(revision=2)), "6.2/1d")
