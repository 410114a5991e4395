"""The catalogue frame has the magic of a padding frame."""
from forge import *

p = Package()
s = p.stream
s.catalogue_frame = skippable(PADDING, s.catalogue)
refused(p, "11.2/1")
