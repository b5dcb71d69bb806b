"""A participant leaves: the plan, and carrying it out in steps that can be taken twice."""
