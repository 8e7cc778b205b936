// The others' voices. A browser may keep them silent until somebody has touched the page.

/** Plays each voice of `line`; `button` is shown where a touch is needed first. */
export function playVoices(line, button) {
  const players = new Set();
  const tryAll = async () => {
    const tries = await Promise.allSettled([...players].map((player) => player.play()));
    button.hidden = tries.every((each) => each.status === "fulfilled");
  };
  line.addEventListener("voice", ({ detail: track }) => {
    const player = new Audio();
    player.srcObject = new MediaStream([track]);
    players.add(player);
    track.addEventListener("ended", () => players.delete(player));
    tryAll();
  });
  line.addEventListener("state", () => {
    for (const player of players) {
      const [track] = player.srcObject.getTracks();
      if (track.readyState === "ended") players.delete(player);
    }
  });
  button.addEventListener("click", tryAll);
}
