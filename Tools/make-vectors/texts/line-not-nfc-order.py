"""Marks in the title stand in an order that NFC changes."""
from forge import *

p = Package(agreement=agreement(title="a\u0323\u0307 b\u0307\u0323"))
refused(p, "2.2/7")
