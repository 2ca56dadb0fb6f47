"""What Arabic writes onto the beginning of a word: and, so, by, for, as, alone and two together, and the article."""

AND, ARTICLE = "و", "ال"
BEFORE_A_WORD = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
BEFORE_THE_ARTICLE = ("و", "ف", "ب", "ك", "وب", "فب", "وك")
FOR_THE_ARTICLE = ("لل", "ولل", "فلل")  # in place of the article
