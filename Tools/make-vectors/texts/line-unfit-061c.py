"""The title has U+061C in it, the Arabic letter mark."""
from forge import *

p = Package(agreement=agreement(title="One\u061cTwo"))
refused(p, "2.2/3")
