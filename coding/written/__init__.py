"""What a team writes beside its transcripts: findings, aims, measures, actions, markers and steps."""
