"""Who has it? Messages, the ledger of deliveries, and the ways by which mail leaves."""
