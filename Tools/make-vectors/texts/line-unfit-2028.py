"""The title has U+2028 in it, the line separator."""
from forge import *

p = Package(agreement=agreement(title="One\u2028Two"))
refused(p, "2.2/3")
