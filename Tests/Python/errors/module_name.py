"""The class's module stands before its name."""

Foreign = type("Foreign", (Exception,), {"__module__": "some.where"})
Foreign.__qualname__ = "Class.Foreign"
raise Foreign("text")
