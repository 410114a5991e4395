"""An archive without entries."""
from forge import *

p = Package()
p.stream.entries = []
accepted(p, section="11.6")
