"""A second page hash follows the index."""
from forge import *

p = Package()
refused(p.bytes + p.pages[0], "10.2/2")
