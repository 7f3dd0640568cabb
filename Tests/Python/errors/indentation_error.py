def function():
    if True:
    pass
