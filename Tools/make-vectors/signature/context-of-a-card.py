"""The signature is over the head under the context line of a card."""
from forge import *

p = Package()
p.signature = PROVIDER.public + PROVIDER.sign(b"microvault/1 card\n" + p.covered)
refused(p, "9.4/5")
