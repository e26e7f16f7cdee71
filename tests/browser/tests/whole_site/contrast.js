// axe does not see what a pseudo-element paints (a signpost's arm) nor past the edge of a box that scrolls (a wide table).
// For each text that it leaves open this finds the colour behind it, and gives those with a contrast below 4.5 to 1.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const bytes = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const light = (colour) => {
  const [r, g, b] = bytes(colour).map((byte) => byte / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const solid = (colour) => bytes(colour)[3] === 255;
const behind = (part) => {
  for (let at = part; at; at = at.parentElement) {
    if (at.classList.contains("arm")) return getComputedStyle(at, "::after").backgroundColor;
    if (at.classList.contains("finial")) return getComputedStyle(at.querySelector(".disc")).fill;
    const colour = getComputedStyle(at).backgroundColor;
    if (solid(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
const low = [];
for (const selector of arguments[0]) {
  const part = document.querySelector(selector);
  const text = part.closest("svg") ? getComputedStyle(part).fill : getComputedStyle(part).color;
  const [a, b] = [light(text), light(behind(part))].sort((a, b) => b - a);
  const ratio = (a + 0.05) / (b + 0.05);
  if (!solid(text) || ratio < 4.5) low.push(`contrast ${ratio.toFixed(2)}: ${text} on ${behind(part)}: ${part.outerHTML.slice(0, 120)}`);
}
return low;
