x = 1
def f():
  for a im b:
    pass
