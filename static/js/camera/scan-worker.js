/* Looks for QR codes in a camera frame, off the page's thread. A classic worker, started by camera.js.
   Takes {id, bitmap}, answers {id, texts, broken}: the texts nearest to the middle first; broken when a code was
   found that could not be read. Every frame gets an answer, also the one that went wrong.
   Only this script's response may compile WebAssembly (script-src 'self' 'wasm-unsafe-eval'). */

"use strict";

const VENDOR = "/static/vendor/zxing-wasm/";
importScripts(`${VENDOR}reader.js`);

ZXingWASM.prepareZXingModule({
  overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? `${VENDOR}zxing_reader.wasm` : prefix + path) },
  fireImmediately: true,
}).then(() => self.postMessage({ ready: true }), () => self.postMessage({ failed: true }));

/* A sponsor's QR code beside the badge's must not hide it: several are read, the page takes the badge. */
const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 3, returnErrors: true };

const canvas = new OffscreenCanvas(1, 1);
const pen = canvas.getContext("2d", { willReadFrequently: true });

self.addEventListener("message", async ({ data }) => {
  const answer = { id: data.id, texts: [], broken: false };
  try {
    Object.assign(answer, await codesIn(data.bitmap));
  } catch {
    /* One bad frame; the next one comes in a moment. */
  } finally {
    data.bitmap.close();
    self.postMessage(answer);
  }
});

async function codesIn(bitmap) {
  const found = await ZXingWASM.readBarcodes(pixelsOf(bitmap), OPTIONS);
  const readable = found.filter((code) => code.isValid && code.text);
  readable.sort((one, other) => fromMiddle(one, bitmap) - fromMiddle(other, bitmap));
  return { texts: readable.map((code) => code.text), broken: found.length > 0 && readable.length === 0 };
}

function pixelsOf(bitmap) {
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
  }
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

function fromMiddle({ position }, { width, height }) {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  const middle = (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4;
  return Math.hypot(middle("x") - width / 2, middle("y") - height / 2);
}
