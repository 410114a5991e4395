"""The title has U+2069 in it, the end of an isolate."""
from forge import *

p = Package(agreement=agreement(title="One\u2069Two"))
refused(p, "2.2/3")
