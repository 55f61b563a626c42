"""gold: read gold, compare, score, report; pure: facts in, report out."""
