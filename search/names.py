"""Frequent first names in the United States, folded: what may begin somebody's name in a query (see `query_log`).

Names that are everyday words too ("faith", "grace", "may", "mark", "rose", "will") are left out: they would hide
queries.
"""

_NAMES = """
aaron abigail adam adriana adrian aiden alan alberto alejandro alex alexander alexandra alexis alice alicia allison
amanda amber amelia amy ana andrea andrew angela anita ann anna anne anthony antonio april arthur ashley austin
barbara benjamin beth betty beverly billy bobby bonnie bradley brandon brenda brian brittany bruce bryan caleb cameron
carl carla carlos carmen carol caroline carolyn catherine charles charlotte cheryl chloe chris christian christina
christine christopher cindy claudia connie courtney craig crystal cynthia daniel danielle david dawn deborah debra
dennis diana diane diego donald donna doris dorothy douglas dylan edward eileen elena elizabeth ella ellen emily emma
eric erica erin ethan eva evelyn fernando frances francisco frank gabriel gary george gerald gloria gregory guadalupe
hannah harold heather hector helen henry howard isaac isabella jack jackie jacob jacqueline james jamie jane janet
janice jason javier jean jeffrey jennifer jeremy jerry jesse jessica jesus jill joan joann joe john johnny jonathan
jordan jorge jose joseph joshua joyce juan juanita judith judy julia julian julie justin karen katherine kathleen
kathryn kathy kayla keith kelly kenneth kevin kim kimberly kyle larry laura lauren lawrence leah leonard leslie liam
linda lisa logan lori louis lucas lucia luis lynn madison manuel marcus margaret maria marie marilyn mario marjorie
martha martin mary mason matthew megan melissa michael michelle miguel mildred monica nancy natalie nathan nicholas
nicole noah norma olivia oscar pamela patricia paul paula pedro peggy peter philip phillip phyllis rachel ralph ramon
randy raymond rebecca regina ricardo richard robert roberto rodney roger ronald rosa rosemary roy russell ruth ryan
samantha samuel sandra sara sarah scott sean sergio sharon shawn sheila shirley silvia sofia sophia stephanie stephen
steve steven susan suzanne sylvia tammy tara teresa terry theresa thomas tiffany timothy tina todd tracy travis tyler
valerie vanessa veronica vicki victor victoria vincent virginia walter wanda wayne wendy william yolanda yvonne
zachary
"""

FIRST_NAMES = frozenset(_NAMES.split())
