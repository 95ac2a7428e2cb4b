"""What Amazon's listings services share: searches and their pages, patches, answers."""
