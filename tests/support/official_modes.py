"""The Anime4K 4 modes as its own templates list them: file names in order.

Source: bloc97/Anime4K, md/Template (see docs/shader-format.md).
"""

_FILES = {
    "CH": "Anime4K_Clamp_Highlights",
    "AD2": "Anime4K_AutoDownscalePre_x2",
    "AD4": "Anime4K_AutoDownscalePre_x4",
    "R": "Anime4K_Restore_CNN",
    "RS": "Anime4K_Restore_CNN_Soft",
    "U": "Anime4K_Upscale_CNN_x2",
    "UD": "Anime4K_Upscale_Denoise_CNN_x2",
}

_HQ = {
    "A": "CH R_VL U_VL AD2 AD4 U_M",
    "B": "CH RS_VL U_VL AD2 AD4 U_M",
    "C": "CH UD_VL AD2 AD4 U_M",
    "A+A": "CH R_VL U_VL R_M AD2 AD4 U_M",
    "B+B": "CH RS_VL U_VL AD2 AD4 RS_M U_M",
    "C+A": "CH UD_VL AD2 AD4 R_M U_M",
}

_FAST = {
    "A": "CH R_M U_M AD2 AD4 U_S",
    "B": "CH RS_M U_M AD2 AD4 U_S",
    "C": "CH UD_M AD2 AD4 U_S",
    "A+A": "CH R_M U_M R_S AD2 AD4 U_S",
    "B+B": "CH RS_M U_M AD2 AD4 RS_S U_S",
    "C+A": "CH UD_M AD2 AD4 R_S U_S",
}


def _names(words: str) -> tuple[str, ...]:
    names = []
    for word in words.split():
        kind, _, size = word.partition("_")
        names.append(_FILES[kind] + (f"_{size}" if size else ""))
    return tuple(names)


OFFICIAL_MODES: dict[str, tuple[str, ...]] = {
    f"{mode} {quality}": _names(words)
    for quality, table in (("HQ", _HQ), ("Fast", _FAST))
    for mode, words in table.items()
}
"""File names without suffix, by "A HQ" … "C+A Fast"."""
