"""The title is U+212B, the sign of the angstrom, for which NFC has another."""
from forge import *

p = Package(agreement=agreement(title="\u212b"))
refused(p, "2.2/7")
