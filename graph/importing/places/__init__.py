"""Places: which town a name means, without a network and never by a guess."""
