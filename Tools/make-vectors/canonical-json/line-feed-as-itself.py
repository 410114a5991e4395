"""A line feed in the purpose stands as itself."""
from forge import *

p = Package(agreement=agreement(purpose="One.\nTwo."))
p.terms_bytes = replaced(p.terms_bytes, b"One.\\nTwo.", b"One.\nTwo.")
refused(p, "2.1/8")
