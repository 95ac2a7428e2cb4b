"""Reports and feeds: one life cycle, shared by the Selling Partner API and MWS."""
