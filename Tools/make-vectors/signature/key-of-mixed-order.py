"""The signer's key is the provider's with a point of order 8 added."""
from forge import *

p = Package()
p.signature = added(PROVIDER.public, ORDER_8) + p.signature[32:]
refused(p, "9.4/1")
