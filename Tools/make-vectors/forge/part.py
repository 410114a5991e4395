class part:
    """A part that is made from the others each time it is asked for, until something else is put in its place.

    `package.chunks = package.chunks` keeps the chunks as they are now, whatever changes afterwards.
    """

    def __init__(self, make):
        self.make, self.__doc__ = make, make.__doc__

    def __get__(self, owner, _):
        return self if owner is None else self.make(owner)
