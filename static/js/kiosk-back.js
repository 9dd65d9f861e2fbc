/* A page of a check-in kiosk that leads back to the start by itself (templates/badges/kiosks/page/_frame.html): so many seconds
   after somebody touched it last. Without JavaScript it is a refresh of the page, which waits for nobody. */

const kiosk = document.querySelector("[data-back-after]");
let timer = 0;

function begin() {
  clearTimeout(timer);
  timer = setTimeout(() => window.location.replace(kiosk.dataset.start), Number(kiosk.dataset.backAfter) * 1000);
}

for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, begin);
begin();
