"""The title has U+0009 in it, a tab; JSON holds it only as an escape."""
from forge import *

p = Package(agreement=agreement(title="One\u0009Two"))
refused(p, "2.2/3", "2.1/7")
