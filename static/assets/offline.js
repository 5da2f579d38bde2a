// Reads files of data in an edition that is opened from a disk, where browsers refuse to fetch: each is a script there,
// which hands over a function that makes the data, given the address of the edition's folder.

"use strict";
{
  const root = new URL("..", document.currentScript.src).href;
  /** Who waits for the file at an address. */
  const waiting = new Map();

  /** The data of a file; `url` is that of the JSON that other editions have in its place, or of the script itself. */
  const data = (url) =>
    new Promise((done, failed) => {
      const { href } = new URL(url.endsWith(".js") ? url : `${url}.js`, document.baseURI);
      const script = document.createElement("script");
      waiting.set(href, done);
      script.src = href;
      script.addEventListener("error", () => failed(new Error(href)));
      script.addEventListener("load", () => {
        script.remove();
        // Does nothing where the file has handed over its data.
        failed(new Error(href));
      });
      document.head.append(script);
    });

  const take = (make) => {
    const { src } = document.currentScript;
    waiting.get(src)?.(make(root));
    waiting.delete(src);
  };

  globalThis.annals = { ...globalThis.annals, data, take };
}
