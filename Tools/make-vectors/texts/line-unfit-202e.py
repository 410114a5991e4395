"""The title has U+202E in it, an override of direction."""
from forge import *

p = Package(agreement=agreement(title="One\u202eTwo"))
refused(p, "2.2/3")
