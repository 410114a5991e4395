"""The reason was changed after it was signed."""
from forge import *

declined(replaced(order("hold"), b"An inquiry.", b"An enquiry."), "16.1/4a")
