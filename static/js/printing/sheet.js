/* One label on a page of its own size, given to the printer. Called by station.js and by the desk. */

const paper = new CSSStyleSheet();

/** Resolves when the print dialogue is closed, or at once where the browser prints without one. */
export async function printPicture(place, address, width, height) {
  const picture = new Image();
  picture.alt = "";
  picture.src = address;
  await picture.decode();
  paper.replaceSync(
    `@page { size: ${width}mm ${height}mm; margin: 0; }
     @media print { #print-sheet > img { inline-size: ${width}mm; block-size: ${height - 0.1}mm; } }`,
  );
  document.adoptedStyleSheets = [paper];
  place.replaceChildren(picture);
  const over = new Promise((resolve) => window.addEventListener("afterprint", resolve, { once: true }));
  window.print();
  await over;
  place.replaceChildren();
}
