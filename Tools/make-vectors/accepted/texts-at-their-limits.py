"""A Line of 1,024 bytes, a Prose of 16,384 and a Reference of 64."""
from forge import *

conditions = [{"id": "A" + "._-" * 20 + "._B", "text": "é" * 8_192}, {"id": "x" * 64, "text": "x"},
              {"id": "_", "text": "y"}]
p = Package(agreement=agreement(title="é" * 512, conditions=conditions))
accepted(p, "2.2/2", "2.2/9", "2.2/14")
