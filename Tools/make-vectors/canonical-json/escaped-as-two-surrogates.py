"""A character beyond the first plane is escaped as a pair of surrogates."""
from forge import *

p = Package(agreement=agreement(title="Survey \U0001F642"))
p.terms_bytes = replaced(p.terms_bytes, "\U0001F642".encode(), b"\\ud83d\\ude42")
refused(p, "2.1/7")
