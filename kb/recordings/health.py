"""Which parts work: for the operator, and for whatever watches the site."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kb.celery import app
from kb.recordings.models import Pulse, StageRun
from kb.recordings.states import StageState
from media.weights import DEFAULT_MODEL, PARTS


@dataclass(frozen=True, slots=True)
class Part:
    """One part: does it work, can the site do without it, and what it says of itself."""

    ok: bool
    essential: bool = False
    detail: str = ""


Check = Callable[[], Part]
_checks: dict[str, Check] = {}


def add_check(name: str, check: Check) -> None:
    """Has `check` asked too: how a later app tells of its own part."""
    _checks[name] = check


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Every part by name; 503 where an essential one fails. Details are for staff."""
    parts = {name: _asked(check) for name, check in _checks.items()}
    well = all(part.ok for part in parts.values() if part.essential)
    told = request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
    body = {
        "ok": well,
        "parts": {name: asdict(p) if told else {"ok": p.ok} for name, p in parts.items()},
    }
    return JsonResponse(body, status=200 if well else 503)


def _asked(check: Check) -> Part:
    try:
        return check()
    except Exception as error:
        return Part(ok=False, essential=True, detail=f"{type(error).__name__}: {error}")


def database() -> Part:
    """Whether rows can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Part(ok=True, essential=True, detail=connection.vendor)


def broker() -> Part:
    """Whether the bell can be rung. Not essential: the sweep of a living worker rings again."""
    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:
        return Part(ok=False, detail=str(error))
    return Part(ok=True, detail=settings.KB_BROKER_URL.split(":", 1)[0])


def worker() -> Part:
    """Whether somebody works: a lease that is kept, or a sweep not long ago."""
    now = timezone.now()
    leased = StageRun.objects.filter(state=StageState.RUNNING, lease_until__gt=now)
    busy = leased.values_list("worker", flat=True).first()
    if busy:
        return Part(ok=True, detail=f"{busy} works")
    return Part(ok=_swept_lately(), detail="free" if _swept_lately() else "no sign of life")


def beat() -> Part:
    """Whether the clock rings for the sweep. A worker in the middle of a stage may be late."""
    last = Pulse.objects.filter(name="sweep").values_list("at", flat=True).first()
    busy = StageRun.objects.filter(state=StageState.RUNNING, lease_until__gt=timezone.now())
    return Part(ok=_swept_lately() or busy.exists(), detail=f"last sweep: {last or 'never'}")


def disk() -> Part:
    """Whether there is room beyond the reserve."""
    root = Path(settings.KB_VAR)
    root.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(root).free
    return Part(
        ok=free > settings.KB_DISK_RESERVE_BYTES,
        essential=True,
        detail=f"{free / 1024**3:.1f} GiB free",
    )


def model() -> Part:
    """Whether the speech model is there, or can be made from the installed wheels."""
    name = settings.KB_WHISPER_MODEL
    if name != DEFAULT_MODEL:
        return Part(ok=True, detail=f"{name}: a folder" if Path(name).is_dir() else f"{name}: hub")
    joined = any(Path(settings.KB_MODELS_ROOT).glob("whisper-base-*/model.bin"))
    return Part(
        ok=joined or all(find_spec(package) for package, _name in PARTS),
        detail="joined" if joined else "wheels",
    )


def _swept_lately() -> bool:
    limit = timezone.now() - timedelta(seconds=3 * settings.KB_SWEEP_SECONDS + 10)
    return Pulse.objects.filter(name="sweep", at__gt=limit).exists()


OWN: dict[str, Check] = {
    "database": database,
    "broker": broker,
    "worker": worker,
    "beat": beat,
    "disk": disk,
    "model": model,
}
_checks.update(OWN)
