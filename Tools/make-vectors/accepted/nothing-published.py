"""The envelope publishes no tables."""
from forge import *

p = Package()
p.envelope = p.envelope | {"published": {"tables": []}}
accepted(p, section="9.3")
