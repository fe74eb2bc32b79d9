// A picture from a phone is many times larger than anybody looks at: it is made smaller before it travels.

const LONGEST = 2048; // px of the longer side
const QUALITY = 0.85;
const AS = { "image/jpeg": ["image/jpeg", ".jpg"], "image/png": ["image/webp", ".webp"], "image/webp": ["image/webp", ".webp"] }; // letters stay sharp in WebP

/** The same picture, the way up it was taken, or the file itself where that is small enough or would not get smaller. */
export async function smaller(file) {
  const picture = AS[file.type] && await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file;
  const scale = LONGEST / Math.max(picture.width, picture.height);
  const made = scale < 1 ? await drawn(picture, scale, AS[file.type][0]) : null;
  picture.close();
  if (!made || made.size >= file.size) return file;
  const ending = made.type === AS[file.type][0] ? AS[file.type][1] : ".png"; // a browser that cannot write WebP writes PNG
  return new File([made], file.name.replace(/\.\w+$/, "") + ending, { type: made.type });
}

function drawn(picture, scale, type) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, type, QUALITY));
}
