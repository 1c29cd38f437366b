"""The codes of places 签到码: made where they are shown, found where they are read; no table holds them."""
