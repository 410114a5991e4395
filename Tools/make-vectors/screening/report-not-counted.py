"""A report follows the entries, and the counts have no `screening`."""
from forge import *

p = screened()
p.stream.counts = {key: p.stream.counts[key] for key in ("content_bytes", "entries", "tar_bytes")}
refused(p, "11.2/17")
