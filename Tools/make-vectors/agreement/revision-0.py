"""The revision is 0."""
from forge import *

refused(Package(agreement=agreement(revision=0)), "6.2/1b")
