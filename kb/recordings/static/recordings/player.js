// The private preview: a time in the transcript seeks, and the sentence being said is marked.

for (const element of document.querySelectorAll("[data-player]")) attach(element);

function attach(element) {
  const video = element.querySelector("[data-player-video]");
  if (!video) return;
  const links = [...element.querySelectorAll("[data-player-seek]")];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      video.currentTime = Number(link.dataset.playerSeek);
      video.play();
    });
  }
  video.addEventListener("timeupdate", () => {
    const said = links.findLast((link) => Number(link.dataset.playerSeek) <= video.currentTime + 0.05);
    for (const link of links) {
      const now = link === said && video.currentTime > 0;
      link.closest("li").classList.toggle("transcript__now", now);
      if (now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  });
}
