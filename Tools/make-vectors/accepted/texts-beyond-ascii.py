"""Texts with quotes, backslashes, a slash, a tab that is none, and characters of all planes."""
from forge import *

p = Package(agreement=agreement(
    title="\"Quoted\" \\ and / \U0001F642 \U00020000", purpose="One\nTwo\n\nThree \u00ad\u200b\u200d."))
accepted(p, "2.2/3", "2.2/10", "2.1/7")
