"""Code without a file."""

exec("def f():\n    return undefined\nf()\n")
