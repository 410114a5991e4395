"""A line feed in the purpose is written `\u000a`."""
from forge import *

p = Package(agreement=agreement(purpose="One.\nTwo."))
p.terms_bytes = replaced(p.terms_bytes, b"One.\\nTwo.", b"One.\\u000aTwo.")
refused(p, "2.1/7")
