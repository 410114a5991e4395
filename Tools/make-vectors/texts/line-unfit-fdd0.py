"""The title has U+FDD0 in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\ufdd0Two"))
refused(p, "2.2/3")
