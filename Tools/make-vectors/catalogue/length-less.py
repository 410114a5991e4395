"""The catalogue frame says a byte less than the seek table."""
from forge import *

p = Package()
s = p.stream
s.catalogue_frame = skippable(CATALOGUE, s.catalogue, length=len(s.catalogue) - 1)
refused(p, "11.2/2")
