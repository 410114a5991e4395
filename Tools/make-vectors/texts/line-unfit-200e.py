"""The title has U+200E in it, the left-to-right mark."""
from forge import *

p = Package(agreement=agreement(title="One\u200eTwo"))
refused(p, "2.2/3")
