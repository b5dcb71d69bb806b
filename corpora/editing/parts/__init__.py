"""What office files are made of, by place: members of an archive, elements and texts of their XML."""
