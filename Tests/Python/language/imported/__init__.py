"""What imports.py imports."""
print("package", __name__, __package__, __spec__.parent, __doc__)
