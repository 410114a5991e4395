"""Revision 1 supersedes something."""
from forge import *

refused(Package(agreement=agreement(supersedes=seeded("before").hex())), "6.2/1e")
