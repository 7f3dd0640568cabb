__all__ = ["deep", "listed"]
listed = "by __all__"
hidden = "not"
