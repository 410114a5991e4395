"""The signature is over the head without its context line."""
from forge import *

p = Package()
p.signature = PROVIDER.public + PROVIDER.sign(p.covered)
refused(p, "9.4/5")
