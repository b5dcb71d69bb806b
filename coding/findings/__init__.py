"""All that may be told: consent and small numbers applied, the type that sheets and reports accept."""
