"""The title has U+FEFF in it, a byte order mark."""
from forge import *

p = Package(agreement=agreement(title="One\ufeffTwo"))
refused(p, "2.2/3")
