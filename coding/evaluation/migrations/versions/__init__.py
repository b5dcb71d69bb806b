"""The numbered steps. One that has been released is never changed; a new one is added."""
