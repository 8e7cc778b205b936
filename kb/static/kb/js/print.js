/** Prints the page once all its pictures are there: `data-print` on a button. */

/** Pictures further down are not fetched until they are looked at; paper wants them all. */
function wakePictures() {
  return [...document.querySelectorAll("main img")].map((picture) => {
    picture.loading = "eager";
    if (picture.complete) return null;
    return new Promise((there) => {
      for (const event of ["load", "error"]) picture.addEventListener(event, there, { once: true });
    });
  });
}

const patience = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await Promise.race([Promise.all(wakePictures()), patience(8000)]);
    window.print();
  });
}

// The browser's own print command does not wait: have the pictures before it is given.
if (!navigator.connection?.saveData) {
  if (document.readyState === "complete") wakePictures();
  else window.addEventListener("load", wakePictures);
}
window.addEventListener("beforeprint", wakePictures);
