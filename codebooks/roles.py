"""In what role somebody takes part in the evaluation itself: writing, coding, reviewing, agreeing."""

from typing import Literal, get_args

Role = Literal["lived experience", "unpaid carer", "staff", "researcher", "facilitator", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
