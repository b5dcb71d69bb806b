"""The files of the evaluation that runs are tested with: an interview, captions, who they are."""

FIRST = """Interviewer: Did you feel that people listened to you in those meetings?

Maureen Tate: Not really, no.

Interviewer: Could you say more about that?

Maureen Tate: They nodded along while I was talking but nobody wrote anything down. When the notes
came round there was nothing in them that Sam or I had said, so you do wonder why they asked us.

Interviewer: And the building, could you get in all right?

Maureen Tate: The lift was broken twice. I could not get my chair up the stairs, and the bus only
comes every hour, so I missed most of the second meeting because of that.
"""


SECOND = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ola Reed>What has changed since we began, if anything has?</v>

00:00:05.000 --> 00:00:12.000
<v Sam Okoro>The opening hours changed because of what we said in the group, it is seven days now.</v>

00:00:13.000 --> 00:00:20.000
<v Sam Okoro>And I feel a lot more confident speaking up. Maureen's idea about the phone line went in.</v>

00:00:21.000 --> 00:00:23.000
<v Ola Reed>How did that make you feel?</v>

00:00:24.000 --> 00:00:26.000
<v Sam Okoro>Proud.</v>
"""


PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Maureen Tate,,unpaid carers,,wave 1,yes,yes
P2,Sam Okoro,,people who use services,,wave 1,yes,no
P3,Ola Reed,,interviewers,,,yes,no
P4,Pat Winter,,staff,,wave 1,no,no
"""


REFUSED_CONSENT = """Interviewer: How was it?

Pat Winter: Zugzwang is what I would call the whole of that year, honestly.

Interviewer: Why?

Pat Winter: I was never asked what I thought about any of it, not once.
"""
