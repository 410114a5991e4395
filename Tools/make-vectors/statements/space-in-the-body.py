"""A space after a colon of the body; the signature covers it."""
from forge import *

text = replaced(order("hold"), b'"reason":"', b'"reason": "').split(b"\n")
message = b"\n".join(text[:2]) + b"\n"
declined(message + f"{PROVIDER.line} {base64_text(PROVIDER.sign(message))}\n".encode(), "16.1/3a")
