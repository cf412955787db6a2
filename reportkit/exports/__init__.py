"""Who else can read it? Records and changes as tables, maps, calendars and STIX."""
