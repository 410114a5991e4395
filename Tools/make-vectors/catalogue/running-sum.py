"""Sizes sum up to more than `content_bytes_bound`; `content_bytes`, which is not their sum, does not."""
from forge import *

p = Package(Entry("a.txt", b"x" * 100), Entry("b.txt", b"y" * 100))
p.stream.counts = p.stream.counts | {"content_bytes": 100}
p.envelope = p.envelope | {"content_bytes_bound": 199}
refused(p, "11.2/15", "11.2/18")
