"""A padding frame has the magic of a catalogue frame."""
from forge import *

p = Package()
p.stream.padding = [skippable(CATALOGUE, bytes(100))]
refused(p, "11.3/1")
