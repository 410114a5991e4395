"""The title has U+2066 in it, an isolate."""
from forge import *

p = Package(agreement=agreement(title="One\u2066Two"))
refused(p, "2.2/3")
