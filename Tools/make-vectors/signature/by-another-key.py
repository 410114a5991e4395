"""A stranger's signature stands under the provider's key."""
from forge import *

p = Package()
p.signature = PROVIDER.public + STRANGER.sign(b"microvault/1 head\n" + p.covered)
refused(p, "9.4/2", "9.4/3", "9.4/4")
