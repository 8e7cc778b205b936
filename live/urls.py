"""The addresses of live assistance."""

from django.urls import path, register_converter

from live.views import after, agreeing, asking, helping, rooms, waiting


class KeyConverter:
    """A learner's key."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")

app_name = "live"
urlpatterns = [
    path("", asking.ask, name="ask"),
    path("code/", asking.code, name="code"),
    path("attente/<key:key>/", waiting.wait, name="wait"),
    path("attente/<key:key>/etat/", waiting.wait_state, name="wait_state"),
    path("attente/<key:key>/annuler/", waiting.cancel, name="cancel"),
    path("attente/<key:key>/message/", waiting.leave_message, name="leave_message"),
    path("accord/<key:key>/", agreeing.learner, name="agree"),
    path("salle/<uuid:room>/", rooms.helper, name="room_helper"),
    path("salle/<uuid:room>/jeton/", rooms.token_helper, name="token_helper"),
    path("salle/<uuid:room>/accord/", agreeing.helper, name="agree_helper"),
    path("salle/<uuid:room>/recherche/", rooms.find, name="find"),
    path("salle/<uuid:room>/inviter/", rooms.invite, name="invite"),
    path("salle/<uuid:room>/sortir/", rooms.leave, name="leave"),
    path("salle/<uuid:room>/notes/", rooms.notes, name="notes"),
    path("salle/<uuid:room>/rejoindre/", helping.join, name="join"),
    path("salle/<uuid:room>/rejoindre/<str:invitation>/", helping.join, name="join_invited"),
    path("salle/<uuid:room>/<key:key>/", rooms.learner, name="room_learner"),
    path("salle/<uuid:room>/<key:key>/jeton/", rooms.token_learner, name="token_learner"),
    path("file/", helping.queue, name="queue"),
    path("file/etat/", helping.queue_state, name="queue_state"),
    path("file/ouvrir/", helping.open_room, name="open"),
    path("file/<uuid:pk>/accepter/", helping.accept, name="accept"),
    path("file/<uuid:pk>/rappele/", helping.called_back, name="called_back"),
    path("merci/<key:key>/", after.thanks, name="thanks"),
    path("merci/<key:key>/retirer/", after.withdraw, name="withdraw"),
    path("compte-rendu/<uuid:room>/", after.report, name="report"),
    path("compte-rendu/<uuid:room>/reessayer/", after.finish_again, name="finish_again"),
]
