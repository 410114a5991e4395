"""The title has U+2029 in it, the paragraph separator."""
from forge import *

p = Package(agreement=agreement(title="One\u2029Two"))
refused(p, "2.2/3")
