"""Columns are characters, and wide ones are two."""


def größe(wert):
    return wert.länge + "日本語".größe


größe("ｗide 日本"); größe(["日本語", größe("日本語")])
