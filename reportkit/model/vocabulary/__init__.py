"""The vocabulary: every word that a field may hold, spelled as in YAML, template and CSS.

The lists follow the field's public standards: TLP 2.0 (FIRST), Admiralty grades, ICD 203 and
PHIA likelihood terms, ACLED event types, UCDP precision codes, Airwars harm grades, PA-X
stages and the ETH/PRIO ceasefire set.
"""
