"""The rules, each a row of `RULES`: its name, its demand, how grave a breach is, an example and a counter-example.

Rules that a plan sets are named in its rules.toml, with the plan's own words and the passage that says so; those, and
no others, can be waived for a year with a reason. The others follow from the form of the sources.
"""

from __future__ import annotations

from pipeline.check import activities, names, texts, years
from pipeline.check.rule import WARNING, Rule, each_activity
from pipeline.text import N_

YEAR = "2026/activities.toml"
ACTIVITY = "[[activity]]\n"
ANSWERS = 'answers = {{ nytta = "Ja, den ger ny kunskap."{rest} }}'
STRIKE = "# Beslut: Kommunfullmäktige {day}\n\n## Stryk {{#kemi-text}}\n\nSkäl: Inaktuellt.\n\n> Kemi är en vänort."
DIGEST = "sha256:8ab5209f4b963c572fa3f91987ac77cb96caa8bb8691d0c04ba4e4b319213dd7"

RULES = (
    # Names
    Rule("duplicate-id", N_("An id is given once in each register and year."), names.duplicates, "goals.toml",
         '[[goal]]\nid = "mal-1"\n\n[[goal]]\nid = "mal-2"', '[[goal]]\nid = "mal-1"\n\n[[goal]]\nid = "mal-1"'),
    Rule("unknown-name", N_("An activity names only what the registers have."), each_activity(names.unknown_names),
         YEAR, ACTIVITY + 'partners = ["kemi"]', ACTIVITY + 'partners = ["kemmi"]'),
    Rule("lost-section", N_("A register refers only to passages that the plan has."), names.lost_sections,
         "partners.toml", '[[partner]]\nsection = "vanorter"', '[[partner]]\nsection = "vanortar"'),
    Rule("half-place", N_("A place on the map has both latitude and longitude."), names.half_places, "partners.toml",
         '[[partner]]\nlatitude = 65.74\nlongitude = 24.56', "[[partner]]\nlatitude = 65.74"),
    Rule("unknown-waiver", N_("Only a rule that the plan sets can be waived."), names.unknown_waivers, YEAR,
         '[[waiver]]\nrule = "idle-goal"\nnames = ["mal-2"]\nreason = "Målet nås på annat sätt."',
         '[[waiver]]\nrule = "duplicate-id"\nnames = ["mal-1"]\nreason = "Det får vara så."'),
    # What the plan demands of an activity
    Rule("no-goal", N_("Every activity serves at least one goal."), each_activity(activities.without_goal), YEAR,
         ACTIVITY + 'goals = ["mal-1"]', ACTIVITY + "goals = []"),
    Rule("no-body", N_("Every activity has a responsible department or company."),
         each_activity(activities.without_body), YEAR, ACTIVITY + 'body = "kommunstaben"', ACTIVITY + 'body = ""'),
    Rule("no-equality", N_("Every activity says how equality is considered."),
         each_activity(activities.without_equality), YEAR,
         ACTIVITY + 'equality = "Flickor och pojkar deltar på lika villkor."', ACTIVITY + 'equality = ""'),
    Rule("physical-reason", N_("Digital meetings come first; a physical one says why."),
         each_activity(activities.physical_without_reason), YEAR,
         ACTIVITY + 'meeting = "fysiskt"\nmeeting_reason = "Eleverna bor hos värdfamiljer."',
         ACTIVITY + 'meeting = "fysiskt"'),
    Rule("digital-journey", N_("A digital meeting has no journeys."), each_activity(activities.digital_journeys), YEAR,
         ACTIVITY + 'meeting = "hybrid"\ntravel = [{ mode = "buss", persons = 2, distance = 300 }]',
         ACTIVITY + 'meeting = "digitalt"\ntravel = [{ mode = "buss", persons = 2, distance = 300 }]'),
    Rule("unanswered-question", N_("Every activity answers the plan's questions."),
         each_activity(activities.unanswered), YEAR,
         ACTIVITY + ANSWERS.format(rest=', paverkan = "Nej."'), ACTIVITY + ANSWERS.format(rest="")),
    Rule("dormant-partner", N_("A dormant cooperation gets no activities before a decision takes it up again."),
         each_activity(activities.resting_partners), YEAR,
         ACTIVITY + 'partners = ["kemi"]', ACTIVITY + 'partners = ["zenica"]'),
    Rule("ended-partner", N_("A project or cooperation that has ended gets no activities."),
         each_activity(activities.ended_partners), YEAR,
         ACTIVITY + 'partners = ["kemi"]', ACTIVITY + 'partners = ["kustprojektet"]'),
    Rule("backwards", N_("An activity does not end before it begins."), each_activity(activities.backwards), YEAR,
         ACTIVITY + 'start = "2026-02"\nend = "2026-05"', ACTIVITY + 'start = "2026-05"\nend = "2026-02"'),
    Rule("outside-year", N_("An activity takes place in its year."), each_activity(activities.outside_year), YEAR,
         ACTIVITY + 'start = "2026-11"\nend = "2027-02"', ACTIVITY + 'start = "2027-01"\nend = "2027-02"'),
    Rule("funding-sum", N_("The funding adds up to the cost."), each_activity(activities.funding_sums), YEAR,
         ACTIVITY + 'cost = 500\nfunding = [{ programme = "budget", amount = 500 }]',
         ACTIVITY + 'cost = 500\nfunding = [{ programme = "budget", amount = 400 }]'),
    # Follow-up
    Rule("status-reason", N_("What was moved or cancelled says why."),
         each_activity(activities.status_without_reason), YEAR,
         ACTIVITY + 'status = "inställd"\nstatus_reason = "För få anmälde sig."', ACTIVITY + 'status = "inställd"'),
    Rule("carried-over", N_("What goes on next year says how this year went."), each_activity(activities.carried_over),
         "2025/activities.toml", ACTIVITY + 'result = "Fyra klasser deltog."', ACTIVITY + 'result = ""'),
    Rule("no-outcome", N_("When a year is over, its activities say how they went."),
         each_activity(activities.without_outcome), "2025/activities.toml",
         ACTIVITY + 'status = "genomförd"\nresult = "Fyra klasser deltog."', ACTIVITY + 'status = "planerad"', WARNING),
    Rule("no-indicator", N_("Every activity says what its result is measured by."),
         each_activity(activities.without_indicator), YEAR,
         ACTIVITY + 'indicator = "Antal klasser"', ACTIVITY + 'indicator = ""', WARNING),
    # The year as a whole
    Rule("idle-goal", N_("Every goal is served by at least one activity each year."), years.idle_goals, YEAR,
         ACTIVITY + 'goals = ["mal-1", "mal-2"]', ACTIVITY + 'goals = ["mal-1"]', WARNING),
    Rule("idle-focus", N_("Every focus area has at least one activity each year."), years.idle_focus, YEAR,
         ACTIVITY + 'focus = "vanorter"', "activity = []", WARNING),
    Rule("year-outside-period", N_("A year lies within the plan's period."), years.years_outside, "plan.toml",
         "first_year = 2024\nlast_year = 2027", "first_year = 2024\nlast_year = 2025"),
    Rule("undecided-year", N_("What is adopted says by which decision."), years.undecided, YEAR,
         'status = "antagen"\ndecision = { body = "Kommunstyrelsen", date = 2026-02-09 }', 'status = "antagen"'),
    Rule("edited-year", N_("What was adopted is not edited any more."), years.edited, YEAR,
         f'status = "antagen"\nfrozen = "{DIGEST}"', f'status = "antagen"\nfrozen = "{DIGEST[:-1]}"'),
    Rule("undecided-status", N_("A dormant cooperation is taken up again by a decision, not in the register."),
         years.undecided_statuses, "partners.toml",
         '[[partner]]\nstatus = "aktiv"\nstatuses = { 2026 = "vilande" }',
         '[[partner]]\nstatus = "vilande"\nstatuses = { 2026 = "aktiv" }'),
    Rule("late-change", N_("A change is decided before it applies."), years.late_changes, "2025/changes.md",
         STRIKE.format(day="2025-01-27"),
         STRIKE.format(day="2026-01-27")),
    Rule("lost-change", N_("A decided change quotes what it changes as it then stands."), years.lost_changes,
         "2025/changes.md", STRIKE.format(day="2025-01-27"),
         STRIKE.format(day="2025-01-27").replace("en vänort", "en ort")),
    # What every reader needs
    Rule("heading-level", N_("Headings go down one level at a time."), texts.skipped_levels, "plan.md",
         "# Mål {#mal}\n\n## Delmål {#delmal}", "# Mål {#mal}\n\n### Delmål {#delmal}"),
    Rule("empty-heading", N_("Every heading has words."), texts.empty_headings, "plan.md",
         "# Mål {#mal}", "# {#mal}"),
    Rule("no-alt-text", N_("Every picture has a text that says what it shows."), texts.without_alt, "plan.md",
         "![Karta över vänorterna](karta.svg)", "![](karta.svg)"),
    Rule("no-table-heading", N_("Every table says what its columns or rows are."), texts.without_table_headings,
         "plan.md", "| Ort | Land |\n|---|---|\n| Kemi | Finland |", "|---|---|\n| Kemi | Finland |"),
    Rule("empty-heading-cell", N_("Every heading cell of a table has words."), texts.empty_heading_cells, "plan.md",
         "| Ort | Land |\n|---|---|\n| Kemi | Finland |", "| Ort | |\n|---|---|\n| Kemi | Finland |", WARNING),
    Rule("vague-link", N_("The words of a link say where it leads."), texts.vague_links, "plan.md",
         "Läs om [samarbetet med Kemi](https://kemi.fi).", "Läs om samarbetet [här](https://kemi.fi).", WARNING),
    Rule("wordless-link", N_("Every link has words."), texts.wordless_links, "plan.md",
         "Läs om [samarbetet med Kemi](https://kemi.fi).", "Läs om samarbetet. [ ](https://kemi.fi)"),
    Rule("strange-link", N_("A link leads to a page, an address or a passage."), texts.strange_links, "plan.md",
         "Läs [avtalet med Kemi](https://kemi.fi/avtal.pdf).", "Läs [avtalet med Kemi](file:///C:/avtal.pdf).",
         WARNING),
    Rule("dead-link", N_("A link within the plan leads to a passage that it has."), texts.dead_links, "plan.md",
         "Se [avsnittet om Kemi](#kemi-text).", "Se [avsnittet om Kemi](#kemmi)."),
    Rule("unknown-language", N_("Words in another language name it by its code."), texts.unknown_languages, "plan.md",
         "Nätverket [Arctic Five]{lang=en}.", "Nätverket [Arctic Five]{lang=engelska}."),
)  # fmt: skip
