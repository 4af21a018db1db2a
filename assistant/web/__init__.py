"""The web: thin. It asks, seals, replays and shows; no date arithmetic, no rule and no sentence of advice lives here."""
