"""Signals of a recorded session: typed values in, typed values out.

A plain library: it knows nothing of the web site, its database or its settings. Each stage of the
pipeline has a module with its function; the modules after it are the parts that it is made of.

    analyse      every stage in one call; `__main__` is the command
    probe        tracks (which can be read), picture_size
    join         timeline (the events beside the recording)
    watch        screen: shots (the moments looked at), motion (what differs), restless (films and
                 clocks, left out), pages with known_pages (seen before), keys (typing), filled
                 (what was typed where),
                 cursor with cursor_looks (its shape) and lights (what lights up under it), rings
                 (drawn at a press), clicks, lists (that open to choose from),
                 messages (that come and go); pressed (what was, and its name) by target (its
                 outline), labels (what things are called) and days (of a calendar);
                 reading (the lines of writing over time) with places (where something changed),
                 uncovered (what the cursor hid), ocr and ink (the letters); left out: restless
                 (films, clocks) and slides (carousels)
    transcribe   speech: weights with adapter (what they learnt of such conversations), loudness,
                 voice (where somebody near speaks), windows (what Whisper hears at once), hearing
                 (again where in doubt), inventions (what nobody said), echoes (said once, heard
                 twice), utterances, timbre (whose voice); words put right: screen_words (as the
                 screen writes them), corrections (known mishearings), in passages of words,
                 lexicon (words that are none), sound_alikes (which of them fits); and the words
                 of labels by these, misread
    segment      cues (what sentences tell) with acts (its verbs of action) and heard (phrases known
                 by their sound), deeds (what was done) with choices (put right on the same page)
                 and pointing (by the helper), likeness (does a sentence name a label),
                 row (the two together) with features of its pieces (step_features,
                 mistake_features), roles (what part each plays; learnt) by role_features, with
                 meaning (what is meant), rounds (ways back) and trees; fusion (the best cut of
                 it, by weights that are learnt), grounds (what counted, as reasons for people);
                 words for the steps: titles, from label_titles with label_names (what was
                 read), sought (what one scrolls to) or spoken_titles with spoken_names (what
                 was said), set by wording;
                 summary with main_title (what was done), aims (what it was for), infinitives (what
                 labels say is done) and service (whose site it is)
    protect      conversation (the texts to look through), personal/ (one file a kind of data);
                 shown/ (the same in the picture)
    draft        reword (titles by a model, off unless set), fidelity (whether they may stand);
                 redact (a transcript as people masked it), retiming (as they put it right)
    illustrate   stills, preview, waveform
    replay       publish: spans, covers (what is hidden), encode; captions; verify (looked at again)

Under them all: types (the values, and their JSON), boxes, errors (the one family), container
(opening any file), frames with canvas (its pictures), audio with mixing (its sound), language (all
words of a language, as data) and sounds (how a French word sounds).
"""
