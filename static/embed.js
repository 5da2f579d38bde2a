// For sites that show an event or a timeline of this one in a frame: makes the frame as high as what it shows.
//
// It reads no cookie, stores nothing, and listens to nobody but the frames that come from where it comes from itself.

"use strict";
{
  const home = new URL(document.currentScript.src).origin;
  /** The highest that a frame gets, in CSS pixels. */
  const HIGHEST = 20_000;

  const frames = () =>
    [...document.querySelectorAll("iframe[src]")].filter(({ src }) => src.startsWith(`${home}/`));

  addEventListener("message", ({ data, origin, source }) => {
    const height = data?.annals?.height;
    // A sandbox takes a frame's origin away; its window is still the one that it is.
    if (!Number.isFinite(height) || (origin !== home && origin !== "null")) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.height = Math.min(Math.max(Math.ceil(height), 1), HIGHEST);
  });

  // A frame may have said its height before anyone listened.
  const ask = () => {
    for (const { contentWindow } of frames()) contentWindow.postMessage({ annals: "height" }, "*");
  };
  ask();
  addEventListener("load", ask);
}
