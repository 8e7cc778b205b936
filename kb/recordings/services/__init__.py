"""What can be done with recordings: small typed use cases, one transaction each.

Views, commands, tasks and the admin call these, never the models.
"""

from kb.recordings.services.captions import (
    NoSuchSentence,
    caption_edit,
    heard_word_confirm,
    heard_word_ignore,
)
from kb.recordings.services.consents import consent_give, consent_withdraw
from kb.recordings.services.masks import (
    Change,
    NoPicture,
    mask_add,
    mask_change,
    mask_remove,
    proposal_change,
    proposal_decide,
    proposals_keep,
    still_pick,
)
from kb.recordings.services.passes import PassTaken, pass_create
from kb.recordings.services.recordings import (
    ConsentMissing,
    NothingBrought,
    recording_create,
    recording_delete,
)
from kb.recordings.services.stages import OriginalGone, stage_request, stage_rerun, stage_retry

__all__ = [
    "Change",
    "ConsentMissing",
    "NoPicture",
    "NoSuchSentence",
    "NothingBrought",
    "OriginalGone",
    "PassTaken",
    "caption_edit",
    "consent_give",
    "consent_withdraw",
    "heard_word_confirm",
    "heard_word_ignore",
    "mask_add",
    "mask_change",
    "mask_remove",
    "pass_create",
    "proposal_change",
    "proposal_decide",
    "proposals_keep",
    "recording_create",
    "recording_delete",
    "stage_request",
    "stage_rerun",
    "stage_retry",
    "still_pick",
]
